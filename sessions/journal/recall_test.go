package journal_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"karuna/sessions/journal"
)

// sameLog fails unless the recalled log says what the read one does.
func sameLog(t *testing.T, what string, got, want journal.Log) {
	t.Helper()
	if len(got.All) != len(want.All) || len(got.Rests) != len(want.Rests) || len(got.Problems) != len(want.Problems) || got.Bytes != want.Bytes {
		t.Fatalf("%s: recalled %d sits in %d bytes, read %d in %d", what, len(got.All), got.Bytes, len(want.All), want.Bytes)
	}
	for i := range want.All {
		check(t, what, spelled(got.All[i]), spelled(want.All[i]))
	}
}

// TestRecall: what is recalled is what a reading would find, whoever wrote
// since and however, and what nobody wrote to is not read again.
func TestRecall(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	j := at(home).Calm()
	first := must[journal.Receipt](t)(j.Append(morning(), sitOf(600, "one")))
	second := must[journal.Receipt](t)(j.Append(morning(), sitOf(660, "two")))
	in := func(name string) string { return filepath.Join(home, "journal", name) }
	bytesOf := func() []byte { return must[[]byte](t)(os.ReadFile(first.Path)) }
	for _, step := range []struct {
		what string
		do   func() error
	}{
		{"an append", func() error { _, err := j.Append(morning(), sitOf(720, "three")); return err }},
		{"an edit", func() error {
			_, err := j.Edit(morning(), first.ID, journal.Fields{"note": "uno"})
			return err
		}},
		{"a removal", func() error { _, err := j.Remove(morning(), second.ID); return err }},
		{"a rest", func() error { _, err := j.Rest(morning(), 20500, false); return err }},
		{"another process", func() error {
			cmd, out := start(t, home, "append 1 p")
			for out.Scan() {
				continue
			}
			return cmd.Wait()
		}},
		{"another device", func() error { _, err := onDevice(home, "m2").Append(morning(), sitOf(780, "four")); return err }},
		{"a forget", func() error { return at(home).Forget(second.ID) }},
		{"a file of the same size and time in its place", func() error {
			st, err := os.Stat(first.Path)
			if err != nil {
				return err
			}
			other := bytes.Replace(bytesOf(), []byte(`"uno"`), []byte(`"due"`), 1)
			if err := os.WriteFile(in("coming"), other, 0o600); err != nil {
				return err
			}
			if err := os.Chtimes(in("coming"), st.ModTime(), st.ModTime()); err != nil {
				return err
			}
			return os.Rename(in("coming"), first.Path)
		}},
		{"a hand, in place", func() error {
			if err := os.WriteFile(first.Path, bytes.Replace(bytesOf(), []byte(`"due"`), []byte(`"tre"`), 1), 0o600); err != nil {
				return err
			}
			return os.Chtimes(first.Path, time.Time{}, morning())
		}},
		{"a copy that arrives", func() error { return os.WriteFile(in("copy.jsonl"), bytesOf(), 0o600) }},
		{"a file that goes", func() error { return os.Remove(first.Path) }},
		{"the last that goes", func() error { return os.RemoveAll(filepath.Join(home, "journal")) }},
	} {
		before := must[journal.Log](t)(j.Recall())
		again := must[journal.Log](t)(j.Recall())
		if &before.All[0] != &again.All[0] {
			t.Errorf("before %s: read again, and nothing was written", step.what)
		}
		if err := step.do(); err != nil {
			t.Fatalf("%s: %v", step.what, err)
		}
		after := must[journal.Log](t)(j.Recall())
		sameLog(t, "after "+step.what, after, read(t, j))
		if after.Bytes == before.Bytes && len(after.All) == len(before.All) && spelled(after.All[0]) == spelled(before.All[0]) {
			t.Errorf("%s changed nothing", step.what)
		}
	}
}
