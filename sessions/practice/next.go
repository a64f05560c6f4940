package practice

import (
	"slices"
	"time"

	"karuna/sessions"
)

// Greeting says which words the home screen begins with.
type Greeting string

// The greetings: by the hour, or after some empty days.
const (
	ByTheHour   Greeting = "hour"
	GoodToSee   Greeting = "good-to-see"  // 2 empty days or more
	WelcomeBack Greeting = "welcome"      // 7 or more
	WelcomeLong Greeting = "welcome-long" // 30 or more
)

// ReturnAfter is how many empty days make the next live sit a return.
const ReturnAfter = 7

// Absence returns how many empty days lie between the last practice day and
// today, 0 when today is sat or nothing ever was.
func Absence(days []sessions.Day, today sessions.Day) int {
	for i := len(days) - 1; i >= 0; i-- {
		if days[i] <= today {
			return max(int(today-days[i])-1, 0)
		}
	}
	return 0
}

// GreetingAt returns the greeting of today; days are practice days in order.
// The first sit of the day ends a welcome.
func GreetingAt(days []sessions.Day, today sessions.Day) Greeting {
	switch n := Absence(days, today); {
	case n >= 30:
		return WelcomeLong
	case n >= ReturnAfter:
		return WelcomeBack
	case n >= 2:
		return GoodToSee
	}
	return ByTheHour
}

// ReturnDue reports whether the next live sit is a return, which is offered
// at its script's shortest length.
func ReturnDue(days []sessions.Day, today sessions.Day) bool {
	return Absence(days, today) >= ReturnAfter
}

// Returns lists the ids of the return sits: the first live sit of each
// practice day that follows ReturnAfter empty days.
func Returns(entries []sessions.Entry, opt Options) []string {
	days := Days(entries, opt)
	first := map[sessions.Day]string{} // return days, and their first live sit
	for i := 1; i < len(days); i++ {
		if int(days[i]-days[i-1])-1 >= ReturnAfter {
			first[days[i]] = ""
		}
	}
	var out []string
	for i := range entries {
		e := &entries[i]
		if id, ok := first[e.Day]; ok && id == "" && e.Origin().Source == "live" && counts(e, opt.Today) {
			first[e.Day] = e.ID
			out = append(out, e.ID)
		}
	}
	return out
}

// Suggestion is a script to offer next and why, in at most five words.
type Suggestion struct {
	Script string
	Reason string
}

// Suggest returns what to offer to someone without a programme at that hour
// of the day (0 to 23): the beginning, then the wheel that turned less, then
// what suits the hour.
func Suggest(entries []sessions.Entry, opt Options, hour int) Suggestion {
	sits, last := 0, ""
	for i := range entries {
		if counts(&entries[i], opt.Today) {
			sits++
			last = ""
			if s := entries[i].Script; s != nil {
				last = s.ID
			}
		}
	}
	if sits < 3 {
		return Suggestion{"arriving", "a place to begin"}
	}
	lean := BalanceOf(entries, opt.Today).Lean
	if ids := lean.Invitations(); len(ids) > 0 {
		pick := ids[0]
		if pick == last {
			pick = ids[1]
		}
		if lean == TowardOthers {
			return Suggestion{pick, "some for yourself, too"}
		}
		return Suggestion{pick, "some for others, too"}
	}
	return atHour(hour)
}

func atHour(hour int) Suggestion {
	switch {
	case hour >= 4 && hour < 10:
		return Suggestion{"being-with", "for the morning"}
	case hour >= 10 && hour < 17:
		return Suggestion{"between-matters", "between two things"}
	case hour >= 17 && hour < 21:
		return Suggestion{"two-wheels", "for the early evening"}
	}
	return Suggestion{"evening-replay", "before the day ends"}
}

// Milestone is a total that was reached: so many practice days, or so many
// hours. The other field is 0.
type Milestone struct{ Days, Hours int }

// Milestones returns what lies above before and not above after.
func Milestones(before, after Totals) []Milestone {
	var out []Milestone
	for _, n := range []int{1, 5, 10, 21, 30, 50, 100, 200, 365, 500, 1000} {
		if before.Days < n && n <= after.Days {
			out = append(out, Milestone{Days: n})
		}
	}
	for _, n := range []int{1, 10, 50, 100, 250} {
		if before.Seconds < n*3600 && n*3600 <= after.Seconds {
			out = append(out, Milestone{Hours: n})
		}
	}
	return out
}

// MilestonesOf returns what the entry with that id reached by being there.
func MilestonesOf(entries []sessions.Entry, id string, opt Options) []Milestone {
	without := slices.DeleteFunc(slices.Clone(entries), func(e sessions.Entry) bool { return e.ID == id })
	return Milestones(tallyOf(sessions.Briefs(without), opt).totals(), tallyOf(sessions.Briefs(entries), opt).totals())
}

// ActFor returns what the person meant to do after the sits of the last
// practice day before today, "" when they did not say. It is shown on the
// next practice day and on no other.
func ActFor(entries []sessions.Entry, opt Options) string {
	days := Days(entries, opt)
	for len(days) > 0 && days[len(days)-1] >= opt.Today {
		days = days[:len(days)-1]
	}
	act := ""
	for i := range entries {
		e := &entries[i]
		if len(days) > 0 && e.Day == days[len(days)-1] && !e.Removed && e.Detail().Act != "" {
			act = e.Detail().Act
		}
	}
	return act
}

// Feelings counts how sits felt afterwards.
type Feelings struct{ Lighter, Same, Heavier int }

// FeelingsByKind counts feelings by kind of sit.
func FeelingsByKind(entries []sessions.Entry, today sessions.Day) map[sessions.Kind]Feelings {
	out := map[sessions.Kind]Feelings{}
	for i := range entries {
		e := &entries[i]
		if e.Detail().Feel == "" || !counts(e, today) {
			continue
		}
		f := out[e.Kind()]
		switch e.Detail().Feel {
		case "lighter":
			f.Lighter++
		case "same":
			f.Same++
		case "heavier":
			f.Heavier++
		}
		out[e.Kind()] = f
	}
	return out
}

// Heavy reports whether the last three sits of that script whose feeling is
// known were all heavier.
func Heavy(entries []sessions.Entry, script string) bool {
	n := 0
	for i := len(entries) - 1; i >= 0 && n < 3; i-- {
		e := &entries[i]
		if e.Removed || e.Script == nil || e.Script.ID != script || e.Detail().Feel == "" {
			continue
		}
		if e.Detail().Feel != "heavier" {
			return false
		}
		n++
	}
	return n == 3
}

// SitsOf counts the sits of a script.
func SitsOf(entries []sessions.Entry, script string) int {
	n := 0
	for i := range entries {
		if e := &entries[i]; !e.Removed && e.Script != nil && e.Script.ID == script {
			n++
		}
	}
	return n
}

// OptInAfter is how many sits it takes until scripts that wait to be asked for
// are listed with the others.
const OptInAfter = 10

// OptInDue reports whether so much was sat that such scripts are listed.
func OptInDue(entries []sessions.Entry, today sessions.Day) bool {
	return sitsOver(entries, today, 1) >= OptInAfter
}

// A sit over LongSit is long; whoever sat KnownAfter or more, KnownTimes times,
// knows what that is like.
const (
	LongSit    = 30 * time.Minute
	KnownAfter = 20 * time.Minute
	KnownTimes = 5
)

// KnowsLong reports whether the person has sat long often enough to be told
// nothing about a long sit.
func KnowsLong(entries []sessions.Entry, today sessions.Day) bool {
	return sitsOver(entries, today, int(KnownAfter.Seconds())) >= KnownTimes
}

// sitsOver counts the sits of at least so many seconds up to today.
func sitsOver(entries []sessions.Entry, today sessions.Day, seconds int) int {
	n := 0
	for i := range entries {
		if e := &entries[i]; counts(e, today) && e.Sat >= seconds {
			n++
		}
	}
	return n
}
