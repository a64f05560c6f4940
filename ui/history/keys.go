package history

import (
	tea "charm.land/bubbletea/v2"

	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/widget"
)

// Typing reports whether what is looked for is being typed.
func (s *Screen) Typing() bool { return s.typing }

// Binds are the keys of what is shown.
func (s *Screen) Binds() []screen.Bind {
	switch {
	case s.page == charts:
		return s.chartBinds()
	case s.page == single:
		return append(s.moving("scroll"), s.changing(true, screen.Key("esc", "all sits", s.to(list), "esc", "q", "enter"))...)
	case s.typing:
		return append(s.moving("choose")[:2],
			screen.Key("enter", "found", func() tea.Cmd { s.typing = false; return nil }),
			screen.Key("esc", "all sits", s.clear))
	}
	_, some := s.chosen()
	open := screen.Key("enter", "read", s.to(single))
	open.SetEnabled(some)
	draw := screen.Key("g", "charts", s.to(charts))
	draw.SetEnabled(len(s.sum.entries) > 0)
	rest := s.changing(some, screen.Key("/", "find", s.find), draw)
	if s.query.Text() != "" {
		rest = append(rest, screen.Key("esc", "all sits", s.clear))
	}
	return append(append(s.moving("choose"), open), rest...)
}

// changing are the keys that change the log, with more in their middle.
func (s *Screen) changing(some bool, more ...screen.Bind) []screen.Bind {
	change, remove, undo := screen.Key("e", "change", s.change), screen.Key("x", "take out", s.remove), screen.Key("u", "bring back", s.undo)
	change.SetEnabled(some)
	remove.SetEnabled(some)
	undo.SetEnabled(len(s.taken) > 0)
	return append(append([]screen.Bind{change}, more...), remove, undo)
}

// moving are the keys that move by lines and by pages.
func (s *Screen) moving(what string) []screen.Bind {
	by := func(n int) func() tea.Cmd { return func() tea.Cmd { s.move(n); return nil } }
	room := max(s.room()-1, 1)
	return []screen.Bind{
		screen.Key("↑ ↓", what, by(-1), "up", "k"),
		screen.Key("", "", by(1), "down", "j"),
		screen.Key("", "", by(-room), "pgup"),
		screen.Key("pgup pgdown", "by pages", by(room), "pgdown", "space"),
		screen.Key("", "", by(-s.rows()), "home"),
		screen.Key("home end", "newest, oldest", by(s.rows()), "end"),
	}
}

func (s *Screen) chartBinds() []screen.Bind {
	turn := func(by int) func() tea.Cmd {
		return func() tea.Cmd { s.chart = (s.chart + by + chartCount) % chartCount; s.top = 0; return nil }
	}
	weeks := screen.Key("w", "12 or 52 weeks", func() tea.Cmd { s.year = !s.year; return nil })
	weeks.SetEnabled(s.chart == weekChart)
	return []screen.Bind{
		screen.Key("← →", "charts", turn(-1), "left", "h"),
		screen.Key("", "", turn(1), "right", "l", "space"),
		weeks,
		screen.Key("esc", "all sits", s.to(list), "esc", "q", "g"),
	}
}

func (s *Screen) to(p page) func() tea.Cmd {
	return func() tea.Cmd {
		s.page, s.top, s.said = p, 0, safe.Text{}
		return nil
	}
}

func (s *Screen) find() tea.Cmd {
	s.typing, s.said = true, safe.Text{}
	return nil
}

// clear shows all sits again, the chosen one among them.
func (s *Screen) clear() tea.Cmd {
	if e, ok := s.chosen(); ok {
		s.want = e.ID
	}
	s.typing, s.query = false, widget.NewWriting("", false, longestQuery)
	return s.search()
}

// move goes by rows of the list, or by lines of the sit that is read.
func (s *Screen) move(by int) {
	switch s.page {
	case list:
		s.at = min(max(s.at+by, 0), max(s.rows()-1, 0))
		if by != 0 {
			s.said = safe.Text{}
		}
	case single:
		s.top = min(max(s.top+by, 0), max(len(s.full(s.w))-s.room(), 0))
	}
}

// click chooses a sit; a click on the chosen one opens it.
func (s *Screen) click(msg tea.MouseClickMsg) tea.Cmd {
	if msg.Button != tea.MouseLeft || s.page != list {
		return nil
	}
	st, width := s.stack(s.w, s.h)
	i, ok := st.At(s.w, s.h, width, msg.Y)
	switch {
	case !ok:
	case i == s.at:
		s.typing = false
		return s.to(single)()
	default:
		s.at = i
	}
	return nil
}
