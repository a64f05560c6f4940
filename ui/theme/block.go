package theme

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Block is styled text of a known size. The zero Block is empty and takes no
// room. Blocks are comparable: two that are equal look the same.
type Block struct {
	s    string
	w, h int
}

// Align says where a smaller block stands beside a larger one.
type Align int

// The alignments; Start is left or top, End right or bottom.
const (
	Start Align = iota
	Middle
	End
)

// String returns what is written to the terminal.
func (b Block) String() string { return b.s }

// Width returns the columns of the widest line.
func (b Block) Width() int { return b.w }

// Height returns the number of lines.
func (b Block) Height() int { return b.h }

// Lines returns the lines of b, each a block of its own.
func (b Block) Lines() []Block {
	if b.h == 0 {
		return nil
	}
	out := make([]Block, 0, b.h)
	for l := range strings.SplitSeq(b.s, "\n") {
		out = append(out, Block{l, width(l), 1})
	}
	return out
}

// Blank returns w by h of nothing.
func Blank(w, h int) Block {
	if w <= 0 || h <= 0 {
		return Block{}
	}
	return Block{strings.Repeat(spaces(w)+"\n", h-1) + spaces(w), w, h}
}

// Row puts blocks of one line side by side, as they are.
func Row(blocks ...Block) Block {
	n, w := 0, 0
	for _, b := range blocks {
		if b.h > 1 {
			return Horizontal(Start, blocks...)
		}
		n += len(b.s)
		w += b.w
	}
	var out strings.Builder
	out.Grow(n)
	for _, b := range blocks {
		out.WriteString(b.s)
	}
	return Block{out.String(), w, 1}
}

// Vertical puts blocks below one another, lines aligned across. Empty blocks
// take no line.
func Vertical(across Align, blocks ...Block) Block {
	var all Block
	n := 0
	for _, b := range blocks {
		all.w = max(all.w, b.w)
		n += len(b.s) + b.h*2
	}
	var out strings.Builder
	out.Grow(n)
	for _, b := range blocks {
		if b.h == 0 {
			continue
		}
		for line := range strings.SplitSeq(b.s, "\n") {
			if all.h > 0 {
				out.WriteByte('\n')
			}
			all.h++
			if across != Start {
				pad(&out, before(across, all.w-lineWidth(line, b)))
			}
			out.WriteString(line)
		}
	}
	all.s = out.String()
	return all
}

// Horizontal puts blocks side by side; the shorter ones stand as down says.
func Horizontal(down Align, blocks ...Block) Block {
	var all Block
	parts := make([][]string, len(blocks))
	for i, b := range blocks {
		all.w += b.w
		all.h = max(all.h, b.h)
		if b.h > 0 {
			parts[i] = strings.Split(b.s, "\n")
		}
	}
	var out strings.Builder
	for y := range all.h {
		if y > 0 {
			out.WriteByte('\n')
		}
		for i, b := range blocks {
			k := y - before(down, all.h-b.h)
			if k < 0 || k >= b.h {
				pad(&out, b.w)
				continue
			}
			out.WriteString(parts[i][k])
			pad(&out, b.w-lineWidth(parts[i][k], b))
		}
	}
	all.s = out.String()
	return all
}

// Center puts b in the middle of w by h, cut to that size.
func Center(w, h int, b Block) Block { return Place(w, h, Middle, Middle, b) }

// Place puts b in a block of exactly w by h and cuts what does not fit at the
// right and at the bottom. Lines keep their places beside one another.
func Place(w, h int, across, down Align, b Block) Block {
	if w <= 0 || h <= 0 {
		return Block{}
	}
	b = Clip(w, h, b)
	left, top := before(across, w-b.w), before(down, h-b.h)
	var out strings.Builder
	out.Grow(len(b.s) + h*(w+1))
	rest := b.s
	for y := range h {
		if y > 0 {
			out.WriteByte('\n')
		}
		if y < top || y >= top+b.h {
			pad(&out, w)
			continue
		}
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		pad(&out, left)
		out.WriteString(line)
		pad(&out, w-left-lineWidth(line, b))
	}
	return Block{out.String(), w, h}
}

// Clip returns b cut to at most w columns and h lines.
func Clip(w, h int, b Block) Block {
	if w <= 0 || h <= 0 {
		return Block{}
	}
	if b.w <= w && b.h <= h {
		return b
	}
	lines := strings.Split(b.s, "\n")
	lines = lines[:min(h, len(lines))]
	if b.w > w {
		for i, l := range lines {
			lines[i] = ansi.Truncate(l, w, "")
		}
	}
	return Block{strings.Join(lines, "\n"), min(b.w, w), len(lines)}
}

// Over puts top on base with its corner at column x and line y, both from 0.
// The outcome has the size of base; what reaches over its edge is cut. Where a
// line of top is shorter than its width the base shows through.
func Over(base, top Block, x, y int) Block {
	if base.h == 0 || top.h == 0 || x < 0 || y < 0 {
		return base
	}
	top = Clip(base.w-x, base.h-y, top)
	if top.h == 0 {
		return base
	}
	lines := strings.Split(base.s, "\n")
	for i, t := range strings.Split(top.s, "\n") {
		lines[y+i] = over(lines[y+i], t, x, lineWidth(t, top))
	}
	return Block{strings.Join(lines, "\n"), base.w, base.h}
}

func over(line, t string, x, tw int) string {
	if tw == 0 {
		return line
	}
	left := ansi.Truncate(line, x, "")
	right := ansi.TruncateLeft(line, x+tw, "")
	return left + spaces(x-ansi.StringWidth(left)) + t + right
}

// lineWidth returns the columns of a line of b, without measuring where the
// block's width already says it.
func lineWidth(line string, b Block) int {
	if b.h == 1 {
		return b.w
	}
	return width(line)
}

func before(a Align, room int) int {
	switch {
	case room <= 0, a == Start:
		return 0
	case a == Middle:
		return room / 2
	}
	return room
}

func pad(out *strings.Builder, n int) {
	for n > 0 {
		k := min(n, len(blanks))
		out.WriteString(blanks[:k])
		n -= k
	}
}

const blanks = "                                                                "

func spaces(n int) string { return strings.Repeat(" ", max(n, 0)) }
