package practice

import (
	"slices"
	"time"

	"karuna/sessions"
)

// State is how a day is drawn. When several hold, the first in this order is
// the state.
type State string

// The states of a day, in their order.
const (
	Sat        State = "sat"
	Remembered State = "remembered" // every sit of the day was added afterwards
	Travel     State = "travel"     // a journey swallowed the date
	Rest       State = "rest"       // chosen as rest
	Today      State = "today"      // nothing yet
	Empty      State = "empty"
)

// Cell is one day of a calendar.
type Cell struct {
	Day     sessions.Day `json:"day"`
	Seconds int          `json:"seconds"`
	Sits    int          `json:"sits"`
	State   State        `json:"state"`
	Today   bool         `json:"today,omitempty"`
	Outside bool         `json:"-"` // stands in the grid but belongs to another month or year
}

// Year is what `karuna calendar --year --json` prints: every day of it.
type Year struct {
	Year int    `json:"year"`
	Days []Cell `json:"days"`
}

// Calendar draws days of one history. It holds the sums, so that many months
// can be asked of it.
type Calendar struct {
	tally   *tally
	rests   map[sessions.Day]bool
	bridges []sessions.Day
}

// CalendarOf prepares a calendar from the entries and the days chosen as
// rest.
func CalendarOf(entries []sessions.Entry, rests []sessions.Day, opt Options) Calendar {
	return CalendarOfBriefs(sessions.Briefs(entries), rests, opt)
}

// CalendarOfBriefs is CalendarOf for sits without their words.
func CalendarOfBriefs(sits []sessions.Brief, rests []sessions.Day, opt Options) Calendar {
	c := Calendar{tallyOf(sits, opt), make(map[sessions.Day]bool, len(rests)), bridges(sits)}
	for _, d := range rests {
		c.rests[d] = true
	}
	return c
}

// Cell returns one day.
func (c Calendar) Cell(d sessions.Day) Cell {
	out := Cell{Day: d, State: c.state(d), Today: d == c.tally.opt.Today}
	if sum := c.tally.days[d]; sum != nil {
		out.Seconds, out.Sits = sum.seconds, sum.sits
	}
	return out
}

func (c Calendar) state(d sessions.Day) State {
	switch {
	case holds(c.tally.kept, d) && c.tally.days[d].live:
		return Sat
	case holds(c.tally.kept, d):
		return Remembered
	case holds(c.bridges, d):
		return Travel
	case c.rests[d]:
		return Rest
	case d == c.tally.opt.Today:
		return Today
	}
	return Empty
}

// Year returns the days of a year, 1 January first.
func (c Calendar) Year(year int) Year {
	first, next := sessions.Date(year, time.January, 1), sessions.Date(year+1, time.January, 1)
	return Year{year, c.cells(first, next)}
}

func (c Calendar) cells(first, next sessions.Day) []Cell {
	out := make([]Cell, 0, int(next-first))
	for d := first; d < next; d++ {
		out = append(out, c.Cell(d))
	}
	return out
}

// Month returns the weeks that hold a month, seven days each, with the days
// of the months beside it marked Outside.
func (c Calendar) Month(year int, month time.Month) [][]Cell {
	return c.grid(sessions.Date(year, month, 1), sessions.Date(year, month+1, 1))
}

// YearGrid returns the 53 or 54 weeks that hold a year, seven days each, with
// the days of the years beside it marked Outside.
func (c Calendar) YearGrid(year int) [][]Cell {
	return c.grid(sessions.Date(year, time.January, 1), sessions.Date(year+1, time.January, 1))
}

func (c Calendar) grid(first, next sessions.Day) [][]Cell {
	start := c.tally.opt.WeekStart
	cells := c.cells(WeekOf(first, start), WeekOf(next-1, start)+7)
	for i := range cells {
		cells[i].Outside = cells[i].Day < first || cells[i].Day >= next
	}
	return slices.Collect(slices.Chunk(cells, 7))
}
