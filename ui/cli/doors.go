package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"karuna/sessions"
	"karuna/ui/prefs"
	"karuna/ui/start"
)

// door is one numbered choice of the home in plain text.
type door struct {
	title string
	enter func(context.Context, <-chan string) error
}

// plainHome offers the doors of the home screen as numbered prompts. Where
// nobody can answer it prints them once.
func (a *App) plainHome(ctx context.Context) error {
	a.recover()
	if err := a.safetyOnce(); err != nil {
		return err
	}
	lines := a.lines()
	for {
		doors := a.doors()
		for i, d := range doors {
			if err := a.print("%d  %s\n", i+1, d.title); err != nil {
				return err
			}
		}
		if lines == nil {
			return nil
		}
		if err := a.print("A number, or q to leave\n"); err != nil {
			return err
		}
		line, ok := <-lines
		if !ok || strings.TrimSpace(line) == "q" {
			return nil
		}
		n := chosen(line, len(doors))
		if n == 0 {
			continue
		}
		if err := doors[n-1].enter(ctx, lines); err != nil {
			var code status
			if errors.As(err, &code) {
				return err
			}
			a.say("karuna: %v", err)
		}
	}
}

// doors are those of the home screen that lead somewhere now.
func (a *App) doors() []door {
	var doors []door
	if s, err := a.house.Suggested(); err == nil {
		title := fmt.Sprintf("%s, %s", s.Script.Title, sessions.FormatDuration(cmp.Or(s.Length, s.Script.Length.Usual)))
		doors = append(doors, door{title, func(ctx context.Context, in <-chan string) error { return a.plainStart(ctx, in, s.Script, s.Length) }})
	}
	lists := []struct {
		title string
		keep  func(sessions.Script) bool
	}{
		{"Hard day", func(s sessions.Script) bool {
			return strings.Contains(" kind-pause from-the-middle-of-it arriving ", " "+s.ID+" ")
		}},
		{"One minute", func(s sessions.Script) bool { return s.Length.Min <= time.Minute }},
		{"All practices", func(s sessions.Script) bool { return !s.Has("optin") || a.house.Prefs().ShowOptIn }},
	}
	for _, l := range lists {
		doors = append(doors, door{l.title, func(ctx context.Context, in <-chan string) error {
			return a.plainList(ctx, in, l.keep)
		}})
	}
	return append(doors,
		door{"Silent sit", a.plainSilent},
		door{"Calendar", func(ctx context.Context, _ <-chan string) error {
			cmd := a.calendarCommand()
			cmd.SetContext(ctx)
			return cmd.RunE(cmd, nil)
		}},
	)
}

// plainList offers scripts by number and starts the one chosen.
func (a *App) plainList(ctx context.Context, in <-chan string, keep func(sessions.Script) bool) error {
	var list []sessions.Script
	for _, s := range a.house.Library().All() {
		if keep(s) {
			list = append(list, s)
			if err := a.print("%d  %s, %s\n", len(list), s.Title, sessions.FormatDuration(s.Length.Usual)); err != nil {
				return err
			}
		}
	}
	if err := a.print("A number, then a length if you like: 2 15m\n"); err != nil {
		return err
	}
	number, length, _ := strings.Cut(strings.TrimSpace(<-in), " ")
	n := chosen(number, len(list))
	if n == 0 {
		return nil
	}
	d := time.Duration(0)
	if length = strings.TrimSpace(length); length != "" {
		var err error
		if d, err = sessions.ParseDuration(length, time.Minute); err != nil {
			return err
		}
	}
	return a.plainStart(ctx, in, list[n-1], d)
}

// chosen reads a number from 1 to most; 0 is anything else.
func chosen(text string, most int) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 1 || n > most {
		return 0
	}
	return n
}

func (a *App) plainSilent(ctx context.Context, in <-chan string) error {
	if err := a.print("How long? 20, 90s, 1h10m\n"); err != nil {
		return err
	}
	d, err := sessions.ParseDuration(strings.TrimSpace(<-in), time.Minute)
	if err != nil {
		return err
	}
	return a.plainStart(ctx, in, sessions.Script{}, d)
}

func (a *App) plainStart(ctx context.Context, in <-chan string, s sessions.Script, length time.Duration) error {
	choices, err := a.house.Choices("", map[string]string{})
	if err != nil {
		return err
	}
	sit, err := a.ready(ctx, start.Request{Script: s, Choices: choices, Length: length})
	if err != nil {
		return err
	}
	return a.plainRun(sit, in)
}

// safetyOnce prints the safety text before the first run; a config file says
// that it has been seen.
func (a *App) safetyOnce() error {
	places, homeless := a.house.Places()
	if homeless == nil && missing(places.ConfigFile) {
		return a.safety(places.ConfigFile)
	}
	return nil // without a home there is nothing to remember it in
}

// safety prints the safety text and notes in the config file that it was seen.
func (a *App) safety(file string) error {
	if err := a.print("%s\n\n", a.safetyText()); err != nil {
		return err
	}
	if !a.io.InTTY {
		return nil
	}
	if err := prefs.Set(file, "days_a_week", strconv.Itoa(prefs.Default().DaysAWeek)); err != nil {
		a.say("%v", err)
	}
	return nil
}

func missing(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, os.ErrNotExist)
}
