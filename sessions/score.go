package sessions

import (
	"sort"
	"time"
)

// Score is a script stretched to a length: every event at its exact offset.
// Offsets count from the first stroke (t = 0). Stages tile 0…Total, cues are
// sorted by offset.
type Score struct {
	Script   ScriptRef
	Total    time.Duration // 0 when Open
	Open     bool          // counts up, ended by hand
	Prepare  time.Duration // countdown before t = 0
	Guidance Guidance
	Stages   []Span
	Cues     []Cue
	Notes    []string // what the compiler wants said, for example "longer than the script's 20 min"
}

// ScriptRef names a script exactly. The zero ScriptRef is a silent sit.
type ScriptRef struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Kind    Kind   `json:"kind"`
	Version int    `json:"version"`
	SHA256  string `json:"sha256"`
}

// Span is a stage at its place in time.
type Span struct {
	ID         string
	Title      string
	Wheel      Wheel
	Start, End time.Duration
	Noting     bool
	Pacer      string
}

// CueType says what a Cue is; the strings are those of the JSON contract.
type CueType string

// The types of cue.
const (
	CueBell    CueType = "bell"
	CueSpeak   CueType = "speak"
	CueReturn  CueType = "return"
	CueBreathe CueType = "breathe"
	CueEnd     CueType = "end"
)

// Cue is one event of a Score. Which fields carry a value depends on Type.
type Cue struct {
	At, End  time.Duration
	Type     CueType
	Stage    string // id of the stage it belongs to
	ID       string // of a spoken cue
	Text     string // what is said, slots already at their fallback
	Template string // the text with its {slot|fallback}s; "" when it has none
	Clip     string // file of a recording of it, beside the script; "" when there is none
	Priority int
	Bell     Bell
	Breath   Breath
}

// Role says what a run of strokes is for.
type Role string

// The roles of a bell.
const (
	Opening  Role = "open"
	Closing  Role = "close"
	AtStage  Role = "stage"
	Interval Role = "interval"
	AtCue    Role = "cue"
)

// Bell is one run of strokes: the first at the cue's offset, the others Gap
// apart.
type Bell struct {
	Name    string // of the bell's data file, for example "bowl-large"
	Role    Role
	Strikes int
	Gap     time.Duration // between strokes; 0 when there is one
	Half    bool          // a muffled half-sound
	Gain    float64       // dB, 0 or less
}

// Breath is a breathing pattern: seconds of in, hold, out, hold.
type Breath struct {
	Pattern       string
	In, Full, Out time.Duration
	Empty         time.Duration
}

// IsZero reports whether there is no pattern.
func (b Breath) IsZero() bool { return b.In+b.Full+b.Out+b.Empty == 0 }

// Due returns the cues with from < At ≤ to, in order. Use from = -1 to have
// those at 0.
func (s Score) Due(from, to time.Duration) []Cue {
	i := sort.Search(len(s.Cues), func(i int) bool { return s.Cues[i].At > from })
	j := sort.Search(len(s.Cues), func(i int) bool { return s.Cues[i].At > to })
	if i >= j {
		return nil
	}
	return s.Cues[i:j]
}

// StageAt returns the stage that holds t; the last one from Total on, the
// first before 0. ok is false only when the score has no stages.
func (s Score) StageAt(t time.Duration) (span Span, ok bool) {
	for i, st := range s.Stages {
		if t < st.End || i == len(s.Stages)-1 {
			return st, true
		}
	}
	return Span{}, false
}

// SpokenAt returns the last cue of type speak or return that has begun at t.
func (s Score) SpokenAt(t time.Duration) (Cue, bool) {
	i := sort.Search(len(s.Cues), func(i int) bool { return s.Cues[i].At > t })
	for i--; i >= 0; i-- {
		if c := s.Cues[i]; c.Type == CueSpeak || c.Type == CueReturn {
			return c, true
		}
	}
	return Cue{}, false
}

// Next returns the first cue after t, whatever its type.
func (s Score) Next(t time.Duration) (Cue, bool) {
	i := sort.Search(len(s.Cues), func(i int) bool { return s.Cues[i].At > t })
	if i == len(s.Cues) {
		return Cue{}, false
	}
	return s.Cues[i], true
}

// WheelTime returns the time on each wheel in [from, to), Both counted half
// to self and half to other. An open score is ground for as long as it runs.
func (s Score) WheelTime(from, to time.Duration) Wheels {
	var w Wheels
	for i, st := range s.Stages {
		a, b := max(from, st.Start), min(to, st.End)
		if s.Open && i == len(s.Stages)-1 {
			b = to
		}
		if b > a {
			w = w.Add(st.Wheel, b-a)
		}
	}
	return w
}

// Wheels is time on each wheel.
type Wheels struct{ Self, Other, Ground time.Duration }

// Add returns w with d more on wheel wh; Both goes half and half.
func (w Wheels) Add(wh Wheel, d time.Duration) Wheels {
	switch wh {
	case Self:
		w.Self += d
	case Other:
		w.Other += d
	case Both:
		w.Self += d / 2
		w.Other += d - d/2
	default:
		w.Ground += d
	}
	return w
}

// Sum returns the time on all wheels together.
func (w Wheels) Sum() time.Duration { return w.Self + w.Other + w.Ground }

// Plus returns the sum of w and v, wheel by wheel.
func (w Wheels) Plus(v Wheels) Wheels {
	return Wheels{w.Self + v.Self, w.Other + v.Other, w.Ground + v.Ground}
}

// Seconds rounds w to whole seconds that sum to total, by largest remainder.
func (w Wheels) Seconds(total int) WheelSeconds {
	sum := w.Sum()
	if sum <= 0 || total <= 0 {
		return WheelSeconds{Ground: max(total, 0)}
	}
	parts := [3]time.Duration{w.Self, w.Other, w.Ground}
	var whole [3]int
	var rest [3]float64
	left := total
	for i, p := range parts {
		exact := float64(p) / float64(sum) * float64(total)
		whole[i] = int(exact)
		rest[i] = exact - float64(whole[i])
		left -= whole[i]
	}
	for ; left > 0; left-- {
		k := 2
		for i := range rest {
			if rest[i] > rest[k] {
				k = i
			}
		}
		whole[k]++
		rest[k] = -1
	}
	return WheelSeconds{whole[0], whole[1], whole[2]}
}

// WheelSeconds is whole seconds on each wheel, as the journal holds them.
type WheelSeconds struct {
	Self   int `json:"self"`
	Other  int `json:"other"`
	Ground int `json:"ground"`
}
