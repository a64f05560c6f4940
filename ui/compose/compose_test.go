package compose_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/sessions/programme"
	"karuna/ui/compose"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/uitest"
)

var update = flag.Bool("update", false, "write the goldens anew")

var now = time.Date(2026, 5, 20, 19, 0, 0, 0, time.UTC)

// house is one whose Thirty Sits have come to the plan, and its folder.
func house(t testing.TB, steps int) (*start.House, string) {
	t.Helper()
	h, dir := uitest.Home{Now: func() time.Time { return now }}.Open(t)
	if _, err := h.Programmes().Start("thirty-sits"); err != nil {
		t.Fatal(err)
	}
	for i := range steps {
		ref := programme.StepRef{Programme: "thirty-sits", Step: i + 1}
		e := sessions.Entry{
			Start: now, Day: h.Today(), Sat: 300, Ended: sessions.Complete, People: 1, Flags: []string{ref.Flag()},
		}.From(sessions.Origin{Source: "live"})
		if _, err := h.Log().Append(now, e); err != nil {
			t.Fatal(err)
		}
	}
	return h, dir
}

func at(h *start.House) uitest.Config {
	return uitest.Config{
		Places: []string{"compose"}, Start: screen.At("compose", "thirty-sits"),
		Open: func(p screen.Place) (screen.Screen, error) { return compose.New(h, p.Of), nil },
	}
}

// press presses words as they are typed in the tests: keys by name, and text in
// quotes with _ for a space.
func press(w *uitest.Window, keys string) {
	for _, k := range strings.Fields(keys) {
		if text, ok := strings.CutPrefix(k, `"`); ok {
			for _, r := range strings.ReplaceAll(text, "_", " ") {
				w.Send(tea.KeyPressMsg{Code: r, Text: string(r)})
			}
			continue
		}
		w.Press(k)
	}
}

const filled = `enter enter enter down down enter enter "the_first_coffee enter enter backspace backspace "12 enter enter "on_weekdays enter enter "one_minute enter down`

func TestKeeps(t *testing.T) {
	h, dir := house(t, 28)
	file := filepath.Join(dir, "data", "scripts", "my-own-sit.md")
	uitest.Run(t, at(h), func(w *uitest.Window) {
		press(w, filled)
		w.Shows("the first coffee", "on weekdays", "one minute", "My Own Sit")
		w.Press("enter")
		w.Shows("After the first coffee I sit for 12 minutes, on", "begin again with one minute.", "enter keep it")
		if _, err := os.Stat(file); err == nil {
			t.Error("it is written before it was looked at")
		}
		w.Press("enter")
		if !w.Ended() {
			t.Error("the screen is still there:\n" + w.Text())
		}
	})
	at, err := h.Programmes().Pick("thirty-sits")
	if err != nil || at.Next() != 30 || at.Plan == nil || at.Plan.Script != "my-own-sit" || at.Plan.Again != "one minute" || at.Plan.Minutes != 12 {
		t.Fatalf("step %d, plan %+v, %v", at.Next(), at.Plan, err)
	}
	offers := h.Programmes().Offers(at)
	if len(offers) != 1 || offers[0].Script.ID != "my-own-sit" || offers[0].Length != 12*time.Minute {
		t.Errorf("the last step offers %+v", offers)
	}
	if _, err := os.Stat(file); err != nil {
		t.Error(err)
	}
}

// What cannot be made or kept says why, and stays as it was written.
func TestWrong(t *testing.T) {
	check := func(steps int, keys string, shows ...string) {
		t.Helper()
		h, _ := house(t, steps)
		uitest.Run(t, at(h), func(w *uitest.Window) {
			press(w, keys)
			w.Shows(shows...)
		})
	}
	look := "down down down down down down down down enter"
	check(28, look, "Two practices are wanted.")
	check(28, "enter enter enter enter "+look, "What does the sit come after?")
	check(28, `enter enter enter enter enter "tea enter `+look, "Arriving twice")
	check(28, `enter enter enter down enter enter "tea enter enter backspace backspace "soon enter `+look, "How many minutes?", "soon")
	check(28, `enter enter enter down enter enter "tea enter enter "00 enter `+look, "1000 minutes: want 1 to 180")
	check(28, `enter enter enter down enter enter "q/?k esc`, "for example: the first coffee")
	check(27, `enter enter enter down enter enter "tea enter `+look+" enter", "The next step is no plan of your own.", "After tea")
}

func TestGoldens(t *testing.T) {
	h, _ := house(t, 28)
	check := func(name, keys string) {
		t.Helper()
		var s screen.Screen
		config := at(h)
		open := config.Open
		config.Open = func(p screen.Place) (screen.Screen, error) {
			var err error
			s, err = open(p)
			return s, err
		}
		uitest.Run(t, config, func(w *uitest.Window) {
			press(w, keys)
			uitest.Golden(t, *update, name, s)
		})
	}
	check("form", "")
	check("writing", `down down enter "the_first`)
	check("list", "enter down down")
	check("shown", filled+" enter")
	check("missing", "down down down down down down down enter")
}

func TestClick(t *testing.T) {
	h, _ := house(t, 28)
	uitest.Run(t, at(h), func(w *uitest.Window) {
		click := func(words string) {
			t.Helper()
			for y, l := range strings.Split(w.Text(), "\n") {
				if strings.Contains(l, words) {
					w.Click(20, y)
					return
				}
			}
			t.Fatalf("no %q in\n%s", words, w.Text())
		}
		click("another one")
		click("Even Breath")
		w.Shows("Second      Even Breath")
		click("Look at it")
		w.Shows("Two practices are wanted.")
	})
}

func TestMonkey(t *testing.T) {
	for seed := range uint64(2) {
		h, _ := house(t, 28)
		uitest.Monkey(t, at(h), seed)
	}
}

// What does not fit the window is read by scrolling, to its last stage.
func TestShownInALowWindow(t *testing.T) {
	h, _ := house(t, 28)
	uitest.Run(t, at(h), func(w *uitest.Window) {
		w.Size(20, 6)
		press(w, filled+" enter")
		w.Shows("After the first")
		w.Hides("Close")
		for range 30 {
			w.Press("down")
		}
		w.Shows("Close", "0:24")
		w.Hides("After the first")
	})
}
