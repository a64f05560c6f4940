package audio_test

import (
	"math"
	"os"
	"testing"
	"time"

	"karuna/audio"
	"karuna/audio/ambience"
	"karuna/audio/bell"
	"karuna/audio/clip"
	"karuna/audio/loudness"
	"karuna/audio/mix"
	"karuna/sessions"
)

// vowel is a phrase of four seconds with that peak: a voice's pitch and some of
// its partials, of about the same strength.
func vowel(peak float64) *clip.Clip {
	all := make([]float32, 4*rate)
	for i := range all {
		v := 0.0
		for _, hz := range []float64{140, 420, 700, 1960, 3080} {
			v += math.Sin(2 * math.Pi * hz * float64(i) / rate)
		}
		all[i] = float32(peak * v / 5)
	}
	return clip.Mono(all)
}

// However much sounds at once, nothing reaches -1 dBTP, and nothing pulls the
// loudspeaker to one side.
func TestDenseMixStaysBelowTheCeiling(t *testing.T) {
	files := os.DirFS("../assets/bells")
	names, err := bell.Names(files)
	if err != nil {
		t.Fatal(err)
	}
	check := func(name string, speech mix.Speech, strokes int, gap time.Duration) {
		t.Helper()
		sc := sessions.Score{Total: 20 * s}
		for _, n := range names {
			c := cue(0, sessions.Interval, strokes, gap)
			c.Bell.Name = n
			sc.Cues = append(sc.Cues, c)
		}
		for at := 2 * s; at < 18*s; at += 5 * s {
			sc.Cues = append(sc.Cues, sessions.Cue{At: at, Type: sessions.CueSpeak, Text: at.String()})
		}
		var layers []mix.Layer
		for i, n := range []string{"ocean", "rain"} {
			sound, err := ambience.New(n, uint64(i))
			if err != nil {
				t.Fatal(err)
			}
			layers = append(layers, mix.Layer{Sound: sound, Gain: 6})
		}
		sit := audio.NewSit(sc, audio.Bells{Files: files}, audio.Sounds{Speech: speech, Ambience: layers})
		meter := loudness.NewMeter(rate)
		var sum [2]float64
		n := 0
		for buf := make([][2]float64, 4096); n < 25*rate; {
			if err := sit.Feed(len(buf)); err != nil {
				t.Fatal(err)
			}
			got, _ := sit.Stream(buf)
			meter.Add(buf[:got])
			for _, f := range buf[:got] {
				sum[0] += f[0]
				sum[1] += f[1]
			}
			n += got
		}
		if peak := meter.TruePeak(); peak > -1 {
			t.Errorf("%s: true peak %.2f dBTP", name, peak)
		} else {
			t.Logf("%s: true peak %.2f dBTP, %.1f LUFS", name, peak, meter.Integrated())
		}
		for _, v := range sum {
			if mean := math.Abs(v / float64(n)); mean > 1e-3 {
				t.Errorf("%s: a mean of %g", name, mean)
			}
		}
	}
	say := func(c *clip.Clip) mix.Speech { return func(mix.Phrase) (*clip.Clip, bool) { return c, true } }
	check("all bells at once, with words", say(vowel(0.3)), 1, 0)
	check("all bells every second", nil, 18, s)
	check("all bells every second, and a voice as loud as one may be", say(vowel(0.707)), 18, s)
}
