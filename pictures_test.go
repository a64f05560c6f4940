//go:build linux

package main_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestPictures draws what an emulated terminal shows of stories of the program
// (karuna story). With KARUNA_PICTURES=1 (make pictures) it makes docs/pictures
// anew; with a folder there, every story is drawn into it.
func TestPictures(t *testing.T) {
	into := os.Getenv("KARUNA_PICTURES")
	if into == "" {
		t.Skip("pictures are made by make pictures, not by the tests (KARUNA_SYSTEM_TESTS or not)")
	}
	h := newHome(t, program(t, ""))
	type shot struct {
		file, story string
		cols, rows  int
	}
	shots := []shot{
		{"home", "home", 100, 30},
		{"practices", "practices find", 100, 30},
		{"setup", "setup", 100, 30},
		{"sit", "sit", 100, 30},
		{"breath", "sit pacer", 100, 30},
		{"ground", "sit ground", 100, 30},
		{"reflect", "reflect", 100, 30},
		{"calendar", "calendar", 100, 30},
		{"year", "calendar year", 100, 30},
		{"history", "history", 100, 30},
		{"charts", "history weeks", 100, 30},
		{"programmes", "programmes", 100, 30},
		{"programme", "programmes step", 100, 30},
		{"help", "home keys", 100, 30},
		{"home-40x12", "home", 40, 12},
		{"setup-40x12", "setup", 40, 12},
		{"sit-40x12", "sit", 40, 12},
		{"calendar-40x12", "calendar", 40, 12},
		{"programme-40x12", "programmes step", 40, 12},
	}
	if into == "1" {
		into = filepath.Join("docs", "pictures")
	} else {
		shots = nil
		for name := range strings.Lines(h.run("", "story").out) {
			name = strings.TrimSpace(name)
			shots = append(shots, shot{strings.ReplaceAll(name, " ", "-"), name, 100, 30})
		}
	}
	for _, s := range shots {
		t.Run(s.file, func(t *testing.T) {
			t.Parallel()
			x := onTerminal(t, h.env("TERM=xterm-256color", "COLORTERM=truecolor", "TMPDIR="+t.TempDir()),
				append([]string{h.bin, "story"}, strings.Fields(s.story)...)...)
			x.resize(s.cols, s.rows)
			<-time.After(4 * time.Second)
			path := filepath.Join(into, s.file+".svg")
			if err := os.WriteFile(path, []byte(x.svg(s.cols, s.rows)), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// config writes the config file, so that the first run is over.
func (h home) config(text string) {
	h.t.Helper()
	path := filepath.Join(h.dir, "config", "config.toml")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		h.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		h.t.Fatal(err)
	}
}
