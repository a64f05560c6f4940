package sessions_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"karuna/sessions"
)

func TestAllot(t *testing.T) {
	s := time.Second
	check := func(in []sessions.Portion, total time.Duration, want ...time.Duration) {
		t.Helper()
		got, ok := sessions.Allot(in, total)
		if ok != (want != nil) {
			t.Fatalf("Allot(%v, %v): ok %v, want %v", in, total, ok, want != nil)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("Allot(%v, %v) = %v, want %v", in, total, got, want)
				return
			}
		}
	}
	even := []sessions.Portion{{Weight: 1}, {Weight: 2}, {Weight: 1}}
	check(even, 40*s, 10*s, 20*s, 10*s)
	check(even, 10*s+time.Millisecond, 2500*time.Millisecond, 5001*time.Millisecond, 2500*time.Millisecond)
	bound := []sessions.Portion{{Min: 15 * s, Max: 60 * s, Weight: 1}, {Min: 60 * s, Weight: 3}}
	check(bound, 75*s, 15*s, 60*s)
	check(bound, 240*s, 60*s, 180*s)
	check(bound, 1000*s, 60*s, 940*s)
	check(bound, 74*s)
	check([]sessions.Portion{{Max: 5 * s, Weight: 1}}, 6*s)
	check(nil, s)
}

func TestAllotProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "n")
		open := rapid.IntRange(0, n-1).Draw(t, "open")
		ps := make([]sessions.Portion, n)
		var low time.Duration
		for i := range ps {
			ps[i].Min = time.Duration(rapid.Int64Range(0, 120_000).Draw(t, "min")) * time.Millisecond
			ps[i].Weight = rapid.Float64Range(0.1, 6).Draw(t, "weight")
			if i != open {
				ps[i].Max = ps[i].Min + time.Duration(rapid.Int64Range(0, 600_000).Draw(t, "room"))*time.Millisecond
				if ps[i].Max == 0 {
					ps[i].Max = time.Millisecond
				}
			}
			low += ps[i].Min
		}
		total := low + time.Duration(rapid.Int64Range(0, 10_800_000).Draw(t, "over"))*time.Millisecond
		got, ok := sessions.Allot(ps, total)
		if !ok {
			t.Fatalf("does not fit: %v in %v", ps, total)
		}
		var sum time.Duration
		for i, d := range got {
			sum += d
			if d < ps[i].Min || (ps[i].Max > 0 && d > ps[i].Max) {
				t.Fatalf("part %d = %v outside %v..%v", i, d, ps[i].Min, ps[i].Max)
			}
		}
		if sum != total {
			t.Fatalf("parts sum to %v, want %v", sum, total)
		}
	})
}
