package setup

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/start"
)

// lowRows is the height under which there is a length and Begin alone.
const lowRows = 8

// rows are those that can be chosen in this window.
func (s *Setup) rows() []row {
	switch {
	case s.h < lowRows:
		return []row{lengthRow, beginRow}
	case s.script.ID == "" && s.more:
		return []row{lengthRow, wheelRow, bellsRow, ambienceRow, beginRow}
	case s.script.ID == "":
		return []row{lengthRow, wheelRow, bellsRow, moreRow, beginRow}
	case s.more:
		return []row{lengthRow, guidanceRow, bellsRow, narratorRow, ambienceRow, beginRow}
	}
	return []row{lengthRow, guidanceRow, bellsRow, moreRow, beginRow}
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
	s.on = rows[min(max(i, 0), len(rows)-1)]
	return nil
}

// option is a value of a row, its name and what it means.
type option[T comparable] struct {
	value T
	name  safe.Text
	means safe.Text
}

func guidances() []option[sessions.Guidance] {
	return []option[sessions.Guidance]{
		{sessions.Full, safe.Lit("full"), safe.Lit("as many words as fit")},
		{sessions.Light, safe.Lit("light"), safe.Lit("about half the words")},
		{sessions.BellsOnly, safe.Lit("bells"), safe.Lit("bells, no words")},
	}
}

func wheels() []option[sessions.Wheel] {
	return []option[sessions.Wheel]{
		{sessions.Ground, safe.Lit("just sitting"), safe.Text{}},
		{sessions.Self, safe.Lit("myself"), safe.Lit("the wheel within")},
		{sessions.Other, safe.Lit("others"), safe.Lit("the wheel without")},
	}
}

func customs() []option[sessions.Custom] {
	return []option[sessions.Custom]{
		{sessions.Auto, safe.Lit("auto"), safe.Lit("as this sit asks")},
		{sessions.Simple, safe.Lit("simple"), safe.Lit("one, and one at the end")},
		{sessions.Zen, safe.Lit("zen"), safe.Lit("three, and one at the end")},
		{sessions.Village, safe.Lit("village"), safe.Lit("a half sound, three, two at the end")},
		{sessions.Retreat, safe.Lit("retreat"), safe.Lit("three, and one at the end")},
		{sessions.NoBells, safe.Lit("none"), safe.Lit("silence at both ends")},
	}
}

// off is no narrator, and no ambience.
const off = "off"

// offered puts "off" before what there is, and after it what is chosen though
// it is not among them.
func offered(none safe.Text, there []start.Offer, chosen string) []option[string] {
	all := []option[string]{{off, safe.Lit(off), none}}
	for _, o := range there {
		all = append(all, option[string]{o.Name, safe.Line(o.Name), safe.Line(o.About)})
	}
	if of(all, chosen).value != chosen {
		all = append(all, option[string]{value: chosen, name: safe.Line(chosen)})
	}
	return all
}

// unfold shows the rows that are asked for less often.
func (s *Setup) unfold() tea.Cmd {
	s.more = true
	s.on = ambienceRow
	if s.script.ID != "" {
		s.on = narratorRow
	}
	return nil
}

// of returns the option with that value, the first one when there is none.
func of[T comparable](options []option[T], value T) option[T] {
	return options[max(slices.IndexFunc(options, func(o option[T]) bool { return o.value == value }), 0)]
}

// next returns the value by steps further on, round and round.
func next[T comparable](options []option[T], value T, by int) T {
	i := max(slices.IndexFunc(options, func(o option[T]) bool { return o.value == value }), 0)
	n := len(options)
	return options[((i+by)%n+n)%n].value
}

// turn changes the row's value.
func (s *Setup) turn(by int) tea.Cmd {
	switch s.at() {
	case lengthRow:
		return s.step(by)
	case guidanceRow:
		s.choices.Guidance = next(guidances(), s.choices.Guidance, by)
	case wheelRow:
		s.wheel = next(wheels(), s.wheel, by)
	case bellsRow:
		s.choices.Bells.Custom = next(customs(), s.choices.Bells.Custom, by)
	case narratorRow:
		s.choices.Voice.Name = next(s.narrators, s.choices.Voice.Name, by)
		s.kept["voice.name"] = s.choices.Voice.Name
	case ambienceRow:
		s.choices.Audio.Ambience = next(s.ambiences, s.choices.Audio.Ambience, by)
		s.kept["audio.ambience"] = s.choices.Audio.Ambience
	case moreRow:
		return s.unfold()
	case beginRow:
		return nil
	}
	return s.replan()
}

// step makes the sit by so many minutes longer.
func (s *Setup) step(by int) tea.Cmd {
	s.length = s.length.Step(time.Duration(by)*time.Minute, max(s.least, time.Second), s.script.ID == "")
	return s.replan()
}

// edit begins to change the row, or begins the sit.
func (s *Setup) edit() tea.Cmd {
	switch {
	case s.at() == beginRow:
		return s.begin()
	case s.at() == lengthRow:
		s.field = &field{text: s.length.typed(), length: s.length}
	case s.at() == moreRow:
		return s.unfold()
	default:
		s.choose = true
	}
	return nil
}

// typed takes text into the field; a digit opens one.
func (s *Setup) typed(text string) tea.Cmd {
	digit := text != "" && text[0] >= '0' && text[0] <= '9'
	switch {
	case !s.known || text == "" || s.choosing() || s.field == nil && !digit:
		return nil
	case s.field == nil:
		s.on, s.field = lengthRow, &field{}
	}
	s.field.add(text)
	return s.retyped()
}

func (s *Setup) retyped() tea.Cmd {
	s.field.read(s.house.Now(), s.script.ID == "")
	return s.replan()
}

// take ends the typing with what was typed, and goes on to Begin. What cannot
// be read stays to be mended.
func (s *Setup) take() tea.Cmd {
	if s.field.err != nil {
		return nil
	}
	s.length, s.field, s.on = s.field.length, nil, beginRow
	return s.replan()
}

// drop ends the typing and leaves the length as it was.
func (s *Setup) drop() tea.Cmd {
	s.field = nil
	return s.replan()
}

// Typing reports whether a length is being typed.
func (s *Setup) Typing() bool { return s.field != nil }

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
		return []screen.Bind{
			screen.Key("enter", "this length", s.take),
			screen.Key("esc", "as it was", s.drop),
			screen.Key("backspace", "letter back", func() tea.Cmd { s.field.rubOut(); return s.retyped() }),
			screen.Key("ctrl+u", "empty", func() tea.Cmd { s.field.text = ""; return s.retyped() }),
		}
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
		screen.Key("↑ ↓", "choose", by(s.move, -1), "up", "k"),
		screen.Key("↓", "", by(s.move, 1), "down", "j"),
		screen.Key("← →", "change", by(s.turn, -1), "left"),
		screen.Key("→", "", by(s.turn, 1), "right"),
	}
}

// click chooses a row; a second one on it does what enter does.
func (s *Setup) click(msg tea.MouseClickMsg) tea.Cmd {
	st := s.stack(s.w, s.h)
	id, ok := st.At(s.w, s.h, columnOf(s.w), msg.Y)
	if !ok || msg.Button != tea.MouseLeft || s.field != nil || s.choosing() {
		return nil
	}
	again := s.at() == row(id)
	s.on = row(id)
	if again || s.at() == beginRow {
		return s.edit()
	}
	return nil
}
