package journal_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/journal"
)

// TestMain lets the test binary be the many processes that its tests start:
// KARUNA_JOURNAL_CHILD names what to do, KARUNA_JOURNAL_DIR where.
func TestMain(m *testing.M) {
	if job := os.Getenv("KARUNA_JOURNAL_CHILD"); job != "" {
		if err := child(job, os.Getenv("KARUNA_JOURNAL_DIR")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	m.Run()
}

func child(job, dir string) error {
	words := strings.Fields(job)
	n := 0
	if len(words) > 1 {
		var err error
		if n, err = strconv.Atoi(words[1]); err != nil {
			return err
		}
	}
	switch words[0] {
	case "append":
		return appendMany(at(dir), n, words[2])
	case "sit":
		return sitMany(at(dir), n)
	case "recover":
		return recoverMany(at(dir), n)
	case "forget":
		return forgetMany(at(dir), words[2:])
	case "make":
		return os.WriteFile(filepath.Join(dir, "big.jsonl"), bigLog(n), 0o600)
	case "days":
		return printDays(dir)
	case "entries":
		return printEntries(dir)
	case "briefs":
		return printBriefs(dir)
	case "tsv":
		return printTable(dir)
	case "limit":
		return appendUnderLimit(at(dir), uint64(n))
	case "fill":
		return fillDisk(dir)
	case "read-only":
		return readOnlyHome(dir)
	}
	return fmt.Errorf("no such job: %q", job)
}

// at is the journal of a home folder, the same device for every process.
func at(home string) *journal.Journal { return onDevice(home, "m1") }

func onDevice(home, machine string) *journal.Journal {
	return journal.Open(journal.Config{
		Dir: filepath.Join(home, "journal"), State: filepath.Join(home, "state-"+machine), Machine: machine, Host: "host-" + machine,
	})
}

// morning is when the tests take place.
func morning() time.Time { return time.Date(2026, 3, 1, 7, 0, 0, 0, time.FixedZone("", 3600)) }

func sitOf(sat int, note string) sessions.Entry {
	return sessions.Entry{
		Start: morning(), Planned: 600, Sat: sat, Ended: sessions.Complete,
		Script: &sessions.ScriptRef{ID: "kind-pause", Title: "Kind Pause", Kind: sessions.SelfCompassion, Version: 1, SHA256: "00"},
		Wheels: sessions.WheelSeconds{Self: sat},
	}.From(sessions.Origin{TZ: "Europe/Berlin", DayTurn: 4}).With(sessions.Detail{Note: note})
}

// spelled is all that an entry holds, as text to compare.
func spelled(e sessions.Entry) string {
	o, d := e.Origin(), e.Detail()
	var ref sessions.ScriptRef
	if e.Script != nil {
		ref, e.Script = *e.Script, nil
	}
	e.ShareOrigin(nil)
	e.ShareDetail(nil)
	return fmt.Sprintf("%+v %+v %+v %+v", e, ref, o, d)
}

// start runs a job in a process of its own. Its standard output comes back
// line by line.
func start(t testing.TB, dir, job string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), "KARUNA_JOURNAL_CHILD="+job, "KARUNA_JOURNAL_DIR="+dir, "GOTRACEBACK=none")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(out)
}

// system skips a test that takes long, or needs tools or rights.
func system(t *testing.T) {
	t.Helper()
	if os.Getenv("KARUNA_SYSTEM_TESTS") == "" {
		t.Skip("system test: set KARUNA_SYSTEM_TESTS=1")
	}
}

// times is few in an ordinary run and many in a system run.
func times(few, many int) int {
	if os.Getenv("KARUNA_SYSTEM_TESTS") == "" {
		return few
	}
	return many
}

func read(t testing.TB, j *journal.Journal) journal.Log {
	t.Helper()
	l, err := j.Read()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func byID(l journal.Log) map[string]sessions.Entry {
	out := map[string]sessions.Entry{}
	for _, e := range l.All {
		out[e.ID] = e
	}
	return out
}

// logBytes is every log of a home, by path.
func logBytes(t testing.TB, home string) map[string]string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(home, "journal", "*.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		out[p] = string(b)
	}
	return out
}

// checkKept fails when a byte once written was changed.
func checkKept(t testing.TB, before, after map[string]string) {
	t.Helper()
	for path, old := range before {
		if !strings.HasPrefix(after[path], old) {
			t.Errorf("%s: what was written was changed", path)
		}
	}
}
