package editor

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"

	tea "charm.land/bubbletea/v2"
)

// File opens the file at path itself, not a copy of it, and waits until the
// editor is over: for a program that has put no screens on the terminal. What
// the editor writes is written, whatever it ends with.
func (e *Editor) File(path string, in io.Reader, out, fault io.Writer) error {
	f := &opened{job: job{editor: e, in: in, out: out, fault: fault}, path: path}
	return errors.Join(f.Run(), f.failed())
}

// Open returns the command that does what File does while the screens are put
// away; done makes the message of how it ended.
func (e *Editor) Open(path string, done func(error) tea.Msg) tea.Cmd {
	f := &opened{job: job{editor: e}, path: path}
	return tea.Exec(f, func(err error) tea.Msg { return done(errors.Join(f.failed(), err)) })
}

// opened is a file that lies where it lies.
type opened struct {
	job
	path string
}

// Run edits; see job.
func (f *opened) Run() error {
	f.editor.running.Store(true)
	defer f.editor.running.Store(false)
	f.err = f.run(f.path)
	return nil
}

func (f *opened) failed() error {
	if f.err == nil {
		return nil
	}
	return fmt.Errorf("edit %q: %w", filepath.Base(f.path), f.err)
}
