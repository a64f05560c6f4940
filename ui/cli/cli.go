// Package cli is the command line: one file a command, and the screens when
// there is none.
//
// stdout is data, stderr is talk. Exit codes: 0 done, 1 failed, 2 usage, 130
// interrupted. What a program reads (--json) keeps its field names for ever;
// what a person reads is plain text, made safe for a terminal.
//
// It catches no signal and never ends the process: main does both, through
// Stop and Restore.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"karuna/ui/editor"
	"karuna/ui/safe"
	"karuna/ui/start"
)

// The exit codes.
const (
	ExitDone        = 0
	ExitFailed      = 1
	ExitUsage       = 2
	ExitInterrupted = 130
)

// Streams are the ends of the process. The TTY fields say which of them are a
// terminal.
type Streams struct {
	In             io.Reader
	Out, Err       io.Writer
	InTTY, OutTTY  bool
	ErrTTY         bool
	ControllingTTY func() (io.WriteCloser, error) // opens the terminal itself, whatever was redirected
	Exit           func(status int)               // ends the process at once, after a panic
}

// App is the program behind its arguments.
type App struct {
	house  *start.House
	io     Streams
	editor *editor.Editor // that screens borrow

	mu      sync.Mutex
	stop    func(status int)
	restore func()
	stopped int // exit status asked for by Stop; 0: none
	job     func(os.Signal)
	resumed chan struct{} // while stopped by ctrl+z: told when going on

	flags globals
}

// globals are the flags every command takes.
type globals struct {
	device, theme, config string
	plain, json           bool
}

// New returns the program. It does nothing before Run.
func New(house *start.House, s Streams) *App {
	var state, kept string
	if places, err := house.Places(); err == nil {
		state, kept = places.State, places.Kept
	}
	edit := editor.New(house.Options().Env, state, kept)
	house.UseSweep(edit.Sweep)
	return &App{house: house, io: s, editor: edit, stop: func(int) {}, restore: func() {}}
}

// Editing reports whether the person's own editor has the terminal: what is
// typed there, ctrl+c too, is meant for it.
func (a *App) Editing() bool { return a.editor.Running() }

// Ending says that the program is about to be stopped: should it come to its
// end before Stop is called, this is its exit code all the same.
func (a *App) Ending(status int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.stopped = status
}

// Stop asks whatever is running to end with status, and returns at once.
func (a *App) Stop(status int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.stopped = status
	go a.stop(status)
}

// Restore gives the terminal back without the help of a program that may be
// stuck.
func (a *App) Restore() {
	a.mu.Lock()
	restore := a.restore
	a.mu.Unlock()
	restore()
}

// took registers how to stop what runs now and how to give the terminal back.
func (a *App) took(stop func(int), restore func(), job func(os.Signal)) (done func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.stop, a.restore, a.job = stop, restore, job
	if a.stopped != 0 {
		go stop(a.stopped)
	}
	return func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.stop, a.restore, a.job = func(int) {}, func() {}, nil
	}
}

// usage is an error in how a command was called.
type usage struct{ error }

// Unwrap returns the error itself.
func (u usage) Unwrap() error { return u.error }

func usagef(format string, args ...any) error { return usage{fmt.Errorf(format, args...)} }

// status is an error that has been told already and only carries a code.
type status int

func (s status) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

// Run carries out the arguments (without the program's name) and returns the
// exit code.
func (a *App) Run(ctx context.Context, args []string) int {
	ran := false
	root := a.root(&ran)
	root.SetArgs(args)
	root.SetIn(a.io.In)
	root.SetOut(a.io.Out)
	root.SetErr(a.io.Err)
	err := root.ExecuteContext(ctx)
	if cerr := a.house.Close(); err == nil && cerr != nil {
		err = cerr
	}
	a.mu.Lock()
	stopped := a.stopped
	a.mu.Unlock()
	var code status
	switch {
	case errors.As(err, &code):
		return int(code)
	case stopped != 0: // an error then is that the terminal has gone
		return stopped
	case err == nil:
		return ExitDone
	}
	a.say("karuna: %s", err)
	var u usage
	if errors.As(err, &u) || !ran {
		a.say("Run 'karuna help' for how it is called.")
		return ExitUsage
	}
	return ExitFailed
}

func (a *App) root(ran *bool) *cobra.Command {
	root := &cobra.Command{
		Use:   "karuna",
		Short: "A guided meditation timer for the terminal",
		Long: "karuna is a guided meditation timer: pick a practice, say how long you have,\n" +
			"and be carried by bells, words and silence to an end that comes on the second.\n\n" +
			"Without a command it opens its screens.",
		SilenceErrors: true, SilenceUsage: true,
		Args: cobra.NoArgs,
		PersistentPreRunE: func(*cobra.Command, []string) error {
			*ran = true
			if a.flags.config != "" {
				a.house.UseConfig(a.flags.config)
			}
			given := map[string]string{}
			for name, value := range map[string]string{"device": a.flags.device, "theme": a.flags.theme} {
				if value != "" {
					given[name] = value
				}
			}
			a.house.UseFlags(given)
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return a.home(cmd.Context()) },
	}
	f := root.PersistentFlags()
	f.StringVar(&a.flags.device, "device", "", "where the sound goes: auto, pulse, …, bel, none")
	f.StringVar(&a.flags.theme, "theme", "", "look of the screens")
	f.StringVar(&a.flags.config, "config", "", "another config `file`")
	f.BoolVar(&a.flags.plain, "plain", false, "lines of text, no screens")
	f.BoolVar(&a.flags.json, "json", false, "JSON for programs")
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(helpCommand(root))
	for _, command := range a.commands() {
		root.AddCommand(command())
	}
	return root
}

// commands is the table of commands, in the order the help shows them. A new
// one is one file and one row.
func (a *App) commands() []func() *cobra.Command {
	return []func() *cobra.Command{
		a.sitCommand, a.timerCommand, a.rehearseCommand,
		a.scriptsCommand, a.programmesCommand, a.logCommand, a.calendarCommand, a.restCommand, a.statsCommand, a.statusCommand,
		a.importCommand, a.exportCommand, a.forgetCommand,
		a.bellCommand, a.voicesCommand, a.renderCommand, a.configCommand, a.presetsCommand, a.doctorCommand, a.learnCommand, a.safetyCommand, a.completionCommand, a.versionCommand,
		a.decodeCommand, a.storyCommand,
	}
}

func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Short: "How a command is called", Hidden: true,
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil {
				return usage{err}
			}
			if len(rest) > 0 {
				return usagef("unknown command %q", strings.Join(rest, " "))
			}
			return cmd.Help()
		},
	}
}

// say writes one line of talk, made safe for a terminal.
func (a *App) say(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	fmt.Fprintln(a.io.Err, safe.Clean(strings.TrimRight(text, "\n")))
}

// print writes data for a person, made safe for a terminal.
func (a *App) print(format string, args ...any) error {
	if _, err := io.WriteString(a.io.Out, safe.Clean(fmt.Sprintf(format, args...)).String()); err != nil {
		return fmt.Errorf("write to standard output: %w", err)
	}
	return nil
}
