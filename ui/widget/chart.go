package widget

import (
	"karuna/ui/safe"
	"karuna/ui/theme"
)

// Bars is a chart of upright bars, one a value, in the order of time.
type Bars struct {
	Values []int
	Full   int         // what reaches to the top; at least the largest value
	Scale  safe.Text   // Full in words, at the left of the top
	Below  []safe.Text // under each bar's left edge, as far as there is room; may be shorter
	Style  theme.Style
}

// barMost is the most columns a bar and the gap after it take.
const barMost = 5

// BarChart draws b in at most w by h: the bars, a line under them, and names.
// Where w has no room for all of them the oldest are left out. A value that is
// not 0 is always seen.
func BarChart(th theme.Theme, b Bars, w, h int) theme.Block {
	axis := theme.Width(b.Scale) + 1
	if w < axis+8 || h < 4 || len(b.Values) == 0 {
		return theme.Block{}
	}
	from := max(len(b.Values)-(w-axis), 0)
	values := b.Values[from:]
	step := min((w-axis)/len(values), barMost)
	bars := newCanvas(step*len(values), h-2)
	for i, v := range values {
		b.bar(th, bars, i, step, v)
	}
	side := theme.Place(axis, h-2, theme.Start, theme.Start, th.Dim.Render(b.Scale))
	ground := [...]safe.Text{theme.Braille: safe.Lit("⠉"), theme.Blocks: safe.Lit("▔"), theme.ASCII: safe.Lit("-")}[th.Glyphs]
	return theme.Vertical(theme.Start,
		theme.Horizontal(theme.Start, side, bars.block(th, b.Style)),
		theme.Row(theme.Blank(axis, 1), th.Line.Render(safe.Repeat(ground, step*len(values)))),
		theme.Row(theme.Blank(axis, 1), th.Dim.Render(b.names(from, step, step*len(values)))))
}

// bar lights the dots of the i-th bar.
func (b Bars) bar(th theme.Theme, c *canvas, i, step, v int) {
	if v <= 0 {
		return
	}
	wide := 2*step - 2
	if step == 1 {
		wide = 1 // a gap of one dot, where there are dots
		if th.Glyphs == theme.ASCII {
			wide = 2
		}
	}
	high := max(v*4*c.h/max(b.Full, v), 1)
	for x := range wide {
		for y := range high {
			c.set(2*step*i+x, 4*c.h-1-y, 0)
		}
	}
}

// names writes the names below their bars; one that would touch the name
// before it is left out, and so is one that would reach over the edge.
func (b Bars) names(from, step, w int) safe.Text {
	line := safe.Text{}
	for i := from; i < len(b.Below); i++ {
		at, used := (i-from)*step, theme.Width(line)
		name := b.Below[i]
		if name.Empty() || at < used || used > 0 && at == used || at+theme.Width(name) > w {
			continue
		}
		line = safe.Concat(PadRight(line, at), name)
	}
	return PadRight(line, w)
}

// Share is a part of a lying bar.
type Share struct {
	N     int
	Glyph Lie
	Style theme.Style
}

// Lie is how a part of a lying bar is drawn: where in the line it lies tells
// the parts apart without colour.
type Lie int

// The ways; Level is for a bar of one part.
const (
	Level Lie = iota
	High
	Middle
	Low
)

func (l Lie) glyph(g theme.Glyphs) safe.Text {
	switch g {
	case theme.ASCII:
		return [4]safe.Text{safe.Lit("="), safe.Lit("^"), safe.Lit("-"), safe.Lit("_")}[l]
	case theme.Blocks:
		return [4]safe.Text{safe.Lit("▄"), safe.Lit("▀"), safe.Lit("█"), safe.Lit("▄")}[l]
	}
	return [4]safe.Text{safe.Lit("⠶"), safe.Lit("⠛"), safe.Lit("⠶"), safe.Lit("⣤")}[l]
}

// Measure is a row of a chart of lying bars.
type Measure struct {
	Name   safe.Text
	Shares []Share
	Value  safe.Text // in words, after the bar
}

// Measures draws rows below one another in at most w columns, the longest as
// long as there is room for: names, bars, values. A share that is not 0 is
// always seen. Rows that do not fit h are left out, the last first.
func Measures(th theme.Theme, rows []Measure, w, h int) theme.Block {
	rows = rows[:min(len(rows), max(h, 0))]
	names, values, most := 0, 0, 1
	for _, r := range rows {
		names, values = max(names, theme.Width(r.Name)), max(values, theme.Width(r.Value))
		most = max(most, r.sum())
	}
	names = min(names, w/2)
	room := w - names - values - 4
	if room < 1 {
		room, values = max(w-names-2, 1), 0
	}
	lines := make([]theme.Block, len(rows))
	for i, r := range rows {
		line := []theme.Block{th.Dim.Render(PadRight(Truncate(r.Name, names), names), safe.Lit("  "))}
		for _, s := range r.Shares {
			if s.N > 0 {
				line = append(line, s.Style.Render(safe.Repeat(s.Glyph.glyph(th.Glyphs), max(s.N*room/most, 1))))
			}
		}
		if values > 0 {
			line = append(line, th.Dim.Render(safe.Lit("  "), r.Value))
		}
		lines[i] = theme.Clip(w, 1, theme.Row(line...))
	}
	return Solid(theme.Vertical(theme.Start, lines...))
}

func (m Measure) sum() int {
	n := 0
	for _, s := range m.Shares {
		n += s.N
	}
	return n
}

// Sign draws three columns of a share, for the line that explains a chart.
func Sign(th theme.Theme, l Lie, s theme.Style) theme.Block {
	return s.Render(safe.Repeat(l.glyph(th.Glyphs), 3))
}
