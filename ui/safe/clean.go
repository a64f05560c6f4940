package safe

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxMarks is the most combining marks kept on one base character. Written
// languages need four; terminals have crashed on thousands.
const MaxMarks = 8

const (
	tab         = "    "
	replacement = '\uFFFD'
	dottedRing  = '◌' // carries a mark that has no base
	zwnj, zwj   = '\u200C', '\u200D'
)

// clean is Clean and, with oneLine, Line.
func clean(s string, oneLine bool) string {
	if plain(s, oneLine) {
		return s
	}
	c := cleaner{oneLine: oneLine}
	c.out.Grow(len(s))
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		next, _ := utf8.DecodeRuneInString(s[i+n:])
		if r == '\r' && next == '\n' { // one line end, not two
			i += n
			continue
		}
		c.take(r, next)
		i += n
	}
	return c.out.String()
}

// plain reports whether s is printable ASCII, box drawing, blocks and braille,
// which need no work: what pictures are made of must not cost a rune at a time.
func plain(s string, oneLine bool) bool {
	for i := 0; i < len(s); i++ {
		b := s[i]
		if b == 0xE2 && i+2 < len(s) && drawing(s[i+1]) && s[i+2]&0xC0 == 0x80 {
			i += 2
			continue
		}
		if b >= 0x7F || b < ' ' && (b != '\n' || oneLine) {
			return false
		}
	}
	return true
}

// drawing reports whether 0xE2 and b begin U+2500 to U+25BF or U+2800 to
// U+28FF in UTF-8.
func drawing(b byte) bool { return b >= 0x94 && b <= 0x96 || b >= 0xA0 && b <= 0xA3 }

// cleaner holds what the verdict on the next rune depends on. It looks only
// at what was written, and one rune ahead for a direction mark; that is what
// makes cleaning idempotent.
type cleaner struct {
	out     strings.Builder
	oneLine bool
	base    rune // last rune written that is not a mark; 0 at a line's start
	last    rune // last rune written; 0 at a line's start
	marks   int  // written since base
	broken  bool // the space of a line end was just written (oneLine)
}

// take writes what r may become, given the rune after it in the input.
func (c *cleaner) take(r, next rune) {
	switch {
	case r == '\n', r == '\u2028', r == '\u2029':
		c.newline()
	case r < 0xA0:
		c.ascii(r)
	case r == zwnj, r == zwj, directionMark(r), variation(r):
		if c.belongs(r, next) {
			c.attach(r)
		}
	case ignorable(r):
	case unicode.Is(unicode.M, r):
		c.mark(r)
	case unicode.IsGraphic(r), prepended(r):
		c.write(r)
	default: // unassigned, private use, surrogates, noncharacters
		c.write(replacement)
	}
}

// ascii writes r, below U+00A0 and not a line end: controls by their pictures.
func (c *cleaner) ascii(r rune) {
	switch {
	case r == '\t':
		c.write(' ')
		c.out.WriteString(tab[1:])
	case r < ' ':
		c.write(0x2400 + r)
	case r < 0x7F:
		c.write(r)
	case r == 0x7F:
		c.write('\u2421')
	default:
		c.write(replacement)
	}
}

// belongs reports whether an invisible character has a meaning where it stands.
func (c *cleaner) belongs(r, next rune) bool {
	switch {
	case r == zwnj, r == zwj:
		return joins(c.last)
	case directionMark(r):
		return rightToLeft(c.base) && !directionMark(c.last) || rightToLeft(next)
	}
	return c.marks < MaxMarks && varies(c.last, r)
}

func (c *cleaner) newline() {
	if c.oneLine {
		if !c.broken {
			c.write(' ')
			c.broken = true
		}
		return
	}
	c.out.WriteByte('\n')
	c.base, c.last, c.marks = 0, 0, 0
}

// write writes a base character.
func (c *cleaner) write(r rune) {
	c.out.WriteRune(r)
	c.base, c.last, c.marks, c.broken = r, r, 0, false
}

// attach writes an invisible character that belongs to the base before it.
func (c *cleaner) attach(r rune) {
	c.out.WriteRune(r)
	c.last = r
	c.broken = false
	c.marks++
}

// mark writes a combining mark, on a dotted ring where a line begins with it.
func (c *cleaner) mark(r rune) {
	if c.base == 0 {
		c.write(dottedRing)
	}
	if c.marks < MaxMarks {
		c.attach(r)
	}
}
