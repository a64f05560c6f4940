package widget

import (
	"time"

	"karuna/sessions"
	"karuna/ui/safe"
	"karuna/ui/theme"
)

// yearWidth is the room the year of 53 weeks needs, with the names of the
// weekdays; with less it is one row a month.
const (
	yearWidth   = 62
	monthsWidth = 36
)

// Year is the days from First to Last, at most 53 weeks of them.
type Year struct {
	First, Last sessions.Day
	WeekStart   time.Weekday
	Today       sessions.Day
	Chosen      sessions.Day // shown in Accent; sessions.NoDay for none
	Day         func(sessions.Day) DayMark
}

// YearMap draws the year in w columns: a line of month names over seven rows of
// weeks, or one row a month with 31 days across. The chosen day is pointed at
// from the right and from below, since colour is never the only sign; today
// needs none, it is the last one drawn.
func YearMap(th theme.Theme, y Year, w int) theme.Block {
	switch {
	case w >= yearWidth:
		return y.weeks(th)
	case w >= monthsWidth:
		return y.months(th)
	}
	return theme.Block{}
}

// At returns the day that YearMap draws in w columns at column x of line r,
// and whether there is one: where the mouse is.
func (y Year) At(w, x, r int) (sessions.Day, bool) {
	d, ok := sessions.NoDay, false
	if w >= yearWidth {
		d, ok = weekOf(y.Last, y.WeekStart)-52*7+sessions.Day(7*(x-4)+r-1), x >= 4 && x < 4+53 && r >= 1 && r <= 7
	} else if w >= monthsWidth && x >= 4 && r >= 0 && r < 12 {
		year, month, _ := y.Last.Civil()
		d = sessions.Date(year, month-time.Month(11-r), 1) + sessions.Day(x-4)
		ok = d < sessions.Date(year, month-time.Month(10-r), 1)
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
		lines = append(lines, y.below(th, int(from)/7))
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
	return th.Accent.Render(safe.Repeat(safe.Lit(" "), 4+column), safe.Lit("^"))
}

// monthNames writes a month's name over the week that holds its first day,
// where the name before it has ended.
func (y Year) monthNames(th theme.Theme, begin sessions.Day) theme.Block {
	line := make([]byte, 0, yearWidth)
	for range 4 {
		line = append(line, ' ')
	}
	for week := range 53 {
		at := 4 + week
		for d := begin + sessions.Day(week*7); d < begin+sessions.Day(week*7+7); d++ {
			_, m, n := d.Civil()
			if n == 1 && len(line) <= at && at+3 <= 4+53 {
				for len(line) < at {
					line = append(line, ' ')
				}
				line = append(line, m.String()[:3]+" "...)
			}
		}
	}
	for len(line) < 4+53 {
		line = append(line, ' ')
	}
	return th.Dim.Render(safe.Line(string(line[:4+53])))
}

// months draws one row a month, the month of Last at the bottom.
func (y Year) months(th theme.Theme) theme.Block {
	year, month, _ := y.Last.Civil()
	var lines []theme.Block
	for back := 11; back >= 0; back-- {
		first := sessions.Date(year, month-time.Month(back), 1)
		_, m, _ := first.Civil()
		next := sessions.Date(year, month-time.Month(back)+1, 1)
		line := []theme.Block{th.Dim.Render(safe.Line(m.String()[:3] + " "))}
		for d := first; d < next; d++ {
			line = append(line, y.cell(th, d))
		}
		if y.Chosen >= first && y.Chosen < next {
			line = append(line, theme.Blank(int(first+31-next), 1), y.pointer(th, true))
		}
		lines = append(lines, theme.Row(line...))
	}
	if y.chosen() {
		_, _, n := y.Chosen.Civil()
		lines = append(lines, y.below(th, n-1))
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
