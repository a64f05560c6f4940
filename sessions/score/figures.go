package score

import (
	"time"

	"karuna/sessions"
)

// Figures are what a score comes to.
type Figures struct {
	Words    int           // of guidance
	Room     int           // words of guidance that a sit of this length has room for, all of it given
	Returns  int           // lines that bring the sitter back; their words are not counted
	Strokes  int           // of bells, from the first to the last
	Spoken   time.Duration // while a line is said
	Breathed time.Duration // while the breath is paced and nothing is said
	Silence  time.Duration // the rest
	Longest  time.Duration // the longest stretch without a line
}

// Measure adds up a score that was compiled from script; an open one comes to
// nothing.
func Measure(script sessions.Script, s sessions.Score) Figures {
	f := Figures{Room: int(sessions.Budget(s.Total-apartIn(script, s)) + 0.5)}
	var heard, breathed time.Duration // up to where
	for _, c := range s.Cues {
		switch c.Type {
		case sessions.CueBell:
			f.Strokes += c.Bell.Strikes
		case sessions.CueReturn, sessions.CueSpeak:
			if c.Type == sessions.CueReturn {
				f.Returns++
			} else {
				f.Words += Words(c.Text)
			}
			f.Spoken += c.End - c.At
			f.Longest = max(f.Longest, c.At-heard)
			heard = c.End
		}
	}
	f.Longest = max(f.Longest, s.Total-heard)
	for _, c := range s.Cues {
		if c.Type == sessions.CueBreathe {
			from, to := max(c.At, breathed), min(c.End, s.Total)
			f.Breathed += max(to-from-spokenIn(s, from, to), 0)
			breathed = max(breathed, to)
		}
	}
	f.Silence = s.Total - f.Spoken - f.Breathed
	return f
}

// apartIn is the time of the stages whose seconds leave the word budget.
func apartIn(script sessions.Script, s sessions.Score) time.Duration {
	apart := map[string]bool{}
	for _, st := range script.Stages {
		apart[st.ID] = st.Quiet || st.Noting || st.Pacer != ""
		for _, step := range st.Steps {
			apart[st.ID] = apart[st.ID] || step.Op == sessions.OpBreathe
		}
	}
	var d time.Duration
	for _, sp := range s.Stages {
		if apart[sp.ID] {
			d += sp.End - sp.Start
		}
	}
	return d
}

// spokenIn is how long something is said between two offsets.
func spokenIn(s sessions.Score, from, to time.Duration) time.Duration {
	var d time.Duration
	for _, c := range s.Cues {
		if c.Type == sessions.CueSpeak || c.Type == sessions.CueReturn {
			d += max(min(c.End, to)-max(c.At, from), 0)
		}
	}
	return d
}

// SpokenShare is how much of the time between two offsets words take, 0 to 1.
func SpokenShare(s sessions.Score, from, to time.Duration) float64 {
	if to <= from {
		return 0
	}
	return float64(spokenIn(s, from, to)) / float64(to-from)
}
