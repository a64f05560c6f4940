// Package calendar shows practice growing: a month or a year of days, and what
// one day holds.
//
// Place "calendar": Of is the day to open at ("2026-05-20"), "" is today. It
// opens "addsit" (of a day) and "history" (of a day). The log is read in a
// command, so the grid is drawn at once and filled when it has been read; it
// is read again when the screen is on top again.
//
// Six states of a day, each its own shape: sat in four sizes, remembered as
// the left half of them, rest by intention, travel, today in brackets,
// nothing. A lapse is a blank, never a sign. The numbers beside the days are
// in a fixed order and there is none for what is not; the bicycle is the time
// of four weeks, two wheels of one size. What was done here, a day of rest or
// a sit added, u takes back.
//
// It does not compute runs or weeks (sessions/practice) and compares with
// nobody.
package calendar

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/sessions/practice"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// Source is where the days come from.
type Source struct {
	Log        *journal.Journal // nil: there is none
	Arithmetic practice.Options // for today
	Now        func() time.Time
	ShowRun    bool
	Season     bool // neither goal, rhythm nor run is shown
	Private    bool // notes stay hidden

	// Hint returns what is to be said of a lean today, and Hush waves it away.
	// Both may take as long as the disk does. nil: nothing is said.
	Hint func(practice.Lean) string
	Hush func() error
}

// Screen is the calendar.
type Screen struct {
	src    Source
	look   theme.Theme
	w, h   int
	year   bool // the year instead of the month
	open   bool // the chosen day alone
	chosen sessions.Day
	hover  sessions.Day // the day under the mouse; sessions.NoDay: none
	top    int          // first line of the open day

	read   past
	known  bool
	adding bool                   // a sit may have been added meanwhile
	undo   func() (string, error) // takes back what was done last; nil: nothing was
	said   safe.Text              // one quiet line about what was done
}

// past is what a command read.
type past struct {
	log     journal.Log
	byDay   map[sessions.Day][]int // places in log.Entries
	sprouts map[string]bool        // ids of return sits
	days    practice.Calendar
	stats   practice.Stats
	hint    string
	newest  string // greatest id of a sit that was added later
}

// loaded is the log for one screen, after something was done or not.
type loaded struct {
	by   *Screen
	past past
	said safe.Text
	undo func() (string, error)
}

// New returns the calendar at the day named by of, today when it names none.
func New(src Source, of string) *Screen {
	s := &Screen{src: src, chosen: src.Arithmetic.Today, hover: sessions.NoDay, w: 80, h: 24}
	if d, err := sessions.ParseDay(of); err == nil {
		s.chosen = min(d, src.Arithmetic.Today)
	}
	return s
}

// Init reads the log.
func (s *Screen) Init() tea.Cmd { return func() tea.Msg { return s.load(safe.Text{}, nil) } }

// load reads the log. It is called in commands alone.
func (s *Screen) load(said safe.Text, undo func() (string, error)) tea.Msg {
	out := loaded{by: s, said: said, undo: undo}
	p := &out.past
	if s.src.Log != nil {
		log, err := s.src.Log.Recall()
		if err != nil {
			return screen.Trouble{Err: err}
		}
		p.log = log
	}
	p.byDay, p.sprouts = map[sessions.Day][]int{}, map[string]bool{}
	for i := range p.log.Entries {
		e := &p.log.Entries[i]
		p.byDay[e.Day] = append(p.byDay[e.Day], i)
		if e.Origin().Source == "remembered" {
			p.newest = max(p.newest, e.ID)
		}
	}
	for _, id := range practice.Returns(p.log.Entries, s.src.Arithmetic) {
		p.sprouts[id] = true
	}
	p.days = practice.CalendarOf(p.log.Entries, p.log.Rests, s.src.Arithmetic)
	p.stats = practice.StatsOf(p.log.Entries, p.log.Rests, s.src.Arithmetic)
	if s.src.Hint != nil {
		p.hint = s.src.Hint(p.stats.Balance.Lean)
	}
	return out
}

// Update takes the news: the look, the log, the mouse, being on top again.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Look:
		s.look = msg.Theme
	case tea.WindowSizeMsg:
		s.w, s.h = msg.Width, msg.Height
	case screen.Back:
		return s.Init()
	case loaded:
		if msg.by == s {
			s.take(msg)
		}
	case tea.MouseMotionMsg:
		s.hover, _ = s.dayAt(msg.X, msg.Y)
	case tea.MouseClickMsg:
		return s.click(msg)
	case tea.MouseWheelMsg:
		return s.wheel(msg)
	}
	return nil
}

func (s *Screen) take(msg loaded) {
	if s.adding && msg.past.newest > s.read.newest {
		id, log, now := msg.past.newest, s.src.Log, s.src.Now
		msg.said = safe.Lit("It is added. u takes it out again.")
		msg.undo = func() (string, error) {
			_, err := log.Remove(now(), id)
			return "The sit is out again.", err
		}
	}
	s.read, s.known, s.adding = msg.past, true, false
	if !msg.said.Empty() {
		s.said, s.undo = msg.said, msg.undo
	}
}

// add opens the page of a sit to add on the day that is shown.
func (s *Screen) add() tea.Cmd {
	s.adding = true
	return screen.Go(screen.At("addsit", s.chosen.String()))
}

// rest says that the chosen day is a day of rest, or takes it back. It spends
// nothing and changes no number.
func (s *Screen) rest() tea.Cmd {
	day, now, log := s.chosen, s.src.Now, s.src.Log
	was := slices.Contains(s.read.log.Rests, day)
	set := func(undo bool) (string, error) {
		_, err := log.Rest(now(), day, undo)
		if undo {
			return "No day of rest any more.", err
		}
		return "A day of rest.", err
	}
	return s.done(func() (string, error) { return set(was) }, func() (string, error) { return set(!was) })
}

// takeBack undoes what was done last.
func (s *Screen) takeBack() tea.Cmd {
	undo := s.undo
	s.undo = nil
	return s.done(undo, nil)
}

// done returns the command that does something to the log and reads it anew.
func (s *Screen) done(do, undo func() (string, error)) tea.Cmd {
	return func() tea.Msg {
		said, err := do()
		switch {
		case err != nil:
			return screen.Trouble{Err: err}
		case undo != nil:
			said += " u takes it back."
		}
		return s.load(safe.Line(said), undo)
	}
}

// hush waves the hint away.
func (s *Screen) hush() tea.Cmd {
	s.read.hint = ""
	hush := s.src.Hush
	return func() tea.Msg {
		if err := hush(); err != nil {
			return screen.Trouble{Err: err}
		}
		return nil
	}
}

// mark returns how a day is drawn.
func (s *Screen) mark(d sessions.Day) widget.DayMark {
	if !s.known {
		return widget.DayMark{}
	}
	return Mark(s.read.days.Cell(d))
}

// Mark returns what stands for a day, here and on the command line.
func Mark(c practice.Cell) widget.DayMark {
	m := widget.DayMark{Minutes: c.Seconds / 60}
	switch c.State {
	case practice.Sat:
		m.State = widget.DaySat
	case practice.Remembered:
		m.State = widget.DayRemembered
	case practice.Travel:
		m.State = widget.DayTravel
	case practice.Rest:
		m.State = widget.DayRest
	}
	return m
}

// Frame asks for the mouse's motion: the day beneath it is shown.
func (s *Screen) Frame(int, int) screen.Frame { return screen.Frame{Motion: !s.open} }
