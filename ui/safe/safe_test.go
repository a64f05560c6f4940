package safe_test

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"karuna/ui/safe"
)

func TestClean(t *testing.T) {
	check := func(in, want string) {
		t.Helper()
		if got := safe.Clean(in).String(); got != want {
			t.Errorf("Clean(%+q) = %+q, want %+q", in, got, want)
		}
	}
	check("", "")
	check("May you be safe.", "May you be safe.")
	check("a\x1b[31mb", "a␛[31mb")
	check("a\x00b\x7f", "a␀b␡")
	check("a\u009b31m", "a\uFFFD31m")
	check("a\x9d0;x\x9c", "a\uFFFD0;x\uFFFD")
	check("in\r\nout\rhold", "in\nout␍hold")
	check("a\tb", "a    b")
	check("a\u2028b\u2029c", "a\nb\nc")
	check("photo\u202egpj.sh", "photogpj.sh")
	check("me\u200btta a\u00adb a\u200db", "metta ab ab")
	check("अ\u0928\u094d\u200dx\u200d\u200d", "अ\u0928\u094d\u200dx")
	check("😀\u200d\u200d😀", "😀\u200d😀")
	check("שלום\u200f!", "שלום\u200f!")
	check("hi\u200f!", "hi!")
	check("a\u200f\u200f\u200fש", "a\u200fש")
	check("a"+strings.Repeat("\u0301", 60), "a"+strings.Repeat("\u0301", safe.MaxMarks))
	check("\u0301a\n\u0301b", "◌\u0301a\n◌\u0301b")
	check("1\ufe0f\ufe0f\u20e3 a\ufe0f", "1\ufe0f\u20e3 a")
	check("\ufdd0\uffff\u0378\ue000", "\uFFFD\uFFFD\uFFFD\uFFFD")
	check("⣿█─\xe2\x94", "⣿█─\uFFFD\uFFFD")
	check("Breathe.\U000e0069\U000e0067", "Breathe.")
}

func TestLine(t *testing.T) {
	check := func(in, want string) {
		t.Helper()
		if got := safe.Line(in).String(); got != want {
			t.Errorf("Line(%+q) = %+q, want %+q", in, got, want)
		}
	}
	check("one\ntwo", "one two")
	check("one\r\n\n\u2029two\n", "one two ")
	check("one \x1b]0;two\x07", "one ␛]0;two␇")
}

func TestBuilt(t *testing.T) {
	check := func(got safe.Text, want string) {
		t.Helper()
		if got.String() != want {
			t.Errorf("got %+q, want %+q", got, want)
		}
	}
	check(safe.Lit("sit"), "sit")
	check(safe.Lit("\x1b[2J"), "␛[2J")
	check(safe.Int(-12), "-12")
	check(safe.Format("%s: %d%%", safe.Lit("volume"), 40), "volume: 40%")
	check(safe.Format("%s", "\x1b[2J"), "␛[2J")
	check(safe.Concat(safe.Lit("a"), safe.Lit("b"), safe.Text{}), "ab")
	check(safe.Join(safe.Lit(" · "), safe.Lit("a"), safe.Lit("b")), "a · b")
	check(safe.Concat(safe.Lit("a"), safe.Lit("\u200fש")), "a\u200fש")
	check(safe.Repeat(safe.Lit("ab"), 3), "ababab")
	check(safe.Repeat(safe.Lit("ab"), -1), "")
	if lines := safe.Clean("a\n\nb").Lines(); len(lines) != 3 || lines[2] != safe.Lit("b") {
		t.Errorf("Lines = %q", lines)
	}
}

func TestCorpus(t *testing.T) {
	hostile, legitimate := 0, 0
	for _, row := range corpus(t) {
		got := safe.Clean(row.text).String()
		if row.class == "ok" {
			legitimate++
			if got != row.text {
				t.Errorf("%s: %+q became %+q", row.name, row.text, got)
			}
			continue
		}
		hostile++
		for _, s := range []string{got, safe.Line(row.text).String()} {
			if why := unsafe(s); why != "" {
				t.Errorf("%s: %+q became %+q, which has %s", row.name, row.text, s, why)
			}
		}
	}
	if hostile != 74 || legitimate != 18 {
		t.Errorf("corpus has %d hostile and %d legitimate rows, want 74 and 18", hostile, legitimate)
	}
}

// The definition must be able to fail: most of the corpus fails it as it is.
func TestCorpusIsHostile(t *testing.T) {
	n := 0
	for _, row := range corpus(t) {
		if why := unsafe(row.text); why != "" {
			n++
			if row.class == "ok" {
				t.Errorf("%s: legitimate text counts as unsafe: %s", row.name, why)
			}
		}
	}
	if n < 50 {
		t.Errorf("only %d rows are unsafe before cleaning", n)
	}
}

func FuzzClean(f *testing.F) {
	for _, row := range corpus(f) {
		f.Add(row.text)
	}
	f.Fuzz(func(t *testing.T, in string) {
		full, line := safe.Clean(in), safe.Line(in)
		for _, got := range []safe.Text{full, line} {
			if why := unsafe(got.String()); why != "" {
				t.Errorf("%+q became %+q, which has %s", in, got, why)
			}
			if again := safe.Clean(got.String()); again != got {
				t.Errorf("%+q cleaned twice: %+q, then %+q", in, got, again)
			}
		}
		if strings.Contains(line.String(), "\n") {
			t.Errorf("Line(%+q) has a line end", in)
		}
		if why := unsafe(safe.Concat(full, line, full).String()); why != "" {
			t.Errorf("%+q joined to itself has %s", in, why)
		}
	})
}

func BenchmarkClean(b *testing.B) {
	ascii := strings.Repeat("May you be safe, may you be kind to yourself. ", 20)
	mixed := strings.Repeat("karuṇā · মৈত্রী · 愿一切众生离苦得乐 · \x1b[2J ", 20)
	for _, c := range []struct{ name, in string }{{"ascii", ascii}, {"mixed", mixed}} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.in)))
			for b.Loop() {
				safe.Clean(c.in)
			}
		})
	}
}

// unsafe names what in s could act on a terminal or hide from a reader; "" is
// nothing.
func unsafe(s string) string {
	if !utf8.ValidString(s) {
		return "invalid UTF-8"
	}
	marks := 0
	for _, r := range s {
		switch {
		case r < ' ' && r != '\n':
			return "a C0 control"
		case r == 0x7F:
			return "DEL"
		case r >= 0x80 && r <= 0x9F:
			return "a C1 control"
		case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return "a bidirectional control"
		case r >= 0xE0000 && r <= 0xE007F, r == 0x115F, r == 0x1160, r == 0x3164, r == 0xFFA0,
			r == 0x200B, r == 0xAD, r >= 0x2060 && r <= 0x2064, r >= 0x206A && r <= 0x206F:
			return "a tag or a filler"
		}
		if unicode.Is(unicode.M, r) {
			marks++
		} else {
			marks = 0
		}
		if marks > safe.MaxMarks {
			return "a flood of marks"
		}
	}
	return ""
}

type sample struct{ class, name, text string }

func corpus(t testing.TB) []sample {
	t.Helper()
	f, err := os.Open("testdata/hostile-text.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows []sample
	for in := bufio.NewScanner(f); in.Scan(); {
		var row struct{ Cls, Name, Hex string }
		if err := json.Unmarshal(in.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		text, err := hex.DecodeString(row.Hex)
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, sample{row.Cls, row.Name, string(text)})
	}
	return rows
}
