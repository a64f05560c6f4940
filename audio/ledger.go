package audio

import (
	"time"

	"karuna/audio/mix"
	"karuna/sessions"
)

// How late a stroke may be struck, and how far ahead of the clock one can have
// been struck at most: a plan that lies further back begins anew.
const (
	lateStroke  = 2 * time.Second
	lateClosing = 10 * time.Second
	repeatable  = 2 * time.Second
)

// ledger holds the strokes that have sounded: their roles and offsets, and
// the offset at which they did.
type ledger map[ledgerKey]time.Duration

type ledgerKey struct {
	at   time.Duration
	role sessions.Role
	name string
}

func keyOf(k mix.Stroke) ledgerKey { return ledgerKey{k.At, k.Role, k.Name} }

func (l ledger) has(k mix.Stroke) bool {
	_, ok := l[keyOf(k)]
	return ok
}

func (l ledger) enter(k mix.Stroke, played time.Duration) { l[keyOf(k)] = played }

func (l ledger) strike(k mix.Stroke) { delete(l, keyOf(k)) }

// forgetAfter leaves out what lies after pos, which cannot have been heard.
func (l ledger) forgetAfter(pos time.Duration) {
	for k := range l {
		if k.at > pos {
			delete(l, k)
		}
	}
}

// stroke returns what a person may read about k.
func (l ledger) stroke(k mix.Stroke) sessions.Stroke {
	s := sessions.Stroke{Role: k.Role, AskedMS: k.At.Milliseconds()}
	if at, ok := l[keyOf(k)]; ok {
		s.Played, s.PlayedMS = true, at.Milliseconds()
	}
	return s
}

// pending returns the strokes of the plan that are still to be struck.
func (l ledger) pending(plan sessions.Plan, all []mix.Stroke) []mix.Stroke {
	if !plan.Running || plan.Mute {
		return nil
	}
	var out []mix.Stroke
	for _, k := range all {
		if k.At >= plan.From && !l.has(k) {
			out = append(out, k)
		}
	}
	return out
}

// allowed returns how late k may be struck.
func allowed(k mix.Stroke) time.Duration {
	if k.Role == sessions.Closing {
		return lateClosing
	}
	return lateStroke
}
