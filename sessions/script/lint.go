package script

import (
	"regexp"
	"strings"
	"sync"

	"karuna/sessions"
)

// How guidance is measured.
const (
	cueWords      = 18
	sentenceWords = 17
	meanWords     = 9.0 // of all sentences of a script
	columns       = 60
	rows          = 2
)

// line is a step's words as they are said when nothing was asked.
type line struct {
	sessions.Step
	said string
}

// eachLine calls f for every cue and every variant.
func (c *checker) eachLine(f func(line)) {
	for _, st := range c.s.Stages {
		for _, step := range st.Steps {
			if step.Op == sessions.OpCue || step.Op == sessions.OpAlt {
				f(line{step, sessions.FillSlots(step.Text, nil)})
			}
		}
	}
}

// lines looks at each line of guidance by itself.
func (c *checker) lines() {
	total, count := 0, 0
	c.eachLine(func(l line) {
		c.avoid(l.said, l.Line, l.Col)
		c.measure(l)
		for _, s := range sentences(l.said) {
			total += words(s)
			count++
		}
	})
	for _, st := range c.s.Stages {
		for _, step := range st.Steps {
			if step.Op == sessions.OpAsk {
				c.avoid(step.Text, step.Line, step.Col)
			}
		}
	}
	if count > 0 && float64(total)/float64(count) > meanWords {
		c.style(Note, 1, 1, "the sentences have %.1f words on average; up to %.0f are easy to follow with closed eyes",
			float64(total)/float64(count), meanWords)
	}
}

// avoid reports the words a guide leaves out, and why.
func (c *checker) avoid(said string, row, col int) {
	spared := sparing().ReplaceAllString(said, " ")
	for _, w := range avoided() {
		if hit := w.pattern.FindString(spared); hit != "" {
			c.style(w.own, row, col, "%q: %s", strings.TrimSpace(hit), w.why)
		}
	}
}

func (c *checker) measure(l line) {
	if n := words(l.said); n > cueWords {
		c.style(Note, l.Line, l.Col, "this line has %d words; up to %d can be taken in at one reading", n, cueWords)
	}
	for _, s := range sentences(l.said) {
		if n := words(s); n > sentenceWords {
			c.style(Note, l.Line, l.Col, "this sentence has %d words; up to %d can be followed by ear", n, sentenceWords)
		}
	}
	if n := wrapped(l.said); n > rows {
		c.style(Note, l.Line, l.Col, "this line takes %d rows of %d columns; up to %d fit beside the picture", n, columns, rows)
	}
}

// sentences splits after a full stop, question mark or colon.
func sentences(s string) []string {
	var out []string
	start := 0
	for _, m := range sentenceEnd().FindAllStringIndex(s, -1) {
		out = append(out, s[start:m[1]])
		start = m[1]
	}
	if strings.TrimSpace(s[start:]) != "" {
		out = append(out, s[start:])
	}
	return out
}

var sentenceEnd = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[.?:!]["”’)]*\s+`)
})

// wrapped counts the rows a line takes, broken between words.
func wrapped(s string) int {
	n, at := 1, 0
	for _, w := range strings.Fields(s) {
		width := len([]rune(w))
		switch {
		case at == 0:
			at = width
		case at+1+width > columns:
			n, at = n+1, width
		default:
			at += 1 + width
		}
	}
	return n
}
