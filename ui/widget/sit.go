package widget

import (
	"math"

	"karuna/ui/safe"
	"karuna/ui/theme"
)

// Sitting is what a sit shows: the ring, the cue of now, and the name of the
// stage. Words come with their own styles, since they fade.
type Sitting struct {
	Ring     Ring
	Cue      safe.Text
	CueStyle theme.Style
	Stage    safe.Text   // shown small; may be empty
	Clock    safe.Text   // shown small; may be empty
	Middle   theme.Block // shown in the ring instead of Cue when not empty, for example the pacer's word
}

// Layouts of a sit, from the room there is.
const (
	ringInnerWidth = 26 // columns inside the ring that a cue of four lines needs
	ringMinRows    = 14 // under this the ring is one row
)

// Sit lays out a sit in exactly w by h. The cue stands inside the ring where it
// has 26 columns at four lines; else the ring is at most h−5 rows with the cue
// below; under 14 rows the ring is one row above the cue.
func Sit(th theme.Theme, s Sitting, w, h int) theme.Block {
	if w <= 0 || h <= 0 {
		return theme.Block{}
	}
	switch foot := s.foot(th, w); {
	case h < ringMinRows || w < ringMinRows*2:
		return s.flat(th, foot, w, h)
	case InnerWidth(w, h-foot.Height()) >= ringInnerWidth:
		return s.inside(th, foot, w, h)
	default:
		return s.below(th, foot, w, h)
	}
}

// InnerWidth returns the columns free inside the ring at four lines, when it is
// drawn in w by h; 0 when there is no ring.
func InnerWidth(w, h int) int {
	rows := min(maxRows, h-2, (w-4)/2)
	if rows < 5 {
		return 0
	}
	inner := 2*float64(rows)*(1-brushWidth) - 4 // dots; two cells stay clear of the ink
	if inner <= 8 {
		return 0
	}
	return int(math.Sqrt(inner*inner - 8*8))
}

func (s Sitting) foot(th theme.Theme, w int) theme.Block {
	words := s.Stage
	switch {
	case s.Clock.Empty():
	case words.Empty():
		words = s.Clock
	default:
		words = safe.Join(safe.Lit("   "), s.Stage, s.Clock)
	}
	if words.Empty() {
		return theme.Block{}
	}
	return th.Dim.Render(Truncate(words, w))
}

func (s Sitting) words(w, h int) theme.Block {
	if s.Middle != (theme.Block{}) {
		return theme.Clip(w, h, s.Middle)
	}
	if s.Cue.Empty() {
		return theme.Block{}
	}
	return Cue(s.CueStyle, s.Cue, w, h)
}

func (s Sitting) inside(th theme.Theme, foot theme.Block, w, h int) theme.Block {
	rh := h - foot.Height()
	ring := Enso(th, s.Ring, w, rh)
	words := s.words(min(InnerWidth(w, rh), 44), max(4, rh/5))
	out := theme.Over(ring, words, (w-words.Width())/2, (rh-words.Height())/2)
	if foot.Height() == 0 {
		return out
	}
	return theme.Vertical(theme.Start, out, theme.Place(w, 1, theme.Middle, theme.Start, foot))
}

func (s Sitting) below(th theme.Theme, foot theme.Block, w, h int) theme.Block {
	cueRows := 4
	rh := h - cueRows - 1
	ring := Enso(th, s.Ring, w, rh+1) // the row of marks under it may touch the blank line
	words := theme.Place(w, h-ring.Height()-foot.Height(), theme.Middle, theme.Start, s.words(w-2, cueRows-foot.Height()))
	parts := []theme.Block{ring, words}
	if foot.Height() > 0 {
		parts = append(parts, theme.Place(w, 1, theme.Middle, theme.Start, foot))
	}
	return theme.Clip(w, h, theme.Vertical(theme.Start, parts...))
}

func (s Sitting) flat(th theme.Theme, foot theme.Block, w, h int) theme.Block {
	parts := []theme.Block{Stroke(th, s.Ring, w-2)}
	left := h - 1
	if h >= 9 {
		parts = append(parts, theme.Blank(1, 1))
		left--
	}
	if foot.Height() > 0 && left > 5 {
		left -= 2
	} else {
		foot = theme.Block{}
	}
	parts = append(parts, s.words(w, left))
	if foot.Height() > 0 {
		parts = append(parts, theme.Blank(1, 1), foot)
	}
	return theme.Center(w, h, theme.Vertical(theme.Middle, parts...))
}
