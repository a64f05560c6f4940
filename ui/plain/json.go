package plain

import (
	"encoding/json"
	"fmt"

	"karuna/sessions/conductor"
	"karuna/sessions/score"
)

// object is one line of JSON for what the score does not hold; a cue of the
// score is written as `scripts plan --json` writes it.
type object struct {
	AtMS    int64  `json:"at_ms"`
	Type    string `json:"type"`
	EndMS   *int64 `json:"end_ms,omitempty"`
	Stage   string `json:"stage,omitempty"`
	Wheel   string `json:"wheel,omitempty"`
	Text    string `json:"text,omitempty"`
	LengthS *int64 `json:"length_s,omitempty"`
	Ended   string `json:"ended,omitempty"`
	SatS    *int64 `json:"sat_s,omitempty"`
	ID      string `json:"id,omitempty"`
}

// writeJSON writes an event as an object. It never holds what a person typed:
// cues stand at their fallbacks.
func (v *view) writeJSON(e conductor.Event) error {
	b, err := json.Marshal(jsonOf(e))
	if err != nil {
		return fmt.Errorf("write a line of the sit: %w", err)
	}
	return v.line(string(b))
}

func jsonOf(e conductor.Event) any {
	o := object{AtMS: e.At.Milliseconds(), Type: string(e.Type), Text: e.Text}
	seconds := int64(e.D.Seconds())
	switch e.Type {
	case conductor.Bell, conductor.Speak, conductor.Return, conductor.Breathe:
		return score.CueJSON(e.Cue)
	case conductor.Stage:
		end := e.Stage.End.Milliseconds()
		o.Stage, o.Wheel, o.EndMS = e.Stage.ID, string(e.Stage.Wheel), &end
	case conductor.Prepare, conductor.Length, conductor.GapSeen:
		o.LengthS = &seconds
	case conductor.End:
		o.Ended, o.SatS, o.Text = e.Text, &seconds, ""
	case conductor.Kept:
		o.ID, o.SatS, o.Text = e.Text, &seconds, ""
	}
	return o
}
