//go:build unix

package desktop

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// JobSignals returns the signals of job control that a program on the screen
// must see: the request to stop, and the news that it goes on.
func JobSignals() []os.Signal { return []os.Signal{syscall.SIGTSTP, syscall.SIGCONT} }

// IsJobSignal reports whether s is one of JobSignals.
func IsJobSignal(s os.Signal) bool { return s == syscall.SIGTSTP || s == syscall.SIGCONT }

// IsStop reports whether s asks the program to stop.
func IsStop(s os.Signal) bool { return s == syscall.SIGTSTP }

// CanStop reports whether somebody could set the program going again. In an
// orphaned process group (a terminal's own command) nobody can.
func CanStop() bool {
	parent := os.Getppid()
	theirs, err := unix.Getsid(parent)
	if err != nil {
		return false
	}
	ours, err := unix.Getsid(0)
	if err != nil || theirs != ours {
		return false
	}
	group, err := unix.Getpgid(parent)
	return err == nil && group != unix.Getpgrp()
}

// Stop stops the process group of the program, as the terminal's own ctrl+z
// would. SIGSTOP, because a SIGTSTP that is caught would not stop anybody.
func Stop() error { return unix.Kill(0, syscall.SIGSTOP) }
