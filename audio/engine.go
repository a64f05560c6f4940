package audio

import (
	"time"

	"karuna/audio/mix"
	"karuna/sessions"
)

// forever is longer than any sit.
const forever = 1000 * time.Hour

// engine is the one goroutine of a Player.
type engine struct {
	p       *Player
	plan    sessions.Plan
	strokes []mix.Stroke // of the plan
	pending []mix.Stroke // of those, to be struck
}

func newEngine(p *Player) *engine { return &engine{p: p} }

func (e *engine) run() {
	timer := time.NewTimer(forever)
	defer timer.Stop()
	for {
		timer.Reset(e.step(time.Now()))
		select {
		case <-e.p.ctx.Done():
			return
		case <-e.p.wake:
		case <-timer.C:
		}
	}
}

// step does what is due at now and returns how long nothing else is.
func (e *engine) step(now time.Time) time.Duration {
	orders := e.takeMail()
	for _, o := range orders {
		err := e.p.cfg.BEL()
		o.done <- orderDone{e.p.Status(), err}
	}
	return e.ring(now)
}

// takeMail reads the mailbox and returns the strokes wanted now.
func (e *engine) takeMail() []*order {
	p := e.p
	p.mu.Lock()
	defer p.mu.Unlock()
	m := p.mail
	p.mail.followed, p.mail.orders = false, nil
	if m.followed || m.stopped {
		e.plan = m.plan
		e.strokes = mix.Strokes(m.plan.Score)
		e.pending = p.ledger.pending(m.plan, e.strokes)
		p.mail.stopped = false
	}
	return m.orders
}

// ring rings the terminal's bell for every stroke due, and returns how long
// it is until the next.
func (e *engine) ring(now time.Time) time.Duration {
	pos := e.plan.Pos(now)
	for len(e.pending) > 0 && e.pending[0].At <= pos {
		k := e.pending[0]
		e.pending = e.pending[1:]
		if pos-k.At > allowed(k) {
			continue
		}
		e.bel(k, pos)
	}
	e.p.mu.Lock()
	e.p.setSounds(false)
	e.p.mu.Unlock()
	if len(e.pending) == 0 {
		return forever
	}
	return e.pending[0].At - pos
}

// bel rings the terminal's bell for one stroke.
func (e *engine) bel(k mix.Stroke, pos time.Duration) {
	err := e.p.cfg.BEL()
	e.p.mu.Lock()
	defer e.p.mu.Unlock()
	if err != nil {
		e.p.status.State = sessions.SoundNone
		e.p.status.Line = lineMute
		return
	}
	e.p.ledger.enter(k, pos)
}

// What a person reads when there is no sound.
const (
	lineLost = "The sound device went away; the sit goes on."
	lineMute = "Nothing here can make a sound; the sit goes on in silence."
)
