package settings_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/ui/editor"
	"karuna/ui/screen"
	"karuna/ui/settings"
	"karuna/ui/start"
	"karuna/ui/uitest"
)

// TestMain is the tests, or the editor that they start: this program again,
// which writes what KARUNA_TEST_EDITOR says into the file.
func TestMain(m *testing.M) {
	text := os.Getenv("KARUNA_TEST_EDITOR")
	if text == "" {
		os.Exit(m.Run())
	}
	if err := os.WriteFile(os.Args[len(os.Args)-1], []byte(text), 0o600); err != nil {
		os.Exit(1)
	}
}

var update = flag.Bool("update", false, "write the goldens anew")

// bells notes which bells were struck.
type bells struct {
	struck []string
	err    error
}

func (b *bells) Strike(name string) (sessions.SoundStatus, error) {
	b.struck = append(b.struck, name)
	return sessions.SoundStatus{State: sessions.SoundReady, Device: "pulse"}, b.err
}

// home is a house of its own with a config file, "" for none.
type home struct {
	*start.House
	dir, path string
	bells     *bells
}

func house(t *testing.T, config string, env ...string) home {
	t.Helper()
	h, dir := uitest.Home{Config: config, Env: append([]string{"PATH=" + t.TempDir()}, env...)}.Open(t)
	return home{House: h, dir: dir, path: filepath.Join(dir, "config", "config.toml"), bells: &bells{}}
}

func (h home) editor() *editor.Editor {
	return editor.New(h.Options().Env, filepath.Join(h.dir, "state"), filepath.Join(h.dir, "kept"))
}

func (h home) file(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(h.path)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func (h home) open(of string) uitest.Config {
	return uitest.Config{
		Places: []string{"settings"}, Start: screen.At("settings", of),
		Open: func(p screen.Place) (screen.Screen, error) {
			return settings.New(h.House, h.bells, h.editor(), p.Of), nil
		},
	}
}

// settled returns a screen that has what its first command found.
func settled(h home, of string, keys ...string) screen.Screen {
	s := settings.New(h.House, h.bells, h.editor(), of)
	s.Update(s.Init()())
	for _, k := range keys {
		if b, ok := screen.Match(uitest.Key(k), s.Binds()); ok && !(s.Typing() && len(k) == 1) {
			b.Do()
			continue
		}
		s.Update(uitest.Key(k))
	}
	return s
}

func TestGoldens(t *testing.T) {
	h := house(t, "")
	uitest.Golden(t, *update, "settings", settled(h, ""))
	uitest.Golden(t, *update, "choosing", settled(h, "ui.glyphs", "enter"))
	uitest.Golden(t, *update, "typing", settled(h, "safety.person", "enter", "A", "n", "a"))
	uitest.Golden(t, *update, "wrong", settled(h, "audio.volume", "9", "0", "0", "enter"))
	uitest.Golden(t, *update, "above", settled(house(t, "", "KARUNA_THEME=moss"), "ui.theme"))
	uitest.Golden(t, *update, "fault", settled(house(t, "max_gap = 17\n"), "max_gap"))
}

// What is chosen is in the file at once; whatever else is there stays.
func TestWrites(t *testing.T) {
	check := func(of, before string, keys []string, want string) {
		t.Helper()
		h := house(t, before)
		uitest.Run(t, h.open(of), func(w *uitest.Window) {
			w.Press(keys...)
			if got := h.file(t); got != want {
				t.Errorf("%s %v: the file is\n%s\nwant\n%s", of, keys, got, want)
			}
		})
	}
	commented := "# mine\ndays_a_week = 5   # most days\n\n[ui]\n# at night\ntheme = \"moss\"\n"
	changed := strings.NewReplacer
	check("days_a_week", commented, []string{"right"}, changed("= 5 ", "= 6 ").Replace(commented))
	check("days_a_week", commented, []string{"3", "enter"}, changed("= 5 ", "= 3 ").Replace(commented))
	check("days_a_week", commented, []string{"enter", "ctrl+u", "2", "enter"}, changed("= 5 ", "= 2 ").Replace(commented))
	check("days_a_week", commented, []string{"3", "esc"}, commented)
	check("days_a_week", commented, []string{"9", "enter"}, commented)
	check("days_a_week", commented, []string{"right", "right", "right", "right"}, changed("= 5 ", "= 7 ").Replace(commented))
	check("ui.theme", commented, []string{"right"}, changed("moss", "ink").Replace(commented))
	check("ui.theme", commented, []string{"enter", "left", "up", "esc"}, changed("moss", "dawn").Replace(commented))
	check("ui.theme", commented, []string{"d"}, changed("moss", "auto").Replace(commented))
	check("ui.theme", commented, []string{"p", "u", "c", "e", "enter"}, commented)
	check("ui.clock", "x = 1\n", []string{"enter"}, "x = 1\n\n[ui]\nclock = true\n")
	check("prepare", "", []string{"left"}, "prepare = \"5s\"\n")
	check("bells.interval", "", []string{"right", "right"}, "[bells]\ninterval = \"10m\"\n")
	check("bells.interval", "[bells]\ninterval = \"5m\"\n", []string{"left"}, "[bells]\ninterval = \"off\"\n")
	check("audio.volume", "", []string{"6", "5", "%", "enter"}, "[audio]\nvolume = 65\n")
	check("variants", "", []string{"enter", "s", "e", "a", "t", "e", "d", ",", "space", "n", "o", "-", "b", "e", "l", "l", "enter"}, "variants = [\"seated\", \"no-bell\"]\n")
	check("safety.person", "", []string{"A", "n", "a", "space", "\"", "enter"}, "[safety]\nperson = \"Ana \\\"\"\n")
	check("ui.until", "", []string{"2", "0", "2", "6", "-", "1", "2", "-", "2", "4", "enter"}, "[ui]\nuntil = \"2026-12-24\"\n")
	check("audio.ambience", "", []string{"r", "a", "i", "n", "+", "w", "i", "n", "d", "enter"}, "[audio]\nambience = \"rain+wind\"\n")
}

// What cannot be written is told in one line, and nothing is lost.
func TestCannotWrite(t *testing.T) {
	broken := "days_a_week = 5\n[ui\ntheme = \"moss\"\n"
	h := house(t, broken)
	uitest.Run(t, h.open("safety.person"), func(w *uitest.Window) {
		w.Shows("In the config file, line 2")
		w.Press("enter", "A", "n", "a", "enter")
		w.Shows("the config file has a fault at 2:", "Ana")
		if got := h.file(t); got != broken {
			t.Errorf("the file is now\n%s", got)
		}
		w.Press("esc", "up")
	})
	h = house(t, "days_a_week = 5\n")
	if err := os.Chmod(h.path, 0o400); err != nil {
		t.Fatal(err)
	}
	uitest.Run(t, h.open("days_a_week"), func(w *uitest.Window) {
		w.Press("right")
		w.Shows("write the config file: read-only", "Days a week          5")
		if got := h.file(t); got != "days_a_week = 5\n" {
			t.Errorf("a read-only file was written: %s", got)
		}
	})
}

// Theme, glyphs and motion are worn as soon as they are written.
func TestWears(t *testing.T) {
	check := func(of string, env []string, want ...screen.Wear) {
		t.Helper()
		h := house(t, "", env...)
		uitest.Run(t, h.open(of), func(w *uitest.Window) {
			w.Press("right")
			got := w.Wear()
			if len(got) != len(want) || len(got) > 0 && got[0] != want[0] {
				t.Errorf("%s: worn %v, want %v", of, got, want)
			}
		})
	}
	check("ui.theme", nil, screen.Wear{Theme: "dawn", Glyphs: "auto"})
	check("ui.glyphs", nil, screen.Wear{Theme: "auto", Glyphs: "braille"})
	check("ui.motion", nil, screen.Wear{Theme: "auto", Glyphs: "auto", Still: true})
	check("ui.clock", nil)
	check("ui.theme", []string{"KARUNA_THEME=ink"}) // the environment has the last word
}

// What a flag or the environment decides stands beside what the file says.
func TestAbove(t *testing.T) {
	h := house(t, "[ui]\ntheme = \"moss\"\n", "KARUNA_THEME=ink", "REDUCE_MOTION=1")
	h.UseFlags(map[string]string{"device": "none"})
	uitest.Run(t, h.open("ui.theme"), func(w *uitest.Window) {
		w.Shows("moss  now ink", "Now it is ink, by the environment.", "full  now reduced")
	})
	uitest.Run(t, h.open("audio.device"), func(w *uitest.Window) { w.Shows("auto  now none") })
}

func TestBell(t *testing.T) {
	h := house(t, "[bells]\nbell = \"gong\"\n")
	uitest.Run(t, h.open("bells.bell"), func(w *uitest.Window) {
		w.Shows("b hear the bell")
		w.Press("b")
		w.Shows("It sounds on pulse.")
		h.bells.err = errors.New("nothing sounds here")
		w.Press("left", "b")
		w.Shows("No sound: nothing sounds here.")
		w.Press("[", "[", "b")
	})
	if got := strings.Join(h.bells.struck, " "); got != "gong bowl-small" {
		t.Errorf("struck %q", got)
	}
}

// A click chooses a row and does what enter does.
func TestMouse(t *testing.T) {
	h := house(t, "")
	uitest.Run(t, h.open(""), func(w *uitest.Window) {
		w.Click(20, w.Row("Guidance"))
		w.Shows("‹ full ›")
		w.Click(20, w.Row("Guidance"))
		w.Shows("‹ light ›")
		w.Click(20, w.Row("All practices"))
		w.Shows("All practices        yes")
		w.Click(20, w.Row("What I stand for"))
		w.Press("x")
		w.Click(20, w.Row("Other wordings"))
		w.Shows("What I stand for     x")
		w.Press("esc")
		w.Send(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
		w.Shows("› Wishes")
		w.Click(2, 0)
		w.Click(20, 23)
	})
	if got := h.file(t); !strings.Contains(got, `stand_for = "x"`) || !strings.Contains(got, `guidance = "light"`) {
		t.Errorf("the file is\n%s", got)
	}
}

// Pasted text is text on one line; it acts on nothing.
func TestPaste(t *testing.T) {
	h := house(t, "")
	uitest.Run(t, h.open("safety.person"), func(w *uitest.Window) {
		w.Send(tea.PasteMsg{Content: "Ana\x1b[2J\n555 \u202eq"})
		w.Shows("Ana␛[2J 555 q")
		w.Press("enter")
	})
	if got := h.file(t); !strings.Contains(got, "Ana␛[2J 555 q") {
		t.Errorf("the file is %q", got)
	}
}

// What was chosen a moment before leaving is written.
func TestLeaving(t *testing.T) {
	h := house(t, "")
	s := settings.New(h.House, h.bells, h.editor(), "days_a_week")
	s.Update(s.Init()())
	b, ok := screen.Match(uitest.Key("right"), s.Binds())
	if !ok {
		t.Fatal("→ does nothing")
	}
	b.Do() // its command never runs
	if err := s.Leave(); err != nil || h.file(t) != "days_a_week = 6\n" {
		t.Errorf("left with %v, the file is %q", err, h.file(t))
	}
}

// The file can be opened as it is; what changed in it holds at once.
func TestEditor(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("KARUNA_TEST_EDITOR", "days_a_week = 2\n[ui]\ntheme = \"moss\"\n")
	h := house(t, "", `EDITOR="`+self+`"`)
	uitest.Run(t, h.open("days_a_week"), func(w *uitest.Window) {
		w.Press("right", "e")
		time.Sleep(3 * time.Second) // without an input the program waits for its end
		w.Settle()
		w.Shows("Days a week          2")
		if got := w.Wear(); len(got) != 1 || got[0].Theme != "moss" {
			t.Errorf("worn %v", got)
		}
	})
	h = house(t, "", "EDITOR=no-such-editor")
	uitest.Run(t, h.open(""), func(w *uitest.Window) {
		w.Press("e")
		time.Sleep(3 * time.Second)
		w.Settle()
		w.Shows("no-such-editor")
	})
}

func TestMonkey(t *testing.T) {
	for seed := range uint64(4) {
		uitest.Monkey(t, house(t, "").open(""), seed)
	}
}
