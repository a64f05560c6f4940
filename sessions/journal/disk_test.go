package journal_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"karuna/sessions"
	"karuna/sessions/journal"

	"github.com/gofrs/flock"
)

// fault makes the n-th operation of a kind on a file of the log fail.
func fault(op, name string, nth int, err error, keep int) func(string, string) (int, error) {
	return func(o, path string) (int, error) {
		if o != op || !strings.Contains(filepath.Base(path), name) {
			return 0, nil
		}
		if nth--; nth == 0 {
			return keep, err
		}
		return 0, nil
	}
}

// TestInjectedErrors makes each operation of an append fail in turn. The
// record is written somewhere or the error says that it is not; nothing that
// was said to be saved is lost, and no byte is changed.
func TestInjectedErrors(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("not on Windows: the errors are those of POSIX")
	}
	t.Parallel()
	for _, c := range []struct {
		op, name string
		err      error
		keep     int
		want     string // main, spill, full or an error's text
	}{
		{"open", ".jsonl", syscall.EACCES, 0, "spill"},
		{"open", ".jsonl", syscall.EPERM, 0, "spill"},
		{"open", ".jsonl", syscall.EIO, 0, "spill"},
		{"open", ".jsonl", syscall.EMFILE, 0, "spill"},
		{"open", ".jsonl", syscall.ENOSPC, 0, "main"},
		{"write", ".jsonl", syscall.EIO, 0, "spill"},
		{"write", ".jsonl", syscall.EIO, 40, "spill"},
		{"write", ".jsonl", syscall.ENOSPC, 0, "main"},
		{"write", ".jsonl", syscall.ENOSPC, 40, "main"},
		{"write", ".jsonl", syscall.EDQUOT, 1, "main"},
		{"sync", ".jsonl", syscall.EIO, 0, "spill"},
		{"sync", ".jsonl", syscall.ENOSPC, 0, "spill"},
		{"lock", ".lock", syscall.ENOLCK, 0, "main"},
		{"lock", ".lock", syscall.EOPNOTSUPP, 0, "main"},
		{"lock", ".lock", syscall.EMFILE, 0, "spill"},
	} {
		in := fmt.Sprintf("%s %v after %d", c.op, c.err, c.keep)
		home := t.TempDir()
		must[journal.Receipt](t)(at(home).Append(morning(), sitOf(60, "before")))
		before := logBytes(t, home)
		j := at(home)
		j.Fail(fault(c.op, c.name, 1, c.err, c.keep))
		r, err := j.Append(morning(), sitOf(600, "now"))
		got := "main"
		if r.Spilled {
			got = "spill"
		}
		if err != nil {
			got = err.Error()
		}
		check(t, in, got, c.want)
		must[journal.Receipt](t)(at(home).Append(morning(), sitOf(660, "after")))
		l := read(t, at(home))
		if len(l.Entries) != 3 || byID(l)[r.ID].Detail().Note != "now" {
			t.Errorf("%s: %d entries", in, len(l.Entries))
		}
		if r.Spilled && r.Warning == "" {
			t.Errorf("%s: spilled without a word", in)
		}
		checkKept(t, before, logBytes(t, home))
	}
}

// TestFullDisk: with the disk full for ever and no reserve the record is
// refused, its line is handed back, and `import -` takes it in later.
func TestFullDisk(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("not on Windows: the errors are those of POSIX")
	}
	t.Parallel()
	home := t.TempDir()
	j := at(home)
	must[journal.Receipt](t)(j.Append(morning(), sitOf(60, "before")))
	reserve := filepath.Join(home, "journal", ".reserve")
	if st, err := os.Stat(reserve); err != nil || st.Size() != 256<<10 {
		t.Fatalf("the reserve: %v", err)
	}
	j.Fail(func(op, _ string) (int, error) {
		if op == "write" {
			return 30, syscall.ENOSPC
		}
		return 0, nil
	})
	r, err := j.Append(morning(), sitOf(600, "now"))
	if !errors.Is(err, journal.ErrFull) || len(r.Line) == 0 {
		t.Errorf("%v, line %q", err, r.Line)
	}
	if _, err := os.Stat(reserve); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the reserve was not given back")
	}
	j.Fail(nil)
	added, known, err := j.AppendLines([][]byte{r.Line, {}})
	check(t, "import -", fmt.Sprint(added, known, err), "1 0 <nil>")
	added, known, err = j.AppendLines([][]byte{r.Line})
	check(t, "import - again", fmt.Sprint(added, known, err), "0 1 <nil>")
	if got := read(t, j).Entries; len(got) != 2 || got[1].Detail().Note != "now" {
		t.Errorf("%+v", got)
	}
}

func TestLockHeld(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	j := at(home)
	must[journal.Receipt](t)(j.Append(morning(), sitOf(60, "")))
	other := flock.New(filepath.Join(home, "journal", ".lock"))
	if err := other.Lock(); err != nil {
		t.Fatal(err)
	}
	r, err := j.Append(morning(), sitOf(600, ""))
	if err != nil || !r.Spilled || !strings.Contains(r.Path, ".spill-") {
		t.Errorf("%+v %v", r, err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if l := read(t, j); len(l.Entries) != 2 || len(l.Files) != 2 {
		t.Errorf("%d entries in %v", len(l.Entries), l.Files)
	}
}

// TestNoPlace runs a sit where nothing can be kept.
func TestNoPlace(t *testing.T) {
	t.Parallel()
	j := journal.Open(journal.Config{})
	if err := j.Writable(); !errors.Is(err, journal.ErrNoPlace) {
		t.Errorf("writable: %v", err)
	}
	c := must[*journal.Checkpoint](t)(j.Begin(journal.Running{Start: morning(), Planned: 600}))
	if err := c.Beat(300, sessions.WheelSeconds{}, true); err != nil {
		t.Error(err)
	}
	e := sitOf(600, "kept by the line")
	e.ID = c.ID()
	r, err := j.Append(morning(), e)
	if got, _, ok := journal.ParseLine(r.Line); !errors.Is(err, journal.ErrNoPlace) || !ok || got.Detail().Note != e.Detail().Note {
		t.Errorf("%v %s", err, r.Line)
	}
	if err := c.End(); err != nil {
		t.Error(err)
	}
	if l := read(t, j); len(l.All) != 0 {
		t.Error(l)
	}
	if got, err := j.Recover(morning()); err != nil || len(got) != 0 {
		t.Error(got, err)
	}
}

// TestReadingCreatesNothing asks everything that only reads.
func TestReadingCreatesNothing(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	j := at(home)
	if err := j.Writable(); err != nil {
		t.Error(err)
	}
	read(t, j)
	_, terr := j.Totals()
	_, _, cerr := j.Check()
	_, rerr := j.Running()
	_, verr := j.Recover(morning())
	_, herr := j.Has("x")
	lerr := j.Lines(func([]byte) error { return nil })
	ferr := j.Forget("x")
	_, eerr := j.Edit(morning(), "x", nil)
	if err := errors.Join(terr, cerr, rerr, verr, herr, lerr); err != nil {
		t.Error(err)
	}
	if !errors.Is(ferr, journal.ErrUnknown) || !errors.Is(eerr, journal.ErrUnknown) {
		t.Error(ferr, eerr)
	}
	left, err := os.ReadDir(home)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// TestPermissions: nobody else can read the log, whatever the umask.
func TestPermissions(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("not on Windows: there are no permission bits")
	}
	for _, mask := range []int{0, 0o022, 0o077, 0o277} {
		old := umask(mask)
		home := t.TempDir()
		j := at(filepath.Join(home, "deep", "home"))
		_, err := j.Append(morning(), sitOf(60, ""))
		_, cerr := j.Begin(journal.Running{Start: morning(), Planned: 600})
		umask(old)
		if err != nil || cerr != nil {
			t.Fatal(err, cerr)
		}
		werr := filepath.WalkDir(filepath.Join(home, "deep"), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			want := fs.FileMode(0o600)
			if d.IsDir() {
				want = 0o700
			}
			if st, err := d.Info(); err != nil || st.Mode().Perm() != want {
				t.Errorf("umask %o: %s is %v, want %v", mask, path, st.Mode(), want)
			}
			return nil
		})
		if werr != nil {
			t.Error(werr)
		}
	}
}

// TestAnotherMachine copies a state folder: the copy writes a file of its own.
func TestAnotherMachine(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	open := func(machine string) *journal.Journal {
		return journal.Open(journal.Config{Dir: filepath.Join(home, "journal"), State: filepath.Join(home, "state"), Machine: machine, Host: "Ann's Laptop"})
	}
	one := must[journal.Receipt](t)(open("m1").Append(morning(), sitOf(60, "")))
	again := must[journal.Receipt](t)(open("m1").Append(morning(), sitOf(60, "")))
	two := must[journal.Receipt](t)(open("m2").Append(morning(), sitOf(60, "")))
	if one.Path != again.Path || one.Path == two.Path || !strings.HasPrefix(filepath.Base(one.Path), "annslaptop-") {
		t.Errorf("%s, %s, %s", one.Path, again.Path, two.Path)
	}
}
