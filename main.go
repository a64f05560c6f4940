// Command karuna is a guided meditation timer for the terminal.
//
// This file is the edge: it knows the process (arguments, streams, signals,
// exit code) and wires the rooms, which open when they are needed. A signal
// or a closed terminal first keeps the sit that is running, then ends the
// program; if its loop is stuck, a watchdog gives the terminal back and ends
// the process two seconds later.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"
	_ "time/tzdata" // zones where the system has none

	"github.com/charmbracelet/x/term"

	"karuna/ui/cli"
	"karuna/ui/desktop"
	"karuna/ui/start"
)

// version is set by the linker when a release is built.
var version = ""

func main() { os.Exit(run()) }

func run() int {
	house := start.Open(start.Options{
		Env: os.Getenv, Version: versionOf(), Zone: desktop.Zone(os.Getenv),
		Machine: desktop.Machine(), Boot: desktop.Boot, Now: time.Now,
	})
	app := cli.New(house, streams())
	go watch(house, app)
	return app.Run(context.Background(), os.Args[1:])
}

// watch keeps the sit and ends the program on a signal. A hang-up that the
// caller had ignored (nohup) stays ignored, and so is the keyboard while it is
// an editor's.
func watch(house *start.House, app *cli.App) {
	signals := make(chan os.Signal, 8)
	deadly := []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGQUIT}
	if !signal.Ignored(syscall.SIGHUP) {
		deadly = append(deadly, syscall.SIGHUP)
	}
	signal.Notify(signals, append(deadly, desktop.JobSignals()...)...)
	// Asked for, a broken pipe is an error of the write and no death.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	for s := range signals {
		if desktop.IsJobSignal(s) {
			app.Job(s)
			continue
		}
		if app.Editing() && (s == os.Interrupt || s == syscall.SIGQUIT) {
			continue
		}
		app.Ending(cli.ExitInterrupted)
		house.Interrupt(s.String())
		app.Stop(cli.ExitInterrupted)
		time.AfterFunc(2*time.Second, func() {
			app.Restore()
			os.Exit(cli.ExitInterrupted)
		})
	}
}

func streams() cli.Streams {
	return cli.Streams{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		InTTY:  term.IsTerminal(os.Stdin.Fd()),
		OutTTY: term.IsTerminal(os.Stdout.Fd()),
		ErrTTY: term.IsTerminal(os.Stderr.Fd()),
		ControllingTTY: func() (io.WriteCloser, error) {
			return os.OpenFile("/dev/tty", os.O_WRONLY, 0)
		},
		Exit: os.Exit,
	}
}

// versionOf returns the linked version, else what the go command recorded.
func versionOf() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "0.1.0-dev"
}
