//go:build linux

package main_test

import (
	"fmt"
	"html"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestPictures makes docs/pictures anew from the program itself, when
// KARUNA_PICTURES=1 (make pictures): each is what an emulated terminal shows
// after some keys, with two months of practice in the journal.
func TestPictures(t *testing.T) {
	if os.Getenv("KARUNA_PICTURES") == "" {
		t.Skip("pictures are made by make pictures, not by the tests (KARUNA_SYSTEM_TESTS or not)")
	}
	h := newHome(t, program(t, ""))
	h.config("days_a_week = 5\n")
	today := time.Now()
	for i, minutes := range []int{0, 12, 20, 0, 5, 12, 31, 12, 0, 0, 20, 15, 12, 4, 45, 0, 12, 8, 20, 12, 0, 10, 12, 0, 30} {
		if minutes == 0 {
			continue
		}
		script := []string{"two-wheels", "kind-pause", "being-with", "easy-warmth"}[i%4]
		h.run("", "log", "add", "--day", today.AddDate(0, 0, -i).Format("2006-01-02"), "--at", "07:10",
			"--minutes", fmt.Sprint(minutes), "--script", script)
	}
	shots := []struct {
		name       string
		cols, rows int
		args, keys string // keys: words are sent, "~1.5s" waits
	}{
		{"home", 100, 30, "", ""},
		{"practices", 100, 30, "", "/ ~300ms"},
		{"setup", 100, 30, "", "/ ~300ms two ~300ms \r ~700ms"},
		{"sit", 100, 30, "sit kind-pause --for 3m --prepare 0 --device none", "~95s"},
		{"ground", 100, 30, "sit kind-pause --prepare 0 --device none", "~3s g ~1s"},
		{"reflect", 100, 30, "sit well-wishing --for 8m --prepare 0 --device none", "~61s q ~500ms q ~2s 1 ~500ms"},
		{"calendar", 100, 30, "", "c ~700ms"},
		{"year", 100, 30, "", "c ~500ms y ~500ms"},
		{"help", 100, 30, "", "? ~500ms"},
		{"home-40x12", 40, 12, "", ""},
		{"setup-40x12", 40, 12, "", "/ ~300ms two ~300ms \r ~700ms"},
		{"sit-40x12", 40, 12, "sit kind-pause --for 3m --prepare 0 --device none", "~50s"},
		{"calendar-40x12", 40, 12, "", "c ~700ms"},
	}
	for _, s := range shots {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			home := h
			if s.args != "" {
				home = newHome(t, h.bin) // sits beside one another would say so
			}
			x := onTerminal(t, home.env("TERM=xterm-256color", "COLORTERM=truecolor"), append([]string{h.bin}, strings.Fields(s.args)...)...)
			x.resize(s.cols, s.rows)
			<-time.After(1500 * time.Millisecond)
			for _, word := range strings.Split(s.keys, " ") {
				if d, err := time.ParseDuration(strings.TrimPrefix(word, "~")); err == nil && strings.HasPrefix(word, "~") {
					<-time.After(d)
				} else if word != "" {
					x.send(word)
					<-time.After(150 * time.Millisecond)
				}
			}
			path := filepath.Join("docs", "pictures", s.name+".svg")
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

// svg draws the screen, one text element a cell, so that no font can move it.
func (x *terminal) svg(cols, rows int) string {
	const w, h, pad = 9, 19, 14
	x.mu.Lock()
	defer x.mu.Unlock()
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="DejaVu Sans Mono, monospace" font-size="15">`, cols*w+2*pad, rows*h+2*pad)
	b.WriteString(`<rect width="100%" height="100%" rx="8" fill="#1e1e1e"/>` + "\n")
	for y := range rows {
		for at := range cols {
			c := x.emu.CellAt(at, y)
			if c == nil || strings.TrimSpace(c.Content) == "" || c.Content == "\u2800" {
				continue
			}
			fmt.Fprintf(&b, `<text x="%d" y="%d" fill="%s">%s</text>`, pad+at*w, pad+y*h+15, hex(c.Style.Fg), html.EscapeString(c.Content))
		}
		b.WriteByte('\n')
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func hex(c color.Color) string {
	if c == nil {
		return "#d4d4d4"
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
