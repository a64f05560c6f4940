package widget

import (
	"math/bits"

	"karuna/ui/safe"
	"karuna/ui/theme"
)

// canvas is a field of dots, two by four to a cell, which makes them square
// where a cell is twice as high as wide. Each cell has one ink.
type canvas struct {
	w, h  int // in cells
	dots  []uint8
	ink   []uint8
	stamp string // the glyph of cells whose ink has the bit stamped
}

// stamped marks the ink of a cell that shows the stamp instead of its dots.
const stamped = 0x80

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

// put stamps the cell at cx, cy.
func (c *canvas) put(cx, cy int, ink uint8) {
	if uint(cx) < uint(c.w) && uint(cy) < uint(c.h) {
		c.ink[cy*c.w+cx] = ink | stamped
	}
}

// block draws the canvas in the theme's glyphs, ink k in inks[k]. Every line is
// as wide as the canvas. Blank cells belong to the run before them.
func (c *canvas) block(th theme.Theme, inks ...theme.Style) theme.Block {
	lines := make([]theme.Block, c.h)
	blank := theme.Blank(c.w, 1)
	parts := make([]theme.Block, 0, 16)
	run := make([]byte, 0, 3*c.w)
	for y := range c.h {
		parts, run = parts[:0], run[:0]
		ink, inked := uint8(0), false
		for i := y * c.w; i < (y+1)*c.w; i++ {
			if c.dots[i] == 0 && c.ink[i] < stamped {
				run = append(run, ' ')
				continue
			}
			if inked && c.ink[i]&^stamped != ink {
				parts = append(parts, inks[ink].Render(safe.Line(string(run))))
				run = run[:0]
			}
			ink, inked = c.ink[i]&^stamped, true
			run = append(run, c.glyph(i, th.Glyphs)...)
		}
		if !inked {
			lines[y] = blank
			continue
		}
		lines[y] = theme.Row(append(parts, inks[ink].Render(safe.Line(string(run))))...)
	}
	return theme.Vertical(theme.Start, lines...)
}

func (c *canvas) glyph(i int, g theme.Glyphs) string {
	if c.ink[i] >= stamped {
		return c.stamp
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
	return darkness(d)
}

// darkness returns the ASCII character that is as dark as the dots of a cell
// and, where there are few, as high.
func darkness(d uint8) string {
	const upper, lower = 0b00001111, 0b11110000
	n := bits.OnesCount8(d)
	switch {
	case d&lower == 0:
		return `''""`[n-1 : n]
	case d&upper == 0:
		return "..oo"[n-1 : n]
	}
	return "::++**##"[n-1 : n]
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
