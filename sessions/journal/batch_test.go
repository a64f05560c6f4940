package journal_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"karuna/sessions"
	"karuna/sessions/journal"
)

func TestBatch(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	j := at(home).Calm()
	must[journal.Receipt](t)(j.Append(morning(), sitOf(60, "own")))
	rows := []sessions.Entry{sitOf(600, "one"), sitOf(660, "two"), sitOf(720, "three")}
	for i := range rows {
		o := rows[i].Origin()
		o.Source = ""
		rows[i] = rows[i].From(o)
	}
	r := must[journal.Receipt](t)(j.AppendBatch(morning(), rows, journal.Header{Source: "csv", Counts: map[string]int{"rows": 3}}))
	l := read(t, j)
	if len(l.Entries) != 4 || len(l.Imports) != 1 || l.Imports[0].ID != r.ID || l.Entries[1].Origin().Batch != r.ID || l.Entries[1].Origin().Source != "import:csv" {
		t.Fatalf("%+v", l)
	}
	must[journal.Receipt](t)(j.Remove(morning(), l.Entries[2].ID))
	check(t, "removed", fmt.Sprintln(j.RemoveBatch(morning(), r.ID)), "2 <nil>\n")
	check(t, "removed again", fmt.Sprintln(j.RemoveBatch(morning(), r.ID)), "0 <nil>\n")
	if _, err := j.RemoveBatch(morning(), "nope"); !errors.Is(err, journal.ErrUnknown) {
		t.Error(err)
	}
	if l := read(t, j); len(l.Entries) != 1 || len(l.All) != 4 {
		t.Errorf("%d of %d", len(l.Entries), len(l.All))
	}
	must[journal.Receipt](t)(j.Restore(morning(), l.Entries[1].ID))
	if l := read(t, j); len(l.Entries) != 2 {
		t.Errorf("%d restored", len(l.Entries))
	}
}

// TestBatchCutAnywhere: rows whose header is not there do not count.
func TestBatchCutAnywhere(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	j := at(home).Calm()
	own := must[journal.Receipt](t)(j.Append(morning(), sitOf(60, "own")))
	must[journal.Receipt](t)(j.AppendBatch(morning(), []sessions.Entry{sitOf(600, "one"), sitOf(660, "two")}, journal.Header{Source: "csv"}))
	whole, err := os.ReadFile(own.Path)
	if err != nil {
		t.Fatal(err)
	}
	whole = bytes.TrimSuffix(whole, []byte("\n"))
	for cut := len(own.Line) + 1; cut <= len(whole); cut++ {
		want := 1
		if cut == len(whole) {
			want = 3
		}
		if got := len(journal.ReadBytes(whole[:cut]).Entries); got != want {
			t.Fatalf("cut at %d of %d: %d sits, want %d", cut, len(whole), got, want)
		}
	}
	_, err = j.AppendBatch(morning(), []sessions.Entry{sitOf(1, "x"), sitOf(1, strings.Repeat("x", journal.MaxRecord))}, journal.Header{Source: "csv"})
	if !errors.Is(err, journal.ErrTooLong) || read(t, j).Bytes != int64(len(whole)+1) {
		t.Errorf("a refused batch wrote something: %v", err)
	}
}

// TestLinesComeBack exports a log and imports it elsewhere: byte for byte,
// what is unknown included.
func TestLinesComeBack(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	j := at(home).Calm()
	id := must[journal.Receipt](t)(j.Append(morning(), sitOf(600, "one"))).ID
	must[journal.Receipt](t)(j.Edit(morning(), id, journal.Fields{"note": "two"}))
	must[journal.Receipt](t)(j.Rest(morning(), 20000, false))
	newer := []byte(`{"v":2,"id":"01KJKZPWR0T7S242YM45T12K47","op":"sit","when":[1,2]}`)
	if _, _, err := j.AppendLines([][]byte{newer, []byte(`{"v":1,"id":"x","op":"dream","of":"` + id + `"}`)}); err != nil {
		t.Fatal(err)
	}
	var lines [][]byte
	collect := func(b []byte) error {
		lines = append(lines, bytes.Clone(b))
		return nil
	}
	if err := j.Lines(collect); err != nil {
		t.Fatal(err)
	}
	k := at(t.TempDir()).Calm()
	check(t, "import", fmt.Sprintln(k.AppendLines(lines)), "5 0 <nil>\n")
	check(t, "import again", fmt.Sprintln(k.AppendLines(lines)), "0 5 <nil>\n")
	was := lines
	lines = nil
	if err := k.Lines(collect); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytes.Join(was, []byte("\n")), bytes.Join(lines, []byte("\n"))) {
		t.Errorf("came back as\n%s\nwant\n%s", bytes.Join(lines, []byte("\n")), bytes.Join(was, []byte("\n")))
	}
	l := read(t, k)
	check(t, "read", fmt.Sprintln(l.Entries[0].Detail().Note, l.Newer, len(l.Unknown), len(l.Rests)), "two 2 2 1\n")
}

func TestAppendLinesRefuses(t *testing.T) {
	t.Parallel()
	good := `{"v":1,"id":"a","op":"sit","sat_s":60}`
	for _, bad := range []string{
		`{"v":1,"id":"b","op":"sit","sat_s":60,"sat_s":70}`,
		`{"v":1,"id":"b","op":"sit","sat_s":60,"Sat_S":70}`,
		`{"v":1,"id":"b","op":"edit","of":"a","set":{"note":"x","NOTE":"y"}}`,
		`{"v":1,"id":"b","op":"sit","bells":[{"role":"open","role":"close"}]}`,
		`{"v":1,"op":"sit"}`,
		`{"v":1,"id":"b"}`,
		`{"v":"1","id":"b","op":"sit"}`,
		`[1]`, `x`, `{"v":1,"id":"b","op":"sit"`, "{\"v\":1,\n\"id\":\"b\",\"op\":\"sit\"}",
		`{"v":1,"id":"b","op":"sit","note":"` + strings.Repeat("x", journal.MaxLine) + `"}`,
	} {
		j := at(t.TempDir()).Calm()
		_, _, err := j.AppendLines([][]byte{[]byte(good), []byte(bad)})
		var refused *journal.RefusedError
		if !errors.As(err, &refused) || refused.Line != 2 {
			t.Errorf("%.80s: %v", bad, err)
		}
		if l := read(t, j); len(l.All) != 0 {
			t.Errorf("%.80s: the good line was written", bad)
		}
	}
}

// TestForget leaves every other byte as it was.
func TestForget(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	j := at(home).Calm()
	var ids []string
	var paths []string
	for i := range 3 {
		r := must[journal.Receipt](t)(j.Append(morning(), sitOf(600, fmt.Sprintf("secret%d", i))))
		ids, paths = append(ids, r.ID), append(paths, r.Path)
		must[journal.Receipt](t)(j.Edit(morning(), r.ID, journal.Fields{"act": fmt.Sprintf("act%d", i)}))
	}
	text, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	damaged := lines[2][:40] + lines[0] + `{"v":9,"id":"later","op":"x","mentions":"` + ids[1] + `"}` + "\nnot a record\n"
	conflict := strings.TrimSuffix(paths[0], ".jsonl") + ".sync-conflict.jsonl"
	if err := os.WriteFile(conflict, []byte(damaged+string(text)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := j.Forget(ids[1]); err != nil {
		t.Fatal(err)
	}
	main, _ := os.ReadFile(paths[0])
	check(t, "main", string(main), lines[0]+lines[1]+lines[4]+lines[5])
	other, _ := os.ReadFile(conflict)
	mention := strings.SplitAfter(damaged, "\n")[1]
	check(t, "conflict copy", string(other), lines[0]+mention+"not a record\n"+lines[0]+lines[1]+lines[4]+lines[5])
	if err := j.Forget(ids[1]); !errors.Is(err, journal.ErrUnknown) {
		t.Errorf("forgotten twice: %v", err)
	}
	if l := read(t, j); len(l.All) != 2 || l.Waiting != 0 {
		t.Errorf("%+v", l)
	}
}
