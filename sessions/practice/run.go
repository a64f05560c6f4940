package practice

import (
	"sort"
	"time"

	"karuna/sessions"
)

// Run is a stretch of days in which every seven hold at most so many empty
// ones. First and Last were sat.
type Run struct {
	First sessions.Day `json:"first"`
	Last  sessions.Day `json:"last"`
	Days  int          `json:"days"` // practised
	Rest  int          `json:"rest"` // empty days inside
}

const window = 7

// RunAt returns the longest run that ends at end: the longest stretch up to
// it in which every seven consecutive days hold at most rest empty days.
// days are practice days and bridges travel days, both in order; a bridge is
// neither sat nor empty. ok is false when no practice day is left in that
// stretch, which is to be between runs.
//
// The stretch is defined by its windows, not walked forward from its first
// day: that is why one more practice day can never make it shorter.
func RunAt(days []sessions.Day, end sessions.Day, rest int, bridges []sessions.Day) (run Run, ok bool) {
	e := newEdge(days, rest, bridges)
	e.advance(end)
	return e.run()
}

// Current returns the run that ends today, or yesterday while today is not
// yet sat.
func Current(days []sessions.Day, today sessions.Day, rest int, bridges []sessions.Day) (Run, bool) {
	if !holds(days, today) {
		today--
	}
	return RunAt(days, today, rest, bridges)
}

// Longest returns the practised days of the longest run up to today.
func Longest(days []sessions.Day, today sessions.Day, rest int, bridges []sessions.Day) int {
	e := newEdge(days, rest, bridges)
	best := 0
	for _, d := range days {
		if d > today {
			break
		}
		e.advance(d)
		best = max(best, e.next-e.first)
	}
	return best
}

// SoFar returns the practised days of the runs up to today that are over, the
// oldest first: of each as many as it had when it was longest. A run is over
// when the next practice day begins one of its own, or when none reaches
// today.
func SoFar(days []sessions.Day, today sessions.Day, rest int, bridges []sessions.Day) []int {
	e := newEdge(days, rest, bridges)
	over, best := []int{}, 0
	for _, d := range days {
		if d > today {
			break
		}
		e.advance(d)
		n := e.next - e.first
		if n == 1 && best > 0 {
			over, best = append(over, best), 0
		}
		best = max(best, n)
	}
	if _, ok := Current(days, today, rest, bridges); !ok && best > 0 {
		over = append(over, best)
	}
	return over
}

// edge walks forward over the days and keeps the left edge of the longest
// stretch that ends where it stands.
type edge struct {
	days    []sessions.Day
	bridges []sessions.Day
	rest    int
	at      sessions.Day   // last day looked at
	left    sessions.Day   // left edge
	empties []sessions.Day // the last rest+1 of them
	first   int            // index of the first practised day from left on
	next    int            // index of the first practised day after at
	bridge  int            // index of the first bridge after at
}

func newEdge(days []sessions.Day, rest int, bridges []sessions.Day) *edge {
	e := &edge{days: days, bridges: bridges, rest: min(max(rest, 0), window-1)}
	if len(days) > 0 {
		e.at, e.left = days[0]-1, days[0]
	}
	return e
}

func (e *edge) advance(end sessions.Day) {
	for len(e.days) > 0 && e.at < end {
		e.skip(end)
		e.at++
		for e.bridge < len(e.bridges) && e.bridges[e.bridge] < e.at {
			e.bridge++
		}
		switch {
		case e.next < len(e.days) && e.days[e.next] == e.at:
			e.next++
		case e.bridge < len(e.bridges) && e.bridges[e.bridge] == e.at:
		default:
			e.empty(e.at)
		}
	}
	for e.first < e.next && e.days[e.first] < e.left {
		e.first++
	}
}

func (e *edge) empty(d sessions.Day) {
	e.empties = append(e.empties, d)
	if len(e.empties) > e.rest+1 {
		e.empties = e.empties[1:]
	}
	if len(e.empties) > e.rest && e.empties[0] > d-window && e.empties[0] >= e.left {
		e.left = e.empties[0] + 1
	}
}

// skip leaps over the middle of a long absence: after two windows of empty
// days nothing from before them can matter.
func (e *edge) skip(end sessions.Day) {
	to := end
	if e.next < len(e.days) {
		to = min(to, e.days[e.next])
	}
	if b := e.bridge; b < len(e.bridges) && e.bridges[b] > e.at {
		to = min(to, e.bridges[b])
	}
	if far := to - 2*window - 1; far > e.at {
		e.at, e.empties = far, nil
	}
}

func (e *edge) run() (Run, bool) {
	if e.first >= e.next {
		return Run{}, false
	}
	r := Run{First: e.days[e.first], Last: e.days[e.next-1], Days: e.next - e.first}
	r.Rest = int(r.Last-r.First) + 1 - r.Days
	for _, b := range e.bridges {
		if r.First < b && b < r.Last && !holds(e.days, b) {
			r.Rest--
		}
	}
	return r, true
}

func holds(days []sessions.Day, d sessions.Day) bool {
	i := sort.Search(len(days), func(i int) bool { return days[i] >= d })
	return i < len(days) && days[i] == d
}

// WeekOf returns the first day of the week that holds d.
func WeekOf(d sessions.Day, start time.Weekday) sessions.Day {
	return d - sessions.Day((int(d.Weekday())-int(start)+7)%7)
}

// WeeksInRhythm counts consecutive weeks with at least goal practised days.
// One leaner week pauses the count, two in a row end it; the week of today
// can only add.
func WeeksInRhythm(days []sessions.Day, today sessions.Day, goal int, start time.Weekday) int {
	kept, lean := 0, 0
	this := WeekOf(today, start)
	before := this // first day of the week looked at last
	for i := 0; i < len(days) && days[i] <= today; {
		week, n := WeekOf(days[i], start), 0
		for ; i < len(days) && days[i] < week+7 && days[i] <= today; i++ {
			n++
		}
		lean += max(int(week-before)/7-1, 0) // weeks without a day
		if lean >= 2 {
			kept = 0
		}
		if n >= goal {
			kept, lean = kept+1, 0
		} else {
			lean++
		}
		before = week
	}
	lean += max(int(this-before)/7-1, 0)
	if before == this && lean > 0 {
		lean-- // it is not over
	}
	if lean >= 2 {
		return 0
	}
	return kept
}
