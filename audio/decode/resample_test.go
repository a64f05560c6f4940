package decode_test

import (
	"bytes"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"karuna/audio/clip"
	"karuna/audio/wav"
)

// made returns a WAV file of a fifth of a second that was played by f.
func made(t testing.TB, rate int, f func(seconds float64) float64) []byte {
	t.Helper()
	var b file
	w, err := wav.NewWriter(&b, wav.Format{Rate: rate, Channels: 2, Bits: 32, Float: true})
	if err != nil {
		t.Fatal(err)
	}
	frames := make([][2]float64, rate/5)
	for i := range frames {
		v := f(float64(i) / float64(rate))
		frames[i] = [2]float64{v, -v}
	}
	if err := w.Write(frames); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.raw
}

// file is a file in memory.
type file struct {
	raw []byte
	at  int
}

func (b *file) Write(p []byte) (int, error) {
	b.raw = append(b.raw[:b.at], append(p[:len(p):len(p)], b.raw[min(b.at+len(p), len(b.raw)):]...)...)
	b.at += len(p)
	return len(p), nil
}

func (b *file) Seek(to int64, whence int) (int64, error) {
	if whence == 0 {
		b.at = int(to)
	} else {
		b.at += int(to)
	}
	return int64(b.at), nil
}

// TestResample: sines come out as the same sines, at their places, and nothing
// else comes out above -80 dB of the loudest; what cannot be in 48 kHz is not
// there.
func TestResample(t *testing.T) {
	const level = 0.3
	check := func(rate int, hz ...float64) {
		t.Helper()
		sines := func(s float64, below float64) float64 {
			v := 0.0
			for _, f := range hz {
				if f < below {
					v += level * math.Sin(2*math.Pi*f*s)
				}
			}
			return v
		}
		raw := made(t, rate, func(s float64) float64 { return sines(s, math.Inf(1)) })
		c, err := self(t, "decode-audio").Clip(t.Context(), "sine", bytes.NewReader(raw), 2*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		if c.Len() != clip.Rate/5 {
			t.Errorf("%d Hz: %d frames, want a fifth of a second", rate, c.Len())
		}
		worst := 0.0
		for i, f := range frames(c)[960 : c.Len()-960] {
			v := sines(float64(i+960)/clip.Rate, clip.Rate/2)
			worst = max(worst, math.Abs(f[0]-v), math.Abs(f[1]+v))
		}
		if db := 20 * math.Log10(worst/level); db > -80 {
			t.Errorf("%v Hz at %d: something else at %.1f dB", hz, rate, db)
		}
	}
	for _, rate := range []int{4000, 11025, 16000, 22050, 44056, 44100, 48000, 88200, 192000, 384000} {
		top := float64(min(rate, clip.Rate)) / 2
		check(rate, 20, math.Round(top*0.3), math.Round(top*0.8))
	}
	check(96000, 1000, 24100, 30000)
}

// TestResampleImages: near the end of what 44.1 kHz holds, a tone may get
// quieter, but it throws no image above 22.05 kHz and none below.
func TestResampleImages(t *testing.T) {
	for _, hz := range []float64{20500, 22000} {
		raw := made(t, 44100, func(s float64) float64 { return 0.5 * math.Sin(2*math.Pi*hz*s) })
		c, err := self(t, "decode-audio").Clip(t.Context(), "sine", bytes.NewReader(raw), 2*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		x := frames(c)[960 : c.Len()-960]
		n := float64(len(x))
		var sin, cos, all float64
		for i, f := range x { // a whole number of periods
			sin += f[0] * math.Sin(2*math.Pi*hz*float64(i)/clip.Rate) * 2 / n
			cos += f[0] * math.Cos(2*math.Pi*hz*float64(i)/clip.Rate) * 2 / n
		}
		for i, f := range x {
			w := 2 * math.Pi * hz * float64(i) / clip.Rate
			d := f[0] - sin*math.Sin(w) - cos*math.Cos(w)
			all += d * d / n
		}
		if db := 20 * math.Log10(math.Sqrt(2*all)/0.5); db > -80 {
			t.Errorf("%v Hz: something else at %.1f dB", hz, db)
		}
	}
}

// TestLoud: noise at full scale comes out within full scale.
func TestLoud(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	raw := made(t, 44100, func(float64) float64 { return math.Copysign(1, r.Float64()-0.5) })
	c, err := self(t, "decode-audio").Clip(t.Context(), "noise", bytes.NewReader(raw), 2*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range frames(c) {
		if !(math.Abs(f[0]) <= 1 && math.Abs(f[1]) <= 1) {
			t.Fatalf("frame %d is %v", i, f)
		}
	}
}
