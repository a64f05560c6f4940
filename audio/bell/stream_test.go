package bell_test

import (
	"testing"

	"pgregory.net/rapid"

	"karuna/audio/bell"
	"karuna/audio/mix"
)

// blow is a stroke at a frame.
type blow struct {
	at             int
	velocity, gain float64
	half           bool
}

// played is the sound of blows on an instrument that was stopped, pulled in
// blocks.
func played(i mix.Instrument, blows []blow, n int, block func() int) [][2]float64 {
	i.Still()
	out := make([][2]float64, n)
	at := 0
	pull := func(to int) {
		for at < to {
			part := out[at:min(at+block(), to)]
			i.Stream(part)
			at += len(part)
		}
	}
	for _, b := range blows {
		pull(b.at)
		i.Strike(b.velocity, b.gain, b.half)
	}
	pull(n)
	return out
}

// TestBlocksDoNotMatter strikes at random, full and half, and pulls the sound
// in one piece between strokes and in random ones.
func TestBlocksDoNotMatter(t *testing.T) {
	instruments := map[string]mix.Instrument{"recording": bell.NewSampled(recorded(50, rate/4, 0.3))}
	for _, name := range []string{"gong", "inkin", "woodblock"} {
		instruments[name] = bell.New(spec(t, name))
	}
	for name, instrument := range instruments {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				const n = 6000
				var blows []blow
				at := 0
				for range rapid.IntRange(1, 12).Draw(t, "strokes") {
					at = min(at+rapid.IntRange(0, 1500).Draw(t, "apart"), n)
					blows = append(blows, blow{
						at, rapid.SampledFrom([]float64{0.5, 1}).Draw(t, "velocity"),
						rapid.Float64Range(-30, 0).Draw(t, "gain"), rapid.Bool().Draw(t, "half"),
					})
				}
				want := played(instrument, blows, n, func() int { return n })
				got := played(instrument, blows, n, func() int { return rapid.IntRange(1, 900).Draw(t, "block") })
				for i := range want {
					if got[i] != want[i] {
						t.Fatalf("frame %d is %v, in one piece %v", i, got[i], want[i])
					}
				}
			})
		})
	}
}
