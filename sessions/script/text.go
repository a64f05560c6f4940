package script

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// text is a stretch of one line that knows where it stands.
type text struct {
	runes     []rune
	line, col int // of the first rune
}

func (t text) String() string { return string(t.runes) }

// from and to cut by rune index.
func (t text) from(i int) text { return text{t.runes[i:], t.line, t.col + i} }
func (t text) to(i int) text   { return text{t.runes[:i], t.line, t.col} }

func (t text) trim() text {
	i, j := 0, len(t.runes)
	for i < j && blank(t.runes[i]) {
		i++
	}
	for j > i && blank(t.runes[j-1]) {
		j--
	}
	return t.to(j).from(i)
}

func (t text) empty() bool { return len(t.runes) == 0 }

func (t text) starts(with string) bool {
	i := 0
	for _, r := range with {
		if i >= len(t.runes) || t.runes[i] != r {
			return false
		}
		i++
	}
	return true
}

// index returns the first rune index of r, or -1.
func (t text) index(r rune) int {
	for i, x := range t.runes {
		if x == r {
			return i
		}
	}
	return -1
}

// split cuts at every r and trims the parts.
func (t text) split(r rune) []text {
	var parts []text
	for {
		i := t.index(r)
		if i < 0 {
			return append(parts, t.trim())
		}
		parts = append(parts, t.to(i).trim())
		t = t.from(i + 1)
	}
}

// word cuts off the first word; rest is trimmed.
func (t text) word() (first string, rest text) {
	t = t.trim()
	i := 0
	for i < len(t.runes) && !blank(t.runes[i]) {
		i++
	}
	return t.to(i).String(), t.from(i).trim()
}

// plain returns the text with runs of blanks made one space.
func (t text) plain() string { return strings.Join(strings.FieldsFunc(t.String(), blank), " ") }

// blank is the space between words. A no-break space is part of the text, as
// French needs it before a question mark.
func blank(r rune) bool { return r == ' ' }

// read cuts src into lines. Line ends are LF, CRLF or CR; a byte order mark is
// left out. What cannot be shown is replaced by something that can, one rune
// for one, and reported once a line.
func read(src []byte, r *report) []text {
	tooLong := len(src) > MaxBytes
	if tooLong {
		src = src[:MaxBytes]
		if i := bytes.LastIndexByte(src, '\n'); i > 0 {
			src = src[:i]
		}
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	var lines []text
	for n := 1; ; n++ {
		end := bytes.IndexAny(src, "\r\n")
		line := src
		if end >= 0 {
			line = src[:end]
		}
		lines = append(lines, readLine(line, n, r))
		if end < 0 {
			break
		}
		if src[end] == '\r' && end+1 < len(src) && src[end+1] == '\n' {
			end++
		}
		src = src[end+1:]
	}
	if tooLong {
		r.errorf(len(lines), 1, "the file is over %d KiB; the rest is not read", MaxBytes>>10)
	}
	return lines
}

func readLine(src []byte, n int, r *report) text {
	t := text{line: n, col: 1, runes: make([]rune, 0, len(src))}
	told := false
	tell := func(format string, args ...any) {
		if !told {
			r.errorf(n, len(t.runes)+1, format, args...)
		}
		told = true
	}
	for len(src) > 0 {
		c, size := utf8.DecodeRune(src)
		src = src[size:]
		switch {
		case c == utf8.RuneError && size == 1:
			tell("this is not UTF-8; save the file as UTF-8")
		case c == '\t' || unicode.Is(unicode.Zs, c) && c != 0xa0 && c != 0x202f:
			c = ' '
		case unicode.IsControl(c) || hidden(c):
			tell("an invisible character (U+%04X) stands here; take it out", c)
			c = visible(c)
		}
		t.runes = append(t.runes, c)
	}
	return t
}

// hidden holds for what changes how a line looks without being seen: line
// separators, direction overrides and isolates, tags, fillers, a late byte
// order mark.
func hidden(c rune) bool {
	switch {
	case c == 0x2028, c == 0x2029, c == 0xfeff,
		c >= 0x202a && c <= 0x202e, c >= 0x2066 && c <= 0x2069,
		c == 0x115f, c == 0x1160, c == 0x3164, c == 0xffa0,
		c >= 0xe0000 && c <= 0xe007f:
		return true
	}
	return false
}

func visible(c rune) rune {
	switch {
	case c < 0x20:
		return 0x2400 + c
	case c == 0x7f:
		return 0x2421
	}
	return utf8.RuneError
}
