package bell_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/faiface/beep"

	"karuna/audio/audiotest"
	"karuna/audio/bell"
)

const rate = bell.Rate

// shipped calls f for every bell of the assets.
func shipped(t *testing.T, f func(t *testing.T, name string, s bell.Spec)) {
	t.Helper()
	files, err := filepath.Glob("../../assets/bells/*.toml")
	if err != nil || len(files) < 10 {
		t.Fatalf("bells: %v, %v", files, err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".toml")
		t.Run(name, func(t *testing.T) {
			s, err := bell.Parse(src)
			if err != nil {
				t.Fatal(err)
			}
			f(t, name, s)
		})
	}
}

// rung is the sound of strokes at the given frames.
func rung(s bell.Spec, n int, at map[int]func(*bell.Bell)) [][2]float64 {
	b := bell.New(s)
	out := make([][2]float64, n)
	last := 0
	for i := range n {
		if strike := at[i]; strike != nil {
			b.Stream(out[last:i])
			strike(b)
			last = i
		}
	}
	b.Stream(out[last:])
	return out
}

func full(b *bell.Bell) { b.Strike(1, 0, false) }
func half(b *bell.Bell) { b.Strike(1, 0, true) }

func peak(x [][2]float64) float64 {
	top := 0.0
	for _, f := range x {
		top = max(top, math.Abs(f[0]), math.Abs(f[1]))
	}
	return top
}

func energy(x [][2]float64) float64 {
	sum := 0.0
	for _, f := range x {
		sum += f[0]*f[0] + f[1]*f[1]
	}
	return sum
}

func decibels(v float64) float64 { return 20 * math.Log10(v) }

func TestShippedBells(t *testing.T) {
	shipped(t, func(t *testing.T, _ string, s bell.Spec) {
		audiotest.Contract(t, func() beep.Streamer {
			b := bell.New(s)
			full(b)
			return b
		}, 6*rate/5)
		if s.Title == "" || s.About == "" || len(s.About) > 90 || strings.Contains(s.About, "\n") {
			t.Errorf("title %q and one line about it, %q", s.Title, s.About)
		}
		if s.Source == "" || s.Mallet.Source == "" || s.Half.Source == "" {
			t.Error("a figure without its source")
		}
	})
}

func TestPeakIsSetByVelocityAlone(t *testing.T) {
	shipped(t, func(t *testing.T, _ string, s bell.Spec) {
		n := rate / 2
		for _, m := range s.Modes {
			n = max(n, rate/2+int(m.Bloom*rate))
		}
		check := func(velocity, gain, contact float64, half bool, want float64) {
			t.Helper()
			s := s
			s.Mallet.Contact, s.Half.Contact = contact, contact
			got := decibels(peak(rung(s, n, map[int]func(*bell.Bell){
				0: func(b *bell.Bell) { b.Strike(velocity, gain, half) },
			})))
			if math.Abs(got-want) > 0.1 {
				t.Errorf("velocity %v, gain %v, contact %v ms, half %v: peak %.2f dBFS, want %.2f",
					velocity, gain, contact, half, got, want)
			}
		}
		for _, contact := range []float64{0.3, 1, 4} {
			check(1, 0, contact, false, s.Level)
			check(0.5, 0, contact, false, s.Level+decibels(0.5))
			check(1, -18, contact, false, s.Level-18)
			check(1, 0, contact, true, s.Level+s.Half.Level)
		}
		if s.Level > bell.Loudest {
			t.Errorf("level %v dBFS is above %v", s.Level, bell.Loudest)
		}
	})
}

func TestStrokeStartsAtZero(t *testing.T) {
	shipped(t, func(t *testing.T, _ string, s bell.Spec) {
		x := rung(s, rate, map[int]func(*bell.Bell){0: full})
		if got := peak(x[:2]); got > 1e-3 {
			t.Errorf("the first two frames reach %v", got)
		}
	})
}

func TestStrikeAddsToWhatRings(t *testing.T) {
	shipped(t, func(t *testing.T, _ string, s bell.Spec) {
		const second = rate / 10
		one := rung(s, rate, map[int]func(*bell.Bell){0: full})
		late := rung(s, rate, map[int]func(*bell.Bell){second: full})
		both := rung(s, rate, map[int]func(*bell.Bell){0: full, second: full})
		for i := range both {
			for ch := range 2 {
				want := one[i][ch] + late[i][ch]
				if math.Abs(both[i][ch]-want) > 5e-5 { // a few partials, each cut off at 1e-5
					t.Fatalf("frame %d: %v, want the sum %v of both strokes", i, both[i][ch], want)
				}
			}
		}
	})
}

func TestHalfSoundDampsUntilTheNextStroke(t *testing.T) {
	shipped(t, func(t *testing.T, _ string, s bell.Spec) {
		long := int(4 * s.Half.T60 * rate)
		free := rung(s, 2*long, map[int]func(*bell.Bell){0: full})
		damped := rung(s, 2*long, map[int]func(*bell.Bell){0: full, rate / 100: half})
		again := rung(s, 2*long, map[int]func(*bell.Bell){0: half, long: full})
		if got, want := energy(damped[long:]), energy(free[long:])+1e-12; got > want/10 && want > 1e-6 {
			t.Errorf("muffled tail has energy %g, the free one %g", got, want)
		}
		if d := math.Abs(decibels(peak(again[long:])) - s.Level); d > 0.2 {
			t.Errorf("a full stroke after a half one is off by %.2f dB", d)
		}
	})
}

func TestQuietInTheEnd(t *testing.T) {
	shipped(t, func(t *testing.T, _ string, s bell.Spec) {
		longest := 0.0
		for _, m := range s.Modes {
			longest = max(longest, m.T60)
		}
		b := bell.New(s)
		full(b)
		buf := make([][2]float64, rate/10)
		ticks := 0
		for limit := int(longest * 2 * 10); !b.Quiet(); ticks++ {
			if ticks > limit+5 {
				t.Fatalf("still ringing after %d tenths of a second", ticks)
			}
			b.Stream(buf)
		}
		b.Stream(buf)
		if p := peak(buf); p != 0 {
			t.Errorf("a quiet bell sounds: %v", p)
		}
	})
}

func TestStill(t *testing.T) {
	shipped(t, func(t *testing.T, _ string, s bell.Spec) {
		b := bell.New(s)
		full(b)
		buf := make([][2]float64, 32)
		b.Stream(buf)
		b.Still()
		b.Stream(buf)
		if !b.Quiet() || peak(buf) != 0 {
			t.Error("a bell that was stopped still rings")
		}
		full(b)
		x := make([][2]float64, rate)
		b.Stream(x)
		if d := math.Abs(decibels(peak(x)) - s.Level); d > 0.1 {
			t.Errorf("the stroke after a stop is off by %.2f dB", d)
		}
	})
}

func TestStrikesThatAreNone(t *testing.T) {
	shipped(t, func(t *testing.T, _ string, s bell.Spec) {
		b := bell.New(s)
		nan := math.NaN()
		b.Strike(0, 0, false)
		b.Strike(-1, 0, true)
		b.Strike(nan, 0, false)
		b.Strike(1, nan, false)
		b.Strike(1, math.Inf(-1), false)
		if !b.Quiet() {
			t.Error("a stroke without force rings")
		}
	})
}
