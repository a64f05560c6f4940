package journal_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/journal"
)

var update = flag.Bool("update", false, "write what is read into the golden files")

// TestReading reads the folders of testdata/read. In their logs "c":"*" stands
// for the right checksum, ID1, ID2 … for ids, <BOM>, <CR> and <NUL> for those
// bytes; a file's last newline is left out when it ends in <CUT>.
func TestReading(t *testing.T) {
	paths, err := filepath.Glob("testdata/read/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			comment, parts := archive(t, path)
			dir := t.TempDir()
			last := len(parts) - 1
			for _, p := range parts[:last] {
				if err := os.WriteFile(filepath.Join(dir, p.name), real([]byte(p.text)), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			j := journal.Open(journal.Config{Dir: dir})
			got := render(read(t, j), dir)
			checkTotals(t, j)
			want := parts[last].text
			if *update {
				parts[last].text = got
				writeArchive(t, path, comment, parts)
				return
			}
			check(t, path, got, want)
		})
	}
}

// real puts in what a text file cannot hold.
func real(b []byte) []byte {
	b = regexp.MustCompile(`\bID(\d)\b`).ReplaceAll(b, []byte("01KJKZPWR0000000000000000$1"))
	for _, r := range [][2]string{{"<BOM>", "\xef\xbb\xbf"}, {"<CR>", "\r"}, {"<NUL>", strings.Repeat("\x00", 700)}, {"<CUT>\n", ""}} {
		b = bytes.ReplaceAll(b, []byte(r[0]), []byte(r[1]))
	}
	return regexp.MustCompile(`\{"v".*?,"c":"\*"\}`).ReplaceAllFunc(b, func(m []byte) []byte {
		return journal.Seal(append(bytes.TrimSuffix(m, []byte(`,"c":"*"}`)), '}'))
	})
}

func short(id string) string { return strings.Replace(id, "01KJKZPWR0000000000000000", "ID", 1) }

// render writes a log for people.
func render(l journal.Log, dir string) string {
	var b strings.Builder
	for _, e := range l.All {
		fmt.Fprintf(&b, "%s %s day=%s turn=%d tz=%q planned=%d sat=%d %s %v people=%d source=%s batch=%q feel=%q noting=%v bells=%v flags=%q\n", short(e.ID),
			e.Start.Format(time.RFC3339), e.Day, e.Origin().DayTurn, e.Origin().TZ, e.Planned, e.Sat, e.Ended, e.Wheels, e.People, e.Origin().Source, short(e.Origin().Batch), e.Detail().Feel, e.Detail().Noting, e.Detail().Bells, e.Flags)
		if e.Script != nil {
			fmt.Fprintf(&b, "    script %+v\n", *e.Script)
		}
		fmt.Fprintf(&b, "    intention=%.40q act=%.40q note=%.60q", e.Detail().Intention, e.Detail().Act, e.Detail().Note)
		for _, v := range e.Detail().Others {
			fmt.Fprintf(&b, " other %s=%q", v.Field, v.Text)
		}
		if e.Unverified {
			b.WriteString(" unverified")
		}
		if e.Removed {
			b.WriteString(" removed")
		}
		b.WriteByte('\n')
	}
	for _, r := range append(append(l.Programmes, l.Imports...), l.Unknown...) {
		fmt.Fprintf(&b, "%s %s v%d %.60s\n", short(r.ID), r.Op, r.V, strings.ReplaceAll(string(r.Line), r.ID, short(r.ID)))
	}
	for _, p := range l.Problems {
		fmt.Fprintln(&b, strings.ReplaceAll(p.String(), dir+string(filepath.Separator), ""))
	}
	fmt.Fprintf(&b, "entries=%d rests=%v newer=%d unverified=%d waiting=%d headless=%d\n", len(l.Entries), l.Rests, l.Newer, l.Unverified, l.Waiting, l.Headless)
	return b.String()
}

// TestOlderLogs reads a log of each version of the format there has been.
// These files are never written again.
func TestOlderLogs(t *testing.T) {
	dirs, err := filepath.Glob("testdata/v*")
	if err != nil || len(dirs) == 0 {
		t.Fatal(dirs, err)
	}
	for _, dir := range dirs {
		logs, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
		if err != nil || len(logs) == 0 {
			t.Fatal(dir, logs, err)
		}
		j := journal.Open(journal.Config{Dir: dir})
		got := render(read(t, j), dir)
		want, err := os.ReadFile(filepath.Join(dir, "want.txt"))
		if os.IsNotExist(err) && *update {
			err = os.WriteFile(filepath.Join(dir, "want.txt"), []byte(got), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		if !*update {
			check(t, dir, got, string(want))
		}
	}
}

// TestOlderCheckpoints recovers the running sit of each version of the format.
func TestOlderCheckpoints(t *testing.T) {
	paths, err := filepath.Glob("testdata/v*/active/*.ckpt")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		home := t.TempDir()
		dir := filepath.Join(home, "state-m1", "active")
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(path)), b, 0o600); err != nil {
			t.Fatal(err)
		}
		got := must[[]sessions.Entry](t)(at(home).Recover(morning()))
		if len(got) != 1 || got[0].Sat != 660 || got[0].Wheels.Other != 300 || got[0].ID+".ckpt" != filepath.Base(path) {
			t.Errorf("%s: %+v", path, got)
		}
	}
}

// TestOddFiles: a pipe, a folder, a dangling link and a file that may not be
// read bear the names of logs. The others are read, and at once.
func TestOddFiles(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("not on Windows: there are no pipes among files")
	}
	home := t.TempDir()
	j := at(home)
	must[journal.Receipt](t)(j.Append(morning(), sitOf(600, "")))
	dir := filepath.Join(home, "journal")
	if err := mkfifo(filepath.Join(dir, "pipe.jsonl")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "folder.jsonl"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("nowhere", filepath.Join(dir, "link.jsonl")); err != nil {
		t.Fatal(err)
	}
	l := read(t, j)
	if len(l.Entries) != 1 || len(l.Problems) != 2 {
		t.Errorf("%d sits, problems %v", len(l.Entries), l.Problems)
	}
	must[journal.Receipt](t)(at(home).Append(morning(), sitOf(660, "")))
	if l := read(t, j); len(l.Entries) != 2 {
		t.Errorf("%d sits", len(l.Entries))
	}
}

// TestRoundTrip writes entries with everything in them and reads them back.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	j := at(t.TempDir()).Calm()
	written := map[string]sessions.Entry{}
	for i, e := range fullEntries() {
		r := must[journal.Receipt](t)(j.Append(morning(), e))
		got, quick, ok := journal.ParseLine(r.Line)
		slow, sok := journal.ParseSlowly(r.Line)
		if !ok || !sok || !quick {
			t.Fatalf("%d: %v %v %v %s", i, ok, sok, quick, r.Line)
		}
		e.ID = r.ID
		written[r.ID] = e
		checkSame(t, fmt.Sprintf("%d, quick", i), got, e)
		checkSame(t, fmt.Sprintf("%d, by encoding/json", i), slow, e)
	}
	l := byID(read(t, j))
	for id, want := range written {
		if got := l[id]; got.Unverified || got.Detail().Note != want.Detail().Note {
			t.Errorf("%+v", got)
		}
	}
}
