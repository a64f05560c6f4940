package journal_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"karuna/sessions/journal"
)

// smallLog returns a log of n sits, each with a note of its own, as lines.
func smallLog(t testing.TB, n int) (lines [][]byte, notes map[string]string) {
	t.Helper()
	j := at(t.TempDir()).Calm()
	notes = map[string]string{}
	for i := range n {
		e := sitOf(60*(i+1), fmt.Sprintf("note %d, \"quoted\" {\"v\": in it\nand ü", i))
		r := must[journal.Receipt](t)(j.Append(morning(), e))
		lines = append(lines, r.Line)
		notes[r.ID] = e.Detail().Note
	}
	return lines, notes
}

// checkWhole fails unless each whole line of text is read as it was written,
// and nothing that was changed passes as verified.
func checkWhole(t testing.TB, text []byte, whole [][]byte, notes map[string]string) {
	t.Helper()
	have := byID(journal.ReadBytes(text))
	for _, line := range whole {
		e, _, ok := journal.ParseLine(line)
		if got := have[e.ID]; !ok || got.Detail().Note != e.Detail().Note || got.Sat != e.Sat || got.Unverified {
			t.Errorf("an undamaged line is lost: %s\nin %q", line, text)
		}
	}
	for id, e := range have {
		if !e.Unverified && e.Detail().Note != notes[id] {
			t.Errorf("a changed record passes as verified: %+v", e)
		}
	}
}

// TestEveryTruncation cuts a log after each of its bytes and leaves four kinds
// of junk behind the cut. All whole lines are read, the next append is, and no
// byte is rewritten.
func TestEveryTruncation(t *testing.T) {
	t.Parallel()
	lines, notes := smallLog(t, 3)
	text := append(bytes.Join(lines, []byte("\n")), '\n')
	home := t.TempDir()
	path := filepath.Join(home, "journal", "other.jsonl")
	j := at(home).Calm()
	next := must[journal.Receipt](t)(j.Append(morning(), sitOf(600, "next")))
	main := next.Path
	for cut := range len(text) + 1 {
		var whole [][]byte
		for _, l := range lines {
			if at := bytes.Index(text, l); at+len(l) <= cut {
				whole = append(whole, l)
			}
		}
		for _, junk := range []string{"", "\x00\x00\x00\x00", "\xff\xfe{\"v\":1,", "}\r\n\r\n"} {
			torn := append(bytes.Clone(text[:cut]), junk...)
			checkWhole(t, torn, whole, notes)
			// What an append adds after any such end is found again.
			checkWhole(t, append(append(append(torn, '\n'), next.Line...), '\n'), append(whole, next.Line), withNote(notes, next.ID, "next"))
		}
		if cut%times(61, 1) == 0 {
			if err := os.WriteFile(main, text[:cut], 0o600); err != nil {
				t.Fatal(err)
			}
			r := must[journal.Receipt](t)(at(home).Calm().Append(morning(), sitOf(600, "after")))
			after, err := os.ReadFile(main)
			if err != nil || !bytes.HasPrefix(after, text[:cut]) {
				t.Errorf("cut at %d: bytes rewritten, %v", cut, err)
			}
			checkWhole(t, after, append(whole, r.Line), withNote(notes, r.ID, "after"))
		}
		if t.Failed() {
			t.Fatalf("cut at %d of %s", cut, path)
		}
	}
}

func withNote(notes map[string]string, id, note string) map[string]string {
	out := map[string]string{id: note}
	for k, v := range notes {
		out[k] = v
	}
	return out
}

// TestGarbledFiles damages logs in eight ways. Every line that the damage did
// not touch is read, and no changed one passes as verified.
func TestGarbledFiles(t *testing.T) {
	t.Parallel()
	lines, notes := smallLog(t, 6)
	rng := rand.New(rand.NewPCG(11, 1))
	for k := range times(5_000, 20_000) {
		text, whole := garble(rng, lines)
		checkWhole(t, text, whole, notes)
		if t.Failed() {
			t.Fatalf("file %d", k)
		}
	}
}

// garble returns a damaged log and its lines that stayed whole.
func garble(rng *rand.Rand, lines [][]byte) (text []byte, whole [][]byte) {
	touched := rng.IntN(len(lines))
	var parts [][]byte
	way := rng.IntN(8)
	for i, l := range lines {
		switch {
		case i != touched:
			whole = append(whole, l)
		case way == 0: // flipped bits
			l = bytes.Clone(l)
			l[rng.IntN(len(l))] ^= 1 << rng.IntN(8)
			l = bytes.ReplaceAll(l, []byte("\n"), []byte("?"))
		case way == 1: // zeroed
			from := rng.IntN(len(l))
			l = append(bytes.Clone(l[:from]), make([]byte, len(l)-from)...)
		case way == 2: // cut
			l = l[:rng.IntN(len(l))]
		case way == 3: // junk put in
			from := rng.IntN(len(l))
			l = bytes.Join([][]byte{l[:from], []byte("\x00\xff\"}{junk"), l[from:]}, nil)
		case way == 4: // marks of a merge
			parts = append(parts, []byte("<<<<<<< HEAD"))
			l = bytes.Join([][]byte{l, []byte("======="), l, []byte(">>>>>>> other")}, []byte("\n"))
			whole = append(whole, lines[i])
		case way == 5: // glued to the next without a newline
			parts = append(parts, nil)
			whole = append(whole, l)
		case way == 6: // another's byte order mark and line end
			whole = append(whole, l)
			l = append(append([]byte("\xef\xbb\xbf"), l...), '\r')
		default: // a run of zeros before
			whole = append(whole, l)
			l = append(make([]byte, 1+rng.IntN(5000)), l...)
		}
		if way == 5 && i == touched+1 && len(parts) > 0 {
			parts[len(parts)-1] = append(append(bytes.Clone(lines[touched]), []byte("\x00{\"v\":1,")...), l...)
			continue
		}
		if way == 5 && i == touched {
			parts[len(parts)-1] = l
			continue
		}
		parts = append(parts, l)
	}
	if rng.IntN(2) == 0 {
		rng.Shuffle(len(parts), func(a, b int) { parts[a], parts[b] = parts[b], parts[a] })
	}
	return append(bytes.Join(parts, []byte("\n")), '\n'), whole
}

// TestLongLines reads what stands before, behind and inside lines that are
// longer than any record.
func TestLongLines(t *testing.T) {
	t.Parallel()
	lines, notes := smallLog(t, 2)
	for _, n := range []int{journal.MaxLine - 1, journal.MaxLine, journal.MaxLine + 1, 3 * journal.MaxLine} {
		junk := bytes.Repeat([]byte("x"), n)
		checkWhole(t, bytes.Join([][]byte{lines[0], junk, lines[1]}, []byte("\n")), lines, notes)
		checkWhole(t, append(append(bytes.Clone(junk), lines[0]...), lines[1]...), lines, notes)
		checkWhole(t, append(make([]byte, n), append(append(bytes.Clone(lines[0]), '\n'), lines[1]...)...), lines, notes)
	}
	note := strings.Repeat("long ", 100_000)
	line := journal.Seal(fmt.Appendf(nil, `{"v":1,"id":"x","op":"sit","day":"2026-03-01","sat_s":60,"note":"%s"}`, note))
	l := journal.ReadBytes(append(line, '\n'))
	if len(l.Entries) != 1 || l.Entries[0].Detail().Note != note || l.Entries[0].Unverified {
		t.Errorf("a record of %d bytes is not read: %v", len(line), l.Problems)
	}
}
