package widget

import (
	"math"
	"time"

	"karuna/sessions"
	"karuna/ui/safe"
	"karuna/ui/theme"
)

// Phase is where a breath is.
type Phase struct {
	Word  safe.Text     // in, hold, out, rest
	Part  float64       // of the phase that has passed, 0 to 1
	Left  time.Duration // of the phase
	Whole time.Duration
	Full  float64 // how full the lungs are, 0 to 1, without a corner where phases meet
}

// PhaseAt returns the phase of pattern b at the time at since its first breath
// in.
func PhaseAt(b sessions.Breath, at time.Duration) Phase {
	cycle := b.In + b.Full + b.Out + b.Empty
	if cycle <= 0 {
		return Phase{}
	}
	at = max(at, 0) % cycle
	for _, p := range []struct {
		word     safe.Text
		long     time.Duration
		from, to float64
	}{
		{safe.Lit("in"), b.In, 0, 1},
		{safe.Lit("hold"), b.Full, 1, 1},
		{safe.Lit("out"), b.Out, 1, 0},
		{safe.Lit("rest"), b.Empty, 0, 0},
	} {
		if at < p.long {
			part := float64(at) / float64(p.long)
			ease := (1 - math.Cos(math.Pi*part)) / 2
			return Phase{p.word, part, p.long - at, p.long, p.from + (p.to-p.from)*ease}
		}
		at -= p.long
	}
	return Phase{}
}

// Pacer draws a breath in w by h: a thin ring that closes from below with the
// breath in and opens again with the breath out, with its word in the middle.
// Where nothing may move it is the word with the seconds of its phase, the same
// until the next. Small windows get a bar.
//
// The ring keeps its size: of one that grows every cell would change with every
// frame, here it is the two ends.
func Pacer(th theme.Theme, p Phase, w, h int) theme.Block {
	if w < 4 || h < 1 {
		return theme.Block{}
	}
	rows := min(maxRows/2, h, w/2)
	reach := 2*float64(rows) - 1.5
	switch {
	case th.Still:
		return theme.Center(w, h, p.said(th, w))
	case reach < pacerRoom:
		return pacerBar(th, p, w, h)
	}
	c := newCanvas(w, h)
	c.breath(th.Glyphs, p, reach)
	return p.within(th, c.block(th, inks(th, th.Text)...))
}

// Radii of the pacer, in dots: with less the word has no room, and more is not
// seen better.
const (
	pacerRoom = 10.0
	pacerMost = 40.0
)

// breath inks a breath in the middle of the canvas: the ring as far as the
// lungs are full, on a track of dots.
func (c *canvas) breath(g theme.Glyphs, p Phase, r float64) {
	cx, cy := float64(c.w)-0.5, float64(c.h/2)*4+1.5 // the word has the row in the middle
	if g == theme.Braille {
		c.circle(cx, cy, r, inkBreath)
	}
	const least = 0.03 // of half the way round
	full := wholeRows(least+(1-least)*p.Full, cy, r)
	for y := int(cy - r - 1); y <= int(cy+r+1); y++ {
		for x := int(cx - r - 1); x <= int(cx+r+1); x++ {
			dx, dy := float64(x)-cx, float64(y)-cy
			if d := dx*dx + dy*dy; d <= (r-0.9)*(r-0.9) || d >= (r+0.9)*(r+0.9) {
				continue
			}
			if math.Abs(math.Atan2(dx, dy)) <= full*math.Pi {
				c.set(x, y, inkBreath)
			}
		}
	}
}

// wholeRows moves the end of the ring that is full of half the way round, on a
// circle round the height cy, to the nearest edge of a row of cells. Where the
// ring is steep it passes several rows from one picture to the next, and what
// goes to the terminal is rows: none is worth being written twice. Where it is
// flat it goes on dot by dot.
func wholeRows(full, cy, r float64) float64 {
	y := cy + r*math.Cos(full*math.Pi)
	edge := 4*math.Round((y+0.5)/4) - 0.5 // between the dots of two rows
	if steep := r * math.Sqrt(3) / 2; math.Abs(edge-cy) > steep || math.Abs(y-cy) > steep {
		return full
	}
	return math.Acos((edge-cy)/r) / math.Pi
}

// circle inks dots that stand apart on a circle, the same in each quarter.
func (c *canvas) circle(cx, cy, r float64, ink uint8) {
	n := int(r/4) + 1 // dots in a quarter, about six apart
	for i := range 4 * n {
		sin, cos := math.Sincos(math.Pi / 2 * (float64(i) + 0.5) / float64(n))
		c.set(int(math.Floor(cx+r*cos+0.5)), int(math.Floor(cy+r*sin+0.5)), ink)
	}
}

// within puts the word of the phase in the middle of what is drawn.
func (p Phase) within(th theme.Theme, drawn theme.Block) theme.Block {
	word := th.Text.Render(p.Word)
	return theme.Over(drawn, word, (drawn.Width()-word.Width())/2, drawn.Height()/2)
}

// said is the phase in words alone, the same from its beginning to its end.
func (p Phase) said(th theme.Theme, w int) theme.Block {
	return th.Text.Render(Truncate(safe.Format("%s %s", p.Word, trimSeconds(p.Whole)), w))
}

func pacerBar(th theme.Theme, p Phase, w, h int) theme.Block {
	n := min(w, 30)
	full := int(p.Full*float64(n) + 0.5)
	glyph := map[theme.Glyphs]safe.Text{theme.Braille: safe.Lit("⠶"), theme.Blocks: safe.Lit("▬"), theme.ASCII: safe.Lit("=")}[th.Glyphs]
	rest := map[theme.Glyphs]safe.Text{theme.Braille: safe.Lit("⠤"), theme.Blocks: safe.Lit("─"), theme.ASCII: safe.Lit("-")}[th.Glyphs]
	bar := theme.Row(th.Accent.Render(safe.Repeat(glyph, full)), th.Line.Render(safe.Repeat(rest, n-full)))
	if h < 2 {
		return theme.Center(w, h, bar)
	}
	return theme.Center(w, h, theme.Vertical(theme.Middle, bar, th.Text.Render(p.Word)))
}

// trimSeconds writes seconds with at most one decimal: "4", "5.5".
func trimSeconds(d time.Duration) safe.Text {
	tenths := int(d.Round(100*time.Millisecond) / (100 * time.Millisecond))
	if tenths%10 == 0 {
		return safe.Int(tenths / 10)
	}
	return safe.Format("%d.%d", tenths/10, tenths%10)
}
