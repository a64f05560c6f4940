package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Forget removes a sit and every change of it from every file of the log: the
// words are gone from this folder. It is the only rewrite there is. Other
// lines keep their bytes. Backups and other devices still have the sit, and a
// sync may bring it back. ErrUnknown: no such sit. ErrNoLock: nothing was done.
func (j *Journal) Forget(id string) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.cfg.Dir == "" {
		return ErrNoPlace
	}
	paths, err := j.logFiles()
	if err != nil {
		return fmt.Errorf("forget %s: %w", id, err)
	}
	if len(paths) == 0 {
		return fmt.Errorf("forget %s: %w", id, ErrUnknown)
	}
	unlock, err := j.lock(j.cfg.Dir)
	defer unlock()
	if err != nil {
		return fmt.Errorf("forget %s: %w: %w", id, ErrNoLock, err)
	}
	found := false
	var problems []error
	for _, path := range paths {
		had, err := j.forgetIn(path, id)
		found = found || had
		if err != nil {
			problems = append(problems, fmt.Errorf("forget %s in %q: %w", id, path, err))
		}
	}
	problems = append(problems, j.sweep())
	if !found && errors.Join(problems...) == nil {
		return fmt.Errorf("forget %s: %w", id, ErrUnknown)
	}
	return errors.Join(problems...)
}

const tempPrefix = ".forget-"

// sweep removes what a Forget that was cut off left behind.
func (j *Journal) sweep() error {
	list, err := os.ReadDir(j.cfg.Dir)
	if err != nil {
		return err
	}
	for _, e := range list {
		if strings.HasPrefix(e.Name(), tempPrefix) {
			err = errors.Join(err, j.disk.remove(filepath.Join(j.cfg.Dir, e.Name())))
		}
	}
	return err
}

// forgetIn rewrites one file without the sit's lines. The new file takes the
// old one's place at once; a crash leaves one or the other.
func (j *Journal) forgetIn(path, id string) (had bool, err error) {
	f, _, err := openLog(path)
	if errors.Is(err, errIrregular) || errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	b, err := io.ReadAll(f)
	if err = errors.Join(err, f.Close()); err != nil {
		return false, err
	}
	kept, had := without(b, id)
	if !had {
		return false, nil
	}
	if len(bytes.TrimSpace(kept)) == 0 && strings.Contains(filepath.Base(path), spillMark) {
		return true, errors.Join(j.disk.remove(path), j.disk.syncDir(filepath.Dir(path)))
	}
	temp := filepath.Join(j.cfg.Dir, tempPrefix+filepath.Base(path))
	out, err := j.disk.open(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return true, err
	}
	err = errors.Join(out.Chmod(0o600), j.disk.write(out, kept), j.disk.sync(out), out.Close())
	if err != nil {
		return true, err
	}
	if err := j.disk.rename(temp, path); err != nil {
		return true, err
	}
	return true, j.disk.syncDir(filepath.Dir(path))
}

// without returns b without the lines about the sit. Of a damaged line that
// names it, the whole records of other sits stay.
func without(b []byte, id string) (kept []byte, had bool) {
	want := []byte(id)
	for len(b) > 0 {
		line := b
		if k := bytes.IndexByte(b, '\n'); k >= 0 {
			line = b[:k+1]
		}
		b = b[len(line):]
		if !bytes.Contains(line, want) {
			kept = append(kept, line...)
			continue
		}
		var rec record
		if parse(trim(bytes.TrimSuffix(line, []byte("\n"))), &rec) {
			if rec.about(id) {
				had = true
			} else {
				kept = append(kept, line...)
			}
			continue
		}
		had = true
		salvage(line, func(whole []byte) {
			if parse(whole, &rec) && !rec.about(id) {
				kept = append(append(kept, whole...), '\n')
			}
		})
	}
	return kept, had
}

// about reports whether the record is the sit, or a change of it.
func (r *record) about(id string) bool { return string(r.id) == id || r.change.of == id }
