package addsit

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/ui/start"
	"karuna/ui/widget"
)

// picker chooses a practice by typing, a silent sit first.
type picker struct {
	query widget.Writing
	all   []sessions.Script // as they are listed with nothing typed
	rows  []sessions.Script
	at    int
	known bool
}

// listed is the library, read.
type listed struct{ all []sessions.Script }

func newPicker() *picker { return &picker{query: widget.NewWriting("", false, maxField)} }

// read reads the library.
func (p *picker) read(house *start.House) tea.Cmd {
	return func() tea.Msg { return listed{house.Library().All()} }
}

func (p *picker) take(msg listed) {
	p.all, p.known = append([]sessions.Script{{}}, msg.all...), true
	p.rows = p.all
}

// write filters by what is typed. The library has been read by now.
func (p *picker) write(msg tea.Msg, house *start.House) {
	if !p.known {
		return
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		p.query = p.query.Press(msg.String(), msg.Text, maxField)
	case tea.PasteMsg:
		p.query = p.query.Insert(msg.Content)
	}
	p.rows, p.at = p.all, 0
	if text := strings.TrimSpace(p.query.Text()); text != "" {
		p.rows = house.Library().Filter(text)
		if strings.HasPrefix("silent sit", strings.ToLower(text)) {
			p.rows = append([]sessions.Script{{}}, p.rows...)
		}
	}
}

func (p *picker) move(by int) { p.at = min(max(p.at+by, 0), max(len(p.rows)-1, 0)) }

// title is what a row says.
func title(s sessions.Script) string {
	if s.ID == "" {
		return sessions.Entry{}.Title()
	}
	return s.Title
}
