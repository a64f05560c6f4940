package widget_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"karuna/ui/theme"
	"karuna/ui/widget"
)

// typed presses keys: a word in angle brackets is a key's name, the rest is
// text.
func typed(t widget.Writing, keys string, w int) widget.Writing {
	for keys != "" {
		if name, rest, ok := strings.Cut(strings.TrimPrefix(keys, "<"), ">"); ok && keys[0] == '<' {
			t, keys = t.Press(name, "", w), rest
			continue
		}
		text, rest, more := strings.Cut(keys, "<")
		t = t.Press("", text, w)
		keys = ""
		if more {
			keys = "<" + rest
		}
	}
	return t
}

func TestWriting(t *testing.T) {
	check := func(keys, want string) {
		t.Helper()
		got := typed(widget.NewWriting("", true, 100), keys, 11).Insert("|").Text()
		if got != want {
			t.Errorf("%q\n got %q\nwant %q", keys, got, want)
		}
	}
	check("kind", "kind|")
	check("kind<left><left>", "ki|nd")
	check("kind<home>un<end>ness", "unkindness|")
	check("kind<backspace>g", "king|")
	check("kind<home><delete>", "|ind")
	check("a 👩‍👩‍👧 b<left><left><backspace>", "a | b")
	check("one<enter>two<home><backspace>", "one|two")
	check("one<enter>two<up>", "one|\ntwo")
	check("one<enter>two<up><down><left>", "one\ntw|o")
	check("be well and be at ease<up>", "be well and |be at ease")
	check("be well and be at ease<home><down>", "be well |and be at ease")
	check("one two<ctrl+w>", "one |")
	check("one two<ctrl+left><ctrl+left><ctrl+right>", "one| two")
	check("one<enter>two<ctrl+u>", "one\n|")
	check("one<enter>two<up><home><ctrl+k>", "|\ntwo")
	check("one<enter>two<ctrl+home>", "|one\ntwo")
	check("a\x1b[2Jb", "a␛[2Jb|")
	check("x<f1><tab><left><left><left>", "|x")
}

func TestWritingOneLine(t *testing.T) {
	w := typed(widget.NewWriting("", false, 12), "one<enter>two\nthree four five", 8)
	if got := w.Text(); got != "onetwo three" {
		t.Errorf("got %q", got)
	}
}

// Whatever is pressed: the text stays clean and within its limit, what is
// drawn fits, and the cursor is in it.
func TestWritingHolds(t *testing.T) {
	keys := []string{"left", "right", "up", "down", "home", "end", "backspace", "delete", "enter", "ctrl+u", "ctrl+k", "ctrl+w", "ctrl+right", "ctrl+left"}
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.Bool().Draw(t, "lines")
		text := widget.NewWriting(rapid.String().Draw(t, "begun"), lines, 60)
		for range rapid.IntRange(0, 30).Draw(t, "n") {
			if rapid.Bool().Draw(t, "prints") {
				text = text.Press("", rapid.String().Draw(t, "text"), 12)
			} else {
				text = text.Press(rapid.SampledFrom(keys).Draw(t, "key"), "", 12)
			}
			w, h := rapid.IntRange(2, 30).Draw(t, "w"), rapid.IntRange(1, 5).Draw(t, "h")
			b, x, y := text.Draw(theme.Style{}, w, h)
			if b.Width() > w || b.Height() > h || x < 0 || x >= w || y < 0 || y >= max(b.Height(), 1) {
				t.Fatalf("%q in %dx%d: %dx%d, cursor %d,%d", text.Text(), w, h, b.Width(), b.Height(), x, y)
			}
			if !lines && strings.Contains(text.Text(), "\n") {
				t.Fatalf("one line became %q", text.Text())
			}
			if len(text.Text()) > 60 {
				t.Fatalf("%d bytes", len(text.Text()))
			}
		}
	})
}
