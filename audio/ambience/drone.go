package ambience

import "math"

// drone is a singing bowl as it sings under the stick: its modes swell one
// after another, and each beats, because a bowl is never quite round.
type drone struct{ modes [5]mode }

// mode is one mode: two tones a little apart.
type mode struct {
	swell        wander
	gain, now    float64
	strong, weak phasor
	l, r         [2]float64 // of the strong and the weak
}

// phasor is a tone.
type phasor struct{ re, im, c, s float64 }

func newPhasor(rnd *random, hz float64) phasor {
	w, at := 2*math.Pi*hz/Rate, 2*math.Pi*rnd.unit()
	return phasor{math.Cos(at), math.Sin(at), math.Cos(w), math.Sin(w)}
}

// steady takes away what rounding has done to its length.
func (p *phasor) steady() {
	by := 1.5 - 0.5*(p.re*p.re+p.im*p.im)
	p.re *= by
	p.im *= by
}

// fundamental is the lowest tone of the bowl in Hz: a bowl of about 25 cm.
const fundamental = 110.0

// newDrone uses the ratios of a bowl of 180 mm in the appendix "Modal Frequency
// Ratios" of the Csound manual; gains, splits and swells are chosen.
func newDrone(rnd *random) sound {
	d := &drone{}
	for i, m := range []struct{ ratio, gain, split, pan float64 }{
		{1, 1, 0.23, 0.08},
		{2.778, 0.55, 0.41, -0.2},
		{5.181, 0.2, 0.67, 0.25},
		{8.163, 0.06, 0.9, -0.3},
		{11.661, 0.018, 1.3, 0.3},
	} {
		hz, split := m.ratio*fundamental, m.split*rnd.between(0.85, 1.15)
		o := mode{gain: m.gain, swell: newWander(rnd, 0.45, 1, 5, 11)}
		o.strong, o.weak = newPhasor(rnd, hz-split/2), newPhasor(rnd, hz+split/2)
		near, far := (m.pan+1)*math.Pi/4, (1-m.pan)*math.Pi/4
		o.l = [2]float64{0.72 * math.Cos(near), 0.28 * math.Cos(far)}
		o.r = [2]float64{0.72 * math.Sin(near), 0.28 * math.Sin(far)}
		o.now = o.gain * o.swell.next()
		d.modes[i] = o
	}
	return d
}

func (d *drone) next(l, r *run) {
	clear(l[:])
	clear(r[:])
	for i := range d.modes {
		d.modes[i].add(l, r)
	}
}

func (m *mode) add(left, right *run) {
	g, to := m.now, m.gain*m.swell.next()
	step := (to - g) / block
	a, b := m.strong, m.weak
	for i := range left {
		u, v := a.im*g, b.im*g
		left[i] += u*m.l[0] + v*m.l[1]
		right[i] += u*m.r[0] + v*m.r[1]
		a.re, a.im = a.re*a.c-a.im*a.s, a.re*a.s+a.im*a.c
		b.re, b.im = b.re*b.c-b.im*b.s, b.re*b.s+b.im*b.c
		g += step
	}
	a.steady()
	b.steady()
	m.strong, m.weak, m.now = a, b, to
}
