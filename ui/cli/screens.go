package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"karuna/sessions/conductor"
	"karuna/ui"
	"karuna/ui/desktop"
	"karuna/ui/screen"
	"karuna/ui/start"
)

// leaveScreens are the sequences that undo what the screens may have done to a
// terminal: mouse, focus, paste and keyboard modes off, cursor shown, colours
// and progress bar reset, the first screen back.
const leaveScreens = "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[<u\x1b[?25h\x1b]9;4;0\x07\x1b]111\x07\x1b[0m\x1b[?1049l\r"

// home opens the screens at the home place, or offers the doors as text.
func (a *App) home(ctx context.Context) error {
	if a.plainMode() {
		return a.plainHome(ctx)
	}
	return a.screens(screen.At(a.firstPlace()))
}

// firstPlace is the first run where no config file was ever written.
func (a *App) firstPlace() string {
	places, err := a.house.Places()
	if err != nil {
		return "home"
	}
	if _, err := os.Stat(places.ConfigFile); errors.Is(err, os.ErrNotExist) {
		return "first"
	}
	return "home"
}

// screenSit opens the screens at a sit that has begun.
func (a *App) screenSit(_ context.Context, sit start.Sit, dark bool) error {
	return a.screens(screen.Place{Name: "sit", With: begun{sit: sit, dark: dark, alone: true}})
}

// screens runs the screens from that place to their end, with these keys
// pressed at the beginning.
func (a *App) screens(place screen.Place, keys ...string) error {
	look := a.house.InForce().UI
	wear := screen.Wear{Theme: look.Theme, Glyphs: look.Glyphs, Still: look.Motion == "reduced"}
	size, profile := a.terminal()
	var program *tea.Program
	root := ui.New(ui.Config{
		Places: a.places(), Start: place, Palettes: a.house.Palettes(), Look: wear,
		Env:     a.house.Options().Env,
		Suspend: func() tea.Cmd { return func() tea.Msg { return a.suspend(program) } },
		Size:    size, Profile: &profile,
	})
	program = ui.Program(root, tea.WithInput(a.io.In), tea.WithOutput(a.io.Out), tea.WithColorProfile(profile))
	a.house.UseBEL(func() error {
		go program.Send(tea.Raw("\a")())
		return nil
	})
	done := a.took(
		func(code int) { program.Send(screen.Quit{Status: code}) },
		a.restorer(),
		func(s os.Signal) { a.jobSignal(program, s) },
	)
	go func() {
		for _, k := range keys {
			time.Sleep(storyPause)
			program.Send(pressed(k))
		}
	}()
	_, err := program.Run()
	done()
	return a.leave(root, err)
}

// terminal returns how large the terminal is, nothing where that is not known,
// and what colours it has.
func (a *App) terminal() (tea.WindowSizeMsg, colorprofile.Profile) {
	var size tea.WindowSizeMsg
	if f, ok := a.io.Out.(term.File); ok {
		if w, h, err := term.GetSize(f.Fd()); err == nil {
			size = tea.WindowSizeMsg{Width: w, Height: h}
		}
	}
	return size, colorprofile.Detect(a.io.Out, os.Environ())
}

// leave says, once the terminal is the person's again, what has to be said.
func (a *App) leave(root *ui.Root, err error) error {
	a.sayLeft()
	if err != nil && !errors.Is(err, tea.ErrProgramKilled) && !errors.Is(err, tea.ErrInterrupted) {
		return errors.Join(fmt.Errorf("run the screens: %w", err), a.lastSit())
	}
	if err := a.lastSit(); err != nil {
		return err
	}
	if root.Err() != nil {
		a.say("karuna: %v", root.Err())
	}
	if code := root.Status(); code != 0 {
		return status(code)
	}
	return nil
}

// lastSit deals with the sit that ran last, if there was one.
func (a *App) lastSit() error {
	c := a.house.Running()
	if c == nil {
		return nil
	}
	// A sit that is over may still be on its way to the disk: this waits for it.
	c.Interrupt("left")
	return a.after(c.Snapshot())
}

// restorer remembers the terminal as it is and returns what puts it back when
// the program is stuck: first the line discipline, which cannot block, then
// the sequences, which can.
func (a *App) restorer() func() {
	f, ok := a.io.In.(*os.File)
	if !ok {
		return func() {}
	}
	old, err := term.GetState(f.Fd())
	if err != nil {
		return func() {}
	}
	return func() {
		if err := term.Restore(f.Fd(), old); err != nil {
			return // the terminal is gone
		}
		wrote := make(chan struct{})
		go func() {
			defer close(wrote)
			fmt.Fprint(a.io.Out, leaveScreens)
		}()
		wait(wrote)
	}
}

// begun is what the sit place is given: a sit to begin, dark or not, alone
// when nothing lies beneath it.
type begun struct {
	sit   start.Sit
	dark  bool
	alone bool

	rehearsal *rehearsal // nil: a sit
}

// Job passes a job control signal to the screens; without screens a request
// to stop is obeyed as it would have been without us.
func (a *App) Job(s os.Signal) {
	a.mu.Lock()
	job := a.job
	a.mu.Unlock()
	if job != nil {
		job(s)
		return
	}
	if desktop.IsStop(s) {
		a.stopNow()
	}
}

func (a *App) stopNow() {
	if err := desktop.Stop(); err != nil {
		a.say("karuna: %v", err)
	}
}

// jobSignal suspends on a stop request from outside, and draws afresh when
// the process goes on after a stop it was not asked about. While an editor has
// the terminal there is nothing to give back or to draw: the process stops
// with it, and goes on with it.
func (a *App) jobSignal(p *tea.Program, s os.Signal) {
	if a.Editing() {
		if desktop.IsStop(s) && desktop.CanStop() {
			a.stopNow()
		}
		return
	}
	if desktop.IsStop(s) {
		go a.suspend(p)
		return
	}
	a.mu.Lock()
	ours := a.resumed
	a.mu.Unlock()
	if ours != nil {
		select {
		case ours <- struct{}{}:
		default:
		}
		return
	}
	go func() {
		if p.ReleaseTerminal() == nil {
			if err := p.RestoreTerminal(); err != nil {
				p.Send(screen.Trouble{Err: err})
			}
		}
	}()
}

// suspend pauses the sit, gives the terminal back and stops the process, as
// ctrl+z does; it returns when the process goes on.
func (a *App) suspend(p *tea.Program) tea.Msg {
	if !desktop.CanStop() {
		return nil
	}
	if c := a.house.Running(); c != nil {
		c.Do(conductor.Pause)
	}
	resumed := make(chan struct{}, 1)
	a.mu.Lock()
	if a.resumed != nil {
		a.mu.Unlock()
		return nil
	}
	a.resumed = resumed
	a.mu.Unlock()
	defer func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.resumed = nil
	}()
	if err := p.ReleaseTerminal(); err != nil {
		return screen.Trouble{Err: err}
	}
	if err := desktop.Stop(); err != nil {
		return screen.Trouble{Err: err}
	}
	// The stop arrives a little after the call returns; until the process
	// goes on there must be no touching the terminal.
	<-resumed
	if err := p.RestoreTerminal(); err != nil {
		return screen.Trouble{Err: err}
	}
	return nil
}
