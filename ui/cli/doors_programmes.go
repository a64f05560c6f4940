package cli

import (
	"fmt"
	"strings"

	"karuna/sessions/programme"
	"karuna/ui/start"
)

// programmes lists the courses, and opens one.
func (p prompts) programmes(string) error {
	return p.choose(menu{ask: "A number, or enter to go back", again: true, doors: func() ([]door, error) {
		state, err := p.a.house.Programmes().State()
		if err != nil {
			return nil, err
		}
		var doors []door
		for _, at := range state.All {
			title := at.Programme.Title + ", " + come(at)
			if at.Programme.ID == state.Table {
				title += ", on the table"
			}
			doors = append(doors, door{title, func(p prompts, _ string) error { return p.programme(at.Programme.ID) }})
		}
		return doors, nil
	}})
}

// come says how far someone has come.
func come(at programme.Progress) string {
	switch {
	case at.Next() == 0:
		return "done"
	case at.Running:
		return fmt.Sprintf("step %d of %d", at.Next(), len(at.Done))
	case at.Count() > 0:
		return fmt.Sprintf("%d of %d done", at.Count(), len(at.Done))
	}
	return count(len(at.Done), "step")
}

// programme is one of them: where it is, and what can be done.
func (p prompts) programme(id string) error {
	var at programme.Progress
	return p.choose(menu{
		ask: "A number, or enter to go back", again: true,
		doors: func() (doors []door, err error) {
			if at, err = p.a.house.Programmes().Pick(id); err != nil {
				return nil, err
			}
			return p.stepDoors(at), nil
		},
		tell: func() error { return p.tellStep(at) },
	})
}

// tellStep says what the programme is, or its next step.
func (p prompts) tellStep(at programme.Progress) error {
	lines := []string{at.Programme.Title + ". " + at.Programme.About}
	if at.Running {
		lines = []string{at.Programme.Title + ", " + come(at) + "."}
		step, _ := at.NextStep()
		week := at.Programme.Weeks[step.Week]
		if week.Title != "" {
			lines = append(lines, "This week: "+week.Title+".")
		}
		if step.Play != "" {
			lines = append(lines, step.Play)
		}
		if step.Field != "" {
			lines = append(lines, "Between sits: "+step.Field)
		}
	}
	return p.a.print("%s\n", strings.Join(lines, "\n"))
}

// stepDoors are what can be done with a programme.
func (p prompts) stepDoors(at programme.Progress) []door {
	acted := func(title string, act func(start.Programmes, string) (programme.Progress, error)) door {
		return door{title, func(p prompts, _ string) error {
			_, err := act(p.a.house.Programmes(), at.Programme.ID)
			return err
		}}
	}
	if !at.Running {
		title := "Begin"
		if n := at.Next(); n > 1 {
			title = fmt.Sprintf("Go on with step %d", n)
		}
		return append([]door{acted(title, start.Programmes.Start)}, p.momentDoors(at)...)
	}
	step, _ := at.NextStep()
	var doors []door
	if step.Do == programme.Rest {
		doors = append(doors, acted("Rest", start.Programmes.Rest))
	}
	for _, o := range p.a.house.Programmes().Offers(at) {
		doors = append(doors, p.stepDoor(at, o, offered(o)))
		if short := o.Script.Length.Min; short < o.Length {
			o.Length = short
			doors = append(doors, p.stepDoor(at, o, "Shorter today: "+offered(o)))
		}
	}
	if step.Do == programme.Compose {
		doors = append(doors, door{"A plan of your own", func(p prompts, _ string) error { return p.compose(at.Programme.ID) }})
	} else {
		doors = append(doors, door{"Another practice", func(p prompts, _ string) error { return p.another(at) }})
	}
	if note := at.Programme.Weeks[step.Week].Note; note != "" {
		doors = append(doors, door{"Words for this week", func(p prompts, _ string) error { return p.a.print("%s\n", p.a.wrapped(note)) }})
	}
	return append(append(doors, acted("Leave the programme", start.Programmes.Leave)), p.momentDoors(at)...)
}

// stepDoor sits an offer of the next step.
func (p prompts) stepDoor(at programme.Progress, o start.StepOffer, title string) door {
	return door{title, func(p prompts, rest string) error {
		if _, err := p.a.house.Programmes().Next(at.Programme.ID, o.Script.ID); err != nil {
			return err
		}
		return p.sit(o, rest)
	}}
}

func (p prompts) momentDoors(at programme.Progress) []door {
	var doors []door
	for _, m := range p.a.house.Programmes().Moments(at.Programme) {
		doors = append(doors, door{m.When + ": " + offered(m.Offer), func(p prompts, rest string) error { return p.sit(m.Offer, rest) }})
	}
	return doors
}

// another takes another practice for the step, or, where the step leaves it
// open, sits it.
func (p prompts) another(at programme.Progress) error {
	programmes := p.a.house.Programmes()
	return p.choose(menu{ask: "A number, or enter to go back", doors: func() ([]door, error) {
		var doors []door
		for _, o := range programmes.Alternatives(at) {
			if len(programmes.Offers(at)) == 0 {
				doors = append(doors, p.stepDoor(at, o, offered(o)))
				continue
			}
			doors = append(doors, door{offered(o), func(prompts, string) error {
				_, err := programmes.Swap(at.Programme.ID, o.Script.ID)
				return err
			}})
		}
		return doors, nil
	}})
}

// compose asks for a plan line by line, and shows it before it is kept.
func (p prompts) compose(id string) error {
	w := start.Wish{Title: "My Own Sit", Minutes: 10}
	for _, part := range []struct {
		ask string
		id  *string
	}{{"The first of two practices: letters of its name", &w.First}, {"The second", &w.Second}} {
		line, err := p.ask(part.ask)
		if err != nil || line == "" {
			return err
		}
		s, err := p.a.house.Library().Find(line)
		if err != nil {
			return err
		}
		*part.id = s.ID
		if err := p.a.print("%s\n", s.Title); err != nil {
			return err
		}
	}
	for _, q := range []struct {
		ask  string
		text *string
	}{
		{"What does it come after? For example: the first coffee", &w.After},
		{"On which days? Or enter", &w.Days},
		{"After a pause, begun again with what? Or enter", &w.Again},
	} {
		line, err := p.ask(q.ask)
		if err != nil {
			return err
		}
		*q.text = line
	}
	return p.keep(id, w)
}

// keep shows what a wish makes, and writes it when that is wanted.
func (p prompts) keep(id string, w start.Wish) error {
	line, err := p.ask("How many minutes? Enter is 10")
	if err != nil {
		return err
	}
	if line != "" {
		if w.Minutes, err = ordinal(line); err != nil {
			return err
		}
	}
	c, err := p.a.house.Programmes().Compose(w)
	if err != nil {
		return err
	}
	if err := p.a.print("%s\n%s", c.Sentence(), prose(c.Script)); err != nil {
		return err
	}
	line, err = p.ask("Keep it? y keeps it, enter does not")
	if err != nil || line != "y" {
		return err
	}
	path, _, err := p.a.house.Programmes().Keep(id, c)
	if err != nil {
		return err
	}
	return p.a.print("Kept in %s\n", path)
}
