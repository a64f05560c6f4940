package start

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"karuna/assets"
	"karuna/audio"
	"karuna/audio/bell"
	"karuna/audio/clip"
	"karuna/audio/decode"
	"karuna/audio/mix"
)

// The sounds of a person's own lie in two folders beside the journal, as
// bells/NAME.toml or a recording, and as ambience/NAME with one of these ends.
func recordings() []string { return []string{".wav", ".flac", ".ogg", ".mp3"} }

const (
	longestBell     = 2 * time.Minute
	longestAmbience = 3 * time.Hour
)

// decoder decodes files of other people in a child of this program.
func (h *House) decoder() (decode.Decoder, error) {
	self, err := os.Executable()
	if err != nil {
		return decode.Decoder{}, fmt.Errorf("find this program: %w", err)
	}
	d := decode.Decoder{Self: []string{self, DecodeCommand}}
	if h.places.Cache != "" {
		d.Cache = filepath.Join(h.places.Cache, "sounds")
	}
	return d, nil
}

// DecodeCommand is the command by which this program decodes a sound file for
// itself, from standard input to standard output.
const DecodeCommand = "decode-audio"

// own opens the recording called name in a folder of the person's own, which
// it cannot lead out of; fs.ErrNotExist when there is none.
func own(folder, name string) (*os.File, error) {
	if folder == "" || !plainName(name) {
		return nil, fs.ErrNotExist
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }() // what it opened stays open
	for _, end := range recordings() {
		f, err := root.Open(name + end)
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return f, err
		}
	}
	return nil, fs.ErrNotExist
}

func plainName(name string) bool {
	return name != "" && !strings.HasPrefix(name, ".") && !strings.ContainsAny(name, `/\`)
}

// ownNames lists the recordings of a folder by name, and the files that end in
// one of more.
func ownNames(folder string, more ...string) []string {
	if folder == "" {
		return nil
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil // no folder: none of one's own
	}
	var names []string
	for _, e := range entries {
		end := filepath.Ext(e.Name())
		name := strings.TrimSuffix(e.Name(), end)
		if plainName(name) && slices.Contains(append(recordings(), more...), end) {
			names = append(names, name)
		}
	}
	return names
}

// Bells lists the bells there are: the built-in ones, then the person's own.
func (h *House) Bells() ([]string, error) {
	names, err := bell.Names(assets.Bells())
	for _, name := range ownNames(h.places.Bells, ".toml") {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names, err
}

// Bell returns the bell of that name at its own level, ready to be struck.
func (h *House) Bell(name string) (mix.Instrument, error) { return h.bells(100).Open(name) }

// bells is what a sit is struck on.
func (h *House) bells(percent int) audio.Bells {
	volume := float64(percent) / 100
	return audio.Bells{Files: assets.Bells(), Own: h.ownBell, Gain: 40 * math.Log10(volume)}
}

// ownBell returns the person's own bell of that name, fs.ErrNotExist when
// there is none.
func (h *House) ownBell(name string) (mix.Instrument, error) {
	if h.places.Bells == "" || !plainName(name) {
		return nil, fs.ErrNotExist
	}
	if _, err := os.Stat(filepath.Join(h.places.Bells, name+".toml")); err == nil {
		spec, err := bell.Open(os.DirFS(h.places.Bells), name)
		if err != nil {
			return nil, err
		}
		return bell.New(spec), nil
	}
	c, err := h.ownClip(h.places.Bells, name, longestBell)
	if err != nil {
		return nil, err
	}
	return bell.NewSampled(c), nil
}

// ownClip decodes a recording of the person's own into memory.
func (h *House) ownClip(folder, name string, most time.Duration) (*clip.Clip, error) {
	f, err := own(folder, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	d, err := h.decoder()
	if err != nil {
		return nil, err
	}
	return d.Clip(context.Background(), filepath.Base(f.Name()), f, most)
}
