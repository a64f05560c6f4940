package sessions

import "time"

// Entry is one sit as the journal knows it, edits applied. What nearly every
// sit shares with others is behind Origin, what few have or few read behind
// Detail: a log of a million is held in memory whole.
type Entry struct {
	ID      string       // ULID
	Start   time.Time    // first stroke, with the offset that was in force
	Day     Day          // practice day, frozen when written
	Planned int          // seconds; 0 for an open sit
	Sat     int          // seconds, pauses left out
	Script  *ScriptRef   // nil for a silent sit
	Ended   Ending       //
	Wheels  WheelSeconds //
	People  int          // 1 or 2
	Flags   []string     // grounded, clock, no-time …; step:ID/N it was begun from, with:NAME=TEXT chosen for it

	Unverified bool // the line's checksum is missing or wrong: changed by hand
	Removed    bool // taken out; kept for restore

	origin *Origin // shared, never written through; nil: the zero Origin
	detail *Detail // likewise
}

// Origin is how a sit came into the log.
type Origin struct {
	Source  string // live, remembered, import:NAME
	Batch   string // import batch, or ""
	TZ      string // IANA zone, or ""
	DayTurn int    // hour in force when written
}

// Detail is what the page of one sit shows besides its time.
type Detail struct {
	Feel      string // lighter, same, heavier, or ""
	Noting    Noting
	Bells     []Stroke // opening and closing strokes, asked and played
	Intention string
	Act       string
	Note      string
	Others    []Variant // what another device wrote into the same fields at the same time
}

// IsZero reports whether there is no detail.
func (d *Detail) IsZero() bool {
	return d == nil || d.Feel == "" && d.Intention == "" && d.Act == "" && d.Note == "" &&
		d.Noting.IsZero() && len(d.Bells) == 0 && len(d.Others) == 0
}

// Origin returns how the sit came into the log.
func (e Entry) Origin() Origin {
	if e.origin == nil {
		return Origin{}
	}
	return *e.origin
}

// Detail returns what else is known of the sit. Its slices are shared:
// read-only.
func (e Entry) Detail() Detail {
	if e.detail == nil {
		return Detail{}
	}
	return *e.detail
}

// From returns the sit as come into the log from o.
func (e Entry) From(o Origin) Entry {
	e.ShareOrigin(&o)
	return e
}

// With returns the sit with d for its detail.
func (e Entry) With(d Detail) Entry {
	e.ShareDetail(&d)
	return e
}

// ShareOrigin makes o the sit's origin without a copy: it must not be written
// to from then on.
func (e *Entry) ShareOrigin(o *Origin) { e.origin = o }

// ShareDetail makes d the sit's detail without a copy: it must not be written
// to from then on.
func (e *Entry) ShareDetail(d *Detail) {
	if e.detail = d; d.IsZero() {
		e.detail = nil
	}
}

// Variant is a field's other value where two edits did not know of one
// another; neither is hidden.
type Variant struct{ Field, Text string }

// Title returns what to call the sit.
func (e Entry) Title() string {
	if e.Script == nil {
		return "Silent sit"
	}
	if e.Script.Title != "" {
		return e.Script.Title
	}
	return e.Script.ID
}

// Kind returns the kind of the sit.
func (e Entry) Kind() Kind {
	if e.Script == nil {
		return Silent
	}
	return e.Script.Kind
}

// Has reports whether the entry carries the flag.
func (e Entry) Has(flag string) bool {
	for _, f := range e.Flags {
		if f == flag {
			return true
		}
	}
	return false
}

// Noting counts the notes made in a noting stage.
type Noting struct {
	Past      int `json:"past"`
	Planning  int `json:"planning"`
	Judging   int `json:"judging"`
	Comparing int `json:"comparing"`
	Other     int `json:"other"`
}

// IsZero reports whether nothing was noted.
func (n Noting) IsZero() bool { return n == Noting{} }
