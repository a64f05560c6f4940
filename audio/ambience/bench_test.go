package ambience_test

import (
	"testing"

	"karuna/audio/ambience"
)

// BenchmarkStream is the cost of a frame of each ambience.
func BenchmarkStream(b *testing.B) {
	for _, name := range ambience.Names() {
		b.Run(name, func(b *testing.B) {
			s := stream(b, name, 1)
			buf := make([][2]float64, 512)
			frames := 0
			for b.Loop() {
				s.Stream(buf)
				frames += len(buf)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(frames), "ns/frame")
		})
	}
}

// BenchmarkLoop is the cost of a frame of a recording in memory, joints and
// feeding included.
func BenchmarkLoop(b *testing.B) {
	l := fed{loop(b, &recording{frames: take(b, "pink", 1, 10*ambience.Rate)}, 0), b}
	buf := make([][2]float64, 512)
	frames := 0
	for b.Loop() {
		l.Stream(buf)
		frames += len(buf)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(frames), "ns/frame")
}
