//go:build linux

package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/journal"
)

// home is a person's home, with karuna installed.
type home struct {
	t   *testing.T
	bin string
	dir string
}

func newHome(t *testing.T, bin string) home { return home{t, bin, t.TempDir()} }

// env is the whole environment of a program there; extra wins.
func (h home) env(extra ...string) []string {
	return append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + h.dir, "KARUNA_HOME=" + h.dir, "TZ=Europe/Rome",
		"TERM=xterm-256color", "LC_ALL=C.UTF-8", "KARUNA_DEVICE=none", "PS1=$ ",
	}, extra...)
}

// journal is what a second process sees of the log.
func (h home) journal() *journal.Journal {
	return journal.Open(journal.Config{Dir: filepath.Join(h.dir, "data", "journal"), State: filepath.Join(h.dir, "state")})
}

func (h home) entries() []sessions.Entry {
	h.t.Helper()
	log, err := h.journal().Read()
	if err != nil {
		h.t.Fatal(err)
	}
	return log.Entries
}

// only returns the one sit that is written down.
func (h home) only() sessions.Entry {
	h.t.Helper()
	all := h.entries()
	if len(all) != 1 {
		h.t.Fatalf("%d sits are written down, want 1: %+v", len(all), all)
	}
	return all[0]
}

func (h home) running() []journal.RunningNow {
	h.t.Helper()
	now, err := h.journal().Running()
	if err != nil {
		h.t.Fatal(err)
	}
	return now
}

// begins waits for n sits to run, and returns when the last one was seen.
func (h home) begins(n int) time.Time {
	h.t.Helper()
	until(h.t, 10*time.Second, "a sit begins", func() bool { return len(h.running()) >= n })
	return time.Now()
}

// beats returns the seconds sat at the last beat of the one sit that runs.
func (h home) beats() int {
	h.t.Helper()
	now := h.running()
	if len(now) != 1 {
		h.t.Fatalf("%d sits run, want 1", len(now))
	}
	return now[0].Sat
}

// wrote waits for n sits to be written down, and returns when that was seen.
func (h home) wrote(n int, d time.Duration) time.Time {
	h.t.Helper()
	until(h.t, d, "a sit is written down", func() bool { return len(h.entries()) >= n })
	return time.Now()
}

// completes checks that the sit begun at start is written at its end, neither
// sooner nor later. That it began may have been seen late on a busy machine.
func (h home) completes(start time.Time, length time.Duration) {
	h.t.Helper()
	late := h.wrote(1, time.Until(start.Add(length+5*time.Second))).Sub(start.Add(length))
	h.t.Logf("written %v after its end", late.Round(time.Millisecond))
	if late < -600*time.Millisecond || late > 1500*time.Millisecond {
		h.t.Errorf("a sit of %v is written %v after its end", length, late)
	}
	if e := h.only(); e.Ended != sessions.Complete || e.Sat != int(length/time.Second) {
		h.t.Errorf("kept as %s, %d s; want complete, %v", e.Ended, e.Sat, length)
	}
}

// cutShort checks that the only sit is kept as interrupted after about sat.
func (h home) cutShort(sat time.Duration) {
	h.t.Helper()
	e := h.only()
	if took := time.Duration(e.Sat) * time.Second; e.Ended != sessions.Interrupted || took > sat+time.Second || took < sat-6*time.Second {
		h.t.Errorf("kept as %s, %v; want interrupted, about %v", e.Ended, took, sat)
	}
}

// result is a program that has ended.
type result struct {
	out, err string
	code     int
}

// run runs karuna to its end, without a terminal.
func (h home) run(in string, args ...string) result {
	h.t.Helper()
	cmd := exec.Command(h.bin, args...)
	cmd.Env, cmd.Stdin = h.env(), strings.NewReader(in)
	return ends(h.t, cmd)
}

// ends runs cmd to its end, within 30 s, and collects what it says.
func ends(t *testing.T, cmd *exec.Cmd) result {
	t.Helper()
	var out, err bytes.Buffer
	if cmd.Stdout == nil {
		cmd.Stdout = &out
	}
	cmd.Stderr, cmd.WaitDelay = &err, time.Second
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stop := time.AfterFunc(30*time.Second, func() {
		t.Errorf("%s has not ended in 30 s", cmd)
		if err := cmd.Process.Kill(); err != nil {
			t.Error(err)
		}
	})
	defer stop.Stop()
	var exit *exec.ExitError
	if err := cmd.Wait(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return result{out.String(), err.String(), cmd.ProcessState.ExitCode()}
}

// recovers checks that the next command takes up the sit that a crash cut
// short, says so in one line, and that the one after has nothing to say.
func (h home) recovers() {
	h.t.Helper()
	first, second := h.run("", "log", "list", "--json"), h.run("", "log", "list", "--json")
	var list []any
	if err := json.Unmarshal([]byte(first.out), &list); err != nil || len(list) != 1 || first.code != 0 {
		h.t.Errorf("log list ends with %d, %v:\n%s", first.code, err, first.out)
	}
	if strings.Count(first.err, "\n") != 1 || !strings.Contains(first.err, "was cut short. It is kept.") {
		h.t.Errorf("told: %q", first.err)
	}
	if second.err != "" || second.out != first.out {
		h.t.Errorf("told again: %q\n%s", second.err, second.out)
	}
}

// until asks ok every 20 ms, for d at most.
func until(t *testing.T, d time.Duration, what string, ok func() bool) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(d); !ok(); <-tick.C {
		if time.Now().After(end) {
			t.Fatalf("not in time: %s", what)
		}
	}
}

// at waits until d after start.
func at(start time.Time, d time.Duration) { <-time.After(time.Until(start.Add(d))) }

// scene is a case that mostly waits.
type scene struct {
	name string
	play func(*testing.T)
}

// together plays scenes at the same time, however few processors there are.
func together(t *testing.T, scenes []scene) {
	t.Helper()
	var all sync.WaitGroup
	for _, s := range scenes {
		all.Go(func() { t.Run(s.name, s.play) })
	}
	all.Wait()
}

// needed fails a system test whose tool is not there.
func needed(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		if _, err := exec.LookPath(name); err != nil {
			t.Fatal(err)
		}
	}
}
