package programmes_test

import (
	"flag"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/sessions/programme"
	"karuna/ui/programmes"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/uitest"
)

var update = flag.Bool("update", false, "write the goldens anew")

// now is a Wednesday evening.
var now = time.Date(2026, 5, 20, 19, 0, 0, 0, time.UTC)

// house is one of its own for every test.
func house(t testing.TB) *start.House {
	t.Helper()
	h, _ := uitest.Home{Now: func() time.Time { return now }}.Open(t)
	return h
}

// done begins a programme and sits its first n steps; rests are chosen.
func done(t testing.TB, h *start.House, id string, n int) {
	t.Helper()
	p := h.Programmes()
	at, err := p.Start(id)
	for i := 0; i < n && err == nil; i++ {
		ref := programme.StepRef{Programme: id, Step: at.Next()}
		e := sessions.Entry{
			Start: now, Day: h.Today(), Sat: 300, Planned: 300, Ended: sessions.Complete, People: 1,
			Flags: []string{ref.Flag()},
		}.From(sessions.Origin{Source: "live"})
		if _, err = h.Log().Append(now, e); err == nil {
			at, err = p.Pick(id)
		}
	}
	if err != nil || at.Count() != n {
		t.Fatalf("%d of %d steps of %s are done: %v", at.Count(), n, id, err)
	}
}

// settled returns a screen that has what its first command found, and was
// given these keys.
func settled(h *start.House, of string, keys ...string) screen.Screen {
	s := programmes.New(h, of)
	s.Update(s.Init()())
	s.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	for _, k := range keys {
		if b, ok := screen.Match(uitest.Key(k), s.Binds()); ok {
			b.Do()
		}
	}
	return s
}

func TestGoldens(t *testing.T) {
	fresh, h := house(t), house(t)
	done(t, h, "two-wheels-week", 7)
	if _, err := h.Programmes().Air("two-wheels-week", 1, programme.Air{Back: "soft", Front: "fine"}); err != nil {
		t.Fatal(err)
	}
	done(t, h, "a-minute-together", 2)
	done(t, h, "compassion-8-weeks", 11)
	done(t, h, "thirty-sits", 4)
	golden := func(name string, s screen.Screen) {
		t.Helper()
		uitest.Golden(t, *update, name, s)
	}
	golden("list-new", settled(fresh, ""))
	golden("list", settled(h, ""))
	golden("new", settled(fresh, "thirty-sits"))
	golden("moments", settled(fresh, "at-work"))
	golden("thirty", settled(h, "thirty-sits"))
	golden("eight", settled(h, "compassion-8-weeks"))
	golden("words", settled(h, "compassion-8-weeks", "down", "enter"))
	golden("another", settled(h, "thirty-sits", "w"))
	golden("together", settled(h, "a-minute-together"))
	golden("finished", settled(h, "two-wheels-week"))
	done(t, fresh, "thirty-sits", 6)
	golden("rest", settled(fresh, "thirty-sits"))
}

func at(h *start.House, of string) uitest.Config {
	return uitest.Config{
		Places: []string{"programmes"}, Start: screen.At("programmes", of),
		Open: func(p screen.Place) (screen.Screen, error) { return programmes.New(h, p.Of), nil },
	}
}

// Keys, words each, and the setup they lead to.
func TestSitting(t *testing.T) {
	check := func(h *start.House, of, keys string, want screen.Place) {
		t.Helper()
		uitest.Run(t, at(h, of), func(w *uitest.Window) {
			w.Press(strings.Fields(keys)...)
			all := w.Opened()
			if len(all) == 0 || all[len(all)-1] != want {
				t.Errorf("%s %s opened %v, want %v\n%s", of, keys, all, want, w.Text())
			}
		})
	}
	step := func(of, id string, n int) screen.Place {
		return screen.Place{Name: "setup", Of: of, With: programme.StepRef{Programme: id, Step: n}}
	}
	check(house(t), "", "enter enter enter", step("arriving 3m", "thirty-sits", 1))
	check(house(t), "thirty-sits", "j enter", step("arriving 3m", "thirty-sits", 1))
	check(house(t), "at-work", "down down enter", screen.At("setup", "between-matters", "2m"))
	check(house(t), "at-work", "j down s enter", screen.At("setup", "even-breath", "2m"))

	h := house(t)
	done(t, h, "two-wheels-week", 5)
	done(t, h, "thirty-sits", 4)
	check(h, "thirty-sits", "s", step("from-the-ground-up 5m", "thirty-sits", 5))
	check(h, "two-wheels-week", "down enter", step("walking-the-course 10m", "two-wheels-week", 6))
	if state, err := h.Programmes().State(); err != nil || state.Table != "two-wheels-week" {
		t.Errorf("what is sat is not on the table: %q, %v", state.Table, err)
	}
	check(h, "thirty-sits", "w down enter enter", step("arriving 8m", "thirty-sits", 5))
	check(h, "thirty-sits", "w enter enter", step("from-the-ground-up 8m", "thirty-sits", 5))

	gated := house(t)
	done(t, gated, "compassion-8-weeks", 15)
	check(gated, "compassion-8-weeks", "enter", screen.Place{
		Name: "gate", Of: "the-voice-at-the-back 15m", With: programme.StepRef{Programme: "compassion-8-weeks", Step: 16},
	})

	end := house(t)
	done(t, end, "compassion-8-weeks", 38)
	check(end, "compassion-8-weeks", "enter down enter", step("kind-pause 20m", "compassion-8-weeks", 39))
	done(t, end, "thirty-sits", 28)
	check(end, "thirty-sits", "enter", screen.At("compose", "thirty-sits"))
	check(end, "compassion-8-weeks", "j w esc enter enter", step("arriving 15m", "compassion-8-weeks", 39))
}

// Joining and leaving are silent: what is shown is where one is.
func TestJoinAndLeave(t *testing.T) {
	h := house(t)
	done(t, h, "two-wheels-week", 1)
	done(t, h, "thirty-sits", 6)
	uitest.Run(t, at(h, ""), func(w *uitest.Window) {
		w.Shows("step 7 of 30, on the table", "step 2 of 7")
		w.Press("enter")
		w.Shows("Step 7 of 30", "Rest", "Evening Replay")
		w.Press("r")
		w.Shows("Step 8 of 30", "Where the Mind Goes")
		w.Press("x")
		w.Shows("Go on with step 8")
		w.Hides("Where the Mind Goes", "Step 8 of 30")
		w.Press("esc")
		w.Shows("7 of 30 done", "step 2 of 7, on the table")
		w.Press("enter", "enter")
		w.Shows("Step 8 of 30", "Where the Mind Goes")
		w.Press("esc", "down", "down", "enter", "j", "esc")
		w.Shows("step 8 of 30\n", "step 2 of 7, on the table")
		w.Press("esc")
		if !w.Ended() {
			t.Error("esc does not leave the list")
		}
	})
}

// What was sat meanwhile is there when the screen is on top again.
func TestBack(t *testing.T) {
	h := house(t)
	done(t, h, "thirty-sits", 1)
	config := at(h, "thirty-sits")
	config.Places = append(config.Places, "setup") // the list, that covers the page
	uitest.Run(t, config, func(w *uitest.Window) {
		w.Shows("Step 2 of 30")
		w.Press("enter")
		w.Shows("Eight Weeks on the Road")
		e := sessions.Entry{
			Start: now, Day: h.Today(), Sat: 60, Ended: sessions.Complete, People: 1,
			Script: &sessions.ScriptRef{ID: "arriving"},
		}.From(sessions.Origin{Source: "live"})
		if _, err := h.Log().Append(now, e); err != nil {
			t.Fatal(err)
		}
		w.Press("esc")
		w.Shows("Step 3 of 30")
	})
}

func TestMouse(t *testing.T) {
	uitest.Run(t, at(house(t), ""), func(w *uitest.Window) {
		press := func(words string) {
			t.Helper()
			for y, l := range strings.Split(w.Text(), "\n") {
				if strings.Contains(l, words) {
					w.Click(20, y)
					return
				}
			}
			t.Fatalf("no %q in\n%s", words, w.Text())
		}
		press("Between Matters")
		w.Shows("before the inbox")
		press("the end of the working day")
		if got := w.Opened(); len(got) != 1 || got[0] != screen.At("setup", "evening-replay", "3m") {
			t.Errorf("opened %v", got)
		}
	})
}

// A programme of that name there is not is the list.
func TestUnknown(t *testing.T) {
	uitest.Run(t, at(house(t), "nothing"), func(w *uitest.Window) { w.Shows("Programmes", "30 steps") })
}

func TestMonkey(t *testing.T) {
	for seed := range uint64(3) {
		uitest.Monkey(t, at(house(t), ""), seed)
	}
}
