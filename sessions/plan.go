package sessions

import "time"

// Plan is what a player follows: a score laid on the clock. Pausing, going
// on, another length and a skip are each a new Plan.
type Plan struct {
	Score   Score
	Base    time.Time     // the moment of t = 0, with its monotonic reading
	From    time.Duration // cues before this offset are past and stay unplayed
	Running bool          // false: hold everything, strokes already sounding ring on
	Mute    bool          // true: follow the clock, strike nothing (ground)
}

// Pos returns the offset of the score at now.
func (p Plan) Pos(now time.Time) time.Duration {
	if !p.Running {
		return p.From
	}
	return now.Sub(p.Base)
}

// SoundState says what a player can do for the sitter right now.
type SoundState string

// The states of sound.
const (
	SoundStarting SoundState = "starting" // the device is being opened
	SoundReady    SoundState = "ready"
	SoundLost     SoundState = "lost"   // the device died; being reopened
	SoundBell     SoundState = "bel"    // the terminal's own bell
	SoundNone     SoundState = "silent" // none was asked for
)

// SoundStatus is a player's report.
type SoundStatus struct {
	State   SoundState
	Device  string // name of the device in use, for example "pulse"
	Line    string // one quiet line for the person, or ""
	Strokes []Stroke
}

// Stroke is one stroke asked for and, when it sounded, where it did.
type Stroke struct {
	Role     Role
	AskedMS  int64
	PlayedMS int64
	Played   bool
}
