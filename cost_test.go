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
		env  string
		args string
		from time.Duration // the first frames are a row of their own
	}{
		{"a silent sit", "", "timer 12h --prepare 0", 3 * time.Second},
		{"a guided sit", "", "sit two-wheels --for 20m --prepare 0", 3 * time.Second},
		{"the same where nothing may move", "REDUCE_MOTION=1", "sit two-wheels --for 20m --prepare 0", 3 * time.Second},
		{"a breath that is followed", "", "sit a-breath --for 20m --prepare 0", 65 * time.Second}, // past its Settle
		{"the first screen, at rest", "", "", 3 * time.Second},
	} {
		t.Run(row.name, func(t *testing.T) {
			h := lived(t, bin)
			breath, err := os.ReadFile("ui/sit/testdata/breath.md")
			if err != nil {
				t.Fatal(err)
			}
			h.write(filepath.Join("data", "scripts", "a-breath.md"), string(breath))
			x := onTerminal(t, h.env(append(strings.Fields(row.env), "COLORTERM=truecolor")...), append([]string{bin}, strings.Fields(row.args)...)...)
			x.resize(100, 30)
			<-time.After(row.from)
			before := x.spent()
			<-time.After(watch)
			fmt.Fprintf(out, "%s\t%s\n", row.name, x.spent().since(before, watch))
		})
	}
	old := lived(t, bin)
	old.entries10000()
	fmt.Fprintf(out, "the first frame, from the start of the process\t%v (median of 15)\n",
		median(15, func() time.Duration { return firstFrame(t, lived(t, bin), "timer", "12h", "--prepare", "0") }))
	fmt.Fprintf(out, "that of the first screen over 10,000 sits\t%v (median of 15)\n",
		median(15, func() time.Duration { return firstFrame(t, old) }))
	fmt.Fprintf(out, "from a key to its paint\t%v (median of 40)\n", keyToPaint(t, bin, 40))
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	t.Logf("load %s\n%s", strings.TrimSpace(line(t, "/proc/loadavg")), table.String())
}

// lived is a home where the program has run before.
func lived(t *testing.T, bin string) home {
	t.Helper()
	h := newHome(t, bin)
	h.config("days_a_week = 5\n")
	return h
}

// entries10000 fills the journal with twenty-seven years of a sit a day.
func (h home) entries10000() {
	h.t.Helper()
	table := strings.Builder{}
	table.WriteString("start,minutes\n")
	first := time.Now().AddDate(0, 0, -10_000)
	for i := range 10_000 {
		fmt.Fprintf(&table, "%s 07:00,%d\n", first.AddDate(0, 0, i).Format("2006-01-02"), 5+i%40)
	}
	h.run(table.String(), "import", "-", "--yes", "--tz", "Europe/Rome", "--map", "start=start,minutes=minutes")
	if n := len(h.entries()); n != 10_000 {
		h.t.Fatalf("%d entries", n)
	}
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

// firstFrame is how long the program takes to show anything.
func firstFrame(t *testing.T, h home, args ...string) (took time.Duration) {
	t.Run("first frame", func(t *testing.T) {
		x := onTerminal(t, h.env("COLORTERM=truecolor"), append([]string{h.bin}, args...)...)
		x.wait("first frame", func() bool { return strings.TrimSpace(x.screen()) != "" })
		took = time.Since(x.began)
	})
	return took
}

// keyToPaint presses keys that each choose another day of the calendar.
func keyToPaint(t *testing.T, bin string, n int) (middle time.Duration) {
	t.Run("key to paint", func(t *testing.T) {
		x := onTerminal(t, lived(t, bin).env("COLORTERM=truecolor"), bin)
		x.wait("first screen", func() bool { return strings.TrimSpace(x.screen()) != "" })
		x.send("c")
		x.see("weeks")
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
