package script

import (
	"regexp"
	"strings"
	"sync"
)

// mark says what a rune of a line is.
type mark byte

const (
	normal  mark = iota
	dropped      // a backslash that escapes
	plain        // the rune it escapes
)

// marks walks t from its start, which must be where a line's words begin.
func marks(t text) []mark {
	m := make([]mark, len(t.runes))
	for i := 0; i+1 < len(t.runes); i++ {
		if t.runes[i] == '\\' && escapable(t.runes[i+1], i == 0) {
			m[i], m[i+1] = dropped, plain
			i++
		}
	}
	return m
}

func escapable(r rune, atStart bool) bool {
	return strings.ContainsRune(`[{(]})\`, r) || atStart && strings.ContainsRune(`>#+-`, r)
}

// unescape takes the escaping backslashes out.
func unescape(t text) text { return without(t, marks(t)) }

func without(t text, m []mark) text {
	kept := make([]rune, 0, len(t.runes))
	for i, r := range t.runes {
		if m[i] != dropped {
			kept = append(kept, r)
		}
	}
	return text{kept, t.line, t.col}
}

// unescapeStart takes out a backslash at the start only; the rest of a purpose
// is as it stands.
func unescapeStart(t text) text {
	if len(t.runes) > 1 && t.runes[0] == '\\' && escapable(t.runes[1], true) {
		return t.from(1)
	}
	return t
}

// cutBraces splits a last unescaped {…} from the end of t.
func cutBraces(t text) (body, inner text, ok bool) {
	t = t.trim()
	last := len(t.runes) - 1
	if last < 1 || t.runes[last] != '}' {
		return t, text{}, false
	}
	m := marks(t)
	for i := last - 1; i >= 0; i-- {
		switch {
		case t.runes[i] == '}':
			return t, text{}, false
		case t.runes[i] == '{' && m[i] == normal:
			return t.to(i).trim(), t.to(last).from(i + 1), true
		}
	}
	return t, text{}, false
}

// slotPattern is a slot from its brace on.
var slotPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\{([a-z][a-z0-9_-]*)\|([^{}\[\]\\|]*[^{}\[\]\\| ][^{}\[\]\\|]*)\}`)
})

// escapeText writes the words of a cue so that Parse reads them back.
func escapeText(s string) string {
	var b strings.Builder
	for i, r := range s {
		if needsEscape(s[i:], r, i == 0) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// needsEscape looks at the rune r that rest begins with.
func needsEscape(rest string, r rune, first bool) bool {
	switch r {
	case '[':
		return true
	case '{':
		return !slotPattern().MatchString(rest)
	case '(':
		return roundDirective(rest)
	case '\\':
		return first || len(rest) > 1 && strings.IndexByte(`[{(]})\`, rest[1]) >= 0
	}
	return first && strings.ContainsRune(">#+-", r)
}
