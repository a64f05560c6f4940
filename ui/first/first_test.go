package first_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/assets"
	"karuna/sessions"
	"karuna/ui/first"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/uitest"
)

var update = flag.Bool("update", false, "write the goldens anew")

// bell counts strokes.
type bell struct {
	struck []string
	fails  error
}

func (b *bell) Where() string { return "sound: pulse" }

func (b *bell) Strike(name string) (sessions.SoundStatus, error) {
	b.struck = append(b.struck, name)
	return sessions.SoundStatus{State: sessions.SoundReady, Device: "pulse"}, b.fails
}

func house(dir string) *start.House {
	return start.Open(start.Options{
		Env: func(name string) string { return map[string]string{"KARUNA_HOME": dir}[name] }, Machine: "m",
		Now: func() time.Time { return time.Date(2026, 5, 20, 19, 0, 0, 0, time.UTC) },
	})
}

func at(h *start.House, b *bell, env ...string) uitest.Config {
	return uitest.Config{
		Places: []string{"first", "home"}, Start: screen.At("first"), Env: env,
		Open: func(p screen.Place) (screen.Screen, error) {
			if p.Name == "home" {
				return &homely{}, nil
			}
			return first.New(h, b, assets.Text("safety.txt")), nil
		},
	}
}

// homely stands for the home screen.
type homely struct{ first.First }

func (h *homely) Init() tea.Cmd          { return nil }
func (h *homely) Update(tea.Msg) tea.Cmd { return nil }
func (h *homely) Binds() []screen.Bind   { return nil }

func TestGoldens(t *testing.T) {
	s := first.New(house(t.TempDir()), &bell{}, assets.Text("safety.txt"))
	s.Update(s.Init()())
	for _, page := range []string{"safety", "days", "before", "sound", "ring", "offer"} {
		uitest.Golden(t, *update, page, s)
		s.Update(screen.Look{}) // in braille, so that the ring is asked about
		b, _ := screen.Match(uitest.Key("enter"), s.Binds())
		for cmd := b.Do(); cmd != nil; {
			msg := cmd()
			if strings.Contains(page, "ring") {
				s.Update(msg)
				break
			}
			cmd = s.Update(msg)
		}
	}
}

// What is answered is what the config file says; the places that follow.
func TestAnswers(t *testing.T) {
	check := func(keys, want string, places ...string) {
		t.Helper()
		dir := t.TempDir()
		h := house(dir)
		uitest.Run(t, at(h, &bell{}), func(w *uitest.Window) {
			w.Press(strings.Fields(keys)...)
			var opened []string
			for _, p := range w.Opened() {
				opened = append(opened, p.String())
			}
			if got := strings.Join(opened, ", "); got != strings.Join(places, ", ") {
				t.Errorf("%s opened %q, want %q", keys, got, places)
			}
		})
		got, err := os.ReadFile(filepath.Join(dir, "config", "config.toml"))
		if err != nil && want != "" {
			t.Errorf("%s: %v", keys, err)
		}
		if string(got) != want {
			t.Errorf("%s wrote\n%s\nwant\n%s", keys, got, want)
		}
	}
	check("enter", "")
	check("esc", "days_a_week = 5\n", "home")
	check("enter enter esc", "days_a_week = 5\n", "home")
	check("enter up enter up enter esc", "days_a_week = 3\nmax_gap = 60\n", "home")
	check("enter enter enter enter enter", "days_a_week = 5\nmax_gap = 90\n")
	check("enter enter enter enter enter enter", "days_a_week = 5\nmax_gap = 90\n", "home", "setup arriving")
	check("enter enter enter enter enter down enter", "days_a_week = 5\nmax_gap = 90\n", "home")
	check("enter enter enter enter enter esc", "days_a_week = 5\nmax_gap = 90\n", "home")
	check("enter down enter down enter down down enter down enter",
		"days_a_week = 7\nmax_gap = 120\n\n[audio]\ndevice = \"bel\"\n\n[ui]\nglyphs = \"blocks\"\n")
}

// The text is there word for word, whatever the size.
func TestSafetyText(t *testing.T) {
	words := strings.Fields(assets.Text("safety.txt"))
	if len(words) < 60 {
		t.Fatalf("the safety text has %d words", len(words))
	}
	for _, size := range uitest.Sizes()[:4] {
		c := at(house(t.TempDir()), &bell{})
		c.Wide, c.High = size[0], size[1]
		uitest.Run(t, c, func(w *uitest.Window) {
			seen := map[string]bool{}
			for range 60 {
				for _, word := range strings.Fields(w.Text()) {
					seen[word] = true
				}
				w.Press("down")
			}
			for _, word := range words {
				if !seen[word] {
					t.Errorf("%v: %q is not shown", size, word)
				}
			}
		})
	}
}

func TestSound(t *testing.T) {
	b := &bell{fails: errors.New("nothing here can make a sound")}
	uitest.Run(t, at(house(t.TempDir()), b), func(w *uitest.Window) {
		w.Press("b", "enter", "enter", "b", "enter")
		w.Shows("The bell could not be struck here.", "no sound: nothing here can make a sound", "go on without it")
		b.fails = nil
		w.Press("b")
		w.Shows("Did you hear it?", "sound: pulse")
		w.Press("down", "enter")
		w.Shows("Did you hear it?")
		if len(b.struck) != 3 {
			t.Errorf("struck %v, want three strokes", b.struck)
		}
	})
}

// In ASCII there is no other way to draw the ring, so it is not asked.
func TestNoRingInASCII(t *testing.T) {
	uitest.Run(t, at(house(t.TempDir()), &bell{}, "KARUNA_ASCII=1"), func(w *uitest.Window) {
		w.Press("enter", "enter", "enter", "enter")
		w.Shows("That is all.")
	})
}

// The window changes to blocks at once.
func TestBlocks(t *testing.T) {
	uitest.Run(t, at(house(t.TempDir()), &bell{}), func(w *uitest.Window) {
		w.Press("enter", "enter", "enter", "enter", "down", "enter")
		if got := w.Wear(); len(got) != 1 || got[0].Glyphs != "blocks" || got[0].Theme != "auto" {
			t.Errorf("asked for %+v", got)
		}
	})
}

// A config file that cannot be written is one line, and keeps nobody.
func TestUnwritable(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "config"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	uitest.Run(t, at(house(dir), &bell{}), func(w *uitest.Window) {
		w.Press("esc")
		if got := w.Opened(); len(got) != 1 || w.Root.Err() == nil {
			t.Errorf("opened %v, error %v", got, w.Root.Err())
		}
	})
}

func TestMouse(t *testing.T) {
	uitest.Run(t, at(house(t.TempDir()), &bell{}), func(w *uitest.Window) {
		w.Press("enter")
		for y, l := range strings.Split(w.Text(), "\n") {
			if strings.Contains(l, "every day") {
				w.Click(20, y)
			}
		}
		w.Shows("before?")
	})
}

func TestMonkey(t *testing.T) {
	for seed := range uint64(3) {
		uitest.Monkey(t, at(house(t.TempDir()), &bell{}), seed)
	}
}
