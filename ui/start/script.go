package start

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"karuna/sessions"
	"karuna/sessions/library"
	"karuna/sessions/script"
	"karuna/ui/prefs"
)

// Draft is the text of a script as its owner may change it, and the file it is
// kept in.
type Draft struct {
	ID   string // of the script it was taken from
	Path string // among the person's own scripts; it need not be there yet
	Text string
	Own  bool // the file is there
}

// Draft returns what changing a script begins with: the person's own file of
// it, also one that cannot be sat as it is, else a copy of the built-in one.
// Nothing is written.
func (h *House) Draft(id string) (Draft, error) {
	if h.homeErr != nil {
		return Draft{}, h.homeErr
	}
	lib := h.Library()
	s, err := lib.Find(id)
	if err != nil {
		return Draft{}, err
	}
	d := Draft{ID: s.ID, Path: filepath.Join(h.places.Scripts, s.ID+".md")}
	if s.Source == library.Own {
		d.Path = filepath.Join(h.places.Scripts, filepath.FromSlash(s.Path))
	}
	switch text, err := d.read(); {
	case err == nil:
		d.Text, d.Own = text, true
		return d, nil
	case !errors.Is(err, fs.ErrNotExist):
		return d, err
	}
	text, ok := lib.Text(s.ID)
	if !ok {
		return d, fmt.Errorf("the text of %q is not at hand", s.ID)
	}
	d.Text = string(text)
	return d, nil
}

// Again returns the draft with the text that is in its file now.
func (d Draft) Again() (Draft, error) {
	text, err := d.read()
	d.Text = text
	return d, err
}

func (d Draft) read() (string, error) {
	info, err := os.Stat(d.Path)
	switch {
	case err != nil:
		return "", err
	case info.Size() > script.MaxBytes:
		return "", fmt.Errorf("read %q: %w", d.Path, errTooBig())
	}
	b, err := os.ReadFile(d.Path)
	return string(b), err
}

func errTooBig() error { return fmt.Errorf("over %d KiB", script.MaxBytes>>10) }

// Kept is a draft as it lies in its file, and what is to be mended in it.
type Kept struct {
	Draft
	Script   sessions.Script // as it was understood
	Sits     bool            // it can be sat
	Problems []script.Problem
}

// Keep writes text as the draft's file, and reads the library anew. A copy that
// was given another id lies under that name, so that it stands beside the
// script it was taken from; it never takes the place of another file.
func (h *House) Keep(d Draft, text string) (Kept, error) {
	if len(text) > script.MaxBytes {
		return Kept{}, fmt.Errorf("keep %q: %w", filepath.Base(d.Path), errTooBig())
	}
	s, _ := script.Parse([]byte(text)) // Checked tells what is wrong
	if !d.Own && s.ID != "" && s.ID != d.ID && plainName(s.ID) {
		d.Path = filepath.Join(filepath.Dir(d.Path), s.ID+".md")
		if _, err := os.Lstat(d.Path); err == nil {
			return Kept{}, fmt.Errorf("keep %q: there is a script of that name", filepath.Base(d.Path))
		}
	}
	if err := prefs.Replace(d.Path, []byte(text)); err != nil {
		return Kept{}, fmt.Errorf("keep the script: %w", err)
	}
	h.mu.Lock()
	h.library = nil // read anew when it is asked for
	h.mu.Unlock()
	d.Text, d.Own = text, true
	return h.Checked(d), nil
}

// Checked returns the draft with what is to be mended in it.
func (h *House) Checked(d Draft) Kept {
	s, problems := script.Parse([]byte(d.Text))
	if s.ID == "" {
		s.ID = strings.TrimSuffix(filepath.Base(d.Path), ".md")
	}
	return Kept{
		Draft: d, Script: s, Sits: !script.Failed(problems),
		Problems: append(problems, script.Check(s, h.CheckOptions())...),
	}
}

// CheckOptions is what a script of the person's own is checked against.
func (h *House) CheckOptions() script.CheckOptions {
	lib := h.Library()
	return script.CheckOptions{Phrases: lib.Phrases(), Returns: lib.Returns(), Conventions: lib.Conventions()}
}
