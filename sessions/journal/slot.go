package journal

import (
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"time"

	"karuna/sessions"
)

// A checkpoint file is eight slots of 512 bytes, written in turn, so that a
// torn write costs the newest five seconds and never the slot before it.
//
//	0  "KCK1"
//	4  uint64  number of the beat, from 1
//	12 uint16  bytes of the state
//	14 state   JSON, at most 480 bytes, no free text
//	.. uint32  CRC-32C of all before it
const (
	slots        = 8
	slotSize     = 512
	maxState     = 480
	slotMagic    = "KCK1"
	stateOffset  = 14
	ckptSize     = slots * slotSize
	ckptExt      = ".ckpt"
	markDropped  = "dropped" // End or Drop came as far as this, and no further
	markFinished = "finished"
)

// state is what a slot holds of a running sit.
type state struct {
	ID      string       `json:"id"`
	Start   string       `json:"start"`
	Planned int          `json:"planned"`
	Sat     int          `json:"sat"`
	Wheels  [3]int       `json:"w"`
	Ended   string       `json:"ended,omitempty"`
	Paused  bool         `json:"paused,omitempty"`
	Day     sessions.Day `json:"day"`
	Turn    int          `json:"turn,omitempty"`
	People  int          `json:"people,omitempty"`
	TZ      string       `json:"tz,omitempty"`
	PID     int          `json:"pid"`
	Boot    string       `json:"boot,omitempty"`
	Script  string       `json:"script,omitempty"`
	Kind    string       `json:"kind,omitempty"`
	Version int          `json:"version,omitempty"`
	SHA256  string       `json:"sha256,omitempty"`
	Flags   []string     `json:"flags,omitempty"`
}

// encodeSlot returns the slot of a beat. A state that is too long gives up
// what a record can do without; the minutes always fit.
func encodeSlot(beat uint64, s state) ([]byte, error) {
	b, err := marshal(s)
	for err == nil && len(b) > maxState && len(s.Flags) > 0 {
		s.Flags = s.Flags[1:] // the last says which step of a programme it is
		b, err = marshal(s)
	}
	for _, shorten := range []func(){
		func() {}, func() { s.SHA256 = "" }, func() { s.TZ = "" }, func() { s.Script = cut(s.Script, 64) },
		func() { s.Boot, s.Kind = "", cut(s.Kind, 32) }, func() { s.Script = "" },
	} {
		shorten()
		if b, err = marshal(s); err != nil {
			return nil, err
		}
		if len(b) <= maxState {
			break
		}
	}
	out := make([]byte, 0, slotSize)
	out = append(out, slotMagic...)
	out = binary.LittleEndian.AppendUint64(out, beat)
	out = binary.LittleEndian.AppendUint16(out, uint16(min(len(b), maxState)))
	out = append(out, b[:min(len(b), maxState)]...)
	out = binary.LittleEndian.AppendUint32(out, crc32.Checksum(out, castagnoli))
	return out[:slotSize], nil
}

// decodeSlot reads a slot; ok is false when it is damaged or never written.
func decodeSlot(b []byte) (beat uint64, s state, ok bool) {
	if len(b) < stateOffset || string(b[:4]) != slotMagic {
		return 0, s, false
	}
	beat = binary.LittleEndian.Uint64(b[4:])
	end := stateOffset + int(binary.LittleEndian.Uint16(b[12:]))
	if end-stateOffset > maxState || len(b) < end+4 || sum(b[:end]) != binary.LittleEndian.Uint32(b[end:]) {
		return 0, s, false
	}
	if json.Unmarshal(b[stateOffset:end], &s) != nil || s.ID == "" {
		return 0, s, false
	}
	return beat, s, true
}

// newest returns the state of the highest beat in a checkpoint's bytes.
func newest(b []byte) (s state, ok bool) {
	var last uint64
	for ; len(b) > 0; b = b[min(len(b), slotSize):] {
		if beat, x, whole := decodeSlot(b[:min(len(b), slotSize)]); whole && beat >= last {
			last, s, ok = beat, x, true
		}
	}
	return s, ok
}

// entry returns the record of a sit that its process did not finish.
func (s state) entry() sessions.Entry {
	e := sessions.Entry{
		ID: s.ID, Day: s.Day, Planned: s.Planned, Sat: s.Sat, People: s.People,
		Wheels: sessions.WheelSeconds{Self: s.Wheels[0], Other: s.Wheels[1], Ground: s.Wheels[2]},
		Ended:  sessions.Interrupted, Flags: s.Flags,
	}.From(sessions.Origin{Source: "live", TZ: s.TZ, DayTurn: s.Turn})
	if t, err := time.Parse(time.RFC3339, s.Start); err == nil {
		e.Start = t
	}
	if s.Script != "" {
		e.Script = &sessions.ScriptRef{ID: s.Script, Kind: sessions.Kind(s.Kind), Version: s.Version, SHA256: s.SHA256}
	}
	switch x := sessions.Ending(s.Ended); x {
	case sessions.Complete, sessions.Enough, sessions.Grounded:
		e.Ended = x
	}
	return e
}

// worthKeeping follows the rule for sits that did not reach their end: from
// 60 s, or from half of a sit planned for at most two minutes. A sit whose end
// was marked is kept whatever its length.
func (s state) worthKeeping() bool {
	switch s.Ended {
	case markDropped, markFinished:
		return false
	case "", string(sessions.Interrupted):
	default:
		return true
	}
	return s.Sat >= 60 || s.Planned > 0 && s.Planned <= 120 && 2*s.Sat >= s.Planned
}
