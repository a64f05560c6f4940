package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"karuna/sessions"

	"github.com/oklog/ulid/v2"
)

// record is one line as read. Exactly one of sit, change and members carries
// the rest, by op; with quick, the head does and the entry is not made yet.
type record struct {
	line     []byte // valid until the next line is read
	id, op   []byte
	v        int
	verified bool
	crc      uint32 // of what the seal covers, when verified
	newer    bool   // v, op or a member is of a newer version
	problem  error  // a member could not be read; the others count

	quick   bool
	head    head
	entry   sessions.Entry
	change  change
	members map[string]json.RawMessage
}

// head is the fixed leading part of a sit, unparsed text cut out of the line.
type head struct {
	start, tz, day, script, ended, source, batch []byte
	turn, planned, sat, people                   int
	wheels                                       sessions.WheelSeconds
	tail                                         int // where the rest begins
}

// change is an edit, a removal or a restoration.
type change struct {
	id, of   string
	op       string
	over     []string
	set      []byte // the raw object
	accepts  string // checksum of the sit's line this change vouches for, or ""
	verified bool
	at       place
}

// checked reports whether the line ends in the right checksum of itself.
func checked(b []byte) (crc uint32, ok bool) {
	n := len(b) - sealSize
	if n < 1 || b[0] != '{' || string(b[n:n+6]) != `,"c":"` || string(b[len(b)-2:]) != `"}` {
		return 0, false
	}
	var want uint32
	for _, ch := range b[n+6 : n+14] {
		d := ch - '0'
		if d > 9 {
			if d = ch - 'a' + 10; d < 10 || d > 15 {
				return 0, false
			}
		}
		want = want<<4 | uint32(d)
	}
	return want, sum(b[:n]) == want
}

// parse reads one whole line. ok is false when it is no record at all: no JSON
// object, or one without an id and an op.
func parse(b []byte, r *record) (ok bool) {
	// Only what is read without having been set is cleared: a record is big,
	// and there may be a million.
	r.line, r.v, r.newer, r.problem, r.quick, r.members, r.change.of = b, version, false, nil, false, nil, ""
	r.crc, r.verified = checked(b)
	if r.verified {
		c := cursor{b: b[:len(b)-sealSize]}
		if c.lit(`{"v":1,"id":"`) && c.str(&r.id) && c.lit(`,"op":"`) && c.str(&r.op) && len(r.id) > 0 {
			switch string(r.op) {
			case opSit:
				if r.quick = r.head.read(&c); r.quick {
					return true
				}
			case opEdit, opRemove, opRestore:
				if r.quickChange(c) {
					return true
				}
			}
		}
	}
	return r.slow()
}

// The bytes of a start in UTC, of one elsewhere, and of a day. The shorter of
// the two starts is tried first: behind it stands a quote that could be taken
// for the end of the longer one.
const (
	utcSize   = len("2006-01-02T15:04:05Z")
	startSize = len("2006-01-02T15:04:05+07:00")
	daySize   = len("2006-01-02")
)

// read parses the fixed leading members of a sit after its op.
func (h *head) read(c *cursor) bool {
	h.batch = nil
	ok := h.readTime(c) && h.readLength(c) && h.readWheels(c) &&
		c.lit(`,"people":`) && c.num(&h.people) &&
		c.lit(`,"source":"`) && c.str(&h.source)
	if ok && c.lit(`,"batch":"`) {
		ok = c.str(&h.batch)
	}
	h.tail = c.i
	return ok && (c.end() || c.b[c.i] == ',')
}

// readTime reads when the sit began, and its practice day.
func (h *head) readTime(c *cursor) bool {
	return c.lit(`,"start":"`) && (c.fixed(&h.start, utcSize) || c.fixed(&h.start, startSize) || c.str(&h.start)) &&
		c.lit(`,"tz":"`) && c.str(&h.tz) &&
		c.lit(`,"day":"`) && (c.fixed(&h.day, daySize) || c.str(&h.day)) &&
		c.lit(`,"day_turn":`) && c.num(&h.turn)
}

// readLength reads how long it was to be and was, what was sat, and its end.
func (h *head) readLength(c *cursor) bool {
	return c.lit(`,"planned_s":`) && c.num(&h.planned) &&
		c.lit(`,"sat_s":`) && c.num(&h.sat) &&
		c.lit(`,"script":`) && c.script(&h.script) &&
		c.lit(`,"ended":"`) && c.str(&h.ended)
}

// readWheels reads for whom it was.
func (h *head) readWheels(c *cursor) bool {
	return c.lit(`,"wheel_s":{"self":`) && c.num(&h.wheels.Self) &&
		c.lit(`,"other":`) && c.num(&h.wheels.Other) &&
		c.lit(`,"ground":`) && c.num(&h.wheels.Ground) && c.lit(`}`)
}

func (r *record) quickChange(c cursor) bool {
	var of []byte
	ch := change{id: string(r.id), op: string(r.op), verified: true}
	if !c.lit(`,"of":"`) || !c.str(&of) || !c.lit(`,"over":`) || !c.words(&ch.over) {
		return false
	}
	ch.of = string(of)
	if c.lit(`,"set":`) {
		set, ok := c.value()
		if !ok || set[0] != '{' {
			return false
		}
		ch.set = bytes.Clone(set)
	}
	if c.lit(`,"accepts":"`) {
		var s []byte
		if !c.str(&s) {
			return false
		}
		ch.accepts = string(s)
	}
	r.change = ch
	return c.end()
}

// slow reads a line of any shape by encoding/json. Names are matched exactly.
func (r *record) slow() bool {
	var members map[string]json.RawMessage
	var id, op string
	if json.Unmarshal(r.line, &members) != nil || json.Unmarshal(members["id"], &id) != nil || json.Unmarshal(members["op"], &op) != nil || id == "" {
		return false
	}
	r.id, r.op, r.members, r.change = []byte(id), []byte(op), members, change{}
	if raw, ok := members["v"]; ok {
		v, err := strconv.Atoi(string(raw))
		if err != nil {
			return false
		}
		r.v = v
	}
	if r.v > version {
		r.newer = true
		return true
	}
	switch op {
	case opSit:
		r.slowSit()
	case opEdit, opRemove, opRestore:
		r.slowChange()
	case opRest, opProgramme, opImport:
	default:
		r.newer = true
	}
	return true
}

func (r *record) slowSit() {
	e := sessions.Entry{ID: string(r.id), Day: sessions.NoDay, People: 1}
	if id, err := ulid.ParseStrict(e.ID); err == nil {
		e.Start = id.Timestamp().UTC() // where the line has no start
	}
	for _, name := range slices.Sorted(maps.Keys(r.members)) {
		switch name {
		case "v", "id", "op", "c":
			continue
		}
		switch err := setField(&e, name, r.members[name]); {
		case errors.Is(err, errUnknownField):
			r.newer = true
		case err != nil && r.problem == nil:
			r.problem = err
		}
	}
	if e.Day == sessions.NoDay {
		e.Day = sessions.PracticeDay(e.Start, e.Origin().DayTurn)
	}
	r.entry = e
}

func (r *record) slowChange() {
	ch := change{id: string(r.id), op: string(r.op), verified: r.verified}
	note := func(name string, into any) {
		raw, ok := r.members[name]
		if !ok {
			return
		}
		if err := json.Unmarshal(raw, into); err != nil && r.problem == nil {
			r.problem = fmt.Errorf("%s: %w", name, err)
		}
	}
	note("of", &ch.of)
	note("over", &ch.over)
	note("accepts", &ch.accepts)
	var set map[string]json.RawMessage
	note("set", &set)
	if set != nil {
		ch.set = bytes.Clone(r.members["set"])
	}
	for name := range r.members {
		switch name {
		case "v", "id", "op", "c", "of", "over", "set", "accepts":
		default:
			r.newer = true
		}
	}
	r.change = ch
}
