package widget

import (
	"time"

	"karuna/sessions"
	"karuna/ui/safe"
	"karuna/ui/theme"
)

// DayState is what a day was; where two hold, the earlier one here is shown.
type DayState int

// The states of a day.
const (
	DayEmpty      DayState = iota
	DaySat                 // sat, and logged as it happened
	DayRemembered          // entered afterwards
	DayTravel              // the practice day had no night of its own
	DayRest                // rest by intention
)

// DayMark is one day of a calendar.
type DayMark struct {
	State   DayState
	Minutes int         // that day in all; for DaySat and DayRemembered
	Style   theme.Style // the tint; the zero Style is the theme's Text
}

// DayGlyph returns the sign of a day: four sizes by minutes (1–4, 5–14, 15–29,
// 30 and more), the left half of them where the sit was remembered.
func DayGlyph(g theme.Glyphs, d DayMark) safe.Text {
	sat := [4]safe.Text{safe.Lit("⣀"), safe.Lit("⣤"), safe.Lit("⣶"), safe.Lit("⣿")}
	remembered := [4]safe.Text{safe.Lit("⡀"), safe.Lit("⡄"), safe.Lit("⡆"), safe.Lit("⡇")}
	rest := safe.Lit("◦")
	if g == theme.ASCII {
		sat = [4]safe.Text{safe.Lit("."), safe.Lit(":"), safe.Lit("+"), safe.Lit("#")}
		remembered = [4]safe.Text{safe.Lit(","), safe.Lit(";"), safe.Lit("-"), safe.Lit("=")}
		rest = safe.Lit("o")
	}
	switch d.State {
	case DaySat:
		return sat[DaySize(d.Minutes)]
	case DayRemembered:
		return remembered[DaySize(d.Minutes)]
	case DayTravel:
		return safe.Lit("~")
	case DayRest:
		return rest
	}
	return safe.Lit(" ")
}

// DaySize returns which of the four sizes minutes have, from 0.
func DaySize(minutes int) int {
	n := 0
	for _, least := range []int{5, 15, 30} {
		if minutes >= least {
			n++
		}
	}
	return n
}

// Month is a month as a grid.
type Month struct {
	Year       int
	Month      time.Month
	WeekStart  time.Weekday // time.Monday or time.Sunday
	Today      sessions.Day // in brackets where it is in the month
	Chosen     sessions.Day // pointed at, in Accent; sessions.NoDay for none
	Day        func(sessions.Day) DayMark
	WithoutTop bool // no line of weekday names
}

// MonthGrid draws the month: one line of weekday names and four to six weeks in
// 29 columns, seven cells of a bracket or space, two digits and a glyph, and one
// column for a bracket after the last.
func MonthGrid(th theme.Theme, m Month) theme.Block {
	first := sessions.Date(m.Year, m.Month, 1)
	last := sessions.Date(m.Year, m.Month+1, 1) - 1
	lead := (int(first.Weekday()) - int(m.WeekStart) + 7) % 7
	var lines []theme.Block
	if !m.WithoutTop {
		lines = append(lines, weekdays(th, m.WeekStart))
	}
	for week := first - sessions.Day(lead); week <= last; week += 7 {
		var row []theme.Block
		for d := week; d <= week+7; d++ {
			row = append(row, m.before(th, d, week, first, last))
			if d == week+7 {
				break
			}
			row = append(row, m.cell(th, d, first, last))
		}
		lines = append(lines, theme.Row(row...))
	}
	return theme.Vertical(theme.Start, lines...)
}

// At returns the day that MonthGrid draws at column x of line y, and whether
// there is one: where the mouse is.
func (m Month) At(x, y int) (sessions.Day, bool) {
	if !m.WithoutTop {
		y--
	}
	first := sessions.Date(m.Year, m.Month, 1)
	last := sessions.Date(m.Year, m.Month+1, 1) - 1
	lead := (int(first.Weekday()) - int(m.WeekStart) + 7) % 7
	d := first - sessions.Day(lead) + sessions.Day(7*y+x/4)
	return d, x >= 0 && x < 28 && y >= 0 && d >= first && d <= last
}

// before returns what stands before day d: a pointer to the one chosen, since
// colour is never the only sign, where no bracket is.
func (m Month) before(th theme.Theme, d, week, first, last sessions.Day) theme.Block {
	b := bracket(th, m.Today, d, week, first, last)
	if d != m.Chosen || d == week+7 || d < first || d > last || d == m.Today || d == m.Today+1 && d > week {
		return b
	}
	if th.Glyphs == theme.ASCII {
		return th.Accent.Render(safe.Lit(">"))
	}
	return th.Accent.Render(safe.Lit("›"))
}

// bracket returns what stands before day d of the week that begins at week: one
// column, shared with the day before.
func bracket(th theme.Theme, today, d, week, first, last sessions.Day) theme.Block {
	switch {
	case today < first || today > last:
	case d == today && d < week+7:
		return th.Text.Render(safe.Lit("["))
	case d == today+1 && d > week:
		return th.Text.Render(safe.Lit("]"))
	}
	return th.Text.Render(safe.Lit(" "))
}

func (m Month) cell(th theme.Theme, d, first, last sessions.Day) theme.Block {
	if d < first || d > last {
		return th.Text.Render(safe.Lit("   "))
	}
	number := th.Dim
	if d == m.Chosen {
		number = th.Accent
	}
	mark := m.Day(d)
	_, _, n := d.Civil()
	return theme.Row(number.Render(PadLeft(safe.Int(n), 2)), tint(th, mark).Render(DayGlyph(th.Glyphs, mark)))
}

func tint(th theme.Theme, d DayMark) theme.Style {
	switch {
	case d.Style != (theme.Style{}):
		return d.Style
	case d.State == DaySat || d.State == DayRemembered:
		return th.Text
	}
	return th.Dim
}

func weekdays(th theme.Theme, start time.Weekday) theme.Block {
	line := safe.Lit("")
	for i := range 7 {
		day := (start + time.Weekday(i)) % 7
		line = safe.Concat(line, safe.Lit(" "), safe.Line(day.String()[:2]), safe.Lit(" "))
	}
	return th.Dim.Render(safe.Concat(line, safe.Lit(" ")))
}

// WeekDots draws the week that begins at first as seven glyphs, a space between
// them, today in brackets: 15 columns.
func WeekDots(th theme.Theme, first, today sessions.Day, day func(sessions.Day) DayMark) theme.Block {
	var row []theme.Block
	for d := first; d <= first+7; d++ {
		row = append(row, bracket(th, today, d, first, first, first+6))
		if d == first+7 {
			break
		}
		mark := day(d)
		if mark.State == DayEmpty {
			row = append(row, th.Line.Render(faint(th.Glyphs)))
			continue
		}
		row = append(row, tint(th, mark).Render(DayGlyph(th.Glyphs, mark)))
	}
	return theme.Row(row...)
}

// faint stands for a day without anything where a blank would lose the grid.
func faint(g theme.Glyphs) safe.Text {
	if g == theme.ASCII {
		return safe.Lit(" ")
	}
	return safe.Lit("⠂")
}
