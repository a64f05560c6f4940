package journal

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

const (
	lockWait  = 3 * time.Second
	lockRetry = 4 * time.Millisecond
)

// errUnlocked: this file system has no locks. One process at a time still
// works, and two do as well where appending is atomic.
var errUnlocked = errors.New("this file system has no locks")

// lock takes the lock of the folder, waiting at most three seconds. The
// folder is made when it is not there. unlock is never nil. The lock file
// stays for ever: removing it would let two processes lock two files.
func (j *Journal) lock(dir string) (unlock func(), err error) {
	nothing := func() {}
	if err := j.disk.makeDir(dir); err != nil {
		return nothing, err
	}
	path := filepath.Join(dir, ".lock")
	if err := j.disk.fails("lock", path); err != nil {
		return nothing, lockError(path, err)
	}
	_, serr := os.Stat(path)
	l := flock.New(path, flock.SetPermissions(0o600))
	ctx, cancel := context.WithTimeout(context.Background(), lockWait)
	defer cancel()
	ok, err := l.TryLockContext(ctx, lockRetry)
	if err != nil || !ok {
		return func() { j.unlock(l) }, lockError(path, err)
	}
	if errors.Is(serr, fs.ErrNotExist) {
		if err := os.Chmod(path, 0o600); err != nil {
			j.warn(fmt.Sprintf("permissions of %q: %v", path, err))
		}
	}
	return func() { j.unlock(l) }, nil
}

func lockError(path string, err error) error {
	switch {
	case err == nil || errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("lock %q: %w", path, ErrNoLock)
	case noLocks(err):
		return fmt.Errorf("lock %q: %w", path, errUnlocked)
	}
	return fmt.Errorf("lock %q: %w", path, err)
}

func (j *Journal) unlock(l *flock.Flock) {
	if err := l.Close(); err != nil {
		j.warn(fmt.Sprintf("unlock %q: %v", l.Path(), err))
	}
}
