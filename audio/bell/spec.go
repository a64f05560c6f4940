package bell

import (
	"bytes"
	"errors"
	"fmt"
	"math"

	"github.com/pelletier/go-toml/v2"
)

// Spec is a bell as data. Its file has the same names in lower case; mode is
// an array of tables.
type Spec struct {
	Title  string  `toml:"title"`
	About  string  `toml:"about"`  // one line for whoever chooses among bells
	Source string  `toml:"source"` // where the figures come from
	Base   float64 `toml:"base"`   // Hz of ratio 1
	Level  float64 `toml:"level"`  // dBFS peak of a full strike, at most Loudest
	Mallet Mallet  `toml:"mallet"`
	Half   Half    `toml:"half"`
	Modes  []Mode  `toml:"mode"`
}

// Mallet is what strikes.
type Mallet struct {
	Contact float64 `toml:"contact"` // ms it touches at velocity 1: short is hard
	Source  string  `toml:"source"`
}

// Half is the muffled sound: the mallet stays where it struck.
type Half struct {
	Contact float64 `toml:"contact"` // ms
	T60     float64 `toml:"t60"`     // s; no mode rings longer
	Level   float64 `toml:"level"`   // dB against a full strike
	Source  string  `toml:"source"`
}

// Mode is one way the bell vibrates.
type Mode struct {
	Ratio  float64 `toml:"ratio"`  // frequency over Base
	T60    float64 `toml:"t60"`    // s to fall by 60 dB
	Gain   float64 `toml:"gain"`   // dB against the others, before the mallet's filter
	Split  float64 `toml:"split"`  // Hz between the two halves of a doublet; 0: one only
	Bloom  float64 `toml:"bloom"`  // s until it has come to 95 % of what it would be without; 0: at once
	Pan    float64 `toml:"pan"`    // -1 left to 1 right; the weaker half lies opposite
	Source string  `toml:"source"` // where it differs from the file's
}

// Loudest is the peak a bell may have, in dBFS: what is left is room for a
// bell that is struck while it rings, and for what sounds with it.
const Loudest = -12.0

// Limits of a file.
const (
	maxFile  = 64 << 10
	maxModes = 32
	maxHz    = 20000
)

// Parse reads a bell file. It refuses names it does not know, so that a typing
// error is not a silent default, and every figure that no bell can have.
func Parse(src []byte) (Spec, error) {
	var s Spec
	if len(src) > maxFile {
		return s, fmt.Errorf("bell file has %d bytes, at most %d are read", len(src), maxFile)
	}
	d := toml.NewDecoder(bytes.NewReader(src)).DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		var strict *toml.StrictMissingError
		if errors.As(err, &strict) {
			return Spec{}, fmt.Errorf("unknown name: %w", err)
		}
		return Spec{}, err
	}
	if err := s.check(); err != nil {
		return Spec{}, err
	}
	return s, nil
}

func (s Spec) check() error {
	if n := len(s.Modes); n < 1 || n > maxModes {
		return fmt.Errorf("%d modes, want 1 to %d", n, maxModes)
	}
	figures := []figure{
		{"base", s.Base, 20, maxHz},
		{"level", s.Level, -60, Loudest},
		{"mallet contact", s.Mallet.Contact, 0.05, 20},
		{"half contact", s.Half.Contact, 0.05, 20},
		{"half t60", s.Half.T60, 0.02, 10},
		{"half level", s.Half.Level, -60, 0},
	}
	for i, m := range s.Modes {
		name := fmt.Sprintf("mode %d ", i+1)
		figures = append(figures,
			figure{name + "frequency", m.Ratio * s.Base, 20, maxHz},
			figure{name + "t60", m.T60, 0.005, 120},
			figure{name + "gain", m.Gain, -80, 40},
			figure{name + "split", m.Split, 0, 100},
			figure{name + "bloom", m.Bloom, 0, 5},
			figure{name + "pan", m.Pan, -1, 1})
	}
	for _, f := range figures {
		if math.IsNaN(f.is) || f.is < f.low || f.is > f.high {
			return fmt.Errorf("%s is %v, want %v to %v", f.name, f.is, f.low, f.high)
		}
	}
	return nil
}

type figure struct {
	name          string
	is, low, high float64
}
