package editor

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	folder    = "edit-"     // begins the name of every folder of an edit
	claimName = ".claim"    // in it: locked while somebody is at it, holds the mark of the text
	young     = time.Minute // a folder without a claim may be one that is being made
)

// claim is the hold on a folder of an edit.
type claim struct{ file *os.File }

// newClaim marks the folder as in use, and notes what text it begins with.
func newClaim(dir, text string) (claim, error) {
	f, err := os.OpenFile(filepath.Join(dir, claimName), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return claim{}, err
	}
	_ = lock(f) // where there are no locks, what is left stays where it is
	if _, err := f.WriteString(mark(text)); err != nil {
		return claim{}, errors.Join(err, f.Close())
	}
	return claim{f}, nil
}

// lent is what the editor holds open as well.
func (c claim) lent() []*os.File {
	if lends {
		return []*os.File{c.file}
	}
	return nil
}

// mark tells one text from another without holding it. Free lines at the end
// are no text of anybody's.
func mark(text string) string {
	sum := sha256.Sum256([]byte(strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n")))
	return hex.EncodeToString(sum[:])
}

// remove takes the folder away, and the claim last, so that nobody else finds
// words in it that were read already.
func (c claim) remove(dir string) error {
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		if e.Name() != claimName {
			err = errors.Join(err, os.RemoveAll(filepath.Join(dir, e.Name())))
		}
	}
	return errors.Join(err, c.file.Close(), os.RemoveAll(dir))
}

// Sweep deals with what edits left behind that nobody is at any more: this
// program and the editor were killed, or the machine went down. What holds
// nothing but the text it began with is removed; everything else is moved to
// the folder for it, and its new place is returned. now tells what is too young
// to be judged. What cannot be moved stays, and is in the error.
func (e *Editor) Sweep(now time.Time) (kept []string, err error) {
	if e.state == "" {
		return nil, nil
	}
	entries, rerr := os.ReadDir(e.state)
	if rerr != nil && !errors.Is(rerr, fs.ErrNotExist) {
		return nil, fmt.Errorf("look for what an editor left: %w", rerr)
	}
	for _, entry := range entries {
		if !entry.IsDir() || !strings.HasPrefix(entry.Name(), folder) {
			continue
		}
		to, oops := e.sweep(filepath.Join(e.state, entry.Name()), now)
		if oops != nil {
			err = errors.Join(err, fmt.Errorf("what an editor left: %w", oops))
		}
		if to != "" {
			kept = append(kept, to)
		}
	}
	return kept, err
}

// sweep deals with one folder.
func (e *Editor) sweep(dir string, now time.Time) (kept string, err error) {
	f, err := os.OpenFile(filepath.Join(dir, claimName), os.O_RDWR, 0)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		info, err := os.Stat(dir)
		if err != nil || now.Sub(info.ModTime()) < young {
			return "", nil // gone, or in the making
		}
		return e.clear(dir, "")
	case err != nil:
		return "", err
	}
	if lock(f) != nil {
		return "", f.Close() // somebody is at it
	}
	begun, err := io.ReadAll(io.LimitReader(f, 2*sha256.Size))
	if lends { // a folder with an open file in it can be moved
		defer f.Close()
	} else {
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return "", err
	}
	return e.clear(dir, string(begun))
}

// clear removes a folder that holds no words but those with the mark begun,
// and keeps another.
func (e *Editor) clear(dir, begun string) (kept string, err error) {
	words, err := wordsIn(dir, begun)
	if err != nil {
		return "", err
	}
	if len(words) == 0 {
		return "", os.RemoveAll(dir)
	}
	return e.keep(dir, words[0])
}

// wordsIn names the files of a folder that hold words, those but for the text
// it began with: the text itself first, then what the editor put beside it.
func wordsIn(dir, begun string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, entry := range entries {
		name := entry.Name()
		if name == claimName {
			continue
		}
		if entry.Type().IsRegular() {
			text, err := read(filepath.Join(dir, name))
			if err == nil && (mark(text) == begun || strings.TrimSpace(text) == "") {
				continue
			}
		}
		out = append(out, name) // also what cannot be read, and is therefore not judged
	}
	slices.SortStableFunc(out, func(a, b string) int { return beside(a) - beside(b) })
	return out, nil
}

// beside is 1 for a file that an editor makes beside the text: a swap file, a
// copy.
func beside(name string) int {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "#") || strings.HasSuffix(name, "~") {
		return 1
	}
	return 0
}

// keep moves a folder to those that are kept, by the day of its last change,
// and returns where the file of that name is now.
func (e *Editor) keep(dir, name string) (string, error) {
	info, err := os.Stat(filepath.Join(dir, name))
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(e.kept, 0o700); err != nil {
		return "", err
	}
	day := info.ModTime().Format(time.DateOnly)
	for n := 1; ; n++ {
		to := filepath.Join(e.kept, day)
		if n > 1 {
			to = fmt.Sprintf("%s-%d", to, n)
		}
		if _, err := os.Lstat(to); err == nil {
			continue
		}
		if err := os.Rename(dir, to); err != nil { // another disk, perhaps: then it stays beside the others
			to = filepath.Join(e.state, "kept-"+strings.TrimPrefix(filepath.Base(dir), folder))
			if os.Rename(dir, to) != nil {
				return "", err
			}
		}
		return filepath.Join(to, name), ignoreMissing(os.Remove(filepath.Join(to, claimName)))
	}
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
