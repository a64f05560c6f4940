package calendar

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/ui/safe"
	"karuna/ui/screen"
)

// Binds are the keys.
func (s *Screen) Binds() []screen.Bind {
	if s.open {
		return s.dayBinds()
	}
	binds := append(s.moves(),
		screen.Key("enter", "the day", s.show(true)),
		s.other(),
	)
	binds = append(binds, s.writing()...)
	binds = append(binds, screen.Key(".", "today", func() tea.Cmd { return s.to(s.src.Arithmetic.Today) }))
	hush := screen.Key("x", "not now", s.hush)
	hush.SetEnabled(s.read.hint != "" && s.src.Hush != nil)
	return append(binds, hush, screen.Key("esc", "back", func() tea.Cmd { return screen.Leave(s) }, "esc", "q"))
}

// moves are the keys that choose another day: the arrows go where they point.
func (s *Screen) moves() []screen.Bind {
	left, right, across := s.by(-1), s.by(1), "days"
	up, down, along := s.by(-7), s.by(7), "weeks"
	switch {
	case s.rows(s.w): // the days of a month run across
		up, down, along = s.turn(-1), s.turn(1), "months"
	case s.year: // the weeks run across
		left, right, up, down, across, along = up, down, left, right, along, across
	}
	months := screen.Key("[ ]", "months", s.turn(-1), "[", "pgup")
	if s.rows(s.w) {
		months = screen.Key("", "", s.turn(-1), "[", "pgup") // as the arrows do
	}
	return []screen.Bind{
		screen.Key("← →", across, left, "left", "h"),
		screen.Key("", "", right, "right", "l"),
		screen.Key("↑ ↓", along, up, "up", "k"),
		screen.Key("", "", down, "down", "j"),
		months,
		screen.Key("", "", s.turn(1), "]", "pgdown"),
	}
}

// other is the key of the view that is not shown.
func (s *Screen) other() screen.Bind {
	turn := func() tea.Cmd { s.year, s.hover = !s.year, sessions.NoDay; return nil }
	if s.year {
		return screen.Key("m", "month", turn)
	}
	return screen.Key("y", "year", turn)
}

// writing are the keys that write to the log.
func (s *Screen) writing() []screen.Bind {
	if s.src.Log == nil {
		return nil
	}
	undo := screen.Key("u", "take back", s.takeBack)
	undo.SetEnabled(s.undo != nil)
	return []screen.Bind{screen.Key("a", "add a sit", s.add), screen.Key("r", "rest day", s.rest), undo}
}

// dayBinds are the keys of the day that is open.
func (s *Screen) dayBinds() []screen.Bind {
	change := screen.Key("e", "change", func() tea.Cmd { return screen.Go(screen.At("history", s.chosen.String())) })
	change.SetEnabled(len(s.read.byDay[s.chosen]) > 0)
	up, down := screen.Key("↑ ↓", "scroll", s.scroll(-1), "up", "k"), screen.Key("", "", s.scroll(1), "down", "j")
	long := len(s.page(s.w)) > s.pageRows()
	up.SetEnabled(long)
	down.SetEnabled(long)
	binds := []screen.Bind{
		screen.Key("← →", "days", s.by(-1), "left", "h"),
		screen.Key("", "", s.by(1), "right", "l"),
		up, down, change,
	}
	return append(append(binds, s.writing()...), screen.Key("esc", "all days", s.show(false), "esc", "q", "enter"))
}

func (s *Screen) show(open bool) func() tea.Cmd {
	return func() tea.Cmd {
		s.open, s.top, s.hover = open, 0, sessions.NoDay
		return nil
	}
}

// to chooses a day; the future has no days yet.
func (s *Screen) to(d sessions.Day) tea.Cmd {
	s.chosen, s.top, s.hover, s.said = min(d, s.src.Arithmetic.Today), 0, sessions.NoDay, safe.Text{}
	return nil
}

func (s *Screen) by(days int) func() tea.Cmd {
	return func() tea.Cmd { return s.to(s.chosen + sessions.Day(days)) }
}

// turn steps months, keeping the day of the month where the month has it.
func (s *Screen) turn(months int) func() tea.Cmd {
	return func() tea.Cmd {
		y, m, d := s.chosen.Civil()
		last := sessions.Date(y, m+time.Month(months)+1, 1) - 1
		return s.to(min(sessions.Date(y, m+time.Month(months), 1)+sessions.Day(d-1), last))
	}
}

func (s *Screen) scroll(by int) func() tea.Cmd {
	return func() tea.Cmd {
		s.top = min(max(s.top+by, 0), max(len(s.page(s.w))-s.pageRows(), 0))
		return nil
	}
}

// wheel turns months, or scrolls the open day.
func (s *Screen) wheel(msg tea.MouseWheelMsg) tea.Cmd {
	step := 1
	if msg.Button == tea.MouseWheelUp {
		step = -1
	}
	if s.open {
		return s.scroll(step)()
	}
	return s.turn(step)()
}

// click chooses a day; a click on the chosen one opens it.
func (s *Screen) click(msg tea.MouseClickMsg) tea.Cmd {
	d, ok := s.dayAt(msg.X, msg.Y)
	switch {
	case !ok || msg.Button != tea.MouseLeft:
		return nil
	case d == s.chosen:
		return s.show(true)()
	}
	return s.to(d)
}
