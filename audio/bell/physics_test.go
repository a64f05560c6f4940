package bell_test

import (
	"math"
	"math/cmplx"
	"testing"

	"karuna/audio/bell"
)

// TestModesRingAsWritten measures pitch and T60 of every mode of every bell
// from its sound. Doublets are closed and blooms left out first: neither is a decay.
func TestModesRingAsWritten(t *testing.T) {
	shipped(t, func(t *testing.T, _ string, s bell.Spec) {
		for i, m := range s.Modes {
			alone := s
			m.Split, m.Pan, m.Bloom = 0, 0, 0
			alone.Modes = []bell.Mode{m}
			hz := m.Ratio * s.Base
			x := rung(alone, int(min(0.7*m.T60, 4)*rate)+rate/50, map[int]func(*bell.Bell){0: full})
			x = x[rate/50:] // after the mallet
			a, b := len(x)/4, 3*len(x)/4
			fall := decibels(tone(x[:a], hz) / tone(x[b:], hz))
			got := 60 * float64(b) / rate / fall
			if math.Abs(got-m.T60) > 0.02*m.T60 {
				t.Errorf("mode %d: T60 %.3f s, want %.3f", i+1, got, m.T60)
			}
			if on, off := tone(x[:a], hz), tone(x[:a], hz*1.5); on < 10*off {
				t.Errorf("mode %d: %.0f Hz is not where it sounds", i+1, hz)
			}
		}
	})
}

// tone returns the level of hz in x under a Hann window.
func tone(x [][2]float64, hz float64) float64 {
	var sum complex128
	for i, f := range x {
		w := 0.5 - 0.5*math.Cos(2*math.Pi*float64(i)/float64(len(x)))
		sum += complex(w*f[0], 0) * cmplx.Rect(1, -2*math.Pi*hz*float64(i)/rate)
	}
	return cmplx.Abs(sum) / float64(len(x))
}

func TestDoubletsBeatAndNeverCancel(t *testing.T) {
	shipped(t, func(t *testing.T, _ string, s bell.Spec) {
		for i, m := range s.Modes {
			if m.Split == 0 || m.Split > 6 {
				continue
			}
			alone := s
			alone.Modes = []bell.Mode{m}
			beat := int(rate / m.Split)
			x := rung(alone, 2*beat, map[int]func(*bell.Bell){0: full})
			high, low := 0.0, 1.0
			for at := rate / 50; at+rate/50 < len(x); at += rate / 50 {
				p := peak(x[at : at+rate/50])
				high, low = max(high, p), min(low, p)
			}
			if low < high/20 || low > high*0.9 {
				t.Errorf("mode %d: between %.4f and %.4f in two beats", i+1, low, high)
			}
		}
	})
}

func TestNoDirectCurrent(t *testing.T) {
	shipped(t, func(t *testing.T, _ string, s bell.Spec) {
		at := map[int]func(*bell.Bell){}
		for i := range 6 {
			at[i*2*rate] = full
		}
		for name, x := range map[string][][2]float64{
			"once":          rung(s, 12*rate, map[int]func(*bell.Bell){0: full}),
			"every seconds": rung(s, 12*rate, at),
		} {
			var sum [2]float64
			for _, f := range x {
				sum[0] += f[0]
				sum[1] += f[1]
			}
			for ch, v := range sum {
				if dc := math.Abs(v) / float64(len(x)); dc > 1e-3 {
					t.Errorf("%s: channel %d has a mean of %g", name, ch, dc)
				}
			}
		}
	})
}

func TestHarderIsBrighter(t *testing.T) {
	shipped(t, func(t *testing.T, _ string, s bell.Spec) {
		centre := func(velocity float64) float64 {
			x := rung(s, rate/5, map[int]func(*bell.Bell){0: func(b *bell.Bell) { b.Strike(velocity, 0, false) }})
			var steps, level float64
			for i := 1; i < len(x); i++ {
				steps += math.Abs(x[i][0] - x[i-1][0])
				level += math.Abs(x[i][0])
			}
			return steps / level
		}
		if soft, hard := centre(0.2), centre(1); hard <= soft {
			t.Errorf("brightness %.4f at full velocity, %.4f at a fifth", hard, soft)
		}
	})
}
