package home

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/theme"
)

// The lists of practices.
const (
	All       = ""           // by need
	Find      = "find"       // all, with the filter open
	HardDay   = "hard-day"   // three short ones
	OneMinute = "one-minute" // those that fit a minute
)

// longestQuery is the most the filter takes, in runes.
const longestQuery = 40

// Practices is the screen of a list of practices, which can be filtered by
// typing.
type Practices struct {
	house  *start.House
	list   string
	look   theme.Theme
	w, h   int
	known  bool
	items  []item // of the whole list
	rows   []item // those that fit the query
	at     int    // index into rows, of one that can be chosen
	query  string
	typing bool
}

// item is a row: a practice, or the heading over some.
type item struct {
	heading safe.Text // not empty: nothing to choose
	toward  safe.Text // which way it helps, in place of the kind; may be empty
	script  sessions.Script
	length  time.Duration
	fixed   bool // length is part of the offer
}

func (i item) chosen() bool { return i.heading.Empty() }

// place is the setup of the practice, behind the gate where it has one. From a
// hard day there is none: what is offered there is offered for such a day.
func (i item) place() screen.Place {
	name := "setup"
	if start.Gated(i.script) && i.toward.Empty() {
		name = "gate"
	}
	if i.fixed {
		return screen.At(name, i.script.ID, sessions.FormatDuration(i.length))
	}
	return screen.At(name, i.script.ID)
}

// page is what is to be read of the practice.
func (i item) page() screen.Place {
	if i.fixed {
		return screen.At("script", i.script.ID, sessions.FormatDuration(i.length))
	}
	return screen.At("script", i.script.ID)
}

// NewPractices returns the screen of one of the lists.
func NewPractices(house *start.House, list string) *Practices {
	p := &Practices{house: house, list: list, w: 80, h: 24}
	if list == Find {
		p.list, p.typing = All, true
	}
	return p
}

// found is the list, read.
type found struct {
	to    *Practices
	items []item
}

// Init reads the library.
func (p *Practices) Init() tea.Cmd {
	return func() tea.Msg {
		past, _ := p.house.Past() // home tells what is wrong with it; the list is there all the same
		return found{p, listed(p.house, p.list, past)}
	}
}

// listed returns the rows of a list. It reads the library.
func listed(house *start.House, list string, log journal.Log) []item {
	switch list {
	case HardDay:
		return fixed(house.HardDay())
	case OneMinute:
		return fixed(house.OneMinute(log))
	}
	var items []item
	need := ""
	for _, w := range house.Shelves(log) {
		if w.Need != need {
			need = w.Need
			items = append(items, item{heading: safe.Line(need)})
		}
		items = append(items, item{script: w.Script, length: w.Length})
	}
	return items
}

// fixed are rows whose length is part of the offer.
func fixed(ways []start.Way) []item {
	items := make([]item, len(ways))
	for i, w := range ways {
		items[i] = item{toward: safe.Line(w.Toward), script: w.Script, length: w.Length, fixed: true}
	}
	return items
}

// Update takes the list, and what is typed.
func (p *Practices) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case found:
		if msg.to == p {
			on := p.on()
			p.items, p.known = msg.items, true
			p.filter()
			p.choose(on)
		}
	case screen.Look:
		p.look = msg.Theme
	case tea.WindowSizeMsg:
		p.w, p.h = msg.Width, msg.Height
	case screen.Back: // a script may have been changed
		return p.Init()
	case tea.KeyPressMsg:
		p.typed(msg.Text)
	case tea.PasteMsg:
		p.typed(msg.Content)
	}
	return nil
}

func (p *Practices) typed(text string) {
	if !p.typing || text == "" {
		return
	}
	runes := []rune(p.query + safe.Line(text).String())
	p.query = string(runes[:min(len(runes), longestQuery)])
	p.filter()
}

// filter keeps what fits the query: the whole list by need when there is none,
// the best first when there is one.
func (p *Practices) filter() {
	p.rows, p.at = p.items, 0
	if strings.TrimSpace(p.query) != "" && p.known {
		p.rows = nil
		for _, s := range p.house.Library().Filter(p.query) {
			for _, it := range p.items {
				if it.chosen() && it.script.ID == s.ID {
					p.rows = append(p.rows, it)
					break
				}
			}
		}
	}
	if len(p.rows) > 0 && !p.rows[0].chosen() {
		p.move(1)
	}
}

// move goes to the next row that can be chosen.
func (p *Practices) move(by int) {
	for i := p.at + by; i >= 0 && i < len(p.rows); i += by {
		if p.rows[i].chosen() {
			p.at = i
			return
		}
	}
}

// on is the id of the script that is chosen.
func (p *Practices) on() string {
	if p.at < len(p.rows) {
		return p.rows[p.at].script.ID
	}
	return ""
}

// choose goes to the row of a script, where there is one.
func (p *Practices) choose(id string) {
	for i, r := range p.rows {
		if r.chosen() && r.script.ID == id {
			p.at = i
		}
	}
}

// page moves by as many rows as are seen.
func (p *Practices) page(by int) func() tea.Cmd {
	return func() tea.Cmd {
		for range max(p.h-8, 1) {
			p.move(by)
		}
		return nil
	}
}

// Typing reports whether the filter takes the keys.
func (p *Practices) Typing() bool { return p.typing }

// Binds moves, filters and opens.
func (p *Practices) Binds() []screen.Bind {
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd { p.move(by); return nil }
	}
	find := screen.Key("/", "find", func() tea.Cmd { p.typing = true; return nil })
	find.SetEnabled(p.list == All)
	binds := []screen.Bind{
		screen.Key("↑", "up", move(-1), "up", "k"),
		screen.Key("↓", "down", move(1), "down", "j"),
		screen.Key("pgup", "page up", p.page(-1)),
		screen.Key("pgdown", "page down", p.page(1)),
		screen.Key("enter", "set up", p.open),
		screen.Key("→", "read first", p.read, "right", "i"),
		find,
	}
	if p.typing || p.query != "" {
		binds = append(binds,
			screen.Key("backspace", "letter back", p.rubOut),
			screen.Key("esc", "all of them", p.clear),
			screen.Key("ctrl+u", "empty the filter", func() tea.Cmd { p.query = ""; p.filter(); return nil }),
		)
	}
	return binds
}

func (p *Practices) rubOut() tea.Cmd {
	if runes := []rune(p.query); len(runes) > 0 {
		p.query = string(runes[:len(runes)-1])
		p.filter()
	}
	return nil
}

func (p *Practices) clear() tea.Cmd {
	p.query, p.typing = "", false
	p.filter()
	return nil
}

func (p *Practices) open() tea.Cmd {
	if p.at >= len(p.rows) || !p.rows[p.at].chosen() {
		return nil
	}
	p.typing = false
	return screen.Go(p.rows[p.at].place())
}

// read opens the page of the practice.
func (p *Practices) read() tea.Cmd {
	if p.at >= len(p.rows) || !p.rows[p.at].chosen() {
		return nil
	}
	p.typing = false
	return screen.Go(p.rows[p.at].page())
}

// Point chooses the practice at a cell.
func (p *Practices) Point(_, y int) bool {
	st, width := p.stack(p.w, p.h)
	i, ok := st.At(p.w, p.h, width, y)
	if ok {
		p.at = i
	}
	return ok
}
