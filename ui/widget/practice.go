package widget

import (
	"strings"

	"karuna/sessions"
	"karuna/ui/safe"
	"karuna/ui/theme"
)

// The columns of a Practice, and what each needs.
const (
	titleCols   = 25
	kindCols    = 23
	minuteCols  = 8
	kindFrom    = 60 // narrower: no kind
	minutesFrom = 30 // narrower: the title alone
)

// Practice is a row of a list of practices.
type Practice struct {
	Title  safe.Text
	Kind   safe.Text
	Wheel  sessions.Wheel
	Length safe.Text
	Chosen bool
	More   bool // there is more beyond this row
}

// KindOf returns the kind of a practice as it is written in a sentence.
func KindOf(s sessions.Script) safe.Text {
	return safe.Line(strings.ReplaceAll(string(s.Kind), "-for-", " for "))
}

// Draw returns title, kind, wheels and length as far as there is room in w
// columns.
func (p Practice) Draw(th theme.Theme, w int) theme.Block {
	style, quiet := th.Text, th.Dim
	if p.Chosen {
		style, quiet = th.Accent, th.Text
	}
	edge := style.Render(Edge(th, p.Chosen, p.More))
	if w < minutesFrom {
		return theme.Row(edge, style.Render(Truncate(p.Title, w-2)))
	}
	length := quiet.Render(PadLeft(p.Length, minuteCols))
	wheels := theme.Row(theme.Blank(1, 1), Wheels(th, p.Wheel))
	if w < kindFrom {
		room := w - 2 - minuteCols - wheels.Width()
		return theme.Row(edge, style.Render(PadRight(Truncate(p.Title, room), room)), wheels, length)
	}
	return theme.Row(edge,
		style.Render(PadRight(Truncate(p.Title, titleCols-2), titleCols)),
		quiet.Render(PadRight(Truncate(p.Kind, kindCols), kindCols-1)), wheels, length)
}
