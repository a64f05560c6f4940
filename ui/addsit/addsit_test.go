package addsit_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/ui/addsit"
	"karuna/ui/editor"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/uitest"
)

var update = flag.Bool("update", false, "write the goldens anew")

// now is a Wednesday evening.
var now = time.Date(2026, 5, 20, 19, 0, 0, 0, time.Local)

func house(t testing.TB, env ...string) *start.House {
	t.Helper()
	vars := map[string]string{"KARUNA_HOME": t.TempDir()}
	if len(env) > 0 {
		vars = map[string]string{}
	}
	return start.Open(start.Options{
		Env:     func(name string) string { return vars[name] },
		Machine: "m", Now: func() time.Time { return now }, Warn: func(s string) { t.Log(s) },
	})
}

// sat is a sit of the log, as the history hands it on.
func sat(t testing.TB, h *start.House) *sessions.Entry {
	t.Helper()
	e := sessions.Entry{
		Start: now.Add(-12 * time.Hour), Day: h.Today(), Planned: 1200, Sat: 720, Ended: sessions.Enough, People: 1,
		Script: &sessions.ScriptRef{ID: "two-wheels", Title: "Two Wheels", Kind: sessions.Visualization, Version: 1},
		Wheels: sessions.WheelSeconds{Self: 240, Other: 240, Ground: 240},
	}.From(sessions.Origin{Source: "live", DayTurn: 4}).With(sessions.Detail{Note: "Rain on the roof."})
	r, err := h.Log().Append(now, e)
	if err != nil {
		t.Fatal(err)
	}
	e.ID = r.ID
	return &e
}

func places(h *start.House, p screen.Place) uitest.Config {
	p.Name = "addsit"
	return uitest.Config{
		Places: []string{"addsit"}, Start: p,
		Open: func(at screen.Place) (screen.Screen, error) { return addsit.New(h, nil, at), nil },
	}
}

// read returns what the log holds.
func read(t *testing.T, h *start.House) []sessions.Entry {
	t.Helper()
	log, err := h.Log().Read()
	if err != nil {
		t.Fatal(err)
	}
	return log.Entries
}

// after returns the page as it is after some keys; "_" is a space.
func after(s *addsit.Screen, keys string) *addsit.Screen {
	return uitest.Press(s, strings.Fields(strings.ReplaceAll(keys, "_", "space"))...)
}

func TestGoldens(t *testing.T) {
	h := house(t)
	e := sat(t, h)
	page := func(p screen.Place, keys string) *addsit.Screen {
		s := addsit.New(h, editor.New(func(string) string { return "" }, t.TempDir(), t.TempDir()), p)
		return after(s, keys)
	}
	uitest.Golden(t, *update, "add", page(screen.At("addsit", "2026-05-13"), ""))
	uitest.Golden(t, *update, "wrong", page(screen.At("addsit"), "1 x enter"))
	uitest.Golden(t, *update, "save", page(screen.At("addsit"), "down down down down"))
	uitest.Golden(t, *update, "pick", page(screen.At("addsit"), "down enter"))
	uitest.Golden(t, *update, "picked", page(screen.At("addsit"), "down enter k i n d enter"))
	uitest.Golden(t, *update, "note", page(screen.At("addsit"), "down down down enter R a i n"))
	uitest.Golden(t, *update, "change", page(screen.Place{Name: "addsit", With: e}, ""))
}

// What is added by which keys.
func TestAdd(t *testing.T) {
	check := func(day, keys string, want sessions.Entry) {
		t.Helper()
		h := house(t)
		uitest.Run(t, places(h, screen.At("addsit", day)), func(w *uitest.Window) {
			w.Press(strings.Fields(strings.ReplaceAll(keys, "_", "space"))...)
			if !w.Ended() {
				t.Errorf("%s: it did not go back:\n%s", keys, w.Text())
			}
		})
		all := read(t, h)
		if len(all) != 1 {
			t.Fatalf("%s: %d sits", keys, len(all))
		}
		e := all[0]
		if e.Day.String() != day || e.Sat != want.Sat || e.Planned != want.Sat || e.Title() != want.Title() || e.Detail().Note != want.Detail().Note ||
			e.Wheels != want.Wheels || e.Origin().Source != "remembered" || e.Has("no-time") != want.Start.IsZero() {
			t.Errorf("%s: added %+v, want %+v", keys, e, want)
		}
		if !want.Start.IsZero() && !e.Start.Equal(want.Start) {
			t.Errorf("%s: at %v, want %v", keys, e.Start, want.Start)
		}
	}
	silent := func(minutes int) sessions.Entry {
		return sessions.Entry{Sat: minutes * 60, Wheels: sessions.WheelSeconds{Ground: minutes * 60}}
	}
	check("2026-05-13", "down down down down enter", silent(20))
	check("2026-05-13", "3 5 enter down down down down enter", silent(35))
	check("2026-05-13", "enter 1 h 1 0 enter down down down down enter", silent(70))
	check("2026-05-13", "x down down right enter left down down enter", sessions.Entry{Sat: 1200, Wheels: sessions.WheelSeconds{Self: 1200}})
	noted := silent(20).With(sessions.Detail{Note: "Rain on\nthe roof"})
	check("2026-05-13", "down down down enter R a i n _ o n enter t h e _ r o o f esc down enter", noted)
	early := silent(20)
	early.Start = time.Date(2026, 5, 13, 7, 10, 0, 0, time.Local)
	check("2026-05-13", "up 0 7 : 1 0 enter down down down down down enter", early)
	late := silent(20) // before the day turns
	late.Start = time.Date(2026, 5, 14, 1, 30, 0, 0, time.Local)
	check("2026-05-13", "up enter 1 : 3 0 enter down down down down down enter", late)
	check("2026-05-18", "down down down down enter", silent(20))
}

func TestDay(t *testing.T) {
	h := house(t)
	uitest.Run(t, places(h, screen.At("addsit", "2026-05-18")), func(w *uitest.Window) {
		w.Shows("Monday 18 May 2026")
		w.Press("up", "up", "right")
		w.Shows("Tuesday 19 May 2026")
		w.Press("right", "right", "right") // the future has no days yet
		w.Shows("Wednesday 20 May 2026")
		w.Press("left", "enter")
		w.Shows("Monday 18 May 2026")
	})
	if n := len(read(t, h)); n != 0 {
		t.Errorf("leaving added %d sits", n)
	}
}

// What cannot be understood stays in its field, and nothing is written.
func TestWrong(t *testing.T) {
	check := func(keys, want string) {
		t.Helper()
		h := house(t)
		uitest.Run(t, places(h, screen.At("addsit")), func(w *uitest.Window) {
			w.Press(strings.Fields(keys)...)
			w.Shows(want)
		})
		if n := len(read(t, h)); n != 0 {
			t.Errorf("%s added %d sits", keys, n)
		}
	}
	check("1 x enter", "A length is written as 20")
	check("2 5 h enter", "up to a day")
	check("up 2 5 : 0 0 enter", "A time of day is written as 07:10.")
	check("up 2 3 : 0 0 enter down down down down down enter", "That lies ahead.")
	check("1 x enter esc", "20 min")
}

// A sit of the log is changed field by field, one record each.
func TestChange(t *testing.T) {
	h := house(t)
	e := sat(t, h)
	uitest.Run(t, places(h, screen.Place{With: e}), func(w *uitest.Window) {
		w.Press("2", "4", "enter")
		w.Shows("24 min", "The sit of Wednesday 20 May 2026")
		w.Press("down", "down", "enter", "space", "M", "o", "r", "e", ".", "esc")
		w.Shows("Rain on the roof. More.")
	})
	got := read(t, h)[0]
	if got.Sat != 24*60 || got.Planned != 1200 || got.Detail().Note != "Rain on the roof. More." || got.Title() != "Two Wheels" ||
		got.Wheels != (sessions.WheelSeconds{Self: 480, Other: 480, Ground: 480}) || got.Ended != sessions.Enough {
		t.Errorf("it is %+v", got)
	}
	uitest.Run(t, places(h, screen.Place{With: &got}), func(w *uitest.Window) {
		w.Press("down", "enter", "s", "i", "l", "e", "n", "t", "enter")
		w.Shows("Silent sit")
		w.Press("up", "1", "0", "enter")
	})
	got = read(t, h)[0]
	if got.Script != nil || got.Wheels != (sessions.WheelSeconds{Ground: 600}) || got.Detail().Note != "Rain on the roof. More." {
		t.Errorf("it is %+v", got)
	}
	lines := 0
	files, err := filepath.Glob(filepath.Join(h.Options().Env("KARUNA_HOME"), "*", "journal", "*.jsonl"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%v, %v", files, err)
	}
	src, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	lines = strings.Count(string(src), "\n")
	if lines != 5 {
		t.Errorf("%d lines, want the sit and four changes:\n%s", lines, src)
	}
}

// Closing a field with nothing changed writes nothing.
func TestUnchanged(t *testing.T) {
	h := house(t)
	e := sat(t, h)
	uitest.Run(t, places(h, screen.Place{With: e}), func(w *uitest.Window) {
		w.Press("1", "2", "enter", "down", "down", "enter", "esc", "up", "enter", "esc")
		w.Shows("12 min", "Two Wheels", "Rain on the roof.")
	})
	if got := read(t, h)[0]; got.Sat != 720 || got.Detail().Note != e.Detail().Note || got.Title() != "Two Wheels" {
		t.Errorf("it is %+v", got)
	}
}

// What the person's editor gives back is in the field, and written with it.
func TestEditor(t *testing.T) {
	h := house(t)
	e := sat(t, h)
	s := after(addsit.New(h, editor.New(func(string) string { return "" }, t.TempDir(), t.TempDir()), screen.Place{With: e}), "down down enter")
	if _, ok := screen.Match(uitest.Key("ctrl+o"), s.Binds()); !ok {
		t.Fatal("no way to the editor")
	}
	if s := after(addsit.New(h, nil, screen.Place{With: e}), "down down enter"); len(s.Binds()) != 1 {
		t.Error("there is no editor, and a way to it")
	}
}

// Without a home there is nowhere to keep a sit, and that is said.
func TestNoLog(t *testing.T) {
	h := house(t, "none")
	uitest.Run(t, places(h, screen.At("addsit")), func(w *uitest.Window) {
		w.Press("down", "down", "down", "down", "enter")
		w.Shows("There is no log to keep it in.")
	})
}

func TestMonkey(t *testing.T) {
	h := house(t)
	e := sat(t, h)
	for seed := range uint64(3) {
		uitest.Monkey(t, places(h, screen.At("addsit")), seed)
		uitest.Monkey(t, places(h, screen.Place{With: e}), seed)
	}
}
