package sit_test

import (
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"karuna/sessions/sitting"
	"karuna/ui/screen"
	"karuna/ui/sit"
	"karuna/ui/theme"
	"karuna/ui/uitest"
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
	in   sitting.State
	plan plan
	play string
}

func states() []state {
	const min20 = 20 * time.Minute
	caution := sit.Options{Notes: []string{"This one can stir things up. g is solid ground, q stops: both are good decisions."}}
	person := sit.Options{Person: "Ana, 555 0134"}
	breath := plan{script: "breath.md", length: 5 * time.Minute}
	return []state{
		{"preparing", sitting.Preparing, plan{options: caution}, "3s"},
		{"preparing-silent", sitting.Preparing, plan{script: "silent", length: min20}, "3s"},
		{"line", sitting.Preparing, plan{line: "No sound here: the screen marks the bells."}, "9s"},
		{"begun", sitting.Sitting, plan{}, "10s; 5s"},
		{"fading-in", sitting.Sitting, plan{}, "10s; 2200ms"},
		{"sitting", sitting.Sitting, plan{}, "10s; 12m; 40s"},
		{"noting", sitting.Sitting, plan{}, "10s; 80s"},
		{"noted", sitting.Sitting, plan{}, "10s; 80s; right"},
		{"glance", sitting.Sitting, plan{}, "10s; 7m; m"},
		{"longer", sitting.Sitting, plan{}, "10s; 7m; +"},
		{"volume", sitting.Sitting, plan{}, "10s; 7m; up"},
		{"voice", sitting.Sitting, plan{options: sit.Options{Voice: hushed{}}}, "10s; 7m; v"},
		{"breath", sitting.Sitting, breath, "10s; 2m; 3s"},
		{"breath-out", sitting.Sitting, breath, "10s; 2m; 9s"},
		{"silent", sitting.Sitting, plan{script: "silent", length: min20}, "10s; 15m"},
		{"open", sitting.Sitting, plan{script: "silent", open: true}, "10s; 40m; m"},
		{"writing", sitting.Sitting, plan{}, "10s; 20s; w; b; e; space; k; i; n; d"},
		{"dark", sitting.Sitting, plan{}, "10s; 7m; d"},
		{"paused", sitting.Paused, plan{}, "10s; 7m; space"},
		{"asking", sitting.Asking, plan{}, "10s; 7m; q"},
		{"asking-early", sitting.Asking, plan{}, "10s; 30s; q"},
		{"asking-paused", sitting.Asking, plan{}, "10s; 7m; space; q"},
		{"asking-ground", sitting.Asking, plan{}, "10s; 7m; g; q"},
		{"away", sitting.Away, plan{}, "10s; 7m; sleep 12m"},
		{"ground", sitting.Grounding, plan{options: person}, "10s; 7m; g; 30s"},
		{"ground-late", sitting.Grounding, plan{}, "10s; 7m; g; 55s"},
		{"choice", sitting.Grounding, plan{options: person}, "10s; 7m; g; enter"},
		{"closing", sitting.Closing, plan{}, "10s; 20m; 1s"},
		{"dark-closing", sitting.Closing, plan{options: sit.Options{Dark: true}}, "10s; 20m; 1s"},
		{"rehearsal", sitting.Sitting, plan{speed: 20, options: sit.Options{Clock: true}}, "10s; 40s"},
	}
}

// hushed is a voice that is there.
type hushed struct{}

func (hushed) Hush(bool) {}

// sizes are those every screen holds at.
func sizes() [][2]int { return [][2]int{{20, 6}, {40, 12}, {80, 24}, {100, 30}, {300, 90}} }

// Every state at every size and in every look, the main ones with few colours
// and with nothing that moves, and each at sizes without end: what is drawn
// fits.
func TestStates(t *testing.T) {
	for i, st := range states() {
		t.Run(st.name, func(t *testing.T) {
			run(t, st.plan, func(b *bench) {
				b.play(st.play)
				if got := b.c.Snapshot().State; got != st.in {
					t.Fatalf("the sit is %v, want %v", got, st.in)
				}
				uitest.Golden(t, updating(), st.name, b.s)
				switch st.name {
				case "sitting", "breath", "fading-in":
					b.looks(st.name)
				}
				b.storm(uint64(i))
			})
		})
	}
}

// Each state of docs/states.md that is this screen's is drawn above; what
// follows on Reflecting is another screen, and nothing on the other two.
func TestStatesAreSeen(t *testing.T) {
	seen := map[sitting.State]bool{sitting.Reflecting: true, sitting.Done: true, sitting.Interrupted: true}
	for _, st := range states() {
		seen[st.in] = true
	}
	for _, row := range sitting.Table() {
		if !seen[row.From] {
			t.Errorf("nothing shows %v", row.From)
		}
	}
}

// looks compares a state with sixteen colours, on a light background, and
// where nothing may move.
func (b *bench) looks(name string) {
	b.t.Helper()
	for _, l := range []struct {
		name string
		term theme.Terminal
	}{
		{"sixteen", theme.Terminal{Dark: true, Colors: theme.Sixteen}},
		{"light", theme.Terminal{Colors: theme.TwoFiftySix}},
		{"still", theme.Terminal{Dark: true, Colors: theme.TrueColor, Still: true}},
	} {
		b.wear(l.term)
		view := b.s.View(40, 12).String() + "\n\n" + b.s.View(80, 24).String()
		golden(b.t, name+"-"+l.name, strings.ReplaceAll(view, "\x1b", "␛"))
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
	var view string
	b.Within(func() { view = b.s.View(w, h).String() })
	lines := strings.Split(view, "\n")
	if len(lines) > h {
		b.t.Errorf("%d lines in %dx%d", len(lines), w, h)
	}
	for _, l := range lines {
		if n := ansi.StringWidth(l); n > w {
			b.t.Errorf("a line of %d columns in %dx%d: %q", n, w, h, l)
		}
	}
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
