package audio

import (
	"time"

	"karuna/audio/device"
	"karuna/audio/mix"
	"karuna/sessions"
)

// forever is longer than any sit.
const forever = 1000 * time.Hour

// engine is the one goroutine of a Player. It opens the device, renders a
// little ahead of the clock, and rings the terminal's bell where there is no
// device. Nothing else touches what is in here.
type engine struct {
	p       *Player
	plan    sessions.Plan
	strokes []mix.Stroke  // of the plan
	pending []mix.Stroke  // of those, for the terminal's bell
	last    time.Duration // offset after which nothing begins to sound; negative: nothing ever does
	orders  []*order
	stopped bool

	graph
	sounds Sounds
	note   string // what the person is to know while all is well, or ""
	block  [][2]float64
	primer primer
	moved  bool // the plan or the clock: the stage is to be placed anew

	link    *link
	known   *device.Device // the one that sounded before
	retryAt time.Time
	tries   int
	belled  time.Duration // the closing stroke rung while sound was lost, and 1 ns
}

func newEngine(p *Player) *engine {
	late := func(k mix.Stroke) int64 { return mix.Frame(allowed(k)) }
	return &engine{
		p: p, graph: newGraph(late, p.volume, p.cfg.Bells), last: -1,
		block: make([][2]float64, mix.Frame(device.Buffer)), primer: newPrimer(),
	}
}

// loudness returns the gain of a volume. A square is near enough to how loud
// things seem.
func loudness(volume float64) float64 { return volume * volume }

func (e *engine) run() {
	timer := time.NewTimer(forever)
	defer timer.Stop()
	defer e.drop()
	for {
		timer.Reset(e.step(time.Now()))
		select {
		case <-e.p.ctx.Done():
			return
		case <-e.p.wake:
		case <-timer.C:
		case err := <-e.link.died():
			e.lose(time.Now(), err)
		}
	}
}

// step does what is due at now and returns how long nothing else is.
func (e *engine) step(now time.Time) time.Duration {
	e.takeMail()
	wait := e.sound(now)
	e.p.mu.Lock()
	e.p.setSounds(len(e.orders) > 0 || e.link.sounding() || e.link != nil && !e.stage.Quiet())
	e.p.mu.Unlock()
	return wait
}

// sound keeps one of three going: a device, the terminal's bell, or the wait
// for a device to come back.
func (e *engine) sound(now time.Time) time.Duration {
	if e.link == nil && e.wanted() && !now.Before(e.retryAt) {
		e.dial(now)
	}
	switch {
	case e.link != nil:
		return e.feed(now)
	case e.known != nil:
		return min(e.lament(now), e.untilRetry(now))
	}
	return min(e.ring(now), e.untilRetry(now))
}

// wanted reports whether there is anything to open a device for.
func (e *engine) wanted() bool {
	if len(e.p.devices) == 0 {
		return false
	}
	if len(e.orders) > 0 {
		return true
	}
	return !e.stopped && e.last >= max(e.plan.From, 0)
}

func (e *engine) untilRetry(now time.Time) time.Duration {
	if !e.wanted() {
		return forever
	}
	return max(e.retryAt.Sub(now), 0)
}

// ramp is how long a change of gain takes.
const ramp = mix.Rate / 100

// takeMail reads the mailbox.
func (e *engine) takeMail() {
	p := e.p
	p.mu.Lock()
	defer p.mu.Unlock()
	m := p.mail
	p.mail.followed, p.mail.stopped, p.mail.orders, p.mail.sounds = false, false, nil, nil
	e.orders = append(e.orders, m.orders...)
	if want := loudness(p.volume); want != e.volume.Target() {
		e.volume.Ramp(want, ramp)
	}
	if m.stopped {
		e.fade.Ramp(0, max(int(mix.Frame(m.fade)), ramp))
	}
	if m.sounds != nil {
		e.sounds, e.note = *m.sounds, ""
		e.sounds.dress(e.stage)
	}
	if m.followed || m.stopped {
		e.plan, e.stopped = m.plan, m.stopped
		e.strokes = e.sounds.strokes(m.plan.Score)
		e.last = e.sounds.last(m.plan.Score, e.strokes)
		e.prepare()
	}
	e.stage.Mute(p.hushed || e.plan.Mute)
	if (m.followed || len(m.orders) > 0) && e.fade.Target() == 0 {
		if e.fade.Level() == 0 {
			e.stage.Still()
		}
		e.fade.Ramp(1, ramp)
	}
}

// prepare lays out what the plan still has to strike. p.mu is held.
func (e *engine) prepare() {
	e.pending = e.p.ledger.pending(e.plan, e.strokes)
	if len(e.p.devices) > 0 {
		for _, k := range e.pending {
			e.p.cfg.Bells.load(e.stage, k.Name)
		}
	}
	e.stage.Score(e.pending, mix.Phrases(e.plan.Score), e.plan.Score.Total)
	if e.link == nil || e.link.corked {
		e.stage.Place(mix.Frame(e.plan.Pos(time.Now())))
	}
	e.moved = true
}

// say sets what Status answers.
func (e *engine) say(state sessions.SoundState, name, line string) {
	e.p.mu.Lock()
	defer e.p.mu.Unlock()
	e.p.status.State, e.p.status.Device, e.p.status.Line = state, name, line
}

// answer answers every stroke wanted now.
func (e *engine) answer(err error) {
	for _, o := range e.orders {
		o.done <- orderDone{e.p.Status(), err}
	}
	e.orders = nil
}
