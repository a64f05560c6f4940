package practice_test

import (
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"karuna/sessions"
	"karuna/sessions/practice"
)

var update = flag.Bool("update", false, "write the goldens")

// sit is an entry of a live sit; its day is that of start with the turn at 4.
func sit(t testing.TB, start string, minutes int, change ...func(*sessions.Entry)) sessions.Entry {
	t.Helper()
	at, err := time.Parse(time.RFC3339, start)
	if err != nil {
		t.Fatal(err)
	}
	e := sessions.Entry{
		ID: start, Start: at, Day: sessions.PracticeDay(at, 4), Sat: 60 * minutes, Planned: 60 * minutes,
		Ended: sessions.Complete, People: 1, Wheels: sessions.WheelSeconds{Ground: 60 * minutes},
	}.From(sessions.Origin{Source: "live", DayTurn: 4})
	for _, c := range change {
		c(&e)
	}
	return e
}

func of(id string, kind sessions.Kind, self, other int) func(*sessions.Entry) {
	return func(e *sessions.Entry) {
		e.Script = &sessions.ScriptRef{ID: id, Kind: kind}
		e.Wheels = sessions.WheelSeconds{Self: self, Other: other, Ground: e.Sat - self - other}
	}
}

func added(e *sessions.Entry)  { *e = e.From(sessions.Origin{Source: "remembered"}) }
func noTime(e *sessions.Entry) { e.Flags = append(e.Flags, "no-time") }

func may(t testing.TB) []sessions.Entry {
	return []sessions.Entry{
		sit(t, "2026-05-02T07:00:00+02:00", 12, of("arriving", sessions.Mindfulness, 0, 0)),
		sit(t, "2026-05-11T07:00:00+02:00", 20, of("kind-pause", sessions.SelfCompassion, 600, 120)),
		sit(t, "2026-05-12T01:30:00+02:00", 10),
		sit(t, "2026-05-12T22:10:00+02:00", 30, of("two-wheels", sessions.Visualization, 700, 700)),
		sit(t, "2026-05-13T12:00:00+02:00", 15, added, noTime),
		sit(t, "2026-05-14T08:00:00+02:00", 0, func(e *sessions.Entry) { e.Sat = 40; e.Wheels.Ground = 40 }),
		sit(t, "2026-05-16T08:00:00+02:00", 5, func(e *sessions.Entry) { e.Removed = true }),
		sit(t, "2026-05-20T08:00:00+02:00", 5),
	}
}

func TestStatsJSON(t *testing.T) {
	opt := practice.Options{Today: day(t, "2026-05-15"), DaysAWeek: 4, WeekStart: time.Monday}
	golden(t, "testdata/stats.json", practice.StatsOf(may(t), []sessions.Day{day(t, "2026-05-14")}, opt))
	golden(t, "testdata/stats_empty.json", practice.StatsOf(nil, nil, practice.Options{Today: opt.Today, WeekStart: time.Sunday}))
}

func golden(t *testing.T, path string, v any) {
	t.Helper()
	got, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || string(got) != string(want) {
		t.Errorf("%s differs (%v):\n%s", path, err, got)
	}
}

func TestDaysAndMinDay(t *testing.T) {
	check := func(opt practice.Options, want ...string) {
		t.Helper()
		var got []string
		for _, d := range practice.Days(may(t), opt) {
			got = append(got, d.String())
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%+v: %v, want %v", opt, got, want)
		}
	}
	today := day(t, "2026-05-20")
	check(practice.Options{Today: today}, "2026-05-02", "2026-05-11", "2026-05-12", "2026-05-13", "2026-05-20")
	check(practice.Options{Today: today, MinDay: 16 * time.Minute}, "2026-05-11", "2026-05-12")
	check(practice.Options{Today: today, MinDay: 40 * time.Second}, "2026-05-02", "2026-05-11", "2026-05-12", "2026-05-13", "2026-05-14", "2026-05-20")
	check(practice.Options{Today: day(t, "2026-05-11")}, "2026-05-02", "2026-05-11")
}

func TestBridges(t *testing.T) {
	check := func(want string, entries ...sessions.Entry) {
		t.Helper()
		got := practice.Bridges(entries)
		if (want == "") != (len(got) == 0) || (want != "" && got[0].String() != want) {
			t.Errorf("bridges %v, want %q", got, want)
		}
	}
	angeles, tokyo := sit(t, "2026-06-01T21:00:00-07:00", 15), sit(t, "2026-06-03T09:30:00+09:00", 15)
	check("2026-06-02", angeles, tokyo)
	check("2026-06-02", tokyo, angeles)
	check("2026-06-02", angeles, sit(t, "2026-06-03T01:00:00-07:00", 5, added, func(e *sessions.Entry) { e.Day++ }), tokyo)
	check("", sit(t, "2026-06-01T21:00:00-07:00", 15), sit(t, "2026-06-03T09:30:00-07:00", 15))
	check("", sit(t, "2026-06-01T06:00:00-05:00", 15), sit(t, "2026-06-03T21:30:00+09:00", 15)) // 49 h
	check("", sit(t, "2026-06-01T21:00:00+00:00", 15), sit(t, "2026-06-03T07:00:00+02:00", 15))
	check("2026-06-02", sit(t, "2026-06-01T21:00:00+00:00", 15), sit(t, "2026-06-03T07:00:00+03:00", 15))
	check("", angeles, sit(t, "2026-06-03T09:30:00+09:00", 15, noTime))
	check("2026-06-02", sit(t, "2026-06-01T21:15:00+00:00", 15), sit(t, "2026-06-03T12:29:59+03:00", 15))
	check("", sit(t, "2026-06-01T21:15:00+00:00", 15), sit(t, "2026-06-03T12:30:00+03:00", 15)) // 36 h exactly
}

func TestTravelKeepsARun(t *testing.T) {
	entries := []sessions.Entry{
		sit(t, "2026-05-31T21:00:00-07:00", 15), sit(t, "2026-06-01T21:00:00-07:00", 15), sit(t, "2026-06-03T09:30:00+09:00", 15),
	}
	s := practice.StatsOf(entries, nil, practice.Options{Today: day(t, "2026-06-03"), DaysAWeek: 7})
	want := &practice.Run{First: day(t, "2026-05-31"), Last: day(t, "2026-06-03"), Days: 3}
	if !reflect.DeepEqual(s.Run.Current, want) {
		t.Errorf("run %+v, want %+v", s.Run.Current, want)
	}
}

// Whatever is added, no number that a person was shown gets smaller, and a
// day chosen as rest changes none.
func TestAddingASitNeverHurts(t *testing.T) {
	begin, err := time.Parse(time.RFC3339, "2026-01-01T20:00:00Z")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label, source string) sessions.Entry {
			hours := rapid.IntRange(0, 24*40).Draw(t, label)
			zone := time.FixedZone("", 3600*rapid.SampledFrom([]int{0, 0, 0, 9, -8}).Draw(t, "zone"))
			at := begin.Add(time.Duration(hours) * time.Hour).In(zone)
			return sessions.Entry{Start: at, Day: sessions.PracticeDay(at, 4), Sat: rapid.IntRange(60, 3600).Draw(t, "sat")}.From(sessions.Origin{Source: source})
		}
		var entries []sessions.Entry
		for range rapid.IntRange(0, 40).Draw(t, "n") {
			entries = append(entries, draw("at", "live"))
		}
		opt := practice.Options{Today: sessions.DayOf(begin) + 45, DaysAWeek: rapid.IntRange(1, 7).Draw(t, "g"), WeekStart: time.Monday}
		before := practice.StatsOf(entries, nil, opt)
		rested := practice.StatsOf(entries, []sessions.Day{opt.Today - 3}, opt)
		if !reflect.DeepEqual(before, rested) {
			t.Fatalf("a rest day changed %+v to %+v", before, rested)
		}
		after := practice.StatsOf(append(slices.Clone(entries), draw("extra", "remembered")), nil, opt)
		run := func(s practice.Stats) int {
			if s.Run.Current == nil {
				return 0
			}
			return s.Run.Current.Days
		}
		if run(after) < run(before) || after.Run.Longest < before.Run.Longest || after.WeeksInRhythm < before.WeeksInRhythm ||
			after.Totals.Days < before.Totals.Days || after.Week.Practised < before.Week.Practised {
			t.Fatalf("one more sit: %+v became %+v", before, after)
		}
	})
}

func TestStatus(t *testing.T) {
	check := func(today, want, run, sat string) {
		t.Helper()
		s := practice.StatusOf(sessions.Briefs(may(t)), practice.Options{Today: day(t, today), WeekStart: time.Monday})
		got, err := json.Marshal(s)
		if err != nil || string(got) != want || s.Run() != run || s.Today() != sat {
			t.Errorf("%s: %s, %v, run %q, today %q", today, got, err, s.Run(), s.Today())
		}
	}
	check("2026-05-12", `{"today_s":1800,"run_days":2,"week":"2/5","sitting":null}`, "2", "30m")
	check("2026-05-19", `{"today_s":0,"run_days":null,"week":"0/5","sitting":null}`, "", "0s")
}

func BenchmarkStats(b *testing.B) {
	first := sit(b, "2001-01-01T07:00:00+01:00", 20)
	entries := make([]sessions.Entry, 100_000)
	for i := range entries {
		entries[i] = first
		entries[i].Start = first.Start.Add(time.Duration(i) * 2 * time.Hour)
		entries[i].Day = sessions.PracticeDay(entries[i].Start, 4)
	}
	opt := practice.Options{Today: entries[len(entries)-1].Day}
	for b.Loop() {
		practice.StatsOf(entries, nil, opt)
	}
}
