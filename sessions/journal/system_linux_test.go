package journal_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"karuna/sessions"
	"karuna/sessions/journal"
)

// tool fails a system test whose tool is not there.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// childCommand is the shell line that runs a job of this test binary.
func childCommand(t *testing.T, dir, job string) string {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("KARUNA_JOURNAL_CHILD=%q KARUNA_JOURNAL_DIR=%q %q", job, dir, exe)
}

// fillDisk appends until the disk is full, then sits: what was acknowledged is
// read, the minutes of the sit are kept, and the log is never cut.
func fillDisk(home string) error {
	j := at(home)
	c, err := j.Begin(journal.Running{Start: morning(), Planned: 1200})
	if err != nil {
		return err
	}
	acked := map[string]bool{}
	note := strings.Repeat("x", 4000)
	for i := range 1000 {
		r, err := j.Append(morning(), sitOf(60+i, note))
		if errors.Is(err, journal.ErrFull) {
			break
		}
		if err != nil {
			return fmt.Errorf("append %d: %w", i, err)
		}
		acked[r.ID] = true
	}
	if len(acked) < 5 || len(acked) == 1000 {
		return fmt.Errorf("%d appends: the disk is no test", len(acked))
	}
	for i := range 20 {
		if err := c.Beat(60*(i+1), sessions.WheelSeconds{Self: 60 * (i + 1)}, i%6 == 5); err != nil {
			return fmt.Errorf("beat %d on the full disk: %w", i, err)
		}
	}
	e := sitOf(1200, note)
	e.ID = c.ID()
	if r, err := j.Append(morning(), e); err == nil {
		acked[r.ID] = true
	} else if !errors.Is(err, journal.ErrFull) || len(r.Line) == 0 {
		return fmt.Errorf("the sit's own append: %w", err)
	}
	if err := c.Leave(); err != nil {
		return err
	}
	l, err := j.Read()
	if err != nil {
		return err
	}
	have := byID(l)
	for id := range acked {
		if have[id].Detail().Note != note {
			return fmt.Errorf("acknowledged and lost: %s", id)
		}
	}
	// Room again: the checkpoint gives the sit back.
	if err := os.Remove(filepath.Join(home, "ballast")); err != nil {
		return err
	}
	if _, err := at(home).Recover(morning()); err != nil {
		return err
	}
	if l, err = j.Read(); err != nil {
		return err
	}
	if got := byID(l)[c.ID()]; got.Sat != 1200 {
		return fmt.Errorf("the sit on the full disk reads %+v", got)
	}
	fmt.Printf("full after %d\n", len(acked))
	return nil
}

// TestTmpfsFull runs fillDisk on a file system of 1 MiB of its own.
func TestTmpfsFull(t *testing.T) {
	system(t)
	home := t.TempDir()
	script := fmt.Sprintf("mount -t tmpfs -o size=1m none %q && head -c 200000 /dev/zero >%q/ballast && %s", home, home, childCommand(t, home, "fill"))
	out, err := exec.Command(tool(t, "unshare"), "-m", tool(t, "sh"), "-c", script).CombinedOutput()
	if err != nil {
		out, err = exec.Command(tool(t, "unshare"), "-Urm", tool(t, "sh"), "-c", script).CombinedOutput()
	}
	if err != nil || !strings.Contains(string(out), "full after") {
		t.Errorf("%v\n%s", err, out)
	}
}

// appendUnderLimit appends with a limit on the size of files: writes come back
// short, as on a disk with little room left.
func appendUnderLimit(j *journal.Journal, limit uint64) error {
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
		return err
	}
	for i := range 40 {
		r, err := j.Append(morning(), sitOf(60+i, strings.Repeat("y", i*97%900)))
		switch {
		case err == nil:
			fmt.Printf("acked %s %d\n", r.ID, 60+i)
		case !errors.Is(err, journal.ErrFull):
			return err
		}
	}
	return nil
}

// TestShortWrites: no acknowledged record is lost to writes that end half way.
func TestShortWrites(t *testing.T) {
	t.Parallel()
	for k := range times(4, 100) {
		dir, h := t.TempDir(), newHeard()
		cmd, out := start(t, dir, fmt.Sprintf("limit %d", 5000+k*97))
		for out.Scan() {
			h.note(out.Text())
		}
		if err := cmd.Wait(); err != nil {
			t.Fatal(err)
		}
		r := must[journal.Receipt](t)(at(dir).Append(morning(), sitOf(999, "after")))
		h.acked[r.ID] = 999
		h.checkPromises(t, read(t, at(dir)))
		if len(h.acked) < 5 || len(h.acked) == 41 {
			t.Errorf("%d acknowledged: the limit is no test", len(h.acked))
		}
	}
}

// readOnlyHome is run by a user who may write nothing there.
func readOnlyHome(home string) error {
	j := at(home)
	if err := j.Writable(); err == nil {
		return errors.New("a read-only home is said to be writable")
	}
	c, err := j.Begin(journal.Running{Start: morning(), Planned: 600})
	if err == nil || c == nil {
		return fmt.Errorf("begin: %v: %w", c, err)
	}
	if err := errors.Join(c.Beat(60, sessions.WheelSeconds{}, true), c.End()); err != nil {
		return err
	}
	r, err := j.Append(morning(), sitOf(600, "kept by the line"))
	if err == nil || len(r.Line) == 0 {
		return fmt.Errorf("append: %w, line %q", err, r.Line)
	}
	if l, err := j.Read(); err != nil || len(l.Entries) != 1 {
		return fmt.Errorf("read %d sits: %w", len(l.Entries), err)
	}
	if got, err := j.Recover(morning()); err != nil || len(got) > 0 {
		return fmt.Errorf("recover: %v %w", got, err)
	}
	fmt.Println("nothing written")
	return nil
}

// TestReadOnlyHome runs a sit as a user to whom nothing here belongs.
func TestReadOnlyHome(t *testing.T) {
	system(t)
	home, err := os.MkdirTemp("", "karuna-home")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(home); err != nil {
			t.Error(err)
		}
	})
	must[journal.Receipt](t)(at(home).Append(morning(), sitOf(60, "")))
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(home, "journal.test")
	b, err := os.ReadFile(exe)
	if err == nil {
		err = os.WriteFile(bin, b, 0o700)
	}
	for _, path := range []string{home, bin, filepath.Join(home, "journal"), filepath.Join(home, "state-m1")} {
		err = errors.Join(err, os.Chmod(path, 0o755))
	}
	logs, gerr := filepath.Glob(filepath.Join(home, "journal", "*.jsonl"))
	for _, path := range logs {
		err = errors.Join(err, os.Chmod(path, 0o644))
	}
	if err = errors.Join(err, gerr); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(tool(t, "setpriv"), "--reuid", "65534", "--clear-groups", bin)
	cmd.Env = []string{"KARUNA_JOURNAL_CHILD=read-only", "KARUNA_JOURNAL_DIR=" + home, "PATH=" + os.Getenv("PATH")}
	out, err := cmd.CombinedOutput()
	if err != nil || string(out) != "nothing written\n" {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestMillion reads a million sits whole, and in brief, in a process of its
// own, and looks at what it took.
func TestMillion(t *testing.T) {
	system(t)
	dir := t.TempDir()
	run := func(job string) *os.ProcessState {
		t.Helper()
		cmd := exec.Command("/bin/sh", "-c", "exec env "+childCommand(t, dir, job))
		if out, err := cmd.Output(); err != nil {
			t.Fatalf("%s: %v %s", job, err, out)
		}
		return cmd.ProcessState
	}
	run("make 1000000")
	for job, most := range map[string]int64{"entries": 256, "briefs": 160, "days": 128} {
		use, ok := run(job).SysUsage().(*syscall.Rusage)
		if !ok || use.Maxrss > most<<10 {
			t.Errorf("%s took %d MB, at most %d", job, use.Maxrss>>10, most)
		}
		t.Logf("%s: %d MB", job, use.Maxrss>>10)
	}
}
