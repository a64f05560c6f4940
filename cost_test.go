//go:build linux

package main_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/tabwriter"
	"time"
)

// TestCost prints what the running program costs, when KARUNA_COST says how
// long each row is watched (make cost). It holds nothing to a limit: how fast
// a machine is, and how busy, is no fault of the program.
func TestCost(t *testing.T) {
	text := os.Getenv("KARUNA_COST")
	if text == "" {
		t.Skip("the cost is measured by make cost, not by the tests (KARUNA_SYSTEM_TESTS or not)")
	}
	watch, err := time.ParseDuration(text)
	if err != nil || watch < time.Second {
		t.Fatalf("KARUNA_COST=%q: want a duration such as 60s", text)
	}
	bin := program(t, "")
	var table strings.Builder
	out := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	fmt.Fprintf(out, "%v each at 100×30, no device\tprocessor\twakes\tto the terminal\tmemory\n", watch)
	for _, row := range []struct {
		name string
		args []string
	}{
		{"a silent sit", []string{"timer", "12h", "--prepare", "0"}},
		{"a guided sit", []string{"sit", "two-wheels", "--prepare", "0"}},
		{"the first screen, at rest", nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			x := started(t, bin, row.args...)
			x.resize(100, 30)
			<-time.After(3 * time.Second) // the first frames are a row of their own
			before := x.spent()
			<-time.After(watch)
			fmt.Fprintf(out, "%s\t%s\n", row.name, x.spent().since(before, watch))
		})
	}
	fmt.Fprintf(out, "the first frame, from the start of the process\t%v (median of 7)\n", median(7, func() time.Duration { return firstFrame(t, bin) }))
	fmt.Fprintf(out, "from a key to its paint\t%v (median of 40)\n", keyToPaint(t, bin, 40))
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	t.Logf("load %s\n%s", strings.TrimSpace(line(t, "/proc/loadavg")), table.String())
}

// started is the program in a home where it has run before.
func started(t *testing.T, bin string, args ...string) *terminal {
	t.Helper()
	h := newHome(t, bin)
	h.config("days_a_week = 5\n")
	return onTerminal(t, h.env("COLORTERM=truecolor"), append([]string{bin}, args...)...)
}

// cost is what a process has spent since it began.
type cost struct {
	run     time.Duration // on a processor, all threads
	wakes   int           // times a thread that waited went on
	written int           // bytes to its terminal
	memory  string        // at most so far
}

func (x *terminal) written() int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return len(x.raw)
}

func (x *terminal) spent() cost {
	x.t.Helper()
	c := cost{written: x.written()}
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*", x.pid()))
	if err != nil || len(threads) == 0 {
		x.t.Fatalf("the program has no threads: %v\n%s", err, x.screen())
	}
	for _, dir := range threads {
		run, _, _ := strings.Cut(line(x.t, filepath.Join(dir, "schedstat")), " ")
		c.run += time.Duration(number(x.t, run))
		c.wakes += number(x.t, field(x.t, filepath.Join(dir, "status"), "voluntary_ctxt_switches"))
	}
	c.memory = field(x.t, fmt.Sprintf("/proc/%d/status", x.pid()), "VmHWM")
	return c
}

func (c cost) since(b cost, d time.Duration) string {
	return fmt.Sprintf("%.2f %%\t%.1f a second\t%.1f kB a minute\t%s",
		100*float64(c.run-b.run)/float64(d), float64(c.wakes-b.wakes)/d.Seconds(), float64(c.written-b.written)/1000/d.Minutes(), c.memory)
}

// firstFrame is how long a sit takes to show anything.
func firstFrame(t *testing.T, bin string) (took time.Duration) {
	t.Run("first frame", func(t *testing.T) {
		from := time.Now()
		x := started(t, bin, "timer", "12h", "--prepare", "0")
		x.wait("first frame", func() bool { return strings.TrimSpace(x.screen()) != "" })
		took = time.Since(from)
	})
	return took
}

// keyToPaint presses keys that each choose another day of the calendar.
func keyToPaint(t *testing.T, bin string, n int) (middle time.Duration) {
	t.Run("key to paint", func(t *testing.T) {
		x := started(t, bin)
		x.wait("first screen", func() bool { return strings.TrimSpace(x.screen()) != "" })
		x.send("c")
		x.see("today")
		middle = median(n, func() time.Duration {
			<-time.After(100 * time.Millisecond) // what the key before it began is drawn
			before := x.written()
			from := time.Now()
			x.send("h")
			x.wait("paint", func() bool { return x.written() > before })
			return time.Since(from)
		})
	})
	return middle
}

func median(n int, measure func() time.Duration) time.Duration {
	all := make([]time.Duration, n)
	for i := range all {
		all[i] = measure()
	}
	slices.Sort(all)
	return all[n/2].Round(100 * time.Microsecond)
}

func line(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// field is a value of a file of "name: value" lines.
func field(t *testing.T, path, name string) string {
	t.Helper()
	for l := range strings.Lines(line(t, path)) {
		if v, ok := strings.CutPrefix(l, name+":"); ok {
			return strings.TrimSpace(v)
		}
	}
	t.Fatalf("%s has no %s", path, name)
	return ""
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
