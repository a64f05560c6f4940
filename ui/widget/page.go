package widget

import (
	"karuna/ui/safe"
	"karuna/ui/theme"
)

// WritingPage is a window in which one text is written.
type WritingPage struct {
	Ask  safe.Text // what is asked for, above the text
	Text Writing
	Rows int                     // the most rows the text takes
	Hint safe.Text               // stands for the text while there is none
	Foot func(w int) theme.Block // the keys, in at most w columns
}

// WritingColumn returns the columns a text has in a window w wide.
func WritingColumn(w int) int { return max(min(w-2, Column), 1) }

// Draw returns the page in exactly w by h, and the cell of the cursor on it.
func (p WritingPage) Draw(th theme.Theme, w, h int) (page theme.Block, x, y int) {
	wide, rows := WritingColumn(w), max(min(h-4, p.Rows), 1)
	head := theme.Place(wide, 1, theme.Start, theme.Start, th.Dim.Render(Truncate(p.Ask, wide)))
	text, x, y := p.Text.Draw(th.Text, wide, rows)
	if p.Text.Text() == "" && !p.Hint.Empty() {
		text = th.Dim.Render(Truncate(p.Hint, wide))
	}
	top, left := max(h-rows-4, 0)*2/5, (w-wide)/2
	column := theme.Vertical(theme.Start, head, theme.Blank(1, 1), theme.Place(wide, rows, theme.Start, theme.Start, text))
	if h >= rows+4 { // the keys begin where the lines do
		column = theme.Vertical(theme.Start, column, theme.Blank(1, 1), p.Foot(wide))
	}
	body := theme.Vertical(theme.Start, theme.Blank(1, top), theme.Horizontal(theme.Start, theme.Blank(left, 1), column))
	return theme.Place(w, h, theme.Start, theme.Start, theme.Clip(w, h, body)), left + x, top + 2 + y
}
