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

	mu      sync.Mutex
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

func (c *card) last() *track {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.streams[len(c.streams)-1]
}

// onsets returns when each sound of every stream began to be heard: the first
// frame that is audible after a twentieth of a second of none.
func (c *card) onsets() []time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []time.Time
	for _, t := range c.streams {
		t.advance()
		quiet := rate
		for i, f := range t.frames[:t.taken] {
			quiet++
			if max(f[0], -f[0]) < 0.003 {
				continue
			}
			if quiet > rate/20 {
				out = append(out, t.heardAt(int64(i)))
			}
			quiet = 0
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
	taken    int64
	at       time.Time // up to when it has played
	dead     chan error
	segments []segment
	corks    int
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
	elapsed := int64(now.Sub(t.at)) * rate / int64(time.Second)
	n := min(int64(len(t.frames))-t.taken, elapsed)
	t.taken += n
	t.at = t.at.Add(time.Duration(elapsed) * time.Second / rate)
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
	return s.at.Add(time.Duration(frame-s.frame)*time.Second/rate + t.card.latency)
}

func (t *track) Room() int {
	t.card.mu.Lock()
	defer t.card.mu.Unlock()
	t.advance()
	if t.card.greedy {
		return 1 << 30
	}
	return rate/2 - int(int64(len(t.frames))-t.taken)
}

func (t *track) Write(frames [][2]float64) error {
	t.card.mu.Lock()
	defer t.card.mu.Unlock()
	t.advance()
	t.frames = append(t.frames, frames...)
	return nil
}

func (t *track) Cork(on bool) error {
	t.card.mu.Lock()
	defer t.card.mu.Unlock()
	t.advance()
	t.corked = on
	t.corks++
	t.advance()
	return nil
}

func (t *track) Heard() (device.Report, bool) {
	t.card.mu.Lock()
	defer t.card.mu.Unlock()
	t.advance()
	late := int64(t.card.latency) * rate / int64(time.Second)
	if t.at.IsZero() || t.taken < late {
		return device.Report{}, false
	}
	return device.Report{Heard: t.taken - late, Taken: t.taken, At: t.at}, true
}

func (t *track) Dead() <-chan error { return t.dead }

func (t *track) Close() error {
	t.card.mu.Lock()
	defer t.card.mu.Unlock()
	t.advance()
	t.closed = true
	return nil
}
