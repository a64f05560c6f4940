package reflect

import (
	"time"

	"karuna/sessions"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// View draws the reflection: one line about this sit, the question, what was
// said.
func (s *Screen) View(w, h int) theme.Block {
	wide := min(w-2, widget.Column)
	if s.Typing() {
		return s.field(w, h, wide)
	}
	lines := []theme.Block{s.about(wide)}
	if s.kept() {
		lines = append(lines, theme.Blank(1, 1), s.question(wide))
		if h >= 10 {
			lines = append(lines, s.said(wide, h-8)...)
		}
	}
	if s.snap.Saved != nil && s.snap.Saved.Warning != "" {
		lines = append(lines, widget.Paragraph(s.look.Dim, safe.Line(s.snap.Saved.Warning), wide, 2))
	}
	page := theme.Vertical(theme.Middle, lines...)
	foot := screen.Foot(s.look, w-2, s.Binds())
	if h < 8 {
		return theme.Center(w, h, theme.Clip(w, h, page))
	}
	return theme.Vertical(theme.Middle, theme.Center(w, h-1, theme.Clip(w, h-2, page)), foot)
}

// about is one warm line about this sit.
func (s *Screen) about(wide int) theme.Block {
	length := sessions.FormatDuration(s.snap.Sat.Truncate(time.Second))
	switch saved := s.snap.Saved; {
	case saved == nil:
		return s.look.Dim.Render(safe.Lit("Writing it down"))
	case saved.Dropped:
		return widget.Paragraph(s.look.Text, safe.Lit("A short visit. Nothing is written down."), wide, 2)
	case saved.Err != nil:
		return widget.Paragraph(s.look.Text, safe.Line("You sat "+length+". It could not be written down; karuna prints it as a line when you leave."), wide, 3)
	case !saved.Kept:
		return widget.Paragraph(s.look.Text, safe.Line("You sat "+length+"."), wide, 2)
	}
	text := "You sat " + length + ". It is in your log."
	if s.snap.Ended != sessions.Complete {
		text = length + " was enough for today. It is in your log."
	}
	return widget.Paragraph(s.look.Text, safe.Line(text), wide, 2)
}

func (s *Screen) question(wide int) theme.Block {
	parts := []theme.Block{}
	for i, feel := range []string{"lighter", "same", "heavier"} {
		style := s.look.Dim
		if feel == s.feel {
			style = s.look.Accent
		}
		if i > 0 {
			parts = append(parts, s.look.Dim.Render(safe.Lit("  ")))
		}
		mark := safe.Format("%d %s", i+1, feel)
		if feel == s.feel {
			mark = safe.Format("[%s]", feel)
		}
		parts = append(parts, style.Render(mark))
	}
	ask := s.look.Text.Render(widget.Truncate(safe.Lit("How is it now?"), wide))
	return theme.Vertical(theme.Middle, ask, theme.Clip(wide, 1, theme.Row(parts...)))
}

// said shows the note and the act, and what was noted while sitting.
func (s *Screen) said(wide, h int) []theme.Block {
	var out []theme.Block
	add := func(text safe.Text, rows int) {
		if !text.Empty() && h > rows {
			out = append(out, theme.Blank(1, 1), widget.Paragraph(s.look.Dim, text, wide, rows))
			h -= rows + 1
		}
	}
	add(safe.Line(s.note), 3)
	add(safe.Line(s.act), 1)
	if n := s.snap.Noting; !n.IsZero() {
		add(safe.Format("past %d · planning %d · judging %d · comparing %d · other %d", n.Past, n.Planning, n.Judging, n.Comparing, n.Other), 2)
	}
	return out
}

// field is the note or the act being written.
func (s *Screen) field(w, h, wide int) theme.Block {
	ask, rows := safe.Lit("A note"), max(min(h-4, 10), 1)
	if s.writing == "act" {
		ask, rows = safe.Lit("One small act: who else might feel this?"), 1
	}
	text, x, y := s.text.Draw(s.look.Text, wide, rows)
	cursor := s.look.Accent.Render(safe.Lit("_"))
	text = theme.Over(theme.Place(wide, rows, theme.Start, theme.Start, text), cursor, min(x, wide-1), min(y, rows-1))
	page := theme.Vertical(theme.Start, s.look.Dim.Render(widget.Truncate(ask, wide)), text)
	foot := screen.Foot(s.look, w-2, s.Binds())
	return theme.Vertical(theme.Middle, theme.Center(w, h-1, theme.Clip(w, h-1, page)), foot)
}
