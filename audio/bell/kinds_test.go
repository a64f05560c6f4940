package bell_test

import (
	"math"
	"slices"
	"testing"

	"karuna/audio/bell"
	"karuna/audio/loudness"
)

// kinds is how long the lowest mode of each kind rings, in s.
func kinds() map[string][2]float64 {
	return map[string][2]float64{
		"bowl-large": {20, 40},
		"bowl-small": {10, 40},
		"temple":     {20, 40},
		"gong":       {20, 40},
		"rin":        {8, 20},
		"tingsha":    {10, 20},
		"handbell":   {4, 8},
		"inkin":      {3, 5}, // the tail of a child's sit is short
		"woodblock":  {0.1, 0.5},
		"han":        {0.1, 0.5},
	}
}

func TestEachRingsAsItsKind(t *testing.T) {
	want := kinds()
	shipped(t, func(t *testing.T, name string, s bell.Spec) {
		limits, ok := want[name]
		if !ok {
			t.Fatal("a bell of no kind")
		}
		modes := slices.Clone(s.Modes)
		if !slices.IsSortedFunc(modes, func(a, b bell.Mode) int { return int(math.Copysign(1, a.Ratio-b.Ratio)) }) {
			t.Fatal("modes are not in the order of their frequency")
		}
		if got := modes[0].T60; got < limits[0] || got > limits[1] {
			t.Errorf("the lowest mode rings %v s, want %v to %v", got, limits[0], limits[1])
		}
		for i := 1; i < len(modes); i++ {
			if modes[i].T60 > modes[i-1].T60 {
				t.Errorf("mode %d rings %v s, longer than the lower one", i+1, modes[i].T60)
			}
		}
		if s.Level < -15 {
			t.Errorf("level %v dBFS, want -15 to -12", s.Level)
		}
		beats(t, modes, limits[0] >= 1)
	})
}

// beats looks for a slow beat among the two lowest modes of what rings, and
// for none in wood.
func beats(t *testing.T, modes []bell.Mode, rings bool) {
	t.Helper()
	slow := 0
	for i, m := range modes {
		switch {
		case m.Split == 0:
		case !rings:
			t.Errorf("mode %d of wood beats", i+1)
		case i < 2 && m.Split >= 0.3 && m.Split <= 4:
			slow++
		}
	}
	if rings && slow == 0 {
		t.Error("no slow beat in the two lowest modes")
	}
}

// TestAllAreAboutAsLoud holds the loudest 400 ms of each stroke near those of
// the others. Wood is over within them, and so measures less than it is heard.
func TestAllAreAboutAsLoud(t *testing.T) {
	shipped(t, func(t *testing.T, name string, s bell.Spec) {
		low, high := -22.0, -19.0
		if kinds()[name][1] < 1 {
			low, high = -27.5, -25.0
		}
		m := loudness.NewMeter(rate)
		m.Add(rung(s, 3*rate, map[int]func(*bell.Bell){0: full}))
		if got := m.Momentary(); got < low || got > high {
			t.Errorf("%.1f LUFS, want %v to %v", got, low, high)
		}
	})
}

// TestBloom measures when a mode that blooms has come to 95 % of one that does
// not, and that it begins without.
func TestBloom(t *testing.T) {
	const late = 0.8
	s := spec(t, "gong")
	m := bell.Mode{Ratio: 5, T60: 40, Bloom: late}
	sound := func(bloom float64) [][2]float64 {
		one := s
		m.Bloom = bloom
		// A plain mode beside it sets the level of both alike.
		one.Modes = []bell.Mode{{Ratio: 1, T60: 40, Gain: 12}, m}
		return rung(one, 2*rate, map[int]func(*bell.Bell){0: full})
	}
	with, without := sound(late), sound(0)
	at := func(x [][2]float64, second float64) float64 {
		i := int(second * rate)
		return tone(x[i-rate/50:i+rate/50], m.Ratio*s.Base)
	}
	check := func(second, want float64) {
		t.Helper()
		if got := at(with, second) / at(without, second); math.Abs(got-want) > 0.02 {
			t.Errorf("at %v s a bloom has come to %.3f, want %.3f", second, got, want)
		}
	}
	check(0.03, 1-math.Pow(0.05, 0.03/late))
	check(late/2, 1-math.Sqrt(0.05))
	check(late, 0.95)
	check(1.9, 1)
}
