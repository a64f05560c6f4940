package audio

import (
	"time"

	"karuna/audio/mix"
	"karuna/sessions"
)

// What a person reads when sound is not as it was asked for.
const (
	lineLost = "The sound device went away; the sit goes on."
	lineBell = "No sound device here; the terminal's own bell rings."
	lineBare = "The file beneath the sit could not be read; it goes on without it."
	lineMute = "Nothing here can make a sound; the sit goes on in silence."
)

// ring rings the terminal's bell for every stroke due, and returns how long
// it is until the next.
func (e *engine) ring(now time.Time) time.Duration {
	if len(e.orders) > 0 && (len(e.p.devices) == 0 || e.tries > 0) {
		e.answer(e.bel())
	}
	pos := e.plan.Pos(now)
	for len(e.pending) > 0 && e.pending[0].At <= pos {
		k := e.pending[0]
		e.pending = e.pending[1:]
		if pos-k.At > allowed(k) {
			continue
		}
		if e.bel() == nil {
			e.p.mu.Lock()
			e.p.ledger.enter(k, pos)
			e.p.mu.Unlock()
		}
	}
	if len(e.pending) == 0 {
		return forever
	}
	return e.pending[0].At - pos
}

// lament rings the terminal's bell once for the end of a sit whose sound is
// lost. The stroke itself may still come with the device.
func (e *engine) lament(now time.Time) time.Duration {
	if len(e.orders) > 0 && e.tries > 1 {
		e.answer(e.bel())
	}
	pos := e.plan.Pos(now)
	for _, k := range e.pending {
		if k.Role != sessions.Closing || e.belled == k.At+1 {
			continue
		}
		if k.At > pos {
			return k.At - pos
		}
		if pos-k.At <= lateClosing && !e.struck(k) {
			e.belled = k.At + 1
			e.answerless(e.bel())
		}
		return forever
	}
	return forever
}

func (e *engine) struck(k mix.Stroke) bool {
	e.p.mu.Lock()
	defer e.p.mu.Unlock()
	return e.p.ledger.has(k)
}

// answerless takes an error no one can do anything about: the terminal is as
// silent as the device.
func (e *engine) answerless(err error) {
	if err != nil {
		e.say(sessions.SoundLost, "", lineMute)
	}
}

// bel rings the terminal's bell.
func (e *engine) bel() error {
	if e.p.cfg.BEL == nil {
		return ErrSilent
	}
	err := e.p.cfg.BEL()
	if err != nil {
		e.say(sessions.SoundNone, "none", lineMute)
	}
	return err
}
