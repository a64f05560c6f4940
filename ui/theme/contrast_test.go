package theme_test

import (
	"fmt"
	"image/color"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"karuna/ui/safe"
	"karuna/ui/theme"
)

// Every text role of every palette must be readable on the usual backgrounds,
// as it is written: the colour is read back from the SGR sequence.
func TestContrast(t *testing.T) {
	for _, name := range theme.Names() {
		for _, dark := range []bool{true, false} {
			for _, colors := range []theme.Colors{theme.TrueColor, theme.TwoFiftySix, theme.Sixteen} {
				th, err := theme.Load(palettes(), name, theme.Terminal{Dark: dark, Colors: colors})
				if err != nil {
					t.Fatal(err)
				}
				for role, style := range roles(th) {
					least := 4.5
					switch {
					case role == "line":
						least = 3 // WCAG's figure for graphics
					case name == "high-contrast" && colors != theme.Sixteen:
						least = 7
					}
					for _, p := range pairs(t, style, dark) {
						if r := theme.Contrast(p.front, p.back); r < least {
							t.Errorf("%s dark=%v colours=%d %s: %s %.2f, want %.1f", name, dark, colors, role, p.where, r, least)
						}
					}
				}
			}
		}
	}
}

func roles(th theme.Theme) map[string]theme.Style {
	return map[string]theme.Style{
		"text": th.Text, "dim": th.Dim, "accent": th.Accent, "self": th.Self,
		"other": th.Other, "ground": th.Ground, "line": th.Line,
	}
}

// scheme is how a terminal shows the bright colours, with its dark background.
type scheme struct {
	name                          string
	brightCyan, brightWhite, back uint32
}

func schemes() []scheme {
	return []scheme{
		{"xterm", 0x00FFFF, 0xFFFFFF, 0x000000},
		{"VGA", 0x55FFFF, 0xFFFFFF, 0x000000},
		{"Solarized", 0x93A1A1, 0xFDF6E3, 0x002B36},
	}
}

type pair struct {
	front, back color.Color
	where       string
}

// pairs returns the colours a style is seen in. The default colour on the
// default background is the person's own choice and is not judged.
func pairs(t *testing.T, s theme.Style, dark bool) []pair {
	t.Helper()
	backs := []uint32{0xFFFFFF, 0xFDF6E3}
	if dark {
		backs = []uint32{0x1E1E1E, 0x000000}
	}
	params := sgr(t, s)
	var out []pair
	add := func(c color.Color, where string, backs ...uint32) {
		for _, b := range backs {
			out = append(out, pair{c, rgb(b), fmt.Sprintf("%s %v on #%06x", where, params, b)})
		}
	}
	switch {
	case len(params) == 5 && params[1] == 2:
		add(color.RGBA{uint8(params[2]), uint8(params[3]), uint8(params[4]), 255}, "rgb", backs...)
	case len(params) == 3 && params[1] == 5:
		if params[2] < 16 {
			t.Errorf("colour %d of 256 is not fixed", params[2])
		}
		add(ansi.IndexedColor(params[2]), "indexed", backs...)
	default:
		for _, p := range params {
			switch p {
			case 1:
			case 96, 97:
				if !dark {
					t.Errorf("bright colour %d on a light background", p)
				}
				for _, sc := range schemes() {
					c := sc.brightCyan
					if p == 97 {
						c = sc.brightWhite
					}
					add(rgb(c), sc.name, append(backs, sc.back)...)
				}
			default:
				t.Errorf("SGR %d is not one of bold, 96 and 97", p)
			}
		}
	}
	return out
}

func sgr(t *testing.T, s theme.Style) []int {
	t.Helper()
	m := regexp.MustCompile(`^\x1b\[([0-9;]+)mx\x1b\[m$`).FindStringSubmatch(s.Render(safe.Lit("x")).String())
	if m == nil {
		return nil
	}
	var out []int
	for p := range strings.SplitSeq(m[1], ";") {
		n, err := strconv.Atoi(p)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, n)
	}
	return out
}

func rgb(v uint32) color.Color {
	return color.RGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
}

// TestRatio: black on white, and the greys either side of the least that words
// want (WCAG 2.2, 1.4.3).
func TestRatio(t *testing.T) {
	check := func(a, b uint32, want string) {
		t.Helper()
		for _, r := range []float64{theme.Contrast(rgb(a), rgb(b)), theme.Contrast(rgb(b), rgb(a))} {
			if got := fmt.Sprintf("%.2f", r); got != want {
				t.Errorf("%06x and %06x: %s, want %s", a, b, got, want)
			}
		}
	}
	check(0x000000, 0xFFFFFF, "21.00")
	check(0x767676, 0xFFFFFF, "4.54")
	check(0x777777, 0xFFFFFF, "4.48")
	check(0x123456, 0x123456, "1.00")
}
