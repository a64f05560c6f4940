package widget

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"karuna/ui/safe"
	"karuna/ui/theme"
)

// Column is the widest a column of words gets, in columns.
const Column = 60

const cutMark = ".."

// Truncate returns the first line of t cut to w columns. A cut ends in "..":
// the one-column ellipsis is two columns wide in East Asian fonts.
func Truncate(t safe.Text, w int) safe.Text {
	if w <= 0 {
		return safe.Text{}
	}
	line, _, more := strings.Cut(t.String(), "\n")
	if !more && theme.Width(t) <= w {
		return t
	}
	if ansi.StringWidth(line) <= w {
		return safe.Line(line)
	}
	return safe.Line(ansi.Truncate(line, w, cutMark[:min(len(cutMark), w/4)]))
}

// PadRight returns t with spaces up to w columns.
func PadRight(t safe.Text, w int) safe.Text {
	return safe.Concat(t, safe.Repeat(safe.Lit(" "), w-theme.Width(t)))
}

// PadLeft returns t with spaces before it up to w columns.
func PadLeft(t safe.Text, w int) safe.Text {
	return safe.Concat(safe.Repeat(safe.Lit(" "), w-theme.Width(t)), t)
}

// Wrap returns t in lines of at most w columns, broken at spaces where that is
// possible. Line ends of t stay. Where the last word of a paragraph would stand
// alone the lines are made more even instead.
func Wrap(t safe.Text, w int) []safe.Text {
	if w <= 0 {
		return nil
	}
	var out []safe.Text
	for _, p := range t.Lines() {
		lines := wrap(p, w)
		if len(lines) > 1 {
			lines = even(p, lines, w)
		}
		out = append(out, lines...)
	}
	return out
}

// even narrows a paragraph as far as its number of lines allows, so that cues
// read as phrases and not as a line and a leftover.
func even(p safe.Text, lines []safe.Text, w int) []safe.Text {
	low, high := (theme.Width(p)+len(lines)-1)/len(lines), w
	for word := range strings.FieldsSeq(p.String()) { // no word is broken for it
		low = min(max(low, theme.Width(safe.Line(word))), w)
	}
	for low < high {
		mid := (low + high) / 2
		if try := wrap(p, mid); len(try) <= len(lines) {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return wrap(p, high)
}

func wrap(p safe.Text, w int) []safe.Text {
	if theme.Width(p) <= w {
		return []safe.Text{p}
	}
	var out []safe.Text
	for line := range strings.SplitSeq(ansi.Wrap(p.String(), w, ""), "\n") {
		out = append(out, safe.Line(ansi.Truncate(strings.TrimSpace(line), w, "")))
	}
	return out
}

// Cue returns words to be sat with: phrases of at most Column columns within w,
// centred, at most h lines, the last one cut when there are more.
func Cue(s theme.Style, t safe.Text, w, h int) theme.Block {
	lines := Phrases(t, min(w, Column))
	if len(lines) > h {
		lines = lines[:max(h, 0)]
		if h > 0 {
			last := safe.Concat(lines[h-1], safe.Lit(" .."))
			lines[h-1] = Truncate(last, min(w, Column))
		}
	}
	blocks := make([]theme.Block, len(lines))
	for i, l := range lines {
		blocks[i] = s.Render(l)
	}
	return Solid(theme.Vertical(theme.Middle, blocks...))
}
