package start

import (
	"cmp"
	"time"

	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/sessions/library"
)

// Way is a practice that a list offers, at the length it has there.
type Way struct {
	Need   string // what it is for, in the list of all; else ""
	Toward string // which way it helps on a hard day: "toward me"; else ""
	Script sessions.Script
	Length time.Duration
}

// HardDay returns the ways out of a hard day: toward oneself, someone else, and
// the ground; those whose scripts are in the library.
func (h *House) HardDay() []Way {
	var out []Way
	for _, w := range []struct {
		toward, id string
		minutes    time.Duration
	}{{"toward me", "kind-pause", 4}, {"toward someone", "from-the-middle-of-it", 5}, {"toward ground", "arriving", 3}} {
		if s, err := h.Library().Find(w.id); err == nil && s.ID == w.id {
			out = append(out, Way{Toward: w.toward, Script: s, Length: w.minutes * time.Minute})
		}
	}
	return out
}

// Shelves returns every practice to choose from after what is in the log, by
// need, at its usual length; those that name none are last, under "others".
func (h *House) Shelves(log journal.Log) []Way {
	var out []Way
	for _, shelf := range library.Shelves(h.Offered(log)) {
		for _, s := range shelf.Scripts {
			out = append(out, Way{Need: cmp.Or(shelf.Need, "others"), Script: s, Length: s.Length.Usual})
		}
	}
	return out
}

// OneMinute returns what fits a minute after what is in the log, for children
// last.
func (h *House) OneMinute(log journal.Log) []Way {
	var out, child []Way
	for _, s := range h.Offered(log) {
		w := Way{Script: s, Length: time.Minute}
		switch {
		case s.Length.Min > time.Minute:
		case s.Has("child"):
			child = append(child, w)
		default:
			out = append(out, w)
		}
	}
	return append(out, child...)
}
