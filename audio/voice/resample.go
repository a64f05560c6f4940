package voice

import (
	"math"

	"karuna/audio/clip"
)

// The filter is a sinc under a Kaiser window (beta 8, 80 dB): crossings is how
// many of its zeros lie on either side, passed is the share of the band that is
// kept, so that what is left of it at its end has died away.
const (
	crossings = 32
	passed    = 0.95
	beta      = 8.0
)

// resample returns samples of another rate at 48 000 a second.
func resample(in []float32, rate int) []float32 {
	if rate == clip.Rate {
		return append([]float32(nil), in...)
	}
	g := gcd(clip.Rate, rate)
	up, down := clip.Rate/g, rate/g
	band := passed * min(1, float64(clip.Rate)/float64(rate))
	half := int(math.Ceil(crossings / band))
	kernels := make([][]float64, up) // one for each place between two samples
	out := make([]float32, (len(in)*up+down-1)/down)
	for n := range out {
		at, phase := n*down/up, n*down%up
		if kernels[phase] == nil {
			kernels[phase] = kernel(float64(phase)/float64(up), half, band)
		}
		first := at - half + 1
		sum := 0.0
		for k := max(0, -first); k < 2*half && first+k < len(in); k++ {
			sum += float64(in[first+k]) * kernels[phase][k]
		}
		out[n] = float32(sum)
	}
	return out
}

// kernel is the filter for a place so far behind the sample in its middle.
func kernel(behind float64, half int, band float64) []float64 {
	out := make([]float64, 2*half)
	sum := 0.0
	for k := range out {
		x := float64(k-half+1) - behind
		w := 1 - (x/float64(half))*(x/float64(half))
		out[k] = sinc(x*band) * bessel(beta*math.Sqrt(max(w, 0)))
		sum += out[k]
	}
	for k := range out {
		out[k] /= sum
	}
	return out
}

func sinc(x float64) float64 {
	if x == 0 {
		return 1
	}
	return math.Sin(math.Pi*x) / (math.Pi * x)
}

// bessel is the modified Bessel function of the first kind and order 0.
func bessel(x float64) float64 {
	sum, term := 1.0, 1.0
	for k := 1.0; term > sum*1e-12; k++ {
		term *= (x / (2 * k)) * (x / (2 * k))
		sum += term
	}
	return sum
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
