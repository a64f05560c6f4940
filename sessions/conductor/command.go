package conductor

import (
	"time"

	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/sessions/score"
	"karuna/sessions/sitting"
)

// Op is a command without an argument.
type Op int

// The commands. What each does in which state is sitting.Table's to say.
const (
	Pause      Op = iota
	GoOn          // after a pause
	Toggle        // pause or go on
	GoToGround    // the ground screen
	ShowChoice    // its three ways, now
	Gently        // on with light guidance
	BellsOnly     // on with bells only
	Enough        // enough for today
	Ask           // end here?
	Confirm       // end and keep
	Cancel        // go on
	Count         // the gap counts
	LeaveOut      // the gap is left out
	EndHere       // the sit ended where it was left
	Leave         // out of the countdown, the ring-out or the reflection
	More          // a minute more
	Less          // a minute less
	NextCue
	BackCue
	NextStage
	BackStage
	EndNow // end without a question
	opNote
	opAmend
)

type command struct {
	op     Op
	note   NoteKind
	fields journal.Fields
}

// NoteKind is what a note in a noting stage names.
type NoteKind int

// The notes: the four habits of where-the-mind-goes, and anything else.
const (
	NotePast NoteKind = iota
	NotePlanning
	NoteJudging
	NoteComparing
	NoteOther
)

var noteNames = [...]string{"past", "planning", "judging", "comparing", "other"}

// String returns the note's word.
func (n NoteKind) String() string { return noteNames[n] }

// event returns the event of the state machine that op alone is.
func (op Op) event() (sitting.Event, bool) {
	rows := [...]struct {
		op Op
		e  sitting.Event
	}{
		{Pause, sitting.Pause},
		{GoOn, sitting.GoOn},
		{GoToGround, sitting.Ground},
		{Enough, sitting.Enough},
		{Cancel, sitting.Cancel},
		{Count, sitting.Count},
		{LeaveOut, sitting.LeaveOut},
		{EndHere, sitting.EndHere},
		{Leave, sitting.Leave},
	}
	for _, r := range rows {
		if r.op == op {
			return r.e, true
		}
	}
	return 0, false
}

func (c *Conductor) apply(cmd command, now time.Time) {
	if e, ok := cmd.op.event(); ok {
		c.event(e, now)
		return
	}
	switch cmd.op {
	case More:
		c.lengthen(time.Minute, now)
	case Less:
		c.lengthen(-time.Minute, now)
	case NextCue, BackCue, NextStage, BackStage:
		c.skip(cmd.op, now)
	case opNote:
		c.count(cmd.note, now)
	case opAmend:
		c.scribe.amend(cmd.fields, c.clock.now)
	default:
		c.answer(cmd.op, now)
	}
}

// answer carries out the commands that are more than one event.
func (c *Conductor) answer(op Op, now time.Time) {
	switch op {
	case Toggle:
		if !c.event(sitting.Pause, now) {
			c.event(sitting.GoOn, now)
		}
	case ShowChoice:
		c.sit.ShowChoice()
		c.dirty = true
	case Gently:
		c.guide(sitting.Gently, sessions.Light, now)
	case BellsOnly:
		c.guide(sitting.BellsOnly, sessions.BellsOnly, now)
	case Ask:
		// Asked twice is answered: two quick keys may both have been pressed
		// before the question was seen.
		if !c.event(sitting.Ask, now) && c.sit.State() == sitting.Asking {
			c.confirm(now)
		}
	case Confirm:
		c.confirm(now)
	case EndNow:
		c.endNow(now)
	}
}

// event passes e to the state machine and tells what came of it.
func (c *Conductor) event(e sitting.Event, now time.Time) bool {
	before := c.sit.Plan()
	if !c.sit.Do(e, now) {
		return false
	}
	c.happened(e, before, now)
	return true
}

// happened tells one transition and hands the player a plan that changed.
func (c *Conductor) happened(e sitting.Event, before sessions.Plan, now time.Time) {
	c.dirty = true
	at := c.sit.Pos(now)
	switch e {
	case sitting.Begin:
		c.first = now.Add(-at)
	case sitting.Pause, sitting.AwayIdle:
		c.tell(Event{At: at, Type: Paused})
		c.beatNow(now, true)
	case sitting.GoOn, sitting.Gently, sitting.BellsOnly, sitting.Count, sitting.LeaveOut:
		c.tell(Event{At: at, Type: Resumed, Text: e.String()})
		c.seen = max(c.seen, at-1)
		c.beatNow(now, false)
	case sitting.Ground:
		if c.first.IsZero() {
			c.first = now
		}
		c.tell(Event{At: at, Type: Ground})
	case sitting.Ask:
		if c.quick == nil { // a rehearsal ends unasked
			c.tell(Event{At: at, Type: Asked})
		}
	}
	if after := c.sit.Plan(); changed(before, after) {
		c.follow(after)
	}
}

func changed(a, b sessions.Plan) bool {
	return !a.Base.Equal(b.Base) || a.From != b.From || a.Running != b.Running || a.Mute != b.Mute
}

func (c *Conductor) follow(p sessions.Plan) {
	if c.cfg.Player == nil {
		return
	}
	switch st := c.sit.State(); {
	case st == sitting.Reflecting && c.sit.Ended() == sessions.Complete:
		// The closing bell rings on.
	case st.Over() && st != sitting.Closing:
		c.cfg.Player.Stop(2 * time.Second)
	default:
		c.cfg.Player.Follow(p)
	}
}

// guide leaves the ground screen with less guidance than before.
func (c *Conductor) guide(e sitting.Event, g sessions.Guidance, now time.Time) {
	if c.event(e, now) && c.sit.State() == sitting.Sitting {
		want := c.want
		want.Guidance = g
		c.replan(want, now)
	}
}

// confirm ends the sit. An open sit has no other end than this one, so it is
// complete and its closing bell sounds.
func (c *Conductor) confirm(now time.Time) {
	if !c.sit.Score().Open || c.sit.Under() == sitting.Grounding {
		c.event(sitting.Confirm, now)
		return
	}
	if c.sit.Under() == sitting.Paused {
		c.event(sitting.Cancel, now)
		c.event(sitting.GoOn, now)
	}
	if !c.event(sitting.Finish, now) {
		return
	}
	c.sit.Replan(c.quicken(score.Finish(c.sit.Score(), c.sit.Pos(now), c.want)), now)
	c.seen = c.sit.Pos(now) - 1
	c.follow(c.sit.Plan())
}

// lengthen moves the end by a minute.
func (c *Conductor) lengthen(by time.Duration, now time.Time) {
	if st := c.sit.Under(); c.sit.Score().Open || (st != sitting.Sitting && st != sitting.Paused && st != sitting.Preparing) {
		return
	}
	want := c.want
	want.Length = c.score.Total + by
	if !c.replan(want, now) {
		text := "That is as long as a sit goes."
		if by < 0 {
			text = "That is as short as it goes from here."
		}
		c.line(now, text)
		return
	}
	c.tell(Event{At: c.sit.Pos(now), Type: Length, D: want.Length})
}

// replan compiles what lies ahead anew; the past stays as it was.
func (c *Conductor) replan(want score.Want, now time.Time) bool {
	next, err := score.Replan(c.cfg.Script, c.score, ahead(c.written(c.sit.Pos(now))), want)
	if err != nil {
		return false
	}
	c.want = want
	c.take(next, now)
	return true
}

func (c *Conductor) skip(op Op, now time.Time) {
	if c.sit.State() != sitting.Sitting {
		return
	}
	forward, whole := op == NextCue || op == NextStage, op == NextStage || op == BackStage
	next, ok := score.Skip(c.cfg.Script, c.score, ahead(c.written(c.sit.Pos(now))), forward, whole, c.want)
	if !ok {
		if !forward {
			c.line(now, "There is not enough time left to go back.")
		}
		return
	}
	c.take(next, now)
	c.tell(Event{At: c.sit.Pos(now), Type: Skipped})
}

// ahead rounds an offset up to a whole millisecond, so that nothing the new
// score brings lies before now.
func ahead(pos time.Duration) time.Duration {
	return (pos + time.Millisecond - 1).Truncate(time.Millisecond)
}

// take puts a new score in force.
func (c *Conductor) take(next sessions.Score, now time.Time) {
	next = c.quicken(next)
	told := c.seen
	pos := c.sit.Pos(now)
	c.sit.Replan(next, now)
	c.stage = -1
	for i, st := range next.Stages {
		if st.Start < pos {
			c.stage = i
		}
	}
	if n := len(c.snap.Events); n == 0 || c.snap.Events[n-1].At != c.written(pos) {
		told = min(told, pos-1)
	}
	c.seen = told
	c.follow(c.sit.Plan())
	c.dirty = true
}

func (c *Conductor) count(n NoteKind, now time.Time) {
	if c.sit.State() != sitting.Sitting {
		return
	}
	switch n {
	case NotePast:
		c.noting.Past++
	case NotePlanning:
		c.noting.Planning++
	case NoteJudging:
		c.noting.Judging++
	case NoteComparing:
		c.noting.Comparing++
	default:
		c.noting.Other++
	}
	c.tell(Event{At: c.sit.Pos(now), Type: Noted, Text: n.String()})
}
