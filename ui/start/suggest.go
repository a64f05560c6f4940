package start

import (
	"karuna/sessions"
	"karuna/sessions/practice"
)

// fallback is offered where the suggested script is not in the library.
const fallback = "being-with"

// Suggested returns the script that fits now.
func (h *House) Suggested() (sessions.Script, error) {
	var entries []sessions.Entry
	if log := h.Log(); log != nil {
		read, err := log.Read()
		if err != nil {
			return sessions.Script{}, err
		}
		entries = read.Entries
	}
	s, _, err := h.Suggest(entries)
	return s, err
}

// Suggest returns the script that fits now after these entries, and why in a
// few words.
func (h *House) Suggest(entries []sessions.Entry) (s sessions.Script, reason string, err error) {
	next := practice.Suggest(entries, h.Arithmetic(), h.Now().Local().Hour())
	if s, err := h.Library().Find(next.Script); err == nil && s.ID == next.Script {
		return s, next.Reason, nil
	}
	s, err = h.Library().Find(fallback)
	return s, "to be with what is", err
}

// Arithmetic returns the choices that practice's sums need, for today.
func (h *House) Arithmetic() practice.Options {
	p := h.Prefs()
	return practice.Options{Today: h.Today(), DaysAWeek: p.DaysAWeek, WeekStart: p.WeekStart, MinDay: p.MinDay}
}

// Caution returns the line that stands before a sit of this script when it is
// started by name, "" when there is nothing to say.
func Caution(s sessions.Script) string {
	switch {
	case s.Has("intense"):
		return "This one can stir things up. g is solid ground, q stops: both are good decisions."
	case s.Has("dereal"):
		return "On a day when things feel unreal, another practice is the better one."
	case s.Has("breath"):
		return "Stop if you feel dizzy. No holds when pregnant or with heart or lung trouble."
	}
	return ""
}
