//go:build linux

package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Papers a picture is drawn on: the look of the program follows them.
const (
	nightPaper = "#1e1e1e"
	dawnPaper  = "#fdf6e3"
)

// TestPictures draws what an emulated terminal shows of stories of the program
// (karuna story). With KARUNA_PICTURES=1 (make pictures) it makes docs/pictures
// anew: every place on a dark and on a light background, and in a small window.
// With a folder there, every story is drawn into it.
func TestPictures(t *testing.T) {
	into := os.Getenv("KARUNA_PICTURES")
	if into == "" {
		t.Skip("pictures are made by make pictures, not by the tests (KARUNA_SYSTEM_TESTS or not)")
	}
	h := newHome(t, program(t, ""))
	type picture struct{ file, story string } // "" for a story of the file's name
	pictures := []picture{
		{"home", ""},
		{"practices", "practices find"},
		{"setup", ""},
		{"sit", ""},
		{"breath", "sit pacer"},
		{"ground", "sit ground"},
		{"closing", "sit closing"},
		{"reflect", ""},
		{"calendar", ""},
		{"year", "calendar year"},
		{"addsit", ""},
		{"history", ""},
		{"charts", "history weeks"},
		{"settings", ""},
		{"more", "setup more"},
		{"script", ""},
		{"gate", ""},
		{"programmes", ""},
		{"programme", "programmes step"},
		{"compose", ""},
		{"learn", ""},
		{"first", ""},
		{"help", "home keys"},
	}
	if into == "1" {
		into = filepath.Join("docs", "pictures")
	} else {
		pictures = nil
		for name := range strings.Lines(h.run("", "story").out) {
			name = strings.TrimSpace(name)
			pictures = append(pictures, picture{strings.ReplaceAll(name, " ", "-"), name})
		}
	}
	for _, p := range pictures {
		if p.story == "" {
			p.story = p.file
		}
		for _, shot := range []struct {
			of, paper  string
			cols, rows int
		}{{"", nightPaper, 100, 30}, {"-light", dawnPaper, 100, 30}, {"-40x12", nightPaper, 40, 12}} {
			t.Run(p.file+shot.of, func(t *testing.T) {
				t.Parallel()
				x := onTerminal(t, h.env("TERM=xterm-256color", "COLORTERM=truecolor", "TMPDIR="+t.TempDir()),
					append([]string{h.bin, "story"}, strings.Fields(p.story)...)...)
				x.paper(shot.paper)
				x.resize(shot.cols, shot.rows)
				<-time.After(4 * time.Second)
				path := filepath.Join(into, p.file+shot.of+".svg")
				if err := os.WriteFile(path, []byte(x.svg(shot.cols, shot.rows)), 0o644); err != nil {
					t.Fatal(err)
				}
			})
		}
	}
}

// config writes the config file, so that the first run is over.
func (h home) config(text string) { h.write(filepath.Join("config", "config.toml"), text) }

// write puts a file into the home.
func (h home) write(name, text string) {
	h.t.Helper()
	path := filepath.Join(h.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		h.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		h.t.Fatal(err)
	}
}
