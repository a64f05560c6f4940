package render_test

import (
	"context"
	"math"
	"os"
	"testing"

	"github.com/faiface/beep"

	"karuna/audio/render"
)

// ringing is a bell of three partials that is struck every ten seconds.
type ringing struct{ i int }

func (r *ringing) Err() error { return nil }

func (r *ringing) Stream(samples [][2]float64) (int, bool) {
	for i := range samples {
		at := float64(r.i%(10*render.Rate)) / render.Rate
		v := 0.2 * math.Exp(-at/2) * (math.Sin(1400*at) + math.Sin(3800*at) + math.Sin(7100*at)) / 3
		samples[i] = [2]float64{v, 0.9 * v}
		r.i++
	}
	return len(samples), true
}

// A benchmark writes a minute of sound that is in memory to /dev/null.
func benchmark(b *testing.B, o render.Options, s beep.Streamer) {
	b.Helper()
	frames := make([][2]float64, 60*render.Rate)
	s.Stream(frames)
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		b.Fatal(err)
	}
	defer null.Close()
	for b.Loop() {
		if err := render.Write(context.Background(), null, &sound{frames: frames}, o); err != nil {
			b.Fatal(err)
		}
	}
	n := float64(b.N) * float64(len(frames))
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/n, "ns/frame")
	b.ReportMetric(n/render.Rate/b.Elapsed().Seconds(), "×realtime")
}

func BenchmarkWAVSilence(b *testing.B) { benchmark(b, render.Options{}, beep.Silence(-1)) }

func BenchmarkWAVBell(b *testing.B) { benchmark(b, render.Options{}, &ringing{}) }

func BenchmarkFLACSilence(b *testing.B) {
	benchmark(b, render.Options{Format: render.FLAC}, beep.Silence(-1))
}

func BenchmarkFLACBell(b *testing.B) {
	benchmark(b, render.Options{Format: render.FLAC}, &ringing{})
}
