package sit

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"karuna/sessions"
	"karuna/sessions/sitting"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// View draws the sit as it was when something last happened.
func (s *Screen) View(w, h int) theme.Block {
	switch {
	case s.field != nil:
		return s.field.view(s.look, w, h)
	case s.isDark():
		return theme.Center(w, h, s.look.Dim.Render(safe.Lit("·")))
	}
	switch {
	case s.snap.State == sitting.Preparing:
		return s.preparing(w, h)
	case s.snap.State == sitting.Grounding:
		return s.ground(w, h)
	case s.snap.State == sitting.Asking && s.snap.Under == sitting.Grounding:
		return theme.Center(w, h, s.question(w, h))
	}
	return s.sitting(w, h)
}

// Frame is the window around it: what is left in the title, the progress, and
// black in the dark.
func (s *Screen) Frame(w, h int) screen.Frame {
	f := screen.Frame{Title: s.title(), Black: s.isDark()}
	if s.runs() && !s.snap.Open {
		p := float64(max(s.snap.Pos(s.now), 0)) / float64(max(s.snap.Total(), 1))
		f.Progress = &p
	}
	if s.field != nil {
		f.Cursor = s.field.cursor(w, h)
	}
	return f
}

// runs reports whether the sit goes on in what lies at the bottom.
func (s *Screen) runs() bool {
	return s.snap.Under == sitting.Sitting || s.snap.Under == sitting.Paused
}

func (s *Screen) title() safe.Text {
	parts := []safe.Text{safe.Lit("karuna")}
	switch {
	case s.snap.Quick != nil:
		parts = append(parts, safe.Lit("rehearsal"))
	case s.snap.Under == sitting.Paused:
		parts = append(parts, safe.Lit("paused"))
	case !s.runs():
	case s.snap.Open:
		parts = append(parts, widget.Length(max(s.snap.Pos(s.now), 0).Truncate(time.Minute)))
	case s.left() <= time.Minute:
		parts = append(parts, safe.Lit("the last minute"))
	default:
		parts = append(parts, safe.Format("%d min left", int((s.left()+time.Minute-1)/time.Minute)))
	}
	if t := s.snap.Plan.Score.Script.Title; t != "" && !s.opt.Private {
		parts = append(parts, safe.Line(t))
	}
	dot := safe.Lit(" · ")
	if s.look.Glyphs == theme.ASCII {
		dot = safe.Lit(" - ")
	}
	return safe.Join(dot, parts...)
}

// left returns the time to the closing bell; below zero, in an open sit, the
// time sat.
func (s *Screen) left() time.Duration {
	if s.snap.Open {
		return -s.snap.Pos(s.now)
	}
	return s.snap.Left(s.now)
}

// sitting draws the ring with what belongs to it. Where there is no room for
// a foot, the quiet line and the clock take the last row while they are there.
func (s *Screen) sitting(w, h int) theme.Block {
	x := s.parts(w)
	last := s.line()
	if last.Empty() {
		last = x.Clock
	}
	if last.Empty() || x.Room(w, h).Foot || h < 5 {
		return s.layout(x, w, h)
	}
	foot := s.look.Dim.Render(widget.Truncate(last, w))
	return theme.Vertical(theme.Start, s.layout(x, w, h-1), theme.Place(w, 1, theme.Middle, theme.Start, foot))
}

func (s *Screen) layout(x widget.Sitting, w, h int) theme.Block {
	room := x.Room(w, h)
	if s.asking() && room.Middle < 4 { // the question needs the row of the foot
		x.Stage, x.Clock = safe.Text{}, safe.Text{}
		room = x.Room(w, h)
	}
	switch s.snap.State {
	case sitting.Asking:
		x.Middle = s.question(room.Cols, room.Middle)
	case sitting.Paused:
		x.Middle = s.pause(room.Cols, room.Middle)
	case sitting.Away:
		x.Middle = s.away(room.Cols, room.Middle)
	case sitting.Closing, sitting.Reflecting:
		x.Middle = s.look.Dim.Render(widget.Truncate(safe.Lit("The sit is complete."), room.Cols))
	default:
		x.Cue, x.CueStyle = s.page(room), s.cueStyle()
	}
	n := room.Steps
	x.Ring.Progress = s.arc.steps(s.snap.Pos(s.now), n) / float64(n)
	return widget.Sit(s.look, x, w, h)
}

// asking reports whether an answer is waited for.
func (s *Screen) asking() bool {
	return s.snap.State == sitting.Asking || s.snap.State == sitting.Away
}

// parts is what the layout of the sit depends on, w columns wide.
func (s *Screen) parts(w int) widget.Sitting {
	x := widget.Sitting{Ring: widget.Ring{Marks: s.marks()}, Pace: s.paced}
	switch line := s.line(); {
	case !line.Empty():
		x.Stage = line
	case s.snap.State == sitting.Closing:
		return x
	case s.snap.State != sitting.Sitting:
		x.Stage = s.stage()
		return x
	case s.noting():
		x.Stage = s.legend(w)
	default:
		x.Stage = s.stage()
	}
	if s.showsClock() {
		x.Clock = s.clock()
	}
	pos := s.snap.Pos(s.now)
	if q, ok := breathAt(s.snap.Plan.Score, pos); ok {
		x.Breath = widget.PhaseAt(q.Breath, pos-q.At)
	}
	return x
}

func (s *Screen) room(w, h int) widget.Room { return s.parts(w).Room(w, h) }

// marks are the bells: those that have sounded, and those to come.
func (s *Screen) marks() []widget.Mark {
	var out []widget.Mark
	pos := s.snap.Pos(s.now)
	for _, q := range s.snap.Plan.Score.Cues {
		if q.Type == sessions.CueBell {
			out = append(out, widget.Mark{At: s.arc.angle(q.At), Past: q.At <= pos})
		}
	}
	return out
}

// stage is the name of the stage of now, "" in a sit without words.
func (s *Screen) stage() safe.Text {
	sc := s.snap.Plan.Score
	if sc.Script.ID == "" {
		return safe.Text{}
	}
	st, ok := sc.StageAt(s.snap.Pos(s.now))
	if !ok {
		return safe.Text{}
	}
	return safe.Line(st.Title)
}

// noting reports whether the arrows note.
func (s *Screen) noting() bool {
	st, ok := s.snap.Plan.Score.StageAt(s.snap.Pos(s.now))
	return ok && st.Noting
}

// legend says what the arrows note, as far as w columns go.
func (s *Screen) legend(w int) safe.Text {
	rows := s.notingKeys()
	wide := joined(rows, safe.Lit("   "))
	if theme.Width(wide) <= w {
		return wide
	}
	for n := len(rows); n > 0; n-- {
		if text := joined(rows[:n], safe.Lit(" ")); theme.Width(text) <= w {
			return text
		}
	}
	return safe.Text{}
}

func joined(rows []screen.Bind, sep safe.Text) safe.Text {
	words := make([]safe.Text, len(rows))
	for i, b := range rows {
		words[i] = safe.Join(safe.Lit(" "), screen.Shown(b.Binding), safe.Line(b.Help().Desc))
	}
	return safe.Join(sep, words...)
}

func (s *Screen) showsClock() bool { return s.opt.Clock || s.now.Before(s.glance) }

func (s *Screen) clock() safe.Text {
	if s.snap.Open {
		return digits(s.snap.Pos(s.now).Truncate(time.Second))
	}
	return safe.Format("%s left", digits((s.left() + time.Second - 1).Truncate(time.Second)))
}

func digits(d time.Duration) safe.Text {
	m, sec := int(d/time.Minute), int(d%time.Minute/time.Second)
	return safe.Format("%d:%02d", m, sec)
}

// cueStyle fades the line in, and lets it step back once it is read.
func (s *Screen) cueStyle() theme.Style {
	since := s.now.Sub(s.cue.since)
	switch {
	case !s.now.Before(s.cue.dims()):
		return s.look.Dim
	case since < fadeTime && s.animates():
		return s.look.Fade(s.look.Text, float64(since+frame/2)/float64(fadeTime))
	}
	return s.look.Text
}

// part is a page of a line that is too long for the room it has.
type part struct {
	text safe.Text
	from time.Duration // since the line came
}

// pages cuts the line of now into what the room holds; each is there for as
// long as it takes to read.
func (s *Screen) pages(room widget.Room) []part {
	if room.Rows <= 0 || room.Cols <= 0 || s.cue.text.Empty() {
		return nil
	}
	lines := widget.Phrases(s.cue.text, min(room.Cols, widget.Column))
	var out []part
	at := time.Duration(0)
	for len(lines) > 0 {
		n := min(room.Rows, len(lines))
		text := safe.Join(safe.Lit("\n"), lines[:n]...)
		out = append(out, part{text, at})
		at += max(time.Duration(len(strings.Fields(text.String())))*perWord, 2*time.Second)
		lines = lines[n:]
	}
	return out
}

// page returns the page of now.
func (s *Screen) page(room widget.Room) safe.Text {
	var text safe.Text
	for _, p := range s.pages(room) {
		if s.now.Sub(s.cue.since) >= p.from {
			text = p.text
		}
	}
	return text
}

// click takes a click on words that name a key.
func (s *Screen) click(msg tea.MouseClickMsg) tea.Cmd {
	if msg.Button != tea.MouseLeft {
		return nil
	}
	view := s.View(s.size.Width, s.size.Height)
	for _, b := range s.Binds() {
		h := b.Help()
		if !b.Enabled() || b.Do == nil || h.Desc == "" {
			continue
		}
		if widget.Says(view, msg.X, msg.Y, h.Key+"  "+h.Desc) || widget.Says(view, msg.X, msg.Y, h.Key+" "+h.Desc) {
			return b.Do()
		}
	}
	return nil
}

// short writes a length, to the second below ten minutes.
func short(d time.Duration) safe.Text {
	if d >= 10*time.Minute {
		d = d.Truncate(time.Minute)
	}
	return widget.Length(max(d, 0))
}
