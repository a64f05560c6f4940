package addsit

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/ui/screen"
)

// Typing reports whether a field has the keys.
func (s *Screen) Typing() bool { return s.field != nil || s.pick != nil }

// Binds are the keys of what is open, or of the rows.
func (s *Screen) Binds() []screen.Bind {
	switch {
	case s.pick != nil:
		return s.pickBinds()
	case s.field != nil && s.on == noteRow:
		binds := []screen.Bind{screen.Key("esc", "keep and close", s.take)}
		if s.editor != nil {
			binds = append(binds, screen.Key("ctrl+o", "your editor", s.lend))
		}
		return binds
	case s.field != nil:
		return []screen.Bind{
			screen.Key("enter", "keep", s.take),
			screen.Key("esc", "as it was", func() tea.Cmd { s.field, s.wrong = nil, ""; return nil }),
		}
	}
	move := func(by int) func() tea.Cmd { return func() tea.Cmd { s.move(by); return nil } }
	turn := func(by int) func() tea.Cmd { return func() tea.Cmd { s.turn(by); return nil } }
	binds := []screen.Bind{
		screen.Key("↑ ↓", "choose", move(-1), "up", "k"),
		screen.Key("", "", move(1), "down", "j", "tab"),
		screen.Key("enter", s.does(), s.enter),
	}
	if s.on == dayRow || s.on == wheelRow {
		binds = append(binds, screen.Key("← →", "another", turn(-1), "left", "h"), screen.Key("", "", turn(1), "right", "l"))
	}
	return append(binds, screen.Key("esc", "back", func() tea.Cmd { return screen.Leave(s) }, "esc", "q"))
}

// does says what enter does on the row chosen.
func (s *Screen) does() string {
	switch s.on {
	case saveRow:
		return "add it"
	case dayRow, wheelRow:
		return "another"
	}
	return "change"
}

func (s *Screen) pickBinds() []screen.Bind {
	move := func(by int) func() tea.Cmd { return func() tea.Cmd { s.pick.move(by); return nil } }
	return []screen.Bind{
		screen.Key("↑ ↓", "choose", move(-1), "up"),
		screen.Key("", "", move(1), "down"),
		screen.Key("", "", move(-8), "pgup"),
		screen.Key("", "", move(8), "pgdown"),
		screen.Key("enter", "take it", func() tea.Cmd {
			if s.pick.at >= len(s.pick.rows) {
				return nil
			}
			return s.chose(s.pick.rows[s.pick.at])
		}),
		screen.Key("esc", "as it was", func() tea.Cmd { s.pick = nil; return nil }),
	}
}

func (s *Screen) move(by int) {
	rows := s.rows()
	i := max(slices.Index(rows, s.on), 0) + by
	s.on, s.wrong = rows[min(max(i, 0), len(rows)-1)], ""
}

// turn changes the day, or whom a silent sit was for.
func (s *Screen) turn(by int) {
	switch s.on {
	case dayRow:
		s.told.Day = min(s.told.Day+sessions.Day(by), s.house.Today())
	case wheelRow:
		wheels := wheels()
		i := slices.IndexFunc(wheels, func(w wheel) bool { return w.wheel == s.told.Wheel })
		s.told.Wheel = wheels[(max(i, 0)+by+len(wheels))%len(wheels)].wheel
	}
}

func (s *Screen) enter() tea.Cmd {
	switch s.on {
	case dayRow:
		s.turn(-1)
	case wheelRow:
		s.turn(1)
	case timeRow:
		s.open(s.told.At)
	case lengthRow:
		s.open("")
	case noteRow:
		s.open(s.told.Note)
	case practiceRow:
		s.pick = newPicker()
		return s.pick.read(s.house)
	case saveRow:
		return s.save()
	}
	return nil
}

// Point chooses a row, or a practice where one is being chosen.
func (s *Screen) Point(_, y int) bool {
	st, width := s.stack(s.w, s.h)
	i, ok := st.At(s.w, s.h, width, y)
	switch {
	case !ok || s.field != nil:
		return false
	case s.pick != nil:
		s.pick.at = i
	default:
		s.on, s.wrong = row(i), ""
	}
	return true
}
