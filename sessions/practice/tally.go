package practice

import (
	"cmp"
	"slices"
	"time"

	"karuna/sessions"
)

// Options are the person's choices that the arithmetic needs.
type Options struct {
	Today     sessions.Day
	DaysAWeek int           // 1 to 7; 0: 5
	WeekStart time.Weekday  // Monday or Sunday
	MinDay    time.Duration // sat time that makes a practice day; 0: 60 s
}

func (o Options) goal() int {
	if o.DaysAWeek == 0 {
		return 5
	}
	return min(max(o.DaysAWeek, 1), 7)
}

// rest is how many days of any seven may be empty.
func (o Options) rest() int { return 7 - o.goal() }

func (o Options) minDay() int {
	if o.MinDay <= 0 {
		return 60
	}
	return int((o.MinDay + time.Second - 1) / time.Second)
}

// onDay is what a day holds.
type onDay struct {
	seconds int
	sits    int
	live    bool // something other than a remembered sit
}

// tally is the entries up to today, by day.
type tally struct {
	opt  Options
	days map[sessions.Day]*onDay
	kept []sessions.Day // practice days, in order
}

func tallyOf(sits []sessions.Brief, opt Options) *tally {
	t := &tally{opt: opt, days: make(map[sessions.Day]*onDay)}
	var d *onDay // sits of one day mostly stand together
	last := sessions.NoDay
	for i := range sits {
		e := &sits[i]
		if !adds(e, opt.Today) {
			continue
		}
		if e.Day != last {
			last = e.Day
			if d = t.days[last]; d == nil {
				d = &onDay{}
				t.days[last] = d
			}
		}
		d.seconds += int(e.Sat)
		d.sits++
		d.live = d.live || !e.Remembered
	}
	for day, d := range t.days {
		if d.seconds >= opt.minDay() {
			t.kept = append(t.kept, day)
		}
	}
	slices.Sort(t.kept)
	return t
}

func adds(b *sessions.Brief, today sessions.Day) bool {
	return b.Day != sessions.NoDay && b.Day <= today
}

func counts(e *sessions.Entry, today sessions.Day) bool {
	return !e.Removed && e.Day != sessions.NoDay && e.Day <= today
}

// Days returns the practice days up to Options.Today, in order: those with at
// least MinDay sat, whatever the sits were.
func Days(entries []sessions.Entry, opt Options) []sessions.Day {
	return tallyOf(sessions.Briefs(entries), opt).kept
}

// Bridges returns the travel days, in order: the one civil date between two
// sits that a journey swallowed. The offset changed by three hours or more,
// so that no daylight-saving change is a journey, and less than 36 hours went
// by from the end of the one sit to the start of the other. A sit without a
// time of its own bridges nothing, and one added afterwards takes no bridge
// away that the others make.
func Bridges(entries []sessions.Entry) []sessions.Day { return bridges(sessions.Briefs(entries)) }

func bridges(sits []sessions.Brief) []sessions.Day {
	out, inOrder := bridgesOf(sits)
	if !inOrder {
		sits = slices.Clone(sits)
		slices.SortStableFunc(sits, func(a, b sessions.Brief) int { return cmp.Compare(a.Unix, b.Unix) })
		out, _ = bridgesOf(sits)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// bridgesOf looks at neighbours in time twice at once: among all sits, and
// among those that were not added afterwards. It gives up at a sit that starts
// before the one it follows.
func bridgesOf(sits []sessions.Brief) (out []sessions.Day, inOrder bool) {
	var last, lastLive *sessions.Brief
	for i := range sits {
		e := &sits[i]
		if e.Day == sessions.NoDay || e.NoTime {
			continue
		}
		if last != nil && e.Unix < last.Unix {
			return nil, false
		}
		out = bridge(out, last, e)
		last = e
		if !e.Remembered {
			out = bridge(out, lastLive, e)
			lastLive = e
		}
	}
	return out, true
}

func bridge(out []sessions.Day, a, b *sessions.Brief) []sessions.Day {
	if a != nil && b.Day-a.Day == 2 && isJourney(a, b) {
		return append(out, a.Day+1)
	}
	return out
}

func isJourney(a, b *sessions.Brief) bool {
	const journey, night = int64(3 * time.Hour / time.Second), int64(36 * time.Hour / time.Second)
	turned := int64(b.Offset) - int64(a.Offset)
	return max(turned, -turned) >= journey && b.Unix-(a.Unix+int64(a.Sat)) < night
}
