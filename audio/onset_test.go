//go:build unix

package audio_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"karuna/audio/mix"
)

// tally is how far onsets were from where the score has them.
type tally struct {
	off    []time.Duration // of those that were heard, sorted by size
	missed int
}

// scored compares recorded onsets with strokes a second apart, from the first
// to the last of them.
func scored(onsets []time.Time, base time.Time, from, to int) tally {
	var out tally
	for n := from; n <= to; n++ {
		want := base.Add(time.Duration(n) * time.Second)
		i, _ := slices.BinarySearchFunc(onsets, want, time.Time.Compare)
		best := time.Hour
		for _, o := range onsets[max(i-1, 0):min(i+1, len(onsets))] {
			if d := o.Sub(want); d.Abs() < best.Abs() {
				best = d
			}
		}
		if best.Abs() > time.Second/2 {
			out.missed++
			continue
		}
		out.off = append(out.off, best)
	}
	out.sort()
	return out
}

func (y tally) sort() {
	slices.SortFunc(y.off, func(a, b time.Duration) int { return int(a.Abs() - b.Abs()) })
}

// part returns the size that so many of the offsets do not exceed.
func (y tally) part(of float64) time.Duration {
	if len(y.off) == 0 {
		return time.Hour
	}
	return y.off[int(of*float64(len(y.off)-1))].Abs()
}

func (y tally) String() string {
	ms := func(d time.Duration) string { return fmt.Sprintf("%.2f", d.Seconds()*1000) }
	return fmt.Sprintf("%d heard, %d missing, off by %s median, %s at 95 %%, %s ms worst",
		len(y.off), y.missed, ms(y.part(0.5)), ms(y.part(0.95)), ms(y.part(1)))
}

// load returns the load average of the last minute, for the tables.
func load() string {
	raw, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown load"
	}
	var one float64
	if _, err := fmt.Sscan(string(raw), &one); err != nil {
		return "unknown load"
	}
	return fmt.Sprintf("load %.2f", one)
}

// seconds returns how long a test is to last: what the variable says, or a few
// seconds for every run of the tests.
func seconds(t *testing.T, variable string, otherwise int) int {
	t.Helper()
	raw := os.Getenv(variable)
	if raw == "" {
		return otherwise
	}
	n, err := strconv.Atoi(raw)
	if err != nil || n < 1 {
		t.Fatalf("%s=%s is no number of seconds", variable, raw)
	}
	return n
}

// everySecond is a sit with a woodblock at every second.
func everySecond(n int) job {
	var between []time.Duration
	for i := 1; i < n; i++ {
		between = append(between, time.Duration(i)*s)
	}
	return job{Score: woods(time.Duration(n)*s, between...), After: 2 * s}
}

// TestSystemOnsets compares what a null sink was given with the score: a stroke
// a second, on each server, alone and beside four busy loops. bench/onsets.sh
// runs it for minutes.
func TestSystemOnsets(t *testing.T) {
	t.Parallel()
	n := seconds(t, "KARUNA_ONSETS_SECONDS", 6)
	check := func(server string, busy int) {
		t.Helper()
		t.Run(fmt.Sprintf("%s beside %d", server, busy), func(t *testing.T) {
			system(t)
			t.Parallel()
			srv := startServer(t, server)
			r := srv.record()
			end := hogs(t, busy)
			c := startChild(srv, everySecond(n))
			until(t, c.base.Add(time.Duration(n)*s+s/2))
			y := scored(r.onsets(), c.base, 0, n)
			t.Logf("table: %s, %d busy loops, %d s: %v; %s", server, busy, n, y, load())
			for _, l := range r.lost() {
				t.Logf("%d frames are missing from the recording at %v", l.frames, mix.Offset(int64(l.from)))
			}
			end()
			c.ended()
			if y.missed > 0 || y.part(0.5) > 5*time.Millisecond || y.part(1) > 20*time.Millisecond {
				t.Errorf("want none missing, 5 ms median, 20 ms worst")
			}
			if n > 60 {
				t.Logf("the recording drifted by %v", r.drift())
			}
		})
	}
	check("pulseaudio", 0)
	check("pulseaudio", 4)
	check("pipewire", 0)
	check("pipewire", 4)
}

// TestSystemOnsetsAfterAStop stops the player for 8 s. The strokes of that time
// are not made up for, and those after it are where the score has them.
func TestSystemOnsetsAfterAStop(t *testing.T) {
	t.Parallel()
	check := func(server string) {
		t.Helper()
		t.Run(server, func(t *testing.T) {
			system(t)
			t.Parallel()
			srv := startServer(t, server)
			r := srv.record()
			const stop, stopped, back, n = 2, 8, 3, 15
			c := startChild(srv, everySecond(n))
			until(t, c.base.Add(stop*s+s/2))
			if err := c.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
				t.Fatal(err)
			}
			until(t, c.base.Add((stop+stopped)*s+s/2))
			if err := c.cmd.Process.Signal(syscall.SIGCONT); err != nil {
				t.Fatal(err)
			}
			until(t, c.base.Add(n*s+s/2))
			onsets := r.onsets()
			y := scored(onsets, c.base, stop+stopped+back, n)
			t.Logf("table: %s, stopped for %d s, from %d s after: %v; %s", server, stopped, back, y, load())
			if y.missed > 0 || y.part(1) > 5*time.Millisecond {
				t.Errorf("onsets %v after %v, want those from %d s on within 5 ms", onsets, c.base, stop+stopped+back)
			}
			if gap := scored(onsets, c.base, stop+2, stop+stopped-1); len(gap.off) > 0 {
				t.Errorf("%d strokes of the time it stood still are heard", len(gap.off))
			}
			c.ended()
		})
	}
	check("pulseaudio")
	check("pipewire")
}
