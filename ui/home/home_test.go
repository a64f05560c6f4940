package home_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/ui/home"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/uitest"
)

var update = flag.Bool("update", false, "write the goldens anew")

// now is a Wednesday evening.
var now = time.Date(2026, 5, 20, 19, 0, 0, 0, time.Local)

// house is one of its own for every test, at a moment of May 2026.
func house(t testing.TB, now time.Time, config string, env ...string) *start.House {
	t.Helper()
	h, _ := uitest.Home{Config: config, Env: env, Now: func() time.Time { return now }}.Open(t)
	return h
}

// sat writes sits so many days before today, of so many minutes.
func sat(t testing.TB, h *start.House, id, title string, minutes int, daysAgo ...int) {
	t.Helper()
	for _, n := range daysAgo {
		at := h.Now().AddDate(0, 0, -n).Add(-10 * time.Hour)
		e := sessions.Entry{
			Start: at, Day: h.Today() - sessions.Day(n), Planned: minutes * 60, Sat: minutes * 60,
			Ended: sessions.Complete, People: 1, Wheels: sessions.WheelSeconds{Ground: minutes * 60},
		}.From(sessions.Origin{Source: "live", DayTurn: 4})
		if id != "" {
			e.Script = &sessions.ScriptRef{ID: id, Title: title, Kind: sessions.Mindfulness, Version: 1}
		}
		if _, err := h.Log().Append(h.Now(), e); err != nil {
			t.Fatal(err)
		}
	}
}

func places(h *start.House) uitest.Config {
	return uitest.Config{
		Places: []string{"home", "practices"}, Start: screen.At("home"),
		Open: func(p screen.Place) (screen.Screen, error) {
			if p.Name == "practices" {
				return home.NewPractices(h, p.Of), nil
			}
			return home.New(h), nil
		},
	}
}

func TestGoldens(t *testing.T) {
	h := house(t, now, "")
	sat(t, h, "being-with", "Being With", 10, 3, 2, 1)
	uitest.Golden(t, *update, "home", uitest.Settle(home.New(h)))
	uitest.Golden(t, *update, "home-first-frame", home.New(h))
	uitest.Golden(t, *update, "home-new", uitest.Settle(home.New(house(t, now, ""))))
	back := house(t, now, "")
	sat(t, back, "being-with", "Being With", 10, 44, 43, 42)
	uitest.Golden(t, *update, "home-return", uitest.Settle(home.New(back)))
	uitest.Golden(t, *update, "practices", uitest.Settle(home.NewPractices(h, home.All)))
	uitest.Golden(t, *update, "hard-day", uitest.Settle(home.NewPractices(h, home.HardDay)))
	uitest.Golden(t, *update, "one-minute", uitest.Settle(home.NewPractices(h, home.OneMinute)))
	found := uitest.Settle(home.NewPractices(h, home.Find))
	for _, k := range "breath" {
		found.Update(tea.KeyPressMsg{Code: k, Text: string(k)})
	}
	uitest.Golden(t, *update, "find", found)
}

// The first line, by how long ago the last practice day is, and by the hour.
func TestGreeting(t *testing.T) {
	check := func(hour int, ago []int, want string) {
		t.Helper()
		at := time.Date(2026, 5, 20, hour, 0, 0, 0, time.Local)
		h := house(t, at, "")
		sat(t, h, "being-with", "Being With", 10, ago...)
		uitest.Run(t, places(h), func(w *uitest.Window) { w.Shows(want) })
	}
	check(19, nil, "Good evening")
	check(8, []int{1}, "Good morning")
	check(14, []int{2, 1}, "Good afternoon")
	check(23, []int{2}, "A quiet hour")
	check(19, []int{3}, "Good to see you.")
	check(19, []int{8}, "Welcome back. Everything you did is here.")
	check(19, []int{31}, "to begin with three minutes?")
	check(19, []int{31, 0}, "Good evening")
}

func TestDoors(t *testing.T) {
	check := func(h *start.House, keys []string, want screen.Place) {
		t.Helper()
		uitest.Run(t, places(h), func(w *uitest.Window) {
			w.Press(keys...)
			all := slices.Clone(w.Opened())
			for i := range all {
				if _, again := all[i].With.(*start.Request); again {
					all[i].With = nil // ui/start says what is in it
				}
			}
			if len(all) == 0 || all[len(all)-1] != want {
				t.Errorf("%v opened %v, want %v", keys, all, want)
			}
		})
	}
	fresh := house(t, now, "")
	check(fresh, []string{"enter"}, screen.At("setup", "arriving"))
	check(fresh, []string{"t"}, screen.At("setup", "silent"))
	check(fresh, []string{"c"}, screen.At("calendar"))
	check(fresh, []string{"l"}, screen.At("learn"))
	check(fresh, []string{"down", "enter", "enter"}, screen.At("setup", "kind-pause", "4m"))
	check(fresh, []string{"down", "enter", "down", "down", "enter"}, screen.At("setup", "arriving", "3m"))
	check(fresh, []string{"down", "down", "enter", "enter"}, screen.At("setup", "before-you-answer", "1m"))
	check(fresh, []string{"down", "down", "down", "down", "enter", "enter"}, screen.At("setup", "arriving"))
	check(fresh, []string{"/", "w", "h", "e", "e", "l", "enter"}, screen.At("setup", "two-wheels"))
	check(fresh, []string{"/", "q", "q", "backspace", "backspace", "w", "e", "l", "enter"}, screen.At("setup", "well-wishing"))

	// What can stir things up has its gate, but not from a hard day.
	check(fresh, []string{"/", "v", "o", "i", "c", "e", "enter"}, screen.At("gate", "the-voice-at-the-back"))
	check(fresh, []string{"down", "enter", "down", "enter"}, screen.At("setup", "from-the-middle-of-it", "5m"))

	// What is to be read first.
	check(fresh, []string{"/", "w", "h", "e", "e", "l", "right"}, screen.At("script", "two-wheels"))
	check(fresh, []string{"down", "down", "down", "down", "enter", "i"}, screen.At("script", "arriving"))
	check(fresh, []string{"down", "enter", "right"}, screen.At("script", "kind-pause", "4m"))

	known := house(t, now, "[[preset]]\nname = \"morning\"\nscript = \"being-with\"\n")
	sat(t, known, "being-with", "Being With", 10, 3, 2, 1)
	check(known, []string{"enter"}, screen.At("setup", "two-wheels"))
	check(known, []string{"down", "enter"}, screen.At("setup", "being-with", "10m"))
	check(known, []string{"1"}, screen.Place{Name: "setup", With: "morning"})

	silent := house(t, now, "")
	sat(t, silent, "gone", "A script that is gone", 12, 1)
	sat(t, silent, "", "", 25, 2)
	check(silent, []string{"down", "enter"}, screen.At("setup", "silent", "25m"))

	back := house(t, now, "")
	sat(t, back, "being-with", "Being With", 10, 40)
	check(back, []string{"enter"}, screen.At("setup", "arriving", "3m"))
}

// Scripts that wait to be asked for are listed when they have been, by the
// setting or by ten sits.
func TestOptIn(t *testing.T) {
	check := func(config string, sits int, listed bool) {
		t.Helper()
		h := house(t, now, config)
		for range sits {
			sat(t, h, "being-with", "Being With", 10, 1)
		}
		uitest.Run(t, places(h), func(w *uitest.Window) {
			w.Press("/", "n", "o", "t", "i", "c", "i", "n", "g")
			if listed {
				w.Shows("What Is Noticing?")
				w.Press("enter")
				if got := w.Opened(); got[len(got)-1] != screen.At("gate", "what-is-noticing") {
					t.Errorf("it opened %v", got)
				}
				return
			}
			w.Hides("What Is Noticing?")
		})
	}
	check("", 0, false)
	check("", 9, false)
	check("", 10, true)
	check("show_optin = true\n", 0, true)
}

// The step of a programme that can stir things up has its gate too.
func TestStepGate(t *testing.T) {
	h := house(t, now, "")
	p := h.Programmes()
	if _, err := p.Start("thirty-sits"); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Swap("thirty-sits", "staying-near"); err != nil {
		t.Fatal(err)
	}
	uitest.Run(t, places(h), func(w *uitest.Window) {
		w.Press("enter")
		if got := w.Opened(); len(got) == 0 || got[len(got)-1].Name != "gate" {
			t.Errorf("the step opened %v", got)
		}
	})
}

// A hard day has three ways, toward oneself, toward someone and toward the
// ground, each short.
func TestHardDay(t *testing.T) {
	h := house(t, now, "")
	for i, want := range []struct{ toward, script string }{
		{"toward me", "kind-pause"}, {"toward someone", "from-the-middle-of-it"}, {"toward ground", "arriving"},
	} {
		uitest.Run(t, places(h), func(w *uitest.Window) {
			w.Press("down", "enter")
			w.Shows(want.toward)
			for range i {
				w.Press("down")
			}
			w.Press("enter")
			all := w.Opened()
			at := all[len(all)-1]
			script, minutes, _ := strings.Cut(at.Of, " ")
			length, err := sessions.ParseDuration(minutes, time.Minute)
			if at.Name != "setup" || script != want.script || err != nil || length > 6*time.Minute {
				t.Errorf("%s leads to %v, %v", want.toward, at, err)
			}
		})
	}
}

func TestLeaving(t *testing.T) {
	uitest.Run(t, places(house(t, now, "")), func(w *uitest.Window) {
		w.Press("esc")
		w.Shows("Good evening")
		w.Press("/", "q", "q")
		w.Shows("/ qq", "No practice fits these letters.")
		w.Press("esc")
		w.Shows("All practices", "start here")
		w.Press("q")
		w.Shows("Good evening")
		w.Press("q")
		if !w.Ended() || w.Root.Status() != 0 {
			t.Errorf("q left with %d, ended %v", w.Root.Status(), w.Ended())
		}
	})
}

// What was sat while home was covered is there when it is on top again.
func TestBack(t *testing.T) {
	h := house(t, now, "")
	uitest.Run(t, places(h), func(w *uitest.Window) {
		w.Hides("Sit again")
		w.Press("/")
		sat(t, h, "easy-warmth", "Easy Warmth", 8, 0)
		w.Press("esc", "q")
		w.Shows("Sit again", "Easy Warmth, 8 min")
	})
}

// A list that was covered is there as it was left, with what has changed.
func TestListBack(t *testing.T) {
	h := house(t, now, "")
	c := places(h)
	c.Start = screen.At("practices", home.Find)
	places, err := h.Places()
	if err != nil {
		t.Fatal(err)
	}
	uitest.Run(t, c, func(w *uitest.Window) {
		w.Press("w", "e", "l", "l", "esc", "down", "down")
		before := chosen(w.Text())
		text := "---\nid: arriving\ntitle: A New Arrival\nkind: mindfulness\nlength: 5m..20m, usually 9m\nneeds: start here\n---\nTo see.\n\n## Rest {ground, 60s..}\n\nHere.\n"
		d, err := h.Draft("arriving")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.Keep(d, text); err != nil {
			t.Fatal(err)
		}
		w.Press("?", "esc")
		w.Shows("A New Arrival")
		if after := chosen(w.Text()); after != before || before == "" {
			t.Errorf("chosen was %q, is %q", before, after)
		}
		if _, err := os.Stat(filepath.Join(places.Scripts, "arriving.md")); err != nil {
			t.Error(err)
		}
	})
}

// chosen is the line of the chosen row.
func chosen(view string) string {
	for line := range strings.SplitSeq(view, "\n") {
		if strings.Contains(line, "› ") {
			return line
		}
	}
	return ""
}

func TestMouse(t *testing.T) {
	uitest.Run(t, places(house(t, now, "")), func(w *uitest.Window) {
		w.Click(20, 0)
		if n := len(w.Opened()); n != 0 {
			t.Errorf("a click beside the doors opened %v", w.Opened())
		}
		for y := range 24 {
			w.Click(20, y)
			if len(w.Opened()) > 0 {
				break
			}
		}
		if got := w.Opened(); len(got) != 1 || got[0] != screen.At("setup", "arriving") {
			t.Errorf("the first door that can be clicked opened %v", got)
		}
	})
}

// What someone meant to do is shown on the next practice day, as a memory; on
// its own day and after that one it is not.
func TestAct(t *testing.T) {
	check := func(daysAgo []int, shown bool) {
		t.Helper()
		h := house(t, now, "")
		for i, n := range daysAgo {
			at := now.AddDate(0, 0, -n).Add(-10 * time.Hour)
			e := sessions.Entry{
				Start: at, Day: h.Today() - sessions.Day(n), Planned: 300, Sat: 300,
				Ended: sessions.Complete, People: 1,
			}.From(sessions.Origin{Source: "live", DayTurn: 4})
			if i == 0 {
				e = e.With(sessions.Detail{Act: "call Jo\x1b[2J"})
			}
			if _, err := h.Log().Append(now, e); err != nil {
				t.Fatal(err)
			}
		}
		uitest.Run(t, places(h), func(w *uitest.Window) {
			if got := strings.Contains(w.Text(), "From last time: call Jo"); got != shown {
				t.Errorf("sat %v days ago, shown %v in\n%s", daysAgo, got, w.Text())
			}
		})
	}
	check([]int{1}, true)
	check([]int{5}, true)
	check([]int{1, 0}, true)
	check([]int{0}, false)
	check([]int{2, 1}, false)
}

// The first frame needs nothing from the disk, whatever the journal holds.
func BenchmarkFirstFrame(b *testing.B) {
	h := house(b, now, "")
	for b.Loop() {
		s := home.New(h)
		s.Init()
		if s.View(100, 30).Height() != 30 {
			b.Fatal("no frame")
		}
	}
}

func ExampleRecovered() {
	fmt.Println(home.Recovered(sessions.Entry{Start: time.Date(2026, 5, 13, 7, 30, 0, 0, time.UTC), Sat: 720}))
	// Output: Your sit of 12 min on Wednesday 07:30 was cut short. It is kept.
}

func TestMonkey(t *testing.T) {
	for seed := range uint64(3) {
		uitest.Monkey(t, places(house(t, now, "")), seed)
	}
}
