//go:build unix

package editor

import (
	"os"

	"golang.org/x/sys/unix"
)

// lends says that the editor can hold the claim as well: should this program
// be killed, the folder is still in use while the editor lives.
const lends = true

// lock takes the lock of f, which lasts until every process that was given f
// has ended or closed it. The error says that another one has it.
func lock(f *os.File) error { return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) }
