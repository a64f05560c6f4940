package widget

import (
	"strings"
	"time"

	"karuna/sessions"
	"karuna/ui/safe"
	"karuna/ui/theme"
)

// Plain is the id of a line of a Stack that stands for nothing.
const Plain = -1

// Stack is lines below one another, of which some stand for something that can
// be chosen. The zero Stack is empty.
type Stack struct {
	blocks []theme.Block
	ids    []int
	height int
}

// Add puts blocks below the others. Empty blocks take no line.
func (s *Stack) Add(blocks ...theme.Block) {
	for _, b := range blocks {
		s.Row(Plain, b)
	}
}

// Row puts a block below the others that stands for id.
func (s *Stack) Row(id int, b theme.Block) {
	if b.Height() == 0 {
		return
	}
	s.blocks, s.ids = append(s.blocks, b), append(s.ids, id)
	s.height += b.Height()
}

// Inset puts a block below the others, in from the left by the two columns in
// which rows have their mark. A block that is empty either way takes no line.
func (s *Stack) Inset(b theme.Block) {
	if b.Height() > 0 && b.Width() > 0 {
		s.Add(theme.Row(theme.Blank(2, 1), b))
	}
}

// Window puts at most room of n rows below the others, at least one of them,
// the chosen one where possible in the middle. draw draws row i, which stands for
// i; more says that it is the first or the last to be seen and others are
// beyond it.
func (s *Stack) Window(n, chosen, room int, draw func(i int, more bool) theme.Block) {
	room = min(max(room, 1), n)
	top := scrollTo(n, chosen, room)
	for i := top; i < top+room; i++ {
		s.Row(i, draw(i, i == top && top > 0 || i == top+room-1 && top+room < n))
	}
}

// Gap leaves n lines free.
func (s *Stack) Gap(n int) { s.Add(theme.Blank(1, n)) }

// Append puts the lines of t below.
func (s *Stack) Append(t Stack) {
	for i, b := range t.blocks {
		s.Row(t.ids[i], b)
	}
}

// Height returns the number of lines.
func (s Stack) Height() int { return s.height }

// Place draws the lines in exactly w by h, as a column of width columns whose
// lines begin at its left. The column is in the middle, a little above the
// middle of the height: that is where the eye looks for it.
func (s Stack) Place(w, h, width int) theme.Block {
	left, top := s.Corner(w, h, width)
	inner := theme.Clip(w-left, h, theme.Vertical(theme.Start, s.blocks...))
	return theme.Place(w, h, theme.Start, theme.Start,
		theme.Vertical(theme.Start, theme.Blank(1, top), theme.Horizontal(theme.Start, theme.Blank(left, 1), inner)))
}

// Calm returns how many lines of a window h high a Stack takes at most, so that
// there is air above and below it. A low window has none to spare.
func Calm(h int) int { return h - max(h-14, 0)/2 }

// Corner returns where Place with the same arguments puts the first line.
func (s Stack) Corner(w, h, width int) (left, top int) {
	return max(w-width, 0) / 2, max(h-s.height, 0) * 2 / 5
}

// At returns the id of the line that Place with the same arguments draws at
// row y, and whether it stands for something.
func (s Stack) At(w, h, width, y int) (id int, ok bool) {
	_, top := s.Corner(w, h, width)
	y -= top
	for i, b := range s.blocks {
		if y >= 0 && y < b.Height() {
			return s.ids[i], s.ids[i] != Plain
		}
		y -= b.Height()
	}
	return Plain, false
}

// Paragraph returns t wrapped to at most w columns, in at most h lines; what
// does not fit is cut with a mark.
func Paragraph(s theme.Style, t safe.Text, w, h int) theme.Block {
	if t.Empty() || h <= 0 {
		return theme.Block{}
	}
	lines := Wrap(t, min(w, Column))
	if len(lines) > h {
		lines = lines[:h]
		lines[h-1] = Truncate(safe.Concat(lines[h-1], safe.Lit(" ..")), min(w, Column))
	}
	blocks := make([]theme.Block, len(lines))
	for i, l := range lines {
		blocks[i] = s.Render(l)
	}
	return theme.Vertical(theme.Start, blocks...)
}

// Sentences returns as many whole sentences of t as fit h lines of at most w
// columns: saying less reads better than a cut does. Where even the first is
// too long, it is cut as Paragraph does.
func Sentences(s theme.Style, t safe.Text, w, h int) theme.Block {
	said := safe.Text{}
	rest := t.String()
	for rest != "" {
		sentence, after, _ := strings.Cut(rest, ". ")
		if after != "" {
			sentence += "."
		}
		longer := safe.Line(sentence)
		if !said.Empty() {
			longer = safe.Join(safe.Lit(" "), said, longer)
		}
		if !said.Empty() && len(Wrap(longer, min(w, Column))) > h {
			break
		}
		said, rest = longer, after
	}
	return Paragraph(s, said, w, h)
}

// Wheels draws which way a practice turns, in two columns: the wheel of
// oneself, then that of others; the one that turns is large. A practice of
// neither is level ground.
func Wheels(th theme.Theme, w sessions.Wheel) theme.Block {
	large, small, ground := safe.Lit("⠶"), safe.Lit("⠄"), safe.Lit("⠤⠤")
	if th.Glyphs == theme.ASCII {
		large, small, ground = safe.Lit("o"), safe.Lit("."), safe.Lit("--")
	}
	switch w {
	case sessions.Self:
		return theme.Row(th.Self.Render(large), th.Line.Render(small))
	case sessions.Other:
		return theme.Row(th.Line.Render(small), th.Other.Render(large))
	case sessions.Both:
		return theme.Row(th.Self.Render(large), th.Other.Render(large))
	}
	return th.Ground.Render(ground)
}

// Length writes a length of time as a person says it, to the second: "12 min",
// "1 h 10 min", "3 min 20 s", "45 s".
func Length(d time.Duration) safe.Text {
	d = d.Round(time.Second)
	parts := make([]safe.Text, 0, 3)
	for _, u := range []struct {
		n    time.Duration
		unit safe.Text
	}{
		{d / time.Hour, safe.Lit("h")}, {d % time.Hour / time.Minute, safe.Lit("min")}, {d % time.Minute / time.Second, safe.Lit("s")},
	} {
		if u.n > 0 {
			parts = append(parts, safe.Join(safe.Lit(" "), safe.Int(int(u.n)), u.unit))
		}
	}
	if len(parts) == 0 {
		return safe.Lit("0 s")
	}
	return safe.Join(safe.Lit(" "), parts...)
}

// Span writes how long a stage is, so that several stand well below one
// another: "4:05", "1:02:00".
func Span(d time.Duration) safe.Text {
	d = d.Round(time.Second)
	if d >= time.Hour {
		return safe.Format("%d:%02d:%02d", d/time.Hour, d%time.Hour/time.Minute, d%time.Minute/time.Second)
	}
	return safe.Format("%d:%02d", d/time.Minute, d%time.Minute/time.Second)
}

// Edge returns the two columns before a row: the mark of the chosen one, a
// mark that there is more beyond it, or nothing.
func Edge(th theme.Theme, chosen, more bool) safe.Text {
	ascii := th.Glyphs == theme.ASCII
	switch {
	case chosen && ascii:
		return safe.Lit("> ")
	case chosen:
		return safe.Lit("› ")
	case more && ascii:
		return safe.Lit(": ")
	case more:
		return safe.Lit("⋮ ")
	}
	return safe.Lit("  ")
}
