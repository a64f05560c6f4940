package audio_test

import (
	"os"
	"testing"
	"time"

	"karuna/audio"
	"karuna/audio/mix"
	"karuna/sessions"
)

// BenchmarkSit is the cost of a frame of a whole sit of 45 minutes with twelve
// strokes of the large bowl, without and with something beneath it.
func BenchmarkSit(b *testing.B) {
	for name, layers := range map[string][]mix.Layer{"bells": nil, "beneath": {{Sound: hum(0.01)}}} {
		b.Run(name, func(b *testing.B) {
			sc := sessions.Score{Total: 45 * time.Minute}
			for i := range 12 {
				sc.Cues = append(sc.Cues, cue(time.Duration(i)*4*time.Minute, sessions.Interval, 1, 0))
			}
			bells := audio.Bells{Files: os.DirFS("../assets/bells")}
			frames := 0
			buf := make([][2]float64, 4096)
			for b.Loop() {
				sit := audio.NewSit(sc, bells, audio.Sounds{Ambience: layers})
				for {
					n, ok := sit.Stream(buf)
					if frames += n; !ok {
						break
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(frames), "ns/frame")
		})
	}
}
