//go:build linux || darwin || freebsd

package journal

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

const (
	syncsDirs   = true
	retryRename = false
	// noWait keeps a named pipe among the logs from holding up the start.
	noWait = unix.O_NONBLOCK
)

func isFull(err error) bool {
	return errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT) || errors.Is(err, unix.EFBIG)
}

// noLocks reports whether err says that this file system has no locks at all.
func noLocks(err error) bool {
	return errors.Is(err, unix.ENOLCK) || errors.Is(err, unix.EOPNOTSUPP) || errors.Is(err, unix.ENOTSUP) || errors.Is(err, unix.ENOSYS)
}

func writable(dir string) error {
	if err := unix.Access(dir, unix.W_OK|unix.X_OK); err != nil {
		return &os.PathError{Op: "access", Path: dir, Err: err}
	}
	return nil
}

// errLocked is what tryLock returns when another handle holds the lock.
const errLocked = unix.EWOULDBLOCK

// lockFile takes the whole file's lock on f's own handle. It lasts until f is
// closed or the process ends. With wait it is waited for.
func lockFile(f *os.File, wait, shared bool) error {
	how := unix.LOCK_EX
	if shared {
		how = unix.LOCK_SH
	}
	if !wait {
		how |= unix.LOCK_NB
	}
	for {
		err := unix.Flock(int(f.Fd()), how)
		if err != unix.EINTR {
			return err
		}
	}
}

// alive reports whether a process of that id exists.
func alive(pid int) bool {
	err := unix.Kill(pid, 0)
	return err == nil || errors.Is(err, unix.EPERM)
}
