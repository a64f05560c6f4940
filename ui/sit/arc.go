package sit

import (
	"math"
	"time"
)

// round is one time round the ring of a sit without an end.
const round = 30 * time.Minute

// arc says how far the ring is drawn. What is drawn never shrinks: a sit that
// becomes longer or shorter closes the rest of the ring sooner or later.
type arc struct {
	from  float64       // drawn at the moment of the last change of length
	at    time.Duration // that moment
	total time.Duration
	open  bool
}

// turn returns the arc from pos on, for a new length.
func (a arc) turn(pos, total time.Duration) arc {
	if a.open {
		return a
	}
	pos = max(pos, 0)
	return arc{from: a.angle(pos), at: pos, total: total}
}

// angle returns how much of the ring is drawn at pos, 0 to 1.
func (a arc) angle(pos time.Duration) float64 {
	switch {
	case pos <= 0:
		return 0
	case a.open:
		return float64(pos%round) / float64(round)
	case pos < a.at:
		return a.from * float64(pos) / float64(a.at)
	case pos >= a.total:
		return 1
	}
	return a.from + (1-a.from)*float64(pos-a.at)/float64(a.total-a.at)
}

// steps returns how many of n steps are drawn at pos.
func (a arc) steps(pos time.Duration, n int) float64 {
	return math.Floor(a.angle(pos)*float64(n) + 1e-6)
}

// reaches returns the offset, pos or later, at which the ring is drawn as far
// as angle.
func (a arc) reaches(pos time.Duration, angle float64) time.Duration {
	if a.open {
		start := pos - pos%round
		return start + time.Duration(math.Ceil(math.Min(angle, 1)*float64(round)))
	}
	if a.from >= 1 || angle >= 1 {
		return max(a.total, pos)
	}
	share := (angle - a.from) / (1 - a.from)
	return max(a.at+time.Duration(math.Ceil(share*float64(a.total-a.at))), pos)
}
