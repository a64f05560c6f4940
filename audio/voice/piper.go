package voice

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// piper finds Piper and a model of it, which holds one voice of one language: a
// file NAME.onnx beside NAME.onnx.json. PIPER_MODEL of the environment names
// one; the others are looked for where people and packages put them.
func piper(w wish) (tool, error) {
	path, err := program(w.env, "piper-tts")
	if err != nil {
		if path, err = program(w.env, "piper"); err != nil {
			return tool{}, err
		}
	}
	models := piperModels(w.env)
	if len(models) == 0 {
		return tool{}, errors.New("piper is here, and no model: put a .onnx file and its .onnx.json into ~/.local/share/piper")
	}
	for _, m := range models {
		name := strings.TrimSuffix(filepath.Base(m), ".onnx")
		base, _, _ := strings.Cut(name, "_")
		if w.voice == name || w.voice == "" && (w.speaks(base) || m == w.env("PIPER_MODEL")) {
			return tool{path: path, about: path + ", model " + name, model: m, args: []string{
				"--model", m, "--length_scale", decimal(piperPace / w.rate), "--output_file", "-",
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

// piperModels lists the models there are, each once and only if it is whole.
func piperModels(env func(string) string) []string {
	var found []string
	add := func(model string) {
		if _, err := os.Stat(model + ".json"); err == nil && filepath.IsAbs(model) {
			if info, err := os.Stat(model); err == nil && info.Mode().IsRegular() {
				found = append(found, model)
			}
		}
	}
	add(env("PIPER_MODEL"))
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
				pattern := filepath.Join(dir, name, strings.Repeat("*/", depth)+"*.onnx")
				models, err := filepath.Glob(pattern)
				if err != nil {
					break // the folder's own name holds a bracket: nothing to find there
				}
				for _, m := range models {
					add(m)
				}
			}
		}
	}
	return found
}
