// Package addsit is the page of one sit to be filled in: a sit that is added
// from memory, or one of the log that is changed.
//
// Place "addsit": Of is the day of a sit to add ("2026-05-13"), "" is today;
// With a *sessions.Entry is a sit to change. A sit that is added is written by
// its last row, and leaving before that adds nothing. Of a sit that is changed
// every change is a record of its own as soon as its field is closed.
//
// Any day up to today can be filled, without a limit and without a question.
// A sit that is added counts as every other and is drawn lighter. It writes in
// commands, and says whose words it did not understand.
package addsit

import (
	"maps"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/ui/editor"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// The longest texts, in bytes: a record holds 64 KiB.
const (
	maxNote  = 48 << 10
	maxField = 40
)

// usual is how many seconds a sit has before anything is said.
const usual = 20 * 60

// row is a line of the page.
type row int

const (
	dayRow row = iota
	timeRow
	lengthRow
	practiceRow
	wheelRow
	noteRow
	saveRow
)

// Screen is the page.
type Screen struct {
	house  *start.House
	editor *editor.Editor // nil: there is none
	look   theme.Theme
	w, h   int

	id     string // of the sit that is changed; "": one is added
	entry  sessions.Entry
	told   start.Told
	title  string // of the practice
	on     row
	field  *widget.Writing // what is being typed in the row chosen; nil: nothing
	wrong  string          // why it cannot be taken
	pick   *picker         // the practice is being chosen
	saving bool
}

// saved is what became of a record.
type saved struct {
	by  *Screen
	err error
}

// New returns the page of the place p.
func New(house *start.House, edit *editor.Editor, p screen.Place) *Screen {
	s := &Screen{house: house, editor: edit, w: 80, h: 24, on: lengthRow}
	s.told = start.Told{Day: house.Today(), Sat: usual}
	s.title = sessions.Entry{}.Title()
	if d, err := sessions.ParseDay(p.Of); err == nil {
		s.told.Day = min(d, house.Today())
	}
	if e, ok := p.With.(*sessions.Entry); ok {
		s.id, s.entry, s.title = e.ID, *e, e.Title()
		s.told = start.Told{Day: e.Day, Sat: e.Sat, Note: e.Detail().Note}
		if !e.Has(start.NoTime) {
			s.told.At = e.Start.Format("15:04")
		}
	}
	return s
}

// Init has nothing to read.
func (s *Screen) Init() tea.Cmd { return nil }

// Update takes results, the look, the size, and what is typed.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case saved:
		if msg.by == s {
			return s.done(msg.err)
		}
	case edited:
		if msg.by == s {
			return s.edited(msg)
		}
	case listed:
		if s.pick != nil {
			s.pick.take(msg)
		}
	case screen.Look:
		s.look = msg.Theme
	case tea.WindowSizeMsg:
		s.w, s.h = msg.Width, msg.Height
	case tea.KeyPressMsg, tea.PasteMsg:
		s.write(msg)
	}
	return nil
}

// rows are the lines there are now. When a sit was is not changed here.
func (s *Screen) rows() []row {
	rows := []row{lengthRow, practiceRow, noteRow}
	if s.id != "" {
		return rows
	}
	rows = []row{dayRow, timeRow, lengthRow, practiceRow}
	if s.told.Script.ID == "" {
		rows = append(rows, wheelRow)
	}
	return append(rows, noteRow, saveRow)
}

// write is what is typed: into the open field, or as the beginning of a
// number.
func (s *Screen) write(msg tea.Msg) {
	if s.pick != nil {
		s.pick.write(msg, s.house)
		return
	}
	if s.field == nil {
		key, ok := msg.(tea.KeyPressMsg)
		if !ok || len(key.Text) != 1 || key.Text < "0" || key.Text > "9" || s.on != lengthRow && s.on != timeRow {
			return
		}
		s.open("")
	}
	text := *s.field
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		text = text.Press(msg.String(), msg.Text, widget.WritingColumn(s.w))
	case tea.PasteMsg:
		text = text.Insert(msg.Content)
	}
	s.field, s.wrong = &text, ""
}

// open begins to type in the row chosen, going on with text.
func (s *Screen) open(text string) {
	w := widget.NewWriting(text, s.on == noteRow, maxField)
	if s.on == noteRow {
		w = widget.NewWriting(text, true, maxNote)
	}
	s.field, s.wrong = &w, ""
}

// take puts what was typed where it belongs; what cannot be read stays in its
// field, and is said.
func (s *Screen) take() tea.Cmd {
	text, before := s.field.Text(), s.told
	switch s.on {
	case timeRow:
		if _, err := time.Parse("15:04", text); err != nil && text != "" {
			s.wrong = "A time of day is written as 07:10."
			return nil
		}
		s.told.At = text
	case lengthRow:
		sat, err := start.SatSeconds(text)
		if err != nil {
			s.wrong = "A length is written as 20 or 1h10m, up to a day."
			return nil
		}
		s.told.Sat = sat
	case noteRow:
		s.told.Note = text
	}
	s.field = nil
	return s.changed(before)
}

// changed writes what is another now in a sit of the log.
func (s *Screen) changed(before start.Told) tea.Cmd {
	if s.id == "" {
		return nil
	}
	set := journal.Fields{}
	if s.told.Sat != before.Sat {
		maps.Copy(set, start.Lengthened(s.entry, s.told.Sat))
	}
	if s.told.Note != before.Note {
		set["note"] = s.told.Note
	}
	return s.amend(set)
}

// chose takes a practice; the zero Script is a silent sit.
func (s *Screen) chose(script sessions.Script) tea.Cmd {
	s.pick, s.told.Script, s.title = nil, script, sessions.Entry{}.Title()
	if script.ID != "" {
		s.title, s.told.Wheel = script.Title, ""
	}
	if s.id == "" {
		return nil
	}
	return s.amend(start.Scripted(script, s.told.Sat))
}

// amend writes fields of a sit of the log; what they make of its wheels is
// what a later change begins from.
func (s *Screen) amend(set journal.Fields) tea.Cmd {
	if len(set) == 0 {
		return nil
	}
	if w, ok := set["wheel_s"].(sessions.WheelSeconds); ok {
		s.entry.Wheels = w
	}
	log, now, id := s.house.Log(), s.house.Now(), s.id
	return func() tea.Msg {
		_, err := log.Edit(now, id, set)
		return saved{s, err}
	}
}

// save adds the sit.
func (s *Screen) save() tea.Cmd {
	log := s.house.Log()
	switch {
	case s.saving:
		return nil
	case log == nil:
		s.wrong = "There is no log to keep it in."
		return nil
	}
	e, err := s.house.Tell(s.told)
	if err != nil {
		s.wrong = "That lies ahead. A sit is added once it is over."
		return nil
	}
	s.saving = true
	now := s.house.Now()
	return func() tea.Msg {
		_, err := log.Append(now, e)
		return saved{s, err}
	}
}

// done goes back once a sit is added.
func (s *Screen) done(err error) tea.Cmd {
	s.saving = false
	if err != nil {
		return func() tea.Msg { return screen.Trouble{Err: err} }
	}
	if s.id != "" {
		return nil
	}
	return screen.Leave(s)
}

// edited is what came back from the person's editor.
type edited struct {
	by     *Screen
	result editor.Result
}

// lend lets the note be written in the person's editor.
func (s *Screen) lend() tea.Cmd {
	return s.editor.Edit("note.md", s.field.Text(), func(r editor.Result) tea.Msg { return edited{s, r} })
}

func (s *Screen) edited(msg edited) tea.Cmd {
	switch {
	case msg.result.Err != nil:
		return func() tea.Msg { return screen.Trouble{Err: msg.result.Err} }
	case s.field != nil && s.on == noteRow && msg.result.Changed:
		s.open(strings.TrimRight(msg.result.Text, "\n"))
	}
	return nil
}

// message is the one line under the rows.
func (s *Screen) message() safe.Text {
	switch {
	case s.wrong != "":
		return safe.Line(s.wrong)
	case s.saving:
		return safe.Lit("Being written.")
	case s.id != "":
		return safe.Lit("What it said before stays in the journal.")
	}
	return safe.Lit("It counts as every other sit.")
}
