package sitting

import (
	"time"

	"karuna/sessions"
)

// Advance lets time pass up to now and returns the events that came by
// themselves, in order.
func (s *S) Advance(now time.Time) []Event {
	var happened []Event
	for {
		e, ok := s.Step(now)
		if !ok {
			return happened
		}
		happened = append(happened, e)
	}
}

// Step lets time bring the next event due at now, if there is one.
func (s *S) Step(now time.Time) (Event, bool) {
	e, ok := s.due(now)
	if !ok || !s.Do(e, now) {
		return 0, false
	}
	return e, true
}

// due returns the event that time itself brings at now.
func (s *S) due(now time.Time) (Event, bool) {
	passed := func(since time.Time, limit time.Duration) bool { return now.Sub(since) >= limit }
	brought := [...]struct {
		e  Event
		is bool
	}{
		{Begin, s.Under() == Preparing && s.Pos(now) >= 0},
		{Bell, s.Under() == Sitting && !s.score.Open && s.Pos(now) >= s.score.Total},
		{PauseIdle, s.Under() == Paused && passed(s.paused, PauseFor)},
		{GroundIdle, s.Under() == Grounding && passed(s.grounded, GroundFor)},
		{AskIdle, s.state == Asking && passed(s.since, AskFor)},
		{AwayIdle, s.state == Away && passed(s.since, AwayFor)},
		{Rung, s.state == Closing && passed(s.since, s.ring)},
	}
	for _, b := range brought {
		if b.is {
			return b.e, true
		}
	}
	return 0, false
}

// Do applies e at now. It reports false, and changes nothing, when the table
// has no such transition: a key that means nothing here is no error.
func (s *S) Do(e Event, now time.Time) bool {
	to, ok := next(s.state, e)
	if !ok || !s.allowed(e) {
		return false
	}
	if to == Beneath {
		s.state, s.since = s.under, now
		return true
	}
	pos, from := s.Pos(now), s.Under()
	s.settle(s.Sat(now))
	if to == Asking {
		s.under, s.state, s.since = s.state, Asking, now
		return true
	}
	s.enter(e, from, to, pos, now)
	return true
}

// allowed holds back what the table alone cannot say, because it depends on
// the state that Asking lies over.
func (s *S) allowed(e Event) bool {
	switch e {
	case Finish:
		return s.score.Open && s.Under() == Sitting
	case Bell, Gap:
		return s.Under() == Sitting
	case PauseIdle:
		return s.Under() == Paused
	case GroundIdle:
		return s.Under() == Grounding
	case Ground:
		return s.Under() != Grounding
	}
	return true
}

// enter moves to state to; pos is the offset at which from was left.
func (s *S) enter(e Event, from, to State, pos time.Duration, now time.Time) {
	waited := now.Sub(s.since)
	s.state, s.since = to, now
	switch to {
	case Sitting:
		s.toSitting(e, from, pos, waited, now)
	case Paused:
		s.held, s.paused = pos, now
		s.hold(pos)
	case Grounding:
		s.toGrounding(from, pos, now)
	case Closing:
		s.toClosing(pos, now)
	case Reflecting:
		s.toReflecting(e, from, pos)
	case Interrupted:
		s.held, s.ended = max(s.upto, 0), sessions.Interrupted
		s.hold(pos)
	}
}

func (s *S) toSitting(e Event, from State, pos, waited time.Duration, now time.Time) {
	switch {
	case e == Count:
		s.run(s.held+s.away+waited, now)
	case from == Paused || from == Away:
		s.run(s.held, now)
	case from == Grounding:
		s.plan.Mute, s.plan.From = false, pos
	}
	s.owed = !s.score.Open && s.Pos(now) >= s.score.Total && (e == Count || from == Grounding)
}

func (s *S) toGrounding(from State, pos time.Duration, now time.Time) {
	s.usedG, s.choice, s.grounded = true, false, now
	s.run(max(pos, 0), now)
	s.plan.Mute = true
}

// toClosing ends the sit at its total, or where it stands when it is open or
// ground time went past the total. A closing stroke that should have sounded a
// little while ago sounds now; one long past stays silent.
func (s *S) toClosing(pos time.Duration, now time.Time) {
	s.ended = sessions.Complete
	s.held = pos
	if !s.score.Open {
		s.held = max(s.score.Total, s.upto)
		late := pos - s.score.Total
		if s.plan.Mute || late > time.Second {
			s.run(s.score.Total, now)
			s.plan.Mute = late > lateStroke && !s.owed
		}
	}
	s.upto = s.held
	s.ring = s.ringOut()
}

func (s *S) toReflecting(e Event, from State, pos time.Duration) {
	if from == Closing {
		return // the bell rings on
	}
	s.held = max(s.upto, 0)
	s.ended = sessions.Enough
	if from == Grounding {
		s.ended = sessions.Grounded
	}
	s.hold(pos)
}

// run lays the score so that its offset is pos at now, and lets it run.
func (s *S) run(pos time.Duration, now time.Time) {
	s.plan.Base, s.plan.From, s.plan.Running, s.plan.Mute = now.Add(-pos), pos, true, false
}

// hold stops the score at pos.
func (s *S) hold(pos time.Duration) {
	s.plan.From, s.plan.Running, s.plan.Mute = pos, false, false
}

// ringOut returns how long the closing bell is left alone.
func (s *S) ringOut() time.Duration {
	for i := len(s.score.Cues) - 1; i >= 0; i-- {
		if c := s.score.Cues[i]; c.Type == sessions.CueBell && c.Bell.Role == sessions.Closing {
			return min(max(c.End-c.At, minRing), maxRing)
		}
	}
	return silentRing
}
