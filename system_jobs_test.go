//go:build linux

package main_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"karuna/sessions"
)

// jobScenes stop a sit under a shell with job control, by the key and from
// outside, and take it up again.
func jobScenes(bin string) []scene {
	var out []scene
	for _, by := range []string{"ctrl+z", "kill -TSTP"} {
		for _, mode := range []string{"screens", "plain"} {
			out = append(out, scene{mode + " " + by, func(t *testing.T) { suspended(newHome(t, bin), by, mode == "plain") }})
		}
	}
	return append(out, scene{"ctrl+z without a shell", func(t *testing.T) { nobodyToResume(newHome(t, bin)) }})
}

// suspended: stopped, the shell has its terminal as it was; gone on, the
// screens are back and the sit paused (without screens it has counted); its
// minutes leave the pause out.
func suspended(h home, by string, plain bool) {
	needed(h.t, "bash")
	x := onTerminal(h.t, h.env(), "bash", "--norc", "--noprofile", "--noediting", "-i")
	x.see("$")
	command := h.bin + " timer 66s --prepare 0 --device none"
	if plain {
		command += " --plain"
	}
	x.send(command + "; echo code:$?\n")
	start := h.begins(1)
	pid := child(h.t, x.pid())
	at(start, 10*time.Second)
	if by == "ctrl+z" {
		x.send("\x1a")
	} else if err := syscall.Kill(pid, syscall.SIGTSTP); err != nil {
		h.t.Fatal(err)
	}
	x.see("Stopped")
	until(h.t, 2*time.Second, "the process is stopped", func() bool { return state(pid) == "T" })
	x.restored()
	at(start, 18*time.Second)
	x.send("fg; echo code:$?\n")
	length := whole
	if !plain {
		x.see("go on")
		if !strings.Contains(strings.Join(x.left(), " "), "alternate screen") {
			h.t.Errorf("the screens are not back:\n%s", x.screen())
		}
		at(start, 20*time.Second)
		x.send(" ")
		length += 10 * time.Second
	}
	late := h.wrote(1, 90*time.Second).Sub(start.Add(length))
	if late < -time.Second || late > 3*time.Second {
		h.t.Errorf("written %v after its end", late)
	}
	if e := h.only(); e.Ended != sessions.Complete || e.Sat != int(whole/time.Second) {
		h.t.Errorf("kept as %s, %d s", e.Ended, e.Sat)
	}
	if err := syscall.Kill(pid, syscall.SIGTERM); err != nil {
		h.t.Fatal(err)
	}
	x.see("code:130")
	if modes := modesLeft(x.bytes()); len(modes) > 0 {
		h.t.Errorf("the terminal is left with %q", modes)
	}
	x.send("exit\n")
	x.exit(4 * time.Second)
	x.restored()
}

// nobodyToResume: the only program of a terminal does not stop, for nobody
// could set it going again.
func nobodyToResume(h home) {
	x, start := h.timer(whole, "--device", "none")
	at(start, 5*time.Second)
	x.send("\x1a")
	at(start, 12*time.Second)
	if s := state(x.pid()); s == "T" {
		h.t.Error("stopped for good")
	}
	x.signal(syscall.SIGTERM)
	if code := x.exit(4 * time.Second); code != 130 {
		h.t.Errorf("exit code %d", code)
	}
	x.restored()
}

// child returns the one child of a process.
func child(t *testing.T, pid int) int {
	t.Helper()
	paths, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	if err != nil {
		t.Fatal(err)
	}
	var all []int
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		for word := range strings.FieldsSeq(string(b)) {
			n, err := strconv.Atoi(word)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, n)
		}
	}
	if len(all) != 1 {
		t.Fatalf("process %d has the children %v, want one", pid, all)
	}
	return all[0]
}

// state is the letter of a process's state in /proc, "" when it is gone.
func state(pid int) string {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return ""
	}
	_, rest, _ := strings.Cut(string(b), ") ")
	return rest[:1]
}
