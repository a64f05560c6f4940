package reflect

import (
	tea "charm.land/bubbletea/v2"

	"karuna/sessions/programme"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// wheel is one of the two that are asked about.
type wheel struct {
	name   safe.Text
	answer *string
	keys   string
}

func (s *Screen) wheels() []wheel {
	if s.src.Air == nil {
		return nil
	}
	return []wheel{
		{safe.Lit("back wheel"), &s.air.Back, "456"},
		{safe.Lit("front wheel"), &s.air.Front, "789"},
	}
}

// airs are the keys that say how much air a wheel has.
func (s *Screen) airs() []screen.Bind {
	var out []screen.Bind
	for _, w := range s.wheels() {
		out = append(out, s.airOf(w)...)
	}
	return out
}

func (s *Screen) airOf(w wheel) []screen.Bind {
	var out []screen.Bind
	for i, word := range []string{"soft", "fine", "full"} {
		out = append(out, screen.Key(w.keys[i:i+1], word, func() tea.Cmd {
			*w.answer = word
			if s.air.Back != "" && s.air.Front != "" {
				said := s.air
				s.aired.Store(&said)
			}
			return nil
		}))
	}
	return out
}

// airAsked draws the two questions, one below the other where there is room
// for their words beside the answers.
func (s *Screen) airAsked(w int) theme.Block {
	var rows []theme.Block
	for _, wheel := range s.wheels() {
		answers := s.choice(s.airOf(wheel), *wheel.answer, w)
		name := s.look.Dim.Render(widget.PadLeft(wheel.name, 11))
		if row := theme.Row(name, theme.Blank(2, 1), answers); answers.Height() == 1 && row.Width() <= w {
			rows = append(rows, row)
			continue
		}
		name = s.look.Dim.Render(safe.Lit(" "), wheel.name) // where the answers begin
		rows = append(rows, name, answers)
	}
	return widget.Solid(theme.Vertical(theme.Start, rows...))
}

// oneByOne is the first question that has no answer yet, where there is no room
// for all of them: how it is now, then the one wheel, then the other.
func (s *Screen) oneByOne(w int) []widget.Piece {
	ask, of, given := safe.Lit("How is it now?"), s.feelings(), s.feel
	if s.feel != "" {
		for _, wheel := range s.wheels() {
			if *wheel.answer == "" {
				ask, of, given = safe.Format("Air, %s?", wheel.name), s.airOf(wheel), ""
				break
			}
		}
	}
	return []widget.Piece{
		{Block: widget.Cue(s.look.Text, ask, w, 2), Matter: widget.Vital},
		{Block: s.choice(of, given, w), Matter: widget.Vital},
	}
}

// tellAir writes what was said of both wheels; one alone is not kept.
func (s *Screen) tellAir() error {
	if said := s.aired.Swap(nil); said != nil && s.src.Air != nil {
		return s.src.Air(programme.Air{Back: said.Back, Front: said.Front})
	}
	return nil
}
