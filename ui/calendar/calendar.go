// Package calendar shows practice growing: a month or a year of days, and what
// one day holds.
//
// Place "calendar": Of is the day to open at ("2026-05-20"), "" is today. The
// log is read in a command, so the grid is drawn at once and filled when it
// has been read; it is read again when the screen is on top again.
//
// Six states of a day, each its own shape: sat in four sizes, remembered as
// the left half of them, rest by intention, travel, today in brackets,
// nothing. A lapse is a blank, never a sign. It does not compute runs or
// weeks (sessions/practice) and compares with nobody.
package calendar

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/sessions/practice"
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
	Private    bool // notes stay hidden
}

// Screen is the calendar.
type Screen struct {
	src    Source
	look   theme.Theme
	year   bool // the year instead of the month
	chosen sessions.Day
	top    int // first line of a long day panel

	log   journal.Log
	days  practice.Calendar
	stats practice.Stats
	read  bool
}

// loaded is what a command read for one screen.
type loaded struct {
	by    *Screen
	log   journal.Log
	days  practice.Calendar
	stats practice.Stats
}

// New returns the calendar at the day named by of, today when it names none.
func New(src Source, of string) *Screen {
	s := &Screen{src: src, chosen: src.Arithmetic.Today}
	if d, err := sessions.ParseDay(of); err == nil {
		s.chosen = min(d, src.Arithmetic.Today)
	}
	return s
}

// Init reads the log.
func (s *Screen) Init() tea.Cmd { return s.load }

func (s *Screen) load() tea.Msg {
	out := loaded{by: s}
	if s.src.Log != nil {
		log, err := s.src.Log.Read()
		if err != nil {
			return screen.Trouble{Err: err}
		}
		out.log = log
	}
	out.days = practice.CalendarOf(out.log.Entries, out.log.Rests, s.src.Arithmetic)
	out.stats = practice.StatsOf(out.log.Entries, out.log.Rests, s.src.Arithmetic)
	return out
}

// Update takes the news: the look, the log, a click, being on top again.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Look:
		s.look = msg.Theme
	case screen.Back:
		return s.load
	case loaded:
		if msg.by == s {
			s.log, s.days, s.stats, s.read = msg.log, msg.days, msg.stats, true
		}
	}
	return nil
}

// Binds are the keys.
func (s *Screen) Binds() []screen.Bind {
	move := func(days int) func() tea.Cmd { return func() tea.Cmd { return s.move(days) } }
	across, down := 1, 7
	if s.year {
		across, down = 7, 1 // in the year the weeks run across
	}
	binds := []screen.Bind{
		screen.Key("← →", "days", move(-across), "left", "h"),
		screen.Key("", "", move(across), "right", "l"),
		screen.Key("↑ ↓", "weeks", move(-down), "up", "k"),
		screen.Key("", "", move(down), "down", "j"),
		screen.Key("[ ]", "months", func() tea.Cmd { return s.turn(-1) }, "[", "pgup"),
		screen.Key("", "", func() tea.Cmd { return s.turn(1) }, "]", "pgdown"),
		screen.Key(".", "today", func() tea.Cmd { s.chosen, s.top = s.src.Arithmetic.Today, 0; return nil }),
	}
	if s.year {
		binds = append(binds, screen.Key("m", "month", func() tea.Cmd { s.year = false; return nil }))
	} else {
		binds = append(binds, screen.Key("y", "year", func() tea.Cmd { s.year = true; return nil }))
	}
	if s.src.Log != nil {
		binds = append(binds, screen.Key("r", "rest day", s.rest))
	}
	return append(binds, screen.Key("esc", "back", func() tea.Cmd { return screen.Leave(s) }, "esc", "q"))
}

// move steps the chosen day; the future has no days yet.
func (s *Screen) move(days int) tea.Cmd {
	s.chosen, s.top = min(s.chosen+sessions.Day(days), s.src.Arithmetic.Today), 0
	return nil
}

// turn steps a month, keeping the day of the month where the month has it.
func (s *Screen) turn(months int) tea.Cmd {
	y, m, d := s.chosen.Civil()
	last := sessions.Date(y, m+time.Month(months)+1, 1) - 1
	s.chosen = min(sessions.Date(y, m+time.Month(months), 1)+sessions.Day(d-1), last, s.src.Arithmetic.Today)
	s.top = 0
	return nil
}

// rest says that the chosen day is a day of rest, or takes it back. It spends
// nothing and changes no number.
func (s *Screen) rest() tea.Cmd {
	day, now, log := s.chosen, s.src.Now(), s.src.Log
	undo := s.days.Cell(day).State == practice.Rest
	return func() tea.Msg {
		if _, err := log.Rest(now, day, undo); err != nil {
			return screen.Trouble{Err: err}
		}
		return s.load()
	}
}

// mark returns how a day is drawn.
func (s *Screen) mark(d sessions.Day) widget.DayMark {
	if !s.read {
		return widget.DayMark{}
	}
	return Mark(s.days.Cell(d))
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

// Frame names the window.
func (s *Screen) Frame(int, int) screen.Frame { return screen.Frame{} }
