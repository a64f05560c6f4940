package start

import (
	"fmt"
	"time"

	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/sessions/library"
	"karuna/sessions/practice"
	"karuna/sessions/programme"
)

// fallback is offered where the suggested script is not in the library.
const fallback = "being-with"

// Suggestion is a practice to offer, and why in at most five words. Length is
// 0 for the usual one.
type Suggestion struct {
	Script sessions.Script
	Length time.Duration
	Reason string
	Step   programme.StepRef // that it carries out
}

// Suggested returns what fits now.
func (h *House) Suggested() (Suggestion, error) {
	past, err := h.Past()
	if err != nil {
		return Suggestion{}, err
	}
	return h.Suggest(past)
}

// Suggest returns what fits now after what is in the log: the next step of the
// programme on the table, else what suits the person's balance or the hour.
func (h *House) Suggest(log journal.Log) (Suggestion, error) {
	if s, ok := h.stepOf(log); ok {
		return s, nil
	}
	next := practice.Suggest(log.Entries, h.Arithmetic(), h.Now().Local().Hour())
	if s, err := h.Library().Find(next.Script); err == nil && s.ID == next.Script {
		return Suggestion{Script: s, Reason: next.Reason}, nil
	}
	s, err := h.Library().Find(fallback)
	return Suggestion{Script: s, Reason: "to be with what is"}, err
}

// stepOf is the next step of the programme on the table, where it is one that
// can be sat.
func (h *House) stepOf(log journal.Log) (Suggestion, bool) {
	if len(log.Programmes) == 0 {
		return Suggestion{}, false
	}
	at, ok := h.Programmes().Of(log).OnTable()
	offers := h.Programmes().Offers(at)
	if !ok || len(offers) == 0 {
		return Suggestion{}, false
	}
	s := Suggestion{
		Script: offers[0].Script, Length: offers[0].Length, Step: offers[0].Step,
		Reason: fmt.Sprintf("%s, step %d", at.Programme.Short, at.Next()),
	}
	if step, _ := at.NextStep(); step.Do == programme.Rest {
		s.Reason = at.Programme.Short + ", or rest"
	}
	return s, true
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
	case s.Has("optin"):
		return "This one is for a settled day. g is solid ground, q stops: both are good decisions."
	case s.Has("breath"):
		return "Stop if you feel dizzy. No holds when pregnant or with heart or lung trouble."
	}
	return ""
}

// Gated reports whether screens ask, before this script is set up, if today is
// a day for it.
func Gated(s sessions.Script) bool {
	return s.Has("intense") || s.Has("dereal") || s.Has("optin")
}

// Offered returns the scripts of the library to choose from after what is in
// the log: those that wait to be asked for only when the person has switched
// them on, or has sat a while.
func (h *House) Offered(log journal.Log) []sessions.Script {
	due := h.Prefs().ShowOptIn || practice.OptInDue(log.Entries, h.Today())
	return library.Offered(h.Library().All(), due)
}

// offered is Offered after the log as it is. What is wrong with a log that
// cannot be read is told where it is shown; here it is one in which nothing is.
func (h *House) offered() []sessions.Script {
	var past journal.Log
	if !h.Prefs().ShowOptIn {
		past, _ = h.Past()
	}
	return h.Offered(past)
}

// Heavier is one line for someone whom the last sits of a script left heavier,
// "" for everyone else.
func Heavier(entries []sessions.Entry, script string) string {
	if practice.Heavy(entries, script) {
		return "The last three felt heavier. A shorter sit with eyes open is a good choice."
	}
	return ""
}
