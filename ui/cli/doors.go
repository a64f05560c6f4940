package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"karuna/assets"
	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/sessions/practice"
	"karuna/sessions/programme"
	"karuna/ui/learn"
	"karuna/ui/prefs"
	"karuna/ui/start"
)

// plainHome offers the doors of the home screen as numbered prompts. Where
// nobody can answer it prints them once.
func (a *App) plainHome(ctx context.Context) error {
	a.recover()
	if err := a.safetyOnce(); err != nil {
		return err
	}
	a.flags.plain = true // also where it is the terminal that asks for it
	p := prompts{a, ctx, a.lines()}
	err := p.choose(menu{doors: a.doors, ask: "A number, enter for the list, or q to leave", home: true, again: true})
	if errors.Is(err, errGone) {
		return nil
	}
	return err
}

// doors are those of the home screen, and its places.
func (a *App) doors() ([]door, error) {
	doors := a.pastDoors()
	minute := func(p prompts, _ string) error {
		past, err := a.house.Past()
		if err != nil {
			return err
		}
		return p.offers(a.house.OneMinute(past))
	}
	return append(doors,
		door{"Hard day", func(p prompts, _ string) error { return p.offers(a.house.HardDay()) }},
		door{"One minute", minute},
		door{"Silent sit", prompts.silent},
		door{"All practices", prompts.practices},
		door{"Programmes", prompts.programmes},
		door{"Calendar", prompts.calendar},
		door{"History", prompts.history},
		door{"Pages to read", prompts.learn},
		door{"Settings", prompts.settings},
		door{"Help", prompts.help},
	), nil
}

// pastDoors are those that what was sat before leads to. A log that cannot be
// read leads nowhere.
func (a *App) pastDoors() []door {
	past, err := a.house.Past()
	if err != nil {
		return nil
	}
	return append(a.suggested(past), a.again(past)...)
}

// suggested is the door of what fits now.
func (a *App) suggested(past journal.Log) []door {
	s, err := a.house.Suggest(past)
	if err != nil {
		return nil
	}
	o := start.StepOffer{Script: s.Script, Length: cmp.Or(s.Length, s.Script.Length.Usual), Step: s.Step}
	title := "Suggested: " + offered(o) + ", " + s.Reason
	if s.Step != (programme.StepRef{}) {
		title = "Continue: " + offered(o) + ", " + s.Reason
	}
	return []door{{title, func(p prompts, rest string) error { return p.sit(o, rest) }}}
}

// again is the door of the sit before, as it was.
func (a *App) again(past journal.Log) []door {
	r, title, ok := a.house.Again(past)
	if !ok {
		return nil
	}
	long := "open"
	if !r.Open {
		long = length(int(r.Length / time.Second))
	}
	return []door{{"Sit again: " + title + ", " + long, func(p prompts, rest string) error {
		if rest != "" {
			d, err := sessions.ParseDuration(rest, time.Minute)
			if err != nil {
				return err
			}
			r.Length, r.Open = d, false
		}
		return p.run(r)
	}}}
}

// offered says an offer for the ear: "Being With What Is, 8 minutes".
func offered(o start.StepOffer) string {
	return o.Script.Title + ", " + length(int(o.Length/time.Second))
}

// offers lists practices and sits the one that is chosen.
func (p prompts) offers(all []start.Way) error {
	return p.choose(menu{ask: "A number, and minutes after it if you like: 2 15. Enter goes back", doors: func() ([]door, error) {
		var doors []door
		for _, of := range all {
			o := start.StepOffer{Script: of.Script, Length: of.Length}
			title := offered(o)
			if of.Toward != "" {
				title = of.Toward + ": " + title
			}
			doors = append(doors, door{title, func(p prompts, rest string) error { return p.sit(o, rest) }})
		}
		return doors, nil
	}})
}

// practices asks for a need first, or letters of a name: a list of all is long
// to listen to.
func (p prompts) practices(string) error {
	past, err := p.a.house.Past()
	if err != nil {
		return err
	}
	all := p.a.house.Shelves(past)
	return p.choose(menu{
		ask: "A number, or letters of a name. Enter goes back",
		doors: func() ([]door, error) {
			var doors []door
			for i, o := range all {
				if i > 0 && o.Need == all[i-1].Need {
					continue
				}
				of := slices.DeleteFunc(slices.Clone(all), func(other start.Way) bool { return other.Need != o.Need })
				title := fmt.Sprintf("%s, %s", o.Need, count(len(of), "practice"))
				doors = append(doors, door{title, func(p prompts, _ string) error { return p.offers(of) }})
			}
			return doors, nil
		},
		other: func(p prompts, line string) error {
			var found []start.Way
			for _, s := range p.a.house.Library().Filter(line) {
				i := slices.IndexFunc(all, func(o start.Way) bool { return o.Script.ID == s.ID })
				if i >= 0 {
					found = append(found, all[i])
				}
			}
			if len(found) == 0 {
				return errors.New("no practice fits these letters")
			}
			return p.offers(found)
		},
	})
}

// silent asks how long, and for whom.
func (p prompts) silent(rest string) error {
	if rest == "" {
		line, err := p.ask("How many minutes? Or 90s, or 1h10m. Enter goes back")
		if err != nil || line == "" || line == "q" {
			return err
		}
		rest = line
	}
	d, err := sessions.ParseDuration(rest, time.Minute)
	if err != nil {
		return err
	}
	line, err := p.ask("For: 1 just sitting, 2 myself, 3 others. Enter is 1")
	if err != nil {
		return err
	}
	wheels := map[string]sessions.Wheel{"2": sessions.Self, "3": sessions.Other}
	return p.begin(start.Request{Length: d, Wheel: wheels[line]})
}

// sit begins a practice that was offered; rest is another length for it.
func (p prompts) sit(o start.StepOffer, rest string) error {
	if rest != "" {
		var err error
		if o.Length, err = sessions.ParseDuration(rest, time.Minute); err != nil {
			return err
		}
	}
	people := 1
	if o.Script.Has("pair") {
		people = 2
	}
	return p.begin(start.Request{Script: o.Script, Length: o.Length, Step: o.Step, People: people})
}

// begin begins a sit by the usual choices.
func (p prompts) begin(r start.Request) error {
	var err error
	if r.Choices, err = p.a.house.Choices("", map[string]string{}); err != nil {
		return err
	}
	return p.run(r)
}

func (p prompts) run(r start.Request) error {
	r.People = max(r.People, 1)
	sit, err := p.a.ready(p.ctx, r)
	if err != nil {
		return err
	}
	return p.a.plainRun(sit, p.in)
}

// calendar tells the days of this month, and what there is in all.
func (p prompts) calendar(string) error {
	first, next, err := p.a.span(false, 0, "")
	if err != nil {
		return err
	}
	year, month, _ := first.Civil()
	if err := p.a.print("%s %d\n", month, year); err != nil {
		return err
	}
	if err := p.a.calendar(first, next); err != nil {
		return err
	}
	_, log, err := p.a.read()
	if err != nil {
		return err
	}
	st := practice.StatsOf(log.Entries, log.Rests, p.a.house.Arithmetic())
	if st.Totals.Days == 0 {
		return p.a.print("No day of practice yet.\n")
	}
	return p.a.print("This week: %s. In all: %s, %s.\n",
		count(st.Week.Practised, "day"), count(st.Totals.Days, "day"), length(st.Totals.Seconds))
}

// lastSits is how many sits of the history are told.
const lastSits = 10

// history tells the sits before now, the newest first.
func (p prompts) history(string) error {
	_, log, err := p.a.read()
	if err != nil {
		return err
	}
	n := 0
	for _, e := range slices.Backward(log.Entries) {
		if n++; n > lastSits {
			return p.a.print("There are %d in all: karuna log\n", len(log.Entries))
		}
		_, month, day := e.Day.Civil()
		text := fmt.Sprintf("%d %s", day, month)
		if clock := clockOf(e); clock != "" {
			text += ", " + clock
		}
		text += ": " + length(e.Sat) + ", " + e.Title() + remark(e) + "."
		if e.Detail().Note != "" && !p.a.house.Prefs().UI.Private {
			text += " " + strings.ReplaceAll(e.Detail().Note, "\n", " ")
		}
		if err := p.a.print("%s\n", text); err != nil {
			return err
		}
	}
	if n == 0 {
		return p.a.print("Nothing is written down yet.\n")
	}
	return nil
}

func (p prompts) learn(string) error {
	topics, err := learn.Topics(assets.Learn())
	if err != nil {
		return err
	}
	return p.choose(menu{ask: "A number, or enter to go back", again: true, doors: func() ([]door, error) {
		var doors []door
		for _, t := range topics {
			title := t.Title.String() + ". " + t.About.String()
			doors = append(doors, door{title, func(p prompts, _ string) error { return p.a.printTopic(t) }})
		}
		return doors, nil
	}})
}

// settings says where they are: a file is easier to read than a menu of them.
func (p prompts) settings(string) error {
	path, err := p.a.configFile()
	if err != nil {
		return err
	}
	return p.a.print("Your choices are in %s\n"+
		"karuna config show lists them, each with what it means.\n"+
		"karuna config set days_a_week 3 changes one.\n"+
		"karuna config edit opens the file in your editor.\n", path)
}

// help says what can be typed.
func (p prompts) help(string) error {
	return p.a.print("In a sit, a letter and enter:\n" +
		"p pauses, and goes on.\n" +
		"g is solid ground: guidance falls silent.\n" +
		"q ends the sit. It asks first.\n" +
		"+ and - make it a minute longer or shorter.\n" +
		"n is the next line, b the one before.\n" +
		"past, plan, judge, compare and other are notes, where noting is practised.\n" +
		"Every command: karuna help. To skip these doors: karuna sit kind-pause --plain\n")
}

// safetyOnce prints the safety text before the first run; a config file says
// that it has been seen.
func (a *App) safetyOnce() error {
	places, homeless := a.house.Places()
	if homeless == nil && missing(places.ConfigFile) {
		return a.safety(places.ConfigFile)
	}
	return nil // without a home there is nothing to remember it in
}

// safety prints the safety text and notes in the config file that it was seen.
func (a *App) safety(file string) error {
	if err := a.print("%s\n\n", a.safetyText()); err != nil {
		return err
	}
	if !a.io.InTTY {
		return nil
	}
	if err := prefs.Set(file, "days_a_week", strconv.Itoa(prefs.Default().DaysAWeek)); err != nil {
		a.say("%v", err)
	}
	return nil
}

func missing(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, os.ErrNotExist)
}
