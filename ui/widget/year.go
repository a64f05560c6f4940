package widget

import (
	"time"

	"karuna/sessions"
	"karuna/ui/safe"
	"karuna/ui/theme"
)

// YearWidth is the room the year of 53 weeks needs, with the names of the
// weekdays; with less it is one row a month, which needs MonthsWidth.
const (
	YearWidth   = 58
	MonthsWidth = 36
)

// What stands before the days of a row: the name of the weekday, or the edge
// and the name of the month.
const (
	weeksLeft  = 4
	monthsLeft = 5
)

// Year is the days from First to Last, at most 53 weeks of them.
type Year struct {
	First, Last sessions.Day
	WeekStart   time.Weekday
	Today       sessions.Day
	Chosen      sessions.Day // shown in Accent; sessions.NoDay for none
	Day         func(sessions.Day) DayMark
}

// YearMap draws the year in at most w columns and h lines: a line of month names
// over seven rows of weeks, or one row a month with 31 days across. The chosen
// day is pointed at from the side and from below, since colour is never the
// only sign; today needs none, it is the last one drawn. Months there is no row
// for are scrolled away, and a mark at the edge says that there are more.
func YearMap(th theme.Theme, y Year, w, h int) theme.Block {
	switch {
	case h < 3:
	case w >= YearWidth:
		return theme.Clip(w, h, y.weeks(th))
	case w >= MonthsWidth:
		return y.months(th, h)
	}
	return theme.Block{}
}

// At returns the day that YearMap draws in w by h at column x of line r, and
// whether there is one: where the mouse is.
func (y Year) At(w, h, x, r int) (sessions.Day, bool) {
	d, ok := sessions.NoDay, false
	switch {
	case h < 3:
	case w >= YearWidth:
		ok = x >= weeksLeft && x < weeksLeft+53 && r >= 1 && r <= min(7, h-1)
		d = weekOf(y.Last, y.WeekStart) - 52*7 + sessions.Day(7*(x-weeksLeft)+r-1)
	case w >= MonthsWidth:
		top, end := y.rows(h)
		m := top + r - 1
		d = y.month(m) + sessions.Day(x-monthsLeft)
		ok = x >= monthsLeft && r >= 1 && m < end && d < y.month(m+1)
	}
	return d, ok && d >= y.First && d <= y.Last
}

// weeks draws 53 columns of weeks, the last one that of Last.
func (y Year) weeks(th theme.Theme) theme.Block {
	begin := weekOf(y.Last, y.WeekStart) - 52*7
	lines := []theme.Block{y.monthNames(th, begin)}
	for row := range 7 {
		name := safe.Lit("    ")
		if day := (y.WeekStart + time.Weekday(row)) % 7; row%2 == 0 {
			name = PadRight(safe.Line(day.String()[:2]), 4)
		}
		line := []theme.Block{th.Dim.Render(name)}
		for week := range 53 {
			line = append(line, y.cell(th, begin+sessions.Day(week*7+row)))
		}
		from := y.Chosen - begin
		line = append(line, y.pointer(th, from >= 0 && int(from)%7 == row))
		lines = append(lines, theme.Row(line...))
	}
	if from := y.Chosen - begin; y.chosen() {
		lines = append(lines, y.below(th, weeksLeft+int(from)/7))
	}
	return theme.Vertical(theme.Start, lines...)
}

func (y Year) chosen() bool { return y.Chosen >= y.First && y.Chosen <= y.Last }

// pointer ends a row: at the chosen day's with a sign.
func (y Year) pointer(th theme.Theme, here bool) theme.Block {
	if here && y.chosen() {
		return th.Accent.Render(safe.Lit("<"))
	}
	return theme.Block{}
}

// below is the row under the days, with a sign in the chosen one's column.
func (y Year) below(th theme.Theme, column int) theme.Block {
	return th.Accent.Render(safe.Repeat(safe.Lit(" "), column), safe.Lit("^"))
}

// monthNames writes a month's name over the week that holds its first day,
// where the name before it has ended.
func (y Year) monthNames(th theme.Theme, begin sessions.Day) theme.Block {
	line := make([]byte, 0, YearWidth)
	for range weeksLeft {
		line = append(line, ' ')
	}
	for week := range 53 {
		at := weeksLeft + week
		for d := begin + sessions.Day(week*7); d < begin+sessions.Day(week*7+7); d++ {
			_, m, n := d.Civil()
			if n == 1 && len(line) <= at && at+3 <= weeksLeft+53 {
				for len(line) < at {
					line = append(line, ' ')
				}
				line = append(line, m.String()[:3]+" "...)
			}
		}
	}
	for len(line) < weeksLeft+53 {
		line = append(line, ' ')
	}
	return th.Dim.Render(safe.Line(string(line[:weeksLeft+53])))
}

// month returns the first day of the n-th month of the year, from 0.
func (y Year) month(n int) sessions.Day {
	year, month, _ := y.First.Civil()
	return sessions.Date(year, month+time.Month(n), 1)
}

// monthOf returns which month of the year holds d.
func (y Year) monthOf(d sessions.Day) int {
	n := 0
	for y.month(n+1) <= d {
		n++
	}
	return n
}

// rows returns the months there are rows for in h lines, from top to before
// end: the chosen one among them, else the last ones.
func (y Year) rows(h int) (top, end int) {
	all := y.monthOf(y.Last) + 1
	n, at := min(h-2, all), all-1
	if y.chosen() {
		at = y.monthOf(y.Chosen)
	}
	top = scrollTo(all, at, n)
	return top, top + n
}

// months draws days of the month over one row a month, and the pointer below.
func (y Year) months(th theme.Theme, h int) theme.Block {
	lines := []theme.Block{th.Dim.Render(safe.Lit("     1      8      15     22     29  "))}
	top, end := y.rows(h)
	for m := top; m < end; m++ {
		first, next := y.month(m), y.month(m+1)
		here := y.chosen() && y.Chosen >= first && y.Chosen < next
		more := m == top && top > 0 || m == end-1 && next <= y.Last
		edge, name := th.Dim, th.Dim
		if here {
			edge, name = th.Accent, th.Text
		}
		_, month, _ := first.Civil()
		line := []theme.Block{edge.Render(Truncate(Edge(th, here, more), 1)), name.Render(safe.Line(month.String()[:3] + " "))}
		for d := first; d < next; d++ {
			line = append(line, y.cell(th, d))
		}
		lines = append(lines, theme.Row(line...))
	}
	if y.chosen() {
		_, _, n := y.Chosen.Civil()
		lines = append(lines, y.below(th, monthsLeft+n-1))
	}
	return theme.Vertical(theme.Start, lines...)
}

func (y Year) cell(th theme.Theme, d sessions.Day) theme.Block {
	if d < y.First || d > y.Last {
		return th.Dim.Render(safe.Lit(" "))
	}
	mark := y.Day(d)
	style := tint(th, mark)
	glyph := DayGlyph(th.Glyphs, mark)
	if mark.State == DayEmpty {
		style, glyph = th.Line, faint(th.Glyphs)
	}
	if d == y.Chosen || d == y.Today && y.Chosen == sessions.NoDay {
		style = th.Accent.Bold()
	}
	return style.Render(glyph)
}

func weekOf(d sessions.Day, start time.Weekday) sessions.Day {
	return d - sessions.Day((int(d.Weekday())-int(start)+7)%7)
}
