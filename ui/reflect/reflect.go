// Package reflect is the place after a sit: how it is now, a note, one small
// act.
//
// Place "reflect": With is the *conductor.Conductor of the sit. The sit is in
// the log before this is shown, and all of it can be skipped with enter. What
// is said becomes edits of the sit's record, written by the conductor in
// order; leaving ends the sitting and waits until they are on disk. After a
// step of a programme that asks for it, it also asks how much air the two
// wheels have.
//
// It says one warm line about this sit, a milestone where there is one, and
// where a kind of practice was heavier three times in a fortnight, that there
// are gentler ones. It judges nothing and compares with nothing. It leaves out
// the log itself and everything about other days.
package reflect

import (
	"errors"
	"strings"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/sessions/conductor"
	"karuna/sessions/journal"
	"karuna/sessions/practice"
	"karuna/sessions/programme"
	"karuna/ui/editor"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// Source is where a reflection looks back. The zero Source looks at nothing.
type Source struct {
	Past       func() ([]sessions.Entry, error) // the log; it may take its time; nil: none
	Arithmetic practice.Options                 // what makes a day
	Private    bool                             // what was written is not shown again
	Editor     *editor.Editor                   // for the note; nil: there is none
	Air        func(programme.Air) error        // keeps how much air the wheels have, where that is asked; nil: it is not
}

// The longest texts, in bytes: a record holds 64 KiB.
const (
	maxNote = 48 << 10
	maxAct  = 400
)

// Screen is the reflection.
type Screen struct {
	c    *conductor.Conductor
	src  Source
	look theme.Theme
	size tea.WindowSizeMsg
	snap conductor.Snapshot

	feel, note, act string
	field           string // "note", "act", or "" while nothing is written
	text            widget.Writing
	draft           atomic.Pointer[draft] // of the open field, for Leave
	past            past
	looked          bool

	air   programme.Air
	aired atomic.Pointer[programme.Air] // said of both wheels, for Leave
}

// draft is what an open field would write.
type draft struct{ field, text string }

// published is the news that the conductor has something newer to show.
type published struct {
	by   *conductor.Conductor
	snap conductor.Snapshot
	done bool
}

// New returns the reflection on the sit of c.
func New(c *conductor.Conductor, src Source) *Screen {
	return &Screen{c: c, src: src, snap: c.Snapshot()}
}

// Init follows the conductor, which may be writing the record yet.
func (s *Screen) Init() tea.Cmd { return tea.Batch(s.watch(), s.lookBack()) }

func (s *Screen) watch() tea.Cmd {
	c, next := s.c, s.snap.Next
	return func() tea.Msg {
		select {
		case <-next:
			return published{c, c.Snapshot(), false}
		case <-c.Done():
			return published{c, c.Snapshot(), true}
		}
	}
}

// Update takes the news, and what is typed into a field.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Look:
		s.look = msg.Theme
	case tea.WindowSizeMsg:
		s.size = msg
	case published:
		if msg.by == s.c {
			return s.take(msg)
		}
	case lookedBack:
		if msg.by == s {
			s.past = msg.past
			return trouble(msg.err)
		}
	case edited:
		return s.edited(msg)
	case tea.MouseClickMsg:
		return s.click(msg)
	case tea.PasteMsg, tea.KeyPressMsg:
		s.write(msg)
	}
	return nil
}

func (s *Screen) take(msg published) tea.Cmd {
	s.snap = msg.snap
	if msg.done {
		return screen.Leave(s) // a signal ended the sitting beneath
	}
	return tea.Batch(s.watch(), s.lookBack())
}

func trouble(err error) tea.Cmd {
	if err == nil {
		return nil
	}
	return func() tea.Msg { return screen.Trouble{Err: err} }
}

// write is what is typed into the open field.
func (s *Screen) write(msg tea.Msg) {
	if !s.Typing() {
		return
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		s.text = s.text.Press(msg.String(), msg.Text, widget.WritingColumn(s.size.Width))
	case tea.PasteMsg:
		s.text = s.text.Insert(msg.Content)
	}
	s.draft.Store(&draft{s.field, s.text.Text()})
}

// Typing reports whether a field has the keys.
func (s *Screen) Typing() bool { return s.field != "" }

// Binds are the keys. Nothing is focused.
func (s *Screen) Binds() []screen.Bind {
	if s.Typing() {
		return s.fieldBinds()
	}
	done := screen.Key("enter", "done", func() tea.Cmd { return screen.Leave(s) }, "enter", "esc", "q")
	if !s.kept() {
		return []screen.Bind{done}
	}
	keep := screen.Key("k", "keep my sentence", s.keepSentence)
	keep.SetEnabled(s.sentence() != "")
	return append(append(s.feelings(), s.airs()...), done,
		screen.Key("n", "note", func() tea.Cmd { return s.open("note", s.note, true, maxNote) }),
		screen.Key("a", "a small act", func() tea.Cmd { return s.open("act", s.act, false, maxAct) }),
		keep)
}

// feelings are the three answers.
func (s *Screen) feelings() []screen.Bind {
	felt := func(key, feel string) screen.Bind {
		return screen.Key(key, feel, func() tea.Cmd {
			s.feel = feel
			return s.amend("feel", feel)
		})
	}
	return []screen.Bind{felt("1", "lighter"), felt("2", "same"), felt("3", "heavier")}
}

func (s *Screen) fieldBinds() []screen.Bind {
	if s.field == "act" {
		return []screen.Bind{screen.Key("enter", "keep", s.close, "enter", "esc")}
	}
	lend := screen.Key("ctrl+o", "your editor", s.lend)
	lend.SetEnabled(s.src.Editor != nil)
	return []screen.Bind{screen.Key("esc", "keep and close", s.close), lend}
}

// edited is what came back from the person's editor.
type edited struct {
	by     *Screen
	result editor.Result
}

// lend lets the note be written in the person's editor.
func (s *Screen) lend() tea.Cmd {
	return s.src.Editor.Edit("note.md", s.text.Text(), func(r editor.Result) tea.Msg { return edited{s, r} })
}

// edited puts what was written into the note, which stays open.
func (s *Screen) edited(msg edited) tea.Cmd {
	switch {
	case msg.by != s || s.field != "note":
	case msg.result.Err != nil:
		return trouble(msg.result.Err)
	case msg.result.Changed:
		s.text = widget.NewWriting(strings.TrimRight(msg.result.Text, "\n"), true, maxNote)
		s.draft.Store(&draft{s.field, s.text.Text()})
	}
	return nil
}

// kept reports whether there is a record to add to.
func (s *Screen) kept() bool { return s.snap.Saved != nil && s.snap.Saved.Kept }

func (s *Screen) open(field, text string, lines bool, limit int) tea.Cmd {
	s.field, s.text = field, widget.NewWriting(text, lines, limit)
	return nil
}

// close puts the field into the record and closes it.
func (s *Screen) close() tea.Cmd {
	field, text := s.field, s.text.Text()
	s.field = ""
	s.draft.Store(nil)
	old := &s.note
	if field == "act" {
		old = &s.act
	}
	if *old == text {
		return nil
	}
	*old = text
	return s.amend(field, text)
}

// sentence is what was written for the script and is not in the note yet.
func (s *Screen) sentence() string {
	text := s.c.Sentence()
	if text == "" || strings.HasSuffix("\n"+s.note, "\n"+text) {
		return ""
	}
	return text
}

func (s *Screen) keepSentence() tea.Cmd {
	if s.note != "" {
		s.note += "\n"
	}
	s.note += s.c.Sentence()
	return s.amend("note", s.note)
}

// ErrBusy says that an edit did not reach the conductor.
var ErrBusy = errors.New("that could not be written just now: press the key again")

func (s *Screen) amend(field, text string) tea.Cmd {
	c := s.c
	return func() tea.Msg {
		if !c.Amend(journal.Fields{field: text}) {
			return screen.Trouble{Err: ErrBusy}
		}
		return nil
	}
}

// leaveWait is how long leaving waits for the disk.
const leaveWait = 2 * time.Second

// Leave ends the sitting, with what is in an open field, and returns when it
// is on disk. The error is what could not be written.
func (s *Screen) Leave() error {
	told := len(s.c.Snapshot().Events)
	if d := s.draft.Load(); d != nil {
		s.c.Amend(journal.Fields{d.field: d.text})
	}
	s.c.Do(conductor.Leave)
	select {
	case <-s.c.Done():
	case <-time.After(leaveWait):
	}
	errs := []error{s.tellAir()}
	for _, e := range s.c.Snapshot().Events[told:] {
		if e.Type == conductor.Warning {
			errs = append(errs, errors.New(e.Text))
		}
	}
	return errors.Join(errs...)
}
