package conductor

import (
	"time"

	"karuna/sessions"
)

// EventType names what happened; the strings are those of `sit --plain --json`.
type EventType string

// The types of event, from the score and from the sitting.
const (
	Prepare EventType = "prepare"
	Bell    EventType = "bell"
	Stage   EventType = "stage"
	Speak   EventType = "speak"
	Return  EventType = "return"
	Breathe EventType = "breathe"
	Paused  EventType = "pause"
	Resumed EventType = "resume"
	GapSeen EventType = "gap"
	Ground  EventType = "ground"
	Noted   EventType = "note"
	Asked   EventType = "ask"
	Skipped EventType = "skip"
	Length  EventType = "length"
	Warning EventType = "warn"
	End     EventType = "end"
	Kept    EventType = "saved"
)

// Event is one thing that happened in the sitting, told once and in order.
type Event struct {
	At    time.Duration // offset of the score
	Type  EventType
	Text  string        // for people
	Cue   sessions.Cue  // of bell, speak, return and breathe
	Stage sessions.Span // of stage
	D     time.Duration // of prepare, gap, length and end
}

func (c *Conductor) tell(e Event) {
	c.snap.Events = append(c.snap.Events, c.asWritten(e))
	c.dirty = true
}

// line says one quiet thing to the person.
func (c *Conductor) line(now time.Time, text string) {
	c.snap.Line, c.snap.LineAt = text, now
	c.dirty = true
}

// tellScore tells what the score brought up to pos. Ground time is unheard.
func (c *Conductor) tellScore(pos time.Duration) {
	s := c.sit.Score()
	// A stage that begins at the very moment a new score is taken is told now. Were
	// it told once time has moved, the loop would ask for it without end meanwhile.
	next := c.stage + 1
	late := next < len(s.Stages) && s.Stages[next].Start <= pos
	if pos < c.seen || pos == c.seen && !late {
		return
	}
	if c.sit.Plan().Mute {
		c.seen = pos
		return
	}
	cues := s.Due(c.seen, pos)
	for i := range s.Stages {
		st := s.Stages[i]
		if i <= c.stage || st.Start > pos {
			continue
		}
		for len(cues) > 0 && cues[0].At < st.Start {
			c.tellCue(cues[0])
			cues = cues[1:]
		}
		c.stage = i
		c.tell(Event{At: st.Start, Type: Stage, Text: st.Title, Stage: st})
	}
	for _, q := range cues {
		c.tellCue(q)
	}
	c.seen = pos
}

func (c *Conductor) tellCue(q sessions.Cue) {
	switch q.Type {
	case sessions.CueBell:
		c.tell(Event{At: q.At, Type: Bell, Text: q.Bell.Name, Cue: q})
	case sessions.CueSpeak:
		c.tell(Event{At: q.At, Type: Speak, Text: q.Text, Cue: q})
	case sessions.CueReturn:
		c.tell(Event{At: q.At, Type: Return, Text: q.Text, Cue: q})
	case sessions.CueBreathe:
		c.tell(Event{At: q.At, Type: Breathe, Text: q.Breath.Pattern, Cue: q})
	}
}

// nextCue returns when the score next has something to tell.
func (c *Conductor) nextCue() (time.Duration, bool) {
	s := c.sit.Score()
	at, ok := time.Duration(0), false
	if q, has := s.Next(c.seen); has {
		at, ok = q.At, true
	}
	if i := c.stage + 1; i < len(s.Stages) && (!ok || s.Stages[i].Start < at) {
		at, ok = s.Stages[i].Start, true
	}
	return at, ok
}
