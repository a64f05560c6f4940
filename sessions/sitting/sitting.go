// Package sitting is the state machine of one sit: prepare, sit, pause,
// ground, ask, close, reflect.
//
// It promises that every transition is a row of Table; that elapsed time is a
// difference of two instants and never a count of ticks; that the seconds sat
// leave pauses out and count ground time and counted gaps; and that the time
// on the wheels always sums to the time sat.
//
// It holds no clock: every method is given now. It does not sound a bell,
// write a record or choose words: the conductor does, from State, Plan and
// Sat. Instants must carry monotonic readings or come from one clock that
// does not jump.
package sitting

import (
	"time"

	"karuna/sessions"
)

// How long a state waits before it moves by itself (decisions.md 14 and 15).
const (
	AskFor     = 20 * time.Second
	PauseFor   = 60 * time.Minute
	GroundFor  = 5 * time.Minute
	ChoiceFrom = 60 * time.Second // on the ground screen, the choice is then shown
	AwayFor    = 10 * time.Minute
)

// Ring-out: how long nothing moves after the closing stroke.
const (
	minRing    = 8 * time.Second
	maxRing    = 20 * time.Second
	silentRing = 3 * time.Second // without a closing bell
	lateStroke = 10 * time.Second
)

// S is one sit. Make it with New.
type S struct {
	score    sessions.Score
	plan     sessions.Plan
	state    State
	under    State // the state that Asking lies over
	since    time.Time
	paused   time.Time // since when the state at or beneath is Paused
	grounded time.Time // since when the state at or beneath is Grounding

	held   time.Duration // offset while the clock stands still
	upto   time.Duration // offset up to which wheels are settled
	wheels sessions.Wheels
	away   time.Duration // length of the gap asked about
	ended  sessions.Ending
	usedG  bool
	choice bool // the ground choice was asked for before its time
	owed   bool // the closing stroke waited for a choice and sounds however late
	ring   time.Duration
}

// New lays score on the clock: t = 0 comes its Prepare after now.
func New(score sessions.Score, now time.Time) *S {
	s := &S{score: score, since: now}
	s.plan = sessions.Plan{Score: score, Base: now.Add(score.Prepare), From: -score.Prepare, Running: true}
	return s
}

// State returns where the sit stands.
func (s *S) State() State { return s.state }

// Under returns the state that Asking lies over, and State otherwise.
func (s *S) Under() State {
	if s.state == Asking {
		return s.under
	}
	return s.state
}

// Score returns the score being sat.
func (s *S) Score() sessions.Score { return s.score }

// Plan returns what a player follows. It changes only with a transition, a
// gap or a Replan.
func (s *S) Plan() sessions.Plan { return s.plan }

// Ended returns how the sit ended; "" while it has not.
func (s *S) Ended() sessions.Ending { return s.ended }

// Grounded reports whether the ground screen was used.
func (s *S) Grounded() bool { return s.usedG }

// Gap returns the length of the gap being asked about; 0 in other states.
func (s *S) Gap() time.Duration {
	if s.state != Away {
		return 0
	}
	return s.away
}

// Choice reports whether the ground screen shows its three ways at now.
func (s *S) Choice(now time.Time) bool {
	return s.Under() == Grounding && (s.choice || now.Sub(s.grounded) >= ChoiceFrom)
}

// Running reports whether the offset moves with the clock.
func (s *S) Running() bool {
	switch s.Under() {
	case Preparing, Sitting, Grounding:
		return true
	}
	return false
}

// Pos returns the offset of the score at now: negative in the countdown, past
// the total only while the ground screen holds the closing bell back.
func (s *S) Pos(now time.Time) time.Duration {
	if s.Running() {
		return now.Sub(s.plan.Base)
	}
	return s.held
}

// Sat returns the time sat by now, pauses left out.
func (s *S) Sat(now time.Time) time.Duration {
	pos := max(s.Pos(now), 0)
	if s.Under() == Sitting && !s.score.Open {
		return min(pos, max(s.score.Total, s.upto))
	}
	return pos
}

// Wheels returns the time on each wheel by now; it sums to Sat.
func (s *S) Wheels(now time.Time) sessions.Wheels {
	return s.wheels.Plus(s.stretch(s.Sat(now)))
}

// stretch returns the wheel time from the last settled offset to pos.
func (s *S) stretch(pos time.Duration) sessions.Wheels {
	var w sessions.Wheels
	from := max(s.upto, 0)
	if pos <= from {
		return w
	}
	if s.Under() == Grounding {
		return w.Add(sessions.Ground, pos-from)
	}
	w = s.score.WheelTime(from, pos)
	if over := pos - from - w.Sum(); over > 0 { // past the total, or a score without stages
		w.Ground += over
	}
	return w
}

// settle closes the books up to pos.
func (s *S) settle(pos time.Duration) {
	s.wheels = s.wheels.Plus(s.stretch(pos))
	s.upto = max(s.upto, pos)
}

// Replan takes a new score from now on. The past of both must be the same.
func (s *S) Replan(score sessions.Score, now time.Time) {
	pos := s.Pos(now)
	s.settle(s.Sat(now))
	s.score = score
	s.plan.Score = score
	s.plan.From = pos
	if s.state == Closing { // an open sit, given its closing bell
		s.ring = s.ringOut()
	}
}

// ShowChoice shows the ground screen's three ways at once.
func (s *S) ShowChoice() { s.choice = s.Under() == Grounding }

// Next returns the next instant after now at which something changes by
// itself, zero when nothing does.
func (s *S) Next(now time.Time) time.Time {
	var at time.Time
	sooner := func(t time.Time) {
		if at.IsZero() || t.Before(at) {
			at = t
		}
	}
	switch s.Under() {
	case Preparing:
		sooner(s.plan.Base)
	case Sitting:
		if !s.score.Open {
			sooner(s.plan.Base.Add(s.score.Total))
		}
	case Paused:
		sooner(s.paused.Add(PauseFor))
	case Grounding:
		if !s.Choice(now) {
			sooner(s.grounded.Add(ChoiceFrom))
		}
		sooner(s.grounded.Add(GroundFor))
	case Away:
		sooner(s.since.Add(AwayFor))
	case Closing:
		sooner(s.since.Add(s.ring))
	}
	if s.state == Asking {
		sooner(s.since.Add(AskFor))
	}
	return at
}
