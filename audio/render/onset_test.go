package render_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"karuna/assets"
	"karuna/audio/bell"
	"karuna/audio/mix"
	"karuna/audio/render"
	"karuna/sessions"
)

// wood is an instrument that sounds for 50 frames after a stroke.
type wood struct{ left int }

func (w *wood) Strike(float64, float64, bool) { w.left = 50 }
func (w *wood) Quiet() bool                   { return w.left == 0 }
func (w *wood) Still()                        { w.left = 0 }
func (w *wood) Err() error                    { return nil }

func (w *wood) Stream(samples [][2]float64) (int, bool) {
	clear(samples)
	for i := range samples {
		if w.left > 0 {
			samples[i] = [2]float64{0.1, -0.1}
			w.left--
		}
	}
	return len(samples), true
}

// struck is a score with single strokes at offsets.
func struck(total time.Duration, name string, at ...time.Duration) sessions.Score {
	sc := sessions.Score{Total: total}
	for _, a := range at {
		sc.Cues = append(sc.Cues, sessions.Cue{At: a, Type: sessions.CueBell, Bell: sessions.Bell{Name: name, Strikes: 1}})
	}
	return sc
}

func staged(sc sessions.Score, name string, i mix.Instrument) *mix.Limit {
	s := mix.NewStage(nil)
	s.Add(name, i)
	s.Score(mix.Strokes(sc), nil, sc.Total)
	return mix.NewLimit(s)
}

// onsets returns the frames at which a sound begins after silence.
func onsets(samples [][2]int32) []int64 {
	var out []int64
	silent := true
	for i, v := range samples {
		if now := v == [2]int32{}; now != silent {
			if silent = now; !now {
				out = append(out, int64(i))
			}
		}
	}
	return out
}

// A stroke is in the file at the frame its offset names, to the sample.
func TestStrokesAreAtTheirFrames(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	at := []time.Duration{0}
	for at[len(at)-1] < 20*time.Second {
		at = append(at, at[len(at)-1]+time.Duration(10+random.IntN(900))*time.Millisecond)
	}
	sc := struck(21*time.Second, "wood", at...)
	for _, f := range []render.Format{render.WAV, render.FLAC} {
		samples, _ := read(t, written(t, staged(sc, "wood", &wood{}), render.Options{Format: f}), f)
		got := onsets(samples)
		if len(got) != len(at) {
			t.Fatalf("%s: %d strokes are heard, want %d", f, len(got), len(at))
		}
		for i, a := range at {
			if want := a.Milliseconds() * 48; got[i] != want {
				t.Errorf("%s: the stroke at %v begins at frame %d, want %d", f, a, got[i], want)
			}
		}
		if len(samples) < 21*render.Rate {
			t.Errorf("%s: the file ends after %d frames, before its score", f, len(samples))
		}
	}
}

// A real bell rises from nothing: its first samples are below one step.
func TestBellsAreAtTheirFrames(t *testing.T) {
	src, err := assets.Bells().Open("woodblock.toml")
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	b := make([]byte, 1<<16)
	n, err := src.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	spec, err := bell.Parse(b[:n])
	if err != nil {
		t.Fatal(err)
	}
	const at = 1234 * time.Millisecond
	o := render.Options{Format: render.FLAC, Bits: 24}
	samples, _ := read(t, written(t, staged(struck(3*time.Second, "x", at), "x", bell.New(spec)), o), o.Format)
	got := onsets(samples)
	if want := at.Milliseconds() * 48; len(got) == 0 || got[0] < want || got[0] > want+4 {
		t.Errorf("the bell begins at frame %v, want %d", got[:min(len(got), 1)], want)
	}
}
