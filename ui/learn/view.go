package learn

import (
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// The heights at which the screen sheds detail.
const (
	lowRows  = 10 // lower: no name over the list, no keys under a page
	airyRows = 18 // lower: no line about the topic that is chosen
)

// View draws the list of topics, or the one that is open.
func (s *Learn) View(w, h int) theme.Block {
	if s.open {
		return s.page(w, h)
	}
	return s.list(w, h).Place(w, h, column(w))
}

func (s *Learn) list(w, h int) (st widget.Stack) {
	room := column(w) - 2
	if h >= lowRows {
		st.Add(theme.Row(theme.Blank(2, 1), s.look.Text.Render(widget.Truncate(safe.Lit("To read"), room))))
		st.Gap(1)
	}
	st.Window(len(s.topics), s.at, h-st.Height(), func(i int, more bool) theme.Block {
		style := s.look.Text
		if i == s.at {
			style = s.look.Accent
		}
		return theme.Row(
			style.Render(widget.Edge(s.look, i == s.at, more)),
			style.Render(widget.Truncate(s.topics[i].Title, room)),
		)
	})
	foot := theme.Row(theme.Blank(2, 1), screen.Foot(s.look, room, append(s.Binds(), screen.Key("esc", "back", nil))))
	if h < airyRows || len(s.topics) == 0 {
		if h >= st.Height()+2 && h >= lowRows {
			st.Gap(1)
			st.Add(foot)
		}
		return st
	}
	st.Gap(1)
	about := widget.Paragraph(s.look.Dim, s.topics[s.at].About, room, 2)
	st.Add(theme.Horizontal(theme.Start, theme.Blank(2, 2), theme.Place(room, 2, theme.Start, theme.Start, about)))
	st.Gap(1)
	st.Add(foot)
	return st
}

// room is how many lines of a page are shown.
func (s *Learn) room() int {
	if s.h < lowRows {
		return s.h
	}
	return min(s.h-4, widget.Calm(s.h)-2) // a free line above, one below, the keys, and one more
}

// lines is the open page, its title first.
func (s *Learn) lines(w int) []theme.Block {
	if s.at >= len(s.topics) {
		return nil
	}
	t, width := s.topics[s.at], column(w)-2
	out := []theme.Block{s.look.Accent.Render(widget.Truncate(t.Title, width)), theme.Blank(1, 1)}
	for _, l := range t.Lines(width) {
		switch {
		case l.Heading:
			out = append(out, s.look.Dim.Render(l.Text))
		case l.Text.Empty():
			out = append(out, theme.Blank(1, 1))
		default:
			out = append(out, s.look.Text.Render(l.Text))
		}
	}
	return out
}

// page draws the open page, scrolled; the text keeps its left edge.
func (s *Learn) page(w, h int) theme.Block {
	width := column(w)
	lines := s.lines(w)
	if len(lines) <= s.room() {
		for i, l := range lines {
			lines[i] = theme.Row(theme.Blank(2, 1), l)
		}
	}
	var st widget.Stack
	if h >= lowRows {
		st.Gap(1)
	}
	body := widget.Scroll(s.look, lines, s.top, s.room())
	st.Add(theme.Place(width, s.room(), theme.Start, theme.Start, body))
	if h >= lowRows {
		st.Gap(1)
		st.Add(theme.Row(theme.Blank(2, 1), screen.Foot(s.look, width-2, s.Binds())))
	}
	return st.Place(w, h, width)
}
