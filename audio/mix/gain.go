package mix

import (
	"math"

	"github.com/faiface/beep"
)

// Gain is a streamer with a gain that moves without a step.
type Gain struct {
	s        beep.Streamer
	now      float64
	from, to float64
	at, n    int // of n frames of a ramp
}

// NewGain returns s at gain g.
func NewGain(s beep.Streamer, g float64) *Gain {
	return &Gain{s: s, now: g, from: g, to: g}
}

// Ramp moves the gain to g within n frames, along half a cosine; n of 0 sets
// it. A ramp under way turns towards g from where it is.
func (g *Gain) Ramp(to float64, n int) {
	if math.IsNaN(to) {
		return
	}
	g.from, g.to, g.at, g.n = g.now, to, 0, n
	if n <= 0 {
		g.now, g.n = to, 0
	}
}

// Level returns the gain of the next frame.
func (g *Gain) Level() float64 { return g.now }

// Target returns where the ramp under way leads.
func (g *Gain) Target() float64 { return g.to }

// Stream streams s with the gain.
func (g *Gain) Stream(samples [][2]float64) (n int, ok bool) {
	n, ok = g.s.Stream(samples)
	rest := samples[:n]
	for g.at < g.n && len(rest) > 0 {
		g.at++
		turn := 0.5 - 0.5*math.Cos(math.Pi*float64(g.at)/float64(g.n))
		g.now = g.from + (g.to-g.from)*turn
		rest[0][0] *= g.now
		rest[0][1] *= g.now
		rest = rest[1:]
	}
	if now := g.now; now != 1 {
		for i := range rest {
			rest[i][0] *= now
			rest[i][1] *= now
		}
	}
	return n, ok
}

// Err returns the error of s.
func (g *Gain) Err() error { return g.s.Err() }
