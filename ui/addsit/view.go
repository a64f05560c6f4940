package addsit

import (
	"strings"
	"time"

	"karuna/sessions"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// The sizes at which the page sheds detail, and its columns.
const (
	lowRows     = 12 // lower: the rows alone
	labelWidth  = 12
	narrowLabel = 8  // where a row has under 30 columns
	mostPicked  = 14 // rows of the list of practices
)

// wheel is whom a silent sit was for.
type wheel struct {
	wheel sessions.Wheel
	name  safe.Text
}

func wheels() []wheel {
	return []wheel{
		{"", safe.Lit("just sitting")},
		{sessions.Self, safe.Lit("myself")},
		{sessions.Other, safe.Lit("others")},
	}
}

func column(w int) int { return min(54, w-2) }

// View draws the rows, the practices to choose from, or the note.
func (s *Screen) View(w, h int) theme.Block {
	if s.field != nil && s.on == noteRow {
		page, _, _ := s.writing().Draw(s.look, w, h)
		return page
	}
	st, width := s.stack(w, h)
	return st.Place(w, h, width)
}

// Frame shows the text cursor in an open field.
func (s *Screen) Frame(w, h int) screen.Frame {
	if !s.Typing() {
		return screen.Frame{}
	}
	if s.pick == nil && s.on == noteRow {
		_, x, y := s.writing().Draw(s.look, w, h)
		return screen.Frame{Cursor: &screen.Point{X: x, Y: y}}
	}
	st, width := s.stack(w, h)
	left, top := st.Corner(w, h, width)
	if s.pick != nil {
		_, x, _ := s.pick.query.Draw(s.look.Text, width-4, 1)
		return screen.Frame{Cursor: &screen.Point{X: left + 4 + x, Y: top}}
	}
	for y := range h {
		if i, ok := st.At(w, h, width, y); ok && row(i) == s.on {
			label := s.label(width)
			_, x, _ := s.field.Draw(s.look.Text, max(width-2-label, 2), 1)
			return screen.Frame{Cursor: &screen.Point{X: min(left+2+label+x, w-1), Y: y}}
		}
	}
	return screen.Frame{}
}

// writing is the page of the note.
func (s *Screen) writing() widget.WritingPage {
	return widget.WritingPage{Ask: safe.Lit("a note"), Text: *s.field, Rows: 12, Foot: func(w int) theme.Block {
		return screen.Foot(s.look, w, s.Binds())
	}}
}

func (s *Screen) stack(w, h int) (st widget.Stack, width int) {
	width = column(w)
	if s.pick != nil {
		s.picking(&st, width, h)
		return st, width
	}
	if h >= lowRows {
		st.Add(theme.Row(theme.Blank(2, 1), s.look.Text.Render(widget.Truncate(s.heading(), width-2))))
		st.Gap(1)
	}
	s.list(&st, width, h)
	if h < lowRows {
		return st, width
	}
	st.Gap(1)
	st.Add(theme.Horizontal(theme.Start, theme.Blank(2, 1), s.below(width)))
	st.Gap(1)
	st.Add(theme.Row(theme.Blank(2, 1), screen.Foot(s.look, width-2, s.Binds())))
	return st, width
}

// below is what is said under the rows.
func (s *Screen) below(width int) theme.Block {
	return widget.Paragraph(s.look.Dim, s.message(), width-2, 2)
}

// heading says which sit this is.
func (s *Screen) heading() safe.Text {
	if s.id == "" {
		return safe.Lit("A sit to add")
	}
	return safe.Concat(safe.Lit("The sit of "), day(s.told.Day))
}

func day(d sessions.Day) safe.Text {
	y, m, n := d.Civil()
	return safe.Format("%s %d %s %d", d.Weekday(), n, m, y)
}

// list adds the rows; in a low window as many as fit, the chosen one among
// them, or what is wrong with it in the place of the last.
func (s *Screen) list(st *widget.Stack, width, h int) {
	rows := s.rows()
	below := widget.Lines(4, s.wrong != "") // in its place
	if h >= lowRows {
		below = s.below(width).Height() + 3
	}
	n := min(len(rows), max(h-st.Height()-below, 1))
	at := 0
	for i, r := range rows {
		if r == s.on {
			at = i
		}
	}
	top := min(max(at-n/2, 0), len(rows)-n)
	for i := top; i < top+n; i++ {
		if rows[i] == saveRow && h >= lowRows+4 {
			st.Gap(1)
		}
		more := i == top && top > 0 || i == top+n-1 && top+n < len(rows)
		st.Row(int(rows[i]), s.row(rows[i], more, width))
	}
	if h < lowRows && s.wrong != "" {
		wrong := widget.Paragraph(s.look.Text, safe.Line(s.wrong), width-2, max(h-st.Height(), 1))
		st.Add(theme.Horizontal(theme.Start, theme.Blank(2, 1), wrong))
	}
}

// row draws a row: its name, and what it is set to.
func (s *Screen) row(r row, more bool, width int) theme.Block {
	style := s.look.Text
	if r == s.on {
		style = s.look.Accent
	}
	edge := style.Render(widget.Edge(s.look, r == s.on, more))
	if r == saveRow {
		return theme.Row(edge, style.Render(safe.Lit("Add it")))
	}
	name, value := s.value(r)
	label := s.label(width)
	if label == narrowLabel && (r == practiceRow || r == wheelRow) {
		label, name = 0, safe.Text{} // the value says what it is
	}
	room := width - 2 - label
	if r == dayRow && theme.Width(value) > room {
		_, m, n := s.told.Day.Civil()
		value = safe.Format("%d %s", n, m.String()[:3])
	}
	shown := s.look.Text.Render(widget.Truncate(value, room))
	switch {
	case s.field != nil && r == s.on:
		shown, _, _ = s.field.Draw(s.look.Text, max(room, 2), 1)
	case value.Empty():
		shown = s.look.Dim.Render(safe.Lit("-"))
	}
	return theme.Row(edge, style.Render(widget.PadRight(widget.Truncate(name, label), label)), shown)
}

// label returns the columns of the names of the rows.
func (s *Screen) label(width int) int {
	if width < 30 {
		return narrowLabel
	}
	return labelWidth
}

// value returns the name of a row, and what it is set to.
func (s *Screen) value(r row) (name, value safe.Text) {
	switch r {
	case dayRow:
		return safe.Lit("Day"), day(s.told.Day)
	case timeRow:
		return safe.Lit("Time"), safe.Line(s.told.At)
	case lengthRow:
		return safe.Lit("Length"), widget.Length(time.Duration(s.told.Sat) * time.Second)
	case practiceRow:
		return safe.Lit("Practice"), safe.Line(s.title)
	case wheelRow:
		for _, w := range wheels() {
			if w.wheel == s.told.Wheel {
				return safe.Lit("For"), w.name
			}
		}
		return safe.Lit("For"), safe.Text{}
	}
	if s.id != "" && s.house.InForce().UI.Private && s.told.Note != "" {
		return safe.Lit("Note"), safe.Lit("kept, and hidden here")
	}
	line, _, _ := strings.Cut(s.told.Note, "\n")
	return safe.Lit("Note"), safe.Line(line)
}

// picking adds the practices that fit what is typed.
func (s *Screen) picking(st *widget.Stack, width, h int) {
	p := s.pick
	text, _, _ := p.query.Draw(s.look.Text, max(width-4, 2), 1)
	st.Add(theme.Row(theme.Blank(2, 1), s.look.Dim.Render(safe.Lit("/ ")), text))
	if h >= lowRows {
		st.Gap(1)
	}
	room := min(max(widget.Calm(h)-st.Height()-widget.Lines(2, h >= lowRows), 1), mostPicked)
	n := min(room, len(p.rows))
	st.Window(len(p.rows), p.at, n, func(i int, more bool) theme.Block {
		style := s.look.Text
		if i == p.at {
			style = s.look.Accent
		}
		return theme.Row(style.Render(widget.Edge(s.look, i == p.at, more)), style.Render(widget.Truncate(safe.Line(title(p.rows[i])), width-2)))
	})
	if n == 0 && p.known {
		st.Add(theme.Row(theme.Blank(2, 1), s.look.Dim.Render(widget.Truncate(safe.Lit("No practice fits these letters."), width-2))))
		n++
	}
	st.Gap(room - n)
	if h >= lowRows {
		st.Gap(1)
		st.Add(theme.Row(theme.Blank(2, 1), screen.Foot(s.look, width-2, s.Binds())))
	}
}
