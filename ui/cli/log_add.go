package cli

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/sessions/score"
)

// remembered is the source of a sit that was added afterwards.
const remembered = "remembered"

// noTime flags a sit whose time of day nobody knows; its start says noon.
const noTime = "no-time"

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
	e := sessions.Entry{
		Day: a.house.Today(), DayTurn: a.house.Prefs().DayTurn, TZ: a.house.Options().Zone,
		Ended: sessions.Complete, People: 1, Source: remembered,
	}
	var err error
	if w.minutes == "" {
		return e, usagef("how long was it? --minutes 20")
	}
	if e.Sat, err = minutes(w.minutes); err != nil {
		return e, err
	}
	e.Planned = e.Sat
	if w.day != "" {
		if e.Day, err = sessions.ParseDay(w.day); err != nil {
			return e, usage{err}
		}
	}
	if err := a.place(&e, w.at, time.Local); err != nil {
		return e, err
	}
	var s sessions.Script
	if w.script != "" && w.script != "none" {
		if s, err = a.pick(w.script); err != nil {
			return e, err
		}
		e.Script = refOf(s)
	}
	e.Wheels = wheelsOf(s, e.Sat)
	if w.wheel != "" {
		if err := oneOf("--wheel", w.wheel, "self", "other", "ground"); err != nil {
			return e, err
		}
		e.Wheels = sessions.Wheels{}.Add(sessions.Wheel(w.wheel), time.Duration(e.Sat)*time.Second).Seconds(e.Sat)
	}
	e.Note, err = a.words(w.note)
	return e, err
}

// minutes reads a length in seconds, at most a day.
func minutes(text string) (int, error) {
	d, err := sessions.ParseDuration(text, time.Minute)
	switch {
	case err != nil:
		return 0, usage{err}
	case d < time.Second || d > score.MaxSilent:
		return 0, usagef("%s: a sit lasts from a second to a day", text)
	}
	return int(d / time.Second), nil
}

// place puts the start of a sit on its practice day: at a time of day, or at
// noon without one. Before the hour at which a day turns, the civil date is
// the next one. What lies ahead is refused.
func (a *App) place(e *sessions.Entry, at string, loc *time.Location) error {
	clock, flags := 12*time.Hour, slices.DeleteFunc(slices.Clone(e.Flags), func(f string) bool { return f == noTime })
	if at != "" {
		t, err := time.Parse("15:04", strings.TrimSpace(at))
		if err != nil {
			return usagef("--at %q: want HH:MM", at)
		}
		clock = time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
	} else {
		flags = append(flags, noTime)
	}
	date := e.Day
	if clock < time.Duration(e.DayTurn)*time.Hour {
		date++
	}
	year, month, day := date.Civil()
	e.Flags = flags
	e.Start = time.Date(year, month, day, int(clock/time.Hour), int(clock/time.Minute)%60, 0, 0, loc)
	if e.Day > a.house.Today() || at != "" && e.Start.After(a.house.Now()) {
		return usagef("that lies ahead: a sit is added once it is over")
	}
	return nil
}

func refOf(s sessions.Script) *sessions.ScriptRef {
	return &sessions.ScriptRef{ID: s.ID, Title: s.Title, Kind: s.Kind, Version: s.Version, SHA256: s.SHA256}
}

// wheelsOf shares seconds out as the script does at that length, or at its
// usual one where it does not fit; a silent sit is ground.
func wheelsOf(s sessions.Script, seconds int) sessions.WheelSeconds {
	self, other, ground := score.Shares(s, time.Duration(seconds)*time.Second)
	if self+other+ground == 0 {
		self, other, ground = score.Shares(s, s.Length.Usual)
	}
	part := func(share float64) time.Duration { return time.Duration(share * float64(time.Hour)) }
	return sessions.Wheels{Self: part(self), Other: part(other), Ground: part(ground)}.Seconds(seconds)
}

// fields returns the changes that the flags ask of a sit.
func (a *App) fields(cmd *cobra.Command, e sessions.Entry, w sitWords) (journal.Fields, error) {
	given := cmd.Flags().Changed
	set := journal.Fields{}
	if given("minutes") {
		if err := setMinutes(set, &e, w.minutes); err != nil {
			return nil, err
		}
	}
	if given("script") {
		if err := a.setScript(set, e.Sat, w.script); err != nil {
			return nil, err
		}
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

// setMinutes changes how long a sit was. One that was remembered had no other
// plan.
func setMinutes(set journal.Fields, e *sessions.Entry, text string) error {
	sat, err := minutes(text)
	if err != nil {
		return err
	}
	e.Sat, e.Wheels = sat, rescaled(e.Wheels, sat)
	set["sat_s"], set["wheel_s"] = sat, e.Wheels
	if e.Source == remembered {
		set["planned_s"] = sat
	}
	return nil
}

func rescaled(w sessions.WheelSeconds, seconds int) sessions.WheelSeconds {
	part := func(s int) time.Duration { return time.Duration(s) * time.Second }
	return sessions.Wheels{Self: part(w.Self), Other: part(w.Other), Ground: part(w.Ground)}.Seconds(seconds)
}

func (a *App) setScript(set journal.Fields, sat int, name string) error {
	var s sessions.Script
	set["script"] = nil
	if name != "none" {
		var err error
		if s, err = a.pick(name); err != nil {
			return err
		}
		set["script"] = refOf(s)
	}
	set["wheel_s"] = wheelsOf(s, sat)
	return nil
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
	if at == "" && !e.Has(noTime) {
		at = e.Start.Format("15:04")
	}
	if err := a.place(&e, at, loc); err != nil {
		return err
	}
	set["start"], set["day"], set["flags"] = e.Start.Format(time.RFC3339), e.Day, append([]string{}, e.Flags...)
	return nil
}
