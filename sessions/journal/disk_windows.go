package journal

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

const (
	syncsDirs   = false
	retryRename = true
	noWait      = 0
)

func isFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL) || errors.Is(err, windows.ERROR_DISK_QUOTA_EXCEEDED)
}

// noLocks reports whether err says that this file system has no locks at all.
func noLocks(err error) bool {
	return errors.Is(err, windows.ERROR_NOT_SUPPORTED) || errors.Is(err, windows.ERROR_INVALID_FUNCTION)
}

// writable asks the read-only attribute only: what else forbids a write is
// not known before one is tried.
func writable(dir string) error {
	st, err := os.Stat(dir)
	if err != nil {
		return err
	}
	if st.Mode().Perm()&0o200 == 0 {
		return &os.PathError{Op: "access", Path: dir, Err: windows.ERROR_ACCESS_DENIED}
	}
	return nil
}

// errLocked is what lockFile returns when another handle holds the lock.
const errLocked = windows.ERROR_LOCK_VIOLATION

// lockFile locks one byte at 1<<62 on f's own handle. Locks are mandatory on
// Windows: a byte far past the end leaves the slots readable. It lasts until f
// is closed or the process ends. With wait it is waited for.
func lockFile(f *os.File, wait, shared bool) error {
	var flags uint32
	if !wait {
		flags |= windows.LOCKFILE_FAIL_IMMEDIATELY
	}
	if !shared {
		flags |= windows.LOCKFILE_EXCLUSIVE_LOCK
	}
	return windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &windows.Overlapped{OffsetHigh: 1 << 30})
}

// alive reports whether a process of that id exists.
func alive(pid int) bool {
	h, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(pid))
	if err != nil {
		return errors.Is(err, windows.ERROR_ACCESS_DENIED)
	}
	var code uint32
	err = windows.GetExitCodeProcess(h, &code)
	const stillActive = 259
	return errors.Join(err, windows.CloseHandle(h)) != nil || code == stillActive
}
