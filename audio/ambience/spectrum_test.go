package ambience_test

import (
	"math"
	"math/bits"
	"math/cmplx"
	"os"
	"testing"

	"github.com/faiface/beep"

	"karuna/audio/ambience"
)

// window is how many frames a spectrum is taken of at a time: 2.9 Hz apart.
const window = 1 << 14

// power returns the mean power of the left side in each bin of a Fourier
// transform, over windows that overlap by half.
func power(frames [][2]float64) []float64 {
	out := make([]float64, window/2)
	x := make([]complex128, window)
	for at := 0; at+window <= len(frames); at += window / 2 {
		for i := range x {
			hann := 0.5 - 0.5*math.Cos(2*math.Pi*float64(i)/window)
			x[i] = complex(frames[at+i][0]*hann, 0)
		}
		transform(x)
		for i := range out {
			out[i] += real(x[i])*real(x[i]) + imag(x[i])*imag(x[i])
		}
	}
	return out
}

// transform is the discrete Fourier transform of x, whose length is a power of
// two, in place.
func transform(x []complex128) {
	shift := bits.UintSize - bits.Len(uint(len(x)-1))
	for i := range x {
		if j := int(bits.Reverse(uint(i)) >> shift); i < j {
			x[i], x[j] = x[j], x[i]
		}
	}
	for size := 2; size <= len(x); size *= 2 {
		turn := cmplx.Rect(1, -2*math.Pi/float64(size))
		for from := 0; from < len(x); from += size {
			w := complex(1, 0)
			for i := from; i < from+size/2; i++ {
				a, b := x[i], x[i+size/2]*w
				x[i], x[i+size/2] = a+b, a-b
				w *= turn
			}
		}
	}
}

// density returns the mean power a bin between two frequencies, in dB.
func density(power []float64, low, high float64) float64 {
	from, to := int(math.Ceil(low*window/ambience.Rate)), int(high*window/ambience.Rate)
	sum := 0.0
	for _, p := range power[from : to+1] {
		sum += p
	}
	return 10 * math.Log10(sum/float64(to+1-from))
}

func TestTransform(t *testing.T) {
	frames := make([][2]float64, 2*window)
	for i := range frames {
		frames[i][0] = math.Sin(2 * math.Pi * 100 * float64(i) / window)
	}
	p := power(frames)
	for i, v := range p {
		if near := i >= 99 && i <= 101; near == (v < p[100]/10) {
			t.Errorf("a tone in bin 100 has %.2g in bin %d, %.2g in 100", v, i, p[100])
		}
	}
}

// TestSlopes measures how much the noises fall from octave to octave, and over
// all of them.
func TestSlopes(t *testing.T) {
	check := func(name string, low float64, octaves int, want, tolerance float64) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := power(take(t, name, 5, 20*ambience.Rate))
			var d []float64
			for i := range octaves + 1 {
				hz := low * math.Exp2(float64(i))
				d = append(d, density(p, hz/math.Sqrt2, hz*math.Sqrt2))
			}
			for i := range octaves {
				if fall := d[i+1] - d[i]; math.Abs(fall-want) > tolerance {
					t.Errorf("from %.0f Hz to %.0f Hz: %+.2f dB, want %+.0f", low*math.Exp2(float64(i)), low*math.Exp2(float64(i+1)), fall, want)
				}
			}
			if fall := (d[octaves] - d[0]) / float64(octaves); math.Abs(fall-want) > 0.15 {
				t.Errorf("%+.2f dB an octave, want %+.0f", fall, want)
			}
		})
	}
	check("brown", 70, 6, -6, 0.5)
	check("pink", 70, 7, -3, 0.5)
}

// TestBrownHasACorner sees that what no ear hears is not there to move a
// loudspeaker.
func TestBrownHasACorner(t *testing.T) {
	p := power(take(t, "brown", 5, 20*ambience.Rate))
	if deep, top := density(p, 2, 4), density(p, 15, 25); deep > top-10 {
		t.Errorf("%.1f dB at 3 Hz, %.1f dB at 20 Hz: want 10 dB less", deep, top)
	}
}

// TestRoomHasNoHum compares the lines of the mains with what is beside them.
func TestRoomHasNoHum(t *testing.T) {
	p := power(take(t, "room-tone", 5, 20*ambience.Rate))
	for _, hz := range []float64{50, 60, 100, 120, 150, 180} {
		line, beside := density(p, hz-3, hz+3), density(p, hz-15, hz+15)
		if line > beside+2 {
			t.Errorf("a line at %.0f Hz is %.1f dB above what is beside it", hz, line-beside)
		}
	}
	if dull := density(p, 100, 300) - density(p, 4000, 8000); dull < 25 {
		t.Errorf("%.1f dB more below than above, want 25", dull)
	}
}

// TestNightIsLinesAndSilence sees that most of a night is in a few pitches.
func TestNightIsLinesAndSilence(t *testing.T) {
	p := power(take(t, "night", 5, 20*ambience.Rate))
	song, beyond := density(p, 3900, 5400), density(p, 6500, 12000)
	if song < beyond+30 {
		t.Errorf("crickets are %.1f dB above what no cricket sings, want 30", song-beyond)
	}
}

// TestNothingComesBack looks for a period in those that are even: how alike
// the level is to itself some seconds later.
func TestNothingComesBack(t *testing.T) {
	if os.Getenv("KARUNA_SYSTEM_TESTS") == "" {
		t.Skip("system test: set KARUNA_SYSTEM_TESTS=1")
	}
	for _, name := range []string{"brown", "pink", "rain", "stream", "room-tone"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			level := envelope(stream(t, name, 11), ambience.Rate/50, 120*50)
			for lag := 50; lag <= 60*50; lag++ {
				if a := autocorrelation(level, lag); math.Abs(a) > 0.06 {
					t.Errorf("%.2f s later it is alike by %.3f, at most 0.06", float64(lag)/50, a)
					return
				}
			}
		})
	}
}

// envelope returns how far the root mean square of each of n steps is from the
// mean of all.
func envelope(s beep.Streamer, step, n int) []float64 {
	out, buf := make([]float64, n), make([][2]float64, step)
	mean := 0.0
	for i := range out {
		s.Stream(buf)
		sum := 0.0
		for _, f := range buf {
			sum += f[0] * f[0]
		}
		out[i] = math.Sqrt(sum / float64(step))
		mean += out[i] / float64(n)
	}
	for i := range out {
		out[i] -= mean
	}
	return out
}

func autocorrelation(x []float64, lag int) float64 {
	all, some := 0.0, 0.0
	for i, v := range x {
		all += v * v
		if i+lag < len(x) {
			some += v * x[i+lag]
		}
	}
	return some / all
}
