// Package audio sounds a sit: it follows a Plan, strikes its bells, speaks its
// lines and lays an ambience beneath. A Player does so on a device, a Sit for
// a file; both are one graph.
//
// A Player owns the onsets, never the time: it reads the Plan's clock, and a
// sit goes on whether there is sound or not. A stroke sounds at its offset,
// within 20 ms on a device that reports its position; one that could not
// sound in time is left out when it is more than 2 s late, a closing one when
// it is more than 10 s late. When a device dies it is opened again, and
// meanwhile Status has one line for the person.
//
// What a device has already taken, at most three quarters of a second, still
// sounds after a Plan holds or changes; such a stroke is not struck again.
//
// It does not decide when a sit begins, pauses or ends (sessions/conductor),
// and it holds no sound of its own: bells are data (assets/bells), lines and
// ambience are given to it.
package audio

import (
	"context"
	"errors"
	"math"
	"sync"
	"time"

	"karuna/audio/device"
	"karuna/audio/mix"
	"karuna/sessions"
)

// Config says what a Player plays with. The zero Config has no device name,
// which is "auto", and volume 0, which is silence.
type Config struct {
	Device  string              // auto, none, bel, or the name of one of Devices
	BEL     func() error        // rings the terminal's bell; nil: there is none
	Env     func(string) string // the environment; nil: empty
	Volume  float64             // 0 (silence) to 1
	Bells   Bells               // what is struck
	Devices []device.Device     // to try, in order; nil: those of this system
}

// Player strikes the bells of a Plan. Its methods may be called from any
// goroutine and none but Strike, Rest and Close wait for anything.
type Player struct {
	cfg     Config
	devices []device.Device

	wake chan struct{} // something in the mailbox
	quit context.CancelFunc
	ctx  context.Context
	done sync.WaitGroup

	mu      sync.Mutex
	mail    mail
	status  sessions.SoundStatus // without Strokes
	ledger  ledger
	volume  float64
	hushed  bool // the voice is held back
	running bool // the engine's goroutine
	closed  bool
	sounds  bool          // something rings or is about to
	changed chan struct{} // closed when sounds changes
}

// mail is what the engine has not read yet.
type mail struct {
	plan     sessions.Plan
	followed bool // plan is new
	stopped  bool // Stop was called after the last Follow
	fade     time.Duration
	orders   []*order
	sounds   *Sounds // nil: as before
}

// order is one stroke wanted now.
type order struct {
	name string
	done chan orderDone // of one place, so that the engine never waits
}

type orderDone struct {
	status sessions.SoundStatus
	err    error
}

// New returns a Player at rest. It opens nothing and starts nothing before
// the first Follow or Strike.
func New(cfg Config) *Player {
	if cfg.Env == nil {
		cfg.Env = func(string) string { return "" }
	}
	p := &Player{
		cfg:     cfg,
		devices: chosen(cfg),
		wake:    make(chan struct{}, 1),
		changed: make(chan struct{}),
		volume:  held(cfg.Volume),
		ledger:  ledger{},
	}
	p.ctx, p.quit = context.WithCancel(context.Background())
	switch {
	case p.mute():
		p.status.State = sessions.SoundNone
		p.status.Device = "none"
		if cfg.Device != "none" {
			p.status.Line = lineMute
		}
	case len(p.devices) == 0:
		p.status.State = sessions.SoundBell
		p.status.Device = "bel"
		if cfg.Device != "bel" {
			p.status.Line = lineBell
		}
	default:
		p.status.State = sessions.SoundStarting
	}
	return p
}

// mute reports whether there is nothing this player could ever ring.
func (p *Player) mute() bool {
	return len(p.devices) == 0 && p.cfg.BEL == nil || p.cfg.Device == "none"
}

// Follow plays the plan from now on in place of the one before. Strokes that
// have sounded are not repeated, whatever the plan says.
func (p *Player) Follow(plan sessions.Plan) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	p.ledger.forgetAfter(plan.Pos(time.Now()) + repeatable)
	p.mail.plan, p.mail.followed, p.mail.stopped = plan, true, false
	p.post()
}

// Use sets what the plans to come sound with besides their bells. What lies
// beneath now fades away.
func (p *Player) Use(s Sounds) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mail.sounds = &s
}

// Hush holds the voice back (true), or lets it speak again.
func (p *Player) Hush(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.hushed = on
	if p.running {
		p.post()
	}
}

// Stop leaves the plan and lets what sounds fade away over fade. The strokes
// asked and played stay in Status until the next Follow.
func (p *Player) Stop(fade time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || !p.running {
		p.mail.plan = ended(p.mail.plan)
		return
	}
	p.mail.plan = ended(p.mail.plan)
	p.mail.stopped, p.mail.followed, p.mail.fade = true, false, fade
	p.post()
}

// ended returns the plan held where it is now.
func ended(plan sessions.Plan) sessions.Plan {
	plan.From = plan.Pos(time.Now())
	plan.Running = false
	return plan
}

// Status returns the state of sound, and the opening and closing strokes that
// were due so far, in order.
func (p *Player) Status() sessions.SoundStatus {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.status
	pos := p.mail.plan.Pos(time.Now())
	for _, k := range mix.Strokes(p.mail.plan.Score) {
		if (k.Role == sessions.Opening || k.Role == sessions.Closing) && (k.At <= pos || p.ledger.has(k)) {
			s.Strokes = append(s.Strokes, p.ledger.stroke(k))
		}
	}
	return s
}

// Volume moves the volume by delta, holds it between 0 and 1, and returns it.
// It is heard after what the device has already taken.
func (p *Player) Volume(delta float64) float64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.volume = held(p.volume + delta)
	if p.running {
		p.post()
	}
	return p.volume
}

// SetVolume sets the volume, 0 (silence) to 1.
func (p *Player) SetVolume(v float64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.volume = held(v)
	if p.running {
		p.post()
	}
}

func held(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return min(max(v, 0), 1)
}

// ErrSilent is returned by Strike when nothing here can make a sound.
var ErrSilent = errors.New("nothing here can make a sound")

// Strike strikes a bell now, through the same path as a sit, and returns once
// it has been given to the device that Status names: up to about 3 s on a
// device that was asleep. Use Rest to wait for the end of the ringing.
func (p *Player) Strike(name string) (sessions.SoundStatus, error) {
	if len(p.devices) > 0 {
		if _, err := p.cfg.Bells.Open(name); err != nil {
			return p.Status(), err
		}
	}
	o := &order{name: name, done: make(chan orderDone, 1)}
	p.mu.Lock()
	if p.closed || p.mute() {
		defer p.mu.Unlock()
		return p.status, ErrSilent
	}
	p.mail.orders = append(p.mail.orders, o)
	p.setSounds(true)
	p.post()
	p.mu.Unlock()
	select {
	case d := <-o.done:
		return d.status, d.err
	case <-p.ctx.Done():
		return p.Status(), ErrSilent
	}
}

// Rest waits until nothing rings, or until ctx is done. A plan with strokes
// to come does not count as ringing.
func (p *Player) Rest(ctx context.Context) error {
	for {
		p.mu.Lock()
		sounds, changed := p.sounds, p.changed
		p.mu.Unlock()
		if !sounds {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		case <-p.ctx.Done():
			return nil
		}
	}
}

// Lead returns how long before t = 0 a Follow must come for the first stroke
// to be on time on a device just woken.
func (p *Player) Lead() time.Duration {
	var lead time.Duration
	for _, d := range p.devices {
		lead = max(lead, d.Lead)
	}
	return lead
}

// Close stops at once, closes the device and waits until nothing of the
// player runs any more. Status still answers.
func (p *Player) Close() error {
	p.mu.Lock()
	if !p.closed {
		p.closed = true
		p.mail.plan = ended(p.mail.plan)
	}
	p.mu.Unlock()
	p.quit()
	p.done.Wait()
	return nil
}

// post wakes the engine and starts it first if need be. p.mu is held.
func (p *Player) post() {
	if p.mute() {
		return
	}
	if !p.running {
		p.running = true
		e := newEngine(p)
		p.done.Go(e.run)
	}
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// setSounds says whether something rings. p.mu is held.
func (p *Player) setSounds(on bool) {
	if p.sounds != on {
		p.sounds = on
		close(p.changed)
		p.changed = make(chan struct{})
	}
}
