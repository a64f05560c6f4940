package script

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/sessions/library"
	"karuna/ui/screen"
	"karuna/ui/start"
)

// found is what the page is about.
type found struct {
	to     *Page
	script sessions.Script
	path   string      // of the person's own file; "": there is none
	kept   *start.Kept // a file of their own that is not what the library shows
	heavy  string
	length time.Duration
	err    error
}

// read finds the script and what is known of it.
func (p *Page) read(id, length string) tea.Cmd {
	house := p.house
	return func() tea.Msg {
		s, err := house.Library().Find(id)
		if err != nil {
			return found{to: p, err: err}
		}
		f := found{to: p, script: s, length: s.Length.Usual}
		if d, err := sessions.ParseDuration(length, time.Minute); err == nil && d > 0 {
			f.length = min(max(d, s.Length.Min), s.Length.Max)
		}
		if d, err := house.Draft(s.ID); err == nil && d.Own {
			if f.path = d.Path; s.Source != library.Own {
				k := house.Checked(d)
				f.path, f.kept = "", &k
			}
		}
		if past, err := house.Past(); err == nil { // home tells what is wrong with it
			f.heavy = start.Heavier(past.Entries, s.ID)
		}
		return f
	}
}

func (p *Page) found(msg found) tea.Cmd {
	if msg.to != p {
		return nil
	}
	if msg.err != nil {
		if p.known {
			p.gone = true // what was changed took its place, and cannot be sat
			return nil
		}
		trouble := func() tea.Msg { return screen.Trouble{Err: msg.err} }
		return tea.Sequence(screen.Leave(p), trouble)
	}
	if p.kept == nil {
		p.kept = msg.kept
	}
	p.known, p.gone, p.script, p.path = true, false, msg.script, msg.path
	p.heavy, p.length, p.usual = msg.heavy, msg.length, msg.length == msg.script.Length.Usual
	return p.replan()
}

// planned is the score of a length.
type planned struct {
	to    *Page
	asked int
	score sessions.Score
	err   error
}

// replan composes the script at the length that stands on the page.
func (p *Page) replan() tea.Cmd {
	p.asked++
	asked, house := p.asked, p.house
	r := start.Request{Script: p.script, Length: p.length, People: 1}
	return func() tea.Msg {
		var err error
		if r.Choices, err = house.Choices("", nil); err != nil {
			return planned{to: p, asked: asked, err: err}
		}
		sit, err := house.Compose(r)
		return planned{p, asked, sit.Score, err}
	}
}

func (p *Page) planned(msg planned) {
	if msg.to == p && msg.asked == p.asked && msg.err == nil {
		p.plan = msg.score
	}
}
