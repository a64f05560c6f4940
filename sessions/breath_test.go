package sessions_test

import (
	"math"
	"testing"
	"time"

	"karuna/sessions"
)

func TestPattern(t *testing.T) {
	check := func(name string, want ...float64) {
		t.Helper()
		b, ok := sessions.Pattern(name)
		if ok != (want != nil) {
			t.Fatalf("Pattern(%q): ok %v, want %v", name, ok, want != nil)
		}
		if !ok {
			return
		}
		got := []float64{b.In.Seconds(), b.Full.Seconds(), b.Out.Seconds(), b.Empty.Seconds()}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("Pattern(%q) = %v, want %v", name, got, want)
				break
			}
		}
		if b.Pattern != name {
			t.Errorf("Pattern(%q) calls itself %q", name, b.Pattern)
		}
	}
	check("natural", 0, 0, 0, 0)
	check("even-6", 5, 0, 5, 0)
	check("even-5.5", 5.5, 0, 5.5, 0)
	check("long-out", 4, 0, 6, 0)
	check("starter", 3, 0, 5, 0)
	check("sigh", 3, 0, 6, 0)
	check("box", 4, 4, 4, 4)
	check("4-7-8", 4, 7, 8, 0)
	check("4-0-6-0", 4, 0, 6, 0)
	check("3.5-0-12-1", 3.5, 0, 12, 1)
	check("4-2-6", 4, 2, 6, 0)
	for _, bad := range []string{
		"", "even", "4", "4-6", "0-4-6-0", "4-0-0-0", "4-0-13-0", "4.2-0-6-0", "-4-0-6-0", "4-0-6-0-1",
		"a-b-c-d", "4--6-0", "Inf-0-6-0", "1e1-0-6-0", "0x4-0-6-0", "4-0-6-0 ", ".-0-6-0",
	} {
		check(bad)
	}
}

// TestPatternsPerMinute holds the named patterns to the breaths a minute they
// were chosen for.
func TestPatternsPerMinute(t *testing.T) {
	want := map[string]float64{
		"even-6": 6, "even-5.5": 5.45, "long-out": 6, "starter": 7.5, "sigh": 6.7, "box": 3.75, "4-7-8": 3.2,
	}
	for _, p := range sessions.Patterns() {
		if p.Pattern == "natural" {
			continue
		}
		if got := float64(time.Minute) / float64(p.Length()); math.Abs(got-want[p.Pattern]) > 0.05 {
			t.Errorf("%s is %.2f a minute, want %.2f", p.Pattern, got, want[p.Pattern])
		}
		if holds := p.Pattern == "box" || p.Pattern == "4-7-8"; p.Holds() != holds {
			t.Errorf("%s holds: %v", p.Pattern, p.Holds())
		}
	}
}

// TestBudget holds the table of words by minutes that the budget was fitted
// to.
func TestBudget(t *testing.T) {
	for minutes, want := range map[float64]float64{
		-1: 0, 0: 0, 0.5: 32.5, 1: 65, 1.5: 80.5, 2: 96, 3: 144, 5: 229, 8: 303, 10: 346, 12: 386,
		15: 441, 20: 523, 25: 597, 30: 666, 45: 848,
	} {
		got := sessions.Budget(time.Duration(minutes * float64(time.Minute)))
		if math.Abs(got-want) > 1 {
			t.Errorf("Budget(%v min) = %.1f, want %v", minutes, got, want)
		}
	}
	last := 0.0
	for d := time.Second; d < 3*time.Hour; d += time.Second {
		if w := sessions.Budget(d); w < last {
			t.Fatalf("Budget falls at %v", d)
		} else {
			last = w
		}
	}
}
