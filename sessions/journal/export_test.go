package journal

import (
	"bytes"

	"karuna/sessions"
)

// Fail makes every later operation of j ask fault first.
func (j *Journal) Fail(fault func(op, path string) (keep int, err error)) { j.disk.fault = fault }

// Calm makes j skip every sync, and returns it.
func (j *Journal) Calm() *Journal {
	j.disk.calm = true
	return j
}

// ParseLine is the record parser, for fuzzing: it returns the entry of a sit,
// by the quick way when that takes the line.
func ParseLine(b []byte) (e sessions.Entry, quick, ok bool) {
	var r record
	if !parse(b, &r) {
		return e, false, false
	}
	quick = r.quick
	if string(r.op) == opSit && r.v == version {
		newMaker().entry(&r, &e)
	}
	return e, quick, true
}

// ParseSlowly reads a line by encoding/json alone.
func ParseSlowly(b []byte) (e sessions.Entry, ok bool) {
	r := record{line: b, v: version}
	_, r.verified = checked(b)
	ok = r.slow()
	r.entry.Unverified = !r.verified
	return r.entry, ok
}

// Seal ends an object with its checksum.
func Seal(object []byte) []byte { return seal(object) }

// ReadBytes reads one log held in memory, and says how many records it has.
func ReadBytes(b []byte) Log {
	r := &reading{make: newMaker()}
	r.scan = &scan{visit: r.add, files: []FileReport{{Path: "memory"}}}
	r.scan.read(bytes.NewReader(b), int64(len(b)))
	return r.log()
}

// SlotState is what the tests of a slot look at.
type SlotState struct {
	ID       string
	Sat      int
	Script   string
	Planned  int
	Boundary int // bytes of the slot's state
}

// EncodeSlot and DecodeSlot are the two sides of a checkpoint's slot.
func EncodeSlot(beat uint64, s SlotState) ([]byte, error) {
	return encodeSlot(beat, state{ID: s.ID, Sat: s.Sat, Script: s.Script, Planned: s.Planned, SHA256: string(bytes.Repeat([]byte("a"), 64)), TZ: "America/Argentina/ComodRivadavia", Boot: bootID()})
}

// DecodeSlot reads one slot.
func DecodeSlot(b []byte) (uint64, SlotState, bool) {
	beat, s, ok := decodeSlot(b)
	return beat, SlotState{ID: s.ID, Sat: s.Sat, Script: s.Script, Planned: s.Planned}, ok
}

// MaxRecord and MaxLine are the limits of writing and reading.
const (
	MaxRecord = maxRecord
	MaxLine   = maxLine
)
