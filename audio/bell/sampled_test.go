package bell_test

import (
	"math"
	"testing"

	"github.com/faiface/beep"

	"karuna/audio/audiotest"
	"karuna/audio/bell"
	"karuna/audio/clip"
	"karuna/audio/mix"
)

var _ mix.Instrument = (*bell.Sampled)(nil)

// recorded is a stroke after so many frames of faint noise, of three tones that
// die away in t60 seconds, n frames in all.
func recorded(lead, n int, t60 float64) *clip.Clip {
	x := make([]float32, 2*n)
	for i := range n {
		v := 1e-6 * float64(i*i%97-48) // a recording is never quite silent
		if k := i - lead; k > 0 {
			at := float64(k) / rate
			v += 0.3 * math.Pow(10, -3*at/t60) * (math.Sin(2*math.Pi*440*at) + 0.5*math.Sin(2*math.Pi*1200*at) + 0.3*math.Sin(2*math.Pi*3000*at))
		}
		x[2*i], x[2*i+1] = float32(v), float32(0.8*v)
	}
	return clip.Stereo(x)
}

// blowsAt is a series of strokes by frame.
type blowsAt map[int]func(*bell.Sampled)

func strikeFull(s *bell.Sampled) { s.Strike(1, 0, false) }
func strikeHalf(s *bell.Sampled) { s.Strike(1, 0, true) }

// heard is the sound of blows on a recording.
func heard(c *clip.Clip, n int, at blowsAt) ([][2]float64, *bell.Sampled) {
	s := bell.NewSampled(c)
	out := make([][2]float64, n)
	last := 0
	for i := range n {
		if strike := at[i]; strike != nil {
			s.Stream(out[last:i])
			strike(s)
			last = i
		}
	}
	s.Stream(out[last:])
	return out, s
}

func TestSampledContract(t *testing.T) {
	flat := make([]float32, rate)
	for i := range flat {
		flat[i] = float32(0.5 * math.Cos(2*math.Pi*300*float64(i)/rate))
	}
	for name, c := range map[string]*clip.Clip{
		"recorded":           recorded(rate/10, rate, 2),
		"dry":                recorded(0, rate/100, 0.01),
		"amid the sound":     clip.Mono(flat),
		"ends in its middle": recorded(rate/10, rate/2, 20),
	} {
		for stroke, strike := range map[string]func(*bell.Sampled){"full": strikeFull, "half": strikeHalf} {
			t.Run(name+", "+stroke, func(t *testing.T) {
				audiotest.Contract(t, func() beep.Streamer {
					s := bell.NewSampled(c)
					strike(s)
					return s
				}, 3*rate/2)
			})
		}
	}
	t.Run("crowd", func(t *testing.T) {
		audiotest.Contract(t, func() beep.Streamer {
			s := bell.NewSampled(recorded(rate/10, rate, 8))
			for i := range 30 {
				s.Strike(0.1, 0, i%7 == 3)
				s.Stream(make([][2]float64, 300))
			}
			return s
		}, rate)
	})
}

func TestSampledBeginsAtItsOnset(t *testing.T) {
	for _, lead := range []int{0, 100, rate / 2} {
		x, _ := heard(recorded(lead, rate, 2), rate/10, blowsAt{0: strikeFull})
		if early := peak(x[:12]); early < decibelsOf(bell.SampledLevel-30) {
			t.Errorf("after a lead of %d frames the first quarter millisecond reaches %.1f dBFS", lead, decibels(early))
		}
		if p := peak(x[:1]); p > decibelsOf(bell.SampledLevel-15) { // the first step of its tones
			t.Errorf("after a lead of %d frames it begins with a step of %v", lead, p)
		}
	}
}

func decibelsOf(db float64) float64 { return math.Pow(10, db/20) }

func TestSampledPeak(t *testing.T) {
	c := recorded(rate/10, rate, 2)
	check := func(velocity, gain, want float64) {
		t.Helper()
		x, _ := heard(c, rate, blowsAt{0: func(s *bell.Sampled) { s.Strike(velocity, gain, false) }})
		if got := decibels(peak(x)); math.Abs(got-want) > 0.01 {
			t.Errorf("velocity %v, gain %v: peak %.2f dBFS, want %.2f", velocity, gain, got, want)
		}
	}
	check(1, 0, bell.SampledLevel)
	check(2, 3, bell.SampledLevel)
	check(0.5, 0, bell.SampledLevel+decibels(0.5))
	check(1, -9, bell.SampledLevel-9)
}

func TestSampledStrokesOverlap(t *testing.T) {
	c := recorded(0, rate, 3)
	const apart = rate / 20
	one, _ := heard(c, 2*rate, blowsAt{0: strikeFull})
	// sum is that of the strokes from the first on to the last.
	sum := func(i, first, last int) (all float64) {
		for k := first; k <= last; k++ {
			if at := i - k*apart; at >= 0 {
				all += one[at][0]
			}
		}
		return all
	}
	at := blowsAt{}
	for k := range 9 {
		at[k*apart] = strikeFull
	}
	x, _ := heard(c, 2*rate, at)
	for i := range x {
		first, last := 0, min(i/apart, 8)
		switch {
		case i >= 8*apart+rate/50:
			first = 1
		case i >= 8*apart: // the oldest fades out
			continue
		}
		if want := sum(i, first, last); math.Abs(x[i][0]-want) > 1e-9 {
			t.Fatalf("frame %d: %v, want %v", i, x[i][0], want)
		}
	}
}

func TestSampledHalfSound(t *testing.T) {
	c := recorded(rate/10, 3*rate, 6)
	const second = rate / 2
	free, _ := heard(c, 2*rate, blowsAt{0: strikeFull})
	soft, s := heard(c, 2*rate, blowsAt{0: strikeHalf})
	if got := decibels(peak(soft)); got > bell.SampledLevel-8 || got < bell.SampledLevel-20 {
		t.Errorf("a half stroke peaks at %.1f dBFS", got)
	}
	bright := func(x [][2]float64) float64 { return tone(x[100:9700], 3000) / tone(x[100:9700], 440) }
	if a, b := bright(soft), bright(free); a > b/2 {
		t.Errorf("brightness %.3f of a half stroke, %.3f of a full one", a, b)
	}
	if p := peak(soft[3*rate/10:]); p != 0 || !s.Quiet() {
		t.Errorf("after 0.3 s a half stroke is at %v, quiet: %v", p, s.Quiet())
	}
	damped, s := heard(c, 2*rate, blowsAt{0: strikeFull, second: strikeHalf})
	if p := peak(damped[second+3*rate/10:]); p != 0 || !s.Quiet() {
		t.Errorf("what a half stroke damps is at %v after 0.3 s, quiet: %v", p, s.Quiet())
	}
}

func TestSampledEnds(t *testing.T) {
	check := func(name string, c *clip.Clip, low, high float64) {
		t.Helper()
		s := bell.NewSampled(c)
		strikeFull(s)
		buf := make([][2]float64, rate/100)
		rang := 0.0
		for !s.Quiet() && rang < 100 {
			s.Stream(buf)
			rang += 0.01
		}
		if rang < low || rang > high {
			t.Errorf("%s: rang for %.2f s, want %v to %v", name, rang, low, high)
		}
	}
	check("silence after the stroke", recorded(0, 4*rate, 0.5), 0.3, 0.8)
	check("cut off", recorded(0, 2*rate, 20), 1.99, 2.01)
	long := make([]float32, 61*rate)
	for i := range long {
		long[i] = float32(i%160-80) / 200
	}
	check("over a minute", clip.Mono(long), 59.99, 60.01)
	for name, c := range map[string]*clip.Clip{
		"empty":        {},
		"silent":       clip.Mono(make([]float32, 100)),
		"all the same": clip.Mono([]float32{0.5, 0.5, 0.5, 0.5}),
		"no number":    clip.Mono([]float32{float32(math.NaN()), float32(math.Inf(1))}),
	} {
		check(name, c, 0, 0)
	}
	x, _ := heard(clip.Mono([]float32{float32(math.NaN()), 0.5, -0.5, 0.2}), 100, blowsAt{0: strikeFull})
	if p := peak(x); !(p > 0 && p <= 1) {
		t.Errorf("what is no number is heard: peak %v", p)
	}
}

func TestSampledStill(t *testing.T) {
	s := bell.NewSampled(recorded(0, rate, 3))
	strikeFull(s)
	x := make([][2]float64, 100)
	s.Stream(x)
	s.Still()
	s.Stream(x)
	if peak(x) != 0 || !s.Quiet() {
		t.Error("a recording that was stopped still sounds")
	}
	for _, nothing := range []float64{0, -1, math.NaN()} {
		s.Strike(nothing, 0, false)
	}
	s.Strike(1, math.Inf(-1), false)
	s.Strike(1, math.NaN(), true)
	if !s.Quiet() {
		t.Error("a stroke without force rings")
	}
}
