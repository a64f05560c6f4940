package theme

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"karuna/ui/safe"
)

// Style is how a run of text looks. The zero Style adds nothing. Styles are
// comparable.
type Style struct {
	colors Colors
	colour rgb
	basic  basic
	bold   bool
	ascii  bool   // fold what has a likeness in ASCII
	on     string // the SGR sequence that begins it, "" for none
}

// Bold returns s in bold; without colours it changes nothing.
func (s Style) Bold() Style {
	s.bold = true
	return s.opened()
}

// Hex returns the palette's colour as "#rrggbb" for a picture that is no
// terminal, "" where there is none.
func (s Style) Hex() string { return s.colour.hex() }

// Render returns the texts one after the other in this style, line by line.
func (s Style) Render(texts ...safe.Text) Block {
	text := ""
	switch len(texts) {
	case 0:
	case 1:
		text = texts[0].String()
	default:
		text = safe.Concat(texts...).String()
	}
	if s.ascii {
		text = fold(text)
	}
	if !strings.Contains(text, "\n") {
		w := width(text)
		if s.on != "" && text != "" {
			text = s.on + text + off
		}
		return Block{text, w, 1}
	}
	lines := strings.Split(text, "\n")
	w := 0
	for i, l := range lines {
		w = max(w, width(l))
		if s.on != "" && l != "" {
			lines[i] = s.on + l + off
		}
	}
	return Block{strings.Join(lines, "\n"), w, len(lines)}
}

// off ends every run, so a line never depends on the one before it.
const off = "\x1b[m"

// opened returns s with the sequence that begins it worked out.
func (s Style) opened() Style {
	s.on = s.sequence()
	return s
}

// sequence returns the one SGR sequence that begins the style, or "".
func (s Style) sequence() string {
	if s.colors == NoColors {
		return ""
	}
	var b [24]byte
	out := append(b[:0], "\x1b["...)
	if s.bold {
		out = append(out, "1;"...)
	}
	switch {
	case s.colors == Sixteen && s.basic != 0:
		out = strconv.AppendInt(out, 90+int64(s.basic)-8, 10)
	case s.colors == TwoFiftySix && s.colour.given:
		index, _ := s.colour.indexed().(ansi.IndexedColor)
		out = append(out, "38;5;"...)
		out = strconv.AppendInt(out, int64(index), 10)
	case s.colors == TrueColor && s.colour.given:
		out = append(out, "38;2;"...)
		out = strconv.AppendInt(out, int64(s.colour.r), 10)
		out = append(out, ';')
		out = strconv.AppendInt(out, int64(s.colour.g), 10)
		out = append(out, ';')
		out = strconv.AppendInt(out, int64(s.colour.b), 10)
	case s.bold:
		out = out[:len(out)-1]
	default:
		return ""
	}
	return string(append(out, 'm'))
}

// width returns the columns of one line. Printable ASCII, braille, blocks, box
// drawing and our own SGR sequences are counted by hand; a line that has
// anything else goes to x/ansi, by grapheme clusters.
func width(line string) int {
	n := 0
	for i := 0; i < len(line); i++ {
		switch b := line[i]; {
		case b >= ' ' && b < 0x7F:
			n++
		case b == 0x1B:
			end := strings.IndexByte(line[i:], 'm')
			if end < 0 {
				return ansi.StringWidth(line)
			}
			i += end
		case b == 0xE2 && i+2 < len(line) && drawing(line[i+1], line[i+2]):
			n++
			i += 2
		default:
			return ansi.StringWidth(line)
		}
	}
	return n
}

// drawing reports whether 0xE2, a and b are box drawing, a block or braille.
func drawing(a, b byte) bool {
	return a == 0x94 || a == 0x95 || a == 0x96 && b < 0xA0 || a >= 0xA0 && a <= 0xA3
}

// Width returns the columns the widest line of t takes.
func Width(t safe.Text) int {
	w := 0
	for l := range strings.SplitSeq(t.String(), "\n") {
		w = max(w, width(l))
	}
	return w
}
