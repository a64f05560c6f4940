package audio

import (
	"context"
	"errors"
	"time"

	"karuna/audio/device"
	"karuna/audio/mix"
	"karuna/sessions"
)

// link is an open device and what is known of it.
type link struct {
	device device.Device
	stream device.Stream
	clock  clock

	corked    bool
	written   int64
	since     time.Time // uncorked, or taken up again after a gap
	from      int64     // written by then
	fed       time.Time // the last feed
	asked     time.Time // the last Heard
	weighed   int64     // written by then
	last      device.Report
	advanced  time.Time // when last.Heard last grew
	proven    bool      // it has been heard
	lastSound int64     // the frame after the last that was not silence
	given     []given
}

// given is a stroke in the device's hands.
type given struct {
	stroke mix.Stroke
	frame  int64
}

// died never fires without a link.
func (l *link) died() <-chan error {
	if l == nil {
		return nil
	}
	return l.stream.Dead()
}

// sounding reports whether the device still has something to be heard.
func (l *link) sounding() bool {
	return l != nil && !l.corked && l.lastSound > 0 && !(l.clock.locked && l.clock.heard(time.Now()) >= l.lastSound)
}

// backOff is how long to wait before each further try. With the two seconds a
// cold stream takes, sound is back within six of the server's return.
func backOff(tries int) time.Duration {
	steps := []time.Duration{250 * time.Millisecond, 500 * time.Millisecond, time.Second, 2 * time.Second, 3500 * time.Millisecond}
	return steps[min(tries, len(steps)-1)]
}

// opening is how long a device has to open.
const opening = 1500 * time.Millisecond

// dial opens a device: the one that sounded before, else all in order, else,
// when all have failed once, the first again, which costs nothing to try.
func (e *engine) dial(now time.Time) {
	try := e.p.devices
	switch {
	case e.known != nil:
		try = []device.Device{*e.known}
	case e.tries > 0:
		try = try[:1]
	}
	for _, d := range try {
		if e.open(d) {
			return
		}
	}
	e.retryAt = time.Now().Add(backOff(e.tries))
	e.tries++
	if e.known != nil || e.p.ctx.Err() != nil {
		return
	}
	if e.p.cfg.BEL == nil {
		e.say(sessions.SoundNone, "none", lineMute)
	} else {
		e.say(sessions.SoundBell, "bel", lineBell)
	}
}

func (e *engine) open(d device.Device) bool {
	if d.Usable(e.p.cfg.Env) != nil {
		return false
	}
	ctx, cancel := context.WithTimeout(e.p.ctx, opening)
	defer cancel()
	s, err := d.Open(ctx, device.Options{Env: e.p.cfg.Env, Title: "karuna"})
	if err != nil {
		return false
	}
	e.link = &link{device: d, stream: s, corked: true}
	if e.known == nil {
		e.tries = 0
		e.say(sessions.SoundReady, d.Name, e.note)
	}
	e.known = &d
	e.p.mu.Lock()
	defer e.p.mu.Unlock()
	e.prepare()
	return true
}

var errStuck = errors.New("the device takes sound and plays none")

// lose gives a device up. What it had been given and nobody heard is to be
// struck again.
func (e *engine) lose(now time.Time, err error) {
	l := e.link
	heard := l.last.Heard
	if !errors.Is(err, errStuck) && l.clock.locked {
		heard = l.clock.heard(now)
	}
	e.p.mu.Lock()
	for _, g := range l.given {
		if g.frame > heard {
			e.p.ledger.strike(g.stroke)
		}
	}
	e.p.mu.Unlock()
	if l.proven {
		e.tries = 0
	}
	e.drop()
	e.stage.Still()
	e.p.mu.Lock()
	e.prepare()
	e.p.mu.Unlock()
	e.retryAt = now.Add(backOff(e.tries))
	e.tries++
	e.say(sessions.SoundLost, "", lineLost)
}

// drop closes the device. An error of a device that is being left is of no
// use to anyone.
func (e *engine) drop() {
	if e.link != nil {
		_ = e.link.stream.Close()
		e.link = nil
	}
}

// prove notes that the device is heard.
func (e *engine) prove() {
	if !e.link.proven {
		e.link.proven = true
		e.tries = 0
		e.say(sessions.SoundReady, e.link.device.Name, e.note)
	}
}
