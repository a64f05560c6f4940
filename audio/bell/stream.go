package bell

import "math"

const (
	cullEvery = 512   // frames
	inaudible = 1e-10 // -100 dBFS, squared: below the last bit of 16, and no more than the noise of one
	longest   = 128   // frames made at a time
	together  = 4     // partials made at a time
)

// Stream fills samples with what rings. It always fills all of them.
func (b *Bell) Stream(samples [][2]float64) (n int, ok bool) {
	n = len(samples)
	clear(samples)
	for len(samples) > 0 && b.live > 0 {
		part := min(len(samples), longest, b.until)
		b.ring(samples[:part])
		samples = samples[part:]
		if b.until -= part; b.until == 0 {
			b.cull()
			b.until = cullEvery
		}
	}
	return n, true
}

// ring adds the sound of all partials to out, four at a time: resonators side
// by side fill the time that one spends waiting for its own last sample.
func (b *Bell) ring(out [][2]float64) {
	force := b.force(len(out))
	for i := 0; i < b.live; i += together {
		four := (*[together]partial)(b.ringing[i:])
		if force != nil {
			pushFour(four, out, force)
		} else {
			freeFour(four, out)
		}
	}
}

// force returns what the mallets do in the next n frames, a frame late because
// it is heard a frame after it is done, and nil when none touches.
func (b *Bell) force(n int) []float64 {
	if !b.touched() {
		return nil
	}
	f := b.pressure[:n]
	clear(f)
	for i := range b.pushes {
		p := &b.pushes[i]
		for k := 0; k < n && p.at < p.n; k++ {
			f[k] += p.amp * math.Sin(p.angle*float64(max(p.at-1, 0)))
			p.at++
		}
	}
	return f
}

// touched reports whether a mallet touches.
func (b *Bell) touched() bool {
	for i := range b.pushes {
		if b.pushes[i].at < b.pushes[i].n {
			return true
		}
	}
	return false
}

// freeFour is the kernel. Every product is rounded by itself, here and in
// pushFour, so that no machine fuses it with a sum: the two, and all machines,
// then agree to the last bit.
func freeFour(four *[together]partial, out [][2]float64) {
	p, q, u, v := &four[0], &four[1], &four[2], &four[3]
	p0, p1, q0, q1 := p.now, p.before, q.now, q.before
	u0, u1, v0, v1 := u.now, u.before, v.now, v.before
	for k := range out {
		p0, p1 = float64(p.c.twice*p0)-float64(p.c.square*p1), p0
		q0, q1 = float64(q.c.twice*q0)-float64(q.c.square*q1), q0
		u0, u1 = float64(u.c.twice*u0)-float64(u.c.square*u1), u0
		v0, v1 = float64(v.c.twice*v0)-float64(v.c.square*v1), v0
		s := &out[k]
		s[0] += (float64(p0*p.l) + float64(q0*q.l)) + (float64(u0*u.l) + float64(v0*v.l))
		s[1] += (float64(p0*p.r) + float64(q0*q.r)) + (float64(u0*u.r) + float64(v0*v.r))
	}
	p.now, p.before, q.now, q.before = p0, p1, q0, q1
	u.now, u.before, v.now, v.before = u0, u1, v0, v1
}

// pushFour is the same while a mallet touches.
func pushFour(four *[together]partial, out [][2]float64, force []float64) {
	p, q, u, v := &four[0], &four[1], &four[2], &four[3]
	for k, f := range force {
		for i := range four {
			x := &four[i]
			x.now, x.before = float64(x.c.twice*x.now)-float64(x.c.square*x.before)+float64(x.c.im*f), x.now
		}
		s := &out[k]
		s[0] += (float64(p.now*p.l) + float64(q.now*q.l)) + (float64(u.now*u.l) + float64(v.now*v.l))
		s[1] += (float64(p.now*p.r) + float64(q.now*q.r)) + (float64(u.now*u.r) + float64(v.now*v.r))
	}
}

// cull drops what is no longer heard, so that a tail costs less and less and
// ends. Nothing is dropped while a mallet touches.
func (b *Bell) cull() {
	if b.touched() {
		return
	}
	for i := 0; i < b.live; {
		p := &b.ringing[i]
		if other := p.other(); (p.now*p.now+other*other)*p.loudness >= inaudible {
			i++
			continue
		}
		b.live--
		b.ringing[i] = b.ringing[b.live]
		b.ringing[b.live] = partial{}
	}
}
