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

// Pacer draws a breath in w by h: a thin ring that opens and closes, with its
// word in the middle. Where nothing may move it is the word with the seconds of
// its phase, the same until the next. Small windows get a bar.
func Pacer(th theme.Theme, p Phase, w, h int) theme.Block {
	if w < 4 || h < 1 {
		return theme.Block{}
	}
	word := th.Text.Render(p.Word)
	if th.Still {
		seconds := safe.Format("%s %s", p.Word, trimSeconds(p.Whole))
		return theme.Center(w, h, th.Text.Render(Truncate(seconds, w)))
	}
	rows := min(maxRows/2, h, w/2)
	if rows < 7 {
		return pacerBar(th, p, w, h)
	}
	c := newCanvas(w, h)
	least := 5.0
	if rows >= 11 { // room for the word at every breath
		least = 12
	}
	r := least + (2*float64(rows)-2-least)*p.Full
	cx, cy := float64(w)-0.5, 2*float64(h)-0.5
	steps := int(2 * math.Pi * r * 1.3)
	for i := range steps {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(steps))
		for _, k := range []float64{0, 1} {
			c.set(int(math.Floor(cx+(r+k)*cos+0.5)), int(math.Floor(cy+(r+k)*sin+0.5)), 0)
		}
	}
	ring := c.block(th, th.Accent)
	if r < 12 { // no room for the word inside: below the ring's largest reach
		return ring
	}
	return theme.Over(ring, word, (w-word.Width())/2, h/2)
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
