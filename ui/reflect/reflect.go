// Package reflect is the place after a sit: how it is now, a note, one small
// act. The sit is in the log before this is shown, and everything here can be
// skipped with enter.
//
// Place "reflect": With is the *conductor.Conductor of the sit. What is said
// becomes edits of its record, written by the conductor in order; leaving ends
// the sitting. It judges nothing and compares with nobody.
package reflect

import (
	tea "charm.land/bubbletea/v2"

	"karuna/sessions/conductor"
	"karuna/sessions/journal"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// The longest texts, in bytes: a record holds 64 KiB.
const (
	maxNote = 48 << 10
	maxAct  = 400
)

// Screen is the reflection.
type Screen struct {
	c    *conductor.Conductor
	look theme.Theme
	snap conductor.Snapshot

	feel, note, act string
	writing         string // "note", "act" or ""
	text            widget.Writing
	wide            int
	done            bool
}

// published is the news that the conductor has something newer to show.
type published struct {
	by   *conductor.Conductor
	snap conductor.Snapshot
}

// New returns the reflection on the sit of c.
func New(c *conductor.Conductor) *Screen {
	return &Screen{c: c, snap: c.Snapshot(), wide: 60}
}

// Init follows the conductor, which may still be writing the record.
func (s *Screen) Init() tea.Cmd { return s.watch() }

func (s *Screen) watch() tea.Cmd {
	c, next := s.c, s.snap.Next
	return func() tea.Msg {
		select {
		case <-next:
			return published{c, c.Snapshot()}
		case <-c.Done():
			return nil
		}
	}
}

// Update takes the news, and what is typed into a field.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Look:
		s.look = msg.Theme
	case tea.WindowSizeMsg:
		s.wide = min(max(msg.Width-4, 1), 60)
	case published:
		if msg.by == s.c {
			s.snap = msg.snap
			return s.watch()
		}
	case tea.PasteMsg:
		if s.Typing() {
			s.text = s.text.Insert(msg.Content)
		}
	case tea.KeyPressMsg:
		if s.Typing() {
			s.text = s.text.Press(msg.String(), msg.Text, s.wide)
		}
	}
	return nil
}

// Typing reports whether a field has the keys.
func (s *Screen) Typing() bool { return s.writing != "" }

// Binds are the keys.
func (s *Screen) Binds() []screen.Bind {
	if s.Typing() {
		return s.fieldBinds()
	}
	binds := []screen.Bind{}
	if s.kept() {
		for i, feel := range []string{"lighter", "same", "heavier"} {
			key := string(rune('1' + i))
			binds = append(binds, screen.Key(key, feel, func() tea.Cmd { return s.felt(feel) }))
		}
		binds = append(binds,
			screen.Key("n", "note", func() tea.Cmd { return s.open("note", s.note, true, maxNote) }),
			screen.Key("a", "one small act", func() tea.Cmd { return s.open("act", s.act, false, maxAct) }))
	}
	return append(binds, screen.Key("enter", "done", s.leave, "enter", "esc", "q"))
}

func (s *Screen) fieldBinds() []screen.Bind {
	binds := []screen.Bind{screen.Key("esc", "keep it", s.keep)}
	if s.writing == "act" {
		binds = append(binds, screen.Key("enter", "keep it", s.keep))
	}
	return binds
}

// kept reports whether there is a record to add to.
func (s *Screen) kept() bool { return s.snap.Saved != nil && s.snap.Saved.Kept }

func (s *Screen) felt(feel string) tea.Cmd {
	s.feel = feel
	return s.amend(journal.Fields{"feel": feel})
}

func (s *Screen) open(field, text string, lines bool, limit int) tea.Cmd {
	s.writing, s.text = field, widget.NewWriting(text, lines, limit)
	return nil
}

// keep writes the field into the record and closes it.
func (s *Screen) keep() tea.Cmd {
	text, field, old := s.text.Text(), s.writing, s.note
	s.writing = ""
	if field == "act" {
		old, s.act = s.act, text
	} else {
		s.note = text
	}
	if text == old {
		return nil
	}
	return s.amend(journal.Fields{field: text})
}

func (s *Screen) amend(f journal.Fields) tea.Cmd {
	c := s.c
	return func() tea.Msg {
		c.Amend(f)
		return nil
	}
}

func (s *Screen) leave() tea.Cmd { return screen.Leave(s) }

// Leave ends the sitting, with what is in an open field.
func (s *Screen) Leave() error {
	if s.Typing() {
		if cmd := s.keep(); cmd != nil {
			cmd()
		}
	}
	if !s.done {
		s.done = true
		s.c.Do(conductor.Leave)
	}
	<-s.c.Done()
	return nil
}

// Frame shows the text cursor in an open field.
func (s *Screen) Frame(int, int) screen.Frame { return screen.Frame{Title: safe.Lit("karuna")} }
