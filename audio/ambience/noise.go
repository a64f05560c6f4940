package ambience

import "math"

// random is a generator of random numbers: Sebastiano Vigna's splitmix64,
// which passes the usual tests, and whose draws do not wait for each other.
type random uint64

func (r *random) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	return mixed(uint64(*r))
}

func mixed(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// split returns a generator of its own for a part of a sound.
func (r *random) split() random { return random(r.next()) }

// unit returns a number from 0 to below 1.
func (r *random) unit() float64 { return float64(r.next()>>11) / (1 << 53) }

// between returns a number from low to high.
func (r *random) between(low, high float64) float64 { return low + (high-low)*r.unit() }

// wait returns how many frames pass before what happens so many times a second
// happens next, at least one: the distances of a Poisson process.
func (r *random) wait(aSecond float64) int {
	return 1 + int(-math.Log(1-r.unit())*Rate/aSecond)
}

// white fills both sides with independent white noise between -1 and 1.
func (r *random) white(left, right *run) {
	const one = 1.0 / (1 << 31)
	state := uint64(*r)
	for i := range left {
		state += 0x9e3779b97f4a7c15
		z := mixed(state)
		left[i] = float64(int32(z)) * one
		right[i] = float64(int32(z>>32)) * one
	}
	*r = random(state)
}

// coefficient returns how much a low-pass of one pole keeps from frame to
// frame when its corner is at hz.
func coefficient(hz float64) float64 { return math.Exp(-2 * math.Pi * hz / Rate) }

// low is a low-pass of one pole, 6 dB an octave, for both sides.
type low struct{ l, r float64 }

// pass filters both sides with the corner at hz.
func (f *low) pass(left, right *run, hz float64) {
	keep := coefficient(hz)
	take := 1 - keep
	l, r := f.l, f.r
	for i := range left {
		l = l*keep + left[i]*take
		r = r*keep + right[i]*take
		left[i], right[i] = l, r
	}
	f.l, f.r = l, r
}

// cut takes away what lies below hz.
func (f *low) cut(left, right *run, hz float64) {
	keep := coefficient(hz)
	take := 1 - keep
	l, r := f.l, f.r
	for i := range left {
		l = l*keep + left[i]*take
		r = r*keep + right[i]*take
		left[i] -= l
		right[i] -= r
	}
	f.l, f.r = l, r
}

// band is a band-pass of two poles for both sides.
type band struct{ l, r memory }

// memory is the last two samples that went in and came out.
type memory struct{ in, in2, out, out2 float64 }

// add adds to the sums what is in a band around hz of the two sides, with a
// gain that moves from g to to. The filter is that of R. Bristow-Johnson's
// "Cookbook formulae for audio EQ biquad filter coefficients", constant 0 dB
// peak gain; it may be moved a little with each block.
func (b *band) add(sumL, sumR, left, right *run, hz, quality, g, to float64) {
	w := 2 * math.Pi * hz / Rate
	alpha := math.Sin(w) / (2 * quality)
	in := alpha / (1 + alpha)
	turn, fall := 2*math.Cos(w)/(1+alpha), (1-alpha)/(1+alpha)
	step := (to - g) / block
	l, r := b.l, b.r
	for i := range left {
		x, y := left[i], right[i]
		u := in*(x-l.in2) - fall*l.out2 + turn*l.out
		v := in*(y-r.in2) - fall*r.out2 + turn*r.out
		l.in2, l.in, l.out2, l.out = l.in, x, l.out, u
		r.in2, r.in, r.out2, r.out = r.in, y, r.out, v
		sumL[i] += u * g
		sumR[i] += v * g
		g += step
	}
	b.l, b.r = l, r
}

// wander is a value that goes up and down by turns, each time to another place
// and in another time, along half a cosine.
type wander struct {
	rnd       random
	low, high float64
	quick     float64 // seconds that a turn takes at least
	slow      float64 // and at most
	from, to  float64
	at, n     int // of n blocks
	up        bool
}

// newWander returns a wander between low and high, somewhere on its way.
func newWander(rnd *random, low, high, quick, slow float64) wander {
	w := wander{rnd: rnd.split(), low: low, high: high, quick: quick, slow: slow}
	w.up = w.rnd.next()&1 == 0
	w.to = w.rnd.between(low, high)
	w.turn()
	w.at = int(float64(w.n) * w.rnd.unit())
	return w
}

func (w *wander) turn() {
	third := (w.high - w.low) / 3
	w.from, w.up = w.to, !w.up
	if w.up {
		w.to = w.rnd.between(w.high-third, w.high)
	} else {
		w.to = w.rnd.between(w.low, w.low+third)
	}
	w.at, w.n = 0, int(w.rnd.between(w.quick, w.slow)*Rate/block)
}

// next returns the value at the next block.
func (w *wander) next() float64 {
	if w.at == w.n {
		w.turn()
	}
	w.at++
	return w.from + (w.to-w.from)*(0.5-0.5*math.Cos(math.Pi*float64(w.at)/float64(w.n)))
}

// add adds more to sum.
func add(sumL, sumR, left, right *run, gain float64) {
	for i := range sumL {
		sumL[i] += left[i] * gain
		sumR[i] += right[i] * gain
	}
}
