package sitting

import "time"

// ShortGap is the longest gap that counts without a question: the person is
// sitting there with closed eyes (screens.md).
const ShortGap = 30 * time.Second

// Missed tells the sit that nothing ran between left and now, and that lost
// went by on top which this clock did not see (a suspended machine). It
// reports whether the sit took notice.
//
// A short gap counts and the end stays where it was promised; what fell into
// it is skipped. A longer one lays the question Away over the moment it was
// left. In the countdown nothing is lost: it goes on where it stopped. Ground
// time counts. Where the offset stands still a gap is nothing.
func (s *S) Missed(left, now time.Time, lost time.Duration) bool {
	length := now.Sub(left) + lost
	switch s.Under() {
	case Preparing:
		s.plan.From = left.Sub(s.plan.Base)
		s.plan.Base = s.plan.Base.Add(now.Sub(left))
		return true
	case Grounding:
		s.plan.Base = s.plan.Base.Add(-lost)
		return true
	case Sitting:
		if length <= ShortGap {
			s.plan.Base = s.plan.Base.Add(-lost)
			s.plan.From = s.Pos(now)
			return true
		}
		return s.goAway(left, now, length)
	}
	return false
}

func (s *S) goAway(left, now time.Time, length time.Duration) bool {
	to, ok := next(s.state, Gap)
	if !ok {
		return false
	}
	pos := max(s.Sat(left), s.upto)
	s.settle(pos)
	s.held, s.away = pos, length
	s.hold(pos)
	s.state, s.since = to, now
	return true
}
