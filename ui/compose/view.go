package compose

import (
	"time"

	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// The sizes at which the screen sheds detail.
const (
	labelCols = 12
	narrow    = 30 // narrower: short names of the rows
	lowRows   = 10 // lower: rows alone
	footRows  = 12 // lower: no keys
	airyRows  = 18 // lower: no word about what this is
)

func column(w int) int { return min(widget.Column, w-2) }

// room is how much of a line is seen while it is written.
func (s *Screen) room() int { return max(column(s.w)-2-s.label(), 1) }

func (s *Screen) label() int {
	if column(s.w) < narrow {
		return 8
	}
	return labelCols
}

// View draws one column, a little above the middle.
func (s *Screen) View(w, h int) theme.Block { return s.stack(w, h).Place(w, h, column(w)) }

// Frame shows the text cursor while a line is written.
func (s *Screen) Frame(w, h int) screen.Frame {
	if s.field == nil {
		return screen.Frame{}
	}
	st := s.stack(w, h)
	left, _ := st.Corner(w, h, column(w))
	for y := range h {
		if i, ok := st.At(w, h, column(w), y); ok && row(i) == s.at {
			_, x, _ := s.field.Draw(s.look.Text, s.room(), 1)
			return screen.Frame{Cursor: &screen.Point{X: min(left+2+s.label()+x, w-1), Y: y}}
		}
	}
	return screen.Frame{}
}

func (s *Screen) stack(w, h int) (st widget.Stack) {
	switch s.view {
	case list:
		s.list(&st, column(w), h)
	case shown:
		s.shown(&st, column(w), h)
	case form:
		s.form(&st, column(w), h)
	}
	return st
}

func (s *Screen) foot(st *widget.Stack, column, h int) {
	if h >= footRows {
		st.Gap(1)
		st.Inset(screen.Foot(s.look, column-2, s.Binds()))
	}
}

// form is the lines to fill in.
func (s *Screen) form(st *widget.Stack, column, h int) {
	if h >= lowRows {
		st.Inset(s.look.Text.Render(widget.Truncate(safe.Lit("A practice of your own"), column-2)))
		st.Gap(1)
	}
	if h >= airyRows {
		about := safe.Lit("The settling of the first, the middle of both, the close of the second; and when you mean to sit it.")
		st.Inset(widget.Paragraph(s.look.Dim, about, column-2, 2))
		st.Gap(1)
	}
	after := widget.Lines(2, h >= footRows) + widget.Lines(1, h >= airyRows)
	wrong := s.why(column)
	after += wrong.Height() + widget.Lines(1, wrong.Height() > 0)
	st.Window(int(lookRow)+1, int(s.at), h-st.Height()-after, func(i int, more bool) theme.Block {
		if row(i) == lookRow {
			st.Gap(widget.Lines(1, h >= airyRows)) // it is no line of the plan
		}
		return s.line(row(i), more, column)
	})
	if wrong.Height() > 0 {
		st.Gap(1)
		st.Inset(wrong)
	}
	s.foot(st, column, h)
}

// line is a row of the form.
func (s *Screen) line(r row, more bool, column int) theme.Block {
	style := s.look.Text
	if r == s.at {
		style = s.look.Accent
	}
	edge := style.Render(widget.Edge(s.look, r == s.at, more))
	if r == lookRow {
		return theme.Row(edge, style.Render(widget.Truncate(safe.Lit("Look at it"), column-2)))
	}
	name, hints := named(r)
	if s.label() < labelCols && r == againRow {
		name = safe.Lit("Again")
	}
	label := style.Render(widget.PadRight(name, s.label()))
	room := max(column-2-s.label(), 1)
	if r == s.at && s.field != nil {
		text, _, _ := s.field.Draw(s.look.Text, room, 1)
		return theme.Row(edge, label, text)
	}
	value := safe.Line(s.words[r])
	if r <= secondRow {
		value = s.title(s.words[r])
	}
	if value.Empty() {
		return theme.Row(edge, label, s.look.Dim.Render(fitting(hints, room)))
	}
	return theme.Row(edge, label, s.look.Text.Render(widget.Truncate(value, room)))
}

// title is that of a part.
func (s *Screen) title(id string) safe.Text {
	for _, p := range s.parts {
		if p.ID == id {
			return safe.Line(p.Title)
		}
	}
	return safe.Text{}
}

// named is the name of a row, and what could stand in it, the longest first.
func named(r row) (name safe.Text, hints []safe.Text) {
	switch r {
	case firstRow:
		return safe.Lit("First"), []safe.Text{safe.Lit("a practice"), safe.Lit("choose")}
	case secondRow:
		return safe.Lit("Second"), []safe.Text{safe.Lit("another one"), safe.Lit("choose")}
	case afterRow:
		return safe.Lit("After"), []safe.Text{safe.Lit("for example: the first coffee"), safe.Lit("perhaps the first coffee"), safe.Lit("coffee")}
	case minutesRow:
		return safe.Lit("Minutes"), []safe.Text{safe.Lit("10")}
	case daysRow:
		return safe.Lit("Days"), []safe.Text{safe.Lit("for example: on weekdays"), safe.Lit("weekdays")}
	case againRow:
		return safe.Lit("Again with"), []safe.Text{safe.Lit("after a pause, for example: one minute"), safe.Lit("perhaps one minute"), safe.Lit("a minute")}
	}
	return safe.Lit("Name"), []safe.Text{safe.Lit("of the practice")}
}

// fitting is the first of several that w columns hold whole.
func fitting(of []safe.Text, w int) safe.Text {
	for _, t := range of {
		if theme.Width(t) <= w {
			return t
		}
	}
	return safe.Text{}
}

// list is the practices that can be a part.
func (s *Screen) list(st *widget.Stack, column, h int) {
	if h >= lowRows {
		name := safe.Lit("The first practice")
		if s.at == secondRow {
			name = safe.Lit("The second practice")
		}
		st.Inset(s.look.Text.Render(widget.Truncate(name, column-2)))
		st.Gap(1)
	}
	room := widget.Calm(h) - st.Height() - widget.Lines(2, h >= footRows)
	st.Window(len(s.parts), s.pick, room, func(i int, more bool) theme.Block {
		style := s.look.Text
		if i == s.pick {
			style = s.look.Accent
		}
		edge := style.Render(widget.Edge(s.look, i == s.pick, more))
		title := widget.Truncate(safe.Line(s.parts[i].Title), column-6)
		left := max(column-2-theme.Width(title)-2, 1)
		return theme.Row(edge, style.Render(title), theme.Blank(left, 1), widget.Wheels(s.look, s.parts[i].Wheel))
	})
	s.foot(st, column, h)
}

// shown is the plan in a sentence and the practice by its stages, scrolled
// where there is no room for all of it.
func (s *Screen) shown(st *widget.Stack, column, h int) {
	if h >= lowRows {
		st.Inset(s.look.Text.Render(widget.Truncate(safe.Line(s.made.Script.Title), column-2)))
		st.Gap(1)
	}
	lines, room := s.plan(column), s.readable()
	if len(lines) <= room {
		st.Inset(theme.Vertical(theme.Start, lines...))
	} else {
		st.Add(widget.Scroll(s.look, lines, s.top, room))
	}
	if wrong := s.why(column); wrong.Height() > 0 {
		st.Gap(1)
		st.Inset(wrong)
	}
	s.foot(st, column, h)
}

// why it cannot be made, or kept.
func (s *Screen) why(column int) theme.Block {
	return widget.Paragraph(s.look.Text, safe.Line(s.wrong), column-2, 2)
}

// plan is the lines of what is shown.
func (s *Screen) plan(column int) []theme.Block {
	var lines []theme.Block
	for _, l := range widget.Wrap(safe.Line(s.made.Sentence()), min(column-2, widget.Column)) {
		lines = append(lines, s.look.Text.Render(l))
	}
	if len(s.stages) > 0 {
		lines = append(lines, theme.Blank(1, 1))
	}
	for _, sp := range s.stages {
		long := clock(sp.End - sp.Start)
		name := min(column-2-3-theme.Width(long)-1, 33)
		title := widget.PadRight(widget.Truncate(safe.Line(sp.Title), name), name+1)
		lines = append(lines, theme.Row(widget.Wheels(s.look, sp.Wheel), s.look.Text.Render(safe.Lit(" "), title), s.look.Dim.Render(long)))
	}
	return lines
}

// readable is how many lines of what is shown are seen.
func (s *Screen) readable() int {
	wrong := s.why(column(s.w)).Height()
	taken := widget.Lines(2, s.h >= lowRows) + widget.Lines(2, s.h >= footRows) + wrong + widget.Lines(1, wrong > 0)
	return max(widget.Calm(s.h)-taken, 1)
}

// furthest is the last line that what is shown can begin with.
func (s *Screen) furthest() int {
	if s.view != shown {
		return 0
	}
	return max(len(s.plan(column(s.w)))-s.readable(), 0)
}

func clock(d time.Duration) safe.Text {
	d = d.Round(time.Second)
	return safe.Format("%d:%02d", d/time.Minute, d%time.Minute/time.Second)
}
