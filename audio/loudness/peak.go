package loudness

import "math"

const (
	oversampling = 4
	reach        = 8                // samples on each side that a value between is made of
	window       = 2*reach + stride // samples looked at together
	stride       = 64               // new samples of them
)

// peaks finds the highest value of both sides. Values between samples are those
// of a windowed sinc; those at samples are the samples.
type peaks struct {
	kernel  [oversampling - 1][2 * reach]float64
	most    float64 // how much higher than its samples a value between can be
	buf     [2][window]float64
	n       int // samples in buf
	sample  float64
	between float64
}

func newPeaks() peaks {
	p := peaks{n: 2 * reach} // the past is silent
	for k := range p.kernel {
		at := float64(k+1) / oversampling // behind the sample in the middle
		gain, size := 0.0, 0.0
		for i := range p.kernel[k] {
			x := float64(i-(reach-1)) - at
			v := math.Sin(math.Pi*x) / (math.Pi * x) * math.Pow(math.Cos(math.Pi*x/(2*reach)), 2)
			p.kernel[k][i] = v
			gain += v
		}
		for i := range p.kernel[k] {
			p.kernel[k][i] /= gain // what stands still keeps its height
			size += math.Abs(p.kernel[k][i])
		}
		p.most = max(p.most, size)
	}
	return p
}

func (p *peaks) add(frames [][2]float64) {
	for _, f := range frames {
		p.buf[0][p.n], p.buf[1][p.n] = f[0], f[1]
		p.n++
		if p.n == window {
			p.look()
		}
	}
	for side := range p.buf { // what has not filled the window yet
		for _, v := range p.buf[side][2*reach : p.n] {
			p.sample = max(p.sample, math.Abs(v))
		}
	}
	p.between = max(p.between, p.sample)
}

// highest returns the highest value of all, with silence after the last sample.
func (p peaks) highest() float64 {
	var silence [window][2]float64
	p.add(silence[:])
	return p.between
}

// look finds the peaks of a full window, and keeps its end as the past.
func (p *peaks) look() {
	for side := range p.buf {
		buf := &p.buf[side]
		high := 0.0
		for _, v := range buf {
			high = max(high, math.Abs(v))
		}
		for _, v := range buf[2*reach:] {
			p.sample = max(p.sample, math.Abs(v))
		}
		if high*p.most > p.between { // else nothing between can be higher
			p.between = max(p.between, p.high(buf))
		}
		copy(buf[:], buf[stride:])
	}
	p.n = 2 * reach
}

// high returns the highest value between the samples of the window.
func (p *peaks) high(buf *[window]float64) float64 {
	high := 0.0
	first, second, third := &p.kernel[0], &p.kernel[1], &p.kernel[2]
	for i := range stride {
		near := (*[2 * reach]float64)(buf[i:])
		a, b, c := 0.0, 0.0, 0.0 // side by side: each sum waits for itself alone
		for j, v := range near {
			a += v * first[j]
			b += v * second[j]
			c += v * third[j]
		}
		high = max(high, math.Abs(a), math.Abs(b), math.Abs(c))
	}
	return high
}
