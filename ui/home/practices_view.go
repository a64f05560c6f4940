package home

import (
	"slices"
	"strings"

	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// The sizes at which a list sheds detail.
const (
	listWidth   = 60
	wideRows    = 28 // lower: one free line above and below the list
	airyRows    = 22 // lower: no free line between groups
	purposeRows = 16 // lower: no purpose of the chosen one
)

// View draws the list in one column, with the purpose of the chosen practice
// under it.
func (p *Practices) View(w, h int) theme.Block {
	st, width := p.stack(w, h)
	return st.Place(w, h, width)
}

// Frame shows the text cursor in the filter.
func (p *Practices) Frame(w, h int) screen.Frame {
	if !p.typing {
		return screen.Frame{}
	}
	st, width := p.stack(w, h)
	left, top := st.Corner(w, h, width)
	x := left + 2 + theme.Width(safe.Line(p.query)) + 2
	return screen.Frame{Cursor: &screen.Point{X: min(x, w-1), Y: top}}
}

func (p *Practices) stack(w, h int) (st widget.Stack, column int) {
	column = min(listWidth, w-2)
	low := h < lowRows
	st.Add(theme.Row(theme.Blank(2, 1), p.heading(column-2)))
	if !low {
		st.Gap(1 + bit(h >= wideRows))
	}
	foot := 0
	if h >= purposeRows {
		foot = 3 + bit(h >= wideRows)
	}
	keys := 2 * bit(h >= airyRows || !low && h < purposeRows)
	room := max(widget.Calm(h)-st.Height()-foot-keys, 1)
	p.lines(&st, column, h, room)
	if foot > 0 {
		st.Gap(foot - 2)
		about := p.about(column - 2)
		st.Add(theme.Horizontal(theme.Start, theme.Blank(2, 2), about))
	}
	if keys > 0 {
		st.Gap(keys - 1)
		st.Add(theme.Row(theme.Blank(2, 1), screen.Foot(p.look, column-2, p.foot())))
	}
	return st, column
}

// foot are the keys that are told: what opens and what is found, and the way
// back.
func (p *Practices) foot() []screen.Bind {
	binds, back := p.Binds()[4:7], screen.Key("esc", "back", nil)
	if p.query != "" || p.typing {
		binds, back = binds[:2], screen.Key("esc", "all of them", nil)
	}
	return append(slices.Clone(binds), back)
}

// heading is the name of the list, or what has been typed.
func (p *Practices) heading(w int) theme.Block {
	switch {
	case p.typing || p.query != "":
		query := widget.Truncate(safe.Line(p.query), w-2)
		return theme.Row(p.look.Dim.Render(safe.Lit("/ ")), p.look.Text.Render(query))
	case p.list == HardDay:
		return p.look.Text.Render(widget.Truncate(safe.Lit("Hard day"), w))
	case p.list == OneMinute:
		return p.look.Text.Render(widget.Truncate(safe.Lit("One minute"), w))
	}
	return p.look.Text.Render(widget.Truncate(safe.Lit("All practices"), w))
}

// about says what the chosen practice is, in two lines at most.
func (p *Practices) about(w int) theme.Block {
	if p.at >= len(p.rows) {
		return theme.Blank(1, 2)
	}
	purpose, _, _ := strings.Cut(p.rows[p.at].script.Purpose, "\n")
	b := widget.Paragraph(p.look.Dim, safe.Line(purpose), w, 2)
	return theme.Place(w, 2, theme.Start, theme.Start, b)
}

// drawn is a line of the list: a row, or a free line.
type drawn struct{ row int }

// lines adds at most room lines with the chosen row among them. The whole list
// keeps its height while the filter makes it shorter, so that nothing jumps.
func (p *Practices) lines(st *widget.Stack, column, h, room int) {
	lines := spread(p.rows, h)
	whole := len(spread(p.items, h))
	room = min(room, max(whole, 1))
	if len(p.rows) == 0 {
		if p.known {
			none := widget.Truncate(safe.Lit("No practice fits these letters."), column-2)
			st.Add(theme.Row(theme.Blank(2, 1), p.look.Dim.Render(none)))
		} else {
			st.Gap(1)
		}
		st.Gap(room - 1)
		return
	}
	at := 0
	for i, l := range lines {
		if l.row == p.at {
			at = i
		}
	}
	n := min(room, len(lines))
	top := min(max(at-n/2, 0), len(lines)-n)
	for i := top; i < top+n; i++ {
		more := i == top && top > 0 || i == top+n-1 && top+n < len(lines)
		p.line(st, lines[i], more, column)
	}
	st.Gap(room - n)
}

// spread puts a free line before every group but the first; in a low window
// it leaves the headings out.
func spread(rows []item, h int) []drawn {
	lines := make([]drawn, 0, len(rows))
	for i, r := range rows {
		if h < lowRows && !r.chosen() {
			continue
		}
		if h >= airyRows && i > 0 && !r.chosen() {
			lines = append(lines, drawn{widget.Plain})
		}
		lines = append(lines, drawn{i})
	}
	return lines
}

func (p *Practices) line(st *widget.Stack, l drawn, more bool, column int) {
	if l.row == widget.Plain {
		st.Row(widget.Plain, p.look.Dim.Render(widget.Edge(p.look, false, more)))
		return
	}
	it := p.rows[l.row]
	if !it.chosen() {
		edge := p.look.Dim.Render(widget.Edge(p.look, false, more))
		st.Row(widget.Plain, theme.Row(edge, p.look.Dim.Render(widget.Truncate(it.heading, column-2))))
		return
	}
	st.Row(l.row, p.row(it, l.row == p.at, more, column))
}

// row draws a practice; where it is a way out of a hard day, that way.
func (p *Practices) row(it item, chosen, more bool, column int) theme.Block {
	r := widget.Practice{
		Title: safe.Line(it.script.Title), Kind: widget.KindOf(it.script), Wheel: it.script.Wheel,
		Length: widget.Length(it.length), Chosen: chosen, More: more,
	}
	if !it.toward.Empty() {
		r.Title, r.Kind = it.toward, r.Title
	}
	return r.Draw(p.look, column)
}
