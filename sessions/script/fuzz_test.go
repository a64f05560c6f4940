package script_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"karuna/sessions/script"
)

// FuzzParse holds whatever the file: no panic, problems inside the file, and
// a format that formatting leaves alone.
func FuzzParse(f *testing.F) {
	for _, seed := range seeds() {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		s, problems := script.Parse(src)
		inside(t, src, problems)
		once := script.Format(s)
		again, _ := script.Parse(once)
		if twice := script.Format(again); !bytes.Equal(once, twice) {
			t.Errorf("Format is not stable\n--- once\n%s\n--- twice\n%s", once, twice)
		}
		inside(t, src, script.Check(s, script.CheckOptions{BuiltIn: true}))
		if !utf8.Valid(once) {
			t.Error("Format wrote invalid UTF-8")
		}
	})
}

// inside fails for problems that stand outside the file, or out of order.
func inside(t *testing.T, src []byte, problems []script.Problem) {
	t.Helper()
	text := strings.TrimPrefix(string(src), "\ufeff")
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	last := script.Problem{}
	for _, p := range problems {
		if p.Line < 1 || p.Line > len(lines) || p.Col < 1 || p.Col > len([]rune(lines[p.Line-1]))+1 {
			t.Errorf("%v stands outside the file of %d lines", p, len(lines))
		}
		if p.Line < last.Line || p.Line == last.Line && p.Col < last.Col {
			t.Errorf("%v comes after %v", p, last)
		}
		if p.Text == "" || !utf8.ValidString(p.Text) {
			t.Errorf("the text %q is not for reading", p.Text)
		}
		last = p
	}
}

// seeds reach the corners of the grammar that the built-in scripts leave out.
func seeds() []string {
	front := "---\ntitle: T\nkind: micro\nlength: 1m..3m, usually 2m\n---\n"
	return []string{
		"", "---", "\ufeff---\r\ntitle: x\r\n---\r\n## A {self, 10s..}\r\nHello.\r\n",
		front + "Purpose.\n\\# more\n> note\n\n## A {#a, ground, weight 1, 10s.., optional off, quiet, returns any, pacer even-6, noting, bell small}\n" +
			"One. [pause 10 seconds] Two. (pause 5–8 s) Three. {hold 10 to 20 s, gap 2, clip a.ogg, p 2, #x}\n" +
			"[bell small x3]\n(bell)\n[breathe 4-0-6-0 60 %]\n[noting]\n[ask word need \"What?\"]\n{need|a thing} is here.\n" +
			"[alt no-breath: Other \\[words].]\n+ [wishes you]\n[clip a.ogg]\n[10 second pause]\n\\+ plus \\{x}\n- dash\n---\n### Deep\n[puase 1]\n",
		front + "## A {self, weight 0.5, 10s..20s}\n\\\\ \\( \\[ \\{a|b} \\>\n\\--- x\n##A{10s..}\n++ {x\n+ ]\n[\n(pause)\n",
		"title: T\nkind: mindfulness\nlength: 5\n\nText\n## Ü b\n\x00\xff\u202e\n",
	}
}
