package home

import (
	"time"

	"karuna/sessions/practice"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// The sizes at which the screen sheds detail.
const (
	width    = 52 // of the column; at most
	titles   = 17 // columns of a door's title, where details stand behind it
	thin     = 34 // narrower: no details
	lowRows  = 12 // lower: no free lines, and another order
	mostRows = 6  // doors there can be
)

// View draws the greeting, the doors and the week in one column.
func (s *Home) View(w, h int) theme.Block {
	st, width := s.stack(w, h)
	return st.Place(w, h, width)
}

func (s *Home) stack(w, h int) (st widget.Stack, column int) {
	column = min(width, w-2)
	low := h < lowRows
	st.Add(s.indented(s.greeting(column-2, low)))
	st.Add(s.quiet(column-2, h)...)
	if h >= 5+len(s.doors) || !low {
		st.Gap(2 - bit(h < 16))
	}
	foot := s.foot(column - 2)
	room := max(h-st.Height()-foot.Height()-bit(low), 1)
	if low {
		room = min(room, 3)
	}
	s.list(&st, column, min(room, len(s.rows())))
	if foot.Height() > 0 {
		st.Gap(1 + bit(h >= 16))
		st.Add(foot)
	}
	return st, column
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// indented puts b where the titles of the doors begin.
func (s *Home) indented(b theme.Block) theme.Block {
	if b.Height() == 0 {
		return b
	}
	return theme.Horizontal(theme.Start, theme.Blank(2, 1), b)
}

// list adds n doors, the chosen one among them.
func (s *Home) list(st *widget.Stack, column, n int) {
	rows := s.rows()
	at := max(s.chosen(), 0)
	st.Window(len(rows), at, n, func(i int, more bool) theme.Block { return s.row(rows[i], i == at, more, column) })
}

func (s *Home) row(d door, chosen, more bool, column int) theme.Block {
	style, quiet := s.look.Text, s.look.Dim
	if chosen {
		style, quiet = s.look.Accent, s.look.Text
	}
	edge := style.Render(widget.Edge(s.look, chosen, more))
	if column < thin {
		title := d.title
		if !d.alone.Empty() {
			title = d.alone
		}
		return theme.Row(edge, style.Render(widget.Truncate(title, column-2)))
	}
	detail, room := d.detail, column-2-titles
	if theme.Width(detail) > room && !d.brief.Empty() {
		detail = d.brief
	}
	detail = widget.Truncate(detail, room)
	return theme.Row(edge, style.Render(widget.PadRight(d.title, titles)), quiet.Render(detail))
}

// greeting is the first line: after an absence a welcome, else by the hour.
// Before the journal has been read it is an empty line.
func (s *Home) greeting(w int, low bool) theme.Block {
	if !s.seen.known {
		return theme.Blank(1, 1)
	}
	words := greetings(s.seen)
	line := words[0]
	if theme.Width(line) > w && low {
		line = words[1]
	}
	return widget.Paragraph(s.look.Text, line, w, 2)
}

// greetings returns the words and their short form.
func greetings(v seen) [2]safe.Text {
	switch v.greeting {
	case practice.GoodToSee:
		return [2]safe.Text{safe.Lit("Good to see you."), safe.Lit("Good to see you.")}
	case practice.WelcomeBack:
		return [2]safe.Text{safe.Lit("Welcome back. Everything you did is here."), safe.Lit("Welcome back.")}
	case practice.WelcomeLong:
		return [2]safe.Text{safe.Lit("Welcome back. Would you like to begin with three minutes?"), safe.Lit("Welcome back.")}
	}
	by := byTheHour(v.now)
	return [2]safe.Text{by, by}
}

func byTheHour(now time.Time) safe.Text {
	switch h := now.Hour(); {
	case h < 4 || h >= 22:
		return safe.Lit("A quiet hour")
	case h < 12:
		return safe.Lit("Good morning")
	case h < 17:
		return safe.Lit("Good afternoon")
	}
	return safe.Lit("Good evening")
}

// quiet is what has to be said today and no other day, each in one dim line.
func (s *Home) quiet(w, h int) []theme.Block {
	if h < lowRows {
		return nil
	}
	var out []theme.Block
	for i, e := range s.seen.recovered {
		if i == 2 {
			break
		}
		out = append(out, s.indented(widget.Paragraph(s.look.Dim, safe.Line(Recovered(e)), w, 2)))
	}
	for _, line := range s.seen.kept[:min(len(s.seen.kept), 2)] {
		out = append(out, s.indented(widget.Paragraph(s.look.Dim, safe.Line(line), w, 3)))
	}
	if s.seen.act != "" {
		line := widget.Truncate(safe.Format("From last time: %s", safe.Line(s.seen.act)), w)
		out = append(out, s.indented(s.look.Dim.Render(line)))
	}
	return out
}

// foot is the week; before the first sit, the keys.
func (s *Home) foot(w int) theme.Block {
	if s.seen.known && !s.seen.begun {
		binds := s.Binds()
		keys := append(binds[2:4:4], screen.Key("?", "keys", nil), screen.Key("q", "leave", nil))
		return s.indented(screen.Foot(s.look, w, keys))
	}
	if !s.seen.known {
		return theme.Blank(1, 1)
	}
	// The first column of the dots is the bracket before the first day.
	return theme.Row(theme.Blank(1, 1), s.dots())
}
