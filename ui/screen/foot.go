package screen

import (
	"charm.land/bubbles/v2/key"

	"karuna/ui/safe"
	"karuna/ui/theme"
)

// Foot returns the help line of a table: as many whole entries as fit w, in the
// table's order. Rows without help, and disabled ones, are left out.
func Foot(th theme.Theme, w int, binds []Bind) theme.Block {
	var parts []theme.Block
	room := w
	for _, b := range binds {
		h := b.Help()
		if !b.Enabled() || h.Key == "" || h.Desc == "" {
			continue
		}
		entry := []theme.Block{
			th.Text.Render(Shown(b.Binding)), th.Dim.Render(safe.Lit(" "), safe.Line(h.Desc)),
		}
		if len(parts) > 0 {
			entry = append([]theme.Block{th.Dim.Render(safe.Lit("   "))}, entry...)
		}
		whole := theme.Row(entry...)
		if whole.Width() > room {
			break
		}
		room -= whole.Width()
		parts = append(parts, whole)
	}
	return theme.Row(parts...)
}

// Shown returns what stands for the keys of a binding.
func Shown(b key.Binding) safe.Text { return safe.Line(b.Help().Key) }
