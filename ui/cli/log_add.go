package cli

import (
	"maps"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/ui/start"
)

// sitWords are the flags that describe a sit of the log.
type sitWords struct {
	day, minutes, at, script, note, wheel, feel string
}

func (a *App) addCommand() *cobra.Command {
	var w sitWords
	cmd := &cobra.Command{
		Use:   "add --minutes N [--day YYYY-MM-DD]",
		Short: "Add a sit from memory, and print its id",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			e, err := a.remembered(w)
			if err != nil {
				return err
			}
			return a.append(e)
		},
	}
	f := cmd.Flags()
	f.StringVar(&w.day, "day", "", "practice day, YYYY-MM-DD; today when left out")
	f.StringVar(&w.minutes, "minutes", "", "how long it was: 20, 7.5, 1h10m")
	f.StringVar(&w.at, "at", "", "time of day, 07:10")
	f.StringVar(&w.script, "script", "", "the practice; none: a silent sit")
	f.StringVar(&w.note, "note", "", "a note; - reads it from standard input")
	f.StringVar(&w.wheel, "wheel", "", "whom it was for: self, other or ground")
	return cmd
}

func (a *App) append(e sessions.Entry) error {
	j, err := a.journal()
	if err != nil {
		return err
	}
	a.recover()
	r, err := j.Append(a.house.Now(), e)
	if err != nil {
		return err
	}
	if r.Warning != "" {
		a.say("%s", r.Warning)
	}
	if a.flags.json {
		return a.printJSON(struct {
			ID string `json:"id"`
		}{r.ID})
	}
	return a.print("%s\n", r.ID)
}

// remembered makes the entry of a sit that was not logged as it happened.
func (a *App) remembered(w sitWords) (sessions.Entry, error) {
	t := start.Told{Day: a.house.Today(), At: w.at}
	var err error
	if w.minutes == "" {
		return sessions.Entry{}, usagef("how long was it? --minutes 20")
	}
	if t.Sat, err = start.SatSeconds(w.minutes); err != nil {
		return sessions.Entry{}, usage{err}
	}
	if w.day != "" {
		if t.Day, err = sessions.ParseDay(w.day); err != nil {
			return sessions.Entry{}, usage{err}
		}
	}
	if t.Script, err = a.scriptNamed(w.script); err != nil {
		return sessions.Entry{}, err
	}
	if w.wheel != "" {
		if err := oneOf("--wheel", w.wheel, "self", "other", "ground"); err != nil {
			return sessions.Entry{}, err
		}
		t.Wheel = sessions.Wheel(w.wheel)
	}
	if t.Note, err = a.words(w.note); err != nil {
		return sessions.Entry{}, err
	}
	e, err := a.house.Tell(t)
	if err != nil {
		return e, usage{err}
	}
	return e, nil
}

// fields returns the changes that the flags ask of a sit.
func (a *App) fields(cmd *cobra.Command, e sessions.Entry, w sitWords) (journal.Fields, error) {
	given := cmd.Flags().Changed
	set := journal.Fields{}
	if given("minutes") {
		var err error
		if e.Sat, err = start.SatSeconds(w.minutes); err != nil {
			return nil, usage{err}
		}
		maps.Copy(set, start.Lengthened(e, e.Sat))
	}
	if given("script") {
		s, err := a.scriptNamed(w.script)
		if err != nil {
			return nil, err
		}
		maps.Copy(set, start.Scripted(s, e.Sat))
	}
	if given("day") || given("at") {
		if err := a.setStart(set, e, w); err != nil {
			return nil, err
		}
	}
	if given("feel") {
		if err := oneOf("--feel", w.feel, "lighter", "same", "heavier", "none"); err != nil {
			return nil, err
		}
		set["feel"] = strings.TrimPrefix(w.feel, "none")
	}
	if given("note") {
		note, err := a.words(w.note)
		if err != nil {
			return nil, err
		}
		set["note"] = note
	}
	return set, nil
}

// scriptNamed returns the script of that name; "" and none are a silent sit.
func (a *App) scriptNamed(name string) (sessions.Script, error) {
	if name == "" || name == "none" {
		return sessions.Script{}, nil
	}
	return a.pick(name)
}

// setStart moves a sit to another day or time, in the zone where it was sat.
func (a *App) setStart(set journal.Fields, e sessions.Entry, w sitWords) error {
	if w.day != "" {
		day, err := sessions.ParseDay(w.day)
		if err != nil {
			return usage{err}
		}
		e.Day = day
	}
	loc := e.Start.Location()
	_, was := e.Start.Zone()
	if _, here := e.Start.Local().Zone(); was == here {
		loc = time.Local // another day here may have another offset
	}
	at := w.at
	if at == "" && !e.Has(start.NoTime) {
		at = e.Start.Format("15:04")
	}
	if err := a.house.PlaceAt(&e, at, loc); err != nil {
		return usage{err}
	}
	set["start"], set["day"], set["flags"] = e.Start.Format(time.RFC3339), e.Day, append([]string{}, e.Flags...)
	return nil
}
