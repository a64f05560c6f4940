package script

import (
	"time"

	"karuna/sessions"
)

// fit checks that the words that are always given fit the shortest sit.
func (c *checker) fit() {
	for _, optional := range c.optionals() {
		low, need := c.least(optional)
		switch {
		case low > c.s.Length.Min && optional:
			c.style(Note, 1, 1, "with its optional stages this needs at least %s", inWhole(low))
			continue
		case low > c.s.Length.Min:
			c.errorf(1, 1, "the stages need at least %s together and the shortest sit is %s; shorten them, or write a longer length",
				inWhole(low), sessions.FormatDuration(c.s.Length.Min))
			continue
		case need > c.s.Length.Min:
			c.add(Error, 1, 1, "the stages need %s for the lines that are always given, and the shortest sit is %s",
				inWhole(need), sessions.FormatDuration(c.s.Length.Min))
		}
		seats, ok := c.seats(c.s.Length.Min, optional)
		if !ok {
			continue
		}
		for _, st := range seats {
			if optional && !st.Optional {
				continue // told already, or squeezed by the optional ones
			}
			if need := c.need(st); need > st.time {
				c.style(Warning, st.Line, 1, "this stage needs %s for the lines that are always given, and has %s when the sit is %s",
					inWhole(need), inWhole(st.time.Truncate(time.Second)), sessions.FormatDuration(c.s.Length.Min))
			}
		}
	}
}

// least returns the sum of the stages' shortest lengths, and of what they
// need for their first-priority lines where that is more.
func (c *checker) least(optional bool) (low, need time.Duration) {
	first := true
	for i := range c.s.Stages {
		st := &c.s.Stages[i]
		if st.Optional && !optional {
			continue
		}
		low += st.Min
		need += max(st.Min, c.need(seat{Stage: st, first: first}))
		first = false
	}
	return low, need
}

// need is the time a stage takes for the lines and strokes that are always
// there, with the least silence after each.
func (c *checker) need(st seat) time.Duration {
	var d time.Duration
	n := 0
	for _, line := range c.spoken(st.Stage) {
		if line.priority == 1 {
			n += line.words
			d += leastGap
		}
	}
	d += time.Duration(float64(n) / sessions.WordsPerSecond * float64(time.Second))
	for _, step := range st.Steps {
		if step.Op == sessions.OpBell {
			d += time.Duration(step.Count-1)*strokeGap + leastGap
		}
	}
	if st.first && d > 0 {
		d += firstWait + st.ring
	}
	return d
}

// inWhole writes a length in whole seconds, rounded up: what is needed is
// never understated.
func inWhole(d time.Duration) string {
	return sessions.FormatDuration((d + time.Second - 1).Truncate(time.Second))
}

// What the wheels ask: the least share of the sit that turns the other way,
// and the most of the compassion time one way may have.
const (
	otherWay = 0.06
	oneWay   = 0.72
)

// wheels checks that a script turns both ways at each of its lengths.
func (c *checker) wheels() {
	if c.s.Wheel == sessions.Ground {
		c.someone()
		return
	}
	for _, optional := range c.optionals() {
		for _, total := range c.lengths() {
			seats, ok := c.seats(total, optional)
			if !ok {
				continue
			}
			var w sessions.Wheels
			for _, st := range seats {
				w = w.Add(st.Wheel, st.time)
			}
			if c.wheelsAt(w, total, optional) {
				return // one length is enough to say
			}
		}
	}
}

func (c *checker) wheelsAt(w sessions.Wheels, total time.Duration, optional bool) (found bool) {
	share := func(d time.Duration) float64 { return float64(d) / float64(total) }
	at := sessions.FormatDuration(total)
	if optional {
		at += " with its optional stages"
	}
	compassion := w.Self + w.Other
	switch {
	case c.s.Wheel == sessions.Self && share(w.Other) < otherWay:
		c.style(Warning, 1, 1, "a script toward oneself looks outward for at least 6 %% of its time; at %s this one has %.1f %%", at, 100*share(w.Other))
	case c.s.Wheel == sessions.Other && share(w.Self) < otherWay:
		c.style(Warning, 1, 1, "a script toward others includes the sitter for at least 6 %% of its time; at %s this one has %.1f %%", at, 100*share(w.Self))
	case c.s.Wheel == sessions.Both && compassion == 0:
		c.style(Warning, 1, 1, "a script for both wheels has stages for self and other, or both; this one has ground alone")
	case c.s.Wheel == sessions.Both && float64(max(w.Self, w.Other)) > oneWay*float64(compassion):
		c.style(Warning, 1, 1, "in a script for both wheels neither has more than 72 %% of their time; at %s one has %.0f %%",
			at, 100*float64(max(w.Self, w.Other))/float64(compassion))
	default:
		return false
	}
	return true
}

// someone checks that a ground script meets someone: oneself, or both.
func (c *checker) someone() {
	for _, st := range c.s.Stages {
		if !st.Optional && (st.Wheel == sessions.Self || st.Wheel == sessions.Both) {
			return
		}
	}
	c.style(Warning, 1, 1, "a ground script has at least one stage with the wheel self or both")
}

// What the words of a script come to, against the budget of its length.
const (
	leastAlways = 0.6 // of the budget at the shortest length, always given
	mostAlways  = 0.95
	leastWords  = 0.8  // of the budget at the shortest and usual length
	leastAtMax  = 0.45 // of the budget at the longest; return lines do the rest
)

// budgets checks the number of words against what the lengths have room for.
func (c *checker) budgets() {
	always, all := 0, 0
	for i := range c.s.Stages {
		st := &c.s.Stages[i]
		if st.Optional {
			continue
		}
		for _, line := range c.spoken(st) {
			all += line.words
			if line.priority == 1 {
				always += line.words
			}
		}
	}
	least := c.budget(c.s.Length.Min)
	if v := float64(always); v < leastAlways*least || v > mostAlways*least {
		c.style(Note, 1, 1, "the lines that are always given have %d words; for a sit of %s, %.0f to %.0f are about right",
			always, sessions.FormatDuration(c.s.Length.Min), leastAlways*least, mostAlways*least)
	}
	if c.s.Kind == sessions.Micro {
		c.microBudget(all)
		return
	}
	if b := c.budget(c.s.Length.Usual); float64(all) < leastWords*b {
		c.style(Note, 1, 1, "all lines together have %d words; a sit of %s has room for %.0f", all, sessions.FormatDuration(c.s.Length.Usual), b)
	} else if b := c.budget(c.s.Length.Max); float64(all) < leastAtMax*b {
		c.style(Note, 1, 1, "all lines together have %d words; a sit of %s needs at least %.0f, or its silence has no words left to hold it",
			all, sessions.FormatDuration(c.s.Length.Max), leastAtMax*b)
	}
}

func (c *checker) microBudget(all int) {
	low, high := 115, 135
	switch {
	case c.s.Length.Usual <= time.Minute:
		low, high = 60, 76
	case c.s.Length.Usual <= 2*time.Minute:
		low, high = 80, 100
	}
	if all < low || all > high {
		c.style(Note, 1, 1, "a micro practice of %s has %d to %d words in all; this one has %d",
			sessions.FormatDuration(c.s.Length.Usual), low, high, all)
	}
}

// budget is the word budget of a length less the stages that keep quiet.
func (c *checker) budget(total time.Duration) float64 {
	seats, ok := c.seats(total, false)
	if !ok {
		return sessions.Budget(total)
	}
	for _, st := range seats {
		if st.Quiet || st.Noting || st.Pacer != "" || hasOp(*st.Stage, sessions.OpBreathe) {
			total -= st.time
		}
	}
	return sessions.Budget(total)
}
