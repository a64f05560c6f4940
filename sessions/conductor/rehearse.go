package conductor

import (
	"time"

	"karuna/sessions"
	"karuna/sessions/score"
	"karuna/sessions/sitting"
)

// quicken takes a score into force and returns what the sit follows: the score
// itself, or in a rehearsal the quickened one.
func (c *Conductor) quicken(s sessions.Score) sessions.Score {
	c.score = s
	if c.cfg.Speed <= 1 || s.Open {
		return s
	}
	q := score.Quicken(s, c.cfg.Speed)
	c.quick = &q
	return q.Score
}

// written returns an offset of the score as written.
func (c *Conductor) written(at time.Duration) time.Duration {
	if c.quick == nil {
		return at
	}
	return c.quick.Written(at)
}

// asWritten puts what happened at the offsets of the score as written.
func (c *Conductor) asWritten(e Event) Event {
	e.At = c.written(e.At)
	e.Cue.At, e.Cue.End = c.written(e.Cue.At), c.written(e.Cue.End)
	e.Stage.Start, e.Stage.End = c.written(e.Stage.Start), c.written(e.Stage.End)
	return e
}

// endNow ends the sit without a question.
func (c *Conductor) endNow(now time.Time) {
	if c.event(sitting.Leave, now) {
		return
	}
	c.event(sitting.Ask, now)
	c.confirm(now)
}

// hasty reports whether a rehearsal that nobody hears has reached its end:
// there is no bell to wait for.
func (c *Conductor) hasty() bool {
	return c.quick != nil && c.cfg.Player == nil && c.sit.State() == sitting.Closing
}
