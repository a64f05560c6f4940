package start

import (
	"maps"
	"slices"
	"strings"
	"time"

	"karuna/sessions"
	"karuna/sessions/journal"
	"karuna/sessions/programme"
	"karuna/ui/prefs"
)

// chosenFlag begins a flag of an entry that says what was chosen for that sit
// beyond the person's usual choices: "with:guidance=light". Only what a preset
// may hold is in such flags, so no name, sentence or intention is.
const chosenFlag = "with:"

// chosenFlags are those of a sit, in a fixed order.
func (h *House) chosenFlags(s prefs.Sit) []string {
	var out []string
	beyond := s.Beyond(h.InForce())
	for _, name := range slices.Sorted(maps.Keys(beyond)) {
		out = append(out, chosenFlag+name+"="+beyond[name])
	}
	return out
}

// chosenFor reads them back, by Setting.Name.
func chosenFor(e sessions.Entry) map[string]string {
	out := map[string]string{}
	for _, f := range e.Flags {
		chosen, ok := strings.CutPrefix(f, chosenFlag)
		if name, text, cut := strings.Cut(chosen, "="); ok && cut {
			out[name] = text
		}
	}
	return out
}

// Again returns the last sit that was sat here as it was, and its title: the
// practice, the length, for whom, how many sat, what was chosen for it, and the
// step it was begun from while that programme is under way. What has changed
// since in the usual choices holds now. A practice that is gone is passed
// over; ok is false where there is nothing to sit again.
func (h *House) Again(log journal.Log) (r Request, title string, ok bool) {
	for _, e := range slices.Backward(log.Entries) {
		if e.Origin().Source != "live" {
			continue
		}
		r := Request{
			Length: time.Duration(e.Planned) * time.Second, Open: e.Planned == 0 && e.Script == nil,
			People: e.People, Wheel: wheelOf(e),
		}
		if e.Script != nil {
			s, err := h.Library().Find(e.Script.ID)
			if err != nil || s.ID != e.Script.ID {
				continue
			}
			r.Script, r.Step = s, h.stepAgain(log, programme.BegunFrom(e))
		}
		r.Choices, _ = prefs.Resolve(h.Prefs(), nil, h.opt.Env, h.allFlags(chosenFor(e))) // what can no longer be chosen is as usual
		return r, e.Title(), true
	}
	return Request{}, "", false
}

// wheelOf is whom a silent sit was for. Ground may have been reached in any of
// them, so that any time on a wheel says which.
func wheelOf(e sessions.Entry) sessions.Wheel {
	switch w := e.Wheels; {
	case e.Script != nil:
		return "" // the stages say
	case w.Self > 0 && w.Other > 0:
		return sessions.Both
	case w.Self > 0:
		return sessions.Self
	case w.Other > 0:
		return sessions.Other
	}
	return sessions.Ground
}

// stepAgain is the step a sit was begun from, none where its programme is not
// under way any more.
func (h *House) stepAgain(log journal.Log, from programme.StepRef) programme.StepRef {
	if from == (programme.StepRef{}) || len(log.Programmes) == 0 {
		return programme.StepRef{}
	}
	at, ok := h.Programmes().Of(log).Of(from.Programme)
	if _, has := at.Programme.Step(from.Step); !ok || !has || !at.Running {
		return programme.StepRef{}
	}
	return from
}
