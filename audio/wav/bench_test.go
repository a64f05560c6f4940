package wav_test

import (
	"bytes"
	"errors"
	"io"
	"math"
	"testing"

	"karuna/audio/wav"
)

// nowhere takes a file and keeps nothing.
type nowhere struct{}

func (nowhere) Write(p []byte) (int, error)    { return len(p), nil }
func (nowhere) Seek(int64, int) (int64, error) { return 0, nil }

func tone(n int) [][2]float64 {
	out := make([][2]float64, n)
	for i := range out {
		v := 0.3 * math.Sin(float64(i)/9)
		out[i] = [2]float64{v, -v / 2}
	}
	return out
}

func BenchmarkWrite(b *testing.B) {
	frames := tone(512)
	for name, f := range map[string]wav.Format{
		"16": {Rate: 48000, Channels: 2, Bits: 16}, "16 mono": {Rate: 48000, Channels: 1, Bits: 16},
		"24": {Rate: 48000, Channels: 2, Bits: 24}, "float": {Rate: 48000, Channels: 2, Bits: 32, Float: true},
	} {
		b.Run(name, func(b *testing.B) {
			w, err := wav.NewWriter(nowhere{}, f)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if err := w.Write(frames); err != nil {
					b.Fatal(err)
				}
			}
			perFrame(b, len(frames))
		})
	}
}

func BenchmarkRead(b *testing.B) {
	frames := tone(48000)
	for name, f := range map[string]wav.Format{
		"16": {Rate: 48000, Channels: 2, Bits: 16}, "24": {Rate: 48000, Channels: 2, Bits: 24},
		"float": {Rate: 48000, Channels: 2, Bits: 32, Float: true},
	} {
		raw := write(b, f, frames)
		dst := make([][2]float64, 512)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				r, err := wav.NewReader(bytes.NewReader(raw))
				for err == nil {
					_, err = r.Read(dst)
				}
				if !errors.Is(err, io.EOF) {
					b.Fatal(err)
				}
			}
			perFrame(b, len(frames))
		})
	}
}

func perFrame(b *testing.B, frames int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(frames), "ns/frame")
}
