package ambience

import "math"

// night is a few crickets, each at its place, before a faint bed of air.
type night struct {
	pink     pink
	far      low
	crickets [5]cricket
}

// cricket chirps: a few pulses of a high tone, a pause, and again; after a
// while it rests. Rates and pitches are those of field crickets (three to five
// pulses of some 15 ms a chirp, 4 to 5 kHz) and of one tree cricket, who trills
// at 3 kHz without a pause.
type cricket struct {
	rnd    random
	hz     float64
	pulse  int     // frames of a pulse
	pace   int     // frames from pulse to pulse
	few    int     // pulses of a chirp, at least
	many   int     // and at most
	chirp  float64 // seconds from chirp to chirp
	song   float64 // seconds that it sings, at most
	warm   float64 // pulses until it is as loud as it gets
	cool   float64 // and in which it becomes silent
	l, r   float64
	wait   int     // frames to the next pulse
	begun  int     // frame of this chirp
	left   int     // pulses of this chirp
	sung   int     // likewise
	force  float64 // of this pulse, 0 to 1
	sings  int     // frames until it rests
	at     int     // frames of this pulse gone
	re, im float64
	c, s   float64 // turn of the tone
	er, ei float64 // turn of the pulse's shape
	ec, es float64
}

func newNight(rnd *random) sound {
	n := &night{pink: pinkNoise(rnd)}
	for i, k := range []struct{ low, high, level, pan, chirp float64 }{
		{4250, 4450, 1, -0.35, 0.62},
		{4650, 4850, 0.75, 0.5, 0.85},
		{3900, 4050, 0.45, 0.85, 0.48},
		{5000, 5300, 0.35, -0.8, 1.15},
	} {
		n.crickets[i] = newCricket(rnd, rnd.between(k.low, k.high), k.level, k.pan+rnd.between(-0.1, 0.1), k.chirp*rnd.between(0.9, 1.1))
	}
	n.crickets[4] = newTreeCricket(rnd)
	return n
}

func newCricket(rnd *random, hz, level, pan, chirp float64) cricket {
	c := cricket{rnd: rnd.split(), hz: hz, chirp: chirp, few: 3, many: 4, warm: 2.5, cool: 1, song: 30}
	c.pace = int(c.rnd.between(0.030, 0.036) * Rate)
	c.pulse = int(float64(c.pace) * c.rnd.between(0.5, 0.6))
	seldom := chirp * Rate / float64(c.pulse) // what sings less is louder
	c.place(level*math.Sqrt(seldom/40), pan)
	return c
}

func newTreeCricket(rnd *random) cricket {
	c := cricket{rnd: rnd.split(), hz: rnd.between(2900, 3100), few: 500, many: 900, warm: 90, cool: 90, song: 40}
	c.pace = int(c.rnd.between(0.021, 0.024) * Rate)
	c.pulse = c.pace * 7 / 10
	c.chirp = 0.4
	c.place(0.12, c.rnd.between(-0.2, 0.2))
	return c
}

// place gives it its side, and begins in the middle of its song.
func (c *cricket) place(level, pan float64) {
	at := (pan + 1) * math.Pi / 4
	c.l, c.r = level*math.Cos(at), level*math.Sin(at)
	turn := 2 * math.Pi / float64(c.pulse)
	c.ec, c.es = math.Cos(turn), math.Sin(turn)
	c.wait = int(c.chirp * c.rnd.unit() * Rate)
	c.sings = int(c.song * c.rnd.between(0.3, 1) * Rate)
	c.at = c.pulse
}

func (n *night) next(l, r *run) {
	n.pink.next(l, r)
	n.far.pass(l, r, 900)
	for i := range l {
		l[i] *= 0.03
		r[i] *= 0.03
	}
	for i := range n.crickets {
		n.crickets[i].add(l, r)
	}
}

// add adds the next block of a cricket.
func (c *cricket) add(l, r *run) {
	for i := 0; i < block; {
		if c.wait > 0 {
			n := min(c.wait, block-i)
			c.wait -= n
			i += n
			continue
		}
		if c.at == c.pulse {
			c.begin()
		}
		n := min(c.pulse-c.at, block-i)
		c.sound(l[i:i+n], r[i:i+n])
		c.at += n
		i += n
		if c.at == c.pulse {
			c.rest()
		}
	}
}

// begin begins a pulse.
func (c *cricket) begin() {
	if c.left == 0 {
		c.left = c.few + int(c.rnd.unit()*float64(c.many-c.few+1))
		c.sung = 0
	}
	c.force = min(1, float64(c.sung+1)/c.warm, float64(c.left)/c.cool) * c.rnd.between(0.93, 1)
	w := 2 * math.Pi * c.hz * c.rnd.between(0.998, 1.002) / Rate
	c.c, c.s = math.Cos(w), math.Sin(w)
	c.re, c.im, c.er, c.ei, c.at = 1, 0, 1, 0, 0
}

// rest finds when the next pulse is.
func (c *cricket) rest() {
	c.left--
	c.sung++
	c.wait = c.pace - c.pulse
	c.begun += c.pace
	if c.left > 0 {
		return
	}
	period := int(c.chirp * c.rnd.between(0.88, 1.12) * Rate)
	c.wait = max(period-c.begun, c.pace)
	c.sings -= c.begun + c.wait
	c.begun = 0
	if c.sings < 0 {
		c.wait += int(c.rnd.between(1.5, 4) * Rate)
		c.sings = int(c.song * c.rnd.between(0.3, 1) * Rate)
	}
}

func (c *cricket) sound(l, r []float64) {
	re, im, er, ei := c.re, c.im, c.er, c.ei
	toLeft, toRight := c.l*c.force, c.r*c.force
	r = r[:len(l)]
	for i := range l {
		v := im * (0.5 - 0.5*er)
		l[i] += v * toLeft
		r[i] += v * toRight
		re, im = re*c.c-im*c.s, re*c.s+im*c.c
		er, ei = er*c.ec-ei*c.es, er*c.es+ei*c.ec
	}
	c.re, c.im, c.er, c.ei = re, im, er, ei
}
