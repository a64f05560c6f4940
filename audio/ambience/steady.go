package ambience

import "math"

// brown is brown noise: 6 dB less an octave above its corner, and below it
// nothing that would move a loudspeaker for no sound.
type brown struct {
	rnd  random
	l, r rumble
}

// rumble integrates what it is given, and what it holds pulls it back to zero.
type rumble struct{ value, pull float64 }

// corner is where brown noise is at its strongest, in Hz.
const corner = 20.0

func newBrown(rnd *random) sound { return &brown{rnd: rnd.split()} }

func (b *brown) next(l, r *run) {
	b.rnd.white(l, r)
	b.low(l, r)
}

// low makes white noise brown.
func (b *brown) low(left, right *run) {
	const w = 2 * math.Pi * corner / Rate
	const keep, back, in = 1 - math.Sqrt2*w, w * w, 8 * w
	l, r := b.l, b.r
	for i := range left {
		was, other := l.value, r.value // so that pull and value need not wait for each other
		l.value = was*keep + (left[i]*in - l.pull)
		r.value = other*keep + (right[i]*in - r.pull)
		l.pull += was * back
		r.pull += other * back
		left[i], right[i] = l.value, r.value
	}
	b.l, b.r = l, r
}

// pink is pink noise: 3 dB less an octave, the same power in each. It is a sum
// of low-passes of one pole, two octaves apart, each with the power of its
// place, less one far below that takes away what nobody hears. From 50 Hz to
// 13 kHz it is within 0.7 dB of a straight line.
type pink struct {
	rnd    random
	l, r   [poles]float64
	keep   [poles]float64
	take   [poles]float64
	direct float64
}

const poles = 6

func newPink(rnd *random) sound {
	p := pinkNoise(rnd)
	return &p
}

func pinkNoise(rnd *random) pink {
	const inaudible, first, lift, direct = 2.0, 20.0, 1.3, 0.07
	p := pink{rnd: rnd.split(), direct: direct}
	all := direct
	hz := first
	for i := 1; i < poles; i++ {
		gain := math.Sqrt(100 / hz)
		if i == 1 {
			gain *= lift // there is none below it to help
		}
		p.keep[i] = coefficient(hz)
		p.take[i] = (1 - p.keep[i]) * gain
		all += gain
		hz *= 4
	}
	p.keep[0] = coefficient(inaudible)
	p.take[0] = (p.keep[0] - 1) * all
	return p
}

func (p *pink) next(l, r *run) {
	p.rnd.white(l, r)
	p.side(l, &p.l)
	p.side(r, &p.r)
}

func (p *pink) side(x *run, held *[poles]float64) {
	s, keep, take, direct := *held, p.keep, p.take, p.direct
	for i, v := range x {
		s[0] = s[0]*keep[0] + v*take[0]
		s[1] = s[1]*keep[1] + v*take[1]
		s[2] = s[2]*keep[2] + v*take[2]
		s[3] = s[3]*keep[3] + v*take[3]
		s[4] = s[4]*keep[4] + v*take[4]
		s[5] = s[5]*keep[5] + v*take[5]
		x[i] = (s[0] + s[1]) + (s[2] + s[3]) + (s[4] + s[5]) + v*direct
	}
	*held = s
}

// room is what is heard in a quiet room with the windows shut: pink noise
// behind a wall, and a breath of air.
type room struct {
	pink       pink
	floor      low
	wall       [2]low
	noise      random
	air        low
	airL, airR run
}

func newRoom(rnd *random) sound { return &room{pink: pinkNoise(rnd), noise: rnd.split()} }

func (q *room) next(l, r *run) {
	q.pink.next(l, r)
	q.floor.cut(l, r, 40)
	q.wall[0].pass(l, r, 260)
	q.wall[1].pass(l, r, 700)
	q.noise.white(&q.airL, &q.airR)
	q.air.pass(&q.airL, &q.airR, 2500)
	add(l, r, &q.airL, &q.airR, 0.02)
}
