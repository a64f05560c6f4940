package programme

import (
	"encoding/json"
	"fmt"

	"karuna/sessions"
)

// Act is what a record of the journal says was done with a programme.
type Act string

// The acts. An act this version does not know changes nothing.
const (
	Start  Act = "start" // begun, or taken up again, and put on the table
	Table  Act = "table" // put on the table
	Done   Act = "done"  // a step, by the sit named, or by a plan
	Rested Act = "rest"  // rest was chosen for a step of rest
	Swap   Act = "swap"  // another practice, or one of those offered, for a step
	Leave  Act = "leave" // left
)

// Record is what the journal keeps of a programme, once for each act.
type Record struct {
	ID        string       `json:"-"` // ULID; the order of records and sits
	Programme string       `json:"p"`
	Do        Act          `json:"do"`
	Day       sessions.Day `json:"day"` // practice day on which it was written
	Step      int          `json:"step,omitempty"`
	Sit       string       `json:"sit,omitempty"`    // id of an entry
	Script    string       `json:"script,omitempty"` // of a swap
	Air       *Air         `json:"air,omitempty"`
	Plan      *Plan        `json:"plan,omitempty"`
}

// Air is how much air the two wheels have, as the person says it: soft, fine
// or full. It is never computed.
type Air struct {
	Back  string `json:"back"`
	Front string `json:"front"`
}

// Plan is what was written at a Compose step.
type Plan struct {
	After   string   `json:"after"` // what the sit follows: "the first coffee"
	Minutes int      `json:"minutes"`
	Days    string   `json:"days,omitempty"`
	Again   string   `json:"again"`   // what it is begun again with after a pause
	Scripts []string `json:"scripts"` // the two it was made of
	Script  string   `json:"script"`  // id of the practice that was made, or ""
}

// ReadRecord reads a record of the journal.
func ReadRecord(id string, line []byte) (Record, error) {
	r := Record{Day: sessions.NoDay}
	if err := json.Unmarshal(line, &r); err != nil {
		return Record{}, fmt.Errorf("programme record %s: %w", id, err)
	}
	r.ID = id
	return r, nil
}

// Fields returns the members of the record for the journal to write.
func (r Record) Fields() map[string]any {
	out := map[string]any{"p": r.Programme, "do": r.Do, "day": r.Day}
	if r.Step > 0 {
		out["step"] = r.Step
	}
	if r.Sit != "" {
		out["sit"] = r.Sit
	}
	if r.Script != "" {
		out["script"] = r.Script
	}
	if r.Air != nil {
		out["air"] = r.Air
	}
	if r.Plan != nil {
		out["plan"] = r.Plan
	}
	return out
}
