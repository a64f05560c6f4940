package journal_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/journal"
)

// appendMany appends n sits (0: without end) and says which are written.
func appendMany(j *journal.Journal, n int, tag string) error {
	for i := 0; n == 0 || i < n; i++ {
		note := fmt.Sprintf("%s-%d %s", tag, i, strings.Repeat("x", i%7*4000))
		r, err := j.Append(morning(), sitOf(600+i, note))
		if err != nil {
			return err
		}
		if _, err := fmt.Printf("acked %s %d\n", r.ID, 600+i); err != nil {
			return err
		}
	}
	return nil
}

// sitMany sits one sit after another, each of n beats of a minute.
func sitMany(j *journal.Journal, n int) error {
	for k := 0; ; k++ {
		c, err := j.Begin(journal.Running{Start: morning(), Planned: 60 * n})
		if err != nil {
			return err
		}
		for i := range n {
			if err := c.Beat(60*(i+1), sessions.WheelSeconds{Self: 60 * (i + 1)}, i%6 == 5); err != nil {
				return err
			}
			fmt.Printf("beat %s %d\n", c.ID(), 60*(i+1))
		}
		e := sitOf(60*n, "")
		e.ID = c.ID()
		if _, err := j.Append(morning(), e); err != nil {
			return err
		}
		fmt.Printf("acked %s %d\n", c.ID(), 60*n)
		if err := c.End(); err != nil {
			return err
		}
	}
}

func recoverMany(j *journal.Journal, n int) error {
	for i := 0; n == 0 || i < n; i++ {
		got, err := j.Recover(morning())
		if err != nil {
			return err
		}
		for _, e := range got {
			fmt.Printf("beat %s %d\n", e.ID, e.Sat)
		}
	}
	return nil
}

func forgetMany(j *journal.Journal, ids []string) error {
	for _, id := range ids {
		if err := j.Forget(id); err != nil {
			return err
		}
		fmt.Printf("forgot %s\n", id)
	}
	return nil
}

// heard collects what children said: the seconds promised for each sit.
type heard struct {
	mu      sync.Mutex
	acked   map[string]int
	beats   map[string]int
	forgot  map[string]bool
	strange []string
}

func newHeard() *heard {
	return &heard{acked: map[string]int{}, beats: map[string]int{}, forgot: map[string]bool{}}
}

func (h *heard) note(line string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f := strings.Fields(line)
	var sat int
	if len(f) == 3 {
		if _, err := fmt.Sscan(f[2], &sat); err != nil {
			f = nil
		}
	}
	switch {
	case len(f) == 3 && f[0] == "acked":
		h.acked[f[1]] = sat
	case len(f) == 3 && f[0] == "beat":
		h.beats[f[1]] = max(h.beats[f[1]], sat)
	case len(f) == 2 && f[0] == "forgot":
		h.forgot[f[1]] = true
	default:
		h.strange = append(h.strange, line) // the last line of a killed process
	}
}

// killAfter runs a job and kills it once it has said so many lines, up to a
// random moment later.
func (h *heard) killAfter(t testing.TB, dir, job string, lines int, rng *rand.Rand) {
	cmd, out := start(t, dir, job)
	for k := 0; out.Scan(); k++ {
		h.note(out.Text())
		if k == lines {
			wait := time.Duration(rng.IntN(1500)) * time.Microsecond
			time.AfterFunc(wait, func() {
				if err := cmd.Process.Kill(); err != nil && !strings.Contains(err.Error(), "finished") {
					t.Error(err)
				}
			})
		}
	}
	if err := cmd.Wait(); err == nil {
		t.Errorf("%s ended by itself", job)
	}
}

// checkPromises fails for every acknowledged sit that the log does not have as
// it was acknowledged, and every recovered one with fewer seconds than beaten.
func (h *heard) checkPromises(t testing.TB, l journal.Log) {
	t.Helper()
	have := byID(l)
	for id, sat := range h.acked {
		if e, ok := have[id]; !ok || e.Sat != sat || e.Ended != sessions.Complete {
			t.Errorf("acknowledged and lost: %s of %d s; have %v", id, sat, e)
		}
	}
	for id, sat := range h.beats {
		if e, ok := have[id]; !ok && sat >= 60 || e.Sat < sat {
			t.Errorf("beaten and lost: %s of %d s; have %v", id, sat, e)
		}
	}
}

func TestManyProcessesAppend(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	procs, each := times(8, 50), times(50, 200)
	h := newHeard()
	var wg sync.WaitGroup
	for p := range procs {
		cmd, out := start(t, dir, fmt.Sprintf("append %d p%d", each, p))
		wg.Go(func() {
			for out.Scan() {
				h.note(out.Text())
			}
			if err := cmd.Wait(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	l := read(t, at(dir))
	h.checkPromises(t, l)
	if len(h.acked) != procs*each || len(l.Entries) != procs*each || len(l.Problems) > 0 {
		t.Errorf("%d acknowledged, %d in the log, want %d; problems %v", len(h.acked), len(l.Entries), procs*each, l.Problems)
	}
}

func TestKilledWhileAppending(t *testing.T) {
	t.Parallel()
	dir, rng, h := t.TempDir(), rand.New(rand.NewPCG(3, 1)), newHeard()
	runs := times(20, 500)
	for k := range runs {
		before := logBytes(t, dir)
		var wg sync.WaitGroup
		for w := range 1 + k%3 {
			lines, seed := 1+rng.IntN(4), rng.Uint64()
			wg.Go(func() {
				h.killAfter(t, dir, fmt.Sprintf("append 0 r%d-%d", k, w), lines, rand.New(rand.NewPCG(seed, 0)))
			})
		}
		wg.Wait()
		checkKept(t, before, logBytes(t, dir))
		if k%20 == 19 {
			h.checkPromises(t, read(t, at(dir)))
		}
	}
	l := read(t, at(dir))
	h.checkPromises(t, l)
	if len(h.acked) < runs {
		t.Errorf("only %d acknowledged in %d runs", len(h.acked), runs)
	}
	t.Logf("%d runs, %d acknowledged, %d torn lines", runs, len(h.acked), len(l.Problems))
}

func TestKilledWhileSitting(t *testing.T) {
	t.Parallel()
	dir, rng, h := t.TempDir(), rand.New(rand.NewPCG(3, 2)), newHeard()
	runs := times(12, 500)
	for k := range runs {
		h.killAfter(t, dir, fmt.Sprintf("sit %d", 2+k%4), rng.IntN(9), rng)
		if k%4 == 3 { // a recovery that is killed, beside one that is not
			cmd, out := start(t, dir, "recover 1")
			if out.Scan() || k%8 == 7 {
				h.note(out.Text())
				if err := cmd.Process.Kill(); err != nil && !strings.Contains(err.Error(), "finished") {
					t.Error(err)
				}
			}
			if err := cmd.Wait(); err != nil && !strings.Contains(err.Error(), "killed") {
				t.Error(err)
			}
		}
		if _, err := at(dir).Recover(morning()); err != nil {
			t.Fatal(err)
		}
	}
	l := read(t, at(dir))
	h.checkPromises(t, l)
	if left, err := os.ReadDir(dir + "/state-m1/active"); err != nil || len(left) > 1 {
		t.Errorf("checkpoints left behind: %v %v", left, err)
	}
	t.Logf("%d runs, %d sits, %d acknowledged", runs, len(l.All), len(h.acked))
}

func TestForgetBesideWriters(t *testing.T) {
	t.Parallel()
	dir, h := t.TempDir(), newHeard()
	j := at(dir)
	var ids []string
	for range times(20, 200) {
		r, err := j.Append(morning(), sitOf(600, "secretword"))
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, r.ID)
	}
	var wg sync.WaitGroup
	jobs := []string{"forget 0 " + strings.Join(ids, " ")}
	for p := range times(3, 8) {
		jobs = append(jobs, fmt.Sprintf("append %d w%d", times(30, 200), p))
	}
	for _, job := range jobs {
		cmd, out := start(t, dir, job)
		wg.Go(func() {
			for out.Scan() {
				h.note(out.Text())
			}
			if err := cmd.Wait(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	h.checkPromises(t, read(t, j))
	for path, text := range logBytes(t, dir) {
		if strings.Contains(text, "secretword") {
			t.Errorf("%s still holds forgotten words", path)
		}
	}
	if len(h.forgot) != len(ids) || len(h.strange) > 0 {
		t.Errorf("forgot %d of %d; strange lines %q", len(h.forgot), len(ids), h.strange)
	}
}
