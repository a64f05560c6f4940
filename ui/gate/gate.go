// Package gate stands before the setup of a practice that can stir things up,
// or that waits to be asked for: it asks whether today is a day for it.
//
// The place "gate" is of a script's id and, after a space, a length, as
// "setup" is; With is handed on: whichever is taken carries out the step of a
// programme. It says the script's caution and offers two gentler practices
// for the same need, the second one chosen, and last the way on to what was
// asked for. In a low window the caution comes first, by itself, where there is
// no room for it beside the ways. Whatever is taken opens in "setup" in the gate's place, so that
// going back from there is going back to where one came from.
//
// It keeps nothing: it asks each time, and no answer is remembered or counted.
// Sits begun by a command have no gate; there the caution is a line of the
// countdown.
package gate

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/sessions/library"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// Gate is the screen.
type Gate struct {
	house  *start.House
	place  screen.Place
	look   theme.Theme
	w, h   int
	known  bool
	script sessions.Script
	rows   []row
	at     int
	read   bool // the caution, where it had the window to itself
}

// row is a way from here. The last one is what was asked for.
type row struct {
	script sessions.Script
	place  screen.Place
	on     bool // goes on to what was asked for
}

// New returns the screen of a place.
func New(house *start.House, p screen.Place) *Gate {
	return &Gate{house: house, place: p, w: 80, h: 24}
}

// found is the script and the ways.
type found struct {
	to     *Gate
	script sessions.Script
	rows   []row
	err    error
}

// Init reads the library.
func (g *Gate) Init() tea.Cmd {
	return func() tea.Msg {
		id, length, _ := strings.Cut(g.place.Of, " ")
		lib := g.house.Library()
		s, err := lib.Find(id)
		if err != nil {
			return found{to: g, err: err}
		}
		var rows []row
		for _, other := range library.Gentler(s, lib.All()) {
			rows = append(rows, row{script: other, place: screen.Place{Name: "setup", Of: other.ID, With: g.place.With}})
		}
		on := screen.At("setup", s.ID)
		if length != "" {
			on = screen.At("setup", s.ID, length)
		}
		on.With = g.place.With
		return found{to: g, script: s, rows: append(rows, row{script: s, place: on, on: true})}
	}
}

// Update takes what was found, the look and the size.
func (g *Gate) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case found:
		return g.take(msg)
	case screen.Look:
		g.look = msg.Theme
	case tea.WindowSizeMsg:
		g.w, g.h = msg.Width, msg.Height
	}
	return nil
}

// take begins on the second gentler practice, so that enter, pressed twice by
// habit, leads somewhere gentle.
func (g *Gate) take(msg found) tea.Cmd {
	if msg.to != g {
		return nil
	}
	if msg.err != nil {
		trouble := func() tea.Msg { return screen.Trouble{Err: msg.err} }
		return tea.Sequence(screen.Leave(g), trouble)
	}
	g.known, g.script, g.rows = true, msg.script, msg.rows
	g.at = max(min(1, len(g.rows)-2), 0)
	return nil
}

// Binds moves and goes.
func (g *Gate) Binds() []screen.Bind {
	help := "set up"
	switch {
	case g.leads(g.w, g.h):
		help = "read"
	case g.known && g.rows[g.at].on:
		help = "go on"
	}
	return []screen.Bind{
		screen.Key("↑", "up", g.move(-1), "up", "k"),
		screen.Key("↓", "down", g.move(1), "down", "j"),
		screen.Key("enter", help, g.enter),
		screen.Key("esc", "back", func() tea.Cmd { return screen.Leave(g) }),
	}
}

func (g *Gate) move(by int) func() tea.Cmd {
	return func() tea.Cmd {
		if g.leads(g.w, g.h) {
			g.read = true
			return nil
		}
		g.at = max(min(g.at+by, len(g.rows)-1), 0)
		return nil
	}
}

func (g *Gate) enter() tea.Cmd {
	if !g.known {
		return nil
	}
	if g.leads(g.w, g.h) {
		g.read = true
		return nil
	}
	return screen.Instead(g, g.rows[g.at].place)
}

// Point chooses a way.
func (g *Gate) Point(_, y int) bool {
	st, column := g.stack(g.w, g.h)
	i, ok := st.At(g.w, g.h, column, y)
	if ok {
		g.at = i
	}
	return ok
}

// View draws the question, what is to be known, and the ways from here.
func (g *Gate) View(w, h int) theme.Block {
	st, column := g.stack(w, h)
	return st.Place(w, h, column)
}

// The sizes at which the screen sheds detail.
const (
	lowRows  = 12 // lower: no free lines, no purpose
	airyRows = 20
	narrow   = 30 // narrower: the short words
)

func (g *Gate) stack(w, h int) (st widget.Stack, column int) {
	column = min(widget.Column, w-2)
	if !g.known {
		return st, column
	}
	if g.leads(w, h) {
		st.Add(g.indented(widget.Paragraph(g.look.Text, safe.Line(start.Caution(g.script)), column-2, h)))
		return st, column
	}
	low := h < lowRows
	gap := 0
	if !low {
		gap = 1
	}
	if !low {
		st.Add(g.indented(g.look.Dim.Render(widget.Truncate(safe.Line(g.script.Title), column-2))))
		st.Gap(gap)
	}
	st.Add(g.question(column-2, max(h-len(g.rows), 1), low))
	st.Gap(gap + widget.Lines(1, h >= airyRows))
	for i, r := range g.rows {
		if r.on && !low {
			st.Gap(gap)
		}
		st.Row(i, g.row(r, i == g.at, column))
	}
	if !low {
		st.Gap(gap + widget.Lines(1, h >= airyRows))
		st.Add(g.indented(g.about(column - 2)))
	}
	if h >= airyRows {
		st.Gap(1)
		st.Add(g.indented(screen.Foot(g.look, column-2, g.Binds()[2:])))
	}
	return st, column
}

// leads reports whether the caution, which the window has no room for beside
// the ways, has it to itself until a key has been pressed.
func (g *Gate) leads(w, h int) bool {
	if !g.known || g.read || h >= lowRows {
		return false
	}
	caution := widget.Wrap(safe.Line(start.Caution(g.script)), min(widget.Column, w-2)-2)
	return len(caution) > max(h-len(g.rows), 1)-1
}

// question asks and, where there is room, says the caution.
func (g *Gate) question(w, room int, low bool) theme.Block {
	ask := safe.Lit("Is today a day for this?")
	if w < narrow {
		ask = safe.Lit("A day for this?")
	}
	caution := widget.Paragraph(g.look.Text, safe.Line(start.Caution(g.script)), w, 4)
	question := g.look.Text.Render(ask)
	switch {
	case !low:
		return g.indented(theme.Vertical(theme.Start, question, theme.Blank(1, 1), caution))
	case room > 1:
		caution = widget.Sentences(g.look.Text, safe.Line(start.Caution(g.script)), w, room-1)
		return g.indented(theme.Vertical(theme.Start, question, caution))
	}
	return g.indented(question)
}

func (g *Gate) row(r row, chosen bool, column int) theme.Block {
	if !r.on {
		return widget.Practice{
			Title: safe.Line(r.script.Title), Kind: widget.KindOf(r.script), Wheel: r.script.Wheel,
			Length: widget.Length(r.script.Length.Usual), Chosen: chosen,
		}.Draw(g.look, column)
	}
	style := g.look.Text
	if chosen {
		style = g.look.Accent
	}
	words := widget.Truncate(safe.Format("go on to %s", safe.Line(r.script.Title)), column-2)
	return theme.Row(style.Render(widget.Edge(g.look, chosen, false)), style.Render(words))
}

// about says what the chosen practice is for, always in two lines so that
// nothing jumps.
func (g *Gate) about(w int) theme.Block {
	purpose, _, _ := strings.Cut(g.rows[g.at].script.Purpose, "\n")
	return theme.Place(w, 2, theme.Start, theme.Start, widget.Paragraph(g.look.Dim, safe.Line(purpose), w, 2))
}

func (g *Gate) indented(b theme.Block) theme.Block {
	return theme.Horizontal(theme.Start, theme.Blank(2, 1), b)
}
