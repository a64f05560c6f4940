package calendar

import (
	"fmt"
	"strings"
	"time"

	"karuna/sessions"
	"karuna/sessions/practice"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// The sizes at which the calendar sheds detail.
const (
	wideFrom  = 72 // grid and panel side by side
	smallRows = 11 // below: the week and two numbers
	yearFrom  = 62 // the year as weeks; below it is one row a month …
	tallFrom  = 20 // … where there are rows for that
	gutter    = 5
)

// View draws the calendar.
func (s *Screen) View(w, h int) theme.Block {
	if h < smallRows || w < 30 {
		return s.small(w, h)
	}
	foot := screen.Foot(s.look, w-2, s.Binds())
	body := s.month(w, h-4)
	if s.year && (w >= yearFrom || h >= tallFrom) {
		body = s.yearly(w, h-4)
	}
	// Lines of one column: they start together, and the column is centred.
	body = theme.Place(body.Width(), body.Height(), theme.Start, theme.Start, body)
	page := theme.Place(w, h-1, theme.Middle, theme.Middle, theme.Clip(w, h-2, body))
	return theme.Vertical(theme.Middle, page, foot)
}

// small is the week and two numbers.
func (s *Screen) small(w, h int) theme.Block {
	lines := []theme.Block{
		s.week(),
		s.look.Text.Render(safe.Format("%d days", s.stats.Totals.Days)),
		s.look.Dim.Render(safe.Line(hours(s.stats.Totals.Seconds))),
	}
	return theme.Center(w, h, theme.Clip(w, h, theme.Vertical(theme.Middle, lines...)))
}

func (s *Screen) week() theme.Block {
	first := practice.WeekOf(s.src.Arithmetic.Today, s.src.Arithmetic.WeekStart)
	return widget.WeekDots(s.look, first, s.src.Arithmetic.Today, s.mark)
}

// month is the grid beside or above what the chosen day holds.
func (s *Screen) month(w, h int) theme.Block {
	y, m, _ := s.chosen.Civil()
	grid := theme.Vertical(theme.Start,
		s.look.Accent.Render(safe.Format(" %s %d", m, y)),
		theme.Blank(1, 1),
		widget.MonthGrid(s.look, widget.Month{
			Year: y, Month: m, WeekStart: s.src.Arithmetic.WeekStart,
			Today: s.src.Arithmetic.Today, Chosen: s.chosen, Day: s.mark,
		}),
	)
	if w >= wideFrom {
		room := min(w-grid.Width()-gutter-4, 44)
		side := theme.Vertical(theme.Start, append(s.totals(), append([]theme.Block{theme.Blank(1, 1)}, s.panel(room, h-9)...)...)...)
		return theme.Horizontal(theme.Start, grid, theme.Blank(gutter, 1), side)
	}
	room := min(w-2, 44)
	parts := []theme.Block{grid}
	if left := h - grid.Height() - 1; left > 0 {
		parts = append(parts, theme.Blank(1, 1))
		parts = append(parts, s.panel(room, left)...)
	}
	return theme.Vertical(theme.Start, parts...)
}

// yearly is the year above the chosen day.
func (s *Screen) yearly(w, h int) theme.Block {
	y, _, _ := s.chosen.Civil()
	last := min(sessions.Date(y+1, time.January, 1)-1, max(s.src.Arithmetic.Today, s.chosen))
	year := widget.YearMap(s.look, widget.Year{
		First: sessions.Date(y, time.January, 1), Last: last, WeekStart: s.src.Arithmetic.WeekStart,
		Today: s.src.Arithmetic.Today, Chosen: s.chosen, Day: s.mark,
	}, min(w, 100))
	parts := []theme.Block{s.look.Accent.Render(safe.Format("%d", y)), theme.Blank(1, 1), year}
	left := h - year.Height() - 3
	if w >= wideFrom && left > 7 {
		parts = append(parts, theme.Blank(1, 1))
		parts = append(parts, s.totals()...)
		left -= 6
	}
	if left > 1 {
		parts = append(parts, theme.Blank(1, 1))
		parts = append(parts, s.panel(min(w-2, 60), left-1)...)
	}
	return theme.Vertical(theme.Start, parts...)
}

// totals are the numbers in their order: the week, all there is, weeks in
// rhythm, the run last. What is nothing is not said.
func (s *Screen) totals() []theme.Block {
	if !s.read {
		return []theme.Block{theme.Blank(1, 4)}
	}
	st := s.stats
	week := s.week()
	if st.Week.Practised > 0 { // a week that has just begun is no zero
		week = theme.Row(week, s.look.Dim.Render(safe.Format("  %d of %d this week", st.Week.Practised, st.Week.Goal)))
	}
	out := []theme.Block{week}
	if st.Totals.Days > 0 {
		out = append(out, s.look.Text.Render(safe.Line(count(st.Totals.Days, "day")+", "+hours(st.Totals.Seconds))))
	}
	if st.WeeksInRhythm > 1 {
		out = append(out, s.look.Dim.Render(safe.Format("%d weeks in rhythm", st.WeeksInRhythm)))
	}
	if st.Balance.Lean != practice.Unsaid {
		out = append(out, theme.Row(
			s.look.Self.Render(safe.Line("self "+hours(st.Balance.SelfS))), s.look.Dim.Render(safe.Lit(" · ")),
			s.look.Other.Render(safe.Line("others "+hours(st.Balance.OtherS)))))
	}
	if s.src.ShowRun && st.Run.Current != nil && st.Run.Current.Days > 1 {
		out = append(out, s.look.Dim.Render(safe.Format("a run of %d days", st.Run.Current.Days)))
	}
	return out
}

// panel tells the chosen day in words, in at most h lines of w columns.
func (s *Screen) panel(w, h int) []theme.Block {
	_, m, d := s.chosen.Civil()
	title := fmt.Sprintf("%s %d %s", s.chosen.Weekday(), d, m)
	lines := []theme.Block{s.look.Text.Render(widget.Truncate(safe.Line(title), w))}
	if !s.read || h < 2 {
		return lines
	}
	for _, text := range s.told() {
		style := s.look.Dim
		for _, line := range widget.Wrap(text, w) {
			lines = append(lines, style.Render(line))
		}
	}
	if len(lines) > h {
		more := s.look.Dim.Render(safe.Lit("⋮"))
		if s.look.Glyphs == theme.ASCII {
			more = s.look.Dim.Render(safe.Lit(":"))
		}
		lines = append(lines[:h-1], more)
	}
	return lines
}

// told lists what the chosen day holds.
func (s *Screen) told() []safe.Text {
	var out []safe.Text
	returns := strings.Join(practice.Returns(s.log.Entries, s.src.Arithmetic), " ")
	for _, e := range s.log.Entries {
		if e.Day != s.chosen {
			continue
		}
		text := sessions.FormatDuration(time.Duration(e.Sat)*time.Second) + ", " + e.Title()
		if !e.Has("no-time") {
			text = e.Start.Format("15:04") + "  " + text
		}
		if e.Source == "remembered" {
			text += ", remembered"
		}
		if strings.Contains(returns, e.ID) {
			text += ", a sprout"
		}
		out = append(out, safe.Line(text))
		if e.Note != "" && !s.src.Private {
			out = append(out, safe.Line("  "+e.Note))
		}
		if e.Act != "" && !s.src.Private {
			out = append(out, safe.Line("  "+e.Act))
		}
	}
	switch s.days.Cell(s.chosen).State {
	case practice.Rest:
		out = append(out, safe.Lit("A day of rest."))
	case practice.Travel:
		out = append(out, safe.Lit("A travel day."))
	}
	return out
}

// hours writes a sum of seconds in hours and minutes.
func hours(seconds int) string {
	switch h, m := seconds/3600, seconds%3600/60; {
	case h == 0:
		return fmt.Sprintf("%d min", m)
	case m == 0:
		return fmt.Sprintf("%d h", h)
	default:
		return fmt.Sprintf("%d h %d", h, m)
	}
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
