// Package ambience is the sound beneath a sit that has neither beginning nor
// end: noises, water, wind, a night, a room, a singing bowl. Each is made from
// a seed as it is heard; the same seed makes the same sound, and nothing in it
// comes round again, so there is no seam to hear. A Loop does the same for a
// recording, by fading its end into its beginning.
//
// Every ambience has about the same loudness, Level, for every seed, measured
// over a minute (BS.1770-4), and its true peak stays below -10 dB of full
// scale. What has a place in nature, a cricket or the modes of a bowl, stands
// at one place between the sides; what is all around is independent on both.
//
// All are beep.Streamers of Rate frames a second that never end, fill what
// they are given, and give the same samples in whatever lengths they are asked
// for. Stream neither allocates, locks nor waits. One goroutine only.
//
// They begin and end without a fade, and know no gain of their own: see mix.
// The package finds and decodes no files.
package ambience

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/faiface/beep"
)

// Rate is the frames a second of every ambience.
const Rate = 48000

// Level is the loudness of every ambience in LUFS, and what a recording of
// one's own is brought to by the gain of its Loop.
const Level = -32.5

// recipe is one ambience. The gain brings it to Level; it is measured, not
// derived, and TestLevel holds it.
type recipe struct {
	name  string
	about string
	gain  float64 // dB
	make  func(*random) sound
}

func recipes() []recipe {
	return []recipe{
		{"brown", "a deep, even rush", -13.4, newBrown},
		{"pink", "a lighter, even rush", -22.4, newPink},
		{"rain", "rain all around, drops close by", -26.2, newRain},
		{"ocean", "slow swells on a beach", -7.6, newOcean},
		{"stream", "a brook over stones", -19.1, newBrook},
		{"wind", "wind in trees", -12.5, newWind},
		{"night", "a summer night, a few crickets", -18.6, newNight},
		{"room-tone", "the stillness of a room", -12.6, newRoom},
		{"bowl-drone", "a bowl that swells and beats", -24.6, newDrone},
	}
}

// Names returns the names of all ambiences, in the order to show them in.
func Names() []string {
	var names []string
	for _, k := range recipes() {
		names = append(names, k.name)
	}
	return names
}

// About returns a line on how an ambience sounds; "" for a name there is not.
func About(name string) string {
	k, _ := find(name)
	return k.about
}

// New returns the ambience of a name, endless and at Level. A name there is
// not is an error that lists those there are.
func New(name string, seed uint64) (beep.Streamer, error) {
	k, ok := find(name)
	if !ok {
		return nil, fmt.Errorf("no ambience %q: there are %s", name, strings.Join(Names(), ", "))
	}
	rnd := random(seed)
	rnd = random(rnd.next()) // seeds side by side are worlds apart
	return &endless{sound: k.make(&rnd), gain: math.Pow(10, k.gain/20), at: block}, nil
}

func find(name string) (recipe, bool) {
	all := recipes()
	i := slices.IndexFunc(all, func(r recipe) bool { return r.name == name })
	if i < 0 {
		return recipe{}, false
	}
	return all[i], true
}

// block is how many frames a sound makes at a time, whatever is asked for:
// what moves slowly in it moves once a block.
const block = 64

// run is a block of one side.
type run [block]float64

// sound makes the next block of both sides, at a level of its own.
type sound interface{ next(l, r *run) }

// endless streams a sound.
type endless struct {
	sound sound
	gain  float64
	l, r  run
	buf   [block][2]float64
	at    int // frames of buf that have been streamed
}

// Stream fills samples.
func (e *endless) Stream(samples [][2]float64) (n int, ok bool) {
	n = len(samples)
	done := copy(samples, e.buf[e.at:])
	e.at += done
	samples = samples[done:]
	for len(samples) >= block {
		e.block((*[block][2]float64)(samples))
		samples = samples[block:]
	}
	if len(samples) > 0 {
		e.block(&e.buf)
		e.at = copy(samples, e.buf[:])
	}
	return n, true
}

// Err returns nil: what is made from nothing cannot fail.
func (e *endless) Err() error { return nil }

func (e *endless) block(out *[block][2]float64) {
	e.sound.next(&e.l, &e.r)
	gain := e.gain
	for i := range out {
		l, r := e.l[i]*gain, e.r[i]*gain
		if l > knee || l < -knee {
			l = bend(l)
		}
		if r > knee || r < -knee {
			r = bend(r)
		}
		out[i] = [2]float64{l, r}
	}
}

// Up to the knee a sample stays as it is; the rest is bent to stay below the
// ceiling. A breaker or a close drop reaches it now and then.
const (
	knee    = 0.158489 // -16 dBFS
	ceiling = 0.275423 // -11.2 dBFS: between samples it may be 1 dB more
)

func bend(v float64) float64 {
	over := (math.Abs(v) - knee) / (ceiling - knee)
	return math.Copysign(knee+(ceiling-knee)*over/(1+over), v)
}
