package setup

import (
	"slices"
	"strings"
	"unicode/utf8"

	"karuna/sessions"
	"karuna/sessions/practice"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// The width of a row's name, and in a narrow window; and the height from which
// Begin stands apart.
const (
	labelCols  = 11
	narrowCols = 10
	narrow     = 30
	airyRows   = 20
	tightRows  = 16 // lower: one thing is told, and rows take what is left
	twoColumns = 48 // narrower: stages stand in one column
	stageGap   = 4
)

func labelWidth(w int) int {
	if w < narrow {
		return narrowCols
	}
	return labelCols
}

func columnOf(w int) int { return min(widget.Column, w-2) }

// View draws the column; nothing before it is known what it is about.
func (s *Setup) View(w, h int) theme.Block {
	return s.stack(w, h).Place(w, h, columnOf(w))
}

// stack puts the parts below one another, as many as there is room for.
func (s *Setup) stack(w, h int) (st widget.Stack) {
	if !s.known {
		return st
	}
	room := columnOf(w)
	h = widget.Calm(h)
	told := s.told(room-2, h)
	controls := s.controls(room, most(h, told.Height()))
	parts := []part{
		{keep: 9, lines: s.lines(s.look.Text.Render(widget.Truncate(s.title(), room-2)))},
		{keep: 4, lines: s.about(room - 2), near: toAbove},
		{keep: 1, lines: s.whom(room - 2), near: toAbove},
		{keep: 8, lines: s.care(room-2, h-1-controls.Height())},
		{keep: 2, lines: s.stages(room - 2), near: toBelow},
		{keep: 5, lines: s.strip(room - 2)},
		{keep: 10, lines: controls},
		{keep: 7, lines: told},
		{keep: 6, lines: s.lines(screen.Foot(s.look, room-2, s.Binds()))},
	}
	if h < lowRows {
		parts = []part{parts[0], parts[3], parts[6], parts[7]}
	}
	if s.wrong != "" {
		parts[len(parts)-1-bit(h >= lowRows)].keep = 9
	}
	gap := bit(h >= 10 || roomy(parts, h))
	shown := fit(parts, h, gap)
	for i, p := range parts {
		if shown[i] {
			if st.Height() > 0 && p.near != toAbove && !(shown[i-1] && parts[i-1].near == toBelow) {
				st.Gap(gap)
			}
			st.Append(p.lines)
		}
	}
	return st
}

// lines begins a part where the names of the rows begin.
func (s *Setup) lines(blocks ...theme.Block) (st widget.Stack) {
	for _, b := range blocks {
		if b.Height() > 0 && b.Width() > 0 {
			st.Add(theme.Horizontal(theme.Start, theme.Blank(2, 1), b))
		}
	}
	return st
}

// about is the purpose.
func (s *Setup) about(w int) widget.Stack {
	if s.script.ID == "" {
		return s.lines(widget.Paragraph(s.look.Dim, safe.Lit("Bells and silence, nothing else."), w, 2))
	}
	purpose, _, _ := strings.Cut(s.script.Purpose, "\n")
	return s.lines(widget.Paragraph(s.look.Dim, safe.Line(purpose), w, 3))
}

// whom says for whom it is.
func (s *Setup) whom(w int) (st widget.Stack) {
	if s.script.For == "" {
		return st
	}
	return s.lines(widget.Paragraph(s.look.Dim, safe.Format("For %s.", s.script.For), w, 2))
}

// care is what should be known before this script is sat.
func (s *Setup) care(w, h int) widget.Stack {
	return s.lines(widget.Sentences(s.look.Text, safe.Line(start.Caution(s.script)), w, min(h, 5)))
}

// stages names the stages with their share of the length, from one end of the
// strip to the other: in two columns, the first read down before the second.
func (s *Setup) stages(w int) (st widget.Stack) {
	if s.script.ID == "" {
		return st
	}
	all, rows, wide := s.plan.Stages, len(s.plan.Stages), w
	if w >= twoColumns {
		rows, wide = (rows+1)/2, (w-stageGap)/2
	}
	for i := range rows {
		line := s.stage(all[i], wide)
		if next := i + rows; next < len(all) {
			line = theme.Row(line, theme.Blank(w-2*wide, 1), s.stage(all[next], wide))
		}
		st.Append(s.lines(line))
	}
	return st
}

// stage is the name of a stage, and at the right edge how long it is.
func (s *Setup) stage(sp sessions.Span, w int) theme.Block {
	long := widget.Span(sp.End - sp.Start)
	name := max(w-3-theme.Width(long)-1, 1)
	title := widget.PadRight(widget.Truncate(safe.Line(sp.Title), name), name+1)
	return theme.Row(
		widget.Wheels(s.look, sp.Wheel), s.look.Text.Render(safe.Lit(" "), title), s.look.Dim.Render(long),
	)
}

// strip shows stages and bells along the length.
func (s *Setup) strip(w int) widget.Stack {
	if s.plan.Total == 0 {
		return widget.Stack{}
	}
	segments := make([]widget.Segment, len(s.plan.Stages))
	for i, sp := range s.plan.Stages {
		segments[i] = widget.Segment{Share: float64(sp.End - sp.Start), Wheel: sp.Wheel}
	}
	var marks []widget.Mark
	for _, c := range s.plan.Cues {
		if c.Type == sessions.CueBell {
			marks = append(marks, widget.Mark{At: float64(c.At) / float64(s.plan.Total)})
		}
	}
	return s.lines(widget.Strip(s.look, segments, marks, w))
}

// most is how many rows of h there is room for beside what is told.
func most(h, told int) int {
	switch {
	case h < lowRows:
		return min(max(h-1-told, 2), 4) // the title
	case h < tightRows:
		return max(h-5, 3) // the title, the one thing to be said, and free lines
	}
	return h - 5 - told // and the keys
}

// controls are at most n of the rows, the chosen one among them.
func (s *Setup) controls(w, n int) (st widget.Stack) {
	rows := s.rows()
	apart := s.h >= airyRows
	n = min(n-bit(apart), len(rows))
	at := max(slices.Index(rows, s.at()), 0)
	top := min(max(at-n/2, 0), len(rows)-n)
	for i := top; i < top+n; i++ {
		more := i == top && top > 0 || i == top+n-1 && top+n < len(rows)
		if rows[i] == beginRow {
			st.Gap(bit(apart))
		}
		st.Row(int(rows[i]), s.control(rows[i], more, w))
	}
	return st
}

// control draws a row.
func (s *Setup) control(r row, more bool, w int) theme.Block {
	chosen, style := r == s.at(), s.look.Text
	if chosen {
		style = s.look.Accent
	}
	edge := style.Render(widget.Edge(s.look, chosen, more))
	if r == beginRow {
		return theme.Row(edge, style.Render(safe.Lit("Begin")))
	}
	label := style.Render(widget.PadRight(widget.Truncate(s.label(r), labelWidth(w)-1), labelWidth(w)))
	rest := w - 2 - labelWidth(w)
	if s.field != nil && s.field.row == r {
		text, _, _ := s.field.text.Draw(s.look.Text, rest, 1)
		return theme.Row(edge, label, text)
	}
	return s.valued(r, edge, label, style, w)
}

// valued puts behind the name of a row what it is set to, and what that means.
func (s *Setup) valued(r row, edge, label theme.Block, style theme.Style, w int) theme.Block {
	value, means := s.value(r)
	chosen, rest := r == s.at(), w-2-label.Width()
	turning := chosen && s.choosing()
	if need := theme.Width(value) + 4*bit(turning); w < narrow && chosen && need > rest {
		label, rest = theme.Block{}, w-2 // the value has the row to itself
	}
	shown := s.look.Text.Render(widget.Truncate(value, rest))
	if turning {
		shown = style.Render(s.turned(widget.Truncate(value, rest-4)))
	}
	line := theme.Row(edge, label, shown)
	gap := 3
	if value.Empty() {
		gap = 0
	}
	told := chosen || r == intentionRow || r >= askRow // where it goes is said before it is written
	if left := w - line.Width() - gap; told && theme.Width(means) <= left {
		line = theme.Row(line, theme.Blank(gap, 1), s.look.Dim.Render(means))
	}
	return line
}

// turned marks a value that the arrows change.
func (s *Setup) turned(value safe.Text) safe.Text {
	if s.look.Glyphs == theme.ASCII {
		return safe.Concat(safe.Lit("< "), value, safe.Lit(" >"))
	}
	return safe.Concat(safe.Lit("‹ "), value, safe.Lit(" ›"))
}

// label is the name of a row.
func (s *Setup) label(r row) safe.Text {
	if c, ok := s.choice(r); ok {
		return c.label
	}
	switch r {
	case lengthRow:
		return safe.Lit("Length")
	case moreRow:
		return safe.Lit("More")
	case nameRow:
		return safe.Lit("Name")
	case intentionRow:
		return safe.Lit("Intention")
	}
	return s.uses.asks[r-askRow].label()
}

// value returns what a row is set to, and what that means. A line that a
// script asks for says that it is not kept, the intention that it is.
func (s *Setup) value(r row) (value, means safe.Text) {
	if c, ok := s.choice(r); ok {
		o := c.shown()
		return o.name, o.means
	}
	switch {
	case r == moreRow:
		return s.moreOf(columnOf(s.w) - 2 - labelWidth(columnOf(s.w))), safe.Text{}
	case r == intentionRow:
		return safe.Line(s.intention), safe.Lit("kept in the log")
	case r >= askRow:
		return safe.Line(s.slots[s.uses.asks[r-askRow].Name]), safe.Lit("forgotten after")
	case !s.length.Until.IsZero() && s.wrong == "":
		return safe.Format("%s, %s", s.length.Text(), widget.Length(s.plan.Total)), safe.Text{}
	}
	return s.length.Text(), safe.Text{}
}

// told is where the sit will sound, and under it the one thing that has to be
// said now. That line is there also when there is nothing to say, so that
// nothing jumps; in a low window it stands in the other's place.
func (s *Setup) told(w, h int) widget.Stack {
	line, style := s.message()
	message := widget.Sentences(style, line, w, 2+bit(h < lowRows && s.at() >= askRow))
	where := s.look.Dim.Render(widget.Truncate(safe.Line(s.where), w))
	switch {
	case h < lowRows || h < tightRows && message.Height() > 0:
		return s.lines(message)
	case h < tightRows:
		return s.lines(where)
	case message.Height() == 0:
		message = theme.Blank(1, 1)
	}
	return s.lines(where, message)
}

func (s *Setup) message() (safe.Text, theme.Style) {
	switch {
	case s.opening && s.choices.Voice.Name != off:
		return safe.Lit("The narrator is getting ready."), s.look.Dim
	case s.field != nil && s.field.err != nil && s.field.text.Text() != "":
		return safe.Line(s.field.err.Error()), s.look.Text
	case s.wrong != "":
		return safe.Line(sentence(s.wrong)), s.look.Text
	case s.field != nil && s.field.row == nameRow:
		return safe.Lit("The keys 1 to 9 at home open it."), s.look.Dim
	case s.at() >= askRow:
		return safe.Line(s.uses.asks[s.at()-askRow].Text), s.look.Dim
	case !s.said.Empty():
		return s.said, s.look.Dim
	case s.warning != "":
		return safe.Line(s.warning), s.look.Text
	}
	return s.word(), s.look.Dim
}

// word is what there is to say of the length, else from what was sat before.
func (s *Setup) word() safe.Text {
	switch long := s.plan.Total > practice.LongSit && !s.knowsLong; {
	case long && len(s.plan.Notes) > 0:
		return safe.Line(sentence(s.plan.Notes[0]) + " Move or stop as you wish.")
	case long:
		return safe.Lit("A long sit. Open your eyes, move or stop whenever you wish.")
	case len(s.plan.Notes) > 0:
		return safe.Line(sentence(s.plan.Notes[0]))
	}
	return safe.Line(s.advice)
}

// sentence writes an error as a person reads it.
func sentence(words string) string {
	_, n := utf8.DecodeRuneInString(words)
	return strings.ToUpper(words[:n]) + words[n:] + "."
}

// cursor is the cell of the next letter in the field.
func (s *Setup) cursor(w, h int) *screen.Point {
	column := columnOf(w)
	st := s.stack(w, h)
	left, _ := st.Corner(w, h, column)
	for y := range h {
		if id, ok := st.At(w, h, column, y); ok && row(id) == s.field.row {
			_, x, _ := s.field.text.Draw(s.look.Text, column-2-labelWidth(column), 1)
			return &screen.Point{X: min(left+2+labelWidth(column)+x, w-1), Y: y}
		}
	}
	return nil
}
