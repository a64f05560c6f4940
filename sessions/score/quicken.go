package score

import (
	"time"

	"karuna/sessions"
)

// leastRun is the least time between two strokes of a quickened run.
const leastRun = 500 * time.Millisecond

// Quick is a score for rehearsing: its silence passes Speed times as fast.
// What is said and what is breathed takes its time, in the same order. The zero
// Quick maps every offset to itself.
type Quick struct {
	Speed float64
	Score sessions.Score // the quickened one

	knots []knot // from 0 to the total, ascending
}

// knot is one moment in both scores; between two of them time runs evenly.
type knot struct{ written, quick time.Duration }

// Quicken returns s with its silence divided by speed, which is 1 or more. An
// open score has no end to come to sooner, and stays as it is.
func Quicken(s sessions.Score, speed float64) Quick {
	q := Quick{Speed: speed, Score: s}
	if s.Open || speed <= 1 {
		return q
	}
	q.knots = []knot{{}}
	for _, c := range s.Cues {
		switch c.Type {
		case sessions.CueSpeak, sessions.CueReturn, sessions.CueBreathe:
			q.silence(c.At)
			q.kept(min(c.End, s.Total))
		}
	}
	q.silence(s.Total)
	q.Score.Total = q.At(s.Total)
	q.Score.Stages = make([]sessions.Span, len(s.Stages))
	for i, sp := range s.Stages {
		sp.Start, sp.End = q.At(sp.Start), q.At(sp.End)
		q.Score.Stages[i] = sp
	}
	q.Score.Cues = make([]sessions.Cue, len(s.Cues))
	for i, c := range s.Cues {
		if gap := c.Bell.Gap; gap > 0 {
			c.Bell.Gap = max(q.At(c.At+gap)-q.At(c.At), min(gap, leastRun))
		}
		c.At, c.End = q.At(c.At), q.At(c.End)
		q.Score.Cues[i] = c
	}
	return q
}

// silence lets the time up to an offset pass fast, kept at its own pace. What
// lies before the last knot is laid already.
func (q *Quick) silence(to time.Duration) { q.run(to, q.Speed) }

func (q *Quick) kept(to time.Duration) { q.run(to, 1) }

func (q *Quick) run(to time.Duration, speed float64) {
	last := q.knots[len(q.knots)-1]
	if d := to - last.written; d > 0 {
		q.knots = append(q.knots, knot{to, last.quick + time.Duration(float64(d)/speed)})
	}
}

// At returns where an offset of the score as written lies in the quickened one.
// Before 0 and past the end time runs as ever.
func (q Quick) At(written time.Duration) time.Duration {
	return q.along(written, func(k knot) (from, to time.Duration) { return k.written, k.quick })
}

// Written returns where an offset of the quickened score lies in the one as
// written, to the hundredth of a millisecond.
func (q Quick) Written(quick time.Duration) time.Duration {
	d := q.along(quick, func(k knot) (from, to time.Duration) { return k.quick, k.written })
	if len(q.knots) == 0 {
		return d
	}
	return d.Round(10 * time.Microsecond)
}

func (q Quick) along(d time.Duration, of func(knot) (from, to time.Duration)) time.Duration {
	if d <= 0 || len(q.knots) == 0 {
		return d
	}
	for i := 1; i < len(q.knots); i++ {
		from, to := of(q.knots[i-1])
		end, last := of(q.knots[i])
		if d < end {
			return to + time.Duration(float64(d-from)/float64(end-from)*float64(last-to))
		}
	}
	end, last := of(q.knots[len(q.knots)-1])
	return last + d - end
}
