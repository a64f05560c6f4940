// Package programmes is the courses of sits: the list of them, and one of them
// with its way, its next step and what can be done with it.
//
// Place "programmes" is of a programme's id, which opens that one, or of
// nothing. A sit opens "setup", or "gate" before it (of a script's id and a
// length), with the programme.StepRef it carries out; a plan of one's own opens "compose" (of the
// programme's id).
//
// The next step is offered and never due: nothing here speaks of dates, and
// beginning, leaving and coming back say nothing. What the rules are is
// sessions/programme's to know, what an act writes is ui/start's; both are
// reached by commands.
package programmes

import (
	tea "charm.land/bubbletea/v2"

	"karuna/sessions/programme"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// Screen is the list, or one programme.
type Screen struct {
	house *start.House
	look  theme.Theme
	w, h  int

	courses []course // empty before they are read
	at      int      // index of the one chosen
	of      string   // id of the one to open when they have been read, or ""
	view    view
	on      int // row chosen in an open programme
	pick    int // row chosen among its alternatives
	swap    bool
	top     int // first line of the week's words
}

// view is what of the screen is shown.
type view int

const (
	list view = iota
	page
	alternatives
	words
)

// course is a programme with what the house knows of it.
type course struct {
	at      programme.Progress
	table   bool
	offers  []start.StepOffer
	others  []start.StepOffer
	moments []start.MomentOffer
}

// loaded is what a command read.
type loaded struct {
	to      *Screen
	courses []course
	err     error
}

// New returns the screen; of is the id of a programme to open, or "".
func New(house *start.House, of string) *Screen {
	return &Screen{house: house, of: of, w: 80, h: 24}
}

// Init reads the programmes.
func (s *Screen) Init() tea.Cmd { return s.load }

func (s *Screen) load() tea.Msg {
	p := s.house.Programmes()
	state, err := p.State()
	out := loaded{to: s, err: err}
	for _, at := range state.All {
		c := course{at: at, table: at.Programme.ID == state.Table, moments: p.Moments(at.Programme)}
		if at.Running {
			c.offers, c.others = p.Offers(at), p.Alternatives(at)
		}
		out.courses = append(out.courses, c)
	}
	return out
}

// Update takes what was read, the look, the size and the mouse.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case loaded:
		if msg.to == s {
			return s.take(msg)
		}
	case screen.Look:
		s.look = msg.Theme
	case tea.WindowSizeMsg:
		s.w, s.h = msg.Width, msg.Height
	case screen.Back:
		return s.load
	}
	return nil
}

func (s *Screen) take(msg loaded) tea.Cmd {
	first := s.courses == nil
	s.courses = msg.courses
	for i, c := range s.courses {
		switch {
		case !first:
		case c.at.Programme.ID == s.of:
			s.at, s.view = i, page
		case c.table && s.view == list:
			s.at = i
		}
	}
	s.on = min(s.on, max(len(s.rows())-1, 0))
	if msg.err == nil {
		return nil
	}
	return func() tea.Msg { return screen.Trouble{Err: msg.err} }
}

// chosen is the programme that is chosen or open, false before they are read.
func (s *Screen) chosen() (course, bool) {
	if s.at >= len(s.courses) {
		return course{}, false
	}
	return s.courses[s.at], true
}

// move goes to another row, or scrolls the words.
func (s *Screen) move(by int) tea.Cmd {
	c, _ := s.chosen()
	step := func(at, n int) int { return min(max(at+by, 0), max(n-1, 0)) }
	switch s.view {
	case list:
		s.at = step(s.at, len(s.courses))
	case page:
		s.on = step(s.on, len(s.rows()))
	case alternatives:
		s.pick = step(s.pick, len(c.others))
	case words:
		s.top = min(max(s.top+by, 0), max(len(s.wordLines())-s.readable(), 0))
	}
	return nil
}

// Binds are those of what is shown.
func (s *Screen) Binds() []screen.Bind {
	by := func(n int) func() tea.Cmd { return func() tea.Cmd { return s.move(n) } }
	up, down := screen.Key("↑ ↓", "choose", by(-1), "up", "k"), screen.Key("↓", "", by(1), "down", "j")
	to := func(v view) func() tea.Cmd { return func() tea.Cmd { s.view = v; return nil } }
	switch s.view {
	case page:
		return s.pageBinds(up, down)
	case alternatives:
		return []screen.Bind{
			screen.Key("enter", "this one", s.picked), screen.Key("esc", "as it was", to(page), "esc", "q"), up, down,
			screen.Key("pgup pgdown", "by pages", by(-max(s.h-6, 1)), "pgup"), screen.Key("pgdown", "", by(max(s.h-6, 1))),
		}
	case words:
		return []screen.Bind{
			screen.Key("↑ ↓", "read on", by(-1), "up", "k"), down, screen.Key("space", "page on", by(max(s.readable()-1, 1)), "space", "pgdown"),
			screen.Key("esc", "back", to(page), "esc", "q", "enter"),
		}
	}
	return []screen.Bind{
		screen.Key("enter", "open", s.open),
		screen.Key("esc", "back", func() tea.Cmd { return screen.Leave(s) }, "esc", "q"), up, down,
	}
}

func (s *Screen) open() tea.Cmd {
	if _, ok := s.chosen(); ok {
		s.view, s.on = page, 0
	}
	return nil
}

// Point chooses a programme, a step of its page, or another practice.
func (s *Screen) Point(_, y int) bool {
	st, column := s.stack(s.w, s.h)
	i, ok := st.At(s.w, s.h, column, y)
	switch {
	case !ok:
		return false
	case s.view == list:
		s.at = i
	case s.view == page:
		s.on = i
	case s.view == alternatives:
		s.pick = i
	default:
		return false
	}
	return true
}

// stated says in a few words where the programme is.
func stated(c course) safe.Text {
	if c.table {
		return safe.Concat(shortly(c), safe.Lit(", on the table"))
	}
	return shortly(c)
}

func shortly(c course) safe.Text {
	switch {
	case c.at.Running:
		return safe.Format("step %d of %d", c.at.Next(), len(c.at.Done))
	case c.at.Next() == 0:
		return safe.Lit("done")
	case c.at.Count() > 0:
		return safe.Format("%d of %d done", c.at.Count(), len(c.at.Done))
	}
	return safe.Format("%d steps", len(c.at.Done))
}

// length is how long an offer takes.
func length(o start.StepOffer) safe.Text { return widget.Length(o.Length) }
