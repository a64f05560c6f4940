package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

const (
	lockWait = 3 * time.Second
	// Fifty writers that ask every few milliseconds leave no processor to the
	// one that holds the lock, so each asks less often the longer it waits.
	firstRetry = time.Millisecond
	lastRetry  = 40 * time.Millisecond
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
	ok, err := waitLock(l)
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

// waitLock asks for the lock until it has it, or has waited lockWait.
func waitLock(l *flock.Flock) (bool, error) {
	var waited time.Duration
	for pause := firstRetry; ; pause = min(2*pause, lastRetry) {
		if ok, err := l.TryLock(); ok || err != nil || waited >= lockWait {
			return ok, err
		}
		d := pause/2 + rand.N(pause)
		time.Sleep(d)
		waited += d
	}
}

func lockError(path string, err error) error {
	switch {
	case err == nil:
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
