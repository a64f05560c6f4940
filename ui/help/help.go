// Package help shows the keys that work right now.
//
// It draws the tables that dispatch the keys, so it cannot name a key that
// does nothing or leave one out. The same tables become docs/keys.md through
// Markdown. It knows no screen.
package help

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// Section is a table of keys under a heading. The heading may be empty.
type Section struct {
	Title safe.Text
	Binds []screen.Bind
}

// Help is the screen.
type Help struct {
	sections []Section
	look     theme.Theme
	top      int // first line shown
	lines    int // in all, at the last View
	height   int // shown at the last View
}

// New returns the screen of these tables.
func New(sections []Section) *Help { return &Help{sections: sections} }

// Init has nothing to start.
func (h *Help) Init() tea.Cmd { return nil }

// Update takes the look.
func (h *Help) Update(msg tea.Msg) tea.Cmd {
	if look, ok := msg.(screen.Look); ok {
		h.look = look.Theme
	}
	return nil
}

// Point finds no row: the wheel scrolls.
func (h *Help) Point(int, int) bool { return false }

// Binds scrolls.
func (h *Help) Binds() []screen.Bind {
	return []screen.Bind{
		screen.Key("↑", "up", h.scroll(-1), "up", "k"),
		screen.Key("↓", "down", h.scroll(1), "down", "j", "space"),
		screen.Key("esc", "back", func() tea.Cmd { return screen.Leave(h) }, "esc", "q", "?", "enter"),
	}
}

func (h *Help) scroll(by int) func() tea.Cmd {
	return func() tea.Cmd {
		h.top = min(max(h.top+by, 0), max(h.lines-h.height, 0))
		return nil
	}
}

// View draws the tables in one column in the middle, scrolling where they do
// not fit.
func (h *Help) View(w, height int) theme.Block {
	var lines []theme.Block
	keys := h.keyColumn()
	for i, s := range h.sections {
		if i > 0 {
			lines = append(lines, theme.Blank(1, 1))
		}
		if !s.Title.Empty() {
			lines = append(lines, h.look.Dim.Render(widget.Truncate(s.Title, w)))
		}
		for _, r := range rows(s) {
			lines = append(lines, h.row(r, keys, w))
		}
	}
	h.lines, h.height = len(lines), height-min(2, height/8)
	h.top = min(h.top, max(h.lines-h.height, 0))
	body := widget.Scroll(h.look, lines, h.top, h.height)
	return theme.Center(w, height, body)
}

// keyColumn returns the width of the column of keys: that of the widest, but no
// more than keyColumnMost.
func (h *Help) keyColumn() int {
	w := 0
	for _, s := range h.sections {
		for _, r := range rows(s) {
			w = max(w, theme.Width(r.key))
		}
	}
	return min(w, keyColumnMost)
}

// keyColumnMost holds "shift+↑ ↓".
const keyColumnMost = 11

func (h *Help) row(r row, keys, w int) theme.Block {
	key := widget.PadRight(widget.Truncate(r.key, keys), keys)
	does := widget.Truncate(r.does, max(min(w, widget.Column)-keys-4, 1))
	return theme.Row(h.look.Text.Render(key), h.look.Dim.Render(safe.Lit("  "), does))
}

type row struct{ key, does safe.Text }

// rows returns the enabled rows that have help.
func rows(s Section) []row {
	var out []row
	for _, b := range s.Binds {
		if h := b.Help(); b.Enabled() && h.Desc != "" {
			out = append(out, row{screen.Shown(b.Binding), safe.Line(h.Desc)})
		}
	}
	return out
}

// Markdown returns the tables as docs/keys.md has them.
func Markdown(sections []Section) string {
	var out strings.Builder
	for i, s := range sections {
		if i > 0 {
			out.WriteString("\n")
		}
		if !s.Title.Empty() {
			out.WriteString("## " + s.Title.String() + "\n\n")
		}
		out.WriteString("| key | what it does |\n| --- | --- |\n")
		for _, r := range rows(s) {
			out.WriteString("| `" + r.key.String() + "` | " + r.does.String() + " |\n")
		}
	}
	return out.String()
}
