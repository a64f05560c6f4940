// Package theme turns a palette and what the terminal can show into styles,
// and styled text into blocks that can be put side by side.
//
// A palette is a TOML file of colours by role, one table for dark backgrounds
// and one for light ones; a screen names roles, never colours. A Theme is a
// value: the palette's colours already brought down to what the terminal has.
//
// Promises:
//
//   - Every text role of a palette that ships reaches 4.5:1 on the usual
//     backgrounds of its table, in 24 bits, in 256 colours and in 16. Check says
//     where one of somebody's own does not.
//   - Without colour (NO_COLOR, or a terminal that has none) no style writes a
//     single SGR sequence, bold included.
//   - A Block comes only from safe.Text through a Style, and from other Blocks:
//     there is no way from a string to the screen around package safe.
//   - Where the glyphs are ASCII, punctuation, arrows and Latin letters become
//     their ASCII likeness, column for column; other scripts stay.
//   - No background is painted.
//
// It leaves out words, layout of whole screens and drawing: see widget.
package theme

import (
	"fmt"
	"io/fs"

	"github.com/pelletier/go-toml/v2"
)

// Theme is everything that decides how a screen looks.
type Theme struct {
	Name   string // of the palette, for example "night"
	Dark   bool   // the terminal's background is dark
	Colors Colors
	Glyphs Glyphs
	Still  bool // reduced motion: nothing moves, a change is one repaint

	Text   Style // words to read
	Dim    Style // words that can wait
	Accent Style // the one thing to look at
	Self   Style // the inward wheel
	Other  Style // the outward wheel
	Ground Style // neither wheel
	Line   Style // rules, rings and tracks; never words

	background rgb
}

// Terminal is what a theme must fit.
type Terminal struct {
	Dark   bool
	Colors Colors
	Glyphs Glyphs
	Still  bool
}

// Auto names the palette that follows the background: night on dark, dawn on
// light.
const Auto = "auto"

// Names lists the palettes that ship, in the order a person is offered them.
func Names() []string { return []string{"dawn", "night", "moss", "ink", "high-contrast"} }

// Load reads the palette called name (or Auto, or "") from the files of
// palettes, NAME.toml at the root. With an error the Theme is still usable: it
// has no colours.
func Load(palettes fs.FS, name string, t Terminal) (Theme, error) {
	if name == "" || name == Auto {
		name = "dawn"
		if t.Dark {
			name = "night"
		}
	}
	plain := colours{}.dress(Terminal{Dark: t.Dark, Glyphs: t.Glyphs, Still: t.Still})
	plain.Name = "none"
	src, err := fs.ReadFile(palettes, name+".toml")
	if err != nil {
		return plain, fmt.Errorf("theme %q: %w", name, err)
	}
	p, err := parse(src)
	if err != nil {
		return plain, fmt.Errorf("theme %q: %w", name, err)
	}
	c := p.Light
	if t.Dark {
		c = p.Dark
	}
	th := c.dress(t)
	th.Name = name
	return th, nil
}

// palette is the file format: every role in both tables.
type palette struct {
	Dark  colours `toml:"dark"`
	Light colours `toml:"light"`
}

type colours struct {
	Text       rgb `toml:"text"`
	Dim        rgb `toml:"dim"`
	Accent     rgb `toml:"accent"`
	Self       rgb `toml:"self"`
	Other      rgb `toml:"other"`
	Ground     rgb `toml:"ground"`
	Line       rgb `toml:"line"`
	Background rgb `toml:"background"`
}

func parse(src []byte) (palette, error) {
	var p palette
	if err := toml.Unmarshal(src, &p); err != nil {
		return p, err
	}
	for _, c := range []colours{p.Dark, p.Light} {
		for _, v := range []rgb{c.Text, c.Dim, c.Accent, c.Self, c.Other, c.Ground, c.Line, c.Background} {
			if !v.given {
				return p, fmt.Errorf("a role is missing: both tables need text, dim, accent, self, other, ground, line and background")
			}
		}
	}
	return p, nil
}

// dress brings the colours down to what the terminal has.
func (c colours) dress(t Terminal) Theme {
	th := Theme{Dark: t.Dark, Colors: t.Colors, Glyphs: t.Glyphs, Still: t.Still, background: c.Background}
	roles := []struct {
		style   *Style
		colour  rgb
		sixteen sixteen
	}{
		{&th.Text, c.Text, sixteen{}},
		{&th.Dim, c.Dim, sixteen{}},
		{&th.Accent, c.Accent, sixteen{bold: true}},
		{&th.Self, c.Self, sixteen{dark: brightCyan}},
		{&th.Other, c.Other, sixteen{dark: brightWhite, bold: true}},
		{&th.Ground, c.Ground, sixteen{}},
		{&th.Line, c.Line, sixteen{}},
	}
	for _, r := range roles {
		*r.style = Style{colors: t.Colors, colour: r.colour, ascii: t.Glyphs == ASCII}
		if t.Colors == Sixteen {
			r.style.bold = r.sixteen.bold
			if t.Dark {
				r.style.basic = r.sixteen.dark
			}
		}
		*r.style = r.style.opened()
	}
	return th
}

// Background returns the colour the palette was made for as "#rrggbb", for a
// picture that is no terminal: on a terminal none is painted.
func (th Theme) Background() string { return th.background.hex() }

// sixteen says what a role is where there are sixteen colours, whose shades
// the person's terminal decides: the default colour, bold, and on dark the
// bright hues that stay readable in every common scheme.
type sixteen struct {
	dark basic // 0: the default colour
	bold bool
}

// Fade returns s between the background (0) and itself (1), for what comes and
// goes. Where there are sixteen colours it is two steps, where there are none
// it is none.
func (th Theme) Fade(s Style, amount float64) Style {
	amount = min(max(amount, 0), 1)
	switch {
	case th.Colors == NoColors || th.Still:
		return s
	case th.Colors == Sixteen:
		if amount < 0.5 {
			s.bold, s.basic = false, 0
		}
	default:
		s.colour = th.background.mix(s.colour, amount)
	}
	return s.opened()
}
