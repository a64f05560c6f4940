package mix

import (
	"math"

	"github.com/faiface/beep"
)

// The limiter leaves everything up to the knee as it is and bends the rest so
// that it comes near the ceiling and never reaches it.
const (
	ceiling = 0.8413951416 // -1.5 dBFS, so that the peaks between samples stay below -1
	knee    = 0.5011872336 // -6 dBFS
)

// Limit is s, never louder than -1.5 dBFS. What is not a number becomes silence,
// so that one bad frame cannot travel on to a pair of headphones.
type Limit struct{ s beep.Streamer }

// NewLimit returns s with a limit.
func NewLimit(s beep.Streamer) *Limit { return &Limit{s} }

// Stream streams s with the limit.
func (l *Limit) Stream(samples [][2]float64) (n int, ok bool) {
	n, ok = l.s.Stream(samples)
	for i := range samples[:n] {
		if f := samples[i]; f[0] <= knee && f[0] >= -knee && f[1] <= knee && f[1] >= -knee {
			continue // nearly always
		}
		samples[i][0] = limit(samples[i][0])
		samples[i][1] = limit(samples[i][1])
	}
	return n, ok
}

// Err returns the error of s.
func (l *Limit) Err() error { return l.s.Err() }

func limit(v float64) float64 {
	a := math.Abs(v)
	switch {
	case a <= knee:
		return v
	case math.IsNaN(v):
		return 0
	}
	return math.Copysign(knee+(ceiling-knee)*math.Tanh((a-knee)/(ceiling-knee)), v)
}
