package bell

import "math"

const (
	cullEvery = 512   // frames
	inaudible = 1e-12 // -120 dBFS, squared
	longest   = 128   // frames made at a time
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

// ring adds the sound of all partials to out, in pairs: two resonators side by
// side fill the time that one spends waiting for its own last sample.
func (b *Bell) ring(out [][2]float64) {
	var force [longest]float64
	pushed := b.force(force[:len(out)])
	i := 0
	for ; i+1 < b.live; i += 2 {
		p, q := &b.ringing[i], &b.ringing[i+1]
		if pushed {
			pushPair(p, q, out, force[:len(out)])
		} else {
			freePair(p, q, out)
		}
	}
	if i < b.live {
		pushOne(&b.ringing[i], out, force[:len(out)])
	}
}

// force writes what the mallets do and reports whether any touches.
func (b *Bell) force(f []float64) (touched bool) {
	for i := range b.pushes {
		p := &b.pushes[i]
		for k := 0; k < len(f) && p.at < p.n; k++ {
			touched = true
			f[k] += p.amp * math.Sin(p.angle*float64(p.at))
			p.at++
		}
	}
	return touched
}

func freePair(p, q *partial, out [][2]float64) {
	pr, pi, pcr, pci, pl, pR := p.re, p.im, p.cr, p.ci, p.l, p.r
	qr, qi, qcr, qci, ql, qR := q.re, q.im, q.cr, q.ci, q.l, q.r
	for k := range out {
		pr, pi = float64(pr*pcr)-float64(pi*pci), float64(pr*pci)+float64(pi*pcr)
		qr, qi = float64(qr*qcr)-float64(qi*qci), float64(qr*qci)+float64(qi*qcr)
		s := &out[k]
		s[0] += float64(pi*pl) + float64(qi*ql)
		s[1] += float64(pi*pR) + float64(qi*qR)
	}
	p.re, p.im = pr, pi
	q.re, q.im = qr, qi
}

func pushPair(p, q *partial, out [][2]float64, force []float64) {
	for k, f := range force {
		p.turn(f)
		q.turn(f)
		out[k][0] += float64(p.im*p.l) + float64(q.im*q.l)
		out[k][1] += float64(p.im*p.r) + float64(q.im*q.r)
	}
}

func pushOne(p *partial, out [][2]float64, force []float64) {
	for k, f := range force {
		p.turn(f)
		out[k][0] += float64(p.im * p.l)
		out[k][1] += float64(p.im * p.r)
	}
}

// turn moves the resonator by a frame. Every product is rounded by itself, here
// and in freePair, so that no machine fuses it with a sum: the two kernels, and
// all machines, then agree to the last bit.
func (p *partial) turn(f float64) {
	re, im := p.re, p.im
	p.re = float64(re*p.cr) - float64(im*p.ci) + f
	p.im = float64(re*p.ci) + float64(im*p.cr)
}

// cull drops what is no longer heard, so that a tail costs less and less and
// ends. Nothing is dropped while a mallet touches.
func (b *Bell) cull() {
	for _, p := range b.pushes {
		if p.at < p.n {
			return
		}
	}
	for i := 0; i < b.live; {
		p := &b.ringing[i]
		if (p.re*p.re+p.im*p.im)*p.loudness >= inaudible {
			i++
			continue
		}
		b.live--
		b.ringing[i] = b.ringing[b.live]
	}
}
