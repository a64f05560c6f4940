package voice

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// piper finds Piper and a model of it, which holds one voice of one language: a
// file NAME.onnx beside NAME.onnx.json. PIPER_MODEL of the environment names
// one; the others are looked for where people and packages put them.
//
// It is asked for plain samples: to write a WAV file to its standard output,
// some versions make a temporary file first, and others break it on Windows.
func piper(w wish) (tool, error) {
	path, err := program(w.env, "piper-tts")
	if err != nil {
		if path, err = program(w.env, "piper"); err != nil {
			return tool{}, err
		}
	}
	models := piperModels(w.env)
	if len(models.paths) == 0 {
		return tool{}, errors.New("piper is here, and no model: put a .onnx file and its .onnx.json into ~/.local/share/piper")
	}
	for m, rate := range models.each {
		name := strings.TrimSuffix(filepath.Base(m), ".onnx")
		base, _, _ := strings.Cut(name, "_")
		if w.voice == name || w.voice == "" && (w.speaks(base) || m == w.env("PIPER_MODEL")) {
			return tool{path: path, about: path + ", model " + name, model: m, raw: rate, args: []string{
				"--model", m, "--length_scale", decimal(piperPace / w.rate), "--output_raw",
			}}, nil
		}
	}
	if w.voice != "" {
		return tool{}, fmt.Errorf("piper has no model %q", w.voice)
	}
	return tool{}, fmt.Errorf("piper has no model that speaks %q", w.language)
}

// piperPace is words a minute at a scale of 1: an estimate, for models differ.
const piperPace = 170

// models are files of Piper, each with the frames a second that it speaks in.
type models struct {
	paths []string
	rates []int
}

func (m *models) each(yield func(path string, rate int) bool) {
	for i, path := range m.paths {
		if !yield(path, m.rates[i]) {
			return
		}
	}
}

// add takes a model, if it is whole.
func (m *models) add(path string) {
	raw, err := os.ReadFile(path + ".json")
	if err != nil || !filepath.IsAbs(path) {
		return
	}
	var about struct {
		Audio struct {
			Rate int `json:"sample_rate"`
		} `json:"audio"`
	}
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || json.Unmarshal(raw, &about) != nil || about.Audio.Rate <= 0 {
		return
	}
	m.paths, m.rates = append(m.paths, path), append(m.rates, about.Audio.Rate)
}

// piperModels lists the models there are.
func piperModels(env func(string) string) *models {
	found := &models{}
	found.add(env("PIPER_MODEL"))
	data := filepath.SplitList(env("XDG_DATA_DIRS"))
	if len(data) == 0 {
		data = []string{"/usr/local/share", "/usr/share"}
	}
	data = append([]string{env("XDG_DATA_HOME"), filepath.Join(env("HOME"), ".local", "share"), env("LOCALAPPDATA")}, data...)
	for _, dir := range data {
		if !filepath.IsAbs(dir) {
			continue
		}
		for _, name := range []string{"piper", "piper-voices", "piper-tts"} {
			for depth := range 5 { // packages sort them by language, country and speaker
				paths, err := filepath.Glob(filepath.Join(dir, name, strings.Repeat("*/", depth)+"*.onnx"))
				if err != nil {
					break // the folder's own name holds a bracket: nothing to find there
				}
				for _, path := range paths {
					found.add(path)
				}
			}
		}
	}
	return found
}
