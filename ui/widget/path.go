package widget

import (
	"karuna/ui/safe"
	"karuna/ui/theme"
)

// Stone is a step on a path.
type Stone int

// The steps of a path: to come, to come as a rest, and done.
const (
	StoneAhead Stone = iota
	StoneRest
	StoneDone
)

// Path draws steps in a row, a space between them, the one at index here in
// brackets: 2·len+1 columns. here is -1 where the path is elsewhere.
func Path(th theme.Theme, stones []Stone, here int) theme.Block {
	row := make([]theme.Block, 0, 2*len(stones)+1)
	for i := range len(stones) + 1 {
		switch {
		case i == here:
			row = append(row, th.Accent.Render(safe.Lit("[")))
		case here >= 0 && i == here+1:
			row = append(row, th.Accent.Render(safe.Lit("]")))
		default:
			row = append(row, theme.Blank(1, 1))
		}
		if i == len(stones) {
			break
		}
		style := th.Line
		switch {
		case i == here:
			style = th.Accent
		case stones[i] == StoneDone:
			style = th.Text
		}
		row = append(row, style.Render(stone(th.Glyphs, stones[i])))
	}
	return theme.Row(row...)
}

func stone(g theme.Glyphs, s Stone) safe.Text {
	ascii := g == theme.ASCII
	switch {
	case s == StoneDone && ascii:
		return safe.Lit("+")
	case s == StoneDone:
		return safe.Lit("⠶")
	case s == StoneRest && ascii:
		return safe.Lit("o")
	case s == StoneRest:
		return safe.Lit("◦")
	case ascii:
		return safe.Lit(".")
	}
	return safe.Lit("⠂")
}
