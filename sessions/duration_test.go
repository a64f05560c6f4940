package sessions_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"karuna/sessions"
)

func TestParseDuration(t *testing.T) {
	check := func(in string, bare, want time.Duration) {
		t.Helper()
		got, err := sessions.ParseDuration(in, bare)
		if err != nil || got != want {
			t.Errorf("ParseDuration(%q, %v) = %v, %v; want %v", in, bare, got, err, want)
		}
	}
	m, s := time.Minute, time.Second
	check("15", m, 15*m)
	check("15", s, 15*s)
	check("7.5", m, 450*s)
	check("15m", s, 15*m)
	check("90s", m, 90*s)
	check("1h10", s, 70*m)
	check("1h10m", m, 70*m)
	check("1m30s", m, 90*s)
	check("1m30", m, 90*s)
	check("7.5m", m, 450*s)
	check("1.5h", m, 90*m)
	check("0.1s", m, 100*time.Millisecond)
	check("0.0014s", m, time.Millisecond)
	check("1h1m1s", m, time.Hour+61*s)
	check("1h30s", m, time.Hour+30*s)
	check(" 1H 10 M ", s, 70*m)
	check("0", s, 0)
	check("1000h", m, sessions.LongestDuration)
}

func TestParseDurationRefuses(t *testing.T) {
	for _, in := range []string{
		"", " ", "m", "-5", "+5", "5x", "5 min", "1h1h", "1s1m", "10 20", "1.5h10m", "1..5m", ".5m", "5.m", "1e3",
		"1001h", "1000h1s", "99999999999999999999", "15m10h", "NaN", "٣m", "1h10x", "90s5",
	} {
		if d, err := sessions.ParseDuration(in, time.Minute); err == nil {
			t.Errorf("ParseDuration(%q) = %v, want an error", in, d)
		}
	}
}

func TestParseDurationWithoutBareUnit(t *testing.T) {
	if d, err := sessions.ParseDuration("15", 0); err == nil {
		t.Errorf("a number without a unit read as %v", d)
	}
	if d, err := sessions.ParseDuration("15m", 0); err != nil || d != 15*time.Minute {
		t.Errorf("15m = %v, %v", d, err)
	}
}

func TestDurationRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ms := rapid.Int64Range(0, int64(sessions.LongestDuration/time.Millisecond)).Draw(t, "ms")
		want := time.Duration(ms) * time.Millisecond
		text := sessions.FormatDuration(want)
		got, err := sessions.ParseDuration(text, time.Hour)
		if err != nil || got != want {
			t.Fatalf("%v written %q, read %v, %v", want, text, got, err)
		}
	})
}

func TestFormatDuration(t *testing.T) {
	for want, in := range map[string]time.Duration{
		"0s": 0, "45s": 45 * time.Second, "20m": 20 * time.Minute, "1h": time.Hour, "1h10m": 70 * time.Minute,
		"3m20s": 200 * time.Second, "1.5s": 1500 * time.Millisecond, "1h0.001s": time.Hour + time.Millisecond,
		"-1m": -time.Minute,
	} {
		if got := sessions.FormatDuration(in); got != want {
			t.Errorf("FormatDuration(%v) = %q, want %q", in, got, want)
		}
	}
}

func TestParseUntil(t *testing.T) {
	zone := func(name string) *time.Location {
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		return loc
	}
	check := func(in, now, want string) {
		t.Helper()
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		got, err := sessions.ParseUntil(in, at.In(zone("Europe/Oslo")))
		if err != nil || got.Format(time.RFC3339) != want {
			t.Errorf("ParseUntil(%q, %s) = %v, %v; want %s", in, now, got.Format(time.RFC3339), err, want)
		}
	}
	check("07:30", "2026-05-13T07:00:00+02:00", "2026-05-13T07:30:00+02:00")
	check("7:30", "2026-05-13T07:30:00+02:00", "2026-05-14T07:30:00+02:00")
	check("07:30:15", "2026-05-13T07:30:00+02:00", "2026-05-13T07:30:15+02:00")
	check("00:10", "2026-12-31T23:50:00+01:00", "2027-01-01T00:10:00+01:00")
	check("02:30", "2026-03-29T01:50:00+01:00", "2026-03-29T03:30:00+02:00") // skipped hour
	check("02:30", "2026-10-25T02:45:00+02:00", "2026-10-25T02:30:00+01:00") // the hour comes twice
	check("02:30", "2026-10-25T02:15:00+02:00", "2026-10-25T02:30:00+02:00")
	for _, in := range []string{"", "25:00", "7", "07:60", "noon", "7.30", "-1:00"} {
		if got, err := sessions.ParseUntil(in, time.Unix(0, 0)); err == nil {
			t.Errorf("ParseUntil(%q) = %v, want an error", in, got)
		}
	}
}

func FuzzParseDuration(f *testing.F) {
	for _, s := range []string{"15", "1h10", "7.5m", "1m30s", "90s", "1h 10m", "..", "h"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := sessions.ParseDuration(s, time.Minute)
		if err != nil {
			return
		}
		if d < 0 || d > sessions.LongestDuration {
			t.Fatalf("ParseDuration(%q) = %v", s, d)
		}
		again, err := sessions.ParseDuration(sessions.FormatDuration(d), time.Second)
		if err != nil || again != d {
			t.Fatalf("%q: %v formats to %q, which reads %v, %v", s, d, sessions.FormatDuration(d), again, err)
		}
	})
}

func FuzzParseUntil(f *testing.F) {
	f.Add("07:30", int64(1_770_000_000))
	f.Add("00:00:01", int64(0))
	f.Fuzz(func(t *testing.T, s string, unix int64) {
		now := time.Unix(unix%4_000_000_000, 0).UTC()
		at, err := sessions.ParseUntil(s, now)
		if err == nil && (!at.After(now) || at.Sub(now) > 24*time.Hour) {
			t.Fatalf("ParseUntil(%q, %v) = %v", s, now, at)
		}
	})
}
