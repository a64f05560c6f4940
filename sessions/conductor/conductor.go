// Package conductor runs one sitting in real time, outside any screen.
//
// It promises: the sit ends on its second whatever the screen, the sound
// device or the disk do; the running sit beats to its checkpoint every five
// seconds; a sit that is over is in the journal before anything else happens;
// a gap in time is noticed within a second of waking and never fires what it
// missed in a burst; Do and Snapshot never block.
//
// One goroutine owns the clock and the state machine, a second one owns the
// disk, so that neither a terminal that stopped reading nor a slow disk can
// hold a bell back. Screens, plain text and commands are views: they send
// commands and read the latest Snapshot.
//
// It draws nothing, knows no key and makes no sound itself: it hands the
// Player a Plan whenever the plan changes.
package conductor

import (
	"sync"
	"sync/atomic"
	"time"

	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/sessions/score"
	"karuna/sessions/sitting"
)

// Player makes a plan heard. Its methods return at once.
type Player interface {
	// Follow takes the place of the plan followed so far.
	Follow(sessions.Plan)
	// Stop fades out what sounds and follows nothing.
	Stop(fade time.Duration)
	// Status reports the device and the strokes played so far.
	Status() sessions.SoundStatus
}

// Config is everything a sitting needs. Score must have been compiled from
// Script and Want.
type Config struct {
	Script sessions.Script // zero for a silent sit
	Want   score.Want
	Score  sessions.Score

	Player Player           // nil: no sound
	Log    *journal.Journal // nil: sit without a log
	// Boot reads a clock that goes on while the machine sleeps; nil or false
	// where there is none.
	Boot func() (time.Duration, bool)

	Zone      string // IANA name of the local zone, or ""
	DayTurn   int    // hour at which the practice day turns
	People    int    // 0 is 1
	Intention string
	Flags     []string          // set by who starts the sit
	Slots     map[string]string // answers to a script's [ask]s, kept in memory only
	Attended  bool              // someone can answer a question; else a long gap is left out
	Speed     float64           // above 1: a rehearsal, whose silence passes so many times as fast

	// Into is how long the score has run already, its Prepare included: for
	// looking at a moment of a sit without sitting up to it. What was to be
	// told until then is told at once.
	Into time.Duration
}

// Conductor is one running sitting.
type Conductor struct {
	cfg      Config
	commands chan command
	signals  chan string
	saved    chan struct{} // closed when nothing more can be lost
	done     chan struct{} // closed when the loop has ended
	latest   atomic.Pointer[Snapshot]

	slotsMu sync.Mutex
	slots   map[string]string

	// Owned by the loop.
	clock  clock
	sit    *sitting.S
	want   score.Want
	score  sessions.Score // in force, as written
	quick  *score.Quick   // of a rehearsal: what the sit follows instead
	open   bool           // the sit had no planned end
	scribe *scribe
	next   chan struct{} // closed at the next publish
	snap   Snapshot
	dirty  bool
	seen   time.Duration // cues up to here have been told
	stage  int           // index of the stage told last, -1 before the first
	beat   time.Time     // last checkpoint beat
	synced time.Time
	boot   time.Duration
	noting sessions.Noting
	first  time.Time // wall time of the first stroke
	closed bool      // the end has been dealt with
}

// Start lays the score on the clock and runs it. t = 0 comes the score's
// Prepare after the checkpoint file exists, or after one second if the disk
// keeps it waiting.
//
// A rehearsal follows the quickened score. What it tells, its events and
// lengths, stands at the offsets of the score as written.
func Start(cfg Config) *Conductor {
	c := &Conductor{
		cfg: cfg, want: cfg.Want, open: cfg.Score.Open,
		commands: make(chan command, 64), signals: make(chan string, 1),
		saved: make(chan struct{}), done: make(chan struct{}),
		next: make(chan struct{}), slots: map[string]string{}, stage: -1,
	}
	for k, v := range cfg.Slots {
		c.slots[k] = v
	}
	c.clock = startClock()
	c.cfg.Score = c.quicken(cfg.Score)
	c.sit = sitting.New(c.cfg.Score, c.clock.now().Add(-cfg.Into))
	c.seen = -cfg.Score.Prepare - 1
	c.publish(c.clock.now())
	go c.run()
	return c
}

// Snapshot returns the latest state of the sitting. It never blocks.
func (c *Conductor) Snapshot() Snapshot { return *c.latest.Load() }

// Done is closed when the sitting is over and nothing more is written.
func (c *Conductor) Done() <-chan struct{} { return c.done }

// Do sends a command and reports whether it was taken; it never blocks. A
// command that means nothing in the present state does nothing.
func (c *Conductor) Do(op Op) bool { return c.send(command{op: op}) }

// Note counts one note of a noting stage.
func (c *Conductor) Note(n NoteKind) bool { return c.send(command{op: opNote, note: n}) }

// Amend writes fields (feel, note, act …) to the record of this sit, as an
// edit. They reach the disk in order, after the record itself.
func (c *Conductor) Amend(f journal.Fields) bool { return c.send(command{op: opAmend, fields: f}) }

func (c *Conductor) send(cmd command) bool {
	select {
	case <-c.done:
		return false
	default:
	}
	select {
	case c.commands <- cmd:
		return true
	default:
		return false
	}
}

// Interrupt ends the sitting because of a signal or a closed terminal, keeps
// it, and returns when it is kept, after two seconds at the latest.
func (c *Conductor) Interrupt(cause string) {
	select {
	case c.signals <- cause:
	default:
	}
	select {
	case <-c.saved:
	case <-time.After(2 * time.Second):
	}
}

// Answer fills the slot NAME of the script's {NAME|fallback}s. It is kept in
// memory only.
func (c *Conductor) Answer(name, text string) {
	c.slotsMu.Lock()
	defer c.slotsMu.Unlock()
	c.slots[name] = text
}

// Answers returns what the slot NAME holds.
func (c *Conductor) Answers(name string) string {
	c.slotsMu.Lock()
	defer c.slotsMu.Unlock()
	return c.slots[name]
}

// Sentence returns what was written where the script asks for a sentence, ""
// when it asks for none or nothing was written.
func (c *Conductor) Sentence() string {
	for _, st := range c.cfg.Script.Stages {
		for _, step := range st.Steps {
			if step.Op == sessions.OpAsk && step.Kind == "sentence" {
				return c.Answers(step.Name)
			}
		}
	}
	return ""
}

// Say returns a cue's text with the slots filled. Use Cue.Text where the
// words may be seen by others: it holds the fallbacks.
func (c *Conductor) Say(cue sessions.Cue) string {
	if cue.Template == "" {
		return cue.Text
	}
	c.slotsMu.Lock()
	defer c.slotsMu.Unlock()
	return sessions.FillSlots(cue.Template, c.slots)
}
