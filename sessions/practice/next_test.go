package practice_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/practice"
)

func TestBalance(t *testing.T) {
	check := func(sits, self, other int, want practice.Lean) {
		t.Helper()
		var entries []sessions.Entry
		for i := range sits {
			entries = append(entries, sit(t, fmt.Sprintf("2026-05-%02dT07:00:00Z", 1+i), 20, of("x", sessions.Equanimity, self, other)))
		}
		b := practice.BalanceOf(entries, day(t, "2026-05-20"))
		if b.Lean != want || b.SelfS != sits*self || b.OtherS != sits*other || (b.Words == "") != (want == practice.Unsaid) {
			t.Errorf("%d sits of %d/%d: %+v, want %q", sits, self, other, b, want)
		}
	}
	check(5, 300, 300, practice.Unsaid)
	check(6, 300, 300, practice.BothTurning)
	check(6, 100, 300, practice.BothTurning) // a quarter
	check(6, 99, 300, practice.TowardOthers)
	check(6, 300, 100, practice.BothTurning)
	check(6, 300, 99, practice.TowardSelf)
	check(8, 0, 0, practice.Unsaid)
}

func TestBalanceWindow(t *testing.T) {
	var entries []sessions.Entry
	for _, d := range []string{"04-01", "04-02", "04-03", "04-04", "04-22", "04-23"} {
		entries = append(entries, sit(t, "2026-"+d+"T07:00:00Z", 20, of("x", sessions.Equanimity, 60, 0)))
	}
	if b := practice.BalanceOf(entries, day(t, "2026-05-20")); b.SelfS != 60 || b.Lean != practice.TowardSelf {
		t.Errorf("28 days to 20 May: %+v; want the sit of 23 April alone", b)
	}
	if b := practice.BalanceOf(entries, day(t, "2026-06-20")); b.Words != "" {
		t.Errorf("nothing in the window, yet %q", b.Words)
	}
}

func TestSuggest(t *testing.T) {
	day20 := practice.Options{Today: day(t, "2026-05-20")}
	check := func(entries []sessions.Entry, hour int, want string) {
		t.Helper()
		got := practice.Suggest(entries, day20, hour)
		if got.Script != want || got.Reason == "" || len(strings.Fields(got.Reason)) > 5 {
			t.Errorf("at %d: %+v, want %s", hour, got, want)
		}
	}
	n := func(count int, id string, self, other int) (out []sessions.Entry) {
		for i := range count {
			out = append(out, sit(t, fmt.Sprintf("2026-05-%02dT07:00:00Z", 1+i), 20, of(id, sessions.Equanimity, self, other)))
		}
		return out
	}
	check(nil, 8, "arriving")
	check(n(2, "x", 1, 1), 8, "arriving")
	plain := n(3, "x", 1, 1)
	for hour, want := range map[int]string{
		4: "being-with", 9: "being-with", 10: "between-matters", 16: "between-matters", 17: "two-wheels",
		20: "two-wheels", 21: "evening-replay", 3: "evening-replay", 0: "evening-replay",
	} {
		check(plain, hour, want)
	}
	check(n(6, "x", 10, 300), 8, "room-in-the-circle")
	check(n(6, "room-in-the-circle", 10, 300), 8, "as-for-a-friend")
	check(n(6, "x", 300, 10), 8, "easy-warmth")
	check(n(6, "easy-warmth", 300, 10), 8, "in-the-same-boat")
	check(n(6, "x", 300, 300), 8, "being-with")
}

func TestAbsence(t *testing.T) {
	days := []sessions.Day{day(t, "2026-05-10")}
	check := func(today string, empty int, want practice.Greeting, due bool) {
		t.Helper()
		d := day(t, today)
		if n, g := practice.Absence(days, d), practice.GreetingAt(days, d); n != empty || g != want || practice.ReturnDue(days, d) != due {
			t.Errorf("%s: %d empty days, %q", today, n, g)
		}
	}
	check("2026-05-09", 0, practice.ByTheHour, false)
	check("2026-05-10", 0, practice.ByTheHour, false)
	check("2026-05-11", 0, practice.ByTheHour, false)
	check("2026-05-12", 1, practice.ByTheHour, false)
	check("2026-05-13", 2, practice.GoodToSee, false)
	check("2026-05-17", 6, practice.GoodToSee, false)
	check("2026-05-18", 7, practice.WelcomeBack, true)
	check("2026-06-10", 30, practice.WelcomeLong, true)
}

func TestReturns(t *testing.T) {
	entries := []sessions.Entry{
		sit(t, "2026-05-01T07:00:00Z", 5), sit(t, "2026-05-09T07:00:00Z", 5, added), sit(t, "2026-05-09T08:00:00Z", 5),
		sit(t, "2026-05-09T09:00:00Z", 5), sit(t, "2026-05-16T07:00:00Z", 5), sit(t, "2026-05-24T07:00:00Z", 5),
	}
	got := practice.Returns(entries, practice.Options{Today: day(t, "2026-05-30")})
	if want := []string{"2026-05-09T08:00:00Z", "2026-05-24T07:00:00Z"}; !reflect.DeepEqual(got, want) {
		t.Errorf("returns %q, want %q", got, want)
	}
}

func TestMilestones(t *testing.T) {
	check := func(before, after practice.Totals, want ...practice.Milestone) {
		t.Helper()
		if got := practice.Milestones(before, after); !reflect.DeepEqual(got, want) {
			t.Errorf("%+v → %+v: %v, want %v", before, after, got, want)
		}
	}
	check(practice.Totals{}, practice.Totals{Days: 1, Seconds: 600}, practice.Milestone{Days: 1})
	check(practice.Totals{Days: 20, Seconds: 35_900}, practice.Totals{Days: 21, Seconds: 36_000}, practice.Milestone{Days: 21}, practice.Milestone{Hours: 10})
	check(practice.Totals{Days: 5}, practice.Totals{Days: 5})
	entries := []sessions.Entry{sit(t, "2026-05-01T07:00:00Z", 5), sit(t, "2026-05-01T08:00:00Z", 55)}
	opt := practice.Options{Today: day(t, "2026-05-02")}
	if got := practice.MilestonesOf(entries, entries[1].ID, opt); !reflect.DeepEqual(got, []practice.Milestone{{Hours: 1}}) {
		t.Errorf("the second sit reached %v, want the first hour", got)
	}
}

func TestHints(t *testing.T) {
	felt := func(feel string) func(*sessions.Entry) {
		return func(e *sessions.Entry) { *e = e.With(sessions.Detail{Feel: feel}) }
	}
	x := of("x", sessions.Equanimity, 0, 0)
	entries := []sessions.Entry{
		sit(t, "2026-05-01T07:00:00Z", 5, x, felt("lighter")), sit(t, "2026-05-02T07:00:00Z", 5, x, felt("heavier")),
		sit(t, "2026-05-03T07:00:00Z", 5, x), sit(t, "2026-05-04T07:00:00Z", 5, x, felt("heavier")),
		sit(t, "2026-05-05T07:00:00Z", 5, felt("same"), func(e *sessions.Entry) { d := e.Detail(); d.Act = "call Åse"; *e = e.With(d) }),
	}
	if practice.Heavy(entries, "x") {
		t.Error("two heavier sits are three")
	}
	more := append(entries[:4:4], sit(t, "2026-05-06T07:00:00Z", 5, x, felt("heavier")))
	if !practice.Heavy(more, "x") || practice.Heavy(more, "y") {
		t.Error("three heavier sits are not seen, or seen elsewhere")
	}
	if n := practice.SitsOf(more, "x"); n != 5 {
		t.Errorf("%d sits of x, want 5", n)
	}
	got := practice.FeelingsByKind(entries, day(t, "2026-05-05"))
	want := map[sessions.Kind]practice.Feelings{sessions.Equanimity: {Lighter: 1, Heavier: 2}, sessions.Silent: {Same: 1}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("feelings %v, want %v", got, want)
	}
	act := func(today, want string) {
		t.Helper()
		if got := practice.ActFor(entries, practice.Options{Today: day(t, today)}); got != want {
			t.Errorf("act on %s: %q, want %q", today, got, want)
		}
	}
	act("2026-05-05", "")
	act("2026-05-06", "call Åse")
	act("2026-05-09", "call Åse")
	entries = append(entries, sit(t, "2026-05-06T07:00:00Z", 5))
	act("2026-05-06", "call Åse")
	act("2026-05-07", "")
}

// What is known of a person by the number of sits, up to today.
func TestKnown(t *testing.T) {
	check := func(n, minutes int, today string, optIn, long bool) {
		t.Helper()
		entries := []sessions.Entry{sit(t, "2026-05-01T06:00:00Z", 60, func(e *sessions.Entry) { e.Removed = true })}
		for i := range n {
			entries = append(entries, sit(t, fmt.Sprintf("2026-05-02T%02d:00:00Z", 7+i), minutes))
		}
		if got := practice.OptInDue(entries, day(t, today)); got != optIn {
			t.Errorf("%d sits: scripts that wait are listed: %v", n, got)
		}
		if got := practice.KnowsLong(entries, day(t, today)); got != long {
			t.Errorf("%d sits of %d min: knows long ones: %v", n, minutes, got)
		}
	}
	check(9, 10, "2026-05-02", false, false)
	check(10, 10, "2026-05-02", true, false)
	check(10, 20, "2026-05-01", false, false)
	check(4, 25, "2026-05-02", false, false)
	check(5, 20, "2026-05-02", false, true)
	check(0, 20, "2026-05-02", false, false)
}

func TestCalendar(t *testing.T) {
	opt := practice.Options{Today: day(t, "2026-06-05"), WeekStart: time.Monday}
	entries := append(may(t),
		sit(t, "2026-05-30T12:00:00+02:00", 15, added), sit(t, "2026-05-30T13:00:00+02:00", 15),
		sit(t, "2026-06-01T21:00:00-07:00", 15), sit(t, "2026-06-03T09:30:00+09:00", 15))
	rests := []sessions.Day{day(t, "2026-05-11"), day(t, "2026-05-15"), day(t, "2026-06-02"), day(t, "2026-06-05")}
	c := practice.CalendarOf(entries, rests, opt)
	check := func(d string, seconds, sits int, state practice.State) {
		t.Helper()
		want := practice.Cell{Day: day(t, d), Seconds: seconds, Sits: sits, State: state, Today: d == "2026-06-05"}
		if got := c.Cell(want.Day); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
	check("2026-05-11", 1800, 2, practice.Sat)
	check("2026-05-13", 900, 1, practice.Remembered)
	check("2026-05-14", 40, 1, practice.Empty)
	check("2026-05-15", 0, 0, practice.Rest)
	check("2026-05-16", 0, 0, practice.Empty)
	check("2026-05-30", 1800, 2, practice.Sat)
	check("2026-06-02", 0, 0, practice.Travel)
	check("2026-06-05", 0, 0, practice.Rest)
	check("2026-12-31", 0, 0, practice.Empty)
	opt.Today++
	c = practice.CalendarOf(entries, rests, opt)
	if got := c.Cell(opt.Today); got.State != practice.Today || !got.Today {
		t.Errorf("today: %+v", got)
	}
	if y := c.Year(2026); y.Year != 2026 || len(y.Days) != 365 || y.Days[0].Day.String() != "2026-01-01" || len(c.Year(2028).Days) != 366 {
		t.Errorf("a year of %d days", len(y.Days))
	}
}

func TestGrids(t *testing.T) {
	c := practice.CalendarOf(nil, nil, practice.Options{Today: day(t, "2026-05-13"), WeekStart: time.Monday})
	month := c.Month(2026, time.May)
	if len(month) != 5 || month[0][0].Day.String() != "2026-04-27" || !month[0][3].Outside || month[0][4].Outside || month[4][6].Outside {
		t.Errorf("May 2026: %d weeks from %v", len(month), month[0][0])
	}
	if december := c.Month(2026, time.December); december[len(december)-1][6].Day.String() != "2027-01-03" {
		t.Errorf("December ends %v", december[len(december)-1][6])
	}
	for year := 1990; year < 2050; year++ {
		grid := c.YearGrid(year)
		if len(grid) != 53 && len(grid) != 54 && len(grid) != 52 {
			t.Errorf("%d has %d weeks", year, len(grid))
		}
		for _, week := range grid {
			if len(week) != 7 || week[0].Day.Weekday() != time.Monday {
				t.Errorf("%d: a week of %d days from a %v", year, len(week), week[0].Day.Weekday())
			}
		}
	}
}

// TestMirror holds both leans to the same words, each in the other's mirror,
// and none of them to blame.
func TestMirror(t *testing.T) {
	said := func(self, other int) (words, reason string) {
		var entries []sessions.Entry
		for i := range 6 {
			entries = append(entries, sit(t, fmt.Sprintf("2026-05-%02dT07:00:00Z", 1+i), 20, of("x", sessions.Equanimity, self, other)))
		}
		today := day(t, "2026-05-20")
		return practice.BalanceOf(entries, today).Words, practice.Suggest(entries, practice.Options{Today: today}, 8).Reason
	}
	mirror := strings.NewReplacer("yourself", "others", "others", "yourself")
	outward, some := said(10, 300)
	inward, more := said(300, 10)
	if outward == "" || outward == inward || mirror.Replace(outward) != inward || mirror.Replace(some) != more {
		t.Errorf("%q and %q, %q and %q are no mirror images", outward, inward, some, more)
	}
	for _, words := range []string{outward, inward, some, more} {
		for _, blame := range []string{"too much", "too little", "not enough", "should", "only", "burnout", "absor", "selfish", "codepend", "%"} {
			if strings.Contains(strings.ToLower(words), blame) {
				t.Errorf("%q in %q", blame, words)
			}
		}
	}
}
