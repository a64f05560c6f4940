package widget

import (
	"strings"

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
		s := (float64(x) + 0.5) / float64(2*w)
		top, bottom := strokeEdges(s, float64(done-x))
		for y := top; y <= bottom; y++ {
			if 0.5+0.5*noise(s*40, uint32(y)*7+3) >= dryness(s)*0.7+r.Faded {
				c.set(x, y, inkStroke)
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
	return c.block(th, ink, th.Accent, th.Line, th.Accent)
}

// strokeEdges returns the first and last of the four dot rows under ink at s,
// left dots before the tip.
func strokeEdges(s, left float64) (top, bottom int) {
	switch {
	case left <= 1:
		return 2, 2
	case left <= 3:
		return 1, 2
	case s < 0.35:
		return 0, 3
	case s < 0.85:
		return 1, 3
	}
	return 1, 2
}

// Segment is a stage in a Strip, as a share of the whole.
type Segment struct {
	Share float64
	Style theme.Style // of its wheel
}

// Strip draws a sit along its length in two rows of w columns: the stages, each
// in its style and set apart by a gap, and under them where bells sound.
func Strip(th theme.Theme, stages []Segment, marks []Mark, w int) theme.Block {
	if w < 4 {
		return theme.Block{}
	}
	bar := map[theme.Glyphs]string{theme.Braille: "⠶", theme.Blocks: "▄", theme.ASCII: "="}[th.Glyphs]
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
		if n > 0 {
			run := strings.Repeat(bar, n)
			if i < len(stages)-1 && n > 1 {
				run = strings.Repeat(bar, n-1) + " "
			}
			row = append(row, s.Style.Render(safe.Line(run)))
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
