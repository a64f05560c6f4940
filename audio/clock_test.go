package audio_test

import (
	"slices"
	"testing"
	"time"

	"karuna/audio"
)

// TestClockThatRunsOff plays for five minutes on devices whose clock is not the
// system's, with reports that move on by 21 ms at once too. What counts is that
// the offset is bounded and does not grow: 1000 ppm is more in five minutes than
// a real device in an hour.
func TestClockThatRunsOff(t *testing.T) {
	const (
		every = 2500 * time.Millisecond // the device does not rest in between
		n     = int(300 * s / every)

		attack = 10 * time.Second / rate // from the onset of the woodblock until it is audible
	)
	check := func(name string, off float64, quantum int64, most time.Duration, lags ...time.Duration) {
		t.Helper()
		inBubble(t, name, func(t *testing.T, c *card, p *audio.Player, _ *bells) {
			t.Helper()
			c.off, c.quantum, c.forgets, c.lags = off, quantum, true, lags
			var between []time.Duration
			for at := every; at < 300*s; at += every {
				between = append(between, at)
			}
			plan := running(woods(300*s, between...), p.Lead())
			p.Follow(plan)
			time.Sleep(310 * s)
			onsets := c.onsets()
			if len(onsets) != n+1 {
				t.Fatalf("%d onsets, want %d", len(onsets), n+1)
			}
			var offs []time.Duration
			for i, o := range onsets {
				offs = append(offs, (o.Sub(plan.Base.Add(time.Duration(i)*every)) - attack).Abs())
			}
			// The first is due when the device has hardly said where it is.
			if half := time.Duration(quantum) * s / rate / 2; offs[0] > max(half, most) {
				t.Errorf("the first off by %v, want at most %v", offs[0], max(half, most))
			}
			offs = offs[1:]
			late := slices.Max(offs[n*4/5:])
			slices.Sort(offs)
			t.Logf("median %v, worst %v, in the last minute %v", offs[n/2], offs[n-1], late)
			if offs[n-1] > most {
				t.Errorf("off by %v, want at most %v", offs[n-1], most)
			}
		})
	}
	check("exact", 0, 0, time.Millisecond)
	check("100 ppm fast", 100, 0, 5*time.Millisecond)
	check("100 ppm slow", -100, 0, 5*time.Millisecond)
	check("1000 ppm fast", 1000, 0, 7*time.Millisecond)
	check("1000 ppm slow", -1000, 0, 7*time.Millisecond)
	check("reports in steps of 21 ms", 0, 1024, time.Millisecond)
	check("reports in steps of 43 ms", 0, 2048, time.Millisecond)
	check("in long steps, and late at times", 0, 2048, 3*time.Millisecond, 0, 0, 0, 0, 12*time.Millisecond, 0, 0)
	check("in steps, and late at times", 0, 1024, 2*time.Millisecond, 0, 0, 0, 0, 12*time.Millisecond, 0, 0)
	check("in steps, and late more often than not", 0, 1024, 3*time.Millisecond, 0, 9*time.Millisecond, 0, 16*time.Millisecond, 4*time.Millisecond, 12*time.Millisecond, 0)
	check("100 ppm fast, in steps", 100, 1024, 7*time.Millisecond)
	check("1000 ppm fast, in steps", 1000, 1024, 7*time.Millisecond)
	check("1000 ppm slow, in steps", -1000, 1024, 7*time.Millisecond)
	check("100 ppm slow, in long steps", -100, 2048, 7*time.Millisecond)
	check("1000 ppm fast, in long steps", 1000, 2048, 7*time.Millisecond)
	check("1000 ppm slow, in long steps", -1000, 2048, 7*time.Millisecond)
}
