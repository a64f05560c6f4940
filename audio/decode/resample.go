package decode

import (
	"errors"
	"io"
	"math"
)

// The filter of resampling: a sinc under a Kaiser window, which keeps what folds
// over more than 80 dB down. It is flat up to 0.86 of the lower of the two
// halved rates and closed where that ends.
const (
	taps   = 40   // on either side, in frames of the lower rate
	cutoff = 0.93 // of half the lower rate
	beta   = 8.3  // of the window: 85 dB (Kaiser 1974)
)

// mostFactors is how many factors all filters together may have: enough for any
// rate up to 96 kHz, and beyond for those that people use. Others are met within
// a few parts in a million.
const mostFactors = 8 << 20

// resampler turns frames of one rate into frames of another, where up/down of
// the one are one of the other.
type resampler struct {
	read     func([][2]float64) (int, error)
	up, down int
	half     int // taps on either side, in frames of the input
	filters  [][]float64
	buf      [][2]float64 // from half-1 frames before the place on
	have     int
	at       int // in buf, of the first frame that the filter takes
	phase    int // of up, between two frames
	left     int // once the input has ended: frames of it from the place on
	err      error
}

// resample returns how to read frames of 48 kHz, given how to read those of
// another rate. Errors come after all the sound before them.
func resample(read func([][2]float64) (int, error), from int) func([][2]float64) (int, error) {
	if from == rate {
		return read
	}
	scale := max(1, float64(from)/rate)
	half := int(math.Ceil(taps * scale))
	up, down := ratio(rate, from, mostFactors/(2*half))
	r := &resampler{read: read, up: up, down: down, half: half}
	r.filters = filters(up, half, cutoff/scale)
	r.buf = make([][2]float64, 2*half+8192)
	r.have = half - 1 // silence before the first frame
	return r.next
}

// ratio returns the fraction nearest to a/b among those of the continued
// fraction whose numerator is at most most.
func ratio(a, b, most int) (int, int) {
	p0, q0, p1, q1 := 0, 1, 1, 0
	for x, y := a, b; y != 0; x, y = y, x%y {
		k := x / y
		p, q := k*p1+p0, k*q1+q0
		if p > most && p1 > 0 {
			break
		}
		p0, q0, p1, q1 = p1, q1, p, q
	}
	return p1, q1
}

// filters returns one filter for each place between two frames, each with a sum
// of 1, so that no place is louder than another.
func filters(phases, half int, cutoff float64) [][]float64 {
	out := make([][]float64, phases)
	for p := range out {
		f := make([]float64, 2*half)
		sum := 0.0
		for k := range f {
			x := float64(k-half+1) - float64(p)/float64(phases)
			f[k] = sinc(cutoff*x) * kaiser(x/float64(half))
			sum += f[k]
		}
		for k := range f {
			f[k] /= sum
		}
		out[p] = f
	}
	return out
}

func sinc(x float64) float64 {
	if x == 0 {
		return 1
	}
	return math.Sin(math.Pi*x) / (math.Pi * x)
}

// kaiser is the window at x, from -1 to 1, but for a factor.
func kaiser(x float64) float64 {
	if x <= -1 || x >= 1 {
		return 0
	}
	return bessel(beta * math.Sqrt(1-x*x))
}

// bessel is the modified Bessel function of order 0, by its series.
func bessel(x float64) float64 {
	sum, term := 1.0, 1.0
	for k := 1; term > 1e-12*sum; k++ {
		term *= x / 2 / float64(k) * (x / 2 / float64(k))
		sum += term
	}
	return sum
}

// next fills dst and returns how many frames there were. With the last frames
// of the input the output ends.
func (r *resampler) next(dst [][2]float64) (int, error) {
	for i := range dst {
		if r.at+2*r.half > r.have {
			r.fill()
		}
		if r.err != nil && r.left <= 0 {
			return i, r.err
		}
		dst[i] = dot(r.filters[r.phase], r.buf[r.at:r.at+2*r.half])
		r.phase += r.down
		step := r.phase / r.up
		r.phase -= step * r.up
		r.at += step
		if r.err != nil {
			r.left -= step
		}
	}
	return len(dst), nil
}

// fill moves what is still needed to the front and reads until the filter has
// its frames, and silence once there are no more.
func (r *resampler) fill() {
	r.have = copy(r.buf, r.buf[r.at:r.have])
	r.at = 0
	for 2*r.half > r.have {
		if r.err != nil {
			clear(r.buf[r.have:])
			r.have = len(r.buf)
			return
		}
		n, err := r.read(r.buf[r.have:])
		r.have += n
		if err != nil {
			r.err = err
			r.left = r.have - (r.half - 1)
		}
	}
}

func dot(filter []float64, frames [][2]float64) [2]float64 {
	var l, r float64
	frames = frames[:len(filter)]
	for i, c := range filter {
		l += c * frames[i][0]
		r += c * frames[i][1]
	}
	return [2]float64{l, r}
}

// ended reports whether an error is that of a sound that is over.
func ended(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}
