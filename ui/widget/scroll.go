package widget

import (
	"karuna/ui/safe"
	"karuna/ui/theme"
)

// Scroll returns h lines of lines from top on. Where there is more above or
// below, the first or last line shows a mark at its left instead of nothing:
// "⋮", in ASCII ":".
func Scroll(th theme.Theme, lines []theme.Block, top, h int) theme.Block {
	if len(lines) <= h {
		return theme.Vertical(theme.Start, lines...)
	}
	top = min(max(top, 0), len(lines)-h)
	mark := safe.Lit("⋮ ")
	if th.Glyphs == theme.ASCII {
		mark = safe.Lit(": ")
	}
	out := make([]theme.Block, 0, h)
	for i, l := range lines[top:min(top+h, len(lines))] {
		margin := th.Dim.Render(safe.Lit("  "))
		if i == 0 && top > 0 || i == h-1 && top+h < len(lines) {
			margin = th.Dim.Render(mark)
		}
		out = append(out, theme.Row(margin, l))
	}
	return theme.Vertical(theme.Start, out...)
}
