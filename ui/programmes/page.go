package programmes

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/sessions/programme"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/widget"
)

// row is something that can be chosen on the page of a programme.
type row struct {
	title  safe.Text
	detail safe.Text // at the right
	brief  safe.Text // stands for detail where there is less room
	does   safe.Text // what enter does, for the keys
	do     func() tea.Cmd
	offer  start.StepOffer // of a row that is a sit
}

// rows are what the open programme offers: its next step, the week's words,
// and practices for moments. One that is not under way can be begun.
func (s *Screen) rows() []row {
	c, ok := s.chosen()
	if !ok {
		return nil
	}
	var out []row
	if c.at.Running {
		out = s.stepRows(c)
	} else {
		out = append(out, row{title: joinWords(c), does: safe.Lit("begin"), do: s.join})
	}
	if week, ok := weekOf(c); ok && week.Note != "" && c.at.Running {
		out = append(out, row{title: safe.Lit("Words for this week"), does: safe.Lit("read"), do: func() tea.Cmd {
			s.view, s.top = words, 0
			return nil
		}})
	}
	for _, m := range c.moments {
		place := before(m.Offer)
		out = append(out, row{
			title: safe.Line(m.When), detail: safe.Line(m.Offer.Script.Title), brief: length(m.Offer),
			does: safe.Lit("sit"), offer: m.Offer, do: func() tea.Cmd { return screen.Go(place) },
		})
	}
	return out
}

// stepRows is the next step.
func (s *Screen) stepRows(c course) []row {
	step, _ := c.at.NextStep()
	var out []row
	if step.Do == programme.Rest {
		out = append(out, row{title: safe.Lit("Rest"), detail: safe.Lit("passes by itself"), does: safe.Lit("rest"), do: s.rest})
	}
	for _, o := range c.offers {
		out = append(out, row{
			title: safe.Line(o.Script.Title), detail: length(o), does: safe.Lit("sit"), offer: o,
			do: func() tea.Cmd { return s.sit(o.Script.ID, false) },
		})
	}
	switch {
	case step.Do == programme.Compose:
		id := c.at.Programme.ID
		out = append(out, row{title: safe.Lit("Compose your own"), does: safe.Lit("compose"), do: func() tea.Cmd {
			return screen.Go(screen.At("compose", id))
		}})
	case step.Do == programme.Own || len(c.offers) == 0:
		out = append(out, row{
			title: safe.Lit("A practice of your choice"), does: safe.Lit("choose"),
			do: func() tea.Cmd { return s.alternatives(false) },
		})
	}
	return out
}

func joinWords(c course) safe.Text {
	switch {
	case c.at.Next() == 0:
		return safe.Lit("Begin anew")
	case c.at.Count() > 0:
		return safe.Format("Go on with step %d", c.at.Next())
	}
	return safe.Lit("Begin")
}

// weekOf is the week of the next step, the last one when all are done.
func weekOf(c course) (programme.Week, bool) {
	weeks := c.at.Programme.Weeks
	if step, ok := c.at.NextStep(); ok {
		return weeks[step.Week], true
	}
	return programme.Week{}, false
}

// row is the one chosen on the page.
func (s *Screen) row() (row, bool) {
	rows := s.rows()
	if s.on >= len(rows) {
		return row{}, false
	}
	return rows[s.on], true
}

func (s *Screen) enter() tea.Cmd {
	if r, ok := s.row(); ok {
		return r.do()
	}
	return nil
}

// pageBinds are the keys of an open programme.
func (s *Screen) pageBinds(up, down screen.Bind) []screen.Bind {
	c, _ := s.chosen()
	r, _ := s.row()
	step, next := c.at.NextStep()
	enter := screen.Key("enter", r.does.String(), s.enter)
	shorter := screen.Key("s", "shorter today", func() tea.Cmd { return s.sit(r.offer.Script.ID, true) })
	shorter.SetEnabled(r.offer.Step != programme.StepRef{} && r.offer.Length > r.offer.Script.Length.Min)
	swap := screen.Key("w", "another practice", func() tea.Cmd { return s.alternatives(true) })
	swap.SetEnabled(c.at.Running && next && step.Do != programme.Compose)
	rest := screen.Key("r", "rest", s.rest)
	rest.SetEnabled(c.at.Running && step.Do == programme.Rest)
	table := screen.Key("j", "put on the table", s.join)
	table.SetEnabled(c.at.Running && !c.table)
	leave := screen.Key("x", "leave", s.leave)
	leave.SetEnabled(c.at.Running)
	back := screen.Key("esc", "all programmes", func() tea.Cmd { s.view = list; return nil }, "esc", "q")
	join := screen.Key("j", "", s.join) // as enter does on the row that begins it
	join.SetEnabled(!c.at.Running)
	return []screen.Bind{enter, shorter, swap, table, leave, back, rest, join, up, down}
}

// sit puts the programme on the table and goes to the setup of its step.
func (s *Screen) sit(script string, shorter bool) tea.Cmd {
	c, _ := s.chosen()
	id, house := c.at.Programme.ID, s.house
	return func() tea.Msg {
		o, err := house.Programmes().Next(id, script)
		if err != nil {
			return screen.Trouble{Err: err}
		}
		if shorter {
			o.Length = o.Script.Length.Min
		}
		place := before(o)
		place.With = o.Step
		return screen.Open{Place: place}
	}
}

// before is the place that leads to a sit.
func before(o start.StepOffer) screen.Place {
	name := "setup"
	if start.Gated(o.Script) {
		name = "gate"
	}
	return screen.At(name, o.Script.ID, sessions.FormatDuration(o.Length))
}

// act carries out an act on the open programme, and reads again.
func (s *Screen) act(do func(p start.Programmes, id string) (programme.Progress, error)) tea.Cmd {
	c, ok := s.chosen()
	if !ok {
		return nil
	}
	id, house := c.at.Programme.ID, s.house
	return func() tea.Msg {
		if _, err := do(house.Programmes(), id); err != nil {
			return screen.Trouble{Err: err}
		}
		return s.load()
	}
}

func (s *Screen) join() tea.Cmd {
	s.on = 0
	return s.act(start.Programmes.Start)
}

func (s *Screen) leave() tea.Cmd {
	s.on = 0
	return s.act(start.Programmes.Leave)
}

func (s *Screen) rest() tea.Cmd {
	s.on = 0
	return s.act(start.Programmes.Rest)
}

// alternatives shows what may be sat instead: for the step from now on, or
// this once where the step leaves it open.
func (s *Screen) alternatives(swap bool) tea.Cmd {
	s.view, s.pick, s.swap = alternatives, 0, swap
	return nil
}

func (s *Screen) picked() tea.Cmd {
	c, ok := s.chosen()
	if !ok || s.pick >= len(c.others) {
		return nil
	}
	script := c.others[s.pick].Script.ID
	s.view, s.on = page, 0
	if !s.swap {
		return s.sit(script, false)
	}
	return s.act(func(p start.Programmes, id string) (programme.Progress, error) { return p.Swap(id, script) })
}

// between is the line to practise between the sits: that of the step done
// last, before the first that of the first.
func between(c course) safe.Text {
	steps := c.at.Programme.Steps()
	n := c.at.Next()
	switch {
	case !c.at.Running || n == 0:
		return safe.Text{}
	case n > 1:
		n--
	}
	field := steps[n-1].Field
	if field == "" {
		field = c.at.Programme.Weeks[steps[n-1].Week].Field
	}
	return practised(field)
}

func practised(field string) safe.Text {
	switch {
	case field == "":
		return safe.Text{}
	case strings.HasSuffix(field, "?"):
		return safe.Format("Between sits: %s", field)
	}
	return safe.Format("Between sits: %s.", field)
}

// air is what was said of the wheels, first and last.
func air(c course) safe.Text {
	all := c.at.Air
	if len(all) == 0 {
		return safe.Text{}
	}
	first, last := all[0], all[len(all)-1]
	if len(all) == 1 {
		return safe.Format("Air: back wheel %s, front wheel %s.", first.Back, first.Front)
	}
	return safe.Format("Air: back wheel %s, then %s; front wheel %s, then %s.", first.Back, last.Back, first.Front, last.Front)
}

// stones is the way of a week whose first step comes after n others, and the
// index of the next step in it, -1 where it is in another.
func stones(c course, w programme.Week, n int) (path []widget.Stone, here int) {
	here = -1
	for i, step := range w.Steps {
		switch {
		case c.at.Done[n+i]:
			path = append(path, widget.StoneDone)
		case step.Do == programme.Rest:
			path = append(path, widget.StoneRest)
		default:
			path = append(path, widget.StoneAhead)
		}
		if c.at.Running && c.at.Next() == n+i+1 {
			here = i
		}
	}
	return path, here
}
