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
	"karuna/sessions/journal"
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
		ways  func(journal.Log) []start.Way
	}{
		{"Hard day", func(journal.Log) []start.Way { return a.house.HardDay() }},
		{"One minute", a.house.OneMinute},
		{"All practices", a.allWays},
	}
	for _, l := range lists {
		doors = append(doors, door{l.title, func(ctx context.Context, in <-chan string) error {
			return a.plainList(ctx, in, l.ways(a.past()))
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

// allWays are the scripts to choose from, at their usual lengths.
func (a *App) allWays(log journal.Log) []start.Way {
	var out []start.Way
	for _, s := range a.house.Offered(log) {
		out = append(out, start.Way{Script: s, Length: s.Length.Usual})
	}
	return out
}

// past is what is in the log. What is wrong with it is told by what writes it.
func (a *App) past() journal.Log {
	log := a.house.Log()
	if log == nil {
		return journal.Log{}
	}
	read, err := log.Read()
	if err != nil {
		a.say("karuna: %v", err)
	}
	return read
}

// plainList offers practices by number and starts the one chosen.
func (a *App) plainList(ctx context.Context, in <-chan string, list []start.Way) error {
	for i, w := range list {
		title := w.Script.Title
		if w.Toward != "" {
			title = w.Toward + ": " + title
		}
		if err := a.print("%d  %s, %s\n", i+1, title, sessions.FormatDuration(w.Length)); err != nil {
			return err
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
	d := list[n-1].Length
	if length = strings.TrimSpace(length); length != "" {
		var err error
		if d, err = sessions.ParseDuration(length, time.Minute); err != nil {
			return err
		}
	}
	return a.plainStart(ctx, in, list[n-1].Script, d)
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
