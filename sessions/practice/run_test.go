package practice_test

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"karuna/sessions"
	"karuna/sessions/practice"
)

func day(t *testing.T, s string) sessions.Day {
	t.Helper()
	d, err := sessions.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// What the runs that are over had, seven windows with two empty days at most.
func TestSoFar(t *testing.T) {
	may := func(from, to int) (out []sessions.Day) {
		for d := from; d <= to; d++ {
			out = append(out, sessions.Date(2026, time.May, d))
		}
		return out
	}
	check := func(today int, days []sessions.Day, want ...int) {
		t.Helper()
		got := practice.SoFar(days, sessions.Date(2026, time.May, today), 2, nil)
		if !slices.Equal(got, want) {
			t.Errorf("on %d May: %v, want %v", today, got, want)
		}
	}
	check(20, nil)
	check(20, may(1, 20))
	check(20, may(1, 17))     // goes on
	check(20, may(1, 16), 16) // between runs
	check(20, append(may(1, 15), may(20, 20)...), 15)
	check(30, append(append(may(1, 3), may(8, 12)...), may(20, 21)...), 3, 5, 2)
	check(21, append(append(may(1, 3), may(8, 12)...), may(20, 21)...), 3, 5)
	check(9, append(append(may(1, 3), may(8, 12)...), may(20, 21)...), 3)
}

// However many days there are, the longest run is among those that are over or
// is still going on, and every run that is over holds a day at least.
func TestSoFarHoldsTheLongest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var days []sessions.Day
		for d := range sessions.Day(90) {
			if rapid.IntRange(0, 9).Draw(t, "sat") < 6 {
				days = append(days, d)
			}
		}
		rest, today := rapid.IntRange(0, 6).Draw(t, "rest"), sessions.Day(rapid.IntRange(0, 95).Draw(t, "today"))
		over := practice.SoFar(days, today, rest, nil)
		longest := practice.Longest(days, today, rest, nil)
		_, going := practice.Current(days, today, rest, nil)
		for _, n := range over {
			if n < 1 || n > longest {
				t.Fatalf("%v, the longest %d", over, longest)
			}
		}
		if !going && longest > 0 && slices.Max(over) != longest {
			t.Fatalf("%v without the longest, %d", over, longest)
		}
	})
}

func TestVectors(t *testing.T) {
	src, err := os.ReadFile("testdata/rhythm_vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct {
		Name    string
		Goal    int
		Rest    int
		Today   sessions.Day
		Days    []sessions.Day
		Current *struct {
			First, Last sessions.Day
			Sat, Rest   int
		}
		Longest, Weeks int
	}
	if err := json.Unmarshal(src, &vectors); err != nil {
		t.Fatal(err)
	}
	if len(vectors) != 80 {
		t.Fatalf("%d vectors, want 80", len(vectors))
	}
	for _, v := range vectors {
		got, ok := practice.Current(v.Days, v.Today, v.Rest, nil)
		if ok != (v.Current != nil) {
			t.Errorf("%s: current %+v, %v; want %+v", v.Name, got, ok, v.Current)
		} else if want := v.Current; ok && got != (practice.Run{First: want.First, Last: want.Last, Days: want.Sat, Rest: want.Rest}) {
			t.Errorf("%s: current %+v, want %+v", v.Name, got, *want)
		}
		if n := practice.Longest(v.Days, v.Today, v.Rest, nil); n != v.Longest {
			t.Errorf("%s: longest %d, want %d", v.Name, n, v.Longest)
		}
		if n := practice.WeeksInRhythm(v.Days, v.Today, v.Goal, time.Monday); n != v.Weeks {
			t.Errorf("%s: weeks %d, want %d", v.Name, n, v.Weeks)
		}
	}
}

// history draws practice days, some close together, some far apart.
func history(t *rapid.T) (days []sessions.Day, today sessions.Day) {
	at := sessions.Day(20_000)
	for range rapid.IntRange(1, 60).Draw(t, "n") {
		at += sessions.Day(rapid.SampledFrom([]int{1, 1, 1, 1, 2, 2, 3, 4, 8, 15, 16, 17, 40}).Draw(t, "step"))
		days = append(days, at)
	}
	return days, at + sessions.Day(rapid.IntRange(0, 20).Draw(t, "since"))
}

func TestOneMoreDayNeverShortensARun(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days, today := history(t)
		rest := rapid.IntRange(0, 6).Draw(t, "rest")
		extra := sessions.Day(rapid.IntRange(int(days[0])-9, int(today)).Draw(t, "extra"))
		more := slices.Compact(slices.Sorted(slices.Values(append([]sessions.Day{extra}, days...))))
		before, _ := practice.Current(days, today, rest, nil)
		after, _ := practice.Current(more, today, rest, nil)
		if after.Days < before.Days {
			t.Fatalf("adding %v: current %+v became %+v", extra, before, after)
		}
		if a, b := practice.Longest(days, today, rest, nil), practice.Longest(more, today, rest, nil); b < a {
			t.Fatalf("adding %v: longest %d became %d", extra, a, b)
		}
		goal := 7 - rest
		if a, b := practice.WeeksInRhythm(days, today, goal, time.Monday), practice.WeeksInRhythm(more, today, goal, time.Monday); b < a {
			t.Fatalf("adding %v: weeks %d became %d", extra, a, b)
		}
	})
}

// The definition itself, written the slow way.
func TestRunAtIsTheLongestStretch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days, end := history(t)
		rest := rapid.IntRange(0, 6).Draw(t, "rest")
		var bridges []sessions.Day
		for i := 1; i < len(days); i++ {
			if days[i]-days[i-1] == 2 && rapid.Bool().Draw(t, "bridge") {
				bridges = append(bridges, days[i]-1)
			}
		}
		empty := func(d sessions.Day) bool { return !slices.Contains(days, d) && !slices.Contains(bridges, d) }
		left := end + 1
		for left > days[0] {
			n := 0
			for d := left - 1; d < min(left+6, end+1); d++ {
				if empty(d) {
					n++
				}
			}
			if n > rest {
				break
			}
			left--
		}
		var want practice.Run
		for d := left; d <= end; d++ {
			if slices.Contains(days, d) {
				if want.Days == 0 {
					want.First = d
				}
				want.Last = d
				want.Days++
			}
		}
		for d := want.First; want.Days > 0 && d < want.Last; d++ {
			if empty(d) {
				want.Rest++
			}
		}
		got, ok := practice.RunAt(days, end, rest, bridges)
		if got != want || ok != (want.Days > 0) {
			t.Fatalf("RunAt = %+v, %v; want %+v", got, ok, want)
		}
	})
}

func TestWeeksTheSlowWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days, today := history(t)
		goal := rapid.IntRange(1, 7).Draw(t, "goal")
		start := time.Weekday(rapid.IntRange(0, 6).Draw(t, "start"))
		count := map[sessions.Day]int{}
		for _, d := range days {
			count[practice.WeekOf(d, start)]++
		}
		want, lean := 0, 0
		this := practice.WeekOf(today, start)
		for w := practice.WeekOf(days[0], start); w < this; w += 7 {
			if count[w] >= goal {
				want, lean = want+1, 0
			} else if lean++; lean == 2 {
				want = 0
			}
		}
		if count[this] >= goal {
			want++
		}
		if got := practice.WeeksInRhythm(days, today, goal, start); got != want {
			t.Fatalf("WeeksInRhythm = %d, want %d", got, want)
		}
	})
}

func TestNoDays(t *testing.T) {
	if r, ok := practice.Current(nil, 20_000, 2, nil); ok || practice.Longest(nil, 20_000, 2, nil) != 0 {
		t.Errorf("a run without days: %+v", r)
	}
	if n := practice.WeeksInRhythm(nil, 20_000, 5, time.Monday); n != 0 {
		t.Errorf("%d weeks without days", n)
	}
	if r, ok := practice.Current([]sessions.Day{20_001}, 20_000, 2, nil); ok {
		t.Errorf("a run from tomorrow: %+v", r)
	}
}

func BenchmarkLongest(b *testing.B) {
	days := make([]sessions.Day, 0, 20_000)
	for d := range sessions.Day(20_000) {
		if d%5 != 3 {
			days = append(days, d)
		}
	}
	for b.Loop() {
		practice.Longest(days, 20_000, 2, nil)
	}
}
