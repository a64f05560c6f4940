package widget

import (
	"math/bits"
	"strings"

	"karuna/ui/safe"
	"karuna/ui/theme"
)

// canvas is a field of dots, two by four to a cell, which makes them square
// where a cell is twice as high as wide. Each cell has one ink.
type canvas struct {
	w, h  int // in cells
	dots  []uint8
	ink   []uint8
	stamp []string // a glyph of one column that replaces the dots, or ""
}

func newCanvas(w, h int) *canvas {
	return &canvas{w: w, h: h, dots: make([]uint8, w*h), ink: make([]uint8, w*h)}
}

// set lights the dot at x, y; outside the canvas nothing happens.
func (c *canvas) set(x, y int, ink uint8) {
	cx, cy := x>>1, y>>2
	if uint(cx) >= uint(c.w) || uint(cy) >= uint(c.h) {
		return
	}
	i := cy*c.w + cx
	c.dots[i] |= 1 << (y&3<<1 | x&1)
	c.ink[i] = ink
}

// put stamps a glyph on the cell at cx, cy.
func (c *canvas) put(cx, cy int, glyph string, ink uint8) {
	if uint(cx) >= uint(c.w) || uint(cy) >= uint(c.h) {
		return
	}
	if c.stamp == nil {
		c.stamp = make([]string, c.w*c.h)
	}
	c.stamp[cy*c.w+cx] = glyph
	c.ink[cy*c.w+cx] = ink
}

// block draws the canvas in the theme's glyphs, ink k in inks[k]. Every line is
// as wide as the canvas.
func (c *canvas) block(th theme.Theme, inks ...theme.Style) theme.Block {
	lines := make([]theme.Block, c.h)
	parts := make([]theme.Block, 0, 16)
	var run strings.Builder
	for y := range c.h {
		parts = parts[:0]
		ink := uint8(0)
		flush := func() {
			if run.Len() > 0 {
				parts = append(parts, inks[ink].Render(safe.Line(run.String())))
				run.Reset()
			}
		}
		for i := y * c.w; i < (y+1)*c.w; i++ {
			g := c.glyph(i, th.Glyphs)
			if g != " " && c.ink[i] != ink {
				flush()
				ink = c.ink[i]
			}
			run.WriteString(g)
		}
		flush()
		lines[y] = theme.Row(parts...)
	}
	return theme.Vertical(theme.Start, lines...)
}

func (c *canvas) glyph(i int, g theme.Glyphs) string {
	if c.stamp != nil && c.stamp[i] != "" {
		return c.stamp[i]
	}
	d := c.dots[i]
	switch {
	case d == 0:
		return " "
	case g == theme.Braille:
		return brailleGlyphs[3*brailleOf(d) : 3*brailleOf(d)+3]
	case g == theme.Blocks:
		return quadrant(d)
	}
	const density = ".':+o*##"
	n := bits.OnesCount8(d)
	return density[n-1 : n]
}

// brailleOf turns our order of dots, row by row, into Unicode's, which counts
// the upper three of each column first.
func brailleOf(d uint8) int {
	return int(d&1 | d>>2&1<<1 | d>>4&1<<2 | d>>1&1<<3 | d>>3&1<<4 | d>>5&1<<5 | d>>6&1<<6 | d>>7&1<<7)
}

// quadrant returns the quarter-cell glyph: a quarter is two dots, one above the
// other, and lit when either is.
func quadrant(d uint8) string {
	q := 0
	for k, mask := range [4]uint8{0b00000101, 0b00001010, 0b01010000, 0b10100000} {
		if d&mask != 0 {
			q |= 1 << k
		}
	}
	return [16]string{" ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█"}[q]
}
