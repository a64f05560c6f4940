package widget

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"karuna/ui/safe"
	"karuna/ui/theme"
)

// Writing is text that is being written, with the place where the next letter
// goes. It is a value: what a key does is a new Writing. Its text is always
// clean, and never longer than its limit.
type Writing struct {
	before, after string
	lines         bool // it may have more than one
	limit         int  // in bytes
}

// NewWriting returns text to go on writing at its end, on one line or on as
// many as are wished, of at most limit bytes.
func NewWriting(text string, lines bool, limit int) Writing {
	return Writing{lines: lines, limit: limit}.Insert(text)
}

// Text returns what is written.
func (t Writing) Text() string { return t.clean(t.all()) }

func (t Writing) all() string { return t.before + t.after }

// Insert writes text where the cursor is, as much as the limit lets in.
func (t Writing) Insert(text string) Writing {
	all := t.clean(t.before + text)
	if room := t.limit - len(t.after); len(all) > room {
		room = max(room, len(t.before))
		for room > 0 && !utf8.RuneStart(all[room]) {
			room--
		}
		all = t.clean(all[:room])
	}
	t.before = all
	return t
}

func (t Writing) clean(text string) string {
	if t.lines {
		return safe.Clean(text).String()
	}
	return safe.Line(text).String()
}

// Press does what a key does in a field w columns wide; key is its name as
// terminal programs spell it ("left", "ctrl+u"), text what it prints. Keys
// without a meaning here change nothing.
func (t Writing) Press(key, text string, w int) Writing {
	if text != "" {
		return t.Insert(text)
	}
	switch key {
	case "enter":
		if t.lines {
			return t.Insert("\n")
		}
	case "up", "ctrl+p":
		return t.climb(-1, w)
	case "down", "ctrl+n":
		return t.climb(1, w)
	case "backspace", "ctrl+h":
		t.before = t.before[:t.back()]
	case "delete", "ctrl+d":
		t.after = t.after[len(first(t.after)):]
	case "ctrl+u":
		t.before = t.before[:t.lineStart()]
	case "ctrl+k":
		t.after = t.after[t.lineEnd()-len(t.before):]
	case "ctrl+w", "alt+backspace":
		t.before = t.before[:t.wordBack()]
	default:
		return t.to(t.target(key))
	}
	return t
}

// target returns where a key takes the cursor.
func (t Writing) target(key string) int {
	switch key {
	case "left", "ctrl+b":
		return t.back()
	case "right", "ctrl+f":
		return len(t.before) + len(first(t.after))
	case "home", "ctrl+a":
		return t.lineStart()
	case "end", "ctrl+e":
		return t.lineEnd()
	case "ctrl+left", "alt+left", "alt+b":
		return t.wordBack()
	case "ctrl+right", "alt+right", "alt+f":
		return len(t.all()) - len(strings.TrimLeftFunc(strings.TrimLeftFunc(t.after, unicode.IsSpace), notSpace))
	case "ctrl+home":
		return 0
	case "ctrl+end":
		return len(t.all())
	}
	return len(t.before)
}

// to puts the cursor before byte i.
func (t Writing) to(i int) Writing {
	all := t.all()
	t.before, t.after = all[:i], all[i:]
	return t
}

func first(s string) string {
	cluster, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return cluster
}

// back returns where the character before the cursor begins.
func (t Writing) back() int {
	i := t.lineStart()
	if i == len(t.before) {
		return max(i-1, 0)
	}
	for {
		n := i + len(first(t.before[i:]))
		if n >= len(t.before) {
			return i
		}
		i = n
	}
}

func (t Writing) lineStart() int { return strings.LastIndexByte(t.before, '\n') + 1 }

func (t Writing) lineEnd() int {
	if i := strings.IndexByte(t.after, '\n'); i >= 0 {
		return len(t.before) + i
	}
	return len(t.all())
}

func notSpace(r rune) bool { return !unicode.IsSpace(r) }

func (t Writing) wordBack() int {
	return len(strings.TrimRightFunc(strings.TrimRightFunc(t.before, unicode.IsSpace), notSpace))
}

// row is a line as it is shown: bytes of the text.
type row struct{ from, to int }

// rows breaks the text at w columns, at spaces where that is possible. Spaces
// at the end of a row may hang over.
func (t Writing) rows(w int) []row {
	var out []row
	at := 0
	for line := range strings.SplitSeq(t.all(), "\n") {
		out = appendRows(out, line, at, max(w, 1))
		at += len(line) + 1
	}
	return out
}

func appendRows(out []row, line string, at, w int) []row {
	start, gap, width := 0, 0, 0
	for i := 0; i < len(line); {
		c, cw := ansi.FirstGraphemeCluster(line[i:], ansi.GraphemeWidth)
		width += cw
		if width > w && c != " " && i > start {
			if gap <= start {
				gap = i
			}
			out = append(out, row{at + start, at + gap})
			start, i, width = gap, gap, 0
			continue
		}
		i += len(c)
		if c == " " {
			gap = i
		}
	}
	return append(out, row{at + start, at + len(line)})
}

// place returns the row the cursor is in, and its column there.
func (t Writing) place(rows []row) (y, x int) {
	for y = len(rows) - 1; y > 0 && rows[y].from > len(t.before); y-- {
	}
	return y, ansi.StringWidth(t.before[rows[y].from:])
}

// climb moves the cursor by rows, keeping its column as far as it can.
func (t Writing) climb(by, w int) Writing {
	rows := t.rows(w - 1)
	y, x := t.place(rows)
	if y += by; y < 0 || y >= len(rows) {
		return t
	}
	text := t.all()[rows[y].from:rows[y].to]
	i := 0
	for width := 0; i < len(text); {
		c, cw := ansi.FirstGraphemeCluster(text[i:], ansi.GraphemeWidth)
		if width += cw; width > x {
			break
		}
		i += len(c)
	}
	if i > 0 && i == len(text) && y < len(rows)-1 && rows[y+1].from == rows[y].to {
		i -= len(text) - len(strings.TrimRight(text, " ")) // the end of a broken row is the next one's start
	}
	return t.to(rows[y].from + i)
}

// Draw shows the text in at most w by h, and where the cursor is in that. Of a
// text that is longer it shows the part with the cursor.
func (t Writing) Draw(s theme.Style, w, h int) (b theme.Block, x, y int) {
	if w <= 1 || h <= 0 {
		return theme.Block{}, 0, 0
	}
	rows := t.rows(w - 1) // the cursor stands after the last letter
	y, x = t.place(rows)
	top := max(y-h+1, 0)
	var out []theme.Block
	for _, r := range rows[top:min(top+h, len(rows))] {
		out = append(out, s.Render(Truncate(safe.Line(strings.TrimRight(t.all()[r.from:r.to], " ")), w)))
	}
	return theme.Place(w, len(out), theme.Start, theme.Start, theme.Vertical(theme.Start, out...)), min(x, w-1), y - top
}
