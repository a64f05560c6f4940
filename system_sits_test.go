//go:build linux

package main_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"karuna/sessions"
)

const (
	whole  = 66 * time.Second // a sit that reaches its end
	longer = 90 * time.Second // a sit that is cut short
	cut    = 61 * time.Second // when
)

// timer is a silent sit of d on a terminal of its own, in screens or plain.
func (h home) timer(d time.Duration, flags ...string) (*terminal, time.Time) {
	h.t.Helper()
	argv := append([]string{h.bin, "timer", fmt.Sprintf("%ds", int(d/time.Second)), "--prepare", "0"}, flags...)
	x := onTerminal(h.t, h.env(), argv...)
	return x, h.begins(1)
}

// TestSits runs sits of more than a minute in real time and disturbs them.
func TestSits(t *testing.T) {
	t.Parallel()
	bin := program(t, "")
	var scenes []scene
	for _, mode := range []string{"screens", "plain"} {
		flags := []string{"--device", "none"}
		if mode == "plain" {
			flags = append(flags, "--plain")
		}
		add := func(name string, play func(home)) {
			scenes = append(scenes, scene{mode + " " + name, func(t *testing.T) { play(newHome(t, bin)) }})
		}
		for _, s := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT} {
			add(s.String(), func(h home) { signalled(h, s, flags) })
		}
		add("kill -9", func(h home) { killed(h, flags) })
		add("window closed", func(h home) { closed(h, flags) })
		add("ctrl+c", func(h home) { broken(h, flags) })
		add("terminated on a stalled terminal", func(h home) { stuck(h, flags) })
		add("stalled terminal", func(h home) { stalled(h, flags) })
		add("stopped", func(h home) { stopped(h, flags) })
		add("bell by bel", func(h home) { stalled(h, append([]string{"--device", "bel"}, flags[2:]...)) })
		add("two", func(h home) { two(h, flags) })
	}
	scenes = append(
		scenes,
		scene{"nohup and a hang-up", func(t *testing.T) { hupIgnored(newHome(t, bin)) }},
		scene{"nohup and a closed window", func(t *testing.T) { goesOnAlone(newHome(t, bin)) }},
		scene{"resize storm", func(t *testing.T) { resized(newHome(t, bin)) }},
	)
	together(t, append(scenes, jobScenes(bin)...))
}

// signalled: the sit is kept, the terminal given back, the exit code 130.
func signalled(h home, s syscall.Signal, flags []string) {
	x, start := h.timer(longer, flags...)
	at(start, cut)
	x.signal(s)
	if code := x.exit(4 * time.Second); code != 130 {
		h.t.Errorf("%v: exit code %d, want 130", s, code)
	}
	x.restored()
	h.cutShort(cut)
}

// killed: what the last beat said is there when karuna is next asked.
func killed(h home, flags []string) {
	x, start := h.timer(longer, flags...)
	at(start, cut)
	beat := h.beats()
	x.signal(syscall.SIGKILL)
	x.exit(2 * time.Second)
	if left := x.left(); len(left) > 0 == slices.Contains(flags, "--plain") {
		h.t.Errorf("nobody could give the terminal back, and %q is what is left", left)
	}
	h.recovers()
	h.cutShort(cut)
	if e := h.only(); e.Sat < beat {
		h.t.Errorf("recovered with %d s, the last beat said %d s", e.Sat, beat)
	}
}

// closed: there is no terminal to give back; the sit is kept.
func closed(h home, flags []string) {
	x, start := h.timer(longer, flags...)
	at(start, cut)
	x.hangUp()
	if code := x.exit(4 * time.Second); code != 130 {
		h.t.Errorf("exit code %d, want 130", code)
	}
	h.cutShort(cut)
}

// broken: ctrl+c is a key on the screens and a signal without them.
func broken(h home, flags []string) {
	x, start := h.timer(longer, flags...)
	at(start, cut)
	x.send("\x03")
	if code := x.exit(4 * time.Second); code != 130 {
		h.t.Errorf("exit code %d, want 130", code)
	}
	x.restored()
	h.cutShort(cut)
}

// stalled: a terminal that reads nothing for 12 s, first in the midst of the
// sit and then over its end, holds neither beat nor end back.
func stalled(h home, flags []string) {
	x, start := h.timer(whole, flags...)
	x.choke(start, 10*time.Second, 22*time.Second)
	if beat := h.beats(); beat < 15 {
		h.t.Errorf("the last beat after 22 s says %d s", beat)
	}
	x.resume()
	x.choke(start, 58*time.Second, whole-time.Second)
	h.completes(start, whole)
	at(start, 70*time.Second)
	x.resume()
	x.signal(syscall.SIGTERM)
	x.exit(4 * time.Second)
	x.restored()
	if e := h.only(); e.Ended != sessions.Complete {
		h.t.Errorf("kept as %s", e.Ended)
	}
}

// choke lets the terminal read nothing from one moment of a sit on. New sizes
// until the other make the screens write until nothing more goes in.
func (x *terminal) choke(start time.Time, from, till time.Duration) {
	at(start, from)
	x.stall()
	for d := from; d < till; d += 50 * time.Millisecond {
		x.resize(60+int(d/(50*time.Millisecond))%40, 24)
		at(start, d)
	}
}

// stuck: a program whose screens cannot be written any more is ended all the
// same, its sit kept, the line discipline given back. The sequences that give
// the rest back do not fit into such a terminal.
func stuck(h home, flags []string) {
	x, start := h.timer(longer, flags...)
	x.choke(start, 50*time.Second, cut)
	x.signal(syscall.SIGTERM)
	select {
	case <-x.ended:
	case <-time.After(5 * time.Second):
		h.t.Fatal("still running 5 s after SIGTERM")
	}
	if code := x.cmd.ProcessState.ExitCode(); code != 130 {
		h.t.Errorf("exit code %d, want 130", code)
	}
	if x.discipline() != x.line {
		h.t.Error("the line discipline is not given back")
	}
	h.cutShort(cut)
}

// stopped: eight seconds without a processor count, and the end stays.
func stopped(h home, flags []string) {
	x, start := h.timer(whole, flags...)
	at(start, 20*time.Second)
	x.signal(syscall.SIGSTOP)
	at(start, 28*time.Second)
	x.signal(syscall.SIGCONT)
	h.completes(start, whole)
	x.signal(syscall.SIGTERM)
	x.exit(4 * time.Second)
	x.restored()
}

// two sits at once are both kept, and the second is told of the first.
func two(h home, flags []string) {
	x, start := h.timer(whole, flags...)
	y, second := onTerminal(h.t, h.env(), append([]string{h.bin, "timer", "64s", "--prepare", "0"}, flags...)...), h.begins(2)
	y.see("Another sit is running")
	h.wrote(2, time.Until(start.Add(whole+5*time.Second)))
	if at := time.Since(second); at < 64*time.Second {
		h.t.Errorf("both are written after %v", at)
	}
	for _, e := range h.entries() {
		if e.Ended != sessions.Complete || e.Sat != e.Planned {
			h.t.Errorf("kept as %s, %d s of %d", e.Ended, e.Sat, e.Planned)
		}
	}
	for _, x := range []*terminal{x, y} {
		x.signal(syscall.SIGTERM)
		x.exit(4 * time.Second)
		x.restored()
	}
}

// hupIgnored: who asked for hang-ups to be ignored is obeyed.
func hupIgnored(h home) {
	needed(h.t, "nohup")
	x := onTerminal(h.t, h.env(), "nohup", h.bin, "timer", "66s", "--prepare", "0", "--plain", "--device", "none")
	start := h.begins(1)
	at(start, 20*time.Second)
	x.signal(syscall.SIGHUP)
	h.completes(start, whole)
	if code := x.exit(20 * time.Second); code != 0 {
		h.t.Errorf("exit code %d", code)
	}
}

// goesOnAlone: under nohup the sit outlives its window.
func goesOnAlone(h home) {
	x := onTerminal(h.t, h.env(), "nohup", h.bin, "timer", "66s", "--prepare", "0", "--device", "none")
	start := h.begins(1)
	at(start, 20*time.Second)
	x.hangUp()
	h.completes(start, whole)
	if code := x.exit(20 * time.Second); code != 0 {
		h.t.Errorf("exit code %d", code)
	}
	out, err := os.ReadFile(filepath.Join(x.cmd.Dir, "nohup.out"))
	if err != nil || len(out) == 0 {
		h.t.Errorf("nothing written to nohup.out: %v", err)
	}
}

// resized: thousands of sizes, sensible or not, cost no minute.
func resized(h home) {
	x, start := h.timer(whole, "--device", "none")
	sizes := [][2]int{{0, 0}, {1, 1}, {80, 24}, {400, 3}, {3, 200}, {20, 6}, {19, 5}, {250, 80}}
	at(start, time.Second)
	for i := range 2000 {
		x.resize(max(1, sizes[i%len(sizes)][0]), max(1, sizes[i%len(sizes)][1]))
		at(start, time.Second+time.Duration(i)*5*time.Millisecond)
	}
	x.resize(80, 24)
	h.completes(start, whole)
	x.signal(syscall.SIGTERM)
	x.exit(4 * time.Second)
	x.restored()
}
