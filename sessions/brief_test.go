package sessions_test

import (
	"testing"
	"time"

	"karuna/sessions"
)

// A sit without its words keeps what sums are made of, the hour on the clock
// where it was sat among it.
func TestBrief(t *testing.T) {
	check := func(e sessions.Entry, want sessions.Brief) {
		t.Helper()
		want.Unix = e.Start.Unix()
		got := e.Brief()
		if got != want {
			t.Errorf("%v in brief is %+v, want %+v", e, got, want)
		}
		if got.Hour() != e.Start.Hour() {
			t.Errorf("%v began at %d, in brief at %d", e.Start, e.Start.Hour(), got.Hour())
		}
	}
	at := func(zone, year, hour int) time.Time {
		return time.Date(year, 1, 1, hour, 59, 59, 0, time.FixedZone("", zone))
	}
	for _, zone := range []int{0, 3600, -8 * 3600, 20700, 14 * 3600} {
		for _, hour := range []int{0, 7, 23} {
			for _, year := range []int{1, 1969, 1970, 2026} {
				check(sessions.Entry{Start: at(zone, year, hour)}, sessions.Brief{Kind: sessions.Silent, Offset: int32(zone)})
			}
		}
	}
	check(sessions.Entry{
		Start: at(0, 2026, 7), Day: 5, Sat: 600, Flags: []string{"no-time"},
		Script: &sessions.ScriptRef{Kind: sessions.Body}, Wheels: sessions.WheelSeconds{Self: 1, Other: 2, Ground: 3},
	}.From(sessions.Origin{Source: "remembered"}).With(sessions.Detail{Note: "words"}), sessions.Brief{Day: 5, Sat: 600, Kind: sessions.Body, Self: 1, Other: 2, Ground: 3, Remembered: true, NoTime: true})
	check(sessions.Entry{Start: at(0, 2026, 7), Sat: 1 << 40}.From(sessions.Origin{Source: "import:x"}), sessions.Brief{Sat: 1<<31 - 1, Kind: sessions.Silent})
	all := sessions.Briefs([]sessions.Entry{{Sat: 1}, {Sat: 2, Removed: true}, {Sat: 3}})
	if len(all) != 2 || all[0].Sat != 1 || all[1].Sat != 3 {
		t.Errorf("in brief: %+v", all)
	}
}
