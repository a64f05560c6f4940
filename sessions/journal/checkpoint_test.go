package journal_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"karuna/sessions"
	"karuna/sessions/journal"
)

func begin(t testing.TB, j *journal.Journal, planned int) *journal.Checkpoint {
	t.Helper()
	c, err := j.Begin(journal.Running{Start: morning(), TZ: "Europe/Berlin", DayTurn: 4, Planned: planned, Script: sitOf(0, "").Script, People: 2, Flags: []string{"with:guidance=light", "step:thirty/4"}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestRecovery leaves sits at many lengths and has them recovered.
func TestRecovery(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		planned, sat int
		mark         sessions.Ending
		want         string
	}{
		{1200, 900, "", "900 interrupted"},
		{1200, 60, "", "60 interrupted"},
		{1200, 59, "", "none"},
		{1200, 59, sessions.Grounded, "59 grounded"},
		{1200, 1200, sessions.Complete, "1200 complete"},
		{120, 60, "", "60 interrupted"},
		{60, 30, "", "30 interrupted"},
		{60, 29, "", "none"},
		{0, 59, "", "none"},
		{0, 3600, "", "3600 interrupted"},
	} {
		home := t.TempDir()
		ck := begin(t, at(home), c.planned)
		err := ck.Beat(c.sat, sessions.WheelSeconds{Self: c.sat}, false)
		if c.mark != "" {
			err = errors.Join(err, ck.Mark(c.mark))
		}
		if err = errors.Join(err, ck.Leave()); err != nil {
			t.Fatal(err)
		}
		first := must[[]sessions.Entry](t)(at(home).Recover(morning()))
		second := must[[]sessions.Entry](t)(at(home).Recover(morning()))
		got := "none"
		for _, e := range read(t, at(home)).All {
			got = fmt.Sprintf("%d %s", e.Sat, e.Ended)
			if e.ID != ck.ID() || e.Title() != "kind-pause" || e.Kind() != sessions.SelfCompassion || e.People != 2 || e.Wheels.Self != c.sat || !e.Has("with:guidance=light") || !e.Has("step:thirty/4") || spelled(e) != spelled(withScript(first[0], e)) {
				t.Errorf("recovered as %s", spelled(e))
			}
		}
		check(t, fmt.Sprint(c.planned, " ", c.sat, c.mark), got, c.want)
		left, err := os.ReadDir(filepath.Join(home, "state-m1", "active"))
		if err != nil || len(left) != 1 || len(second) != 0 {
			t.Errorf("second recovery wrote %v, left %v, %v", second, left, err)
		}
	}
}

func withScript(e, from sessions.Entry) sessions.Entry {
	e.Script = from.Script
	return e
}

// TestRecoverySkips: a sit that runs, one that ended, one that was dropped and
// one whose record is there are not written again.
func TestRecoverySkips(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	j := at(home)
	running := begin(t, j, 600)
	ended, dropped, written := begin(t, j, 600), begin(t, j, 600), begin(t, j, 600)
	for _, c := range []*journal.Checkpoint{running, ended, dropped, written} {
		if err := c.Beat(300, sessions.WheelSeconds{}, false); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []*journal.Checkpoint{ended, written} {
		e := sitOf(600, "whole")
		e.ID = c.ID()
		must[journal.Receipt](t)(j.Append(morning(), e))
	}
	if err := errors.Join(ended.End(), ended.End(), dropped.Drop(), written.Leave()); err != nil {
		t.Fatal(err)
	}
	others := must[[]journal.RunningNow](t)(at(home).Running())
	own := must[[]journal.RunningNow](t)(j.Running())
	if len(others) != 1 || others[0].ID != running.ID() || others[0].Sat != 300 || len(own) != 0 {
		t.Errorf("running %+v, own %+v", others, own)
	}
	if got := must[[]sessions.Entry](t)(at(home).Recover(morning())); len(got) != 0 {
		t.Errorf("recovered %+v", got)
	}
	if l := read(t, j); len(l.All) != 2 || l.All[0].Detail().Note != "whole" || l.All[1].Detail().Note != "whole" {
		t.Errorf("%+v", l.All)
	}
	if err := running.Beat(360, sessions.WheelSeconds{}, true); err != nil {
		t.Error(err)
	}
}

// TestDamagedCheckpoint damages every byte of a checkpoint in turn: at most
// the newest beat is lost, and none where another slot was hit.
func TestDamagedCheckpoint(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	ck := begin(t, at(home).Calm(), 1200)
	for i := range 11 {
		if err := ck.Beat(60*(i+1), sessions.WheelSeconds{}, false); err != nil {
			t.Fatal(err)
		}
	}
	if err := ck.Leave(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(home, "state-m1", "active", ck.ID()+".ckpt")
	whole, err := os.ReadFile(path)
	if err != nil || len(whole) != 4096 {
		t.Fatal(len(whole), err)
	}
	for off := 0; off < len(whole); off += 37 {
		for _, torn := range [][]byte{flip(whole, off), whole[:off], append(bytes.Clone(whole[:off]), make([]byte, 4096-off)...)} {
			fresh := t.TempDir()
			dir := filepath.Join(fresh, "state-m1", "active")
			if err := os.MkdirAll(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, ck.ID()+".ckpt"), torn, 0o600); err != nil {
				t.Fatal(err)
			}
			got := must[[]sessions.Entry](t)(at(fresh).Calm().Recover(morning()))
			if len(torn) == len(whole) && bytes.Count(torn, []byte{0}) < bytes.Count(whole, []byte{0})+20 && (len(got) != 1 || got[0].Sat < 600) {
				t.Errorf("byte %d: %+v", off, got)
			}
		}
	}
}

func flip(b []byte, off int) []byte {
	out := bytes.Clone(b)
	out[off] ^= 0x5a
	return out
}

// TestCheckpointOnFullDisk: what fails costs no minutes.
func TestCheckpointOnFullDisk(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	j := at(home)
	full := func(op, path string) (int, error) {
		if op == "pwrite" || op == "write" && strings.HasSuffix(path, ".jsonl") {
			return 0, syscall.ENOSPC
		}
		return 0, nil
	}
	j.Fail(full)
	c, err := j.Begin(journal.Running{Start: morning(), Planned: 600})
	if err == nil || c == nil || c.ID() == "" {
		t.Fatalf("%v %v", c, err)
	}
	if err := errors.Join(c.Beat(60, sessions.WheelSeconds{}, true), c.End()); err != nil {
		t.Errorf("in memory: %v", err)
	}
	j.Fail(nil)
	c = begin(t, j, 600)
	if err := c.Beat(120, sessions.WheelSeconds{}, true); err != nil {
		t.Fatal(err)
	}
	j.Fail(full)
	if err := c.Beat(125, sessions.WheelSeconds{}, true); err == nil {
		t.Error("a beat that was not written is said to be")
	}
	e := sitOf(600, "a note")
	e.ID = c.ID()
	if _, err := j.Append(morning(), e); err == nil {
		t.Error("appended to a full disk")
	}
	j.Fail(nil)
	if err := errors.Join(c.Beat(600, sessions.WheelSeconds{}, true), c.Mark(sessions.Complete), c.Leave()); err != nil {
		t.Fatal(err)
	}
	got := must[[]sessions.Entry](t)(at(home).Recover(morning()))
	if len(got) != 1 || got[0].Sat != 600 || got[0].Ended != sessions.Complete {
		t.Errorf("%+v", got)
	}
}

func TestSlotHoldsLongNames(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 10, 63, 64, 65, 200, 400, 5000} {
		for _, name := range []string{strings.Repeat("x", n), strings.Repeat("ü\x01", n)} {
			in := journal.SlotState{ID: "01KJKZPWR0T7S242YM45T12K47", Sat: 1 << 40, Planned: 1 << 40, Script: name}
			b, err := journal.EncodeSlot(7, in)
			beat, out, ok := journal.DecodeSlot(b)
			if err != nil || len(b) != 512 || !ok || beat != 7 || out.ID != in.ID || out.Sat != in.Sat {
				t.Errorf("%d: %v %v %+v", n, err, ok, out)
			}
		}
	}
}

// TestSlotHoldsManyFlags: what does not fit costs the first of them, never the
// last, the script or the minutes.
func TestSlotHoldsManyFlags(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	flags := []string{"with:ambience=" + strings.Repeat("x", 300), "with:guidance=light", "step:thirty/4"}
	ck := must[*journal.Checkpoint](t)(at(home).Begin(journal.Running{Start: morning(), Planned: 600, Script: sitOf(0, "").Script, Flags: flags}))
	if err := errors.Join(ck.Beat(600, sessions.WheelSeconds{Self: 600}, false), ck.Leave()); err != nil {
		t.Fatal(err)
	}
	got := must[[]sessions.Entry](t)(at(home).Recover(morning()))
	if len(got) != 1 || got[0].Sat != 600 || got[0].Script == nil || fmt.Sprint(got[0].Flags) != "[with:guidance=light step:thirty/4]" {
		t.Errorf("recovered %+v", got)
	}
}

// One sit may begin in the moment in which another ends, or is recovered: none
// of them waits for a lock that the other holds.
func TestSitsBesideOneAnother(t *testing.T) {
	t.Parallel()
	j := at(t.TempDir())
	failed := make(chan error, 4)
	for n := range cap(failed) {
		go func() {
			var err error
			for range 40 {
				ck, oops := j.Begin(journal.Running{Start: morning(), DayTurn: 4, Planned: 600})
				err = errors.Join(err, oops, ck.Drop())
				if n == 0 {
					_, oops := j.Recover(morning())
					err = errors.Join(err, oops)
				}
			}
			failed <- err
		}()
	}
	for range cap(failed) {
		if err := <-failed; err != nil {
			t.Error(err)
		}
	}
}
