package ambience

import "math"

// ocean is three swells on a beach, each with its own side and size. A swell
// opens a low-pass as it grows; where it breaks there is foam.
type ocean struct {
	deep         brown
	swells       [3]swell
	partL, partR run
	spray        random
	fine         low
}

// swell is one train of waves.
type swell struct {
	rnd      random
	noise    random
	size     float64
	l, r     float64 // how much of it is on each side
	at, n    int     // of n blocks from trough to trough
	long     bool    // longer waves follow shorter ones
	height   float64
	loudness float64 // at the end of the last block
	foam     float64 // likewise
	first    low
	second   low
}

func newOcean(rnd *random) sound {
	o := &ocean{deep: brown{rnd: rnd.split()}, spray: rnd.split()}
	for i, s := range []struct{ size, pan float64 }{{1, -0.15}, {0.92, 0.45}, {0.8, -0.6}} {
		at := (s.pan + 1) * math.Pi / 4
		w := swell{rnd: rnd.split(), noise: rnd.split(), size: s.size, l: math.Cos(at), r: math.Sin(at)}
		w.long = w.rnd.next()&1 == 0
		w.begin()
		w.at = int(math.Mod(float64(i)/3+0.3*w.rnd.unit(), 1) * float64(w.n))
		o.swells[i] = w
	}
	return o
}

func (s *swell) begin() {
	s.long = !s.long
	seconds := s.rnd.between(8, 11)
	if s.long {
		seconds += 3
	}
	s.at, s.n = 0, int(seconds*Rate/block)
	s.height = s.rnd.between(0.88, 1)
}

// crest is when in its time a swell breaks.
const crest = 0.5

// move moves a swell by a block and returns how far up it is, and how much
// foam there is, from 0 to 1.
func (s *swell) move() (up, foam float64) {
	if s.at == s.n {
		s.begin()
	}
	s.at++
	x := float64(s.at) / float64(s.n)
	if x < crest {
		up = 0.5 - 0.5*math.Cos(math.Pi*x/crest)
		up *= up
	} else {
		up = 0.5 + 0.5*math.Cos(math.Pi*(x-crest)/(1-crest))
	}
	const breaks, spent = crest - 0.1, 0.2
	if x > breaks {
		foam = (x - breaks) / (1 - breaks) / spent
		foam *= math.Exp(1 - foam)
		foam *= foam * (1 - (x-breaks)/(1-breaks))
	}
	return up * s.height, foam * s.height
}

func (o *ocean) next(l, r *run) {
	o.deep.next(l, r) // the sea behind the waves
	for i := range l {
		l[i] *= 0.1
		r[i] *= 0.1
	}
	var from, to [2]float64 // of the foam, on each side
	for i := range o.swells {
		s := &o.swells[i]
		from[0], from[1] = from[0]+s.foam*s.l, from[1]+s.foam*s.r
		s.noise.white(&o.partL, &o.partR)
		s.add(l, r, &o.partL, &o.partR)
		to[0], to[1] = to[0]+s.foam*s.l, to[1]+s.foam*s.r
	}
	o.spray.white(&o.partL, &o.partR)
	o.fine.pass(&o.partL, &o.partR, 3500)
	stepL, stepR := (to[0]-from[0])/block, (to[1]-from[1])/block
	for i := range l {
		l[i] += o.partL[i] * from[0]
		r[i] += o.partR[i] * from[1]
		from[0] += stepL
		from[1] += stepR
	}
}

// add moves a swell by a block and adds it: noise through two low-passes of one
// pole, one of them the higher the louder.
func (s *swell) add(sumL, sumR, partL, partR *run) {
	up, foam := s.move()
	to := s.size * (0.05 + 0.95*up)
	s.foam = 0.09 * s.size * s.size * (0.04 + foam)
	keep, keep2 := coefficient(280), coefficient(160*math.Pow(16, up*(0.6+0.4*s.size)))
	take, take2 := 1-keep, 1-keep2
	g, step := s.loudness, (to-s.loudness)/block
	a, b, l, r := s.first, s.second, s.l, s.r
	for i := range sumL {
		a.l = a.l*keep + partL[i]*take
		a.r = a.r*keep + partR[i]*take
		b.l = b.l*keep2 + a.l*take2
		b.r = b.r*keep2 + a.r*take2
		sumL[i] += b.l * g * l
		sumR[i] += b.r * g * r
		g += step
	}
	s.first, s.second, s.loudness = a, b, to
}
