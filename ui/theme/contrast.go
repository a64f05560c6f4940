package theme

import (
	"fmt"
	"image/color"
	"math"
	"strings"
)

// The contrast that words and lines keep to (WCAG 2.2: 1.4.3 and 1.4.11).
const (
	leastWords = 4.5
	leastLines = 3
)

// Faint is a role of a palette that stands out too little from a background it
// is seen on.
type Faint struct {
	Line, Col    int // in the file, from 1; 0 where the place is not plain
	Table, Role  string
	Ratio, Least float64
	Back         string // "#rrggbb"
	Indexed      bool   // it is so in 256 colours alone
}

// String returns "dark.dim: contrast 3.21 on #1e1e1e, words want 4.5".
func (f Faint) String() string {
	what, how := "words", ""
	if f.Role == lineRole {
		what = "lines"
	}
	if f.Indexed {
		how = " in 256 colours"
	}
	ratio := math.Floor(f.Ratio*100) / 100 // never rounded up to what is wanted
	return fmt.Sprintf("%s.%s: contrast %.2f on %s%s, %s want %g", f.Table, f.Role, ratio, f.Back, how, what, f.Least)
}

// lineRole is the one role that is never words.
const lineRole = "line"

// Check returns the roles of a palette file that are hard to read on the usual
// backgrounds of their table, each with the background it is worst on, dark
// before light. The error is that of a file that is no palette.
func Check(src []byte) ([]Faint, error) {
	p, err := parse(src)
	if err != nil {
		return nil, err
	}
	var out []Faint
	for _, t := range []struct {
		name    string
		colours colours
		backs   []rgb
	}{
		{"dark", p.Dark, []rgb{{0x1E, 0x1E, 0x1E, true}, {0, 0, 0, true}}},
		{"light", p.Light, []rgb{{0xFF, 0xFF, 0xFF, true}, {0xFD, 0xF6, 0xE3, true}}},
	} {
		c := t.colours
		for _, role := range []struct {
			name   string
			colour rgb
		}{
			{"text", c.Text}, {"dim", c.Dim}, {"accent", c.Accent}, {"self", c.Self}, {"other", c.Other}, {"ground", c.Ground}, {lineRole, c.Line},
		} {
			f, faint := faintest(role.colour, t.backs, leastOf(role.name))
			if !faint {
				continue
			}
			f.Table, f.Role = t.name, role.name
			f.Line, f.Col = placeOf(src, t.name, role.name)
			out = append(out, f)
		}
	}
	return out, nil
}

func leastOf(role string) float64 {
	if role == lineRole {
		return leastLines
	}
	return leastWords
}

// faintest is the colour on the background it is worst on, as it is written,
// else as the nearest of 256.
func faintest(c rgb, backs []rgb, least float64) (Faint, bool) {
	for _, indexed := range []bool{false, true} {
		front := c.color()
		if indexed {
			front = c.indexed()
		}
		f := Faint{Ratio: math.Inf(1), Least: least, Indexed: indexed}
		for _, b := range backs {
			if r := Contrast(front, b.color()); r < f.Ratio {
				f.Ratio, f.Back = r, b.hex()
			}
		}
		if f.Ratio < least {
			return f, true
		}
	}
	return Faint{}, false
}

// Contrast returns WCAG 2.2's ratio of the relative luminances of two opaque
// colours, from 1 to 21, whichever comes first.
func Contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		x := float64(v) / 0xFFFF
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// placeOf is where a file gives a role its colour: "role =" below the header
// of its table, or "table.role =". Other spellings of TOML have no place.
func placeOf(src []byte, table, role string) (line, col int) {
	in := ""
	for text := range strings.Lines(string(src)) {
		line++
		plain := strings.TrimSpace(text)
		if head, ok := strings.CutPrefix(plain, "["); ok {
			in, _, _ = strings.Cut(head, "]")
			in = strings.Trim(strings.TrimSpace(in), `"'`) + "."
			continue
		}
		key, _, ok := strings.Cut(plain, "=")
		if ok && in+strings.Trim(strings.TrimSpace(key), `"'`) == table+"."+role {
			return line, 1 + strings.Index(text, plain)
		}
	}
	return 0, 0
}
