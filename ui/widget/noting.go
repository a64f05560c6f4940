package widget

import (
	"karuna/sessions"
	"karuna/ui/safe"
	"karuna/ui/theme"
)

// Noting draws where the mind went: a row of dots for each name that was
// noted, at most w columns wide. Nothing noted is no block.
func Noting(th theme.Theme, n sessions.Noting, w int) theme.Block {
	if n.IsZero() || w < 20 {
		return theme.Block{}
	}
	dot := safe.Lit("⠶")
	if th.Glyphs == theme.ASCII {
		dot = safe.Lit("o")
	}
	var rows []theme.Block
	for _, r := range []struct {
		name safe.Text
		n    int
	}{
		{safe.Lit("past"), n.Past},
		{safe.Lit("planning"), n.Planning},
		{safe.Lit("judging"), n.Judging},
		{safe.Lit("comparing"), n.Comparing},
		{safe.Lit("other"), n.Other},
	} {
		if r.n == 0 {
			continue
		}
		dots := safe.Repeat(dot, min(r.n, min(w-16, 24)))
		rows = append(rows, theme.Row(
			th.Dim.Render(PadLeft(r.name, 9), safe.Lit("  ")),
			th.Text.Render(dots), th.Dim.Render(safe.Format(" %d", r.n))))
	}
	return Solid(theme.Vertical(theme.Start, rows...))
}
