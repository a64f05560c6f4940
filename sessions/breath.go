package sessions

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// MaxBreathPhase is the longest single phase of a custom pattern.
const MaxBreathPhase = 12 * time.Second

// Patterns lists the named breath patterns, the gentlest first. Natural has
// no counts: let it breathe.
func Patterns() []Breath {
	return []Breath{
		{Pattern: "natural"},
		breath("even-6", 5, 0, 5, 0),
		breath("even-5.5", 5.5, 0, 5.5, 0),
		breath("long-out", 4, 0, 6, 0),
		breath("starter", 3, 0, 5, 0),
		breath("sigh", 3, 0, 6, 0), // the second, short sip is the last third of the in-breath
		breath("box", 4, 4, 4, 4),
		breath("4-7-8", 4, 7, 8, 0),
	}
}

// Pattern returns the breath pattern of that name: one of Patterns, or a
// custom one written in-hold-out-hold ("4-2-6-0") or in-hold-out ("4-2-6"), each 0 to 12
// seconds in steps of half a second, with an in-breath and an out-breath that
// are not 0. ok is false for anything else.
func Pattern(name string) (b Breath, ok bool) {
	for _, p := range Patterns() {
		if p.Pattern == name {
			return p, true
		}
	}
	parts := strings.Split(name, "-")
	if len(parts) != 3 && len(parts) != 4 {
		return Breath{}, false
	}
	var s [4]float64
	for i, p := range parts {
		v, ok := breathSeconds(p)
		if !ok {
			return Breath{}, false
		}
		s[i] = v
	}
	if s[0] == 0 || s[2] == 0 {
		return Breath{}, false
	}
	return breath(name, s[0], s[1], s[2], s[3]), true
}

// Length returns the seconds of one whole breath; 0 for natural.
func (b Breath) Length() time.Duration { return b.In + b.Full + b.Out + b.Empty }

// Holds reports whether the pattern asks for the breath to be held.
func (b Breath) Holds() bool { return b.Full > 0 || b.Empty > 0 }

// breathSeconds reads plain decimals only: no sign, exponent, hex or infinity.
func breathSeconds(s string) (float64, bool) {
	if s == "" || len(s) > 4 || strings.Trim(s, "0123456789.") != "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v > MaxBreathPhase.Seconds() || math.Mod(v*2, 1) != 0 {
		return 0, false
	}
	return v, true
}

func breath(name string, in, full, out, empty float64) Breath {
	d := func(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
	return Breath{Pattern: name, In: d(in), Full: d(full), Out: d(out), Empty: d(empty)}
}
