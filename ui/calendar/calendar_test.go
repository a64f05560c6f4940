package calendar_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"karuna/assets"
	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/sessions/practice"
	"karuna/ui/calendar"
	"karuna/ui/screen"
	"karuna/ui/theme"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var now = time.Date(2026, 5, 20, 19, 0, 0, 0, time.UTC)

// source is two months of practice with every state of a day in it.
func source(t *testing.T) calendar.Source {
	t.Helper()
	dir := t.TempDir()
	log := journal.Open(journal.Config{Dir: filepath.Join(dir, "journal"), State: filepath.Join(dir, "state"), Machine: "m", Host: "h"})
	add := func(day sessions.Day, minutes int, change func(*sessions.Entry)) {
		t.Helper()
		y, m, d := day.Civil()
		e := sessions.Entry{
			Start: time.Date(y, m, d, 7, 10, 0, 0, time.UTC), Day: day,
			Planned: minutes * 60, Sat: minutes * 60, Ended: sessions.Complete, People: 1,
			Script: &sessions.ScriptRef{ID: "two-wheels", Title: "Two Wheels", Kind: sessions.Visualization, Version: 1},
			Wheels: sessions.WheelSeconds{Self: minutes * 25, Other: minutes * 25, Ground: minutes * 10},
		}.From(sessions.Origin{Source: "live", TZ: "Etc/UTC", DayTurn: 4})
		if change != nil {
			change(&e)
		}
		if _, err := log.Append(now, e); err != nil {
			t.Fatal(err)
		}
	}
	today := sessions.Date(2026, 5, 20)
	for i, minutes := range []int{12, 3, 45, 20, 12, 0, 8, 12, 0, 20, 31, 12, 15, 4} {
		if minutes > 0 {
			add(today-sessions.Day(i), minutes, nil)
		}
	}
	add(sessions.Date(2026, 5, 4), 20, func(e *sessions.Entry) {
		*e = e.From(sessions.Origin{Source: "remembered"})
		e.Flags = []string{"no-time"}
	})
	add(sessions.Date(2026, 4, 12), 12, func(e *sessions.Entry) {
		*e = e.With(sessions.Detail{Note: "a note\x1b[2J that would clear the screen"})
	})
	if _, err := log.Rest(now, sessions.Date(2026, 5, 3), false); err != nil {
		t.Fatal(err)
	}
	return calendar.Source{
		Log: log, Arithmetic: practice.Options{Today: today, DaysAWeek: 5, WeekStart: time.Monday},
		Now: func() time.Time { return now }, ShowRun: true,
	}
}

// open makes the screen ready to be drawn.
func open(t *testing.T, of string, term theme.Terminal) *calendar.Screen {
	t.Helper()
	s := calendar.New(source(t), of)
	look, err := theme.Load(assets.Themes(), theme.Auto, term)
	if err != nil {
		t.Fatal(err)
	}
	s.Update(screen.Look{Theme: look})
	do(t, s, s.Init())
	return s
}

func do(t *testing.T, s *calendar.Screen, cmd tea.Cmd) {
	t.Helper()
	if cmd == nil {
		return
	}
	msg := cmd()
	if trouble, ok := msg.(screen.Trouble); ok {
		t.Fatal(trouble.Err)
	}
	s.Update(msg)
}

func press(t *testing.T, s *calendar.Screen, keys string) {
	t.Helper()
	for _, k := range strings.Fields(keys) {
		code := map[string]rune{"left": tea.KeyLeft, "right": tea.KeyRight, "up": tea.KeyUp, "down": tea.KeyDown}[k]
		msg := tea.KeyPressMsg{Code: code}
		if code == 0 {
			msg = tea.KeyPressMsg{Code: rune(k[0]), Text: k}
		}
		b, ok := screen.Match(msg, s.Binds())
		if !ok {
			t.Fatalf("no key %q", k)
		}
		do(t, s, b.Do())
	}
}

func TestViews(t *testing.T) {
	sizes := [][2]int{{20, 6}, {40, 12}, {40, 24}, {64, 20}, {80, 24}, {100, 30}, {300, 90}}
	terms := map[string]theme.Terminal{
		"colour": {Dark: true, Colors: theme.TrueColor, Glyphs: theme.Braille},
		"plain":  {Colors: theme.NoColors, Glyphs: theme.Braille},
		"ascii":  {Colors: theme.NoColors, Glyphs: theme.ASCII},
	}
	for name, term := range terms {
		for _, view := range []string{"month", "year"} {
			s := open(t, "", term)
			if view == "year" {
				press(t, s, "y")
			}
			for _, size := range sizes {
				s.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
				b := s.View(size[0], size[1])
				if b.Width() > size[0] || b.Height() > size[1] {
					t.Errorf("%s %s %v: %d by %d", name, view, size, b.Width(), b.Height())
				}
				golden(t, fmt.Sprintf("%s-%s-%dx%d", view, name, size[0], size[1]), b.String())
			}
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	var lines []string
	for _, l := range strings.Split(got, "\n") {
		lines = append(lines, strings.TrimRight(l, " "))
	}
	got = strings.Join(lines, "\n") + "\n"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s differs; look at it, then run with -update:\n%s", path, got)
	}
}

func TestKeys(t *testing.T) {
	check := func(keys, want string) {
		t.Helper()
		s := open(t, "", theme.Terminal{Colors: theme.NoColors, Glyphs: theme.Braille})
		press(t, s, keys)
		if got := s.View(100, 30).String(); !strings.Contains(got, want) {
			t.Errorf("%s: no %q in\n%s", keys, want, got)
		}
	}
	check("left", "Tuesday 19 May")
	check("up", "Wednesday 13 May")
	check("right", "Wednesday 20 May")
	check("[", "Monday 20 April")
	check("[ [ [ ] ] ]", "Wednesday 20 May")
	check("left left .", "07:10  12 min, Two Wheels")
	check("left left left left left r", "A day of rest. u takes it back.")
	check("left left left left left r left right", "A day of rest.")
	check("left left left left left r u", "No day of rest any more.")
	check("left enter", "Tuesday 19 May 2026")
	check("left enter left", "Monday 18 May 2026")
	check("[ up left enter", "a note")
	check("enter esc", "3 of 5 this week")
	check("y up", "Tuesday 19 May")
	check("[ up left", "Sunday 12 April")
}

// A rest day said twice is taken back.
func TestRestTwice(t *testing.T) {
	s := open(t, "2026-05-15", theme.Terminal{Colors: theme.NoColors, Glyphs: theme.Braille})
	press(t, s, "r r")
	if got := s.View(100, 30).String(); strings.Contains(got, "A day of rest.") {
		t.Errorf("still a rest day:\n%s", got)
	}
}

func TestHostileNote(t *testing.T) {
	s := open(t, "2026-04-12", theme.Terminal{Dark: true, Colors: theme.TrueColor, Glyphs: theme.Braille})
	got := s.View(100, 30).String()
	if strings.Contains(got, "\x1b[2J") || !strings.Contains(got, "a note") {
		t.Errorf("the note came through as\n%q", got)
	}
}

// With no log there is an empty month and no word about it.
func TestEmpty(t *testing.T) {
	src := source(t)
	src.Log = nil
	s := calendar.New(src, "")
	do(t, s, s.Init())
	got := s.View(80, 24).String()
	for _, word := range []string{"lost", "broken", "missed", "failed", "0 of 0"} {
		if strings.Contains(got, word) {
			t.Errorf("an empty month says %q:\n%s", word, got)
		}
	}
}

// find returns the cell of the window where words stand.
func find(t *testing.T, s *calendar.Screen, w, h int, words string) (x, y int) {
	t.Helper()
	for y, line := range strings.Split(s.View(w, h).String(), "\n") {
		if at := strings.Index(line, words); at >= 0 {
			return ansi.StringWidth(line[:at]), y
		}
	}
	t.Fatalf("no %q in\n%s", words, s.View(w, h))
	return 0, 0
}

// The day under the mouse is shown as long as it is there; a click chooses it,
// another one opens it.
func TestMouse(t *testing.T) {
	check := func(w, h int, keys, at string, dx, dy int, want, open string) {
		t.Helper()
		s := window(t, w, h)
		press(t, s, keys)
		if !s.Frame(w, h).Motion {
			t.Error("no motion is asked for")
		}
		x, y := find(t, s, w, h, at)
		shows := func(what, want string) {
			t.Helper()
			if got := s.View(w, h).String(); !strings.Contains(got, want) {
				t.Errorf("%s at %s in %dx%d: no %q in\n%s", what, at, w, h, want, got)
			}
		}
		before := s.View(w, h)
		s.Update(tea.MouseMotionMsg{X: x + dx, Y: y + dy})
		shows("hover", want)
		s.Update(tea.MouseMotionMsg{X: 0, Y: 0})
		if s.View(w, h) != before {
			t.Error("the mouse is gone, and it looks otherwise")
		}
		s.Update(tea.MouseClickMsg{X: x + dx, Y: y + dy, Button: tea.MouseLeft})
		s.Update(tea.MouseMotionMsg{X: 0, Y: 0})
		shows("click", want)
		s.Update(tea.MouseClickMsg{X: x + dx, Y: y + dy, Button: tea.MouseLeft})
		shows("click again", open)
		if s.Frame(w, h).Motion {
			t.Error("motion is asked for where nothing follows it")
		}
	}
	check(100, 30, "", "10⣿", 0, 0, "Sunday 10 May", "Sunday 10 May 2026")
	check(100, 30, "", "10⣿", 2, 0, "Sunday 10 May", "Sunday 10 May 2026")
	check(80, 24, "", "18⣿", 0, 0, "Monday 18 May", "Monday 18 May 2026")
	check(40, 24, "", "18⣿", 0, 0, "Monday 18 May", "Monday 18 May 2026")
	check(100, 30, "y", "<", -1, -1, "Tuesday 19 May", "Tuesday 19 May 2026")
	check(300, 90, "y", "<", -2, 0, "Wednesday 13 May", "Wednesday 13 May 2026")
	check(40, 30, "y", "›May", 8, 0, "Monday 4 May", "Monday 4 May 2026")
	check(40, 12, "y", "›May", 8, 0, "Monday 4 May 2026", "Monday 4 May 2026")
	check(40, 12, "y", "Apr", 15, 0, "Sunday 12 April 2026", "a note")

	s := window(t, 100, 30)
	x, y := find(t, s, 100, 30, "25  26")
	s.Update(tea.MouseMotionMsg{X: x, Y: y})
	s.Update(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	find(t, s, 100, 30, "Wednesday 20 May") // the future has no days yet
	s.Update(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
	find(t, s, 100, 30, "April 2026")
}

// window is the calendar of today in a window of that size, without colours.
func window(t *testing.T, w, h int) *calendar.Screen {
	t.Helper()
	s := open(t, "", theme.Terminal{Colors: theme.NoColors, Glyphs: theme.Braille})
	s.Update(tea.WindowSizeMsg{Width: w, Height: h})
	return s
}

// A sit that was added meanwhile can be taken out again, and nothing else can.
func TestAddAndTakeBack(t *testing.T) {
	src := source(t)
	s := calendar.New(src, "2026-05-12")
	do(t, s, s.Init())
	b, _ := screen.Match(tea.KeyPressMsg{Code: 'a', Text: "a"}, s.Binds())
	if got := b.Do()(); got != (screen.Open{Place: screen.At("addsit", "2026-05-12")}) {
		t.Errorf("a opens %v", got)
	}
	e := sessions.Entry{
		Start: now.AddDate(0, 0, -8), Day: sessions.Date(2026, 5, 12), Planned: 900, Sat: 900, Ended: sessions.Complete,
		People: 1, Wheels: sessions.WheelSeconds{Ground: 900},
	}.From(sessions.Origin{Source: "remembered"})
	if _, err := src.Log.Append(now, e); err != nil {
		t.Fatal(err)
	}
	do(t, s, s.Update(screen.Back{}))
	find(t, s, 100, 30, "It is added. u takes it out again.")
	find(t, s, 100, 30, "12⡆")
	press(t, s, "u")
	find(t, s, 100, 30, "The sit is out again.")
	find(t, s, 100, 30, "12  ")
	if _, ok := screen.Match(tea.KeyPressMsg{Code: 'u', Text: "u"}, s.Binds()); ok {
		t.Error("there is something more to take back")
	}
	if _, err := src.Log.Append(now, e); err != nil {
		t.Fatal(err)
	}
	do(t, s, s.Update(screen.Back{})) // this one came from elsewhere
	if got := s.View(100, 30).String(); strings.Contains(got, "It is added") {
		t.Errorf("it says\n%s", got)
	}
}

// What is hidden in a season, and what the person hides.
func TestHidden(t *testing.T) {
	check := func(change func(*calendar.Source), shows string, hides ...string) {
		t.Helper()
		src := source(t)
		change(&src)
		s := calendar.New(src, "2026-04-12")
		do(t, s, s.Init())
		got := s.View(100, 30).String()
		if !strings.Contains(got, shows) {
			t.Errorf("no %q in\n%s", shows, got)
		}
		for _, words := range hides {
			if strings.Contains(got, words) {
				t.Errorf("it says %q:\n%s", words, got)
			}
		}
	}
	check(func(*calendar.Source) {}, "a run of 13 days")
	check(func(s *calendar.Source) { s.Arithmetic.Today += 5 }, "runs so far: 13", "a run")
	check(func(s *calendar.Source) { s.Arithmetic.Today, s.ShowRun = s.Arithmetic.Today+5, false }, "days", "runs so far")
	check(func(s *calendar.Source) { s.ShowRun = false }, "2 weeks in rhythm", "a run")
	check(func(s *calendar.Source) { s.Season = true }, "3 days this week", "a run", "rhythm", "3 of 5")
	check(func(s *calendar.Source) { s.Private = true }, "Sunday 12 April", "a note")
}

// A sit after a long absence has a sprout, as a word.
func TestSprout(t *testing.T) {
	s := open(t, "2026-05-07", theme.Terminal{Colors: theme.NoColors, Glyphs: theme.Braille})
	if got := s.View(100, 30).String(); strings.Contains(got, "a sprout") {
		t.Errorf("an ordinary day has one:\n%s", got)
	}
	src := source(t)
	if _, err := src.Log.Append(now, sessions.Entry{
		Start: time.Date(2026, 4, 1, 7, 0, 0, 0, time.UTC), Day: sessions.Date(2026, 4, 1), Planned: 600, Sat: 600,
		Ended: sessions.Complete, People: 1,
	}.From(sessions.Origin{Source: "live"}).With(sessions.Detail{Noting: sessions.Noting{Planning: 3}})); err != nil {
		t.Fatal(err)
	}
	s = calendar.New(src, "2026-04-12")
	do(t, s, s.Init())
	find(t, s, 100, 30, "a sprout")
	s = calendar.New(src, "2026-04-01")
	do(t, s, s.Init())
	find(t, s, 100, 30, "planning  ⠶⠶⠶ 3")
}

// The hint is said below the bicycle, and x waves it away.
func TestHint(t *testing.T) {
	src := source(t)
	hushed := 0
	src.Hint = func(lean practice.Lean) string {
		if lean != practice.BothTurning {
			t.Errorf("the lean is %q", lean)
		}
		return "Lately your practice has leaned toward others. An invitation: Room in the Circle."
	}
	src.Hush = func() error { hushed++; return nil }
	s := calendar.New(src, "")
	do(t, s, s.Init())
	for _, size := range [][2]int{{100, 30}, {80, 24}, {72, 16}} {
		find(t, s, size[0], size[1], "Lately your practice")
	}
	press(t, s, "x")
	if got := s.View(100, 30).String(); strings.Contains(got, "Lately") || hushed != 1 {
		t.Errorf("waved away %d times, and it says\n%s", hushed, got)
	}
}
