package setup_test

import (
	"testing"
	"time"

	"karuna/ui/setup"
)

func TestParseLength(t *testing.T) {
	check := func(in string, silent bool, want string) {
		t.Helper()
		got, err := setup.ParseLength(in, now, silent)
		text := got.Text().String()
		if err != nil {
			text = "error"
		}
		if text != want {
			t.Errorf("ParseLength(%q, silent %v) = %q, want %q", in, silent, text, want)
		}
	}
	check("15", false, "15 min")
	check("15m", false, "15 min")
	check(" 1H10 ", false, "1 h 10 min")
	check("90s", false, "1 min 30 s")
	check("until 07:30", false, "until 07:30")
	check("UNTIL 7:30", true, "until 07:30")
	check("open", true, "open")
	for _, bad := range []string{"", "0", "open", "until", "until noon", "07:30", "-5", "5x"} {
		check(bad, false, "error")
	}
}

func TestStep(t *testing.T) {
	check := func(in setup.Length, by, least time.Duration, silent bool, want string) {
		t.Helper()
		if got := in.Step(by, least, silent).Text().String(); got != want {
			t.Errorf("%v by %v = %q, want %q", in.Text(), by, got, want)
		}
	}
	m := time.Minute
	check(setup.Length{For: 5 * m}, m, 3*m, false, "6 min")
	check(setup.Length{For: 5 * m}, -m, 3*m, false, "4 min")
	check(setup.Length{For: 3*m + 20*time.Second}, -m, 3*m, false, "3 min")
	check(setup.Length{For: 2 * m}, -m, 3*m, false, "2 min")
	check(setup.Length{For: 180 * m}, m, 3*m, false, "3 h")
	check(setup.Length{For: 180 * m}, m, 3*m, true, "3 h 1 min")
	check(setup.Length{For: 200 * m}, m, 3*m, false, "3 h 20 min")
	check(setup.Length{Open: true}, m, m, true, "open")
	check(setup.Length{Until: now}, m, m, false, "until 19:01")
}

// Whatever is typed is refused, or is one kind of length that stays in bounds.
func FuzzParseLength(f *testing.F) {
	for _, s := range []string{"15", "1h10", "until 07:30", "open", "until", "9999h"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, silent bool) {
		l, err := setup.ParseLength(s, now, silent)
		if err != nil {
			return
		}
		set := 0
		for _, b := range []bool{l.For > 0, !l.Until.IsZero(), l.Open} {
			if b {
				set++
			}
		}
		if set != 1 || l.Open && !silent || l.Text().Empty() {
			t.Fatalf("ParseLength(%q, %v) = %+v", s, silent, l)
		}
		if !l.Until.IsZero() && !l.Until.After(now) {
			t.Fatalf("%q is %v, which is past", s, l.Until)
		}
	})
}
