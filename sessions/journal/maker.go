package journal

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"karuna/sessions"
)

// maker turns quick records into entries. It shares what repeats: zones,
// scripts and short words.
type maker struct {
	words   map[string]string
	zones   map[int]*time.Location
	scripts map[string]*sessions.ScriptRef
	lists   map[string][]string
	origins map[sessions.Origin]*sessions.Origin
	last    *sessions.Origin // the origin of the sit before: most have the same
	ids     strings.Builder  // a block of ids, of which entries hold pieces
	detail  sessions.Detail  // of the sit being read
}

// idBlock is how many bytes of ids are made at once.
const idBlock = 16 << 10

func newMaker() *maker {
	return &maker{
		words: map[string]string{}, zones: map[int]*time.Location{}, scripts: map[string]*sessions.ScriptRef{},
		lists: map[string][]string{}, origins: map[sessions.Origin]*sessions.Origin{}, last: &sessions.Origin{},
	}
}

// id returns b as a string that is a piece of a block: an id of its own would
// take a fifth more memory, and a million times the making of a string. A
// block is never grown, so that its pieces stay where they are.
func (m *maker) id(b []byte) string {
	if m.ids.Cap()-m.ids.Len() < len(b) {
		m.ids = strings.Builder{}
		m.ids.Grow(max(idBlock, len(b)))
	}
	from := m.ids.Len()
	m.ids.Write(b)
	return m.ids.String()[from:]
}

// from returns the origin of a quick record.
func (m *maker) from(h *head) *sessions.Origin {
	if l := m.last; l.DayTurn == h.turn && l.Source == string(h.source) && l.Batch == string(h.batch) && l.TZ == string(h.tz) {
		return l
	}
	m.last = m.origin(sessions.Origin{Source: m.word(h.source), Batch: m.word(h.batch), TZ: m.word(h.tz), DayTurn: h.turn})
	return m.last
}

// origin returns the one copy of o.
func (m *maker) origin(o sessions.Origin) *sessions.Origin {
	shared, ok := m.origins[o]
	if !ok {
		shared = &o
		if len(m.origins) < 4096 {
			m.origins[o] = shared
		}
	}
	return shared
}

func (m *maker) word(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if s, ok := m.words[string(b)]; ok {
		return s
	}
	s := string(b)
	if len(m.words) < 4096 {
		m.words[s] = s
	}
	return s
}

func (m *maker) zone(offset int) *time.Location {
	loc, ok := m.zones[offset]
	if !ok {
		loc = zone(offset)
		m.zones[offset] = loc
	}
	return loc
}

func (m *maker) script(raw []byte) (*sessions.ScriptRef, bool) {
	if raw == nil {
		return nil, true
	}
	if ref, ok := m.scripts[string(raw)]; ok {
		return ref, true
	}
	var ref sessions.ScriptRef
	if json.Unmarshal(raw, &ref) != nil {
		return nil, false
	}
	if len(m.scripts) < 4096 {
		m.scripts[string(raw)] = &ref
	}
	return &ref, true
}

// entry returns the record's entry. A quick one whose values turn out not to
// be what they seem is read again by encoding/json.
func (m *maker) entry(r *record, e *sessions.Entry) {
	if r.quick && m.fill(r, e) {
		return
	}
	if r.quick {
		r.quick = false
		r.slow()
	}
	*e = r.entry
	e.ShareOrigin(m.origin(e.Origin()))
	e.Unverified = !r.verified
}

func (m *maker) fill(r *record, e *sessions.Entry) bool {
	h := &r.head
	unix, offset, ok := parseStart(h.start)
	day, ok2 := parseDay(h.day)
	ref, ok3 := m.script(h.script)
	if !ok || !ok2 || !ok3 {
		return false
	}
	// Field by field into a zeroed entry: building one to copy it costs twice.
	e.ID, e.Start, e.Day = m.id(r.id), time.Unix(unix, 0).In(m.zone(offset)), day
	e.Planned, e.Sat, e.Script, e.Ended, e.Wheels = h.planned, h.sat, ref, sessions.Ending(m.word(h.ended)), h.wheels
	e.People = h.people
	e.ShareOrigin(m.from(h))
	c := cursor{b: r.line[:len(r.line)-sealSize], i: h.tail}
	return m.tail(&c, e)
}

// flags reads an array of words, of which few kinds exist.
func (m *maker) flags(c *cursor, out *[]string) bool {
	from := c.i
	raw, ok := c.value()
	if !ok {
		return false
	}
	if known, ok := m.lists[string(raw)]; ok {
		*out = known
		return true
	}
	c.i = from
	if !c.words(out) {
		return false
	}
	if len(m.lists) < 4096 {
		m.lists[string(raw)] = slices.Clip(*out)
	}
	return true
}

// tail reads the members after batch, each of which may be absent.
func (m *maker) tail(c *cursor, e *sessions.Entry) bool {
	if c.end() {
		return true
	}
	m.detail = sessions.Detail{}
	if !m.marks(c, e, &m.detail) || !texts(c, &m.detail) || !c.end() {
		return false
	}
	if !m.detail.IsZero() {
		*e = e.With(m.detail)
	}
	return true
}

// marks reads what was noted without words: feel, noting, bells and flags.
func (m *maker) marks(c *cursor, e *sessions.Entry, d *sessions.Detail) bool {
	ok := true
	if c.lit(`,"feel":"`) {
		var feel []byte
		ok = c.str(&feel)
		d.Feel = m.word(feel)
	}
	if ok && c.lit(`,"noting":`) {
		var raw []byte
		raw, ok = c.value()
		ok = ok && json.Unmarshal(raw, &d.Noting) == nil
	}
	if ok && c.lit(`,"bells":`) {
		ok = c.strokes(&d.Bells)
	}
	if ok && c.lit(`,"flags":`) {
		ok = m.flags(c, &e.Flags)
	}
	return ok
}

// texts reads what the person wrote.
func texts(c *cursor, d *sessions.Detail) bool {
	ok := true
	if c.lit(`,"intention":"`) {
		ok = c.text(&d.Intention)
	}
	if ok && c.lit(`,"act":"`) {
		ok = c.text(&d.Act)
	}
	if ok && c.lit(`,"note":"`) {
		ok = c.text(&d.Note)
	}
	return ok
}
