package sit_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"karuna/ui/screen"
	"karuna/ui/sit"
	"karuna/ui/theme"
)

// -update writes the golden files anew.
func updating() bool { return flag.Lookup("update").Value.String() == "true" }

func TestMain(m *testing.M) {
	flag.Bool("update", false, "write the golden files anew")
	flag.Parse()
	os.Exit(m.Run())
}

// state is a moment of a sit worth looking at.
type state struct {
	name string
	plan plan
	play string
}

func states() []state {
	caution := sit.Options{Notes: []string{"This one can stir things up. g is solid ground, q stops: both are good decisions."}}
	person := sit.Options{Person: "Ana, 555 0134"}
	return []state{
		{"preparing", plan{options: caution}, "3s"},
		{"begun", plan{}, "10s; 5s"},
		{"sitting", plan{}, "10s; 12m; 40s"},
		{"noting", plan{}, "10s; 80s"},
		{"glance", plan{}, "10s; 7m; m"},
		{"paused", plan{}, "10s; 7m; space"},
		{"asking", plan{}, "10s; 7m; q"},
		{"asking-early", plan{}, "10s; 30s; q"},
		{"away", plan{}, "10s; 7m; sleep 12m"},
		{"ground", plan{options: person}, "10s; 7m; g; 30s"},
		{"choice", plan{options: person}, "10s; 7m; g; enter"},
		{"closing", plan{}, "10s; 20m; 1s"},
		{"breath", plan{script: "breath.md", length: 5 * time.Minute}, "10s; 2m; 3s"},
		{"silent", plan{script: "silent", length: 20 * time.Minute}, "10s; 15m"},
		{"open", plan{script: "silent", open: true}, "10s; 40m; m"},
		{"writing", plan{}, "10s; 20s; w; b; e; space; k; i; n; d"},
		{"dark", plan{}, "10s; 7m; d"},
		{"line", plan{line: "No sound here: the screen marks the bells."}, "9s"},
	}
}

// sizes are those every screen holds at.
func sizes() [][2]int { return [][2]int{{20, 6}, {40, 12}, {80, 24}, {100, 30}, {300, 90}} }

// Every state at every size, the main ones in every look, and each at sizes
// without end: what is drawn fits.
func TestStates(t *testing.T) {
	for i, st := range states() {
		t.Run(st.name, func(t *testing.T) {
			run(t, st.plan, func(b *bench) {
				b.play(st.play)
				var out strings.Builder
				for _, z := range sizes() {
					b.fits(z[0], z[1])
					fmt.Fprintf(&out, "== %d x %d\n%s\n", z[0], z[1], bare(b.s.View(z[0], z[1])))
				}
				golden(t, st.name, out.String())
				switch st.name {
				case "sitting", "asking", "choice", "breath", "noting":
					b.looks(st.name)
				}
				b.storm(uint64(i))
			})
		})
	}
}

// looks compares a state in colour, without it, and in ASCII.
func (b *bench) looks(name string) {
	b.t.Helper()
	for _, l := range []struct {
		name string
		term theme.Terminal
	}{
		{"truecolor", theme.Terminal{Dark: true, Colors: theme.TrueColor}},
		{"sixteen", theme.Terminal{Dark: true, Colors: theme.Sixteen}},
		{"ascii", theme.Terminal{Dark: true, Glyphs: theme.ASCII}},
		{"light", theme.Terminal{Colors: theme.TwoFiftySix}},
	} {
		b.wear(l.term)
		view := b.s.View(40, 12).String() + "\n\n" + b.s.View(80, 24).String()
		golden(b.t, name+"-"+l.name, strings.ReplaceAll(view, "\x1b", "␛"))
		if l.term.Colors == theme.NoColors && strings.Contains(view, "\x1b") {
			b.t.Error("a sequence without colours")
		}
		if l.term.Glyphs == theme.ASCII && strings.TrimFunc(ansi.Strip(view), func(r rune) bool { return r < 0x80 }) != "" {
			b.t.Errorf("not ASCII alone:\n%s", view)
		}
	}
}

// storm gives the window sizes without end.
func (b *bench) storm(seed uint64) {
	b.t.Helper()
	rnd := rand.New(rand.NewPCG(seed, 3))
	for n := range 60 {
		w, h := 20+rnd.IntN(180), 6+rnd.IntN(60)
		if n%3 == 0 {
			w, h = 20+rnd.IntN(40), 6+rnd.IntN(14)
		}
		b.fits(w, h)
		b.p.Send(tea.WindowSizeMsg{Width: w, Height: h})
		synctest.Wait()
	}
}

// wear dresses the screen for a terminal.
func (b *bench) wear(term theme.Terminal) {
	b.t.Helper()
	th, err := theme.Load(os.DirFS("../../assets/themes"), theme.Auto, term)
	if err != nil {
		b.t.Fatal(err)
	}
	b.s.Update(screen.Look{Theme: th})
}

// fits reports a view that is larger than its window.
func (b *bench) fits(w, h int) {
	b.t.Helper()
	lines := strings.Split(b.s.View(w, h).String(), "\n")
	if len(lines) > h {
		b.t.Errorf("%d lines in %dx%d", len(lines), w, h)
	}
	for _, l := range lines {
		if n := ansi.StringWidth(l); n > w {
			b.t.Errorf("a line of %d columns in %dx%d: %q", n, w, h, l)
		}
	}
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
	if updating() {
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
