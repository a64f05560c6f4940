// Package plain shows a sitting as lines of text, one an event: for screen
// readers, pipes, terminals that cannot move the cursor, and programs.
//
// A line is the time from the first stroke, a word, then text:
//
//	00:00 bell bowl-large
//	00:08 cue Let the body find a position it can stay in.
//
// and with JSON one object a line. Nothing is repainted and no escape sequence
// is ever written. Where lines can be typed, a letter and enter is a command;
// where they cannot, nothing is asked, a long gap is left out, the reflection
// is skipped, and the sitting is over when the bell has faded.
//
// What a person typed into a script's question is spoken only on a terminal
// of their own; elsewhere the fallback stands in its place.
package plain

import (
	"fmt"
	"io"
	"time"

	"karuna/sessions"
	"karuna/sessions/conductor"
	"karuna/sessions/programme"
	"karuna/sessions/sitting"
	"karuna/ui/safe"
)

// Config says where lines go and come from.
type Config struct {
	Out     io.Writer
	Lines   <-chan string // what is typed, a line at a time; nil: nobody can answer
	JSON    bool
	Private bool                      // Out is the person's own terminal
	Reflect bool                      // ask how it was; only with Lines
	Air     func(programme.Air) error // keeps how much air the wheels have, where that is asked; nil: it is not
	Now     func() time.Time
}

// Run shows the sitting to its end and returns the last snapshot. An error
// means that nothing can be written any more; the sit is then kept as
// interrupted.
func Run(c *conductor.Conductor, cfg Config) (conductor.Snapshot, error) {
	v := &view{c: c, cfg: cfg}
	for {
		s := c.Snapshot()
		if err := v.show(s); err != nil {
			c.Interrupt("output closed")
			<-c.Done()
			return c.Snapshot(), err
		}
		if s.Over() {
			<-c.Done()
			s = c.Snapshot()
			return s, v.show(s)
		}
		lines := v.cfg.Lines
		if len(s.Events) == 0 && s.State == sitting.Preparing {
			lines = nil // it has not begun, and would take a line for what it is not
		}
		select {
		case <-s.Next:
		case line, ok := <-lines:
			if !ok {
				v.cfg.Lines = nil
				v.cfg.Reflect = false
				v.giveUp(s)
				continue
			}
			before := v.c.Snapshot()
			v.typed(line)
			settle(before, v.c.Snapshot)
		}
	}
}

// settle waits until nothing new has come of a line for a moment, so that the
// next one, typed ahead, means what it means then.
func settle(s conductor.Snapshot, latest func() conductor.Snapshot) {
	for {
		select {
		case <-s.Next:
			s = latest()
		case <-time.After(quiet):
			return
		}
	}
}

const quiet = 30 * time.Millisecond

// view is what has been shown so far.
type view struct {
	c      *conductor.Conductor
	cfg    Config
	shown  int // events
	asked  sitting.State
	step   int // of the reflection's questions
	air    programme.Air
	ahead  []string // answers typed before it asks
	left   bool
	choice bool
}

// show writes the events that are new and asks what there is to ask.
func (v *view) show(s conductor.Snapshot) error {
	for ; v.shown < len(s.Events); v.shown++ {
		if err := v.event(s.Events[v.shown]); err != nil {
			return err
		}
	}
	if v.cfg.Lines == nil {
		if s.State == sitting.Reflecting && !v.left {
			v.left = v.c.Do(conductor.Leave)
		}
		return nil
	}
	return v.ask(s)
}

// giveUp answers what is open when the input ends: the sit goes on alone.
func (v *view) giveUp(s conductor.Snapshot) {
	switch s.State {
	case sitting.Away:
		v.c.Do(conductor.LeaveOut)
	case sitting.Asking:
		v.c.Do(conductor.Cancel)
	case sitting.Paused:
		v.c.Do(conductor.GoOn)
	}
}

func (v *view) event(e conductor.Event) error {
	if v.cfg.JSON {
		return v.writeJSON(e)
	}
	word, text := string(e.Type), safe.Line(v.text(e)).String()
	if e.Type == conductor.Kept && v.cfg.Private {
		text = "" // an id is for programs, and long to listen to
	}
	if e.Type == conductor.Speak || e.Type == conductor.Return {
		word = "cue"
	}
	line := Clock(e.At) + " " + word
	if text != "" {
		line += " " + text
	}
	return v.line(line)
}

// words are those of a spoken cue; a recording without words has its name.
func (v *view) words(c sessions.Cue) string {
	switch {
	case c.Text == "":
		return c.Clip
	case v.cfg.Private:
		return v.c.Say(c)
	}
	return c.Text
}

// text returns what the line says after its word.
func (v *view) text(e conductor.Event) string {
	switch e.Type {
	case conductor.Speak, conductor.Return:
		return v.words(e.Cue)
	case conductor.Bell:
		return bellText(e.Cue.Bell)
	case conductor.Breathe:
		return breathText(e.Cue.Breath)
	case conductor.Prepare:
		return sessions.FormatDuration(e.D)
	case conductor.Length:
		return "now " + sessions.FormatDuration(e.D)
	case conductor.GapSeen:
		return sessions.FormatDuration(e.D.Round(time.Second)) + " away"
	case conductor.End:
		return e.Text + " " + sessions.FormatDuration(e.D.Truncate(time.Second))
	case conductor.Asked:
		if v.c.Snapshot().Worth(v.cfg.Now()) {
			return "End here and keep it? q ends, anything else goes on."
		}
		return "End here? Under a minute is not written down. q ends, anything else goes on."
	case conductor.Resumed:
		return ""
	}
	return e.Text
}

func bellText(b sessions.Bell) string {
	text := b.Name
	if b.Half {
		text += " half"
	}
	if b.Strikes > 1 {
		text += fmt.Sprintf(" x%d", b.Strikes)
	}
	return text
}

func breathText(b sessions.Breath) string {
	sec := func(d time.Duration) string { return fmt.Sprintf("%g", d.Seconds()) }
	text := "in " + sec(b.In)
	if b.Full > 0 {
		text += ", hold " + sec(b.Full)
	}
	text += ", out " + sec(b.Out)
	if b.Empty > 0 {
		text += ", hold " + sec(b.Empty)
	}
	return text
}

func (v *view) line(text string) error {
	_, err := io.WriteString(v.cfg.Out, text+"\n")
	if err != nil {
		return fmt.Errorf("write a line of the sit: %w", err)
	}
	return nil
}

// Clock writes an offset as MM:SS: "-00:10" before the first stroke, "75:00"
// from an hour on.
func Clock(d time.Duration) string {
	sign := ""
	if d < 0 {
		sign, d = "-", -d
	}
	s := int(d / time.Second)
	return fmt.Sprintf("%s%02d:%02d", sign, s/60, s%60)
}
