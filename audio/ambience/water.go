package ambience

import "math"

// rain is a band of noise from many drops far away, a low rush beneath, and
// drops close by.
type rain struct {
	noise      random
	top, floor low
	low        brown
	lowL, lowR run
	near       poisson
	big        poisson
	drops      drops
}

func newRain(rnd *random) sound {
	return &rain{noise: rnd.split(), low: brown{rnd: rnd.split()}, near: newPoisson(rnd, 170), big: newPoisson(rnd, 7)}
}

func (q *rain) next(l, r *run) {
	q.noise.white(l, r)
	q.top.pass(l, r, 3200)
	q.floor.cut(l, r, 500)
	q.low.next(&q.lowL, &q.lowR)
	add(l, r, &q.lowL, &q.lowR, 0.16)
	for at, ok := q.near.next(); ok; at, ok = q.near.next() {
		q.drops.fall(tick(&q.near.rnd), at)
	}
	for at, ok := q.big.next(); ok; at, ok = q.big.next() {
		b := bubble(&q.big.rnd, 2.5, 5)
		b.amp *= 0.55
		q.drops.fall(b, at)
	}
	q.drops.add(l, r)
}

// tick is a drop that hits something hard: high, short, seldom loud.
func tick(rnd *random) tone {
	near := rnd.unit()
	return tone{
		hz: 1800 * math.Pow(4.2, rnd.unit()), fall: rnd.between(250, 900), onset: 0.0002,
		amp: 0.15 + 1.1*near*near*near*near, pan: rnd.between(-1, 1), behind: rnd.next()&1 == 0,
	}
}

// bubble is a bubble of air in water with a radius between two, in mm; small
// ones are more. Pitch, decay and the rise as it comes to the surface are those
// of K. van den Doel, "Physically based models for liquid sounds", ACM
// Transactions on Applied Perception 2 (2005): 3/r Hz, 0.13/r + 0.0072/r^1.5
// a second, and a rise in proportion to the decay.
func bubble(rnd *random, small, large float64) tone {
	u := rnd.unit()
	mm := small * math.Pow(large/small, u*u)
	r := mm / 1000
	fall := 0.13/r + 0.0072*math.Pow(r, -1.5)
	return tone{
		hz: 3 / r, fall: fall, onset: 0.0012, climb: fall * rnd.between(0.01, 0.16),
		amp: math.Pow(rnd.unit(), 1.5), pan: rnd.between(-1, 1), behind: rnd.next()&1 == 0,
	}
}

// brook is water over stones: bubbles, and the rush they make together.
type brook struct {
	pink         pink
	body, bright band
	rushL, rushR run
	small, large poisson
	drops        drops
}

func newBrook(rnd *random) sound {
	return &brook{pink: pinkNoise(rnd), small: newPoisson(rnd, 110), large: newPoisson(rnd, 22)}
}

func (q *brook) next(l, r *run) {
	q.pink.next(&q.rushL, &q.rushR)
	clear(l[:])
	clear(r[:])
	q.body.add(l, r, &q.rushL, &q.rushR, 520, 0.6, 0.14, 0.14)
	q.bright.add(l, r, &q.rushL, &q.rushR, 2400, 0.5, 0.22, 0.22)
	for at, ok := q.small.next(); ok; at, ok = q.small.next() {
		q.drops.fall(bubble(&q.small.rnd, 0.9, 3), at)
	}
	for at, ok := q.large.next(); ok; at, ok = q.large.next() {
		q.drops.fall(bubble(&q.large.rnd, 2.8, 6.5), at)
	}
	q.drops.add(l, r)
}
