package voice

import (
	"context"
	"errors"
	"math"
	"os"
	"testing"
	"time"

	"karuna/audio/clip"
)

// TestSlowProgram is inside because the time a program gets is 20 seconds.
func TestSlowProgram(t *testing.T) {
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	p := tool{name: "command", path: path, args: []string{"narrator", "hang", "-"}}
	if _, err := p.speak(ctx, os.Getenv, cache{t.TempDir()}, "Breathe in."); !errors.Is(err, errTooLong) {
		t.Errorf("error %v", err)
	}
}

// TestPrune is inside because the cache holds half a gigabyte.
func TestPrune(t *testing.T) {
	c := cache{t.TempDir()}
	old := time.Now().Add(-2 * time.Hour)
	for i, id := range []string{"a", "b", "c", "d"} {
		if err := c.save(id, clip.Mono(make([]float32, 1000))); err != nil {
			t.Fatal(err)
		}
		at := old.Add(time.Duration(i) * time.Minute)
		if err := os.Chtimes(c.path(id), at, at); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := c.load("a"); err != nil { // now it is the newest
		t.Fatal(err)
	}
	left, err := c.folder()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(left, old, old); err != nil {
		t.Fatal(err)
	}
	if err := c.pruneTo(5000); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]bool{"a": true, "b": false, "c": false, "d": true} {
		if _, err := c.load(id); (err == nil) != want {
			t.Errorf("%s: %v", id, err)
		}
	}
	if _, err := os.Stat(left); err == nil {
		t.Error("what an interrupted run left is still there")
	}
}

// TestResample compares a tone with what it should be, at rates that programs
// have.
func TestResample(t *testing.T) {
	for _, rate := range []int{8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000, 96000} {
		const hz = 1000
		in := make([]float32, rate)
		for i := range in {
			in[i] = float32(math.Sin(2 * math.Pi * hz * float64(i) / float64(rate)))
		}
		out := resample(in, rate)
		if len(out) != clip.Rate {
			t.Errorf("%d: %d frames a second", rate, len(out))
		}
		worst := 0.0
		for i := 2000; i < len(out)-2000; i++ {
			worst = max(worst, math.Abs(float64(out[i])-math.Sin(2*math.Pi*hz*float64(i)/clip.Rate)))
		}
		if worst > 1e-3 {
			t.Errorf("%d: off by %g", rate, worst)
		}
	}
}

// FuzzCondition makes a phrase of any samples, or says why not.
func FuzzCondition(f *testing.F) {
	f.Add([]byte{0, 127, 0, 128, 5}, 22050)
	f.Add([]byte{}, 48000)
	f.Fuzz(func(t *testing.T, raw []byte, rate int) {
		samples := make([]float32, len(raw))
		for i, b := range raw {
			samples[i] = float32(int8(b)) / 128
		}
		if len(raw) > 1<<16 || rate%100 != 0 && rate%11025 != 0 { // others need long tables
			return
		}
		c, err := condition(samples, rate)
		if err != nil {
			return
		}
		for _, v := range mono(c) {
			if math.IsNaN(float64(v)) || math.Abs(float64(v)) > 1 {
				t.Fatalf("sample %g", v)
			}
		}
	})
}

// FuzzSpoken keeps to one line of words, and is content with its own result.
func FuzzSpoken(f *testing.F) {
	f.Add("May you be well [pause 2s] — “and at ease”…")
	f.Add("\x1b[31m[[slnc 9]]\u202e")
	f.Fuzz(func(t *testing.T, text string) {
		got := spoken(text)
		for _, r := range got {
			if r < ' ' || r == 0x7f || r == '[' || r == ']' || r == '<' || r == '{' {
				t.Fatalf("%q holds %q", got, r)
			}
		}
		if again := spoken(got); again != got {
			t.Fatalf("%q, then %q", got, again)
		}
	})
}
