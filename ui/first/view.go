package first

import (
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// tinyRows is the height under which a page is a question and its rows.
const tinyRows = 10

// choice is a row of a page.
type choice struct {
	words safe.Text
	brief safe.Text // stands for them in a narrow window
	gives answer    // what it writes; zero: nothing
	usual bool      // chosen at first
	again bool      // strikes the bell once more
}

// choices are the rows of the page.
func (s *First) choices() []choice {
	switch s.at {
	case days:
		return []choice{
			{words: safe.Lit("3 days"), gives: answer{"days_a_week", "3"}},
			{words: safe.Lit("5 days"), gives: answer{"days_a_week", "5"}, usual: true},
			{words: safe.Lit("every day"), gives: answer{"days_a_week", "7"}},
		}
	case before:
		return []choice{
			{words: safe.Lit("new to it"), gives: answer{"max_gap", "60"}},
			{words: safe.Lit("some"), gives: answer{"max_gap", "90"}, usual: true},
			{words: safe.Lit("regularly"), gives: answer{"max_gap", "120"}},
		}
	case sound:
		heard := safe.Lit("I heard it")
		if s.silent {
			heard = safe.Lit("go on without it")
		}
		return []choice{
			{words: heard, usual: true},
			{words: safe.Lit("once more"), again: true},
			{words: safe.Lit("no, use the terminal's bell"), brief: safe.Lit("no, plain bell"), gives: answer{"audio.device", "bel"}},
		}
	case ring:
		return []choice{
			{words: safe.Lit("yes"), usual: true},
			{words: safe.Lit("no, draw it with blocks"), brief: safe.Lit("no, use blocks"), gives: answer{"ui.glyphs", "blocks"}},
		}
	case offer:
		return []choice{
			{words: safe.Lit("Begin with Arriving, five minutes"), brief: safe.Lit("Begin Arriving"), usual: true},
			{words: safe.Lit("Look around first"), brief: safe.Lit("Look around")},
		}
	}
	return nil
}

// question returns what the page asks, and its short form.
func (s *First) question() [2]safe.Text {
	switch s.at {
	case days:
		return [2]safe.Text{safe.Lit("How many days a week do you mean to sit? The others are rest."), safe.Lit("Days a week?")}
	case before:
		return [2]safe.Text{safe.Lit("Have you sat in meditation before?"), safe.Lit("Sat before?")}
	case sound:
		if s.silent {
			return [2]safe.Text{safe.Lit("The bell could not be struck here."), safe.Lit("No bell here.")}
		}
		return [2]safe.Text{safe.Lit("A bell has been struck. Did you hear it?"), safe.Lit("Heard the bell?")}
	case ring:
		return [2]safe.Text{safe.Lit("Is this a round brush stroke?"), safe.Lit("A round stroke?")}
	}
	return [2]safe.Text{safe.Lit("That is all. You can change any of it later."), safe.Lit("That is all.")}
}

func columnOf(w int) int { return min(widget.Column+2, w-2) }

// View draws the page in one column.
func (s *First) View(w, h int) theme.Block {
	return s.stack(w, h).Place(w, h, columnOf(w))
}

func (s *First) stack(w, h int) (st widget.Stack) {
	room := columnOf(w)
	foot := theme.Horizontal(theme.Start, theme.Blank(2, 1), screen.Foot(s.look, room-2, s.Binds()))
	if s.at == safety {
		s.safety(&st, room, h)
	} else {
		s.page(&st, room, h)
	}
	if h >= tinyRows {
		if st.Height()+2 <= h {
			st.Gap(1 + widget.Lines(1, st.Height()+4 <= h))
		}
		st.Add(foot)
	}
	return st
}

// safety adds the text, scrolled where it does not fit.
func (s *First) safety(st *widget.Stack, room, h int) {
	lines := s.paragraphs(room-2, h)
	left := s.shown(h)
	if len(lines) <= left {
		for _, l := range lines {
			st.Add(theme.Row(theme.Blank(2, 1), l))
		}
		return
	}
	st.Add(widget.Scroll(s.look, lines, s.top, left))
}

// shown is how many lines of the text there is room for.
func (s *First) shown(h int) int {
	if h < tinyRows {
		return h
	}
	return h - 2
}

// paragraphs is the safety text in lines, with free lines between where there
// is room for them.
func (s *First) paragraphs(w, h int) []theme.Block {
	var close, wide []theme.Block
	for i, p := range s.text.Lines() {
		if p.Empty() {
			continue
		}
		if i > 0 {
			wide = append(wide, theme.Blank(1, 1))
		}
		for _, l := range widget.Wrap(p, min(w, widget.Column)) {
			close, wide = append(close, s.look.Text.Render(l)), append(wide, s.look.Text.Render(l))
		}
	}
	if len(wide) <= s.shown(h) {
		return wide
	}
	return close
}

// most is how far the text can be scrolled.
func (s *First) most() int {
	return max(len(s.paragraphs(columnOf(s.w)-2, s.h))-s.shown(s.h), 0)
}

// page adds the question, its rows, and what belongs to it.
func (s *First) page(st *widget.Stack, room, h int) {
	words := s.question()
	line := words[0]
	if h < tinyRows && theme.Width(line) > room-2 {
		line = words[1]
	}
	indent := func(b theme.Block) theme.Block { return theme.Horizontal(theme.Start, theme.Blank(2, 1), b) }
	st.Add(indent(widget.Paragraph(s.look.Text, line, room-2, 3)))
	rows := s.choices()
	if s.at == ring {
		if side := min(h-len(rows)-6, 11); side >= 5 {
			st.Gap(1)
			st.Add(indent(widget.Enso(s.look, widget.Ring{Progress: 0.92}, 2*side+6, side)))
		} else {
			st.Gap(widget.Lines(1, h >= tinyRows))
			st.Add(indent(widget.Stroke(s.look, widget.Ring{Progress: 1}, min(room-2, 16))))
		}
	}
	if h >= tinyRows {
		st.Gap(1)
	}
	for i, c := range rows {
		words := c.words
		if theme.Width(words) > room-2 && !c.brief.Empty() {
			words = c.brief
		}
		style := s.look.Text
		if i == s.on {
			style = s.look.Accent
		}
		st.Row(i, theme.Row(
			style.Render(widget.Edge(s.look, i == s.on, false)),
			style.Render(widget.Truncate(words, room-2)),
		))
	}
	if s.at == sound && h >= tinyRows {
		st.Gap(1)
		st.Add(indent(s.look.Dim.Render(widget.Truncate(safe.Line(s.where), room-2))))
	}
}

// Point chooses an answer, or the way on from the safety text.
func (s *First) Point(_, y int) bool {
	i, ok := s.stack(s.w, s.h).At(s.w, s.h, columnOf(s.w), y)
	if ok {
		s.on = i
	}
	return ok
}
