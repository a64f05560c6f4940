// Package compose is where a practice is made of two, with a plan for it.
//
// Place "compose" is of a programme's id, whose step it is; "" is the one on
// the table. Two practices and a few words are asked for, what comes of them
// is shown, and only then is anything written: a script of the person's own,
// and the plan in the log. Then the screen closes.
//
// What may be a part, and what is made of two, is ui/start's and
// sessions/compose's to say. The words stay here and in the plan: no script
// and no title holds more of them than it was given.
package compose

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// Screen is the screen.
type Screen struct {
	house *start.House
	of    string
	look  theme.Theme
	w, h  int

	parts []sessions.Script // empty before they are read
	words [lookRow]string   // by row; of a practice its id
	at    row
	view  view
	field *widget.Writing // the row being written; nil: none
	pick  int             // of parts

	made   start.Composed
	stages []sessions.Span
	top    int    // first line seen of what is shown
	wrong  string // why it cannot be made, or kept
	busy   bool
}

// row is a line of the form.
type row int

const (
	firstRow row = iota
	secondRow
	afterRow
	minutesRow
	daysRow
	againRow
	nameRow
	lookRow
)

// view is what of the screen is shown.
type view int

const (
	form view = iota
	list
	shown
)

const longest = 80 // bytes of a line

// New returns the screen for the programme of that id.
func New(house *start.House, of string) *Screen {
	s := &Screen{house: house, of: of, w: 80, h: 24}
	s.words[minutesRow], s.words[nameRow] = "10", "My Own Sit"
	return s
}

// found is what can be a part.
type found struct {
	to    *Screen
	parts []sessions.Script
}

// Init reads the library.
func (s *Screen) Init() tea.Cmd {
	return func() tea.Msg { return found{s, s.house.Programmes().Parts()} }
}

// Update takes results, the look, the size, and what is typed.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case found:
		if msg.to == s {
			s.parts = msg.parts
		}
	case composed:
		s.take(msg)
	case kept:
		return s.keptOr(msg)
	case screen.Look:
		s.look = msg.Theme
	case tea.WindowSizeMsg:
		s.w, s.h = msg.Width, msg.Height
		s.top = min(s.top, s.furthest())
	case tea.KeyPressMsg:
		if s.field != nil {
			written := s.field.Press(msg.String(), msg.Text, s.room())
			s.field = &written
		}
	case tea.PasteMsg:
		if s.field != nil {
			written := s.field.Insert(msg.Content)
			s.field = &written
		}
	}
	return nil
}

// Typing reports whether a line is being written.
func (s *Screen) Typing() bool { return s.field != nil }

// Binds are those of the form, of a line of it, of the list, or of what is
// shown.
func (s *Screen) Binds() []screen.Bind {
	by := func(n int) func() tea.Cmd { return func() tea.Cmd { s.move(n); return nil } }
	to := func(v view) func() tea.Cmd { return func() tea.Cmd { s.view, s.wrong = v, ""; return nil } }
	up, down := screen.Key("↑ ↓", "choose", by(-1), "up", "k"), screen.Key("↓", "", by(1), "down", "j")
	switch {
	case s.field != nil:
		return []screen.Bind{
			screen.Key("enter", "keep", s.close),
			screen.Key("esc", "as it was", func() tea.Cmd { s.field = nil; return nil }),
		}
	case s.view == list:
		return []screen.Bind{
			screen.Key("enter", "this one", s.picked), screen.Key("esc", "as it was", to(form), "esc", "q"), up, down,
			screen.Key("pgup pgdown", "by pages", by(-max(s.h-6, 1)), "pgup"), screen.Key("pgdown", "", by(max(s.h-6, 1))),
		}
	case s.view == shown:
		read := screen.Key("↑ ↓", "read on", by(-1), "up", "k")
		read.SetEnabled(s.furthest() > 0)
		return []screen.Bind{
			screen.Key("enter", "keep it", s.keep), screen.Key("esc", "change it", to(form), "esc", "q"), read, down,
		}
	}
	return []screen.Bind{
		screen.Key("enter", s.does(), s.enter),
		screen.Key("esc", "back", func() tea.Cmd { return screen.Leave(s) }, "esc", "q"), up, down,
	}
}

func (s *Screen) does() string {
	switch {
	case s.at == lookRow:
		return "look at it"
	case s.at <= secondRow:
		return "pick one"
	}
	return "write"
}

func (s *Screen) move(by int) {
	switch s.view {
	case list:
		s.pick = min(max(s.pick+by, 0), max(len(s.parts)-1, 0))
		return
	case shown:
		s.top = min(max(s.top+by, 0), s.furthest())
		return
	}
	s.at = min(max(s.at+row(by), firstRow), lookRow)
}

func (s *Screen) enter() tea.Cmd {
	switch {
	case len(s.parts) == 0:
	case s.at == lookRow:
		return s.make()
	case s.at <= secondRow:
		s.view, s.pick = list, 0
		for i, p := range s.parts {
			if p.ID == s.words[s.at] {
				s.pick = i
			}
		}
	default:
		written := widget.NewWriting(s.words[s.at], false, longest)
		s.field = &written
	}
	return nil
}

// close ends a line, and goes on to the next.
func (s *Screen) close() tea.Cmd {
	s.words[s.at] = strings.TrimSpace(s.field.Text())
	s.field = nil
	s.move(1)
	return nil
}

func (s *Screen) picked() tea.Cmd {
	s.words[s.at] = s.parts[s.pick].ID
	s.view = form
	s.move(1)
	return nil
}

// wish is the form as it stands, and what is missing in it, "" when nothing is.
func (s *Screen) wish() (w start.Wish, missing string) {
	n, err := strconv.Atoi(strings.TrimSpace(s.words[minutesRow]))
	w = start.Wish{
		First: s.words[firstRow], Second: s.words[secondRow], After: s.words[afterRow], Minutes: n,
		Days: s.words[daysRow], Again: s.words[againRow], Title: s.words[nameRow],
	}
	switch {
	case w.First == "" || w.Second == "":
		return w, "Two practices are wanted."
	case w.After == "":
		return w, "What does the sit come after? Something that happens anyway."
	case err != nil:
		return w, "How many minutes? A number."
	}
	return w, ""
}

// composed is a practice that was made, or why not.
type composed struct {
	to     *Screen
	made   start.Composed
	stages []sessions.Span
	err    error
}

func (s *Screen) make() tea.Cmd {
	w, missing := s.wish()
	if s.wrong = missing; missing != "" || s.busy {
		return nil
	}
	s.busy = true
	house := s.house
	return func() tea.Msg {
		out := composed{to: s}
		if out.made, out.err = house.Programmes().Compose(w); out.err != nil {
			return out
		}
		choices, err := house.Choices("", nil)
		if err == nil {
			var sit start.Sit
			sit, err = house.Compose(start.Request{Script: out.made.Script, Length: out.made.Script.Length.Usual, Choices: choices})
			out.stages = sit.Score.Stages
		}
		out.err = err
		return out
	}
}

func (s *Screen) take(msg composed) {
	if msg.to != s {
		return
	}
	s.busy = false
	if msg.err != nil {
		s.wrong = sentence(msg.err)
		return
	}
	s.made, s.stages, s.view, s.top = msg.made, msg.stages, shown, 0
}

// kept is what came of writing it.
type kept struct {
	to  *Screen
	err error
}

func (s *Screen) keep() tea.Cmd {
	if s.busy {
		return nil
	}
	s.busy = true
	house, of, made := s.house, s.of, s.made
	return func() tea.Msg {
		_, _, err := house.Programmes().Keep(of, made)
		return kept{s, err}
	}
}

func (s *Screen) keptOr(msg kept) tea.Cmd {
	if msg.to != s {
		return nil
	}
	s.busy = false
	if msg.err != nil {
		s.wrong = sentence(msg.err)
		return nil
	}
	return screen.Leave(s)
}

// sentence writes an error as a person reads it.
func sentence(err error) string {
	text := safe.Line(err.Error()).String()
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// Point chooses a row of the form, or a practice of the list.
func (s *Screen) Point(_, y int) bool {
	i, ok := s.stack(s.w, s.h).At(s.w, s.h, column(s.w), y)
	switch {
	case !ok || s.field != nil:
		return false
	case s.view == list:
		s.pick = i
	case s.view == form:
		s.at = row(i)
	default:
		return false
	}
	return true
}
