package gate_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"karuna/sessions/programme"
	"karuna/ui/gate"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/uitest"
)

var update = flag.Bool("update", false, "write the goldens anew")

// house has one script of its own, so that the library is more than ours.
func house(t testing.TB, own string) *start.House {
	t.Helper()
	dir := t.TempDir()
	if own != "" {
		path := filepath.Join(dir, "data", "scripts", "own.md")
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(own), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return start.Open(start.Options{
		Env: func(name string) string { return map[string]string{"KARUNA_HOME": dir}[name] }, Machine: "m", Now: time.Now,
	})
}

func at(h *start.House, of string) uitest.Config {
	return uitest.Config{
		Places: []string{"gate"}, Start: screen.At("gate", of),
		Open: func(p screen.Place) (screen.Screen, error) { return gate.New(h, p), nil },
	}
}

func TestGoldens(t *testing.T) {
	h := house(t, "")
	for _, id := range []string{"staying-near", "what-is-noticing"} {
		g := gate.New(h, screen.At("gate", id))
		g.Update(g.Init()())
		uitest.Golden(t, *update, id, g)
	}
}

// Each way leads to its setup, and the gate is gone from there.
func TestWays(t *testing.T) {
	h := house(t, "")
	check := func(of, keys string, want screen.Place) {
		t.Helper()
		uitest.Run(t, at(h, of), func(w *uitest.Window) {
			w.Press(strings.Fields(keys)...)
			if got := w.Opened(); len(got) != 1 || got[0] != want {
				t.Errorf("%s, %s: opened %v, want %v", of, keys, got, want)
			}
			if !w.Ended() {
				t.Errorf("%s, %s: the gate is still there", of, keys)
			}
		})
	}
	check("staying-near", "enter", screen.At("setup", "easy-warmth"))
	check("staying-near 20m", "up enter", screen.At("setup", "in-the-same-boat"))
	check("staying-near 20m", "up up up enter", screen.At("setup", "in-the-same-boat"))
	check("staying-near 20m", "down enter", screen.At("setup", "staying-near", "20m"))
	check("staying-near", "j j j enter", screen.At("setup", "staying-near"))
	check("what-is-noticing", "down enter", screen.At("setup", "what-is-noticing"))
}

// What is said depends on why the script has a gate.
func TestWords(t *testing.T) {
	own := "---\ntitle: My Own\nkind: equanimity\nlength: 5m..20m, usually 9m\nflags: optin\n---\nTo see.\n\n## Rest {ground, 60s..}\n\nHere.\n"
	h := house(t, own)
	check := func(id string, shows ...string) {
		t.Helper()
		uitest.Run(t, at(h, id), func(w *uitest.Window) { w.Shows(append(shows, "Is today a day for this?")...) })
	}
	check("the-voice-at-the-back", "can stir things up", "go on to The Voice at the Back", "A Kind Pause", "As for a Friend")
	check("what-is-noticing", "feel unreal", "go on to What Is Noticing?")
	check("own", "for a settled day", "go on to My Own")
}

// Where there is no room for the whole caution beside the ways, it has the window
// to itself first.
func TestLow(t *testing.T) {
	h := house(t, "")
	check := func(id, last string) {
		t.Helper()
		config := at(h, id)
		config.Wide, config.High = 20, 6
		uitest.Run(t, config, func(w *uitest.Window) {
			w.Shows(last)
			w.Press("enter")
			if len(w.Opened()) > 0 {
				t.Fatalf("%s: opened %v, unread", id, w.Opened())
			}
			w.Shows("A day for this?")
			w.Press("enter")
			if len(w.Opened()) != 1 {
				t.Errorf("%s: opened %v", id, w.Opened())
			}
		})
	}
	check("staying-near", "decisions.")
	check("what-is-noticing", "better one.")
}

// A step of a programme is carried out by whichever is taken.
func TestStep(t *testing.T) {
	h := house(t, "")
	step := programme.StepRef{Programme: "compassion-8-weeks", Step: 26}
	for _, keys := range []string{"enter", "down enter"} {
		config := at(h, "staying-near 18m")
		config.Start.With = step
		config.Open = func(p screen.Place) (screen.Screen, error) { return gate.New(h, p), nil }
		uitest.Run(t, config, func(w *uitest.Window) {
			w.Press(strings.Fields(keys)...)
			if got := w.Opened(); len(got) != 1 || got[0].With != step {
				t.Errorf("%s: opened %#v", keys, got)
			}
		})
	}
}

func TestLeaving(t *testing.T) {
	h := house(t, "")
	check := func(of string, keys ...string) {
		t.Helper()
		uitest.Run(t, at(h, of), func(w *uitest.Window) {
			w.Press(keys...)
			if !w.Ended() || len(w.Opened()) > 0 {
				t.Errorf("%s %v: ended %v, opened %v", of, keys, w.Ended(), w.Opened())
			}
		})
	}
	check("staying-near", "esc")
	check("staying-near", "q")
	check("no-such-script")
}

func TestClick(t *testing.T) {
	uitest.Run(t, at(house(t, ""), "staying-near"), func(w *uitest.Window) {
		for y, line := range strings.Split(w.Text(), "\n") {
			switch {
			case strings.Contains(line, "Is today"):
				w.Click(20, y)
			case strings.Contains(line, "go on to"):
				w.Click(20, y)
			}
		}
		if got := w.Opened(); len(got) != 1 || got[0] != screen.At("setup", "staying-near") {
			t.Errorf("clicks opened %v", got)
		}
	})
}

func TestMonkey(t *testing.T) {
	for seed := range uint64(3) {
		uitest.Monkey(t, at(house(t, ""), "staying-near"), seed)
	}
}
