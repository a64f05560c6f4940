package sessions

import "time"

// Entry is one sit as the journal knows it, edits applied.
type Entry struct {
	ID        string       // ULID
	Start     time.Time    // first stroke, with the offset that was in force
	TZ        string       // IANA zone, or ""
	Day       Day          // practice day, frozen when written
	DayTurn   int          // hour in force when written
	Planned   int          // seconds; 0 for an open sit
	Sat       int          // seconds, pauses left out
	Script    *ScriptRef   // nil for a silent sit
	Ended     Ending       //
	Wheels    WheelSeconds //
	People    int          // 1 or 2
	Source    string       // live, remembered, import:NAME
	Batch     string       // import batch, or ""
	Feel      string       // lighter, same, heavier, or ""
	Noting    Noting       //
	Bells     []Stroke     // opening and closing strokes, asked and played
	Flags     []string     // grounded, clock, no-time …
	Intention string
	Act       string
	Note      string

	Unverified bool      // the line's checksum is missing or wrong: changed by hand
	Removed    bool      // taken out; kept for restore
	Others     []Variant // what another device wrote into the same fields at the same time
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
