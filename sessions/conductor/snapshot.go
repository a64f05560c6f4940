package conductor

import (
	"time"

	"karuna/sessions"
	"karuna/sessions/score"
	"karuna/sessions/sitting"
)

// Snapshot is a sitting as it was last published. It is a value: keep it as
// long as you like.
type Snapshot struct {
	Version  uint64
	State    sitting.State
	Under    sitting.State // what Asking lies over; State otherwise
	Plan     sessions.Plan
	Guidance sessions.Guidance
	Quick    *score.Quick  // of a rehearsal, nil else: Plan is the quickened score
	Held     time.Duration // the offset while it does not move
	Moves    bool          // the offset moves with the clock
	Open     bool          // no planned end
	Gap      time.Duration // in Away: how long nothing ran
	Choice   bool          // in Grounding: the three ways are shown
	Ended    sessions.Ending
	Grounded bool
	Sat      time.Duration // at the time of publishing; exact once the sit is over
	Noting   sessions.Noting
	Sound    sessions.SoundStatus
	Line     string    // one line for the person, or ""
	LineAt   time.Time // when it came
	Events   []Event   // all so far; append-only
	Entry    sessions.Entry
	Saved    *Saved          // nil until the record was written, dropped or refused
	Next     <-chan struct{} // closed when there is a newer snapshot
}

// Saved says what became of the record.
type Saved struct {
	Kept    bool   // it is in the journal
	Dropped bool   // too short to be written, by the rule the ending question told
	Warning string // what the person should know
	Line    []byte // the record as a JSON line when it could not be written
	Err     error
}

// Over reports whether the sitting has left the conductor's hands.
func (s Snapshot) Over() bool {
	return s.State == sitting.Done || s.State == sitting.Interrupted
}

// Pos returns the offset of the score at now.
func (s Snapshot) Pos(now time.Time) time.Duration {
	if s.Moves {
		return now.Sub(s.Plan.Base)
	}
	return s.Held
}

// Total returns the length in force; 0 for an open sit.
func (s Snapshot) Total() time.Duration { return s.Plan.Score.Total }

// Left returns how much of the score as written lies ahead at now; 0 for an
// open sit. In a rehearsal it passes faster than the clock.
func (s Snapshot) Left(now time.Time) time.Duration {
	if s.Open {
		return 0
	}
	pos, total := s.Pos(now), s.Total()
	if s.Quick != nil {
		pos, total = s.Quick.Written(pos), s.Quick.Written(total)
	}
	return max(total-pos, 0)
}

// EndsAt returns when the closing bell falls if nothing changes from now on;
// zero for an open sit.
func (s Snapshot) EndsAt(now time.Time) time.Time {
	if s.Plan.Score.Open {
		return time.Time{}
	}
	return now.Add(s.Total() - s.Pos(now))
}

// publish makes the loop's state visible.
func (c *Conductor) publish(now time.Time) {
	s := &c.snap
	s.Version++
	s.State, s.Under = c.sit.State(), c.sit.Under()
	s.Plan = c.sit.Plan()
	s.Guidance = c.sit.Score().Guidance
	s.Quick = c.quick
	s.Moves = c.sit.Running()
	s.Held = 0
	if !s.Moves {
		s.Held = c.sit.Pos(now)
	}
	s.Open = c.open
	s.Gap = c.sit.Gap()
	s.Choice = c.sit.Choice(now)
	s.Ended, s.Grounded = c.sit.Ended(), c.sit.Grounded()
	s.Sat = c.sit.Sat(now)
	s.Noting = c.noting
	old := c.next
	c.next = make(chan struct{})
	s.Next = c.next
	copied := *s
	c.latest.Store(&copied)
	close(old)
	c.dirty = false
}
