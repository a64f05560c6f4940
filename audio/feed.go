package audio

import (
	"time"

	"karuna/audio/device"
	"karuna/audio/mix"
	"karuna/sessions"
)

// Looks at the device come so often that they fall evenly all over the block of
// a server that moves on by 1024 or 2048 frames: over whole blocks of the latter,
// each length leaves the golden section of one, or what that leaves of itself.
const (
	quick    = 26370 * time.Microsecond // between two looks at the device, until its clock has settled
	tick     = 197 * time.Millisecond   // and then; what is left of the buffer is for a busy machine
	often    = 95400 * time.Microsecond // that, of a server that moves on by blocks, when something is due
	seldom   = 1008 * time.Millisecond  // between two questions where the device is, while nothing is due
	wakeLead = 1600 * time.Millisecond  // a sleeping device eats up to 1.5 s
	idle     = 3 * time.Second
	stuck    = 2 * time.Second
	coldest  = 5 * time.Second // before a stream just uncorked counts as stuck
	gap      = 600 * time.Millisecond
	blockLen = 480 // frames that are worth a write
)

// feed keeps the device supplied and returns how long it may be left alone.
func (e *engine) feed(now time.Time) time.Duration {
	l := e.link
	due := e.due(now)
	if l.corked {
		if e.stopped && due == forever {
			e.leave(now)
			return forever
		}
		if due > wakeLead && !e.needsProof() {
			return due - wakeLead
		}
		if err := l.stream.Cork(false); err != nil {
			e.lose(now, err)
			return 0
		}
		l.corked = false
		l.restart(now)
	}
	if now.Sub(l.fed) > gap { // this process slept: what the device said is of before
		l.restart(now)
	}
	err := e.watch(now, due)
	if err == nil {
		err = e.render(now)
	}
	if err != nil {
		e.lose(now, err)
		return 0
	}
	l.fed = time.Now() // a server that is slow to answer is no sleep of ours
	if e.rests(now, due) {
		return e.rest(now)
	}
	return e.pace(now, due)
}

// pace returns how long the device may be left alone: a moment while its clock
// is about to be known. One that may stand still for long is not pressed.
func (e *engine) pace(now time.Time, due time.Duration) time.Duration {
	l := e.link
	switch {
	case l.advanced.IsZero() && (e.needsProof() || now.Sub(l.since) > stuck):
		return tick
	case !l.clock.settled:
		return quick
	case l.clock.block > 0 && due <= idle:
		return often
	}
	return tick
}

// needsProof reports whether the device came back from the dead and has not
// been heard since.
func (e *engine) needsProof() bool { return !e.link.proven && e.tries > 0 }

// restart forgets when frames were heard: they are heard anew from now on.
func (l *link) restart(now time.Time) {
	l.clock = clock{}
	l.since, l.from, l.fed, l.advanced = now, l.written, now, time.Time{}
	l.asked = time.Time{}
}

// due returns how long it is until something is to sound.
func (e *engine) due(now time.Time) time.Duration {
	if len(e.orders) > 0 {
		return 0
	}
	if at, ok := e.stage.Next(); ok && e.plan.Running {
		return at - e.plan.Pos(now)
	}
	return forever
}

// asks returns how long after one question where the device is the next comes.
// Between strokes that is seldom: only the last seconds before one count. A
// device not heard yet that has taken what it was given is asked at once: it may
// be playing, and by the next second have run dry again.
func (e *engine) asks(now time.Time, due time.Duration) time.Duration {
	l := e.link
	every := e.pace(now, due)
	if every == tick && due > idle && (l.written == l.weighed || !l.advanced.IsZero()) {
		return seldom
	}
	return every
}

// watch asks where the device is and finds one that stands still.
func (e *engine) watch(now time.Time, due time.Duration) error {
	l := e.link
	if now.Sub(l.asked) < e.asks(now, due) {
		return nil
	}
	l.asked, l.weighed = now, l.written
	if r, ok := l.stream.Heard(); ok {
		if r.Heard > l.last.Heard {
			l.advanced = r.At
			e.prove()
		}
		l.last = r
		if r.Dry {
			l.clock = clock{}
		}
		if l.clock.add(r) {
			e.moved = true
		}
	}
	now = time.Now()
	if l.advanced.IsZero() && now.Sub(l.since) > coldest || !l.advanced.IsZero() && now.Sub(l.advanced) > stuck {
		return errStuck
	}
	return nil
}

// render gives the device what it has room for, and no more than its buffer
// ahead of what is heard, whatever it would take.
func (e *engine) render(now time.Time) error {
	l := e.link
	most := l.from + int64(now.Sub(l.since).Seconds()*device.Rate)
	if l.clock.locked {
		heard := l.clock.heard(now)
		most = heard + l.last.Taken - l.last.Heard
		if heard > l.written { // it ran dry: its frames are heard later from now on
			l.clock, l.since, l.from = clock{}, now, l.written
			most = l.written
		}
	}
	most += mix.Frame(device.Buffer)
	n := min(most-l.written, int64(l.stream.Room()), int64(len(e.block)))
	if n < blockLen {
		return nil
	}
	block := e.block[:n]
	e.place()
	e.strikeOrders()
	e.read(int(n))
	first := e.stage.Frame()
	got, _ := e.out.Stream(block)
	clear(block[got:])
	e.enter(first)
	if !e.stage.Quiet() {
		l.lastSound = l.written + n
	} else if !e.stopped && e.volume.Target() > 0 {
		e.primer.fill(block)
	}
	if err := l.stream.Write(block); err != nil {
		return err
	}
	l.written += n
	return nil
}

// place tells the stage which frame of the score the next one is, when the
// plan or the clock has moved. Without a clock or a running plan the score
// stands still.
func (e *engine) place() {
	l := e.link
	e.stage.Hold(!l.clock.locked || !e.plan.Running)
	if e.moved && l.clock.locked && e.plan.Running {
		e.stage.Place(mix.Frame(e.plan.Pos(l.clock.when(l.written))))
		e.moved = false
	}
}

// strikeOrders strikes what is wanted now, on a device that is heard and has
// been awake for as long as before a stroke of a sit.
func (e *engine) strikeOrders() {
	l := e.link
	if len(e.orders) == 0 || !l.clock.locked || l.clock.when(l.written).Sub(l.since) < wakeLead {
		return
	}
	for _, o := range e.orders {
		e.p.cfg.Bells.load(e.stage, o.name)
		e.stage.Strike(o.name)
	}
	e.answer(nil)
}

// read reads what the next n frames need. A file that cannot be read costs the
// ambience and nothing else.
func (e *engine) read(n int) {
	if err := e.stage.Feed(n); err != nil {
		e.sounds.Ambience = nil
		e.stage.Lie()
		e.note = lineBare
		e.say(sessions.SoundReady, e.link.device.Name, e.note)
	}
}

// enter keeps which strokes the device has been given in the block that begins
// with that frame of the score.
func (e *engine) enter(first int64) {
	played := e.stage.Played()
	if len(played) == 0 {
		return
	}
	l := e.link
	e.p.mu.Lock()
	defer e.p.mu.Unlock()
	for _, p := range played {
		e.p.ledger.enter(p.Stroke, mix.Offset(p.Frame))
		l.given = append(l.given, given{p.Stroke, l.written + p.Frame - first})
	}
}

// rests reports whether all has been heard and nothing comes soon.
func (e *engine) rests(now time.Time, due time.Duration) bool {
	l := e.link
	if e.fade.Level() == 0 && e.fade.Target() == 0 {
		e.stage.Still()
	}
	return due > idle && l.proven && e.stage.Quiet() && !l.sounding()
}

// rest corks the device, or leaves it when the plan has been left.
func (e *engine) rest(now time.Time) time.Duration {
	l := e.link
	if e.stopped || e.last < 0 {
		e.leave(now)
		return forever
	}
	if err := l.stream.Cork(true); err != nil {
		e.lose(now, err)
		return 0
	}
	l.corked = true
	return 0
}

// leave closes a device that is not needed any more.
func (e *engine) leave(now time.Time) {
	e.drop()
	e.known, e.tries, e.retryAt = nil, 0, now
}
