package sit

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions/sitting"
	"karuna/ui/widget"
)

const (
	frame     = time.Second / 6  // between pictures of what moves
	breath    = time.Second / 5  // between pictures of a breath, which go to the terminal for minutes
	stillStep = 10 * time.Second // between steps of the ring where nothing may move
)

// tick is the news that something on this screen changes now.
type tick struct {
	of  *Screen
	gen int
}

// sleep waits for the next change, unless a wait that ends as soon is under
// way.
func (s *Screen) sleep() tea.Cmd {
	at := s.next()
	if at.IsZero() || !s.due.IsZero() && !at.Before(s.due) {
		return nil
	}
	s.gen++
	s.due = at
	t := tick{s, s.gen}
	return tea.Tick(at.Sub(s.now), func(time.Time) tea.Msg { return t })
}

func (s *Screen) wake(t tick) tea.Cmd {
	if t.of != s || t.gen != s.gen {
		return nil
	}
	s.due = time.Time{}
	return s.sleep()
}

// alarm finds the soonest of many instants after now.
type alarm struct{ now, at time.Time }

func (a *alarm) when(t time.Time) {
	if t.After(a.now) && (a.at.IsZero() || t.Before(a.at)) {
		a.at = t
	}
}

func (a *alarm) in(d time.Duration) { a.when(a.now.Add(max(d, time.Millisecond))) }

// next returns when the picture next changes by itself; zero when it does not.
func (s *Screen) next() time.Time {
	a := &alarm{now: s.now}
	a.when(s.notice.till)
	switch s.snap.State {
	case sitting.Preparing:
		a.in(untilWhole(-s.snap.Pos(s.now), time.Second))
	case sitting.Grounding:
		a.in(untilWhole(s.groundLeft(), groundStep))
	case sitting.Asking:
		a.in(time.Second)
	case sitting.Paused:
		a.when(s.now.Truncate(time.Minute).Add(time.Minute))
	}
	if s.snap.Under == sitting.Sitting && s.snap.Moves {
		s.nextSitting(a)
	}
	return a.at
}

// nextSitting adds what changes while the sit runs.
func (s *Screen) nextSitting(a *alarm) {
	pos := s.snap.Pos(s.now)
	if s.snap.Quick == nil {
		a.in(untilWhole(s.left(), time.Minute))
	}
	if s.isDark() {
		return
	}
	if s.showsClock() {
		a.in(s.clockStep())
		a.when(s.glance)
	}
	s.nextStroke(a, pos)
	s.nextWords(a)
	if q, ok := breathAt(s.snap.Plan.Score, pos); ok {
		a.in(q.End - pos)
		if s.animates() {
			a.in(breath)
		} else {
			a.in(widget.PhaseAt(q.Breath, pos-q.At).Left)
		}
	}
}

// clockStep is how long the clock stays as it is. In a rehearsal it runs ahead of
// time, and is looked at as often as anything may move.
func (s *Screen) clockStep() time.Duration {
	switch {
	case s.snap.Quick == nil:
		return untilWhole(s.left(), time.Second)
	case s.animates():
		return frame
	}
	return time.Second
}

// nextStroke adds the next step of the ring. Without focus the ring goes with
// the minutes of the window title.
func (s *Screen) nextStroke(a *alarm, pos time.Duration) {
	if s.blurred {
		return
	}
	n := s.room(s.size.Width, s.size.Height).Steps
	at := s.arc.reaches(pos, (s.arc.steps(pos, n)+1)/float64(n))
	least := frame
	if s.look.Still {
		least = stillStep
	}
	a.in(max(at-pos, least))
}

// nextWords adds the fade of the line, its pages, and when it steps back.
func (s *Screen) nextWords(a *alarm) {
	if s.cue.text.Empty() {
		return
	}
	if s.animates() && s.now.Before(s.cue.since.Add(fadeTime)) {
		a.in(frame)
	}
	a.when(s.cue.dims())
	for _, p := range s.pages(s.room(s.size.Width, s.size.Height)) {
		a.when(s.cue.since.Add(p.from))
	}
}

// animates reports whether anything may move.
func (s *Screen) animates() bool { return !s.blurred && !s.look.Still }

// untilWhole returns how long a time that runs down needs to its next whole
// unit, or one that runs up when d is negative.
func untilWhole(d, unit time.Duration) time.Duration {
	if d < 0 {
		return unit - (-d)%unit
	}
	if r := d % unit; r > 0 {
		return r
	}
	return unit
}
