package setup

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/sessions/practice"
	"karuna/sessions/programme"
	"karuna/ui/prefs"
	"karuna/ui/screen"
	"karuna/ui/start"
)

// usualSilent is how long a silent sit is offered for.
const usualSilent = 20 * time.Minute

// ready is what the screen is about.
type ready struct {
	to      *Setup
	script  sessions.Script
	from    programme.StepRef
	choices prefs.Sit
	wheel   sessions.Wheel
	people  int
	length  Length
	advice  string
	warning string
	where   string
	err     error

	knowsLong bool // sat long ones before
	uses      uses

	narrators []start.Offer
	ambiences []start.Offer
}

func (r ready) of(s *Setup) ready {
	r.to = s
	return r
}

// read finds the script and the choices of a place, and what is to be said of
// them. It is called in commands alone.
func read(house *start.House, sound Sound, p screen.Place) ready {
	preset, _ := p.With.(string)
	name, length, _ := strings.Cut(p.Of, " ")
	from, _ := p.With.(programme.StepRef)
	r := ready{where: sound.Where(), warning: unwritten(house), from: from, wheel: sessions.Ground}
	if again, ok := p.With.(*start.Request); ok {
		r.again(*again)
	} else if r.choices, r.err = house.Choices(preset, nil); r.err != nil {
		return r
	}
	if preset != "" {
		name = r.choices.Script
		if name == "" {
			name = "silent"
		}
	}
	log, err := house.Past()
	if err != nil && r.warning == "" {
		r.warning = err.Error()
	}
	fits, err := find(house, name, log)
	if r.script, r.err = fits.Script, err; r.err != nil {
		return r
	}
	if name == "" {
		r.from = fits.Step
	}
	if length == "" && fits.Length > 0 {
		length = sessions.FormatDuration(fits.Length)
	}
	r.uses = usesOf(r.script, house.Library().Phrases(), r.choices.Phrases)
	r.narrators, r.ambiences = house.Narrators(r.script), house.Ambiences()
	r.advice = advice(r.script, r.choices, log.Entries)
	r.knowsLong = practice.KnowsLong(log.Entries, house.Today())
	r.length, r.err = firstLength(r, length, house.Now())
	return r
}

// again takes over what a sit was, to be sat once more.
func (r *ready) again(sit start.Request) {
	r.choices, r.from, r.people = sit.Choices, sit.Step, sit.People
	r.wheel = cmp.Or(sit.Wheel, sessions.Ground)
}

// firstLength is the one the place asks for, else the preset's, else the usual
// one of the script.
func firstLength(r ready, asked string, now time.Time) (Length, error) {
	silent := r.script.ID == ""
	switch {
	case asked != "":
		return ParseLength(asked, now, silent)
	case r.choices.For > 0:
		return Length{For: r.choices.For}, nil
	case silent && r.choices.Open:
		return Length{Open: true}, nil
	case silent:
		return Length{For: usualSilent}, nil
	}
	return Length{For: r.script.Length.Usual}, nil
}

// find returns the script of a name; "silent" is none, "" the one that fits.
func find(house *start.House, name string, log journal.Log) (start.Suggestion, error) {
	switch name {
	case "silent":
		return start.Suggestion{}, nil
	case "":
		return house.Suggest(log)
	}
	s, err := house.Library().Find(name)
	return start.Suggestion{Script: s}, err
}

// unwritten says why the sit will not be in the log, "" when it will.
func unwritten(house *start.House) string {
	log := house.Log()
	if log == nil {
		return "There is no home directory, so this sit will not be written down."
	}
	if err := log.Writable(); err != nil {
		return fmt.Sprintf("This sit cannot be written down: %v", root(err))
	}
	return ""
}

// root is the innermost error, which is what fits a line.
func root(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}

// enoughSits is how many sits of a script it takes to be told of lighter
// guidance.
const enoughSits = 5

// advice is one line from what was sat before, or "".
func advice(s sessions.Script, c prefs.Sit, entries []sessions.Entry) string {
	switch {
	case s.ID == "":
		return ""
	case practice.Heavy(entries, s.ID):
		return start.Heavier(entries, s.ID)
	case c.Guidance == sessions.Full && practice.SitsOf(entries, s.ID) >= enoughSits:
		return "You know this one. Light guidance leaves more silence."
	}
	return ""
}
