package script

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"karuna/sessions"
)

// unitOf turns what people write into what sessions.ParseDuration reads; ""
// for a word that is no unit.
func unitOf(word string) string {
	switch strings.ToLower(word) {
	case "s", "sec", "secs", "second", "seconds":
		return "s"
	case "m", "min", "mins", "minute", "minutes":
		return "m"
	case "h", "hr", "hrs", "hour", "hours":
		return "h"
	}
	return ""
}

// lengthOf reads "10s", "10 seconds", "1m30s"; why says what to write when it
// cannot.
func lengthOf(s string) (d time.Duration, why string) {
	short, last, why := shortUnits(s)
	if why != "" {
		return 0, why
	}
	if last == "" && short != "" {
		if _, ok := numberOf(short); ok {
			return 0, fmt.Sprintf("%s what? write %ss for seconds or %sm for minutes", short, short, short)
		}
	}
	d, err := sessions.ParseDuration(short, 0)
	if err != nil {
		return 0, fmt.Sprintf("%q is not a length; write one such as 10s, 5m or 1m30s", strings.TrimSpace(s))
	}
	return d, ""
}

// shortUnits makes "10 seconds" "10s" and returns the last unit, "" for none.
func shortUnits(s string) (short, last, why string) {
	var b strings.Builder
	for s = strings.TrimSpace(s); s != ""; {
		i := strings.IndexFunc(s, unicode.IsLetter)
		if i < 0 {
			b.WriteString(s)
			break
		}
		b.WriteString(strings.ReplaceAll(s[:i], " ", ""))
		s = s[i:]
		j := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
		if j < 0 {
			j = len(s)
		}
		unit := unitOf(s[:j])
		if unit == "" {
			return "", "", fmt.Sprintf("%q is not a unit; write s, m or h, as in 10s or 5m", s[:j])
		}
		b.WriteString(unit)
		last = unit
		s = strings.TrimPrefix(s[j:], ".")
		s = strings.TrimSpace(s)
	}
	return b.String(), last, ""
}

// span is a range as written. Open: nothing stands after the dots.
type span struct {
	min, max time.Duration
	ranged   bool
	open     bool
}

// spanOf reads one length or a range: "30s..90s", "50s..", "10–20 s",
// "10 to 20 s". A first number without a unit takes the second's.
func spanOf(s string) (span, string) {
	low, high, ranged := cutRange(s)
	if !ranged {
		d, why := lengthOf(s)
		return span{min: d, max: d}, why
	}
	sp := span{ranged: true, open: high == ""}
	if high != "" {
		d, why := lengthOf(high)
		if why != "" {
			return sp, why
		}
		sp.max = d
	}
	if low == "" {
		if high == "" {
			return sp, "a range needs a length, as in 30s..90s"
		}
		return sp, ""
	}
	if _, ok := numberOf(low); ok {
		_, unit, _ := shortUnits(high)
		low += unit
	}
	d, why := lengthOf(low)
	sp.min = d
	if why == "" && !sp.open && sp.max < sp.min {
		why = fmt.Sprintf("the range runs backwards: %s is longer than %s", low, high)
	}
	return sp, why
}

func cutRange(s string) (low, high string, ok bool) {
	for _, sep := range []string{"...", "…", "..", "–", "—", " to ", "-"} {
		if low, high, ok = strings.Cut(s, sep); ok {
			return strings.TrimSpace(low), strings.TrimSpace(high), true
		}
	}
	return s, "", false
}

// numberOf reads a plain decimal: digits and at most one point.
func numberOf(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 9 || strings.Trim(s, "0123456789.") != "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil && !math.IsInf(v, 0)
}

func countOf(s string) (int, bool) {
	if s == "" || len(s) > 6 || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// inSeconds writes a length inside a practice: always seconds, so that the
// parts of a stage compare at a glance.
func inSeconds(d time.Duration) string {
	return number(float64(d.Round(time.Millisecond)/time.Millisecond)/1000) + "s"
}

// slug makes an id of a heading: lower case letters and digits of any
// alphabet, joined by hyphens.
func slug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) && b.Len() > 0:
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case r != '\'' && r != '’':
			gap = true
		}
	}
	return b.String()
}

// ID makes an id of a name: small letters, digits and hyphens, at most 64 bytes.
// It is "" for a name with neither letter nor digit, and an id stays as it is.
func ID(name string) string {
	id := slug(name)
	if len(id) > maxID {
		cut := maxID
		for !utf8.RuneStart(id[cut]) {
			cut--
		}
		id = slug(id[:cut])
	}
	if !isID(id) {
		return ""
	}
	return id
}

const maxID = 64

func isID(s string) bool { return s != "" && len(s) <= maxID && slug(s) == s }
