package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"karuna/sessions"
)

// Edit changes fields of a sit by a further record. The record names the heads
// it replaces and holds every field that was ever changed. Where another
// device's edit was shown beside the value (Entry.Others), it is replaced only
// when set says what its differing fields are to be: an edit of the note hides
// no other text. ErrUnknown: no such sit. ErrTooLong: nothing was written.
func (j *Journal) Edit(now time.Time, of string, set Fields) (Receipt, error) {
	raw, err := set.rawSet()
	if err != nil {
		return Receipt{}, fmt.Errorf("edit %s: %w", of, err)
	}
	return j.change(now, of, opEdit, func(c current) []member {
		return c.edit(raw)
	})
}

// Settle takes the values as they are shown and lets the others go: after it
// Entry.Others is empty.
func (j *Journal) Settle(now time.Time, of string) (Receipt, error) {
	return j.change(now, of, opEdit, func(c current) []member {
		return c.editOver(c.value.edits, nil)
	})
}

// Remove takes a sit out. Its record stays, and Restore brings it back.
func (j *Journal) Remove(now time.Time, of string) (Receipt, error) {
	return j.change(now, of, opRemove, current.plain)
}

// Restore brings a removed sit back, with all its texts.
func (j *Journal) Restore(now time.Time, of string) (Receipt, error) {
	return j.change(now, of, opRestore, current.plain)
}

// Rest notes a day as chosen for rest, or takes that back.
func (j *Journal) Rest(now time.Time, day sessions.Day, undo bool) (Receipt, error) {
	members := []member{{"day", day}}
	if undo {
		members = append(members, member{"undo", true})
	}
	return j.put(now, "", nil, func(id string) ([]byte, error) { return encodeMembers(id, opRest, members) })
}

// Programme writes a record of a programme. What its members mean is the
// caller's; they are kept in the order of their names.
func (j *Journal) Programme(now time.Time, fields Fields) (Receipt, error) {
	set := map[string]json.RawMessage{}
	for name, v := range fields {
		switch name {
		case "v", "id", "op", "c":
			return Receipt{}, fmt.Errorf("programme record: %q is the journal's own", name)
		}
		raw, err := marshal(v)
		if err != nil {
			return Receipt{}, fmt.Errorf("programme record: %s: %w", name, err)
		}
		set[name] = raw
	}
	return j.put(now, "", nil, func(id string) ([]byte, error) { return encodeMembers(id, opProgramme, sorted(set)) })
}

// current is a sit as it reads before a change of it.
type current struct {
	of      string
	entry   sessions.Entry
	line    uint32 // checksum of the sit's line
	hasLine bool
	changes []change
	value   value
}

// change writes a record about one sit, having read what it replaces under
// the same lock.
func (j *Journal) change(now time.Time, of, op string, members func(current) []member) (Receipt, error) {
	// Before the lock, which would make the folder.
	if paths, err := j.logFiles(); err == nil && len(paths) == 0 && j.cfg.Dir != "" {
		return Receipt{}, fmt.Errorf("%s %s: %w", op, of, ErrUnknown)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	w := j.begin()
	defer w.unlock()
	c, err := j.current(of)
	if err != nil {
		return Receipt{}, fmt.Errorf("%s %s: %w", op, of, err)
	}
	var seen []string
	for _, x := range c.changes {
		seen = append(seen, x.id)
	}
	return j.putLocked(w, now, "", append(seen, of), func(id string) ([]byte, error) {
		return encodeMembers(id, op, members(c))
	})
}

// current reads one sit and its changes.
func (j *Journal) current(of string) (current, error) {
	r := &reading{make: newMaker()}
	var err error
	if r.scan, err = j.eachWith([]byte(of), r.add); err != nil {
		return current{}, err
	}
	r.unique()
	c := current{of: of}
	for i, e := range r.entries {
		if e.ID == of {
			c.entry, c.line, c.hasLine = e, r.claims[i].sum, true
		}
	}
	if !c.hasLine {
		return c, ErrUnknown
	}
	for _, x := range r.byTarget(r.changes) {
		if x.of == of {
			c.changes = append(c.changes, x)
		}
	}
	c.value = resolve(c.changes)
	return c, nil
}

func idsOfChanges(changes []change) []string {
	out := []string{}
	for _, c := range changes {
		out = append(out, c.id)
	}
	return out
}

// plain is a change that alters no field.
func (c current) plain() []member {
	return []member{{"of", c.of}, {"over", idsOfChanges(c.value.heads)}}
}

// edit replaces the heads whose fields it carries on or sets anew.
func (c current) edit(set map[string]json.RawMessage) []member {
	var over []change
	next := c.next(set)
	for _, h := range c.value.edits {
		if settled(h, set, next) {
			over = append(over, h)
		}
	}
	return c.editOver(over, set)
}

// carried returns the heads all of whose fields go on unchanged.
func (c current) carried(set map[string]json.RawMessage) []change {
	var over []change
	next := c.next(set)
	for _, h := range c.value.edits {
		if settled(h, nil, next) {
			over = append(over, h)
		}
	}
	return over
}

// next returns the fields in effect with set laid over them.
func (c current) next(set map[string]json.RawMessage) map[string]json.RawMessage {
	out := maps.Clone(c.value.set)
	maps.Copy(out, set)
	return out
}

// settled reports whether every field of h is either set now or carried on
// unchanged.
func settled(h change, set, next map[string]json.RawMessage) bool {
	var old map[string]json.RawMessage
	if len(h.set) == 0 || json.Unmarshal(h.set, &old) != nil {
		return true
	}
	for name, raw := range old {
		if _, now := set[name]; !now && !sameJSON(raw, next[name]) && variantText(raw) != "" {
			return false
		}
	}
	return true
}

// editOver makes an edit that replaces the given edits and every removal and
// restoration that is a head.
func (c current) editOver(over []change, set map[string]json.RawMessage) []member {
	for _, h := range c.value.heads {
		if h.op != opEdit {
			over = append(over, h)
		}
	}
	return []member{{"of", c.of}, {"over", idsOfChanges(over)}, {"set", object(c.next(set))}}
}

func sorted(set map[string]json.RawMessage) []member {
	var out []member
	for _, name := range slices.Sorted(maps.Keys(set)) {
		out = append(out, member{name, set[name]})
	}
	return out
}

// Reseal accepts every sit whose checksum is missing or wrong as it reads now:
// for each it appends an edit that holds all its fields and vouches for the
// line. It returns how many there were. A line changed by hand once more is
// flagged once more.
func (j *Journal) Reseal(now time.Time) (int, error) {
	l, err := j.Read()
	if err != nil {
		return 0, err
	}
	n := 0
	var problems []error
	for _, e := range l.All {
		if !e.Unverified {
			continue
		}
		if _, err := j.reseal(now, e.ID); err != nil {
			problems = append(problems, err)
			continue
		}
		n++
	}
	return n, errors.Join(problems...)
}

func (j *Journal) reseal(now time.Time, id string) (Receipt, error) {
	var failed error
	r, err := j.change(now, id, opEdit, func(c current) []member {
		e := c.entry
		c.value.apply(&e)
		set := map[string]json.RawMessage{}
		for _, name := range fieldNames() {
			raw, err := rawField(e, name)
			failed = errors.Join(failed, err)
			if name != "batch" && !bytes.Equal(raw, []byte(`""`)) {
				set[name] = raw
			}
		}
		// Accepting a line settles nothing between devices: what differs stays.
		return append(c.editOver(c.carried(set), set), member{"accepts", sumText(c.line)})
	})
	return r, errors.Join(failed, err)
}
