package conductor

import (
	"time"

	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/sessions/sitting"
)

// running describes the sit for its checkpoint. The start is what it will be
// if the countdown runs through; the record is given the real one.
func (c *Conductor) running(now time.Time) journal.Running {
	start := now.Add(c.cfg.Score.Prepare)
	return journal.Running{
		Start: start.Local(), TZ: c.cfg.Zone,
		Day: sessions.PracticeDay(start.Local(), c.cfg.DayTurn), DayTurn: c.cfg.DayTurn,
		Planned: c.planned(), Script: c.ref(), People: max(c.cfg.People, 1),
		Flags: c.cfg.Flags,
	}
}

func (c *Conductor) planned() int {
	if c.open {
		return 0
	}
	return int(c.sit.Score().Total / time.Second)
}

func (c *Conductor) ref() *sessions.ScriptRef {
	if c.cfg.Score.Script.ID == "" {
		return nil
	}
	ref := c.cfg.Score.Script
	return &ref
}

// end writes the sit down the moment it is over, by the rule of decisions.md
// 16: what reached its end is written whatever its length; what ended early
// from 60 s on, or from half of a sit of at most two minutes, or when the
// ground screen was used.
func (c *Conductor) end(now time.Time) {
	c.closed = true
	st, sat := c.sit.State(), c.sit.Sat(now)
	if st == sitting.Closing {
		c.tellClosing()
		c.beatNow(now, true)
	}
	e := c.entry(now)
	c.snap.Entry = e
	if c.first.IsZero() || !c.worth(sat) {
		c.scribe.drop(e)
	} else {
		c.scribe.keep(e, c.clock.now)
	}
	if !c.first.IsZero() {
		c.tell(Event{At: c.sit.Pos(now), Type: End, Text: string(c.sit.Ended()), D: c.written(sat)})
	}
}

// tellClosing tells the closing bell where the ground screen held it back.
func (c *Conductor) tellClosing() {
	s := c.sit.Score()
	for _, e := range c.snap.Events {
		if e.Type == Bell && e.Cue.Bell.Role == sessions.Closing {
			return
		}
	}
	if c.sit.Plan().Mute {
		return
	}
	for _, q := range s.Due(s.Total-1, s.Total) {
		if q.Type == sessions.CueBell {
			c.tellCue(q)
		}
	}
}

// worth reports whether a sit of this length is written.
func (c *Conductor) worth(sat time.Duration) bool {
	total := c.sit.Score().Total
	short := !c.open && total <= 2*time.Minute && 2*sat >= total
	return c.sit.Ended() == sessions.Complete || sat >= time.Minute || short || c.sit.Grounded()
}

// Worth reports whether ending now would keep the sit: what the ending
// question tells.
func (s Snapshot) Worth(now time.Time) bool {
	sat := max(s.Pos(now), 0)
	short := !s.Open && s.Total() <= 2*time.Minute && 2*sat >= s.Total()
	return s.Open || sat >= time.Minute || short || s.Grounded
}

func (c *Conductor) entry(now time.Time) sessions.Entry {
	sat := int(c.sit.Sat(now) / time.Second)
	start := c.first.Round(0).Local()
	e := sessions.Entry{
		Start: start, Day: sessions.PracticeDay(start, c.cfg.DayTurn),
		Planned: c.planned(), Sat: sat, Script: c.ref(), Ended: c.sit.Ended(),
		Wheels: c.sit.Wheels(now).Seconds(sat), People: max(c.cfg.People, 1),
		Flags: append([]string(nil), c.cfg.Flags...),
	}
	d := sessions.Detail{Noting: c.noting, Intention: c.cfg.Intention}
	if c.sit.Grounded() {
		e.Flags = append(e.Flags, "grounded")
	}
	if c.cfg.Player != nil {
		for _, s := range c.cfg.Player.Status().Strokes {
			if s.Role == sessions.Opening || s.Role == sessions.Closing {
				d.Bells = append(d.Bells, s)
			}
		}
	}
	return e.From(sessions.Origin{Source: "live", TZ: c.cfg.Zone, DayTurn: c.cfg.DayTurn}).With(d)
}

// wrote takes note of what the disk answered.
func (c *Conductor) wrote(r result) {
	now := c.clock.now()
	if r.warning != "" {
		c.warn(now, r.warning)
	}
	if r.saved == nil {
		return
	}
	c.snap.Saved, c.snap.Entry = r.saved, r.entry
	c.dirty = true
	switch {
	case r.saved.Kept:
		c.tell(Event{At: c.sit.Pos(now), Type: Kept, Text: r.entry.ID, D: time.Duration(r.entry.Sat) * time.Second})
	case r.saved.Err != nil:
		c.warn(now, "not saved: "+r.saved.Err.Error())
	}
	if r.saved.Warning != "" {
		c.warn(now, r.saved.Warning)
	}
}

func (c *Conductor) warn(now time.Time, text string) {
	c.line(now, text)
	c.tell(Event{At: c.sit.Pos(now), Type: Warning, Text: text})
}
