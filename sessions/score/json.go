package score

import (
	"encoding/json"
	"strconv"
	"time"

	"karuna/sessions"
)

// Document is a score as `karuna scripts plan --json` writes it. Times are
// whole milliseconds from the first stroke; total_s has decimals when the
// length is not a whole second, and is null while a sit is open.
type Document struct {
	Script   *string           `json:"script"` // null for a silent sit
	TotalS   *json.Number      `json:"total_s"`
	PrepareS json.Number       `json:"prepare_s"`
	Guidance sessions.Guidance `json:"guidance"`
	Stages   []DocumentStage   `json:"stages"`
	Cues     []DocumentCue     `json:"cues"`
	Notes    []string          `json:"notes,omitempty"`
}

// DocumentStage is a stage in a Document.
type DocumentStage struct {
	ID      string         `json:"id"`
	Wheel   sessions.Wheel `json:"wheel"`
	StartMS int64          `json:"start_ms"`
	EndMS   int64          `json:"end_ms"`
}

// DocumentCue is a cue in a Document; MarshalJSON writes the fields its type
// has and no others. Slots stand at their fallback.
type DocumentCue struct{ cue sessions.Cue }

// CueJSON returns one cue as a Document holds it.
func CueJSON(c sessions.Cue) DocumentCue { return DocumentCue{c} }

// JSON returns the score as a value that encoding/json writes.
func JSON(s sessions.Score) Document {
	d := Document{
		PrepareS: seconds(s.Prepare), Guidance: s.Guidance, Notes: s.Notes,
		Stages: make([]DocumentStage, len(s.Stages)),
		Cues:   make([]DocumentCue, len(s.Cues)),
	}
	if s.Script.ID != "" {
		d.Script = &s.Script.ID
	}
	if !s.Open {
		total := seconds(s.Total)
		d.TotalS = &total
	}
	for i, sp := range s.Stages {
		d.Stages[i] = DocumentStage{sp.ID, sp.Wheel, sp.Start.Milliseconds(), sp.End.Milliseconds()}
	}
	for i, c := range s.Cues {
		d.Cues[i] = DocumentCue{c}
	}
	return d
}

// head is what every cue has.
type head struct {
	AtMS  int64            `json:"at_ms"`
	EndMS int64            `json:"end_ms"`
	Stage string           `json:"stage"`
	Type  sessions.CueType `json:"type"`
}

// MarshalJSON writes the cue.
func (d DocumentCue) MarshalJSON() ([]byte, error) {
	c := d.cue
	h := head{c.At.Milliseconds(), c.End.Milliseconds(), c.Stage, c.Type}
	switch c.Type {
	case sessions.CueBell:
		return json.Marshal(struct {
			head
			Bell    string        `json:"bell"`
			Role    sessions.Role `json:"role"`
			Strikes int           `json:"strikes"`
			GapMS   int64         `json:"gap_ms"`
			GainDB  float64       `json:"gain_db"`
			Half    bool          `json:"half,omitempty"`
		}{h, c.Bell.Name, c.Bell.Role, c.Bell.Strikes, c.Bell.Gap.Milliseconds(), c.Bell.Gain, c.Bell.Half})
	case sessions.CueSpeak, sessions.CueReturn:
		return json.Marshal(struct {
			head
			ID       string `json:"id"`
			Text     string `json:"text"`
			Priority int    `json:"priority"`
			Clip     string `json:"clip,omitempty"`
		}{h, c.ID, c.Text, c.Priority, c.Clip})
	case sessions.CueBreathe:
		return json.Marshal(struct {
			head
			Pattern string `json:"pattern"`
			InMS    int64  `json:"in_ms"`
			FullMS  int64  `json:"full_ms"`
			OutMS   int64  `json:"out_ms"`
			EmptyMS int64  `json:"empty_ms"`
		}{h, c.Breath.Pattern, c.Breath.In.Milliseconds(), c.Breath.Full.Milliseconds(), c.Breath.Out.Milliseconds(), c.Breath.Empty.Milliseconds()})
	}
	return json.Marshal(h)
}

// seconds writes a duration exactly, in seconds with as many decimals as its
// milliseconds need.
func seconds(d time.Duration) json.Number {
	ms := d.Milliseconds()
	s := strconv.FormatInt(ms/1000, 10)
	if r := ms % 1000; r != 0 {
		frac := strconv.FormatInt(1000+r, 10)[1:]
		for frac[len(frac)-1] == '0' {
			frac = frac[:len(frac)-1]
		}
		s += "." + frac
	}
	return json.Number(s)
}
