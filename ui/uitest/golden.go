package uitest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"karuna/assets"
	"karuna/ui/screen"
	"karuna/ui/theme"
)

// Sizes are the windows every screen must hold in.
func Sizes() [][2]int { return [][2]int{{20, 6}, {40, 12}, {80, 24}, {100, 30}, {300, 90}} }

// Golden draws s in every size and look and compares each with a file of
// testdata; with update the files are written anew. Whatever is drawn must fit.
func Golden(t *testing.T, update bool, name string, s screen.Screen) {
	t.Helper()
	for _, l := range looks() {
		th, err := theme.Load(assets.Themes(), "night", l.term)
		if err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		for _, size := range Sizes() {
			w, h := size[0], size[1]
			s.Update(screen.Look{Theme: th})
			s.Update(tea.WindowSizeMsg{Width: w, Height: h})
			b := s.View(w, h)
			if b.Width() > w || b.Height() > h {
				t.Errorf("%s %s: %dx%d drawn in %dx%d", name, l.name, b.Width(), b.Height(), w, h)
			}
			fmt.Fprintf(&all, "--- %dx%d\n%s", w, h, trimmed(b.String()))
		}
		got, path := all.String(), filepath.Join("testdata", name+"-"+l.name+".golden")
		if update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs (-update writes it anew):\n%s", path, ansi.Strip(got))
		}
	}
}

// trimmed leaves out the spaces at line ends, and says how many lines that are
// free stand together.
func trimmed(view string) string {
	var out strings.Builder
	free := 0
	flush := func() {
		if free > 0 {
			fmt.Fprintf(&out, "(%d free)\n", free)
		}
		free = 0
	}
	for l := range strings.SplitSeq(view, "\n") {
		l = strings.TrimRight(l, " ")
		if l == "" {
			free++
			continue
		}
		flush()
		out.WriteString(strings.ReplaceAll(l, "\x1b", "␛") + "\n")
	}
	flush()
	return out.String()
}
