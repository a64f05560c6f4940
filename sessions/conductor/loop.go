package conductor

import (
	"time"

	"karuna/sessions"
	"karuna/sessions/sitting"
)

const (
	pulse     = time.Second      // a gap is noticed this soon
	lateBy    = 2 * time.Second  // a pulse this late is a gap
	beatEvery = 5 * time.Second  // what a crash may cost
	syncEvery = 30 * time.Second // what a power cut may cost
	diskWait  = time.Second      // how long a slow disk may hold the first bell back
)

// run is the loop: wait, see what time brought, then do what was asked.
func (c *Conductor) run() {
	defer close(c.done)
	now := c.begin()
	timer := time.NewTimer(0)
	defer timer.Stop()
	last := now
	for {
		if c.finished(now) {
			return
		}
		wake := c.wake(now)
		timer.Reset(c.clock.wait(wake))
		var cmd *command
		var cause string
		select {
		case m := <-c.commands:
			cmd = &m
		case cause = <-c.signals:
		case r := <-c.scribe.results:
			c.scribe.pending--
			c.wrote(r)
		case <-timer.C:
		}
		now = c.clock.now()
		c.notice(last, wake, now)
		last = now
		c.pass(now)
		if cmd != nil {
			c.apply(*cmd, now)
			c.pass(now)
		}
		if cause != "" {
			c.event(sitting.Signal, now)
		}
		c.settle(now)
	}
}

// begin makes the checkpoint, starts the countdown and tells so.
func (c *Conductor) begin() time.Time {
	c.scribe = startScribe(c.cfg.Log)
	c.boot, _ = c.bootTime()
	now := c.clock.now()
	c.scribe.begin(c.running(now))
	select {
	case r := <-c.scribe.results:
		c.scribe.pending--
		c.wrote(r)
	case <-time.After(diskWait):
	}
	now = c.clock.now()
	c.sit = sitting.New(c.cfg.Score, now.Add(-c.cfg.Into))
	c.beat, c.synced = now, now
	if c.cfg.Score.Prepare > 0 {
		c.tell(Event{At: -c.cfg.Score.Prepare, Type: Prepare, D: c.cfg.Score.Prepare})
	}
	c.follow(c.sit.Plan())
	c.publish(now)
	return now
}

// wake returns when the loop next has something to do.
func (c *Conductor) wake(now time.Time) time.Time {
	at := now.Add(pulse)
	if c.sit.State() == sitting.Reflecting {
		at = now.Add(time.Minute)
	}
	if t := c.sit.Next(now); !t.IsZero() && t.Before(at) {
		at = t
	}
	if c.sit.Running() && !c.sit.Plan().Mute { // on solid ground nothing is told
		if off, ok := c.nextCue(); ok {
			if t := c.sit.Plan().Base.Add(off); t.Before(at) {
				at = t
			}
		}
	}
	return at
}

// pass lets the score and the state machine come up to now.
func (c *Conductor) pass(now time.Time) {
	for {
		if c.sit.Running() {
			c.tellScore(c.sit.Pos(now))
		}
		before := c.sit.Plan()
		e, ok := c.sit.Step(now)
		if !ok {
			return
		}
		c.happened(e, before, now)
	}
}

// notice tells the state machine when nothing ran for a while: the pulse was
// late (a stopped process, a stalled machine), or the clock that goes on in
// sleep ran ahead of the one that does not. A wall clock set to another time
// is neither.
func (c *Conductor) notice(last, wake, now time.Time) {
	lost := time.Duration(0)
	if boot, ok := c.bootTime(); ok {
		if ahead := boot - c.boot - now.Sub(last); ahead > lateBy {
			lost = ahead
		}
		c.boot = boot
	}
	late := time.Duration(float64(lateBy) * speed())
	if lost == 0 && now.Sub(wake) <= late {
		return
	}
	length := now.Sub(last) + lost
	if !c.sit.Missed(last, now, lost) {
		return
	}
	if c.sit.State() == sitting.Preparing {
		c.follow(c.sit.Plan())
		c.dirty = true
		return
	}
	c.seen = max(c.seen, c.sit.Pos(now))
	c.tell(Event{At: c.sit.Pos(now), Type: GapSeen, D: length})
	if c.sit.State() == sitting.Away && !c.cfg.Attended {
		c.event(sitting.LeaveOut, now)
		return
	}
	c.follow(c.sit.Plan())
}

func (c *Conductor) bootTime() (time.Duration, bool) {
	if c.cfg.Boot == nil {
		return 0, false
	}
	return c.cfg.Boot()
}

// settle does what follows from where the sit stands now: the end, the beat,
// what the player reports, the snapshot.
func (c *Conductor) settle(now time.Time) {
	if c.sit.State().Over() && !c.closed {
		c.end(now)
	}
	if c.hasty() {
		c.event(sitting.Leave, now)
	}
	c.keepBeat(now)
	if c.cfg.Player != nil {
		if s := c.cfg.Player.Status(); differs(s, c.snap.Sound) {
			c.snap.Sound = s
			c.dirty = true
		}
	}
	if c.sit.Choice(now) != c.snap.Choice {
		c.dirty = true
	}
	if c.dirty {
		c.publish(now)
	}
}

func differs(a, b sessions.SoundStatus) bool {
	return a.State != b.State || a.Device != b.Device || a.Line != b.Line || len(a.Strokes) != len(b.Strokes)
}

// keepBeat writes the checkpoint when it is time. A disk that has not answered
// the last beat is left in peace.
func (c *Conductor) keepBeat(now time.Time) {
	if c.closed || !c.sit.Running() || c.sit.Pos(now) < 0 || now.Sub(c.beat) < beatEvery || c.scribe.pending > 0 {
		return
	}
	c.beatNow(now, now.Sub(c.synced) >= syncEvery)
}

func (c *Conductor) beatNow(now time.Time, sync bool) {
	sat := int(c.sit.Sat(now) / time.Second)
	c.scribe.beat(c.planned(), sat, c.sit.Wheels(now).Seconds(sat), c.stands(), sync)
	c.beat = now
	if sync {
		c.synced = now
	}
}

// stands reports whether the sit is paused, by hand or by a gap.
func (c *Conductor) stands() bool {
	st := c.sit.Under()
	return st == sitting.Paused || st == sitting.Away
}

// finished reports whether the loop may end: the sit is over and the disk has
// answered everything.
func (c *Conductor) finished(now time.Time) bool {
	st := c.sit.State()
	if st != sitting.Done && st != sitting.Interrupted {
		return false
	}
	if c.scribe.pending > 0 {
		return false
	}
	c.scribe.stop()
	c.publish(now)
	close(c.saved)
	return true
}
