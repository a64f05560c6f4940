package theme_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"karuna/ui/safe"
	"karuna/ui/theme"
)

func block(s string) theme.Block { return theme.Style{}.Render(safe.Clean(s)) }

func TestJoins(t *testing.T) {
	check := func(name string, got theme.Block, want string) {
		t.Helper()
		if got.String() != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	a, b := block("a"), block("bbb\nb")
	check("row", theme.Row(a, block("界"), a), "a界a")
	check("row of blocks", theme.Row(a, b), "abbb\n b  ")
	check("vertical", theme.Vertical(theme.Start, a, theme.Block{}, b), "a\nbbb\nb")
	check("vertical middle", theme.Vertical(theme.Middle, a, b), " a\nbbb\n b")
	check("vertical end", theme.Vertical(theme.End, a, b), "  a\nbbb\n  b")
	check("horizontal", theme.Horizontal(theme.Start, b, a), "bbba\nb   ")
	check("horizontal end", theme.Horizontal(theme.End, b, a), "bbb \nb  a")
	check("center", theme.Center(5, 4, b), "     \n bbb \n b   \n     ")
	check("place", theme.Place(4, 2, theme.End, theme.End, a), "    \n   a")
	check("place nothing", theme.Place(3, 3, theme.Start, theme.Start, theme.Block{}), "   \n   \n   ")
	check("clip", theme.Clip(2, 1, b), "bb")
	check("clip wide", theme.Clip(2, 1, block("a界")), "a")
	check("blank", theme.Blank(2, 2), "  \n  ")
	check("over", theme.Over(block("abcdef\nghijkl"), block("XY"), 2, 1), "abcdef\nghXYkl")
	check("over short", theme.Over(block("a\nbcd"), block("X"), 2, 0), "a X\nbcd")
	check("over edge", theme.Over(block("abc"), block("XY\nZ"), 2, 0), "abX")
}

// What a join says of its size must be what a terminal would measure.
func TestSizes(t *testing.T) {
	th, err := theme.Load(palettes(), "night", theme.Terminal{Dark: true, Colors: theme.TrueColor})
	if err != nil {
		t.Fatal(err)
	}
	words := rapid.SampledFrom([]string{"", "sit", "karuṇā", "愿一切", "⣿⣀", "a\nlonger", "❤️ 🧘", "\n", "█─"})
	rapid.Check(t, func(t *rapid.T) {
		draw := func() theme.Block {
			s := rapid.SampledFrom([]theme.Style{th.Text, th.Accent.Bold(), {}}).Draw(t, "style")
			return s.Render(safe.Clean(words.Draw(t, "words")))
		}
		a, b := draw(), draw()
		align := theme.Align(rapid.IntRange(0, 2).Draw(t, "align"))
		w, h := rapid.IntRange(-1, 12).Draw(t, "w"), rapid.IntRange(-1, 6).Draw(t, "h")
		for name, got := range map[string]theme.Block{
			"render": a, "row": theme.Row(a, b), "vertical": theme.Vertical(align, a, b),
			"horizontal": theme.Horizontal(align, a, b), "place": theme.Place(w, h, align, align, a),
			"clip": theme.Clip(w, h, a), "over": theme.Over(theme.Blank(9, 4), a, max(w, 0), max(h, 0)),
		} {
			ww, hh := measure(got)
			if ww > got.Width() || hh != got.Height() {
				t.Errorf("%s of %q, %q: says %dx%d, is %dx%d: %q", name, a, b, got.Width(), got.Height(), ww, hh, got)
			}
			if (name == "place" || name == "clip") && (ww > max(w, 0) || hh > max(h, 0)) {
				t.Errorf("%s in %dx%d is %dx%d", name, w, h, ww, hh)
			}
		}
	})
}

func measure(b theme.Block) (w, h int) {
	if b == (theme.Block{}) {
		return 0, 0
	}
	lines := strings.Split(b.String(), "\n")
	for _, l := range lines {
		w = max(w, ansi.StringWidth(l))
	}
	return w, len(lines)
}

func BenchmarkPlace(b *testing.B) {
	disc := block(strings.TrimRight(strings.Repeat(strings.Repeat("⣿", 40)+"\n", 20), "\n"))
	b.ReportAllocs()
	for b.Loop() {
		theme.Center(100, 30, disc)
	}
}
