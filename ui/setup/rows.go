package setup

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/ui/safe"
	"karuna/ui/screen"
)

// lowRows is the height under which there is a length and Begin, and below them
// a list of all else.
const lowRows = 8

// rows are those that can be chosen in this window, in their order. In a low
// window what is asked for less often comes after Begin, so that the first
// lines are a length and Begin.
func (s *Setup) rows() []row {
	second := guidanceRow
	if s.script.ID == "" {
		second = wheelRow
	}
	usual := []row{second, bellsRow}
	rest := []row{moreRow}
	if s.more {
		rest = s.folded()
	}
	rows := []row{lengthRow}
	low := s.h < lowRows
	if !low {
		rows = append(append(rows, usual...), rest...)
	}
	if s.field != nil && s.field.row == nameRow {
		rows = append(rows, nameRow)
	}
	rows = append(rows, beginRow)
	if low && s.more {
		rows = append(rows, usual...)
	}
	if low {
		rows = append(rows, rest...)
	}
	return rows
}

// at is the row chosen: the one chosen last, or Begin where this window does
// not show it.
func (s *Setup) at() row {
	if slices.Contains(s.rows(), s.on) {
		return s.on
	}
	return beginRow
}

// choosing reports whether the arrows change the row.
func (s *Setup) choosing() bool { return s.choose && s.at() == s.on }

func (s *Setup) move(by int) tea.Cmd {
	rows := s.rows()
	i := slices.Index(rows, s.at()) + by
	s.on, s.said = rows[min(max(i, 0), len(rows)-1)], safe.Text{}
	return nil
}

// unfold shows the rows that are asked for less often.
func (s *Setup) unfold() tea.Cmd {
	s.more, s.on = true, s.folded()[0]
	if s.h < lowRows { // all that is not there otherwise
		s.on = s.rows()[slices.Index(s.rows(), beginRow)+1]
	}
	return nil
}

// turn changes the row's value.
func (s *Setup) turn(by int) tea.Cmd {
	r := s.at()
	if c, ok := s.choice(r); ok {
		c.set(c.turned(by))
		switch r {
		case narratorRow:
			s.kept["voice.name"] = s.choices.Voice.Name
		case ambienceRow:
			s.kept["audio.ambience"] = s.choices.Audio.Ambience
		}
		return s.replan()
	}
	switch r {
	case lengthRow:
		return s.step(by)
	case moreRow:
		return s.unfold()
	}
	return nil
}

// step makes the sit by so many minutes longer.
func (s *Setup) step(by int) tea.Cmd {
	s.length = s.length.Step(time.Duration(by)*time.Minute, max(s.least, time.Second), s.script.ID == "")
	return s.replan()
}

// edit begins to change the row, or begins the sit.
func (s *Setup) edit() tea.Cmd {
	s.said = safe.Text{}
	r := s.at()
	_, several := s.choice(r)
	switch {
	case r == beginRow:
		return s.begin()
	case r == moreRow:
		return s.unfold()
	case several:
		s.choose = true
	default:
		s.write(r)
	}
	return nil
}

// name asks for the name of a preset.
func (s *Setup) name() tea.Cmd {
	s.write(nameRow)
	return nil
}

// Binds are those of the field, of a choice, or of the rows.
func (s *Setup) Binds() []screen.Bind {
	by := func(do func(int) tea.Cmd, n int) func() tea.Cmd {
		return func() tea.Cmd { return do(n) }
	}
	back := screen.Key("esc", "back", func() tea.Cmd { return screen.Leave(s) })
	switch {
	case !s.known:
		return []screen.Bind{back}
	case s.field != nil:
		return s.inField()
	case s.choosing():
		done := func() tea.Cmd { s.choose = false; return nil }
		return []screen.Bind{
			screen.Key("← →", "another", by(s.turn, -1), "left", "up"),
			screen.Key("→", "", by(s.turn, 1), "right", "down", "space"),
			screen.Key("enter", "this one", done, "enter", "esc"),
		}
	}
	enter := "change"
	if s.at() == beginRow {
		enter = "begin"
	}
	return []screen.Bind{
		screen.Key("enter", enter, s.edit),
		screen.Key("+ -", "a minute", by(s.step, 1), "+", "="),
		screen.Key("-", "", by(s.step, -1)),
		screen.Key("b", "hear the bell", s.strike),
		back,
		screen.Key("s", "save as preset", s.name),
		screen.Key("↑ ↓", "choose", by(s.move, -1), "up", "k"),
		screen.Key("↓", "", by(s.move, 1), "down", "j"),
		screen.Key("← →", "change", by(s.turn, -1), "left"),
		screen.Key("→", "", by(s.turn, 1), "right"),
	}
}

// Point chooses a row, unless a length is being typed.
func (s *Setup) Point(_, y int) bool {
	id, ok := s.stack(s.w, s.h).At(s.w, s.h, columnOf(s.w), y)
	if !ok || s.field != nil {
		return false
	}
	if row(id) != s.at() {
		s.choose = false
	}
	s.on = row(id)
	return true
}
