package practice

import (
	"time"

	"karuna/sessions"
)

// Stats is what `karuna stats --json` prints. All lists are oldest first and
// never null.
type Stats struct {
	Today         sessions.Day          `json:"today"`
	DaysAWeek     int                   `json:"days_a_week"`
	Totals        Totals                `json:"totals"`
	Week          Week                  `json:"week"`
	Run           Runs                  `json:"run"`
	WeeksInRhythm int                   `json:"weeks_in_rhythm"`
	Balance       Balance               `json:"balance"`
	ByKind        map[sessions.Kind]int `json:"by_kind"` // seconds
	ByHour        [24]int               `json:"by_hour"` // seconds, by the hour on the clock where it was sat
	Weeks         []WeekSum             `json:"weeks"`   // from the first week to that of today
}

// Totals only ever grow.
type Totals struct {
	Sits    int `json:"sits"`
	Days    int `json:"days"` // practice days
	Seconds int `json:"seconds"`
}

// Week is the week of today against the goal.
type Week struct {
	First     sessions.Day   `json:"first_day"`
	Practised int            `json:"practised"`
	Goal      int            `json:"goal"`
	Days      []sessions.Day `json:"days"` // those practised
}

// Runs is the current run, nil between runs, the longest one's days, and those
// of the runs that are over.
type Runs struct {
	Current *Run  `json:"current"`
	Longest int   `json:"longest"`
	SoFar   []int `json:"so_far"`
}

// WeekSum is one week's practice.
type WeekSum struct {
	First   sessions.Day `json:"first_day"`
	Seconds int          `json:"seconds"`
	Days    int          `json:"days"` // practice days
}

// longestHistory keeps one entry with a day far in the past from making a
// list of weeks without end: two hundred years.
const longestHistory = 200 * 53

// StatsOf adds everything up. rests change no number; they are taken so that
// every view of practice has the same arguments.
func StatsOf(entries []sessions.Entry, _ []sessions.Day, opt Options) Stats {
	return StatsOfBriefs(sessions.Briefs(entries), opt)
}

// StatsOfBriefs is StatsOf for sits without their words.
func StatsOfBriefs(sits []sessions.Brief, opt Options) Stats {
	t := tallyOf(sits, opt)
	bridges := bridges(sits)
	s := Stats{
		Today:         opt.Today,
		DaysAWeek:     opt.goal(),
		Totals:        t.totals(),
		Week:          t.week(),
		WeeksInRhythm: WeeksInRhythm(t.kept, opt.Today, opt.goal(), opt.WeekStart),
		Balance:       balanceOf(sits, opt.Today),
		ByKind:        map[sessions.Kind]int{},
		Weeks:         t.weeks(),
	}
	if r, ok := Current(t.kept, opt.Today, opt.rest(), bridges); ok {
		s.Run.Current = &r
	}
	s.Run.Longest = Longest(t.kept, opt.Today, opt.rest(), bridges)
	s.Run.SoFar = SoFar(t.kept, opt.Today, opt.rest(), bridges)
	for i := range sits {
		e := &sits[i]
		if !adds(e, opt.Today) {
			continue
		}
		s.ByKind[e.Kind] += int(e.Sat)
		if !e.NoTime {
			s.ByHour[e.Hour()] += int(e.Sat)
		}
	}
	return s
}

func (t *tally) totals() Totals {
	out := Totals{Days: len(t.kept)}
	for _, d := range t.days {
		out.Sits += d.sits
		out.Seconds += d.seconds
	}
	return out
}

func (t *tally) week() Week {
	w := Week{First: WeekOf(t.opt.Today, t.opt.WeekStart), Goal: t.opt.goal(), Days: []sessions.Day{}}
	for d := w.First; d < w.First+7; d++ {
		if holds(t.kept, d) {
			w.Days = append(w.Days, d)
		}
	}
	w.Practised = len(w.Days)
	return w
}

func (t *tally) weeks() []WeekSum {
	if len(t.days) == 0 {
		return []WeekSum{}
	}
	last := WeekOf(t.opt.Today, t.opt.WeekStart)
	first := last
	for d := range t.days {
		first = min(first, WeekOf(d, t.opt.WeekStart))
	}
	first = max(first, last-7*(longestHistory-1))
	out := make([]WeekSum, int(last-first)/7+1)
	for i := range out {
		out[i].First = first + sessions.Day(7*i)
	}
	for d, sum := range t.days {
		if d >= first {
			w := &out[int(d-first)/7]
			w.Seconds += sum.seconds
			if sum.seconds >= t.opt.minDay() {
				w.Days++
			}
		}
	}
	return out
}

// Status is what `karuna status --json` prints, and what its template sees.
type Status struct {
	TodayS  int      `json:"today_s"`  // seconds sat today
	RunDays *int     `json:"run_days"` // nil between runs
	Week    string   `json:"week"`     // "4/5"
	Sitting *Sitting `json:"sitting"`  // a sit going on in another process, or nil
}

// Sitting is a sit that is going on. StatusOf leaves it to the caller.
type Sitting struct {
	Script   string `json:"script"` // id, "" for a silent sit
	ElapsedS int    `json:"elapsed_s"`
	TotalS   *int   `json:"total_s"` // nil for an open sit
	Paused   bool   `json:"paused"`
}

// StatusOf returns the status of today.
func StatusOf(sits []sessions.Brief, opt Options) Status {
	t := tallyOf(sits, opt)
	w := t.week()
	s := Status{Week: itoa(w.Practised) + "/" + itoa(w.Goal)}
	if d := t.days[opt.Today]; d != nil {
		s.TodayS = d.seconds
	}
	if r, ok := Current(t.kept, opt.Today, opt.rest(), bridges(sits)); ok {
		s.RunDays = &r.Days
	}
	return s
}

// Run returns the days of the run as text, "" between runs: {{.Run}}.
func (s Status) Run() string {
	if s.RunDays == nil {
		return ""
	}
	return itoa(*s.RunDays)
}

// Today returns the time sat today as text, for example "20m": {{.Today}}.
func (s Status) Today() string {
	return sessions.FormatDuration(time.Duration(s.TodayS) * time.Second)
}
