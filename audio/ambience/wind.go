package ambience

import "math"

// wind is noise in three bands that wander, and rise and fall together with
// the gusts: the higher, the more.
type wind struct {
	pink       pink
	airL, airR run
	gust       wander
	bands      [3]gustBand
	ground     low
}

// gustBand is one of the bands.
type gustBand struct {
	band    band
	hz      wander
	quality float64
	gain    float64
	keen    float64 // how much more than the gust it moves
	now     float64
}

func newWind(rnd *random) sound {
	w := &wind{pink: pinkNoise(rnd), gust: newWander(rnd, 0.3, 1, 2, 5.5)}
	for i, b := range []struct{ low, high, quality, gain, keen float64 }{
		{150, 330, 1.2, 1, 1},
		{320, 760, 2.2, 0.9, 1.5},
		{700, 1500, 3.5, 0.6, 2.2},
	} {
		w.bands[i] = gustBand{hz: newWander(rnd, math.Log(b.low), math.Log(b.high), 1.5, 5), quality: b.quality, gain: b.gain, keen: b.keen}
	}
	return w
}

func (w *wind) next(l, r *run) {
	w.pink.next(&w.airL, &w.airR)
	*l, *r = w.airL, w.airR
	w.ground.pass(l, r, 120)
	for i := range l {
		l[i] *= 0.35
		r[i] *= 0.35
	}
	gust := w.gust.next()
	for i := range w.bands {
		b := &w.bands[i]
		to := b.gain * math.Pow(gust, b.keen)
		b.band.add(l, r, &w.airL, &w.airR, math.Exp(b.hz.next()), b.quality, b.now, to)
		b.now = to
	}
}
