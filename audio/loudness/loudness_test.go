package loudness_test

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"karuna/audio/loudness"
)

// tone is so many seconds of a sine: frequency in Hz, level of its peak in dB
// of full scale, on the left and on the right.
type tone struct{ seconds, frequency, left, right float64 }

func amplitude(db float64) float64 { return math.Pow(10, db/20) }

const none = -1000.0 // dB

// play hands tones to f one after another. A second of each is played again
// and again, which is seamless where the frequency is a whole number.
func play(rate int, tones []tone, f func([][2]float64)) {
	for _, n := range tones {
		left, right := amplitude(n.left), amplitude(n.right)
		second := make([][2]float64, rate)
		for i := range second {
			s := math.Sin(2 * math.Pi * n.frequency * float64(i) / float64(rate))
			second[i] = [2]float64{s * left, s * right}
		}
		for left := int(n.seconds * float64(rate)); left > 0; left -= rate {
			f(second[:min(left, rate)])
		}
	}
}

func sound(rate int, tones ...tone) (out [][2]float64) {
	play(rate, tones, func(x [][2]float64) { out = append(out, x...) })
	return out
}

func measure(rate int, x [][2]float64) *loudness.Meter {
	m := loudness.NewMeter(rate)
	m.Add(x)
	return m
}

func check(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if got == want { // -Inf too
		return
	}
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: %.3f, want %.3f ± %g", what, got, want, within)
	}
}

func TestIntegrated(t *testing.T) {
	both := func(seconds, level float64) tone { return tone{seconds, 1000, level, level} }
	for _, c := range []struct {
		name  string
		tones []tone
		want  float64
	}{
		{"BS.1770: 997 Hz at full scale on one side", []tone{{2, 997, 0, none}}, -3.01},
		{"997 Hz at full scale on both", []tone{{2, 997, 0, 0}}, 0},
		{"Tech 3341 case 1", []tone{both(20, -23)}, -23},
		{"Tech 3341 case 2", []tone{both(20, -33)}, -33},
		{"Tech 3341 case 3", []tone{both(10, -36), both(60, -23), both(10, -36)}, -23},
		{"Tech 3341 case 4", []tone{both(10, -72), both(10, -36), both(60, -23), both(10, -36), both(10, -72)}, -23},
		{"Tech 3341 case 5", []tone{both(20, -26), both(20.1, -20), both(20, -26)}, -23},
		{"silence", []tone{both(5, none)}, math.Inf(-1)},
		{"below the absolute gate", []tone{both(5, -71)}, math.Inf(-1)},
		{"nothing", nil, math.Inf(-1)},
		{"less than a block", []tone{both(0.39, -20)}, math.Inf(-1)},
	} {
		for _, rate := range []int{8000, 11025, 16000, 22050, 44100, 48000, 96000} {
			if rate != 48000 && c.want != -3.01 {
				continue
			}
			m := loudness.NewMeter(rate)
			play(rate, c.tones, m.Add)
			check(t, fmt.Sprintf("%s at %d", c.name, rate), m.Integrated(), c.want, 0.1)
		}
	}
}

// TestWeighting compares with the response of the filters in the tables of the
// standard, computed from their coefficients at 48 000 frames a second.
func TestWeighting(t *testing.T) {
	stage := func(b0, b1, b2, a1, a2, hz float64) float64 {
		w := 2 * math.Pi * hz / 48000
		size := func(c0, c1, c2 float64) float64 {
			return math.Hypot(c0+c1*math.Cos(w)+c2*math.Cos(2*w), c1*math.Sin(w)+c2*math.Sin(2*w))
		}
		return 20 * math.Log10(size(b0, b1, b2)/size(1, a1, a2))
	}
	for _, hz := range []float64{25, 50, 100, 500, 1000, 2000, 5000, 10000, 15000} {
		want := -0.691 - 23 +
			stage(1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585, hz) +
			stage(1, -2, 1, -1.99004745483398, 0.99007225036621, hz)
		for rate, within := range map[int]float64{48000: 0.01, 96000: 0.6, 44100: 0.2} {
			m := measure(rate, sound(rate, tone{1, hz, -23, -23}))
			check(t, fmt.Sprintf("%g Hz at %d", hz, rate), m.Momentary(), want, within)
		}
	}
}

func TestPeaks(t *testing.T) {
	// Sines whose samples miss their peak, Tech 3341 cases 15 to 19.
	for _, c := range []struct {
		cycle    int     // samples
		degrees  float64 // of the first one
		level    float64
		sample   float64 // dB, exactly
		between  float64
		low, top float64 // tolerance
	}{
		{4, 0, 0.5, -6.02, -6, 0.4, 0.2},
		{4, 45, 0.5, -9.03, -6, 0.4, 0.2},
		{6, 60, 0.5, -7.27, -6, 0.4, 0.2},
		{8, 67.5, 0.5, -6.71, -6, 0.4, 0.2},
		{4, 45, 1.41, -0.03, 3, 0.4, 0.2},
	} {
		x := make([][2]float64, 4800)
		for i := range x { // faded, or the start would ring
			fade := math.Min(1, math.Min(float64(i), float64(len(x)-i))/480)
			x[i][1] = fade * c.level * math.Sin(2*math.Pi*float64(i)/float64(c.cycle)+c.degrees*math.Pi/180)
		}
		m := measure(48000, x)
		what := fmt.Sprintf("%d samples a cycle from %g degrees", c.cycle, c.degrees)
		check(t, what+", sample peak", m.SamplePeak(), c.sample, 0.01)
		check(t, what+", true peak", m.TruePeak(), c.between+(c.top-c.low)/2, (c.top+c.low)/2)
	}
	check(t, "true peak of silence", measure(48000, make([][2]float64, 100)).TruePeak(), math.Inf(-1), 0)
	check(t, "true peak of one sample", measure(48000, [][2]float64{{-0.5, 0}}).TruePeak(), -6.02, 0.01)
}

// TestLastFrames has its peak between the very last samples.
func TestLastFrames(t *testing.T) {
	x := make([][2]float64, 1000)
	x[998][0], x[999][0] = 0.5, 0.5
	if m := measure(48000, x); m.TruePeak() < -6 {
		t.Errorf("true peak %.2f, the samples alone reach %.2f", m.TruePeak(), m.SamplePeak())
	}
}

func TestMomentaryAndWhole(t *testing.T) {
	m := measure(48000, sound(48000, tone{2, 1000, none, none}, tone{0.4, 1000, -23, -23}, tone{1.6, 1000, none, none}))
	check(t, "momentary", m.Momentary(), -23, 0.1)
	check(t, "whole", m.Whole(), -33, 0.1)
	check(t, "whole of 50 ms", measure(48000, sound(48000, tone{0.05, 1000, -23, -23})).Whole(), -23, 0.3)
	check(t, "whole of nothing", loudness.NewMeter(48000).Whole(), math.Inf(-1), 0)
}

// TestLengths has the same figures in whatever blocks the sound comes.
func TestLengths(t *testing.T) {
	x := sound(22050, tone{1, 440, -20, -30}, tone{0.7, 3000, -15, -12})
	want := measure(22050, x)
	rapid.Check(t, func(t *rapid.T) {
		m := loudness.NewMeter(22050)
		for rest := x; len(rest) > 0; {
			n := min(rapid.IntRange(0, 9000).Draw(t, "frames"), len(rest))
			m.Add(rest[:n])
			rest = rest[n:]
		}
		for _, f := range []func(*loudness.Meter) float64{
			(*loudness.Meter).Integrated, (*loudness.Meter).Momentary, (*loudness.Meter).TruePeak, (*loudness.Meter).SamplePeak,
		} {
			if got, want := f(m), f(want); math.Abs(got-want) > 1e-9 {
				t.Fatalf("%v, want %v", got, want)
			}
		}
	})
}

func TestAllocations(t *testing.T) {
	m := loudness.NewMeter(48000)
	x := sound(48000, tone{0.02, 1000, -20, -20})
	for range 1030 { // so that there is room for more blocks
		m.Add(x)
	}
	if n := testing.AllocsPerRun(100, func() { m.Add(x) }); n > 0 {
		t.Errorf("%g allocations", n)
	}
}

func BenchmarkAdd(b *testing.B) {
	x := sound(48000, tone{1, 440, -20, -20})
	m := loudness.NewMeter(48000)
	b.ReportAllocs()
	for b.Loop() {
		m.Add(x)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "x/realtime")
}
