package setup_test

import (
	"errors"
	"flag"
	"strings"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/programme"
	"karuna/ui/screen"
	"karuna/ui/setup"
	"karuna/ui/start"
	"karuna/ui/uitest"
)

var update = flag.Bool("update", false, "write the goldens anew")

var now = time.Date(2026, 5, 20, 19, 0, 0, 0, time.Local)

// bell counts strokes.
type bell struct {
	struck []string
	fails  error
}

func (b *bell) Where() string { return "sound: pulse" }

func (b *bell) Strike(name string) (sessions.SoundStatus, error) {
	b.struck = append(b.struck, name)
	return sessions.SoundStatus{State: sessions.SoundReady, Device: "oto"}, b.fails
}

func house(t testing.TB, config, script string) *start.House {
	t.Helper()
	c := uitest.Home{Config: config, Now: func() time.Time { return now }}
	if script != "" {
		c.Files = map[string]string{"data/scripts/mine.md": script}
	}
	h, _ := c.Open(t)
	return h
}

func at(h *start.House, b *bell, p screen.Place) uitest.Config {
	return uitest.Config{
		Places: []string{"setup"}, Start: p,
		Open: func(p screen.Place) (screen.Screen, error) { return setup.New(h, b, p), nil },
	}
}

// settled returns a screen with everything its commands found.
func settled(s screen.Screen) screen.Screen { return uitest.Settle(s) }

func press(s screen.Screen, keys ...string) screen.Screen { return uitest.Press(s, keys...) }

func TestGoldens(t *testing.T) {
	h := house(t, "", "")
	open := func(p screen.Place) screen.Screen { return settled(setup.New(h, &bell{}, p)) }
	uitest.Golden(t, *update, "first-frame", setup.New(h, &bell{}, screen.At("setup", "two-wheels")))
	uitest.Golden(t, *update, "two-wheels", open(screen.At("setup", "two-wheels")))
	uitest.Golden(t, *update, "breath", open(screen.At("setup", "even-breath")))
	uitest.Golden(t, *update, "silent", open(screen.At("setup", "silent")))
	uitest.Golden(t, *update, "typing", press(open(screen.At("setup", "two-wheels")), "4", "5"))
	uitest.Golden(t, *update, "too-short", press(open(screen.At("setup", "two-wheels")), "2", "enter"))
	uitest.Golden(t, *update, "choosing", press(open(screen.At("setup", "silent", "open")), "up", "up", "enter"))
	uitest.Golden(t, *update, "more", press(open(screen.At("setup", "two-wheels")), "up", "enter", "down", "right"))
	uitest.Golden(t, *update, "people", press(open(screen.At("setup", "well-wishing")), "up", "enter", "down", "down", "down", "down", "right", "up",
		"down", "down", "down", "enter", "Å", "s", "e", "enter", "down", "down"))
	uitest.Golden(t, *update, "writing", press(open(screen.At("setup", "a-thought-on-the-table")), "up", "enter", "down", "down", "down", "enter", "I", "t"))
	uitest.Golden(t, *update, "naming", press(open(screen.At("setup", "even-breath")), "s"))
}

// begun presses the keys and returns the sit that was begun, if any.
func begun(t *testing.T, c uitest.Config, keys []string) (sit start.Sit, ok bool) {
	t.Helper()
	uitest.Run(t, c, func(w *uitest.Window) {
		w.Press(keys...)
		for _, p := range w.Opened() {
			if p.Name == "sit" {
				sit, ok = p.With.(start.Sit)
			}
		}
	})
	return sit, ok
}

// What is pressed decides what is sat.
func TestBegin(t *testing.T) {
	h := house(t, "[[preset]]\nname = \"short\"\nscript = \"kind-pause\"\nfor = \"4m\"\nguidance = \"light\"\n\n[[preset]]\nname = \"endless\"\nopen = true\n", "")
	check := func(of string, keys string, want string) {
		t.Helper()
		place := screen.At("setup", of)
		if name, ok := strings.CutPrefix(of, "preset:"); ok {
			place = screen.Place{Name: "setup", With: name}
		}
		sit, ok := begun(t, at(h, &bell{}, place), strings.Fields(keys))
		got := "nothing"
		if ok {
			length := sessions.FormatDuration(sit.Score.Total)
			if sit.Open {
				length = "open"
			}
			got = strings.TrimSpace(strings.Join([]string{
				sit.Script.ID, length, string(sit.Choices.Guidance), string(sit.Choices.Bells.Custom), string(sit.Wheel),
			}, " "))
		}
		if got != want {
			t.Errorf("%s, then %s: sits %q, want %q", of, keys, got, want)
		}
	}
	check("two-wheels", "enter", "two-wheels 12m full auto ground")
	check("kind-pause 4m", "enter", "kind-pause 4m full auto ground")
	check("", "enter", "arriving 5m full auto ground")
	check("preset:short", "enter", "kind-pause 4m light auto ground")
	check("preset:endless", "enter", "open full auto ground")
	check("preset:endless", "1 5 enter enter", "15m full auto ground")
	check("two-wheels", "+ + - + enter", "two-wheels 14m full auto ground")
	check("two-wheels", "1 5 enter enter", "two-wheels 15m full auto ground")
	check("two-wheels", "1 5 esc down down down down enter", "two-wheels 12m full auto ground")
	check("two-wheels", "1 5 backspace 6 m enter enter", "two-wheels 16m full auto ground")
	check("two-wheels", "1 0 0 s x enter", "nothing")
	check("two-wheels", "2 0 ctrl+u 1 8 enter enter", "two-wheels 18m full auto ground")
	check("two-wheels", "1 h 1 0 enter enter", "two-wheels 1h10m full auto ground")
	check("two-wheels", "2 enter enter", "nothing")
	check("two-wheels", "- - - - - - - - - - enter", "two-wheels 6m full auto ground")
	check("two-wheels", "up up up enter right enter down down down enter", "two-wheels 12m light auto ground")
	check("two-wheels", "up up left enter", "nothing") // on bells enter edits
	check("two-wheels", "up up left down down enter", "two-wheels 12m full none ground")
	check("silent", "enter", "20m full auto ground")
	check("silent open", "enter", "open full auto ground")
	check("silent", "up up up right right down down down enter", "20m full auto other")
	check("silent 7m30s", "- enter", "6m30s full auto ground")
	// u is no digit: the row is opened first, then emptied.
	check("two-wheels", "up up up up enter ctrl+u u n t i l space 1 9 : 2 0 enter enter", "two-wheels 19m50s full auto ground")
	check("silent", "up up up up enter ctrl+u o p e n enter enter", "open full auto ground")
}

// A sit to be sat again brings its own choices, and Begin sits it.
func TestAgain(t *testing.T) {
	h := house(t, "guidance = \"bells\"\n", "")
	choices, err := h.Choices("", map[string]string{"guidance": "light", "bells": "zen"})
	if err != nil {
		t.Fatal(err)
	}
	check := func(of string, again start.Request, keys string, want start.Request) {
		t.Helper()
		again.Choices = choices
		sit, ok := begun(t, at(h, &bell{}, screen.Place{Name: "setup", Of: of, With: &again}), strings.Fields(keys))
		got := sit.Request
		if !ok || got.Script.ID != want.Script.ID || got.Length != want.Length || got.Open != want.Open || got.Wheel != want.Wheel ||
			got.Step != want.Step || got.People != want.People || got.Choices.Guidance != "light" || got.Choices.Bells.Custom != "zen" {
			t.Errorf("%s, %s: sits %+v, want %+v", of, keys, got, want)
		}
	}
	script, err := h.Library().Find("two-wheels")
	if err != nil {
		t.Fatal(err)
	}
	step := programme.StepRef{Programme: "thirty-sits", Step: 3}
	check("silent 7m", start.Request{Wheel: sessions.Other}, "enter", start.Request{Length: 7 * time.Minute, Wheel: sessions.Other, People: 1})
	check("silent open", start.Request{Wheel: sessions.Self}, "enter", start.Request{Open: true, Wheel: sessions.Self, People: 1})
	check("silent 7m", start.Request{Wheel: sessions.Other}, "up up up right down down down enter", start.Request{Length: 7 * time.Minute, Wheel: sessions.Ground, People: 1})
	check("two-wheels 8m", start.Request{Script: script, Step: step, People: 2}, "enter",
		start.Request{Script: script, Length: 8 * time.Minute, Step: step, People: 2, Wheel: sessions.Ground})
}

func TestTold(t *testing.T) {
	check := func(config, of string, keys []string, want ...string) {
		t.Helper()
		uitest.Run(t, at(house(t, config, ""), &bell{}, screen.At("setup", of)), func(w *uitest.Window) {
			w.Press(keys...)
			w.Shows(want...)
		})
	}
	check("", "two-wheels", []string{"2"}, "needs at least 6m.")
	check("", "well-wishing", []string{"3", "1"}, "A long sit. Open your eyes,")
	check("", "two-wheels", []string{"4", "5"}, "Longer than the script's 30m.")
	check("", "two-wheels", []string{"4", "5"}, "30m. Move or stop as you wish.")
	check("", "two-wheels", []string{"4", "x"}, "until 07:30")
	check("", "even-breath", nil, "Stop if you feel dizzy.")
	check("", "two-wheels", nil, "For the signature practice", "12 min", "sound: pulse")
	check("guidance = \"light\"\n", "two-wheels", []string{"up", "up", "up"}, "about half the words")
	check("", "silent", []string{"up", "up"}, "as this sit asks")
}

func TestBell(t *testing.T) {
	check := func(fails error, keys []string, strokes int, want string) {
		t.Helper()
		b := &bell{fails: fails}
		uitest.Run(t, at(house(t, "", ""), b, screen.At("setup", "two-wheels")), func(w *uitest.Window) {
			w.Shows("sound: pulse")
			w.Press(keys...)
			w.Shows(want)
			if len(b.struck) != strokes || strokes > 0 && b.struck[0] != "bowl-large" {
				t.Errorf("%v struck %v, want %d", keys, b.struck, strokes)
			}
		})
	}
	check(nil, []string{"b"}, 1, "sound: oto")
	check(errors.New("nothing here"), []string{"b"}, 1, "no sound: nothing here")
	check(nil, []string{"1", "b"}, 0, "1b")
	check(nil, []string{"up", "up", "enter", "b", "+"}, 0, "12 min")
}

// A place that cannot be made is one line, and nothing stays open.
func TestUnknown(t *testing.T) {
	uitest.Run(t, at(house(t, "", ""), &bell{}, screen.At("setup", "no-such-script-at-all")), func(w *uitest.Window) {
		if !w.Ended() || w.Root.Err() == nil {
			t.Errorf("ended %v, error %v", w.Ended(), w.Root.Err())
		}
	})
}

// Advice comes from what was sat before.
func TestAdvice(t *testing.T) {
	check := func(feel string, sits, minutes int, keys, want, not string) {
		t.Helper()
		h := house(t, "", "")
		for i := range sits {
			e := sessions.Entry{
				Start: now.AddDate(0, 0, -i-1), Day: h.Today() - sessions.Day(i+1), Planned: 60 * minutes, Sat: 60 * minutes,
				Ended: sessions.Complete, People: 1, Wheels: sessions.WheelSeconds{Ground: 60 * minutes},
				Script: &sessions.ScriptRef{ID: "two-wheels", Title: "Two Wheels", Kind: sessions.Visualization, Version: 1},
			}.From(sessions.Origin{Source: "live", DayTurn: 4}).With(sessions.Detail{Feel: feel})
			if _, err := h.Log().Append(now, e); err != nil {
				t.Fatal(err)
			}
		}
		uitest.Run(t, at(h, &bell{}, screen.At("setup", "two-wheels")), func(w *uitest.Window) {
			w.Press(strings.Fields(keys)...)
			w.Shows(want)
			w.Hides(not)
		})
	}
	check("heavier", 3, 10, "", "The last three felt heavier.", "Light guidance")
	check("same", 5, 10, "", "Light guidance leaves more silence.", "heavier")
	check("same", 4, 20, "3 1 enter", "Longer than the script's 30m. Move or stop", "heavier")
	check("same", 5, 20, "3 1 enter", "Longer than the script's 30m.", "Move or stop") // long sits are known
}

// A title as long as they come leaves the rows where they are.
func TestLongTitle(t *testing.T) {
	script := "---\nid: mine\ntitle: " + strings.Repeat("慈悲 ", 60) + "\nkind: mindfulness\nwheel: ground\nlength: 1m..9m, usually 3m\nneeds: start here\nlanguage: en\nversion: 1\n---\nA purpose.\n\n## Sit {#sit, ground, weight 1, 30s..}\n\nSit.\n"
	h := house(t, "", script)
	for _, p := range h.Library().Problems() {
		t.Fatal(p)
	}
	uitest.Run(t, at(h, &bell{}, screen.At("setup", "mine")), func(w *uitest.Window) {
		w.Shows("慈悲 慈悲", "› Begin", "3 min")
		w.Press("9", "9")
		w.Shows("› Length     99")
	})
}

func TestMouse(t *testing.T) {
	uitest.Run(t, at(house(t, "", ""), &bell{}, screen.At("setup", "two-wheels")), func(w *uitest.Window) {
		row := func(text string) int {
			for y, l := range strings.Split(w.Text(), "\n") {
				if strings.Contains(l, text) {
					return y
				}
			}
			t.Fatalf("no %q in\n%s", text, w.Text())
			return 0
		}
		w.Click(30, row("Guidance"))
		w.Shows("› Guidance")
		w.Click(30, row("Begin"))
		if got := w.Opened(); len(got) != 1 || got[0].Name != "sit" {
			t.Errorf("a click on Begin opened %v", got)
		}
	})
}

func TestMonkey(t *testing.T) {
	for seed := range uint64(3) {
		uitest.Monkey(t, at(house(t, "", ""), &bell{}, screen.At("setup", []string{"two-wheels", "silent", "even-breath"}[seed])), seed)
	}
}

// What lies beneath a sit is kept for the next, "off" too; the rest is for this
// one.
func TestAmbienceIsRemembered(t *testing.T) {
	h := house(t, "guidance = \"light\"\n", "")
	check := func(of, keys, want, kept string) {
		t.Helper()
		sit, ok := begun(t, at(h, &bell{}, screen.At("setup", of)), strings.Fields(keys))
		if !ok || sit.Choices.Audio.Ambience != want {
			t.Errorf("%s, then %s: lies on %q, want %q", of, keys, sit.Choices.Audio.Ambience, want)
		}
		if got := h.Prefs().Audio.Ambience; got != kept || h.Prefs().Guidance != sessions.Light {
			t.Errorf("%s, then %s: kept %q, want %q", of, keys, got, kept)
		}
	}
	check("two-wheels", "enter", "off", "off")
	check("two-wheels", "up enter down right right right down down down enter", "rain", "rain")
	check("silent", "enter", "rain", "rain") // unfolded, for it is on
	check("silent", "up up left left left down down enter", "off", "off")
	check("silent", "enter", "off", "off")
}
