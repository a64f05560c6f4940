package theme

import (
	"encoding/hex"
	"fmt"
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// Colors is how many colours the terminal has.
type Colors int

// The numbers of colours.
const (
	NoColors Colors = iota // nothing is styled
	Sixteen
	TwoFiftySix
	TrueColor
)

// ColorsOf returns what a profile that was detected stands for. A NO_COLOR
// that is not empty wins over everything.
func ColorsOf(p colorprofile.Profile, env func(string) string) Colors {
	switch {
	case env("NO_COLOR") != "":
		return NoColors
	case p >= colorprofile.TrueColor:
		return TrueColor
	case p == colorprofile.ANSI256:
		return TwoFiftySix
	case p == colorprofile.ANSI:
		return Sixteen
	}
	return NoColors
}

// rgb is a colour of a palette, written "#rrggbb".
type rgb struct {
	r, g, b uint8
	given   bool
}

// UnmarshalText reads "#rrggbb".
func (c *rgb) UnmarshalText(text []byte) error {
	var v [3]byte
	if len(text) != 7 || text[0] != '#' {
		return fmt.Errorf("colour %q: want #rrggbb", text)
	}
	if _, err := hex.Decode(v[:], text[1:]); err != nil {
		return fmt.Errorf("colour %q: want #rrggbb", text)
	}
	*c = rgb{v[0], v[1], v[2], true}
	return nil
}

// color returns c as lipgloss has it.
func (c rgb) color() color.Color { return lipgloss.Color(fmt.Sprintf("#%02x%02x%02x", c.r, c.g, c.b)) }

// hex returns c as it is written in a palette, "" where none is given.
func (c rgb) hex() string {
	if !c.given {
		return ""
	}
	return fmt.Sprintf("#%02x%02x%02x", c.r, c.g, c.b)
}

// indexed returns the nearest of the 240 fixed colours.
func (c rgb) indexed() color.Color { return colorprofile.ANSI256.Convert(c.color()) }

// mix returns the colour at amount of the way from c to d.
func (c rgb) mix(d rgb, amount float64) rgb {
	at := func(a, b uint8) uint8 { return uint8(float64(a) + (float64(b)-float64(a))*amount + 0.5) }
	return rgb{at(c.r, d.r), at(c.g, d.g), at(c.b, d.b), true}
}

// basic is one of the sixteen colours; 0 stands for the default colour, since
// black is never written.
type basic uint8

const (
	brightCyan  basic = 14
	brightWhite basic = 15
)
