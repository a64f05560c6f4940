package mix

import (
	"slices"
	"time"

	"karuna/sessions"
)

// Rate is the sample rate of everything that is mixed, in frames a second.
const Rate = 48000

// Stroke is one stroke of a score.
type Stroke struct {
	At   time.Duration // offset from t = 0
	Name string        // of the bell
	Role sessions.Role
	Half bool
	Gain float64 // dB
}

// Strokes lays the runs of strokes of a score out one by one, by offset.
// Strokes at the same offset stay in the order of their cues.
func Strokes(sc sessions.Score) []Stroke {
	var out []Stroke
	for _, c := range sc.Cues {
		if c.Type != sessions.CueBell {
			continue
		}
		for i := range c.Bell.Strikes {
			out = append(out, Stroke{
				At:   c.At + time.Duration(i)*c.Bell.Gap,
				Name: c.Bell.Name,
				Role: c.Bell.Role,
				Half: c.Bell.Half,
				Gain: c.Bell.Gain,
			})
		}
	}
	slices.SortStableFunc(out, func(a, b Stroke) int { return int(a.At - b.At) })
	return out
}

// Frame returns the frame at which something at offset at sounds: the nearest
// one, so a whole number of milliseconds is hit exactly.
func Frame(at time.Duration) int64 {
	s, rest := at/time.Second, at%time.Second
	n := int64(rest) * Rate
	if n < 0 {
		n -= int64(time.Second)
	}
	return int64(s)*Rate + (n+int64(time.Second)/2)/int64(time.Second)
}

// Offset returns the offset of a frame, rounded down to a nanosecond.
func Offset(frame int64) time.Duration {
	return time.Duration(frame/Rate)*time.Second + time.Duration(frame%Rate*int64(time.Second)/Rate)
}
