package journal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"sort"
	"time"
	"unicode/utf8"

	"karuna/sessions"
)

const (
	version   = 1
	maxRecord = 64 << 10 // bytes of a line this package writes, newline and all
	maxLine   = 4 << 20  // bytes of a line it reads
	sealSize  = len(`,"c":"00000000"}`)
)

// The kinds of record, as they stand in "op".
const (
	opSit       = "sit"
	opEdit      = "edit"
	opRemove    = "remove"
	opRestore   = "restore"
	opRest      = "rest"
	opProgramme = "programme"
	opImport    = "import"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func sum(b []byte) uint32 { return crc32.Checksum(b, castagnoli) }

// seal ends a marshalled object with its checksum.
func seal(object []byte) []byte {
	body := object[:len(object)-1]
	return fmt.Appendf(bytes.Clone(body), `,"c":"%08x"}`, sum(body))
}

// marshal is json.Marshal without the escapes that are for HTML alone.
// Invalid UTF-8 becomes U+FFFD.
func marshal(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}

// wireSit is a sit as written: identity and minutes first, free text last, so
// that a torn line still tells when and how long.
type wireSit struct {
	V         int                   `json:"v"`
	ID        string                `json:"id"`
	Op        string                `json:"op"`
	Start     string                `json:"start"`
	TZ        string                `json:"tz"`
	Day       sessions.Day          `json:"day"`
	DayTurn   int                   `json:"day_turn"`
	Planned   int                   `json:"planned_s"`
	Sat       int                   `json:"sat_s"`
	Script    *sessions.ScriptRef   `json:"script"`
	Ended     sessions.Ending       `json:"ended"`
	Wheels    sessions.WheelSeconds `json:"wheel_s"`
	People    int                   `json:"people"`
	Source    string                `json:"source"`
	Batch     string                `json:"batch,omitempty"`
	Feel      string                `json:"feel,omitempty"`
	Noting    *sessions.Noting      `json:"noting,omitempty"`
	Bells     []wireStroke          `json:"bells,omitempty"`
	Flags     []string              `json:"flags,omitempty"`
	Intention string                `json:"intention,omitempty"`
	Act       string                `json:"act,omitempty"`
	Note      string                `json:"note,omitempty"`
}

type wireStroke struct {
	Role   sessions.Role `json:"role"`
	Asked  int64         `json:"asked_ms"`
	Played *int64        `json:"played_ms,omitempty"`
}

func strokes(in []sessions.Stroke) []wireStroke {
	var out []wireStroke
	for _, s := range in {
		w := wireStroke{Role: s.Role, Asked: s.AskedMS}
		if s.Played {
			w.Played = &s.PlayedMS
		}
		out = append(out, w)
	}
	return out
}

// whole fills in what a caller may leave out: the day from the start, live,
// one person. Start is cut to the second that is written.
func whole(e sessions.Entry) sessions.Entry {
	_, offset := e.Start.Zone()
	o := e.Origin()
	e.Start = e.Start.Truncate(time.Second).In(zone(offset))
	if e.Day == 0 || e.Day == sessions.NoDay {
		e.Day = sessions.PracticeDay(e.Start, o.DayTurn)
	}
	if o.Source == "" {
		o.Source = "live"
		e = e.From(o)
	}
	if e.People == 0 {
		e.People = 1
	}
	return e
}

func wire(id string, e sessions.Entry) wireSit {
	e = whole(e)
	o, d := e.Origin(), e.Detail()
	w := wireSit{
		V: version, ID: id, Op: opSit, Start: e.Start.Format(time.RFC3339), TZ: o.TZ,
		Day: e.Day, DayTurn: o.DayTurn, Planned: e.Planned, Sat: e.Sat, Script: e.Script,
		Ended: e.Ended, Wheels: e.Wheels, People: e.People, Source: o.Source, Batch: o.Batch,
		Feel: d.Feel, Bells: strokes(d.Bells), Flags: e.Flags,
		Intention: d.Intention, Act: d.Act, Note: d.Note,
	}
	if !d.Noting.IsZero() {
		w.Noting = &d.Noting
	}
	return w
}

// encodeSit returns the sealed line of a sit, without the newline.
func encodeSit(id string, e sessions.Entry) ([]byte, error) {
	b, err := marshal(wire(id, e))
	if err != nil {
		return nil, fmt.Errorf("encode sit %s: %w", id, err)
	}
	return seal(b), nil
}

// shortenSit encodes a sit whose line would be too long: minutes must not be
// lost to a long text, so each text gives up its end until the line fits.
func shortenSit(id string, e sessions.Entry) ([]byte, error) {
	for keep := maxRecord / 4; ; keep /= 2 {
		d := e.Detail()
		for _, text := range []*string{&d.Note, &d.Act, &d.Intention} {
			*text = cut(*text, keep)
		}
		line, err := encodeSit(id, e.With(d))
		if err != nil || len(line) < maxRecord {
			return line, err
		}
		if keep == 0 {
			return line, ErrTooLong
		}
	}
}

// cut returns at most n bytes of s, not splitting a rune.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// member is one name and value of an object, in writing order.
type member struct {
	name  string
	value any
}

// encodeMembers returns the sealed line of a record that is not a sit.
func encodeMembers(id, op string, members []member) ([]byte, error) {
	b := []byte(`{`)
	for i, m := range append([]member{{"v", version}, {"id", id}, {"op", op}}, members...) {
		name, err := marshal(m.name)
		if err != nil {
			return nil, fmt.Errorf("encode %s: %w", op, err)
		}
		value, err := marshal(m.value)
		if err != nil {
			return nil, fmt.Errorf("encode %s of %s: %w", m.name, op, err)
		}
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, name...), ':'), value...)
	}
	line := seal(append(b, '}'))
	if len(line) >= maxRecord {
		return nil, ErrTooLong
	}
	return line, nil
}

// object writes a map of raw values in the order of a sit's own members,
// unknown names after them.
func object(set map[string]json.RawMessage) json.RawMessage {
	names := make([]string, 0, len(set))
	for name := range set {
		names = append(names, name)
	}
	sort.Slice(names, func(a, b int) bool {
		x, y := fieldOrder(names[a]), fieldOrder(names[b])
		return x < y || x == y && names[a] < names[b]
	})
	b := []byte{'{'}
	for i, name := range names {
		if i > 0 {
			b = append(b, ',')
		}
		quoted, err := marshal(name)
		if err != nil {
			continue // a Go string always marshals
		}
		b = append(append(append(b, quoted...), ':'), set[name]...)
	}
	return append(b, '}')
}

func extend(crc uint32, b []byte) uint32 { return crc32.Update(crc, castagnoli, b) }

// sealedAt reports whether b begins with the seal of what gave crc.
func sealedAt(b []byte, crc uint32) bool {
	return len(b) >= sealSize && string(b[:sealSize]) == fmt.Sprintf(`,"c":"%08x"}`, crc)
}

// sumText writes a checksum as it stands in "c".
func sumText(sum uint32) string { return fmt.Sprintf("%08x", sum) }
