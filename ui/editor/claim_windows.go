package editor

import (
	"os"

	"golang.org/x/sys/windows"
)

// lends says that the editor can hold the claim as well: here it cannot.
const lends = false

// lock takes the lock of f, which lasts until f is closed or the process ends.
// The error says that another one has it.
func lock(f *os.File) error {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	// The text of the claim stays readable: what is locked lies beyond it.
	return windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &windows.Overlapped{OffsetHigh: 1 << 30})
}
