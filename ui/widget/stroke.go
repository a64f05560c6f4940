package widget

import (
	"math"
	"strings"

	"karuna/sessions"
	"karuna/ui/safe"
	"karuna/ui/theme"
)

// Stroke draws the ring laid flat, one row of w columns: for windows too low
// for a circle. Bells to come are points on the row; those that have sounded
// are under the ink.
func Stroke(th theme.Theme, r Ring, w int) theme.Block {
	if w < 4 {
		return theme.Block{}
	}
	done := int(min(max(r.Progress, 0), 1)*float64(w)*2 + 0.5) // in dots
	if r.Faded >= 1 {
		done = 0
	}
	c := newCanvas(w, 1)
	for x := range done {
		ink := inkStroke
		if done-x <= 4 && r.Progress < 1 {
			ink = inkWet
		}
		for y := range 4 {
			if flatHair(x, y, done, w, r.Faded) {
				c.set(x, y, ink)
			}
		}
	}
	c.stamp = bellPoint(th.Glyphs)
	for _, m := range r.Marks {
		x := min(int(min(max(m.At, 0), 1)*float64(w)), w-1)
		if c.dots[x] == 0 && !m.Past {
			c.put(x, 0, inkComing)
		}
	}
	ink := r.Ink
	if ink == (theme.Style{}) {
		ink = th.Text
	}
	return c.block(th, inks(th, ink)...)
}

// flatHair reports whether the dot at x, y is under ink, of a stroke of done
// dots on w cells: full where it begins, thinner and dry towards its end. The
// second row goes through.
func flatHair(x, y, done, w int, faded float64) bool {
	s := (float64(x) + 0.5) / float64(2*w)
	half := 2.1 - 0.8*smooth((s-0.15)/0.85) + 0.3*noise(float64(x)/7, 11)
	half *= math.Sqrt(min(1, (float64(x)+0.6)/2.5, (float64(done-x)-0.4)/3.5))
	if math.Abs(float64(y)-1.35) > max(half, 0.5) {
		return false
	}
	through := [4]float64{0.45, 1, 0.62, 0.25}[y]
	return through+0.2*noise(float64(x)/4, uint32(y)*7+3) >= dryness(s, 0)*1.2+faded
}

// Segment is a stage in a Strip, as a share of the whole.
type Segment struct {
	Share float64
	Wheel sessions.Wheel // that turns in it
}

// Strip draws a sit along its length in two rows of w columns: the stages, set
// apart by a gap, and under them where bells sound. A stage shows its wheel as
// Wheels does: a wheel is a broad line in its colour, both are woven of the
// two, and ground is a thin line.
func Strip(th theme.Theme, stages []Segment, marks []Mark, w int) theme.Block {
	if w < 4 {
		return theme.Block{}
	}
	bell := map[theme.Glyphs]string{theme.Braille: "⠁", theme.Blocks: "▘", theme.ASCII: "'"}[th.Glyphs]
	var total float64
	for _, s := range stages {
		total += max(s.Share, 0)
	}
	var row []theme.Block
	at, from := 0.0, 0
	for i, s := range stages {
		if total <= 0 {
			break
		}
		at += max(s.Share, 0)
		to := int(at/total*float64(w) + 0.5)
		n := to - from
		if i < len(stages)-1 && n > 1 {
			row = append(row, s.line(th, n-1), theme.Blank(1, 1))
		} else {
			row = append(row, s.line(th, n))
		}
		from = to
	}
	below := []byte(strings.Repeat(" ", w))
	for _, m := range marks {
		below[min(int(min(max(m.At, 0), 1)*float64(w)), w-1)] = 'x'
	}
	bells := th.Accent.Render(safe.Line(strings.ReplaceAll(string(below), "x", bell)))
	return theme.Vertical(theme.Start, theme.Row(row...), bells)
}

// line is n columns of the stage.
func (s Segment) line(th theme.Theme, n int) theme.Block {
	broad := map[theme.Glyphs]safe.Text{theme.Braille: safe.Lit("⠶"), theme.Blocks: safe.Lit("▄"), theme.ASCII: safe.Lit("=")}[th.Glyphs]
	thin := map[theme.Glyphs]safe.Text{theme.Braille: safe.Lit("⠤"), theme.Blocks: safe.Lit("▁"), theme.ASCII: safe.Lit("-")}[th.Glyphs]
	switch {
	case n <= 0:
		return theme.Block{}
	case s.Wheel == sessions.Self:
		return th.Self.Render(safe.Repeat(broad, n))
	case s.Wheel == sessions.Other:
		return th.Other.Render(safe.Repeat(broad, n))
	case s.Wheel == sessions.Both:
		woven := make([]theme.Block, n)
		for i := range woven {
			woven[i] = [2]theme.Style{th.Self, th.Other}[i%2].Render(broad)
		}
		return theme.Row(woven...)
	}
	return th.Ground.Render(safe.Repeat(thin, n))
}
