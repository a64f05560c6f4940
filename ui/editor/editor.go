// Package editor lends the terminal to the person's own editor, to change a
// text.
//
// The editor is what VISUAL says, else EDITOR, else one that is usually there.
// A value may hold arguments; where it holds more than plain words, a shell
// reads it, as git does. The text lies in a file only the person can read, in
// a folder of its own under the state folder, so that backups and swap files
// an editor leaves beside it go with it. The folder is removed afterwards.
//
// Where the editor was killed, or this program was, the folder is what is left.
// It is never removed unread: Sweep, at a later start, removes those that hold
// nothing but the text they began with, and moves the others to a folder of
// what is kept, whose names are there to be told. A lock says who is at one:
// this program, and the editor itself where it can be lent the lock.
//
// The screens are put away before the editor starts and drawn anew when it is
// over. What was written counts when the editor ends with success: one that
// fails, or is told to give up (:cq), leaves the text as it was.
//
// While it runs, Running says so: signals from the keyboard are the editor's
// then. It keeps no text and knows nothing of what is being edited.
package editor

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"
)

// mostBytes is the most that is read back.
const mostBytes = 1 << 20

// Editor runs the person's editor, one text at a time.
type Editor struct {
	env     func(string) string
	state   string
	kept    string
	running atomic.Bool
}

// New returns an editor that is chosen by env ("" for what is not set) and
// keeps its file under the folder state; what a killed one leaves is moved to
// the folder kept. Nothing is created before Edit.
func New(env func(string) string, state, kept string) *Editor {
	return &Editor{env: env, state: state, kept: kept}
}

// Running reports whether the editor has the terminal now.
func (e *Editor) Running() bool { return e.running.Load() }

// Result is what came of an edit: the text as it is now, with "\n" at the ends
// of its lines. With an error it is the text that was given.
type Result struct {
	Text    string
	Changed bool // beyond free lines at the end
	Err     error
}

// Edit returns the command that lets the person change text; the file is
// called name, whose ending tells an editor what it holds. done makes the
// message of the result.
func (e *Editor) Edit(name, text string, done func(Result) tea.Msg) tea.Cmd {
	j := &job{editor: e, name: name, given: text, got: text}
	return tea.Exec(j, func(err error) tea.Msg {
		r := Result{Text: j.got, Err: errors.Join(j.err, err)}
		if r.Err != nil {
			r = Result{Text: text, Err: fmt.Errorf("edit %q: %w", name, r.Err)}
		}
		r.Changed = strings.TrimRight(r.Text, "\n") != strings.TrimRight(text, "\n")
		return done(r)
	})
}

// job is one edit, while the program has put the terminal down.
type job struct {
	editor     *Editor
	name       string
	given, got string
	in         io.Reader
	out, fault io.Writer
	err        error
}

// SetStdin takes what the editor reads.
func (j *job) SetStdin(r io.Reader) { j.in = r }

// SetStdout takes what the editor draws on.
func (j *job) SetStdout(w io.Writer) { j.out = w }

// SetStderr takes where the editor complains.
func (j *job) SetStderr(w io.Writer) { j.fault = w }

// Run edits. What goes wrong is told by the result: the error returned here is
// the terminal's alone.
func (j *job) Run() error {
	j.editor.running.Store(true)
	defer j.editor.running.Store(false)
	j.got, j.err = j.edit()
	return nil
}

func (j *job) edit() (text string, err error) {
	if j.editor.state == "" {
		return "", errors.New("there is no folder to put it in")
	}
	if err := os.MkdirAll(j.editor.state, 0o700); err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp(j.editor.state, folder) // for its owner alone
	if err != nil {
		return "", err
	}
	held, err := newClaim(dir, j.given)
	if err != nil {
		return "", errors.Join(err, os.RemoveAll(dir))
	}
	defer func() {
		if kept := j.spared(dir, held, err); kept != nil {
			err = kept
			return
		}
		err = errors.Join(err, held.remove(dir))
	}()
	path := filepath.Join(dir, j.name)
	if err := os.WriteFile(path, []byte(j.given), 0o600); err != nil {
		return "", err
	}
	if err := j.run(path, held.lent()...); err != nil {
		return "", err
	}
	return read(path)
}

// spared keeps the words of an editor that did not end by itself, and says
// where they are; nil where there is nothing to keep.
func (j *job) spared(dir string, held claim, failed error) error {
	if failed == nil {
		return nil
	}
	words, err := wordsIn(dir, mark(j.given))
	if err != nil { // it may hold words: it stays
		return errors.Join(failed, err, held.file.Close())
	}
	if len(words) == 0 || !cutShort(failed) && beside(words[len(words)-1]) == 0 {
		return nil
	}
	if !lends {
		err = held.file.Close() // a folder with an open file in it cannot be moved
	}
	where, kerr := j.editor.keep(dir, words[0])
	if lends {
		err = held.file.Close()
	}
	return errors.Join(fmt.Errorf("%w; what was written is kept in %s", failed, where), kerr, err)
}

// cutShort reports whether a signal ended the editor, or the shell says so of
// it. One that ended by itself with a failure was told to give up; only where
// it left a file of its own beside the text was it not.
func cutShort(err error) bool {
	var exit *exec.ExitError
	return errors.As(err, &exit) && (exit.ExitCode() < 0 || exit.ExitCode() > 128)
}

// run waits for the editor, which is given the files lent to hold open.
func (j *job) run(path string, lent ...*os.File) error {
	words, err := command(j.editor.env, runtime.GOOS, exec.LookPath)
	if err != nil {
		return err
	}
	c := exec.Command(words[0], append(words[1:], path)...)
	c.Stdin, c.Stdout, c.Stderr, c.ExtraFiles = j.in, j.out, j.fault, lent
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w", called(words), err)
	}
	return nil
}

// read returns what the file holds now.
func read(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	b, err := io.ReadAll(io.LimitReader(f, mostBytes+1))
	switch err := errors.Join(err, f.Close()); {
	case err != nil:
		return "", err
	case len(b) > mostBytes:
		return "", fmt.Errorf("over %d KiB", mostBytes>>10)
	}
	return strings.ReplaceAll(string(b), "\r\n", "\n"), nil
}
