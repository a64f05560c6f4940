package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"karuna/sessions"
)

// Fields are values of a sit by their JSON names: start, tz, day, day_turn,
// planned_s, sat_s, script, ended, wheel_s, people, source, feel, noting,
// bells, flags, intention, act, note.
type Fields map[string]any

// fieldNames lists the members of a sit in writing order.
func fieldNames() []string {
	return []string{
		"start", "tz", "day", "day_turn", "planned_s", "sat_s", "script", "ended", "wheel_s", "people", "source",
		"batch", "feel", "noting", "bells", "flags", "intention", "act", "note",
	}
}

func fieldOrder(name string) int {
	if i := slices.Index(fieldNames(), name); i >= 0 {
		return i
	}
	return len(fieldNames())
}

// errUnknownField: a newer version wrote the member.
var errUnknownField = errors.New("a field this version does not know")

// setField puts the JSON value raw into the entry's field of that name.
func setField(e *sessions.Entry, name string, raw []byte) error {
	switch name {
	case "start":
		return setStart(e, raw)
	case "script":
		return setScript(e, raw)
	case "bells":
		return setBells(e, raw)
	}
	if into := timeField(e, name); into != nil {
		return decodeInto(name, raw, into)
	}
	o := e.Origin()
	if into := originField(&o, name); into != nil {
		err := decodeInto(name, raw, into)
		e.ShareOrigin(&o)
		return err
	}
	d := e.Detail()
	if into := detailField(&d, name); into != nil {
		err := decodeInto(name, raw, into)
		e.ShareDetail(&d)
		return err
	}
	return errUnknownField
}

// timeField returns where a field about the sitting itself is kept, or nil.
func timeField(e *sessions.Entry, name string) any {
	switch name {
	case "day":
		return &e.Day
	case "planned_s":
		return &e.Planned
	case "sat_s":
		return &e.Sat
	case "wheel_s":
		return &e.Wheels
	case "ended":
		return &e.Ended
	case "people":
		return &e.People
	case "flags":
		return &e.Flags
	}
	return nil
}

// originField returns where a field of how the sit came here is kept, or nil.
func originField(o *sessions.Origin, name string) any {
	switch name {
	case "tz":
		return &o.TZ
	case "day_turn":
		return &o.DayTurn
	case "source":
		return &o.Source
	case "batch":
		return &o.Batch
	}
	return nil
}

// detailField returns where a field of the detail is kept, or nil. Bells are
// not among them: they are written otherwise than they are held.
func detailField(d *sessions.Detail, name string) any {
	switch name {
	case "feel":
		return &d.Feel
	case "noting":
		return &d.Noting
	case "intention":
		return &d.Intention
	case "act":
		return &d.Act
	case "note":
		return &d.Note
	}
	return nil
}

func decodeInto(name string, raw []byte, into any) error {
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func setStart(e *sessions.Entry, raw []byte) error {
	var s string
	if err := decodeInto("start", raw, &s); err != nil {
		return err
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return fmt.Errorf("start: %w", err)
	}
	_, offset := t.Zone()
	e.Start = t.In(zone(offset))
	return nil
}

// zone returns the location of an offset in seconds east of UTC: never
// time.Local, whose name for the same offset changes from machine to machine.
func zone(offset int) *time.Location {
	if offset == 0 {
		return time.UTC
	}
	return time.FixedZone("", offset)
}

func setScript(e *sessions.Entry, raw []byte) error {
	var ref *sessions.ScriptRef
	if err := decodeInto("script", raw, &ref); err != nil {
		return err
	}
	e.Script = ref
	return nil
}

func setBells(e *sessions.Entry, raw []byte) error {
	var in []wireStroke
	if err := decodeInto("bells", raw, &in); err != nil {
		return err
	}
	d := e.Detail()
	d.Bells = nil
	for _, w := range in {
		s := sessions.Stroke{Role: w.Role, AskedMS: w.Asked}
		if w.Played != nil {
			s.PlayedMS, s.Played = *w.Played, true
		}
		d.Bells = append(d.Bells, s)
	}
	*e = e.With(d)
	return nil
}

// rawField returns the JSON value of an entry's field, as a sit would hold it.
func rawField(e sessions.Entry, name string) (json.RawMessage, error) {
	w := wire(e.ID, e)
	var v any
	switch name {
	case "feel":
		v = w.Feel
	case "act":
		v = w.Act
	case "note":
		v = w.Note
	case "intention":
		v = w.Intention
	case "noting":
		v = e.Detail().Noting
	case "bells":
		v = append([]wireStroke{}, w.Bells...)
	case "flags":
		v = append([]string{}, w.Flags...)
	default:
		b, err := marshal(w)
		if err != nil {
			return nil, err
		}
		var all map[string]json.RawMessage
		if err := json.Unmarshal(b, &all); err != nil {
			return nil, err
		}
		if all[name] == nil {
			return json.RawMessage(`""`), nil
		}
		return all[name], nil
	}
	return marshal(v)
}

// rawSet marshals the fields and refuses names and values that a sit cannot
// hold.
func (f Fields) rawSet() (map[string]json.RawMessage, error) {
	out := map[string]json.RawMessage{}
	var scratch sessions.Entry
	for name, v := range f {
		raw, err := marshal(v)
		if err != nil {
			return nil, fmt.Errorf("set %s: %w", name, err)
		}
		if name == "batch" {
			return nil, fmt.Errorf("set %s: a sit stays in its batch", name)
		}
		if err := setField(&scratch, name, raw); err != nil {
			return nil, fmt.Errorf("set %s: %w", name, err)
		}
		out[name] = raw
	}
	return out, nil
}

// sameJSON reports whether two raw values say the same.
func sameJSON(a, b []byte) bool {
	if bytes.Equal(a, b) {
		return true
	}
	var x, y any
	if json.Unmarshal(a, &x) != nil || json.Unmarshal(b, &y) != nil {
		return false
	}
	p, perr := json.Marshal(x)
	q, qerr := json.Marshal(y)
	return perr == nil && qerr == nil && bytes.Equal(p, q)
}
