package script

import (
	"sort"
	"strings"
	"time"
	"unicode"

	"karuna/sessions"
)

// CheckOptions is what Check knows beside the script.
type CheckOptions struct {
	BuiltIn     bool                // hold it to the house rules: style findings are Errors
	Phrases     map[string][]string // "set.person" → wishes, for counting their words
	Returns     map[string][]string // pool → lines; nil: pools are not checked
	Conventions []string            // sentences that may stand in several scripts
	Others      []sessions.Script   // whose other sentences are theirs alone
}

// Check judges a script beyond its grammar: whether its words fit its lengths,
// whether it turns both ways, and how it speaks. For a person's own script
// what stops a sit is an Error and the rest Warnings and Notes. s is as Parse
// returned it; problems stand at its lines.
func Check(s sessions.Script, opt CheckOptions) []Problem {
	c := checker{s: s, opt: opt}
	if len(s.Stages) == 0 || s.Length.Min <= 0 {
		return nil // Parse has said so
	}
	c.fit()
	c.wheels()
	c.budgets()
	c.pools()
	c.breaths()
	c.lines()
	c.choices()
	c.variants()
	c.shared()
	if opt.BuiltIn {
		c.house()
	}
	return c.sorted()
}

type checker struct {
	report
	s   sessions.Script
	opt CheckOptions
}

// style reports a finding that stops only a built-in script.
func (c *checker) style(own Severity, line, col int, format string, args ...any) {
	if c.opt.BuiltIn {
		own = Error
	}
	c.add(own, line, col, format, args...)
}

// house holds a built-in script to what only they promise.
func (c *checker) house() {
	s := c.s
	say := func(ok bool, format string, args ...any) {
		if !ok {
			c.errorf(1, 1, format, args...)
		}
	}
	say(s.ID != "", "a built-in script has an id")
	say(s.Tier >= 1 && s.Tier <= 3, "a built-in script has a tier from 1 to 3")
	say(s.Bells.Given, "a built-in script says its bells")
	say(s.For != "", "a built-in script says whom it is for")
	say(s.Purpose != "", "a built-in script has a purpose, a paragraph before the first stage")
	say(len(s.Needs) >= 1 && len(s.Needs) <= 3, "a built-in script has one to three needs")
	say(len(s.Extra) == 0, "a built-in script has no unknown keys")
	for _, list := range []struct{ got, known []string }{{s.Needs, sessions.Needs()}, {s.Flags, sessions.Flags()}} {
		for _, w := range list.got {
			say(contains(list.known, w), "%q is not known", w)
		}
	}
	for _, st := range s.Stages {
		if !st.Given {
			c.errorf(st.Line, 1, "a built-in stage gives its id, as in {#%s, …}", st.ID)
		}
	}
}

// lengths returns the script's three lengths, each once.
func (c *checker) lengths() []time.Duration {
	r := c.s.Length
	out := []time.Duration{r.Min}
	for _, d := range []time.Duration{r.Usual, r.Max} {
		if d > out[len(out)-1] {
			out = append(out, d)
		}
	}
	return out
}

func (c *checker) hasOptional() bool {
	for _, st := range c.s.Stages {
		if st.Optional {
			return true
		}
	}
	return false
}

// choices of optional stages worth checking: off, and on where there are any.
func (c *checker) optionals() []bool {
	if c.hasOptional() {
		return []bool{false, true}
	}
	return []bool{false}
}

// seat is a stage and the time a length gives it.
type seat struct {
	*sessions.Stage
	first bool
	ring  time.Duration // of the opening strokes, part of time
	time  time.Duration
}

// seats lays the stages out by the rule the score follows; ok is false when
// they do not fit total.
func (c *checker) seats(total time.Duration, optional bool) (seats []seat, ok bool) {
	var portions []sessions.Portion
	var low time.Duration
	for i := range c.s.Stages {
		st := &c.s.Stages[i]
		if st.Optional && !optional {
			continue
		}
		seats = append(seats, seat{Stage: st, first: len(seats) == 0})
		portions = append(portions, sessions.Portion{Min: st.Min, Max: st.Max, Weight: st.Weight})
		low += st.Min
	}
	if len(seats) == 0 {
		return nil, false
	}
	ring := c.opening(total, total-low)
	seats[0].ring = ring
	portions[0].Min += ring
	if portions[0].Max > 0 {
		portions[0].Max += ring
	}
	parts, ok := sessions.Allot(portions, total)
	if !ok {
		return nil, false
	}
	for i := range seats {
		seats[i].time = parts[i]
	}
	return seats, true
}

// strokeGap is the time between two strokes of an opening, zenLength the
// length from which a script that does not say opens with three.
const (
	strokeGap = 6 * time.Second
	zenLength = 10 * time.Minute
	leastGap  = 3 * time.Second // after each cue
	firstWait = 2 * time.Second // from the last opening stroke to the first words
)

// opening returns how long the opening strokes take: nothing when they are
// more than a tenth of the sit, or more than it has room for.
func (c *checker) opening(total, room time.Duration) time.Duration {
	strokes := c.s.Bells.Open
	if !c.s.Bells.Given {
		strokes = 1
		if total >= zenLength {
			strokes = 3
		}
	}
	ring := time.Duration(max(strokes-1, 0)) * strokeGap
	if ring > total/10 || ring > room {
		return 0
	}
	return ring
}

// said is one line that a stage may speak.
type said struct {
	words    int
	priority int
}

// spoken returns the lines of a stage; of a run of wishes the first two have
// its priority and the others one less.
func (c *checker) spoken(st *sessions.Stage) []said {
	var out []said
	for _, step := range st.Steps {
		switch step.Op {
		case sessions.OpCue:
			out = append(out, said{words(sessions.FillSlots(step.Text, nil)), step.Priority})
		case sessions.OpWishes:
			set := "plain."
			if c.s.Has("child") {
				set = "child."
			}
			for i, line := range c.opt.Phrases[set+step.Name] {
				p := step.Priority
				if i > 1 {
					p++
				}
				out = append(out, said{words(line), p})
			}
		}
	}
	return out
}

// words counts runs between spaces that hold a letter or a digit.
func words(s string) int {
	n := 0
	for _, f := range strings.FieldsFunc(s, unicode.IsSpace) {
		if strings.ContainsFunc(f, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}

func (c *checker) pools() {
	if c.opt.Returns == nil {
		return
	}
	var names []string
	for name := range c.opt.Returns {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, st := range c.s.Stages {
		if st.Returns != "" && !contains(names, st.Returns) {
			c.add(Warning, st.Line, 1, "there are no return lines called %q%s", st.Returns, didYouMean(st.Returns, names))
		}
	}
}

// breaths looks at the patterns a script paces.
func (c *checker) breaths() {
	paced := false
	look := func(name string, line, col int) {
		b, ok := sessions.Pattern(name)
		if !ok {
			return
		}
		paced = true
		switch {
		case b.Full > 8*time.Second || b.Empty > 8*time.Second:
			c.style(Warning, line, col, "%s holds the breath for more than 8s; most people will want less", name)
		case b.Holds():
			c.style(Note, line, col, "%s holds the breath; inside a practice a pattern without holds suits more people", name)
		case b.Length() > 20*time.Second:
			c.style(Warning, line, col, "%s is under three breaths a minute; most people will want more", name)
		}
	}
	for _, st := range c.s.Stages {
		if st.Pacer != "" {
			look(st.Pacer, st.Line, 1)
		}
		for _, step := range st.Steps {
			if step.Op == sessions.OpBreathe {
				look(step.Name, step.Line, step.Col)
			}
		}
	}
	if paced && !c.s.Has("breath") {
		c.style(Warning, 1, 1, `a script that paces the breath says so: add "flags: breath"`)
	}
}
