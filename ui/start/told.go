package start

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/sessions/score"
)

// Remembered is the source of a sit that was added afterwards.
const Remembered = "remembered"

// NoTime flags a sit whose time of day nobody knows; its start says noon.
const NoTime = "no-time"

// ErrAhead says that a sit is told of before it was sat.
var ErrAhead = errors.New("that lies ahead: a sit is added once it is over")

// Told is a sit as a person tells of it afterwards.
type Told struct {
	Day    sessions.Day
	At     string          // time of day, "07:10"; "": nobody knows
	Sat    int             // seconds
	Script sessions.Script // zero: a silent sit
	Wheel  sessions.Wheel  // whom all of it was for; "": as the script's stages turn
	Note   string
}

// Tell makes the entry of a sit that was not logged as it happened. What lies
// ahead is refused with ErrAhead.
func (h *House) Tell(t Told) (sessions.Entry, error) {
	e := sessions.Entry{
		Day: t.Day, Planned: t.Sat, Sat: t.Sat,
		Ended: sessions.Complete, People: 1,
	}.From(sessions.Origin{Source: Remembered, DayTurn: h.Prefs().DayTurn, TZ: h.opt.Zone}).With(sessions.Detail{Note: t.Note})
	if err := h.PlaceAt(&e, t.At, time.Local); err != nil {
		return e, err
	}
	if t.Script.ID != "" {
		e.Script = refOf(t.Script)
	}
	e.Wheels = wheelsOf(t.Script, t.Sat)
	if t.Wheel != "" {
		e.Wheels = sessions.Wheels{}.Add(t.Wheel, time.Duration(t.Sat)*time.Second).Seconds(t.Sat)
	}
	return e, nil
}

// PlaceAt puts the start of a sit on its practice day: at a time of day, or at
// noon without one. Before the hour at which a day turns, the civil date is
// the next one. What lies ahead is refused with ErrAhead.
func (h *House) PlaceAt(e *sessions.Entry, at string, loc *time.Location) error {
	clock, flags := 12*time.Hour, slices.DeleteFunc(slices.Clone(e.Flags), func(f string) bool { return f == NoTime })
	if at != "" {
		t, err := time.Parse("15:04", strings.TrimSpace(at))
		if err != nil {
			return fmt.Errorf("time of day %q: want HH:MM", at)
		}
		clock = time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
	} else {
		flags = append(flags, NoTime)
	}
	date := e.Day
	if clock < time.Duration(e.Origin().DayTurn)*time.Hour {
		date++
	}
	year, month, day := date.Civil()
	e.Flags = flags
	e.Start = time.Date(year, month, day, int(clock/time.Hour), int(clock/time.Minute)%60, 0, 0, loc)
	if e.Day > h.Today() || at != "" && e.Start.After(h.Now()) {
		return ErrAhead
	}
	return nil
}

// SatSeconds reads how long a sit was, "20", "7.5" or "1h10m", in seconds: at
// least one, at most a day.
func SatSeconds(text string) (int, error) {
	d, err := sessions.ParseDuration(text, time.Minute)
	switch {
	case err != nil:
		return 0, err
	case d < time.Second || d > score.MaxSilent:
		return 0, fmt.Errorf("%s: a sit lasts from a second to a day", text)
	}
	return int(d / time.Second), nil
}

// Lengthened returns the fields that make a sit so many seconds long. One that
// was remembered had no other plan.
func Lengthened(e sessions.Entry, sat int) journal.Fields {
	part := func(s int) time.Duration { return time.Duration(s) * time.Second }
	wheels := sessions.Wheels{Self: part(e.Wheels.Self), Other: part(e.Wheels.Other), Ground: part(e.Wheels.Ground)}
	set := journal.Fields{"sat_s": sat, "wheel_s": wheels.Seconds(sat)}
	if e.Origin().Source == Remembered {
		set["planned_s"] = sat
	}
	return set
}

// Scripted returns the fields that make a sit of so many seconds one of the
// script; the zero Script makes it silent.
func Scripted(s sessions.Script, sat int) journal.Fields {
	set := journal.Fields{"script": nil, "wheel_s": wheelsOf(s, sat)}
	if s.ID != "" {
		set["script"] = refOf(s)
	}
	return set
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
