package widget_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"karuna/ui/safe"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

func TestTruncate(t *testing.T) {
	check := func(in string, w int, want string) {
		t.Helper()
		if got := widget.Truncate(safe.Clean(in), w).String(); got != want {
			t.Errorf("Truncate(%q, %d) = %q, want %q", in, w, got, want)
		}
	}
	check("Well-wishing", 12, "Well-wishing")
	check("Well-wishing", 11, "Well-wish..")
	check("Well-wishing", 4, "Wel.")
	check("Well-wishing", 3, "Wel")
	check("Well-wishing", 0, "")
	check("one\ntwo", 20, "one")
	check("愿一切众生", 9, "愿一切..")
	check("愿一切", 3, "愿")
}

func TestWrap(t *testing.T) {
	check := func(in string, w int, want ...string) {
		t.Helper()
		var got []string
		for _, l := range widget.Wrap(safe.Clean(in), w) {
			got = append(got, l.String())
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("Wrap(%q, %d) = %q, want %q", in, w, got, want)
		}
	}
	check("May you be safe.", 60, "May you be safe.")
	check("May you be safe, may you be well.", 30, "May you be safe,", "may you be well.")
	check("one\n\ntwo", 10, "one", "", "two")
	check("unbreakable", 4, "unbr", "eaka", "ble")
	check("anything", 0)
}

func TestPhrases(t *testing.T) {
	check := func(in string, w int, want ...string) {
		t.Helper()
		var got []string
		for _, l := range widget.Phrases(safe.Clean(in), w) {
			got = append(got, l.String())
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("Phrases(%q, %d) = %q, want %q", in, w, got, want)
		}
	}
	check("May you be safe.", 60, "May you be safe.")
	check("A kind wish for you. A kind wish for me. Out loud, or only inside.", 26,
		"A kind wish for you.", "A kind wish for me.", "Out loud, or only inside.")
	check("Soften the belly, the jaw, and whatever else is held.", 30, "Soften the belly, the jaw,", "and whatever else is held.")
	check("Bring to mind someone easy to be kind to.", 30, "Bring to mind someone", "easy to be kind to.")
	check("one two three", 5, "one", "two", "three")
	check("unbreakable as ever", 6, "unbrea", "kable", "as", "ever")
	check("one\n\ntwo", 10, "one", "", "two")
	check("anything", 0)
}

// No word is lost, no line is too wide, and no more lines are used than a plain
// fill would take.
func TestWrapProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"may", "you", "be", "safe,", "karuṇā", "愿一切", "upekkhā"}), 1, 40).Draw(t, "words")
		w := rapid.IntRange(8, 70).Draw(t, "w")
		cut := rapid.SampledFrom([]func(safe.Text, int) []safe.Text{widget.Wrap, widget.Phrases}).Draw(t, "cut")
		lines := cut(safe.Line(strings.Join(words, " ")), w)
		var again []string
		for _, l := range lines {
			if theme.Width(l) > w {
				t.Fatalf("%q is wider than %d", l, w)
			}
			again = append(again, strings.Fields(l.String())...)
		}
		if strings.Join(again, " ") != strings.Join(words, " ") {
			t.Fatalf("%q became %q", words, again)
		}
		if most := theme.Width(safe.Line(strings.Join(words, " ")))/(w-6) + 1; len(lines) > most {
			t.Fatalf("%d lines where %d would do", len(lines), most)
		}
	})
}

func TestCueIsCut(t *testing.T) {
	b := widget.Cue(theme.Style{}, safe.Lit("Bring to mind someone easy to be kind to, and let them sit beside you."), 20, 2)
	if b.Height() != 2 || !strings.HasSuffix(b.String(), "..") {
		t.Errorf("a cue of two lines: %q", b)
	}
}

func TestMatch(t *testing.T) {
	check := func(query, text string, want bool) {
		t.Helper()
		if got := widget.Match(query, safe.Line(text)); got != want {
			t.Errorf("Match(%q, %q) = %v, want %v", query, text, got, want)
		}
	}
	check("", "Well-wishing", true)
	check("well", "Well-wishing", true)
	check("wish", "Well-wishing", true)
	check("ish", "Well-wishing", false)
	check("karu pra", "Karuṇā practice", true)
	check("KARUNA", "Karuṇā practice", true)
	check("karu mett", "Karuṇā practice", false)
}

func TestListAt(t *testing.T) {
	check := func(n, chosen, h, y, want int, ok bool) {
		t.Helper()
		if got, is := widget.ListAt(n, chosen, h, y); is != ok || ok && got != want {
			t.Errorf("ListAt(%d, %d, %d, %d) = %d, %v; want %d, %v", n, chosen, h, y, got, is, want, ok)
		}
	}
	check(3, 0, 10, 2, 2, true)
	check(3, 0, 10, 3, 0, false)
	check(30, 20, 10, 0, 15, true)
	check(30, 29, 10, 9, 29, true)
	check(30, 29, 10, 10, 0, false)
	check(30, 29, 10, -1, 0, false)
}

func TestScroll(t *testing.T) {
	var lines []theme.Block
	for i := range 5 {
		lines = append(lines, theme.Style{}.Render(safe.Int(i)))
	}
	check := func(g theme.Glyphs, top, h int, want string) {
		t.Helper()
		if got := widget.Scroll(theme.Theme{Glyphs: g}, lines, top, h).String(); got != want {
			t.Errorf("from %d, %d lines: %q, want %q", top, h, got, want)
		}
	}
	check(theme.Braille, 0, 5, "0\n1\n2\n3\n4")
	check(theme.Braille, 0, 3, "  0\n  1\n⋮ 2")
	check(theme.ASCII, 1, 3, ": 1\n  2\n: 3")
	check(theme.Braille, 99, 3, "⋮ 2\n  3\n  4")
}

func TestSentences(t *testing.T) {
	check := func(w, h int, want string) {
		t.Helper()
		b := widget.Sentences(theme.Style{}, safe.Lit("Stop if dizzy. No holds when pregnant. Never in water."), w, h)
		if got := strings.Join(strings.Fields(b.String()), " "); got != want || b.Height() > h {
			t.Errorf("in %dx%d: %q in %d lines, want %q", w, h, got, b.Height(), want)
		}
	}
	check(60, 1, "Stop if dizzy. No holds when pregnant. Never in water.")
	check(40, 1, "Stop if dizzy. No holds when pregnant.")
	check(20, 2, "Stop if dizzy. No holds when pregnant.")
	check(20, 1, "Stop if dizzy.")
	check(12, 1, "Stop if ..")
	check(12, 0, "")
}

// Every list leaves the same air, and a low window none.
func TestCalm(t *testing.T) {
	check := func(h, above, below int) {
		t.Helper()
		var st widget.Stack
		st.Gap(widget.Calm(h))
		_, top := st.Corner(80, h, 60)
		if left := h - top - st.Height(); top != above || left != below {
			t.Errorf("in %d rows %d above and %d below, want %d and %d", h, top, left, above, below)
		}
	}
	check(6, 0, 0)
	check(12, 0, 0)
	check(24, 2, 3)
	check(30, 3, 5)
}
