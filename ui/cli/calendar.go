package cli

import (
	"fmt"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/sessions/practice"
	"karuna/ui/calendar"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

func (a *App) calendarCommand() *cobra.Command {
	var year int
	var month, svg string
	cmd := &cobra.Command{
		Use:   "calendar [--year N | --month YYYY-MM] [--svg FILE]",
		Short: "The days you sat, as a month or a year",
		Long: "The days you sat: this month, another one, or a year with one row a month. Four sizes\n" +
			"are 1, 5, 15 and 30 minutes and more; the left half of a sign is a sit added later, a\n" +
			"ring is a day chosen as rest, ~ a day that a journey swallowed. With --plain the days\n" +
			"are told one a line instead. --svg writes a picture, of this year where no other days\n" +
			"are named, in the theme's colours; - writes it to standard output.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			whole := cmd.Flags().Changed("year")
			if whole && month != "" {
				return usagef("--year and --month: give one of the two")
			}
			if svg != "" && a.flags.json {
				return usagef("--svg and --json: give one of the two")
			}
			if svg != "" && !whole && month == "" {
				year, _, _ = a.house.Today().Civil()
				whole = true
			}
			first, next, err := a.span(whole, year, month)
			switch {
			case err != nil:
				return err
			case svg != "":
				return a.calendarPicture(svg, first, next)
			case a.flags.json:
				return a.calendarJSON(first, next)
			}
			return a.calendar(first, next)
		},
	}
	cmd.Flags().IntVar(&year, "year", 0, "a whole year")
	cmd.Flags().StringVar(&month, "month", "", "a month, YYYY-MM")
	cmd.Flags().StringVar(&svg, "svg", "", "write a picture to a `file`")
	return cmd
}

// span returns the first day asked for and the one after the last.
func (a *App) span(whole bool, year int, month string) (first, next sessions.Day, err error) {
	if whole {
		if year < 1 || year > 9999 {
			return 0, 0, usagef("--year %d: want a year of four digits", year)
		}
		return sessions.Date(year, time.January, 1), sessions.Date(year+1, time.January, 1), nil
	}
	y, m, _ := a.house.Today().Civil()
	if month != "" {
		t, err := time.Parse("2006-01", month)
		if err != nil {
			return 0, 0, usagef("--month %q: want YYYY-MM", month)
		}
		y, m = t.Year(), t.Month()
	}
	return sessions.Date(y, m, 1), sessions.Date(y, m+1, 1), nil
}

// monthJSON is `calendar --month --json`; a year is practice.Year.
type monthJSON struct {
	Year  int             `json:"year"`
	Month string          `json:"month"`
	Days  []practice.Cell `json:"days"`
}

func (a *App) calendarJSON(first, next sessions.Day) error {
	a.recover()
	log, err := a.briefs()
	if err != nil {
		return err
	}
	cal := practice.CalendarOfBriefs(log.Sits, log.Rests, a.house.Arithmetic())
	year, month, _ := first.Civil()
	if next-first > 31 {
		return a.printJSON(cal.Year(year))
	}
	return a.printJSON(monthJSON{year, fmt.Sprintf("%04d-%02d", year, month), cellsOf(cal, first, next)})
}

func (a *App) calendar(first, next sessions.Day) error {
	a.recover()
	_, log, err := a.read()
	if err != nil {
		return err
	}
	opt := a.house.Arithmetic()
	cal := practice.CalendarOf(log.Entries, log.Rests, opt)
	days := cellsOf(cal, first, next)
	switch {
	case a.flags.plain:
		return a.print("%s", told(days, log))
	case next-first > 31:
		return a.print("%s", yearText(days, a.glyphs()))
	}
	year, month, _ := first.Civil()
	text := monthText(cal.Month(year, month), a.glyphs(), opt.WeekStart)
	if list := told(days, log); list != "" {
		text += "\n" + list
	}
	return a.print("%s", text)
}

func cellsOf(cal practice.Calendar, first, next sessions.Day) []practice.Cell {
	days := make([]practice.Cell, 0, int(next-first))
	for d := first; d < next; d++ {
		days = append(days, cal.Cell(d))
	}
	return days
}

// glyphs are the signs that this terminal, or what reads the text, can show.
func (a *App) glyphs() theme.Glyphs {
	return theme.ChooseGlyphs(a.house.Prefs().UI.Glyphs, runtime.GOOS, a.house.Options().Env)
}

func sign(g theme.Glyphs, c practice.Cell) string {
	return widget.DayGlyph(g, calendar.Mark(c)).String()
}

// monthText draws a month: seven cells of a bracket or space, two digits and
// a sign, today between brackets.
func monthText(weeks [][]practice.Cell, g theme.Glyphs, start time.Weekday) string {
	var b strings.Builder
	year, month, _ := weeks[1][0].Day.Civil() // the second week lies in the month
	fmt.Fprintf(&b, "%s %d\n", month, year)
	var names strings.Builder
	for i := range 7 {
		fmt.Fprintf(&names, " %-3s", ((start + time.Weekday(i)) % 7).String()[:2])
	}
	b.WriteString(strings.TrimRight(names.String(), " ") + "\n")
	for _, week := range weeks {
		var line strings.Builder
		before := " "
		for _, c := range week {
			cell, after := "   ", " "
			if !c.Outside {
				_, _, n := c.Day.Civil()
				cell = fmt.Sprintf("%2d%s", n, sign(g, c))
			}
			if c.Today && !c.Outside {
				before, after = "[", "]"
			}
			line.WriteString(before + cell)
			before = after
		}
		b.WriteString(strings.TrimRight(line.String()+before, " ") + "\n")
	}
	return b.String()
}

// yearText draws a year, one row a month: a sign a day, then the sums.
func yearText(days []practice.Cell, g theme.Glyphs) string {
	var b strings.Builder
	year, _, _ := days[0].Day.Civil()
	fmt.Fprintf(&b, "%d\n", year)
	for i := 0; i < len(days); {
		_, month, _ := days[i].Day.Civil()
		row, practised, seconds := "", 0, 0
		for ; i < len(days); i++ {
			c := days[i]
			if _, m, _ := c.Day.Civil(); m != month {
				break
			}
			row += shown(g, c)
			seconds += c.Seconds
			if c.State == practice.Sat || c.State == practice.Remembered {
				practised++
			}
		}
		line := fmt.Sprintf("%s  %s", month.String()[:3], row)
		if practised > 0 {
			line = fmt.Sprintf("%s%s  %s, %s", line, strings.Repeat(" ", 31-len([]rune(row))), count(practised, "day"), spell(seconds))
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

// shown is the sign of a day where a blank would lose the row.
func shown(g theme.Glyphs, c practice.Cell) string {
	if text := sign(g, c); text != " " || g == theme.ASCII {
		return text
	}
	return "⠂"
}

// told says the days one a line: "13 May: 12 minutes, Two Wheels."
func told(days []practice.Cell, log journal.Log) string {
	titles := titlesOf(log)
	var b strings.Builder
	for _, c := range days {
		if text := dayTold(c, titles); text != "" {
			b.WriteString(text + "\n")
		}
	}
	return b.String()
}

// titlesOf names what was sat on each day.
func titlesOf(log journal.Log) map[sessions.Day][]string {
	titles := map[sessions.Day][]string{}
	for _, e := range log.Entries {
		titles[e.Day] = append(titles[e.Day], e.Title())
	}
	return titles
}

// dayTold is a day in words, "" where there is nothing to tell.
func dayTold(c practice.Cell, titles map[sessions.Day][]string) string {
	text := ""
	switch {
	case c.Sits > 0:
		text = length(c.Seconds) + ", " + strings.Join(titles[c.Day], ", ")
		if c.State == practice.Remembered {
			text += ", added later"
		}
	case c.State == practice.Rest:
		text = "rest"
	case c.State == practice.Travel:
		text = "travel"
	default:
		return ""
	}
	_, month, n := c.Day.Civil()
	return fmt.Sprintf("%d %s: %s.", n, month, text)
}

// length writes seconds for the ear: "12 minutes".
func length(seconds int) string {
	if seconds < 60 {
		return count(seconds, "second")
	}
	if seconds < 3600 {
		return count(seconds/60, "minute")
	}
	text := count(seconds/3600, "hour")
	if m := seconds / 60 % 60; m > 0 {
		text += " " + count(m, "minute")
	}
	return text
}
