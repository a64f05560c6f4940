package bell_test

import (
	"testing"

	"karuna/audio/bell"
)

// BenchmarkStream is the cost of a frame of each bell just struck, all its
// partials alive.
func BenchmarkStream(b *testing.B) {
	for _, name := range []string{"bowl-large", "inkin", "woodblock", "gong"} {
		b.Run(name, func(b *testing.B) {
			bl := bell.New(spec(b, name))
			buf := make([][2]float64, 512)
			frames := 0
			for b.Loop() {
				if frames%(rate/4) < len(buf) {
					bl.Strike(1, 0, false)
				}
				bl.Stream(buf)
				frames += len(buf)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(frames), "ns/frame")
		})
	}
}

// BenchmarkTail is the mean cost of a frame of a large bowl left to ring out.
func BenchmarkTail(b *testing.B) {
	bl := bell.New(spec(b, "bowl-large"))
	buf := make([][2]float64, 512)
	frames := 0
	for b.Loop() {
		if bl.Quiet() {
			bl.Strike(1, 0, false)
		}
		bl.Stream(buf)
		frames += len(buf)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(frames), "ns/frame")
}

// BenchmarkSit is the mean cost of a frame of a large bowl struck every 3.75
// minutes, silence between included: 45 minutes with 12 strokes.
func BenchmarkSit(b *testing.B) {
	bl := bell.New(spec(b, "bowl-large"))
	buf := make([][2]float64, 512)
	for b.Loop() {
		bl.Strike(1, 0, false)
		for range 225 * rate / len(buf) {
			bl.Stream(buf)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/225/rate, "ns/frame")
}

// BenchmarkNew is the cost of making a bell ready, its peaks found.
func BenchmarkNew(b *testing.B) {
	s := spec(b, "bowl-large")
	for b.Loop() {
		bell.New(s)
	}
}
