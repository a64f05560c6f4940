package cli

import (
	"bufio"
	"context"
	"io"

	"karuna/sessions"
	"karuna/sessions/conductor"
	"karuna/ui/plain"
	"karuna/ui/start"
)

// plainMode reports whether there are no screens: asked for, not a terminal,
// or one that cannot move its cursor.
func (a *App) plainMode() bool {
	return a.flags.plain || a.flags.json || !a.io.OutTTY || a.house.Options().Env("TERM") == "dumb"
}

// lines reads standard input a line at a time; nil when nobody types there.
func (a *App) lines() <-chan string {
	if !a.io.InTTY || a.io.In == nil {
		return nil
	}
	ch := make(chan string)
	go func() {
		defer close(ch)
		sc := bufio.NewScanner(a.io.In)
		sc.Buffer(nil, 1<<16)
		for sc.Scan() {
			ch <- sc.Text()
		}
	}()
	return ch
}

// plainSit runs a sit as lines of text.
func (a *App) plainSit(_ context.Context, sit start.Sit) error {
	lines := a.lines()
	if a.flags.json {
		lines = nil
	}
	return a.plainRun(sit, lines)
}

func (a *App) plainRun(sit start.Sit, lines <-chan string) error {
	a.house.UseBEL(a.ttyBell())
	if text := start.Caution(sit.Script); text != "" {
		a.say("%s", text)
	}
	for _, note := range sit.Score.Notes {
		a.say("%s", note)
	}
	c := a.house.Begin(sit, lines != nil)
	s, err := plain.Run(c, plain.Config{
		Out: a.io.Out, Lines: lines, JSON: a.flags.json, Private: a.io.OutTTY,
		Reflect: lines != nil, Now: a.house.Now, Air: a.airOf(sit.Step),
	})
	kept := a.after(s)
	if err != nil {
		return err // exit code 1, and not the 130 of a sit that a person cut short
	}
	return kept
}

// after says what became of the sit, and hands a record that could not be
// written to the person as a line that `karuna import -` takes.
func (a *App) after(s conductor.Snapshot) error {
	if saved := s.Saved; saved != nil {
		if saved.Warning != "" {
			a.say("%s", saved.Warning)
		}
		if saved.Err != nil {
			a.say("This sit could not be written down: %v", saved.Err)
			a.say("The next line is its record; 'karuna import -' takes it back.")
			if _, err := a.io.Out.Write(append(saved.Line, '\n')); err != nil {
				a.say("%s", saved.Line)
			}
			return status(ExitFailed)
		}
	}
	if s.Ended == sessions.Interrupted {
		return status(ExitInterrupted)
	}
	return nil
}

// ttyBell returns what rings the terminal's bell outside the screens: the
// terminal itself, else standard error when it is one; never standard output.
func (a *App) ttyBell() func() error {
	if a.io.ControllingTTY != nil {
		if tty, err := a.io.ControllingTTY(); err == nil {
			return func() error {
				_, err := io.WriteString(tty, "\a")
				return err
			}
		}
	}
	if a.io.ErrTTY {
		return func() error {
			_, err := io.WriteString(a.io.Err, "\a")
			return err
		}
	}
	return nil
}
