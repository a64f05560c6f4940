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
	Middle   theme.Block // shown instead of Cue when not empty, for example a question
	Pace     bool        // the ring's middle is the pacer's, for the whole of the sit
	Breath   Phase       // what the pacer shows; the zero Phase is no pacer now
}

// Layouts of a sit, from the room there is.
const (
	ringInnerWidth = 26 // columns inside the ring that a cue of four lines needs
	ringMinRows    = 14 // under this the ring is one row
	footRows       = 2  // below a ring with the words inside: a bell may be between it and the foot
	wordRows       = 4  // below the ring, the stage's name among them
)

// Sit lays out a sit in exactly w by h. The cue stands inside the ring where it
// has 26 columns at four lines and no breath is paced there; else the ring is
// at most h−5 rows with the cue below; under 14 rows the ring is one row above
// the cue.
func Sit(th theme.Theme, s Sitting, w, h int) theme.Block {
	if w <= 0 || h <= 0 {
		return theme.Block{}
	}
	foot := s.foot(th, w)
	switch room := s.Room(w, h); room.layout {
	case flat:
		return s.flat(th, foot, room, w, h)
	case inside:
		return theme.Center(w, h, s.inside(th, foot, room, w))
	default:
		return s.below(th, foot, room, w, h)
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

func (s Sitting) words(room Room) theme.Block {
	if s.Middle != (theme.Block{}) {
		return theme.Clip(room.Cols, room.Middle, s.Middle)
	}
	if s.Cue.Empty() {
		return theme.Block{}
	}
	return Cue(s.CueStyle, s.Cue, room.Cols, room.Rows)
}

func (s Sitting) inside(th theme.Theme, foot theme.Block, room Room, w int) theme.Block {
	rh := room.ring
	ring := Enso(th, s.Ring, w, rh)
	words := s.words(room)
	out := theme.Over(ring, words, (w-words.Width())/2, (rh-words.Height())/2)
	// The row of the foot is free without one: the ring must not move.
	return theme.Vertical(theme.Start, out, theme.Place(w, footRows, theme.Middle, theme.End, foot))
}

func (s Sitting) below(th theme.Theme, foot theme.Block, room Room, w, h int) theme.Block {
	s.Ring.Breath = s.Breath
	ring := Enso(th, s.Ring, w, room.ring)
	said := min(h-ring.Height(), wordRows+1) - foot.Height()
	words := theme.Place(w, said, theme.Middle, theme.Start, s.words(room))
	parts := []theme.Block{ring, words}
	if foot.Height() > 0 {
		parts = append(parts, theme.Place(w, 1, theme.Middle, theme.Start, foot))
	}
	return theme.Center(w, h, theme.Vertical(theme.Start, parts...))
}

func (s Sitting) flat(th theme.Theme, foot theme.Block, room Room, w, h int) theme.Block {
	parts := []theme.Block{Stroke(th, s.Ring, w-2)}
	if h >= 9 {
		parts = append(parts, theme.Blank(1, 1))
	}
	if s.Pace {
		pacer := theme.Blank(1, flatPacer)
		if s.Breath.Whole > 0 {
			pacer = Pacer(th, s.Breath, w-2, flatPacer)
		}
		parts = append(parts, pacer)
	}
	parts = append(parts, theme.Place(w, room.Rows, theme.Middle, theme.Middle, s.words(room)))
	if foot.Height() > 0 && room.Foot {
		parts = append(parts, theme.Blank(1, 1), foot)
	}
	return theme.Center(w, h, theme.Vertical(theme.Middle, parts...))
}
