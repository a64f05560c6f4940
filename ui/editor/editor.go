// Package editor lends the terminal to the person's own editor, to change a
// text.
//
// The editor is what VISUAL says, else EDITOR, else one that is usually there.
// A value may hold arguments; where it holds more than plain words, a shell
// reads it, as git does. The text lies in a file only the person can read, in
// a folder of its own under the state folder, so that backups and swap files
// an editor leaves beside it go with it. The folder is removed afterwards,
// whatever happened; should the machine die in between, it is what is left.
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
	running atomic.Bool
}

// New returns an editor that is chosen by env ("" for what is not set) and
// keeps its file under the folder state. Nothing is created before Edit.
func New(env func(string) string, state string) *Editor {
	return &Editor{env: env, state: state}
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
	dir, err := os.MkdirTemp(j.editor.state, "edit-") // for its owner alone
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, j.name)
	if err := os.WriteFile(path, []byte(j.given), 0o600); err != nil {
		return "", err
	}
	if err := j.run(path); err != nil {
		return "", err
	}
	return read(path)
}

// run waits for the editor.
func (j *job) run(path string) error {
	words, err := command(j.editor.env, runtime.GOOS, exec.LookPath)
	if err != nil {
		return err
	}
	c := exec.Command(words[0], append(words[1:], path)...)
	c.Stdin, c.Stdout, c.Stderr = j.in, j.out, j.fault
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
