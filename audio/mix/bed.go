package mix

import (
	"math"

	"github.com/faiface/beep"
)

// Feeder is a streamer that reads from a file. Whoever pulls it calls Feed
// between two Streams: the next n frames then come without waiting.
type Feeder interface {
	beep.Streamer
	Feed(n int) error
}

// Layer is a sound beneath a sit. It never ends.
type Layer struct {
	Sound beep.Streamer // a Feeder when it reads from a file
	Gain  float64       // dB
}

const (
	rising  = 8 * Rate      // the ambience comes with the first stroke
	back    = 3 * Rate      // and again after a pause
	setting = 10 * Rate     // it goes with the closing one
	hushing = 3 * Rate / 2  // and before a pause
	duckIn  = 3 * Rate / 10 // it makes room for a phrase
	duckOut = Rate
	ducked  = 0.501187 // -6 dB
)

// bed is the ambience of a sit: its layers between t = 0 and the end.
type bed struct {
	layers  []Layer
	fade    *Gain
	duck    *Gain
	on      bool
	heard   bool // it has been on
	talking bool
}

func newBed(layers []Layer) *bed {
	b := &bed{layers: layers}
	lie := make([]beep.Streamer, len(layers))
	for i, l := range layers {
		lie[i] = NewGain(l.Sound, math.Pow(10, l.Gain/20))
	}
	b.duck = NewGain(NewBus(lie...), 1)
	b.fade = NewGain(b.duck, 0)
	return b
}

// turn lets it come or go as the place in the score has it.
func (b *bed) turn(on, over, talking bool) {
	if len(b.layers) == 0 {
		return
	}
	if talking != b.talking {
		b.talking = talking
		if talking {
			b.duck.Ramp(ducked, duckIn)
		} else {
			b.duck.Ramp(1, duckOut)
		}
	}
	if on == b.on {
		return
	}
	b.on = on
	switch {
	case on && b.heard:
		b.fade.Ramp(1, back)
	case on:
		b.heard = true
		b.fade.Ramp(1, rising)
	case over:
		b.fade.Ramp(0, setting)
	default:
		b.fade.Ramp(0, hushing)
	}
}

// end lets it go for good.
func (b *bed) end() {
	if b.fade.Target() != 0 {
		b.fade.Ramp(0, hushing)
	}
}

// feed makes sure that n frames come without waiting.
func (b *bed) feed(n int) error {
	for _, l := range b.layers {
		if f, ok := l.Sound.(Feeder); ok {
			if err := f.Feed(n); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *bed) quiet() bool { return b.fade.Level() == 0 && b.fade.Target() == 0 }

func (b *bed) still() {
	b.fade.Ramp(0, 0)
	b.on = false
}

// add adds the bed to samples; buf is as long.
func (b *bed) add(samples, buf [][2]float64) {
	if !b.quiet() {
		b.fade.Stream(buf)
		sum(samples, buf)
	}
}
