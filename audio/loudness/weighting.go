package loudness

import "math"

// The standard gives its filter as coefficients at 48 000 frames a second. They
// are the bilinear transform of two analogue sections, whose figures follow
// from solving the tables of BS.1770-4 annex 1 for them; with these, any rate
// has the same response, and at 48 000 the tables come out again.
const (
	shelfFrequency = 1681.974450955533  // Hz
	shelfGain      = 3.999843853973347  // dB: a head that is a rigid ball
	shelfQ         = 0.7071752369554196 // of the shelf's poles
	shelfMiddle    = 0.4996667741545416 // share of the gain at the shelf's frequency
	lowFrequency   = 38.13547087602444  // Hz, of the high-pass
	lowQ           = 0.5003270373238773 // of the high-pass
)

// section is one filter of second order, a0 = 1.
type section struct{ b0, b1, b2, a1, a2 float64 }

// weighting is the K-weighting: the shelf, then the high-pass.
type weighting struct {
	shelf, low section
	sides      [2]memory
}

// memory is the state of both sections on one side.
type memory struct{ s1, s2, l1, l2 float64 }

func newWeighting(rate float64) weighting {
	return weighting{shelf: shelf(rate), low: highPass(rate)}
}

func shelf(rate float64) section {
	k := math.Tan(math.Pi * shelfFrequency / rate)
	high := math.Pow(10, shelfGain/20)
	middle := math.Pow(high, shelfMiddle)
	a0 := 1 + k/shelfQ + k*k
	return section{
		b0: (high + middle*k/shelfQ + k*k) / a0,
		b1: 2 * (k*k - high) / a0,
		b2: (high - middle*k/shelfQ + k*k) / a0,
		a1: 2 * (k*k - 1) / a0,
		a2: (1 - k/shelfQ + k*k) / a0,
	}
}

// highPass is the section called RLB. Its numerator is 1, -2, 1 in the
// standard, without a gain for the rate.
func highPass(rate float64) section {
	k := math.Tan(math.Pi * lowFrequency / rate)
	a0 := 1 + k/lowQ + k*k
	return section{b0: 1, b1: -2, b2: 1, a1: 2 * (k*k - 1) / a0, a2: (1 - k/lowQ + k*k) / a0}
}

// energy filters the frames and returns the sum of squares of both sides.
func (w *weighting) energy(frames [][2]float64) float64 {
	left, right := w.sides[0], w.sides[1]
	a, b := 0.0, 0.0
	for i := range frames {
		f := &frames[i]
		x := left.next(&w.shelf, &w.low, f[0])
		y := right.next(&w.shelf, &w.low, f[1])
		a += x * x
		b += y * y
	}
	w.sides = [2]memory{left, right}
	return a + b
}

func (m *memory) next(s, l *section, x float64) float64 {
	y := s.b0*x + m.s1
	m.s1 = s.b1*x - s.a1*y + m.s2
	m.s2 = s.b2*x - s.a2*y
	z := y + m.l1
	m.l1 = m.l2 - 2*y - l.a1*z
	m.l2 = y - l.a2*z
	return z
}

// settle empties what has died away: numbers too small to be normal are slow.
func (w *weighting) settle() {
	for i := range w.sides {
		m := &w.sides[i]
		if math.Abs(m.s1)+math.Abs(m.s2)+math.Abs(m.l1)+math.Abs(m.l2) < 1e-30 {
			*m = memory{}
		}
	}
}
