package audio_test

import (
	"context"
	"errors"
	"sync"
	"time"

	"karuna/audio/device"
)

const rate = device.Rate

// card is a device that plays by the clock and keeps what it was given. What
// can go wrong with a device is a method of it.
type card struct {
	latency time.Duration // between taken and heard
	cold    time.Duration // a fresh stream starts this much later
	greedy  bool          // it takes everything at once
	off     float64       // how much faster than it says it plays, in parts per million
	forgets bool          // it keeps no frames
	shy     bool          // it asks for more only when it has run dry, and says where it is only while it has enough
	quantum int64         // what it reports moves on by so many frames at once; 0: by one

	lags []time.Duration // how old its reports are, in turn; nil: they are not

	mu      sync.Mutex
	asked   int
	broken  bool // it does not open
	frozen  bool // it plays nothing
	opened  int
	streams []*track
}

func (c *card) device(name string) device.Device {
	return device.Device{
		Name:   name,
		Lead:   2500 * time.Millisecond,
		Usable: func(func(string) string) error { return nil },
		Open: func(context.Context, device.Options) (device.Stream, error) {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.opened++
			if c.broken {
				return nil, errors.New("broken")
			}
			t := &track{card: c, made: time.Now(), corked: true, dead: make(chan error, 1)}
			c.streams = append(c.streams, t)
			return t, nil
		},
	}
}

func (c *card) set(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, t := range c.streams {
		t.advance()
	}
	f()
}

// kill ends the open stream, and no other opens until the card is whole.
func (c *card) kill() {
	c.set(func() { c.broken = true })
	c.last().dead <- errors.New("killed")
}

// rate returns how many frames the card plays in a second of the real clock.
func (c *card) rate() float64 { return rate * (1 + c.off/1e6) }

// lasts returns how long the card takes to play n frames.
func (c *card) lasts(n int64) time.Duration {
	return time.Duration(float64(n) / c.rate() * float64(time.Second))
}

func (c *card) last() *track {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.streams[len(c.streams)-1]
}

// onsets returns when each sound of every stream began to be heard.
func (c *card) onsets() []time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []time.Time
	for _, t := range c.streams {
		t.advance()
		for _, f := range t.sounds {
			if f < t.taken {
				out = append(out, t.heardAt(f))
			}
		}
	}
	return out
}

// track is a stream of a card.
type track struct {
	card     *card
	made     time.Time
	corked   bool
	closed   bool
	frames   [][2]float64
	written  int64
	taken    int64
	sounds   []int64   // where one begins: the first audible frame after a twentieth of a second of none
	audible  int64     // the last such frame
	loud     int64     // the frame after the last that was not silence itself
	at       time.Time // up to when it has played
	dead     chan error
	segments []segment
	corks    int
	uncorked []time.Time
}

// segment says when a run of frames without a gap began to be taken.
type segment struct {
	frame int64
	at    time.Time
}

// advance plays up to now.
func (t *track) advance() {
	now := time.Now()
	if t.corked || t.closed || t.card.frozen || now.Before(t.made.Add(t.card.cold)) {
		t.at = time.Time{}
		return
	}
	if t.at.IsZero() {
		t.at = now
		t.segments = append(t.segments, segment{t.taken, now})
	}
	elapsed := int64(now.Sub(t.at).Seconds() * t.card.rate())
	n := min(t.written-t.taken, elapsed)
	t.taken += n
	t.at = t.at.Add(t.card.lasts(elapsed))
	if n < elapsed {
		t.segments = append(t.segments, segment{t.taken, t.at})
	}
}

func (t *track) heardAt(frame int64) time.Time {
	var s segment
	for _, x := range t.segments {
		if x.frame <= frame {
			s = x
		}
	}
	return s.at.Add(t.card.lasts(frame-s.frame) + t.card.latency)
}

func (t *track) Room() int {
	t.card.mu.Lock()
	defer t.card.mu.Unlock()
	t.advance()
	if t.card.greedy {
		return 1 << 30
	}
	if t.card.shy && t.written > t.taken {
		return 0
	}
	return rate/2 - int(t.written-t.taken)
}

func (t *track) Write(frames [][2]float64) error {
	t.card.mu.Lock()
	defer t.card.mu.Unlock()
	t.advance()
	for i, f := range frames {
		at := t.written + int64(i)
		if f != [2]float64{} {
			t.loud = at + 1
		}
		if max(f[0], -f[0]) < 0.003 {
			continue
		}
		if len(t.sounds) == 0 || at > t.audible+rate/20 {
			t.sounds = append(t.sounds, at)
		}
		t.audible = at
	}
	t.written += int64(len(frames))
	if !t.card.forgets {
		t.frames = append(t.frames, frames...)
	}
	return nil
}

func (t *track) Cork(on bool) error {
	t.card.mu.Lock()
	defer t.card.mu.Unlock()
	t.advance()
	t.corked = on
	t.corks++
	if !on {
		t.uncorked = append(t.uncorked, time.Now())
	}
	t.advance()
	return nil
}

func (t *track) Heard() (device.Report, bool) {
	t.card.mu.Lock()
	defer t.card.mu.Unlock()
	t.advance()
	late := int64(t.card.latency) * rate / int64(time.Second)
	if t.at.IsZero() || t.taken < late || t.card.shy && t.written-t.taken < rate/3 {
		return device.Report{}, false
	}
	heard := t.taken - late
	if n := len(t.card.lags); n > 0 {
		heard -= int64(t.card.lags[t.card.asked%n]) * rate / int64(time.Second)
		t.card.asked++
	}
	if q := t.card.quantum; q > 0 {
		heard = (heard + q/2) / q * q
	}
	return device.Report{Heard: heard, Taken: heard + late, At: t.at}, true
}

func (t *track) Dead() <-chan error { return t.dead }

func (t *track) Close() error {
	t.card.mu.Lock()
	defer t.card.mu.Unlock()
	t.advance()
	t.closed = true
	return nil
}
