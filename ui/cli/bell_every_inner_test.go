package cli

import (
	"testing"
	"time"
)

func TestRhythm(t *testing.T) {
	check := func(every, between, from, to, now string, part float64, want string) {
		t.Helper()
		r, ok, err := parseRhythm(every, between, from, to)
		if err != nil || !ok {
			t.Fatalf("%s %s %s %s: %v, %v", every, between, from, to, ok, err)
		}
		at, err := time.Parse("2006-01-02 15:04", now)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.next(at, part).Format("2006-01-02 15:04"); got != want {
			t.Errorf("%s%s %s-%s after %s: %s, want %s", every, between, from, to, now, got, want)
		}
	}
	check("45m", "", "", "", "2026-05-20 10:00", 0.5, "2026-05-20 10:45")
	check("", "20m..60m", "", "", "2026-05-20 10:00", 0, "2026-05-20 10:20")
	check("", "20m..60m", "", "", "2026-05-20 10:00", 1, "2026-05-20 11:00")
	check("45m", "", "9:00", "18:00", "2026-05-20 17:30", 0, "2026-05-21 09:00")
	check("45m", "", "9:00", "18:00", "2026-05-20 06:00", 0, "2026-05-20 09:00")
	check("45m", "", "9:00", "18:00", "2026-05-20 08:30", 0, "2026-05-20 09:15")
	check("45m", "", "22:00", "2:00", "2026-05-20 23:30", 0, "2026-05-21 00:15")
	check("45m", "", "22:00", "2:00", "2026-05-20 01:30", 0, "2026-05-20 22:00")
	check("45m", "", "9:00", "", "2026-05-20 23:30", 0, "2026-05-21 09:00")

	refuse := func(every, between, from, to string) {
		t.Helper()
		if _, _, err := parseRhythm(every, between, from, to); err == nil {
			t.Errorf("%q %q %q %q is taken", every, between, from, to)
		}
	}
	refuse("45m", "20m..60m", "", "")
	refuse("", "20m", "", "")
	refuse("", "60m..20m", "", "")
	refuse("10s", "", "", "")
	refuse("", "", "9:00", "")
	refuse("45m", "", "nine", "")
}
