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
func (c *cursor) value() ([]byte, bool) { //nolint:cyclop // one case a shape of the input; apart they would hide the order
	from, depth := c.i, 0
	for c.i < len(c.b) {
		ch := c.b[c.i]
		switch ch {
		case '"':
			c.i++
			for c.i < len(c.b) && c.b[c.i] != '"' {
				if c.b[c.i] == '\\' {
					c.i++
				}
				c.i++
			}
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		c.i++
		if depth <= 0 && (ch == '}' || ch == ']' || ch == '"') {
			return c.b[from:min(c.i, len(c.b))], depth == 0 && c.i <= len(c.b)
		}
	}
	return nil, false
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
func parseStart(b []byte) (unix int64, offset int, ok bool) { //nolint:cyclop // one case a shape of the input; apart they would hide the order
	if len(b) != 20 && len(b) != 25 || b[10] != 'T' || b[13] != ':' || b[16] != ':' {
		return 0, 0, false
	}
	day, ok := parseDay(b[:10])
	h, ok1 := number(b, 11, 2)
	m, ok2 := number(b, 14, 2)
	s, ok3 := number(b, 17, 2)
	if !ok || !ok1 || !ok2 || !ok3 || h > 23 || m > 59 || s > 59 {
		return 0, 0, false
	}
	switch {
	case len(b) == 20 && b[19] == 'Z':
	case len(b) == 25 && b[22] == ':' && (b[19] == '+' || b[19] == '-'):
		oh, ok1 := number(b, 20, 2)
		om, ok2 := number(b, 23, 2)
		if !ok1 || !ok2 || oh > 23 || om > 59 {
			return 0, 0, false
		}
		offset = oh*3600 + om*60
		if b[19] == '-' {
			offset = -offset
		}
	default:
		return 0, 0, false
	}
	return int64(day)*86400 + int64(h*3600+m*60+s) - int64(offset), offset, true
}
