package history

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"karuna/sessions"
	"karuna/ui/theme"
)

// query is what is looked for: all of it must hold.
type query struct {
	words    []string // plain and lower case
	spans    []span
	least    int  // seconds
	personal bool // what the person wrote is looked at, too
}

// span is the days from first up to before next.
type span struct{ first, next sessions.Day }

func (q query) empty() bool { return len(q.words) == 0 && len(q.spans) == 0 && q.least == 0 }

// parse reads a query. What it cannot read as days or minutes are words.
func parse(text string, personal bool) query {
	q := query{personal: personal}
	for field := range strings.FieldsSeq(text) {
		if least, ok := atLeast(field); ok {
			q.least = max(q.least, least)
		} else if days, ok := daysOf(field); ok {
			q.spans = append(q.spans, days)
		} else {
			q.words = append(q.words, strings.Fields(plain(field))...)
		}
	}
	return q
}

// atLeast reads ">=20", "≥20", ">20m" and "≥1h" in seconds.
func atLeast(field string) (int, bool) {
	rest := strings.TrimLeft(field, "≥>=")
	if rest == field {
		return 0, false
	}
	d, err := sessions.ParseDuration(rest, time.Minute)
	return int(d / time.Second), err == nil
}

// daysOf reads a year, a month or a day.
func daysOf(field string) (span, bool) {
	parts := regexp.MustCompile(`^(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?$`).FindStringSubmatch(field)
	if parts == nil {
		return span{}, false
	}
	number := func(s string) int { // the expression lets digits through, or nothing
		n, err := strconv.Atoi(s)
		if err != nil {
			return 0
		}
		return n
	}
	y, m, d := number(parts[1]), time.Month(number(parts[2])), number(parts[3])
	switch {
	case m == 0:
		return span{sessions.Date(y, 1, 1), sessions.Date(y+1, 1, 1)}, true
	case d == 0:
		return span{sessions.Date(y, m, 1), sessions.Date(y, m+1, 1)}, true
	}
	return span{sessions.Date(y, m, d), sessions.Date(y, m, d) + 1}, true
}

// plain makes every run of what is neither letter nor number a space, and
// letters lower case without diacritics. It begins with a space.
func plain(text string) string {
	return " " + strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.M, r) {
			return r
		}
		return ' '
	}, theme.Plain(strings.ToLower(text)))
}

// find returns the places of the entries that fit, in order. What it allocates
// is for the entries that have words of their own and for every script once.
func (q query) find(entries []sessions.Entry) []int32 {
	out := []int32{}
	scripts := map[*sessions.ScriptRef]string{}
	for i := range entries {
		e := &entries[i]
		if q.inTime(e) && q.inWords(e, scripts) {
			out = append(out, int32(i))
		}
	}
	return out
}

func (q query) inTime(e *sessions.Entry) bool {
	if e.Sat < q.least {
		return false
	}
	for _, s := range q.spans {
		if e.Day < s.first || e.Day >= s.next {
			return false
		}
	}
	return true
}

func (q query) inWords(e *sessions.Entry, scripts map[*sessions.ScriptRef]string) bool {
	if len(q.words) == 0 {
		return true
	}
	title, ok := scripts[e.Script]
	if !ok {
		title = plain(e.Title() + " " + string(e.Kind()))
		scripts[e.Script] = title
	}
	told := ""
	for _, w := range q.words {
		if strings.Contains(title, " "+w) {
			continue
		}
		if told == "" {
			told = q.told(e)
		}
		if !strings.Contains(told, " "+w) {
			return false
		}
	}
	return true
}

// told is what else a sit has words for.
func (q query) told(e *sessions.Entry) string {
	d := e.Detail()
	text := " " + string(e.Ended) + " " + e.Origin().Source + " " + d.Feel
	if q.personal && d.Note+d.Act+d.Intention != "" {
		text += plain(d.Note + " " + d.Act + " " + d.Intention)
	}
	return text
}
