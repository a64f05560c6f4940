package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"karuna/ui/safe"
)

// printJSON writes v as one line of JSON. Characters that could act on a
// terminal are written as \u escapes, which mean the same to every reader.
func (a *App) printJSON(v any) error {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	if _, err := a.io.Out.Write(escaped(buf.Bytes())); err != nil {
		return fmt.Errorf("write to standard output: %w", err)
	}
	return nil
}

// escaped returns JSON with every character that a terminal might obey, or
// that reorders or hides its neighbours, as an escape. In JSON such characters
// stand inside strings alone.
func escaped(src []byte) []byte {
	out := make([]byte, 0, len(src))
	marks := 0
	for len(src) > 0 {
		if plain := bytes.IndexFunc(src, func(r rune) bool { return r >= 0x7f }); plain != 0 {
			if plain < 0 {
				return append(out, src...)
			}
			out, src, marks = append(out, src[:plain]...), src[plain:], 0
		}
		r, size := utf8.DecodeRune(src)
		if unicode.Is(unicode.M, r) {
			marks++
		} else {
			marks = 0
		}
		if marks > safe.MaxMarks || acts(r) {
			out = escape(out, r)
		} else {
			out = append(out, src[:size]...)
		}
		src = src[size:]
	}
	return out
}

func acts(r rune) bool {
	switch {
	case r == 0x7f, r >= 0x80 && r < 0xa0:
		return true
	case r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0: // fillers: letters without ink
		return true
	case r == 0x2028, r == 0x2029:
		return true
	}
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r) || unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
}

func escape(out []byte, r rune) []byte {
	if hi, lo := utf16.EncodeRune(r); hi != unicode.ReplacementChar {
		return fmt.Appendf(out, `\u%04x\u%04x`, hi, lo)
	}
	return fmt.Appendf(out, `\u%04x`, r)
}
