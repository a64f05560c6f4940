package programmes

import (
	"strings"

	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// The heights at which the screen sheds detail.
const (
	lowRows  = 10 // lower: a name and rows alone
	footRows = 12 // lower: no keys
	airyRows = 16 // lower: no words about what is chosen
	gapCols  = 3  // between a week's name and its way
)

// View draws one column, a little above the middle.
func (s *Screen) View(w, h int) theme.Block {
	st, column := s.stack(w, h)
	return st.Place(w, h, column)
}

func (s *Screen) stack(w, h int) (st widget.Stack, column int) {
	column = min(widget.Column, w-2)
	switch s.view {
	case page:
		s.page(&st, column, h)
	case alternatives:
		s.others(&st, column, h)
	case words:
		s.words(&st, column, h)
	case list:
		s.list(&st, column, h)
	}
	return st, column
}

// line is one line of words.
func line(st *widget.Stack, style theme.Style, t safe.Text, column int) {
	if !t.Empty() {
		st.Inset(style.Render(widget.Truncate(t, column-2)))
	}
}

func (s *Screen) foot(st *widget.Stack, column, h int) {
	if h >= footRows {
		st.Gap(1)
		st.Inset(screen.Foot(s.look, column-2, append(s.Binds(), screen.Key("?", "keys", nil))))
	}
}

// entry draws a row of a list: a title, and at the right edge the first of the
// details that there is room for.
func (s *Screen) entry(title safe.Text, chosen, more bool, column int, details ...safe.Text) theme.Block {
	style, quiet := s.look.Text, s.look.Dim
	if chosen {
		style, quiet = s.look.Accent, s.look.Text
	}
	edge := style.Render(widget.Edge(s.look, chosen, more))
	room := column - 2
	for _, d := range details {
		if left := room - theme.Width(title) - theme.Width(d); !d.Empty() && left >= 2 {
			return theme.Row(edge, style.Render(title), theme.Blank(left, 1), quiet.Render(d))
		}
	}
	return theme.Row(edge, style.Render(widget.Truncate(briefly(title, room), room)))
}

// briefly leaves out what follows a comma, as much as there is no room for.
func briefly(title safe.Text, room int) safe.Text {
	words := title.String()
	for at := strings.LastIndex(words, ", "); at > 0 && theme.Width(safe.Line(words)) > room; {
		words = words[:at]
		at = strings.LastIndex(words, ", ")
	}
	return safe.Line(words)
}

// list is the programmes, and what the chosen one is.
func (s *Screen) list(st *widget.Stack, column, h int) {
	if h >= lowRows {
		line(st, s.look.Text, safe.Lit("Programmes"), column)
		st.Gap(1)
	}
	if len(s.courses) == 0 {
		st.Gap(5)
		return
	}
	st.Window(len(s.courses), s.at, h-st.Height(), func(i int, more bool) theme.Block {
		c := s.courses[i]
		return s.entry(safe.Line(c.at.Programme.Title), i == s.at, more, column, stated(c), shortly(c))
	})
	if h >= airyRows {
		st.Gap(1)
		about := widget.Paragraph(s.look.Dim, safe.Line(s.courses[s.at].at.Programme.About), column-2, 4)
		st.Inset(theme.Place(column-2, 4, theme.Start, theme.Start, about))
	}
	s.foot(st, column, h)
}

// page is the open programme.
func (s *Screen) page(st *widget.Stack, column, h int) {
	c, ok := s.chosen()
	if !ok {
		return
	}
	line(st, s.look.Text, safe.Line(c.at.Programme.Title), column)
	rows, weeks := s.rows(), c.at.Programme.Weeks
	below := s.below(c, column, h)
	foot := widget.Lines(2, h >= footRows)
	if h >= lowRows {
		st.Gap(1)
		whole := h-st.Height()-len(weeks)-min(len(rows), 4)-3-below.Height()-foot >= 0
		s.way(st, c, column, whole)
		st.Gap(1)
	}
	if h >= lowRows-2 {
		line(st, s.look.Dim, s.heading(c, column), column)
	}
	st.Window(len(rows), s.on, h-st.Height()-below.Height()-foot, func(i int, more bool) theme.Block {
		return s.entry(rows[i].title, i == s.on, more, column, rows[i].detail, rows[i].brief)
	})
	st.Append(below)
	s.foot(st, column, h)
}

// heading says what the first rows are; of a way without names, in which week.
func (s *Screen) heading(c course, column int) safe.Text {
	switch {
	case c.at.Next() == 0:
		return safe.Format("All %d steps are done.", len(c.at.Done))
	case !c.at.Running:
		return safe.Text{}
	}
	step := safe.Format("Step %d of %d", c.at.Next(), len(c.at.Done))
	here, ok := weekOf(c)
	named := safe.Join(safe.Lit(", "), step, safe.Line(here.Title))
	if ok && len(c.at.Programme.Weeks) > 1 && nameCols(c, column) == 0 && theme.Width(named) <= column-2 {
		return named
	}
	return step
}

// below is what stands under the rows: what to read before the sit, what to
// practise between sits, the air; before a programme is begun what it is.
func (s *Screen) below(c course, column, h int) (st widget.Stack) {
	if h < airyRows {
		return st
	}
	put := func(style theme.Style, t safe.Text, most int) {
		if !t.Empty() {
			st.Gap(1)
			st.Inset(widget.Paragraph(style, t, column-2, most))
		}
	}
	if !c.at.Running {
		put(s.look.Dim, safe.Line(c.at.Programme.About), 4)
		put(s.look.Dim, air(c), 4)
		return st
	}
	if step, ok := c.at.NextStep(); ok {
		put(s.look.Text, safe.Line(step.Play), 2)
	}
	put(s.look.Dim, between(c), 2)
	put(s.look.Dim, air(c), 4)
	return st
}

// way draws the steps, a line a week; where there is no room for all, that of
// the next step.
func (s *Screen) way(st *widget.Stack, c course, column int, whole bool) {
	weeks, name := c.at.Programme.Weeks, nameCols(c, column)
	here, _ := weekOf(c)
	n := 0
	for _, w := range weeks {
		path, at := stones(c, w, n)
		n += len(w.Steps)
		if !whole && w.Title != here.Title {
			continue
		}
		style := s.look.Dim
		if at >= 0 {
			style = s.look.Text
		}
		drawn := widget.Path(s.look, path, at)
		if name > 0 {
			title := widget.PadRight(widget.Truncate(safe.Line(w.Title), name), name+gapCols-1)
			st.Inset(theme.Row(style.Render(title), drawn))
			continue
		}
		// The first column of the path is the bracket before its first step.
		st.Add(theme.Row(theme.Blank(1, 1), drawn))
	}
}

// nameCols is what the names of the weeks take beside the way; 0 where there is
// no room for all of them.
func nameCols(c course, column int) int {
	name, most := 0, 0
	for _, w := range c.at.Programme.Weeks {
		name, most = max(name, theme.Width(safe.Line(w.Title))), max(most, 2*len(w.Steps)+1)
	}
	if name > column-2-most-gapCols {
		return 0
	}
	return name
}

// others is what may be sat instead.
func (s *Screen) others(st *widget.Stack, column, h int) {
	c, ok := s.chosen()
	if !ok {
		return
	}
	if h >= lowRows {
		line(st, s.look.Text, safe.Format("%s, step %d", c.at.Programme.Title, c.at.Next()), column)
		st.Gap(1)
	}
	room := min(widget.Calm(h)-st.Height()-widget.Lines(2, h >= footRows), len(c.others))
	st.Window(len(c.others), s.pick, room, func(i int, more bool) theme.Block {
		o := c.others[i]
		return s.entry(safe.Line(o.Script.Title), i == s.pick, more, column, length(o))
	})
	s.foot(st, column, h)
}

// words is what a week begins with.
func (s *Screen) words(st *widget.Stack, column, h int) {
	if h >= lowRows {
		st.Gap(1)
	}
	lines := s.wordLines()
	body := widget.Scroll(s.look, lines, s.top, s.readable())
	if len(lines) <= s.readable() {
		body = theme.Horizontal(theme.Start, theme.Blank(2, 1), theme.Vertical(theme.Start, lines...))
	}
	st.Add(body)
	s.foot(st, column, h)
}

// readable is how many lines of a week's words are shown.
func (s *Screen) readable() int {
	if s.h < lowRows {
		return s.h
	}
	return min(s.h-4, widget.Calm(s.h)-2)
}

func (s *Screen) wordLines() []theme.Block {
	c, ok := s.chosen()
	week, next := weekOf(c)
	if !ok || !next {
		return nil
	}
	width := min(widget.Column, s.w-2) - 2
	out := []theme.Block{s.look.Accent.Render(widget.Truncate(safe.Line(week.Title), width)), theme.Blank(1, 1)}
	for _, l := range widget.Wrap(safe.Line(week.Note), width) {
		out = append(out, s.look.Text.Render(l))
	}
	if week.Field != "" {
		out = append(out, theme.Blank(1, 1))
		for _, l := range widget.Wrap(practised(week.Field), width) {
			out = append(out, s.look.Dim.Render(l))
		}
	}
	return out
}
