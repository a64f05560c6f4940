package sit

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/sessions/conductor"
	"karuna/sessions/sitting"
	"karuna/ui/safe"
	"karuna/ui/screen"
)

// published is the news that the conductor has something newer to show, or
// that it is done.
type published struct {
	by   *conductor.Conductor
	snap conductor.Snapshot
	done bool
}

// watch waits for the next snapshot.
func (s *Screen) watch() tea.Cmd {
	c, next := s.c, s.snap.Next
	return func() tea.Msg {
		select {
		case <-next:
			return published{c, c.Snapshot(), false}
		case <-c.Done():
			return published{c, c.Snapshot(), true}
		}
	}
}

// take makes a snapshot the state of the screen.
func (s *Screen) take(msg published) tea.Cmd {
	old := s.snap
	s.snap = msg.snap
	if s.snap.Total() != old.Total() {
		s.arc = s.arc.turn(s.snap.Pos(s.now), s.snap.Total())
	}
	s.paced = paced(s.snap.Plan.Score)
	for ; s.seen < len(s.snap.Events); s.seen++ {
		s.told(s.snap.Events[s.seen])
	}
	s.tellLines(old)
	if s.snap.State != old.State {
		s.entered(s.snap.State)
	}
	cmds := []tea.Cmd{s.onward()}
	if !msg.done {
		cmds = append(cmds, s.watch())
	}
	return tea.Batch(cmds...)
}

// told takes one event of the sitting.
func (s *Screen) told(e conductor.Event) {
	switch e.Type {
	case conductor.Speak, conductor.Return:
		s.cue = cue{source: e.Cue, since: s.now}
		s.cue.set(s.c.Say(e.Cue))
	case conductor.Ground, conductor.End:
		s.cue = cue{}
	case conductor.Noted:
		s.say(safe.Line(e.Text), 1500*time.Millisecond)
	case conductor.Length:
		s.say(safe.Format("%s in all", short(e.D)), 4*time.Second)
	}
}

// tellLines takes what the conductor and the sound have to say.
func (s *Screen) tellLines(old conductor.Snapshot) {
	n := s.snap
	if n.Line != "" && !n.LineAt.Equal(old.LineAt) {
		s.say(safe.Line(n.Line), 8*time.Second)
	}
	if n.Sound.Line != "" && n.Sound.Line != old.Sound.Line {
		s.say(safe.Line(n.Sound.Line), 12*time.Second)
	}
}

// entered puts away what belongs to another state.
func (s *Screen) entered(st sitting.State) {
	switch st {
	case sitting.Preparing, sitting.Sitting:
	case sitting.Closing:
		s.write()
		s.notice, s.glance = notice{}, time.Time{}
	case sitting.Paused, sitting.Grounding, sitting.Asking, sitting.Away:
		s.dark = false
		s.write()
	default:
		s.write()
	}
}

// onward goes where the sit leads once it is over.
func (s *Screen) onward() tea.Cmd {
	switch s.snap.State {
	case sitting.Reflecting, sitting.Done, sitting.Interrupted:
	default:
		return nil
	}
	if s.handed.Swap(true) {
		return nil
	}
	if s.snap.State != sitting.Reflecting || s.opt.After.Name == "" {
		s.c.Do(conductor.Leave)
		return screen.Leave(s)
	}
	front := func() tea.Msg { return screen.Front{Screen: s} }
	return tea.Sequence(front, screen.Go(s.opt.After), screen.Leave(s))
}

// cue is the line of now.
type cue struct {
	source sessions.Cue
	text   safe.Text
	since  time.Time
	words  int
}

// How long a line is read (silent reading takes half of it), how long it takes
// to come, and how long it stays bright at least.
const (
	perWord  = 500 * time.Millisecond
	fadeTime = time.Second
	atLeast  = 4 * time.Second
)

func (c *cue) set(text string) {
	c.text, c.words = safe.Line(text), len(strings.Fields(text))
}

// dims returns when the line steps back.
func (c cue) dims() time.Time {
	return c.since.Add(fadeTime + max(time.Duration(c.words)*perWord, atLeast))
}

// paced reports whether a score has a breath to follow.
func paced(sc sessions.Score) bool {
	for i := range sc.Cues {
		if sc.Cues[i].Type == sessions.CueBreathe {
			return true
		}
	}
	return false
}

// breathAt returns the pacing that goes on at pos.
func breathAt(sc sessions.Score, pos time.Duration) (sessions.Cue, bool) {
	for _, q := range sc.Cues {
		if q.Type == sessions.CueBreathe && q.At <= pos && pos < q.End {
			return q, true
		}
	}
	return sessions.Cue{}, false
}
