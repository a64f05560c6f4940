package sessions

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// LongestDuration is the most ParseDuration accepts: a thousand hours. It
// keeps every sum of durations far from the edge of an int64.
const LongestDuration = 1000 * time.Hour

// ParseDuration reads a length of time as a person writes it: "15", "15m",
// "90s", "1h10", "1h10m", "1m30s", "7.5m". A number without a unit counts in
// bare, and is refused when bare is 0; after an hour it is minutes, after
// minutes it is seconds. Units go downwards, each once; only the last number
// may have a fraction, which is kept to the millisecond. Letters may be upper
// case and spaces may stand between the parts. Nothing negative and nothing
// over LongestDuration is accepted.
func ParseDuration(s string, bare time.Duration) (time.Duration, error) {
	fail := func(why string) (time.Duration, error) {
		return 0, fmt.Errorf("duration %q: %s", s, why)
	}
	rest := strings.TrimSpace(s)
	if rest == "" {
		return fail("want a length such as 20m, 90s or 1h10m")
	}
	var sum time.Duration
	unit := bare // of a number that has none
	above := LongestDuration
	for fraction := false; rest != ""; {
		number, tail := cutNumber(rest)
		if number == "" || fraction {
			return fail("want a length such as 20m, 90s or 1h10m")
		}
		named, tail := cutUnit(tail)
		if named != 0 {
			unit = named
		} else if strings.TrimSpace(tail) != "" {
			return fail("the units are h, m and s")
		}
		if unit <= 0 {
			return fail("say which unit: h, m or s")
		}
		if unit >= above {
			return fail("hours come before minutes, minutes before seconds")
		}
		part, ok := scale(number, unit)
		if !ok || part > LongestDuration-sum {
			return fail("longer than 1000 hours")
		}
		sum += part
		above, unit = unit, below(unit)
		fraction = strings.Contains(number, ".")
		rest = strings.TrimSpace(tail)
	}
	return sum, nil
}

// cutNumber splits digits with at most one point from the front of s; number
// is "" when there is none.
func cutNumber(s string) (number, tail string) {
	i, point := 0, false
	for ; i < len(s); i++ {
		if s[i] == '.' && !point && i > 0 {
			point = true
		} else if s[i] < '0' || s[i] > '9' {
			break
		}
	}
	if i == 0 || s[i-1] == '.' {
		return "", s
	}
	return s[:i], strings.TrimLeft(s[i:], " ")
}

func cutUnit(s string) (unit time.Duration, tail string) {
	if s == "" {
		return 0, s
	}
	switch s[0] {
	case 'h', 'H':
		return time.Hour, s[1:]
	case 'm', 'M':
		return time.Minute, s[1:]
	case 's', 'S':
		return time.Second, s[1:]
	}
	return 0, s
}

func below(unit time.Duration) time.Duration {
	if unit > time.Minute {
		return time.Minute
	}
	return time.Second
}

// scale multiplies in whole numbers, so that 0.1 is a tenth.
func scale(number string, unit time.Duration) (time.Duration, bool) {
	whole, fraction, _ := strings.Cut(number, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || n > int64(LongestDuration/unit) {
		return 0, false
	}
	d := time.Duration(n) * unit
	step := unit
	for i := 0; i < len(fraction) && i < 6; i++ {
		step /= 10
		d += step * time.Duration(fraction[i]-'0')
	}
	return d.Round(time.Millisecond), true
}

// ParseUntil reads a time of day, "7:30", "07:30" or "07:30:15", and returns
// the first moment after now at which now's clock shows it: today, or
// tomorrow when it has passed. Where the clocks go back it may be the second
// showing; a time that the clocks skip is moved on by the hour skipped.
func ParseUntil(s string, now time.Time) (time.Time, error) {
	s = strings.TrimSpace(s)
	of, err := time.Parse("15:04", s)
	if err != nil {
		if of, err = time.Parse("15:04:05", s); err != nil {
			return time.Time{}, fmt.Errorf("time of day %q: want HH:MM", s)
		}
	}
	h, m, sec := of.Clock()
	year, month, day := now.Date()
	for d := day; d <= day+1; d++ {
		at := time.Date(year, month, d, h, m, sec, 0, now.Location())
		for _, fold := range []time.Duration{-time.Hour, 0, time.Hour} {
			t := at.Add(fold)
			if t.After(now) && (fold == 0 || sameClock(t, at)) {
				return t, nil
			}
		}
	}
	return time.Date(year, month, day+2, h, m, sec, 0, now.Location()), nil
}

func sameClock(a, b time.Time) bool {
	ah, am, as := a.Clock()
	bh, bm, bs := b.Clock()
	return ah == bh && am == bm && as == bs
}

// FormatDuration writes d as ParseDuration reads it: "20m", "1h10m", "3m20s",
// "45s", "1.5s", "0s". It is exact to the millisecond and rounds the rest;
// below zero it has a sign in front.
func FormatDuration(d time.Duration) string {
	d = d.Round(time.Millisecond)
	if d < 0 {
		return "-" + FormatDuration(-d)
	}
	h, m, ms := d/time.Hour, d%time.Hour/time.Minute, d%time.Minute/time.Millisecond
	var b strings.Builder
	if h > 0 {
		fmt.Fprintf(&b, "%dh", h)
	}
	if m > 0 {
		fmt.Fprintf(&b, "%dm", m)
	}
	if ms > 0 || b.Len() == 0 {
		b.WriteString(strconv.FormatFloat(float64(ms)/1000, 'f', -1, 64) + "s")
	}
	return b.String()
}
