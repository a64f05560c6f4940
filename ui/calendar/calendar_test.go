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
			Start: time.Date(y, m, d, 7, 10, 0, 0, time.UTC), TZ: "Etc/UTC", Day: day, DayTurn: 4,
			Planned: minutes * 60, Sat: minutes * 60, Ended: sessions.Complete, People: 1, Source: "live",
			Script: &sessions.ScriptRef{ID: "two-wheels", Title: "Two Wheels", Kind: sessions.Visualization, Version: 1},
			Wheels: sessions.WheelSeconds{Self: minutes * 25, Other: minutes * 25, Ground: minutes * 10},
		}
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
	add(sessions.Date(2026, 5, 4), 20, func(e *sessions.Entry) { e.Source, e.Flags = "remembered", []string{"no-time"} })
	add(sessions.Date(2026, 4, 12), 12, func(e *sessions.Entry) {
		e.Note = "a note\x1b[2J that would clear the screen"
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
	sizes := [][2]int{{20, 6}, {40, 12}, {80, 24}, {100, 30}, {300, 90}}
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
	check("left left .", "07:10  12m, Two Wheels")
	check("left left left left left r", "A day of rest.")
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
