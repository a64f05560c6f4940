package exchange

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"karuna/sessions"
)

// longestSit is the longest a row may say, in seconds: a week. More is a
// column that was taken for another.
const longestSit = 7 * 24 * 3600

// parseStart reads RFC 3339, or a date and time without an offset, with a
// space or a T between. moved reports that the clocks skipped that time, and
// it was moved on by what they skipped.
func parseStart(s string, opt Reading) (at time.Time, moved bool, err error) {
	text := strings.Replace(strings.TrimSpace(s), " ", "T", 1)
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		if strings.HasSuffix(text, "Z") && opt.Zone != nil {
			at = at.In(opt.Zone)
		}
		return at.Truncate(time.Second), false, inRange(at)
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04"} {
		wall, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		if opt.Zone == nil {
			return time.Time{}, false, fmt.Errorf("start %q has no offset; say the zone with --tz", s)
		}
		at, moved := onClock(wall.Truncate(time.Second), opt.Zone)
		return at, moved, inRange(at)
	}
	return time.Time{}, false, fmt.Errorf("start %q: want YYYY-MM-DD HH:MM[:SS], or RFC 3339", s)
}

func inRange(at time.Time) error {
	if y := at.Year(); y < 1900 || y > 2200 {
		return fmt.Errorf("start in the year %d", y)
	}
	return nil
}

// onClock returns the first moment at which zone's clocks show wall's time.
func onClock(wall time.Time, zone *time.Location) (at time.Time, moved bool) {
	y, mon, d := wall.Date()
	h, m, s := wall.Clock()
	at = time.Date(y, mon, d, h, m, s, 0, zone)
	shows := func(t time.Time) bool {
		th, tm, ts := t.Clock()
		return th == h && tm == m && ts == s && t.Day() == d
	}
	if !shows(at) {
		_, before := time.Date(y, mon, d-1, h, m, s, 0, zone).Zone()
		return wall.Add(-time.Duration(before) * time.Second).In(zone), true
	}
	for _, back := range []time.Duration{30 * time.Minute, time.Hour} {
		if shows(at.Add(-back)) {
			return at.Add(-back), false
		}
	}
	return at, false
}

// parseLength reads a length in seconds: a number of unit seconds, M:S,
// H:M:S, or a length such as 20m or 1h10.
func parseLength(s string, unit int) (seconds int, err error) {
	text := strings.TrimSpace(s)
	switch {
	case text == "":
		return 0, errors.New("no length")
	case strings.Contains(text, ":"):
		seconds, err = colons(text)
	default:
		var d time.Duration
		d, err = sessions.ParseDuration(strings.Replace(text, ",", ".", 1), time.Duration(unit)*time.Second)
		if err != nil {
			return 0, fmt.Errorf("length %q: want seconds, M:S or H:M:S", s)
		}
		seconds = int(d.Round(time.Second) / time.Second)
	}
	if err != nil {
		return 0, err
	}
	if seconds > longestSit {
		return 0, fmt.Errorf("length %q: over a week", s)
	}
	if seconds == 0 {
		return 0, errors.New("no length: 0 seconds")
	}
	return seconds, nil
}

func colons(text string) (seconds int, err error) {
	parts := strings.Split(text, ":")
	if len(parts) > 3 {
		return 0, fmt.Errorf("length %q: want M:S or H:M:S", text)
	}
	for i, p := range parts {
		p, _, _ = strings.Cut(p, ".")
		n, err := strconv.ParseUint(p, 10, 20)
		if err != nil || (i > 0 && n > 59) {
			return 0, fmt.Errorf("length %q: want M:S or H:M:S", text)
		}
		seconds = 60*seconds + int(n)
	}
	return seconds, nil
}

// A spreadsheet takes a cell that begins with one of these for a formula. The
// newline is among them because a CSV reader gives CR LF back as one: a guard
// put before the pair must be known again.
const formula = "=+-@\t\r\n＝＋－＠"

// guard puts a ' in front of what a spreadsheet would compute, and of what
// would read as guarded.
func guard(s string) string {
	if needsGuard(s) {
		return "'" + s
	}
	return s
}

func needsGuard(s string) bool {
	rest := strings.TrimLeft(s, "'")
	first := []rune(rest + " ")[0]
	return strings.ContainsRune(formula, first)
}

// unguard takes off the ' that guard put there.
func unguard(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && needsGuard(rest) {
		return rest
	}
	return s
}

// silent lists the activities that are a sit without a script.
func silent(activity string) bool {
	switch strings.ToLower(activity) {
	case "", "meditation", "meditate", "silent", "silent sit", "sitting", "timer":
		return true
	}
	return false
}

// ref returns the script of an activity, nil for a silent sit. Activities are
// no scripts of karuna's, so they have a title and no id.
func ref(activity string) *sessions.ScriptRef {
	if silent(activity) {
		return nil
	}
	out := &sessions.ScriptRef{Title: activity, Kind: sessions.Silent}
	if k := sessions.Kind(strings.ToLower(activity)); k.Known() {
		out.Kind = k
	}
	return out
}
