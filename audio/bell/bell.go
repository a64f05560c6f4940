// Package bell is the sound of a struck bell, bowl or block, made from data.
//
// A Bell is a bank of resonators, one for each mode and two for a mode whose
// halves beat, and as many again for one that blooms; a stroke is the push of the mallet, half a sine as long as it
// touches. So a sound starts at zero and without a step, a soft mallet makes a
// dark sound, and a bell that is struck again goes on ringing beneath: the
// state of the resonators is all there is of it. Its peak is the same for
// every mallet, set by the velocity alone.
//
// It is a beep.Streamer that never ends: silence when nothing rings, at no
// cost. Stream and Strike neither allocate, lock nor wait, and the samples do
// not depend on the lengths in which they are asked for. One goroutine only.
//
// It is no model of a room and has no noise of the mallet.
package bell

import "math"

// Rate is the frames a second of a Bell.
const Rate = 48000

// Bell is one bell, ringing or not.
type Bell struct {
	spec     Spec
	modes    []partial // as they are at rest
	ringing  []partial // the first live of them, the rest being zero; order is of no meaning
	live     int
	spare    []partial // for finding peaks
	pushes   [4]push
	pressure [longest]float64 // room for their force
	until    int              // frames until the next look for what has died away
	peaks    [2][steps + 1]float64
}

// partial is a resonator of two poles, c and its mirror. What it will do is in
// its last two samples alone; a force f heard a frame later is added to them as
// the imaginary part of c times f.
type partial struct {
	now, before float64 // the last sample and the one before it
	c           pole
	l, r        float64
	index       int  // in modes
	free, half  pole // c of the free bell and of the muffled one
	loudness    float64
}

// pole is where a resonator rings: re and im are those of decay and turn in a
// frame, twice is 2·re, and square the square of its length.
type pole struct{ twice, square, re, im float64 }

// push is a mallet touching the bell.
type push struct {
	amp   float64
	angle float64 // radians a frame
	at, n int     // of n frames, the first of them before it touches
}

// New returns a bell at rest.
func New(s Spec) *Bell {
	b := &Bell{spec: s}
	for _, m := range s.Modes {
		b.modes = append(b.modes, s.partials(m)...)
	}
	for i := range b.modes {
		b.modes[i].index = i
	}
	room := (len(b.modes) + together - 1) / together * together
	b.ringing, b.spare = make([]partial, room), make([]partial, room)
	b.peak(steps, false)
	b.peak(steps, true)
	return b
}

// The halves of a doublet are unequal, because equal ones null out completely.
const (
	strongHalf = 0.75
	weakHalf   = 0.25
)

func (s Spec) partials(m Mode) []partial {
	hz, gain := m.Ratio*s.Base, decibels(m.Gain)
	if m.Split == 0 {
		return s.addHalf(nil, m, hz, gain, m.Pan)
	}
	all := s.addHalf(nil, m, hz-m.Split/2, gain*strongHalf, m.Pan)
	return s.addHalf(all, m, hz+m.Split/2, gain*weakHalf, -m.Pan)
}

// addHalf adds to all one half of a mode. One that blooms has a second partial
// against it, of the same pitch, that dies away within the bloom: together they
// begin at nothing and rise to the first.
func (s Spec) addHalf(all []partial, m Mode, hz, gain, pan float64) []partial {
	all = append(all, s.partial(hz, m.T60, min(m.T60, s.Half.T60), gain, pan))
	if m.Bloom == 0 {
		return all
	}
	gone := m.Bloom * 60 / -bloomed
	return append(all, s.partial(hz, both(m.T60, gone), both(min(m.T60, s.Half.T60), gone), -gain, pan))
}

// bloomed is how far the counterpart has fallen when a mode has bloomed, in
// dB: to 5 %.
const bloomed = -26.0

// both is the T60 of what decays by two causes at once.
func both(t60, other float64) float64 { return 1 / (1/t60 + 1/other) }

func (s Spec) partial(hz, free, muffled, gain, pan float64) partial {
	var p partial
	p.free, p.half = poleOf(hz, free), poleOf(hz, muffled)
	turn := (pan + 1) * math.Pi / 4
	p.l, p.r = gain*math.Cos(turn), gain*math.Sin(turn)
	p.loudness = max(p.l*p.l, p.r*p.r)
	return p
}

// poleOf returns the pole of hz that falls by 60 dB in t60.
func poleOf(hz, t60 float64) pole {
	r, w := decay(t60), 2*math.Pi*hz/Rate
	re, im := r*math.Cos(w), r*math.Sin(w)
	return pole{twice: 2 * re, square: r * r, re: re, im: im}
}

// other returns the part that is not heard, a quarter of a turn from what is.
func (p *partial) other() float64 {
	return (p.now*p.c.re - p.before*p.c.square) / p.c.im
}

// turn gives the resonator another pole. What it does goes on from there.
func (p *partial) turn(c pole) {
	if p.c.im != 0 {
		p.before = (p.now*c.re - p.other()*c.im) / c.square
	}
	p.c = c
}

func decay(t60 float64) float64 { return math.Pow(10, -3/(t60*Rate)) }

func decibels(db float64) float64 { return math.Pow(10, db/20) }

// steps is how finely velocities are told apart.
const steps = 32

// Strike strikes the bell at the next frame. velocity is 0 to 1 and sets the
// peak and, as a harder stroke touches for a shorter time, the colour. gain is
// in dB, 0 or less. A half stroke stays on the bell and damps what rings, until
// the next full one. The first stroke of each of 32 velocities takes the time
// of finding its peak, a millisecond or a few.
func (b *Bell) Strike(velocity, gain float64, half bool) {
	step := int(math.Ceil(min(max(velocity, 0), 1) * steps))
	if step <= 0 || !(gain > -120) { // NaN too
		return
	}
	amp := decibels(b.spec.Level+min(gain, 0)) * float64(step) / steps / b.peak(step, half)
	if half {
		amp *= decibels(b.spec.Half.Level)
	}
	b.wake(half)
	slot := 0
	for i, p := range b.pushes {
		if p.n-p.at < b.pushes[slot].n-b.pushes[slot].at {
			slot = i
		}
	}
	b.pushes[slot] = b.push(amp, step, half)
}

// push returns the touch of a mallet. That contact goes with velocity to the
// power of -1/5 is Hertz's law for a sphere on a plane.
func (b *Bell) push(amp float64, step int, half bool) push {
	ms := b.spec.Mallet.Contact
	if half {
		ms = b.spec.Half.Contact
	}
	n := max(int(ms*math.Pow(float64(step)/steps, -0.2)*Rate/1000), 2)
	angle := math.Pi / float64(n)
	// The sum of the half sine, so that a push has the same impulse whatever
	// its length.
	return push{amp: amp * math.Tan(angle/2), angle: angle, n: n + 1}
}

// wake brings every partial back into the ringing ones, at rest where it had
// died away.
func (b *Bell) wake(half bool) {
	for i := range b.modes {
		if !b.rings(i) {
			b.ringing[b.live] = b.modes[i]
			b.live++
		}
	}
	for i := range b.ringing[:b.live] {
		p := &b.ringing[i]
		if half {
			p.turn(p.half)
		} else {
			p.turn(p.free)
		}
	}
	b.until = cullEvery
}

func (b *Bell) rings(index int) bool {
	for _, p := range b.ringing[:b.live] {
		if p.index == index {
			return true
		}
	}
	return false
}

// peak returns the peak of a stroke of unit impulse. It is found by ringing
// the bell unheard, once for each velocity.
func (b *Bell) peak(step int, half bool) float64 {
	memo := &b.peaks[0][step]
	if half {
		memo = &b.peaks[1][step]
	}
	if *memo == 0 {
		*memo = b.findPeak(step, half)
	}
	return *memo
}

func (b *Bell) findPeak(step int, half bool) float64 {
	within := Rate / 4 // later all modes have only fallen
	for _, m := range b.spec.Modes {
		within = max(within, Rate/4+int(m.Bloom*Rate))
	}
	clear(b.spare)
	quiet := Bell{spec: b.spec, modes: b.modes, ringing: b.spare}
	quiet.wake(half)
	quiet.pushes[0] = quiet.push(1, step, half)
	var buf [256][2]float64
	top := 1e-9
	for range within / len(buf) {
		quiet.Stream(buf[:])
		for _, s := range buf {
			top = max(top, math.Abs(s[0]), math.Abs(s[1]))
		}
	}
	return top
}

// Quiet reports whether the bell is silent until it is struck.
func (b *Bell) Quiet() bool { return b.live == 0 }

// Still stops the bell at once.
func (b *Bell) Still() {
	b.live = 0
	clear(b.ringing)
	b.pushes = [4]push{}
}

// Err returns nil: a bell cannot fail.
func (b *Bell) Err() error { return nil }
