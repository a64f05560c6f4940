package ambience

import "math"

// drops are short tones that die away, each at its place between the sides.
type drops struct {
	all  [48]drop
	live int // the first of all
}

// drop is one of them, a phasor. The sides hear it a quarter of a turn apart:
// it has a place by its level, and leaves the sides independent.
type drop struct {
	re, im float64
	turn   [2]float64 // of a frame, with the decay
	rise   [2]float64 // of turn, a block
	swell  float64    // 0 to 1 as it begins
	onset  float64    // how fast
	l, r   float64
	wait   int // frames of this block before it begins
	left   int // frames
}

// tone is what a drop is made from.
type tone struct {
	hz, amp float64
	fall    float64 // 1/s: the amplitude is divided by e in 1/fall seconds
	onset   float64 // seconds
	climb   float64 // 1/s: how much of hz the pitch rises in a second
	pan     float64 // -1 left to 1 right
	behind  bool    // the right side is ahead, not the left
}

// silent is how far a drop falls before it is forgotten: to -60 dB.
const silent = 6.9

// fall adds a drop that begins after so many frames of the next block. When
// there are too many it is left out.
func (d *drops) fall(t tone, wait int) {
	if d.live == len(d.all) {
		return
	}
	w, r := 2*math.Pi*t.hz/Rate, math.Exp(-t.fall/Rate)
	w2 := w * t.climb * block / Rate
	at := (t.pan + 1) * math.Pi / 4
	p := drop{im: 0, re: t.amp, wait: wait, left: int(silent / t.fall * Rate)}
	p.turn = [2]float64{r * math.Cos(w), r * math.Sin(w)}
	p.rise = [2]float64{math.Cos(w2), math.Sin(w2)}
	p.onset = 1 - math.Exp(-1/(t.onset*Rate))
	p.l, p.r = math.Cos(at), math.Sin(at)
	if t.behind {
		p.r = -p.r
	}
	d.all[d.live] = p
	d.live++
}

// add adds the next block of all drops.
func (d *drops) add(l, r *run) {
	for i := 0; i < d.live; {
		p := &d.all[i]
		p.add(l, r)
		if p.left > 0 {
			i++
			continue
		}
		d.live--
		d.all[i] = d.all[d.live]
	}
}

func (p *drop) add(left, right *run) {
	re, im, swell := p.re, p.im, p.swell
	c, s, onset, l, r := p.turn[0], p.turn[1], p.onset, p.l, p.r
	for i := p.wait; i < block; i++ {
		left[i] += im * swell * l
		right[i] += re * swell * r
		re, im = re*c-im*s, re*s+im*c
		swell += (1 - swell) * onset
	}
	p.re, p.im, p.swell = re, im, swell
	p.left -= block - p.wait
	p.wait = 0
	p.turn[0], p.turn[1] = c*p.rise[0]-s*p.rise[1], c*p.rise[1]+s*p.rise[0]
}

// poisson tells when something happens that does so on the average so many
// times a second, at no rhythm.
type poisson struct {
	rnd     random
	aSecond float64
	due     int // frames
}

func newPoisson(rnd *random, aSecond float64) poisson {
	p := poisson{rnd: rnd.split(), aSecond: aSecond}
	p.due = p.rnd.wait(aSecond)
	return p
}

// next reports whether it happens once more in this block, and at which frame.
func (p *poisson) next() (at int, ok bool) {
	if p.due >= block {
		p.due -= block
		return 0, false
	}
	at = p.due
	p.due += p.rnd.wait(p.aSecond)
	return at, true
}
