package journal

import (
	"bytes"
	"encoding/json"
	"time"

	"karuna/sessions"
)

// cursor reads a line whose checksum is right, and which this program
// therefore wrote, member by member in writing order. Any other shape fails a
// step, and the line goes to encoding/json.
type cursor struct {
	b []byte
	i int
}

// lit steps over s.
func (c *cursor) lit(s string) bool {
	if len(c.b)-c.i < len(s) || string(c.b[c.i:c.i+len(s)]) != s {
		return false
	}
	c.i += len(s)
	return true
}

func (c *cursor) end() bool { return c.i == len(c.b) }

// str reads up to the closing quote of a string whose opening quote is behind.
// A string with an escape is refused. Most have a few bytes, and one loop is
// faster for those than two searches.
func (c *cursor) str(s *[]byte) bool {
	b := c.b
	for i := c.i; i < len(b); i++ {
		switch b[i] {
		case '"':
			*s = b[c.i:i]
			c.i = i + 1
			return true
		case '\\':
			return false
		}
	}
	return false
}

// fixed is str for a string of n bytes. What they are is the caller's to check.
func (c *cursor) fixed(s *[]byte, n int) bool {
	end := c.i + n
	if end >= len(c.b) || c.b[end] != '"' {
		return false
	}
	*s = c.b[c.i:end]
	c.i = end + 1
	return true
}

// text is str for a text, escapes undone.
func (c *cursor) text(s *string) bool {
	from := c.i
	for {
		n := bytes.IndexByte(c.b[c.i:], '"')
		if n < 0 {
			return false
		}
		c.i += n + 1
		slashes := 0
		for k := c.i - 2; k >= from && c.b[k] == '\\'; k-- {
			slashes++
		}
		if slashes%2 == 0 {
			break
		}
	}
	raw := c.b[from : c.i-1]
	if bytes.IndexByte(raw, '\\') < 0 {
		*s = string(raw)
		return true
	}
	return json.Unmarshal(c.b[from-1:c.i], s) == nil
}

func (c *cursor) num(n *int) bool {
	from, neg, v := c.i, false, 0
	if c.i < len(c.b) && c.b[c.i] == '-' {
		neg = true
		c.i++
	}
	for c.i < len(c.b) && c.b[c.i]-'0' <= 9 {
		if v > 1<<50 {
			return false
		}
		v = v*10 + int(c.b[c.i]-'0')
		c.i++
	}
	if neg {
		v = -v
	}
	*n = v
	return c.i > from && c.b[c.i-1]-'0' <= 9
}

// value reads one JSON value whole: an object or array by its brackets.
func (c *cursor) value() ([]byte, bool) {
	from, depth := c.i, 0
	for c.i < len(c.b) {
		ch := c.b[c.i]
		c.i++
		switch ch {
		case '"':
			c.skipText()
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		if depth <= 0 && (ch == '}' || ch == ']' || ch == '"') {
			return c.b[from:min(c.i, len(c.b))], depth == 0 && c.i <= len(c.b)
		}
	}
	return nil, false
}

// skipText steps behind the closing quote of a text whose opening quote is
// behind, and past the end of the line where there is none.
func (c *cursor) skipText() {
	for c.i < len(c.b) && c.b[c.i] != '"' {
		if c.b[c.i] == '\\' {
			c.i++
		}
		c.i++
	}
	c.i++
}

// script reads the value of "script" and returns its bytes.
func (c *cursor) script(raw *[]byte) bool {
	from := c.i
	if c.lit("null") {
		*raw = nil
		return true
	}
	var s []byte
	var n int
	ok := c.lit(`{"id":"`) && c.str(&s) && c.lit(`,"title":"`) && c.str(&s) && c.lit(`,"kind":"`) && c.str(&s) &&
		c.lit(`,"version":`) && c.num(&n) && c.lit(`,"sha256":"`) && c.str(&s) && c.lit(`}`)
	*raw = c.b[from:c.i]
	return ok
}

// strokes reads the value of "bells".
func (c *cursor) strokes(out *[]sessions.Stroke) bool {
	if !c.lit(`[`) {
		return false
	}
	for !c.lit(`]`) {
		var role []byte
		var asked, played int
		if !c.lit(`{"role":"`) || !c.str(&role) || !c.lit(`,"asked_ms":`) || !c.num(&asked) {
			return false
		}
		s := sessions.Stroke{Role: knownRole(role), AskedMS: int64(asked)}
		if c.lit(`,"played_ms":`) {
			if !c.num(&played) {
				return false
			}
			s.PlayedMS, s.Played = int64(played), true
		}
		if !c.lit(`}`) {
			return false
		}
		*out = append(*out, s)
		c.lit(`,`)
	}
	return true
}

func knownRole(b []byte) sessions.Role {
	for _, r := range []sessions.Role{sessions.Opening, sessions.Closing, sessions.AtStage, sessions.Interval, sessions.AtCue} {
		if string(b) == string(r) {
			return r
		}
	}
	return sessions.Role(b)
}

// words reads an array of plain strings.
func (c *cursor) words(out *[]string) bool {
	if !c.lit(`[`) {
		return false
	}
	for !c.lit(`]`) {
		var s []byte
		if !c.lit(`"`) || !c.str(&s) {
			return false
		}
		*out = append(*out, string(s))
		c.lit(`,`)
	}
	return true
}

// number reads n digits at b[i:].
func number(b []byte, i, n int) (v int, ok bool) {
	for _, ch := range b[i : i+n] {
		if ch-'0' > 9 {
			return 0, false
		}
		v = v*10 + int(ch-'0')
	}
	return v, true
}

// parseDay reads "2006-01-02" of a date that exists, from the year 1.
func parseDay(b []byte) (sessions.Day, bool) {
	if len(b) != 10 || b[4] != '-' || b[7] != '-' {
		return sessions.NoDay, false
	}
	y, ok1 := number(b, 0, 4)
	m, ok2 := number(b, 5, 2)
	d, ok3 := number(b, 8, 2)
	if !ok1 || !ok2 || !ok3 || !dateExists(y, m, d) {
		return sessions.NoDay, false
	}
	return civil(y, m, d), true
}

// dateExists reports whether a date is in the calendar, from the year 1. The
// length of a month is asked for only where it matters.
func dateExists(y, m, d int) bool {
	if y < 1 || m < 1 || m > 12 || d < 1 {
		return false
	}
	return d <= 28 || d <= time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// civil counts the days from 1970-01-01 to a date of the Gregorian calendar,
// years taken from March so that the leap day comes last.
func civil(y, m, d int) sessions.Day {
	if m <= 2 {
		y--
		m += 12
	}
	yearDay := (153*(m-3)+2)/5 + d - 1
	return sessions.Day(365*y + y/4 - y/100 + y/400 + yearDay - 719468)
}

// parseStart reads RFC 3339 to the second and returns Unix seconds and the
// offset in seconds.
func parseStart(b []byte) (unix int64, offset int, ok bool) {
	if len(b) < utcSize || b[10] != 'T' {
		return 0, 0, false
	}
	day, ok1 := parseDay(b[:10])
	clock, ok2 := parseClock(b[11:19])
	offset, ok3 := parseOffset(b[19:])
	if !ok1 || !ok2 || !ok3 {
		return 0, 0, false
	}
	return int64(day)*86400 + int64(clock) - int64(offset), offset, true
}

// parseClock reads "15:04:05" and returns the seconds since midnight.
func parseClock(b []byte) (seconds int, ok bool) {
	if b[2] != ':' || b[5] != ':' {
		return 0, false
	}
	h, ok1 := number(b, 0, 2)
	m, ok2 := number(b, 3, 2)
	s, ok3 := number(b, 6, 2)
	return h*3600 + m*60 + s, ok1 && ok2 && ok3 && h <= 23 && m <= 59 && s <= 59
}

// parseOffset reads "Z" or "+07:00" and returns seconds east of UTC.
func parseOffset(b []byte) (seconds int, ok bool) {
	if len(b) == 1 {
		return 0, b[0] == 'Z'
	}
	if len(b) != 6 || b[3] != ':' || b[0] != '+' && b[0] != '-' {
		return 0, false
	}
	h, ok1 := number(b, 1, 2)
	m, ok2 := number(b, 4, 2)
	seconds = h*3600 + m*60
	if b[0] == '-' {
		seconds = -seconds
	}
	return seconds, ok1 && ok2 && h <= 23 && m <= 59
}
