//go:build linux

package main_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"karuna/sessions"
)

// The clock of the sits that are killed runs fast: two minutes of score take
// four seconds.
const (
	speed   = 30
	hurried = 2 * time.Minute
)

// victim is what was known of one sit when it was killed.
type victim struct {
	id    string
	beat  int           // seconds at the last beat that another process could read
	score time.Duration // how far the score had come, 0 before its first line
	saved bool          // "saved" had been printed
	ended bool          // the program had ended by itself
}

// TestKills kills karuna -9 in the midst of sits, at their beginning and at
// their end, one after another in a few homes. What was acknowledged, by a
// beat or by "saved", is in the journal once, and not shortened.
func TestKills(t *testing.T) {
	bin := program(t, "systemtest")
	const homes, each = 10, 24
	var mu sync.Mutex
	var total kills
	var scenes []scene
	for i := range homes {
		scenes = append(scenes, scene{fmt.Sprintf("home %d", i+1), func(t *testing.T) {
			h := home{t, bin, inMemory(t)}
			r := rand.New(rand.NewPCG(uint64(i), 1))
			var all []victim
			for n := range each {
				all = append(all, h.kill(moment(r, n)))
			}
			k := h.count(all)
			mu.Lock()
			defer mu.Unlock()
			total = total.plus(k)
		}})
	}
	together(t, scenes)
	t.Log(total)
	if total.killed < 200 || total.kept < 50 || total.saved < 10 {
		t.Errorf("%v: too few to say anything", total)
	}
	if total.lost+total.shortened+total.twice > 0 {
		t.Errorf("%v", total)
	}
}

// inMemory is a folder whose disk never keeps anybody waiting: hurried thirty
// times, a second of waiting would be half a minute of the sit. What a kill leaves
// of it is the same.
func inMemory(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "karuna")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// moment is when a sit is killed, from the start of its process: every third
// near the beginning, every third near the end.
func moment(r *rand.Rand, n int) time.Duration {
	length := hurried / speed
	switch n % 3 {
	case 0:
		return time.Duration(r.Int64N(int64(300 * time.Millisecond)))
	case 1:
		return length + time.Duration(r.Int64N(int64(500*time.Millisecond))) - 150*time.Millisecond
	}
	return time.Duration(r.Int64N(int64(length)))
}

// kill starts a sit and kills it after d.
func (h home) kill(d time.Duration) victim {
	h.t.Helper()
	cmd := exec.Command(h.bin, "timer", strconv.Itoa(int(hurried/time.Second))+"s", "--prepare", "0", "--plain")
	cmd.Env = h.env("KARUNA_TEST_SPEED=" + strconv.Itoa(speed))
	out, in, err := os.Pipe()
	if err != nil {
		h.t.Fatal(err)
	}
	cmd.Stdout = in
	if err := cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	began := time.Now()
	if err := in.Close(); err != nil {
		h.t.Fatal(err)
	}
	var v victim
	var first time.Time
	read := make(chan struct{})
	go func() {
		defer close(read)
		first, v.saved = follow(out)
	}()
	for time.Since(began) < d {
		v.look(h, cmd.Process.Pid)
		<-time.After(min(10*time.Millisecond, max(d-time.Since(began), 0)))
	}
	v.look(h, cmd.Process.Pid)
	// The score has come this far for certain: read before the process ends.
	killed := time.Now()
	if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		h.t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil {
		v.ended = true
	} else if ws, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || ws.Signal() != syscall.SIGKILL {
		h.t.Errorf("a sit ended with %v", err)
	}
	<-read
	if !first.IsZero() {
		v.score = min(killed.Sub(first)*speed, hurried)
	}
	return v
}

// look reads what the sit of that process has acknowledged. A sit killed
// before may be there too, while it is being recovered.
func (v *victim) look(h home, pid int) {
	for _, r := range h.running() {
		if r.PID == pid {
			v.id, v.beat = r.ID, r.Sat
		}
	}
}

// follow reads the lines of a sit: when the first came, and whether it said
// "saved".
func follow(out io.ReadCloser) (first time.Time, saved bool) {
	defer out.Close()
	for s := bufio.NewScanner(out); s.Scan(); {
		if first.IsZero() {
			first = time.Now()
		}
		saved = saved || strings.Contains(s.Text(), " saved ")
	}
	return first, saved
}

// kills counts what became of sits that were killed.
type kills struct {
	sits, killed, kept, saved, lost, shortened, twice int
	worst                                             time.Duration // most score time that a kill cost
}

func (k kills) plus(o kills) kills {
	return kills{
		k.sits + o.sits, k.killed + o.killed, k.kept + o.kept, k.saved + o.saved, k.lost + o.lost,
		k.shortened + o.shortened, k.twice + o.twice, max(k.worst, o.worst),
	}
}

// String is one line for a report.
func (k kills) String() string {
	return fmt.Sprintf("%d sits begun, %d killed, %d kept, %d of them had said saved: %d lost, %d shortened, %d twice; at most %v of score time lost",
		k.sits, k.killed, k.kept, k.saved, k.lost, k.shortened, k.twice, k.worst.Round(time.Millisecond))
}

// count recovers what is left and compares the journal with what was
// acknowledged. A beat under a minute is no acknowledgement: such a sit is not
// written down, and neither is one that had its beat and was dropped.
func (h home) count(all []victim) kills {
	h.t.Helper()
	if r := h.run("", "log", "list", "--json"); r.code != 0 {
		h.t.Fatalf("log list: %d\n%s", r.code, r.err)
	}
	have, times := map[string]sessions.Entry{}, map[string]int{}
	for _, e := range h.entries() {
		have[e.ID] = e
		times[e.ID]++
	}
	var k kills
	for _, v := range all {
		k.sits++
		if !v.ended {
			k.killed++
		}
		if v.id == "" {
			continue // killed before there was a sit
		}
		e, ok := have[v.id]
		switch {
		case !ok && (v.saved || v.beat >= 60):
			k.lost++
			h.t.Errorf("lost: %+v", v)
		case ok:
			k.kept++
			k.add(h.t, v, e)
		}
	}
	for id, n := range times {
		if n > 1 {
			k.twice++
			h.t.Errorf("%s is there %d times", id, n)
		}
	}
	if len(times) > len(all) {
		h.t.Errorf("%d sits written of %d", len(times), len(all))
	}
	return k
}

// add compares a kept sit with what was known of it. How far the score had
// come is known to some tenths of a second of real time on a busy machine, and
// each of them is three seconds of score.
func (k *kills) add(t *testing.T, v victim, e sessions.Entry) {
	sat := time.Duration(e.Sat) * time.Second
	k.worst = max(k.worst, v.score-sat)
	if v.saved {
		k.saved++
	}
	if e.Sat < v.beat || v.saved && sat != hurried || v.score-sat > 5*time.Second+speed*250*time.Millisecond {
		k.shortened++
		t.Errorf("shortened to %v: %+v", sat, v)
	}
}
