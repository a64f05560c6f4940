// Package script is the page of a practice: what it is for and for whom, its
// stages with their share of a length, what is to be known before; and the way
// to change a copy of it.
//
// The place "script" is of a script's id and, after a space, a length. It opens
// "setup" of the same, or "gate" before it.
//
// A copy is changed in the person's own editor. What comes back is kept among
// their own scripts whatever is in it, so that no word is lost, and is checked
// at once: each problem stands at its line. A copy with the id of a built-in
// script stands in its place from then on; one with an id of its own stands
// beside it.
//
// The page shows no line of guidance before its time, and begins no sit.
package script

import (
	"path/filepath"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/ui/editor"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/theme"
)

// Page is the screen.
type Page struct {
	house  *start.House
	editor *editor.Editor
	place  screen.Place
	look   theme.Theme
	w, h   int

	known  bool
	script sessions.Script
	path   string // of the person's own file, where that is what is shown; else ""
	gone   bool   // what is shown is no longer in the library
	heavy  string // one line from what was sat before
	length time.Duration
	usual  bool // nobody chose the length
	plan   sessions.Score
	asked  int // plans asked for so far; answers to earlier ones are old

	top  int // first line shown
	kept *start.Kept
	left *start.Draft // a text that could not be kept; it is taken up again
	told safe.Text    // one line that came of an edit
	busy bool         // with the editor, until the result is kept
}

// New returns the screen of a place.
func New(house *start.House, edit *editor.Editor, p screen.Place) *Page {
	return &Page{house: house, editor: edit, place: p, w: 80, h: 24}
}

// Init reads what the page is about.
func (p *Page) Init() tea.Cmd {
	id, length, _ := strings.Cut(p.place.Of, " ")
	return p.read(id, length)
}

// Update takes results, the look, the size and the mouse wheel.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case found:
		return p.found(msg)
	case planned:
		p.planned(msg)
	case drafted:
		return p.drafted(msg)
	case edited:
		return p.edited(msg)
	case kept:
		return p.took(msg)
	case screen.Look:
		p.look = msg.Theme
	case tea.WindowSizeMsg:
		p.w, p.h = msg.Width, msg.Height
		return p.scroll(0)
	}
	return nil
}

// Point finds no row: the page is read. The wheel scrolls it.
func (p *Page) Point(int, int) bool { return false }

// Binds sets up, edits, changes the length and scrolls.
func (p *Page) Binds() []screen.Bind {
	by := func(do func(int) tea.Cmd, n int) func() tea.Cmd {
		return func() tea.Cmd { return do(n) }
	}
	page := max(p.room()-1, 1)
	edit := "copy & edit"
	if p.path != "" || p.kept != nil {
		edit = "edit"
	}
	enter := screen.Key("enter", "set up", p.setUp)
	enter.SetEnabled(!p.gone)
	return []screen.Bind{
		enter,
		screen.Key("e", edit, p.edit),
		screen.Key("+ -", "a minute", by(p.step, 1), "+", "="),
		screen.Key("-", "", by(p.step, -1)),
		screen.Key("esc", "back", func() tea.Cmd { return screen.Leave(p) }, "esc", "q", "left"),
		screen.Key("↑ ↓", "scroll", by(p.scroll, -1), "up", "k"),
		screen.Key("↓", "", by(p.scroll, 1), "down", "j"),
		screen.Key("space", "page on", by(p.scroll, page), "space", "pgdown"),
		screen.Key("pgup", "page back", by(p.scroll, -page)),
	}
}

// setUp goes to the setup, with the length where one was chosen.
func (p *Page) setUp() tea.Cmd {
	if !p.known {
		return nil
	}
	to := "setup"
	if start.Gated(p.script) {
		to = "gate"
	}
	if p.usual {
		return screen.Go(screen.At(to, p.script.ID))
	}
	return screen.Go(screen.At(to, p.script.ID, sessions.FormatDuration(p.length)))
}

// step makes the length by so many minutes longer, within what the script is
// made for.
func (p *Page) step(by int) tea.Cmd {
	if !p.known {
		return nil
	}
	p.told = safe.Text{}
	next := p.length + time.Duration(by)*time.Minute
	p.length = min(max(next, p.script.Length.Min), max(p.script.Length.Max, p.length))
	p.usual = p.length == p.script.Length.Usual
	return p.replan()
}

func (p *Page) scroll(by int) tea.Cmd {
	if by != 0 {
		p.told = safe.Text{}
	}
	p.top = min(max(p.top+by, 0), max(len(p.lines(p.w))-p.room(), 0))
	return nil
}

// edit begins with the text as it lies there.
func (p *Page) edit() tea.Cmd {
	if !p.known || p.busy {
		return nil
	}
	p.busy, p.told = true, safe.Text{}
	id, house, before, left := p.script.ID, p.house, p.kept, p.left
	return func() tea.Msg {
		if left != nil {
			return drafted{to: p, draft: *left}
		}
		if before != nil { // what came back last may be nowhere in the library
			d, err := before.Again()
			return drafted{p, d, err}
		}
		d, err := house.Draft(id)
		return drafted{p, d, err}
	}
}

// drafted is the text to change.
type drafted struct {
	to    *Page
	draft start.Draft
	err   error
}

func (p *Page) drafted(msg drafted) tea.Cmd {
	if msg.to != p {
		return nil
	}
	if msg.err != nil {
		return p.trouble(msg.err)
	}
	name := filepath.Base(msg.draft.Path)
	return p.editor.Edit(name, msg.draft.Text, func(r editor.Result) tea.Msg {
		return edited{p, msg.draft, r}
	})
}

// edited is what came back from the editor.
type edited struct {
	to     *Page
	draft  start.Draft
	result editor.Result
}

func (p *Page) edited(msg edited) tea.Cmd {
	switch {
	case msg.to != p:
		return nil
	case msg.result.Err != nil:
		return p.trouble(msg.result.Err)
	case !msg.result.Changed && p.left == nil:
		p.busy, p.told = false, safe.Lit("Nothing was changed.")
		return nil
	}
	house := p.house
	return func() tea.Msg {
		k, err := house.Keep(msg.draft, msg.result.Text)
		if err != nil {
			k.Draft = msg.draft
			k.Text = msg.result.Text
		}
		return kept{p, k, err}
	}
}

// kept is what was written, or could not be.
type kept struct {
	to   *Page
	kept start.Kept
	err  error
}

// took shows the script as it is now, and before anything else what is to be
// mended. Where what came back cannot be sat, it is the script that stands in
// for it.
func (p *Page) took(msg kept) tea.Cmd {
	if msg.to != p {
		return nil
	}
	if msg.err != nil {
		p.left, p.told = &msg.kept.Draft, safe.Lit("Not kept. e goes on with your text.")
		return p.trouble(msg.err)
	}
	p.left = nil
	p.busy, p.kept, p.top, p.told = false, &msg.kept, 0, safe.Text{}
	id := p.script.ID
	if msg.kept.Sits {
		id = msg.kept.Script.ID
	}
	return p.read(id, sessions.FormatDuration(p.length))
}

func (p *Page) trouble(err error) tea.Cmd {
	p.busy = false
	return func() tea.Msg { return screen.Trouble{Err: err} }
}
