package home

import (
	"errors"
	"time"

	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/sessions/practice"
	"karuna/sessions/programme"
	"karuna/ui/prefs"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// The names of the doors.
const (
	begin     = "begin"
	again     = "again"
	hardDay   = HardDay
	oneMinute = OneMinute
	silent    = "silent"
	all       = "all"
)

// look reads everything the screen shows. It may take as long as the disk
// does, and is called in commands alone.
func look(house *start.House, recover bool) seen {
	v := seen{known: true, now: house.Now().Local(), today: house.Today()}
	if recover {
		v.recovered, v.err = house.Recover()
		var err error
		v.kept, err = house.Unwritten()
		v.err = errors.Join(v.err, err)
	}
	read, err := house.Past()
	v.err = errors.Join(v.err, err)
	opt := house.Arithmetic()
	days := practice.Days(read.Entries, opt)
	v.begun = len(days) > 0
	v.greeting = practice.GreetingAt(days, opt.Today)
	v.act = practice.ActFor(read.Entries, opt)
	v.presets = presets(house.Prefs())
	v.doors = doors(house, &past{log: read, returning: practice.ReturnDue(days, opt.Today)})
	cal := practice.CalendarOf(read.Entries, read.Rests, opt)
	v.first = practice.WeekOf(opt.Today, opt.WeekStart)
	for i := range v.week {
		v.week[i] = mark(cal.Cell(v.first + sessions.Day(i)))
	}
	return v
}

// presets names the first nine.
func presets(p prefs.Prefs) []string {
	var names []string
	for _, s := range p.Presets[:min(len(p.Presets), 9)] {
		names = append(names, s.Name)
	}
	return names
}

func mark(c practice.Cell) widget.DayMark {
	states := map[practice.State]widget.DayState{
		practice.Sat: widget.DaySat, practice.Remembered: widget.DayRemembered,
		practice.Travel: widget.DayTravel, practice.Rest: widget.DayRest,
	}
	return widget.DayMark{State: states[c.State], Minutes: c.Seconds / 60}
}

// past is what came before.
type past struct {
	log       journal.Log
	returning bool
}

// doors are those that lead somewhere. With nothing known of the past they are
// those that always do. The lists are never empty: what ships is always there,
// and to look would be to read every script before the first screen.
func doors(house *start.House, p *past) []door {
	out := []door{{name: begin, title: safe.Lit("Suggested"), alone: safe.Lit("Suggested"), place: screen.At("setup")}}
	if p != nil {
		out = append(suggested(house, *p), last(p.log, house)...)
	}
	return append(out,
		door{name: hardDay, title: safe.Lit("Hard day"), place: screen.At("practices", HardDay)},
		door{name: oneMinute, title: safe.Lit("One minute"), place: screen.At("practices", OneMinute)},
		door{name: silent, title: safe.Lit("Silent sit"), place: screen.At("setup", "silent")},
		door{name: all, title: safe.Lit("All practices"), place: screen.At("practices")},
	)
}

// suggested is what fits now; after a long absence at its shortest.
func suggested(house *start.House, p past) []door {
	next, err := house.Suggest(p.log)
	if err != nil {
		return nil
	}
	title := safe.Line(next.Script.Title)
	d := door{
		name: begin, title: safe.Lit("Suggested"), brief: title, alone: title,
		detail: safe.Format("%s, %s", title, next.Reason), place: screen.At("setup", next.Script.ID),
	}
	to := "setup"
	if start.Gated(next.Script) {
		to = "gate"
	}
	if next.Length > 0 {
		d.place = screen.At(to, next.Script.ID, sessions.FormatDuration(next.Length))
	}
	if shortest := next.Script.Length.Min; p.returning {
		d.detail = safe.Format("%s, %s", title, widget.Length(shortest))
		d.place = screen.At(to, next.Script.ID, sessions.FormatDuration(shortest))
	}
	if next.Step != (programme.StepRef{}) {
		d.title, d.place.With = safe.Lit("Continue"), next.Step
		d.brief = safe.Format("%s, step %d", title, next.Step.Step)
	}
	return []door{d}
}

// last is the sit before, as it was.
func last(log journal.Log, house *start.House) []door {
	sit, name, ok := house.Again(log)
	if !ok {
		return nil
	}
	of, length, detail := "silent", "open", safe.Format("%s, open", name)
	if sit.Script.ID != "" {
		of = sit.Script.ID
	}
	if !sit.Open {
		length = sessions.FormatDuration(sit.Length)
		detail = safe.Format("%s, %s", name, widget.Length(sit.Length))
	}
	place := screen.At("setup", of, length)
	place.With = &sit
	return []door{{name: again, title: safe.Lit("Sit again"), brief: safe.Line(name), detail: detail, place: place}}
}

// Recovered tells of a sit that was cut short, in one line.
func Recovered(e sessions.Entry) string {
	return safe.Format("Your sit of %s on %s was cut short. It is kept.",
		widget.Length(time.Duration(e.Sat)*time.Second), e.Start.Format("Monday 15:04")).String()
}

// dots draws the week.
func (s *Home) dots() theme.Block {
	v := s.seen
	if !v.begun {
		return theme.Block{}
	}
	return widget.WeekDots(s.look, v.first, v.today, func(d sessions.Day) widget.DayMark {
		if i := int(d - v.first); i >= 0 && i < len(v.week) {
			return v.week[i]
		}
		return widget.DayMark{}
	})
}
