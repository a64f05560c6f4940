package calendar

import (
	"fmt"
	"time"

	"karuna/sessions"
	"karuna/sessions/practice"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// panel tells the day that is shown, in at most h lines of w columns.
func (s *Screen) panel(w, h int) theme.Block {
	if h < 1 {
		return theme.Block{}
	}
	day := s.shown()
	_, m, d := day.Civil()
	title := safe.Format("%s %d %s", day.Weekday(), d, m)
	lines := []theme.Block{s.look.Text.Render(widget.Truncate(title, w))}
	if s.known {
		lines = append(lines, s.told(day, w, false)...)
	}
	if len(lines) > h {
		more := safe.Lit("⋮")
		if s.look.Glyphs == theme.ASCII {
			more = safe.Lit(":")
		}
		lines = append(lines[:h-1], s.look.Dim.Render(more))
	}
	return theme.Vertical(theme.Start, lines[:min(len(lines), h)]...)
}

// told lists what a day holds, in lines of w columns; airy, with free lines
// between the sits.
func (s *Screen) told(day sessions.Day, w int, airy bool) []theme.Block {
	var out []theme.Block
	add := func(style theme.Style, text safe.Text) {
		if text.Empty() {
			return
		}
		for _, l := range widget.Wrap(text, w) {
			out = append(out, style.Render(l))
		}
	}
	for _, i := range s.read.byDay[day] {
		e := &s.read.log.Entries[i]
		d := e.Detail()
		if airy && len(out) > 0 {
			out = append(out, theme.Blank(1, 1))
		}
		add(s.look.Dim, safe.Line(s.sit(e)))
		if !s.src.Private {
			add(s.look.Text, safe.Clean(d.Note))
			if d.Act != "" {
				add(s.look.Dim, safe.Format("A small act: %s", d.Act))
			}
		}
		out = append(out, widget.Noting(s.look, d.Noting, w).Lines()...)
	}
	switch s.read.days.Cell(day).State {
	case practice.Rest:
		add(s.look.Dim, safe.Lit("A day of rest."))
	case practice.Travel:
		add(s.look.Dim, safe.Lit("A travel day."))
	}
	return out
}

// sit is a sit in one line; the first after a long absence is a sprout.
func (s *Screen) sit(e *sessions.Entry) string {
	sat := time.Duration(e.Sat) * time.Second
	if sat >= 10*time.Minute {
		sat = sat.Truncate(time.Minute)
	}
	text := fmt.Sprintf("%s, %s", widget.Length(sat), e.Title())
	if !e.Has("no-time") {
		text = e.Start.Format("15:04") + "  " + text
	}
	if e.Origin().Source == "remembered" {
		text += ", remembered"
	}
	if e.Detail().Feel != "" {
		text += ", " + e.Detail().Feel
	}
	if s.read.sprouts[e.ID] {
		text += ", a sprout"
	}
	return text
}

// page is the open day in lines.
func (s *Screen) page(w int) []theme.Block {
	wide := min(widget.Column, w-2) - 2
	y, m, d := s.chosen.Civil()
	title := safe.Format("%s %d %s %d", s.chosen.Weekday(), d, m, y)
	if theme.Width(title) > wide {
		title = safe.Format("%s %d %s", s.chosen.Weekday().String()[:2], d, m)
	}
	lines := []theme.Block{s.look.Accent.Render(widget.Truncate(title, wide))}
	told := s.told(s.chosen, wide, true)
	if s.known && len(told) == 0 {
		told = []theme.Block{s.look.Dim.Render(widget.Truncate(safe.Lit("Nothing is written for this day."), wide))}
	}
	return append(append(lines, theme.Blank(1, 1)), told...)
}

// pageRows is how many lines of the open day are shown.
func (s *Screen) pageRows() int {
	if s.h < smallRows {
		return s.h
	}
	return s.h - 4
}

// day draws the day that is open, scrolled where it is long.
func (s *Screen) day(w, h int) theme.Block {
	lines, width := s.page(w), min(widget.Column, w-2)
	if len(lines) <= s.pageRows() {
		for i, l := range lines {
			lines[i] = theme.Row(theme.Blank(2, 1), l)
		}
	}
	var st widget.Stack
	st.Add(theme.Place(width, min(len(lines), s.pageRows()), theme.Start, theme.Start, widget.Scroll(s.look, lines, s.top, s.pageRows())))
	if h < smallRows {
		return st.Place(w, h, width)
	}
	st.Gap(1)
	foot := screen.Foot(s.look, width-2, s.Binds())
	if !s.said.Empty() {
		foot = s.look.Text.Render(widget.Truncate(s.said, width-2))
	}
	st.Add(theme.Row(theme.Blank(2, 1), foot))
	return st.Place(w, h, width)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
