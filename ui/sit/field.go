package sit

import (
	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// maxAnswer is the longest line that can be written, in bytes.
const maxAnswer = 400

// field is where the line asked for is written. It is kept in memory alone.
type field struct {
	name     string
	question safe.Text
	text     widget.Writing
}

// asks reports whether the script asks for a line.
func (s *Screen) asks() bool {
	_, ok := s.asked()
	return ok
}

// asked returns the question of now: the last one up to the stage that is
// being sat, else the first to come.
func (s *Screen) asked() (sessions.Step, bool) {
	st, _ := s.snap.Plan.Score.StageAt(s.snap.Pos(s.now))
	var last sessions.Step
	found, past := false, false
	for _, stage := range s.opt.Script.Stages {
		for _, step := range stage.Steps {
			if step.Op == sessions.OpAsk && (!past || !found) {
				last, found = step, true
			}
		}
		past = past || stage.ID == st.ID
	}
	return last, found
}

// ask opens the field.
func (s *Screen) ask() tea.Cmd {
	q, ok := s.asked()
	if !ok {
		return nil
	}
	text := widget.NewWriting(s.c.Answers(q.Name), false, maxAnswer)
	s.field = &field{name: q.Name, question: safe.Line(q.Text), text: text}
	return nil
}

// write keeps what the field holds and closes it.
func (s *Screen) write() {
	if s.field == nil {
		return
	}
	s.c.Answer(s.field.name, s.field.text.Text())
	s.field = nil
	if !s.cue.text.Empty() {
		s.cue.set(s.c.Say(s.cue.source))
	}
}

func (s *Screen) writing() []screen.Bind {
	return []screen.Bind{
		s.key("enter", "keep the line", func() tea.Cmd {
			s.write()
			return nil
		}),
		s.key("esc", "leave it as it was", func() tea.Cmd {
			s.field = nil
			return nil
		}),
	}
}

func (f *field) update(msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		f.text = f.text.Press(msg.String(), msg.Text, maxAnswer)
	case tea.PasteMsg:
		f.text = f.text.Insert(msg.Content)
	}
}

// draw returns the page in exactly w by h, and where the cursor is.
func (f *field) draw(th theme.Theme, w, h int) (theme.Block, screen.Point) {
	wide := min(w-2, 48)
	question := widget.Cue(th.Text, f.question, wide, max(h-3, 1))
	line, x, _ := f.text.Draw(th.Accent, wide, 1)
	blank, row := theme.Blank(1, min(h/10, 1)), question.Height()+min(h/10, 1)
	promise := safe.Lit("Forgotten after the sit.")
	if theme.Width(promise) > wide {
		promise = safe.Lit("Forgotten after.")
	}
	page := theme.Vertical(theme.Middle, question, blank, line, blank, th.Dim.Render(widget.Truncate(promise, wide)))
	at := screen.Point{X: (w-wide)/2 + x, Y: max((h-page.Height())/2, 0) + row}
	return theme.Center(w, h, page), at
}

func (f *field) view(th theme.Theme, w, h int) theme.Block {
	page, _ := f.draw(th, w, h)
	return page
}

func (f *field) cursor(w, h int) *screen.Point {
	_, at := f.draw(theme.Theme{}, w, h)
	return &at
}
