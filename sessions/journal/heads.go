package journal

import (
	"encoding/json"
	"errors"
	"slices"
	"sort"
	"strings"

	"karuna/sessions"
)

// byTarget sorts changes by the sit they are about, newest id first, and
// keeps one of each id.
func (s *scan) byTarget(changes []change) []change {
	sort.SliceStable(changes, func(a, b int) bool {
		x, y := &changes[a], &changes[b]
		if x.of != y.of {
			return x.of < y.of
		}
		return x.id > y.id
	})
	out := changes[:0]
	for _, c := range changes {
		if n := len(out); n > 0 && out[n-1].of == c.of && out[n-1].id == c.id {
			if s.changeBeats(c, out[n-1]) {
				out[n-1] = c
			}
			continue
		}
		out = append(out, c)
	}
	return out
}

func (s *scan) changeBeats(a, b change) bool {
	if a.verified != b.verified {
		return a.verified
	}
	return string(s.lineAt(a.at)) < string(s.lineAt(b.at))
}

// heads returns the changes that no other one of replacing lists in over,
// in the given order. Changes that replace one another in a ring are no heads
// by that rule; those that no head leads to are made heads too, so that
// nothing is hidden.
func heads(all []change, counts func(change) bool) []change {
	l := lineage{all, make(map[string]int, len(all))}
	for i, c := range all {
		if counts(c) {
			l.index[c.id] = i
		}
	}
	replaced := l.replaced()
	reached := make([]bool, len(all))
	for i, c := range all {
		if counts(c) && !replaced[i] {
			l.reach(i, reached)
		}
	}
	var out []change
	for i, c := range all {
		if counts(c) && (!replaced[i] || !reached[i]) {
			out = append(out, c)
		}
	}
	return out
}

// lineage is the changes of one sit and what replaces what among those that
// count, which index holds by id.
type lineage struct {
	all   []change
	index map[string]int
}

// replaced marks the changes that another one names in over.
func (l lineage) replaced() []bool {
	out := make([]bool, len(l.all))
	for _, i := range l.index {
		for _, id := range l.all[i].over {
			if k, ok := l.index[id]; ok && k != i {
				out[k] = true
			}
		}
	}
	return out
}

// reach marks a change and all that it replaces, directly or through others.
func (l lineage) reach(from int, reached []bool) {
	for queue := []int{from}; len(queue) > 0; {
		i := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		if reached[i] {
			continue
		}
		reached[i] = true
		for _, id := range l.all[i].over {
			if k, ok := l.index[id]; ok {
				queue = append(queue, k)
			}
		}
	}
}

func isEdit(c change) bool { return c.op == opEdit }
func isAny(change) bool    { return true }

// value is what the changes of one sit make of it.
type value struct {
	removed  bool
	set      map[string]json.RawMessage   // the newest value of each field set
	others   map[string][]json.RawMessage // values of edits it does not replace
	edits    []change                     // heads among the edits, newest first
	heads    []change                     // heads among all changes
	verified bool                         // every edit in effect is
}

// resolve works out the value from the changes of one sit, newest first.
func resolve(changes []change) value {
	v := value{set: map[string]json.RawMessage{}, others: map[string][]json.RawMessage{}, verified: true}
	v.heads, v.edits = heads(changes, isAny), heads(changes, isEdit)
	v.removed = len(v.heads) > 0
	for _, h := range v.heads {
		v.removed = v.removed && h.op == opRemove
	}
	for _, e := range v.edits {
		v.verified = v.verified && e.verified
		var set map[string]json.RawMessage
		if len(e.set) == 0 || json.Unmarshal(e.set, &set) != nil {
			continue
		}
		for name, raw := range set {
			if first, ok := v.set[name]; !ok {
				v.set[name] = raw
			} else if !sameJSON(first, raw) {
				v.others[name] = append(v.others[name], raw)
			}
		}
	}
	return v
}

// apply puts the value into the entry. newer is true when it holds a field
// that this version does not know.
func (v value) apply(e *sessions.Entry) (newer bool) {
	e.Removed = v.removed
	e.Unverified = e.Unverified || !v.verified
	for name, raw := range v.set {
		if err := setField(e, name, raw); err != nil {
			newer = newer || errors.Is(err, errUnknownField)
		}
	}
	if len(v.others) == 0 {
		return newer
	}
	d := e.Detail()
	d.Others = slices.Clip(d.Others)
	for _, name := range fieldNames() {
		var seen []string
		for _, raw := range v.others[name] {
			text := variantText(raw)
			if text == "" || contains(seen, text) {
				continue
			}
			seen = append(seen, text)
			d.Others = append(d.Others, sessions.Variant{Field: name, Text: text})
		}
	}
	*e = e.With(d)
	return newer
}

// applyLone applies the one edit of a sit when it sets words alone, which is
// what a reflection after the sit does and nearly every edit is. It reports
// false for any other, which resolve must take.
func (c change) applyLone(e *sessions.Entry) bool {
	if c.op != opEdit || !c.verified || len(c.set) == 0 {
		return false
	}
	d := e.Detail()
	set := cursor{b: c.set, i: 1}
	for !set.lit(`}`) {
		set.lit(`,`)
		var ok bool
		switch {
		case set.lit(`"feel":"`):
			ok = set.text(&d.Feel)
		case set.lit(`"intention":"`):
			ok = set.text(&d.Intention)
		case set.lit(`"act":"`):
			ok = set.text(&d.Act)
		case set.lit(`"note":"`):
			ok = set.text(&d.Note)
		}
		if !ok {
			return false
		}
	}
	if !set.end() {
		return false
	}
	e.ShareDetail(&d)
	return true
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// variantText shows a raw value: a string as itself, anything else as JSON.
func variantText(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return strings.TrimSpace(string(raw))
}
