package widget_test

import (
	"strings"
	"testing"

	"karuna/ui/safe"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

func TestFit(t *testing.T) {
	lines := func(s string) theme.Block { return theme.Style{}.Render(safe.Clean(s)) }
	check := func(h int, want string) {
		t.Helper()
		b := widget.Fit(h, theme.Start,
			widget.Piece{Block: lines("title"), Matter: widget.Useful},
			widget.Gap(),
			widget.Piece{Block: lines("one\ntwo\nthree"), Matter: widget.Keep},
			widget.Gap(),
			widget.Piece{Block: lines("foot"), Matter: widget.Extra},
			widget.Piece{Block: lines("key"), Matter: widget.Vital})
		got := strings.Join(strings.Fields(strings.ReplaceAll(b.String(), "     ", "-")), " ")
		if got != want || b.Height() > max(h, 0) {
			t.Errorf("in %d rows %q, want %q", h, got, want)
		}
	}
	check(9, "title - one two three - foot key")
	check(8, "title - one two three - foot key")
	check(7, "title - one two three foot key")
	check(6, "title one two three foot key")
	check(5, "title one two three key")
	check(4, "one two three key")
	check(3, "one two key")
	check(1, "key")
	check(0, "")
}

func TestSays(t *testing.T) {
	view := theme.Style{}.Render(safe.Clean("1 lighter  2 same\n  ö q end   q ends"))
	check := func(x, y int, words string, want bool) {
		t.Helper()
		if got := widget.Says(view, x, y, words); got != want {
			t.Errorf("at %d,%d says %q: %v", x, y, words, got)
		}
	}
	check(0, 0, "1 lighter", true)
	check(8, 0, "1 lighter", true)
	check(9, 0, "1 lighter", false)
	check(16, 0, "2 same", true)
	check(4, 1, "q end", true)
	check(12, 1, "q end", false)
	check(12, 1, "q ends", true)
	check(0, 7, "q end", false)
	check(0, 0, "", false)
}
