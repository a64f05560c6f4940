package reflect_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/x/ansi"

	"karuna/sessions/conductor"
	"karuna/sessions/programme"
	"karuna/ui/screen"
	"karuna/ui/theme"
)

// state is a moment of a reflection worth looking at.
type state struct {
	name string
	sat  sat
	keys []string
}

func states() []state {
	noted := func(b *bench) {
		time.Sleep(10 * time.Second)
		for _, k := range []conductor.NoteKind{0, 1, 1, 1, 1, 1, 1, 3, 3, 4} {
			b.c.Note(k)
		}
		synctest.Wait()
		time.Sleep(21 * time.Minute)
	}
	short := func(b *bench) {
		b.do(conductor.Ask, 30*time.Second)
		b.do(conductor.Confirm, time.Second)
	}
	return []state{
		{"first", sat{sitting: "so be it"}, nil},
		{"answered", sat{}, []string{"1", "n", `"Rain on the roof, and the thought about the meeting for the whole of the first half."`, "esc", "a", `"write to Jo"`, "enter"}},
		{"noted", sat{during: noted}, []string{"2"}},
		{"note", sat{}, []string{"n", `"Rain on the roof."`, "enter", "enter", `"And then, for a while, nothing that wanted a name at all, and the bell sooner than I had thought."`}},
		{"act", sat{}, []string{"a", `"write to Jo"`}},
		{"air", sat{air: func(programme.Air) error { return nil }}, []string{"1", "5"}},
		{"short", sat{during: short}, nil},
		{"unwritten", sat{full: true}, nil},
	}
}

func TestGoldens(t *testing.T) {
	for _, st := range states() {
		t.Run(st.name, func(t *testing.T) {
			run(t, st.sat, func(b *bench) {
				b.press(st.keys...)
				b.text()
				var out strings.Builder
				for _, z := range [][2]int{{20, 6}, {40, 12}, {80, 24}, {100, 30}, {300, 90}} {
					fmt.Fprintf(&out, "== %d x %d\n%s\n", z[0], z[1], bare(b.view(z[0], z[1])))
				}
				golden(t, st.name, out.String())
				for w := 20; w < 120; w += 7 {
					for h := 6; h < 40; h += 5 {
						b.view(w, h)
					}
				}
			})
		})
	}
}

func TestGoldenLooks(t *testing.T) {
	for name, term := range map[string]theme.Terminal{
		"truecolor": {Dark: true, Colors: theme.TrueColor},
		"sixteen":   {Dark: true, Colors: theme.Sixteen},
		"ascii":     {Dark: true, Glyphs: theme.ASCII},
	} {
		st := states()[2]
		run(t, st.sat, func(b *bench) {
			b.press(st.keys...)
			th, err := theme.Load(os.DirFS("../../assets/themes"), theme.Auto, term)
			if err != nil {
				t.Fatal(err)
			}
			b.s.Update(screen.Look{Theme: th})
			view := b.view(80, 24).String()
			golden(t, "noted-"+name, strings.ReplaceAll(view, "\x1b", "␛"))
			if term.Colors == theme.NoColors && strings.Contains(view, "\x1b") {
				t.Error("a sequence without colours")
			}
		})
	}
}

// view draws, and reports what does not fit.
func (b *bench) view(w, h int) theme.Block {
	b.t.Helper()
	v := b.s.View(w, h)
	lines := strings.Split(v.String(), "\n")
	if len(lines) > h {
		b.t.Errorf("%d lines in %dx%d", len(lines), w, h)
	}
	for _, l := range lines {
		if n := ansi.StringWidth(l); n > w {
			b.t.Errorf("a line of %d columns in %dx%d: %q", n, w, h, l)
		}
	}
	if c := b.s.Frame(w, h).Cursor; c != nil && (c.X < 0 || c.X >= w || c.Y < 0 || c.Y >= h) {
		b.t.Errorf("the cursor is at %v in %dx%d", *c, w, h)
	}
	return v
}

func bare(b theme.Block) string {
	lines := strings.Split(ansi.Strip(b.String()), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n")
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not as it was; with -update it becomes\n%s", name, got)
	}
}
