// Package sit is the screen of one sitting: the countdown, the ring that is
// drawn while time passes, solid ground, the questions, and the ring-out.
//
// It is a view of a conductor that runs already: it sends commands and draws
// the latest snapshot, so nothing it does can hold a bell or a record back. It
// follows the conductor to its end, also while other screens cover it. Once
// the closing bell has rung out it leads to the place it was given, or closes.
//
// It promises: View is a function of the state and the size; nothing is drawn
// more often than it changes, and never more than six times a second; without
// focus, or with reduced motion, nothing is animated; after the closing stroke
// nothing moves. A screen that is left while the sit runs has it kept as
// interrupted.
//
// It leaves out the reflection, the log, the sound and the making of a sit.
package sit

import (
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/sessions/conductor"
	"karuna/sessions/sitting"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
)

// Volume is what turns the sound louder and softer by delta, a part of 1. It
// returns the volume there is then.
type Volume interface {
	Volume(delta float64) float64
}

// Voice is who speaks the lines.
type Voice interface {
	// Hush holds the voice back (true), or lets it speak again.
	Hush(on bool)
}

// Options is what a sit's screen is given beside its conductor. The zero
// Options is a silent sit that leads nowhere.
type Options struct {
	Script  sessions.Script // what is sat; zero: a silent sit
	Volume  Volume          // nil: there is nothing to turn
	Voice   Voice           // nil: nobody speaks
	Person  string          // someone to call, shown on solid ground; may be ""
	Notes   []string        // said in the countdown: a caution, a length beyond the script's
	Private bool            // the window title does not name the script
	Clock   bool            // the time left is always shown
	Dark    bool            // begin in the dark
	After   screen.Place    // where the sit leads; without a name the screen closes
}

// Screen is a sitting on the screen.
type Screen struct {
	c   *conductor.Conductor
	opt Options

	snap conductor.Snapshot
	now  time.Time // of the last thing that happened here
	look theme.Theme
	size tea.WindowSizeMsg

	seen   int // events of snap dealt with
	cue    cue
	arc    arc
	paced  bool   // the score has a breath to follow
	notice notice // one quiet line
	glance time.Time
	field  *field

	hushed  bool // the voice is held back
	blurred bool
	dark    bool
	handed  atomic.Bool // what follows has the conductor now
	due     time.Time   // when the tick under way comes; zero: none is
	gen     int         // of that tick
}

// New returns the screen of a sitting that runs.
func New(c *conductor.Conductor, o Options) *Screen {
	s := &Screen{c: c, opt: o, dark: o.Dark, snap: c.Snapshot()}
	s.arc = arc{total: s.snap.Total(), open: s.snap.Open}
	s.paced = paced(s.snap.Plan.Score)
	s.now = s.snap.Plan.Base.Add(s.snap.Plan.From)
	return s
}

// Init follows the conductor.
func (s *Screen) Init() tea.Cmd {
	s.now = time.Now()
	if q := s.snap.Quick; q != nil {
		s.say(safe.Format("a rehearsal: silence %g times as fast, q ends", q.Speed), 6*time.Second)
	}
	return tea.Batch(s.watch(), s.sleep())
}

// Update takes news, and what no key table has.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	s.now = time.Now()
	switch msg := msg.(type) {
	case screen.Look:
		s.look = msg.Theme
	case tea.WindowSizeMsg:
		s.size = msg
	case tea.FocusMsg:
		s.blurred = false
	case tea.BlurMsg:
		s.blurred = true
	case published:
		if msg.by != s.c {
			return nil
		}
		return tea.Batch(s.take(msg), s.sleep())
	case tick:
		return s.wake(msg)
	case turned:
		if msg.by == s {
			s.say(safe.Format("volume %d %%", int(msg.volume*100+0.5)), 2*time.Second)
		}
	case screen.Suspending:
		s.c.Do(conductor.Pause)
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseClickMsg:
		return tea.Batch(s.input(msg), s.sleep())
	}
	return s.sleep()
}

// input is what is typed into the field, and keys that no table has.
func (s *Screen) input(msg tea.Msg) tea.Cmd {
	if s.field != nil {
		s.field.update(msg)
		return nil
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		switch {
		case s.isDark():
			s.dark = false
		case s.snap.State == sitting.Closing:
			s.c.Do(conductor.Leave)
		}
	case tea.MouseClickMsg:
		s.dark = false
		return s.click(msg)
	}
	return nil
}

// Typing reports whether the asked line is being written.
func (s *Screen) Typing() bool { return s.field != nil }

// Leave keeps a sit that is still running as interrupted, and returns when it
// is kept.
func (s *Screen) Leave() error {
	if s.handed.Load() && s.opt.After.Name != "" {
		return nil
	}
	if s.c.Snapshot().State == sitting.Reflecting {
		s.c.Do(conductor.Leave)
		select {
		case <-s.c.Done():
		case <-time.After(2 * time.Second):
		}
		return nil
	}
	s.c.Interrupt("left")
	return nil
}

// isDark reports whether everything is off but a dot. A question is never
// asked in the dark.
func (s *Screen) isDark() bool {
	switch s.snap.State {
	case sitting.Preparing, sitting.Sitting, sitting.Closing:
		return s.dark
	}
	return false
}

// notice is a quiet line that goes by itself.
type notice struct {
	text safe.Text
	till time.Time
}

func (s *Screen) say(text safe.Text, d time.Duration) {
	s.notice = notice{text, s.now.Add(d)}
}

// line returns the quiet line of now; the empty text when there is none.
func (s *Screen) line() safe.Text {
	if s.now.Before(s.notice.till) {
		return s.notice.text
	}
	return safe.Text{}
}
