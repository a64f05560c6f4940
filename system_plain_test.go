//go:build linux

package main_test

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"karuna/sessions"
)

// fast is a sit of a script, in a few seconds, without a terminal.
func (h home) fast(args ...string) *exec.Cmd {
	cmd := exec.Command(h.bin, args...)
	cmd.Env = h.env("KARUNA_TEST_SPEED=40")
	return cmd
}

// complete checks a sit that ran to its end and said so, and that its output
// holds nothing that a terminal would act on.
func (h home) complete(out string, code int) {
	h.t.Helper()
	if e := h.only(); code != 0 || e.Ended != sessions.Complete || e.Sat != e.Planned {
		h.t.Errorf("exit code %d, kept as %s, %d s of %d", code, e.Ended, e.Sat, e.Planned)
	}
	for _, want := range []string{"00:00 bell bowl-large\n", " end complete ", " saved"} {
		if !strings.Contains(out, want) {
			h.t.Errorf("no %q in\n%s", want, out)
		}
	}
	if strings.ContainsAny(out, "\x1b\a\r") {
		h.t.Errorf("an escape, a bell or a return in %q", out)
	}
}

// TestStreams runs sits whose streams are no terminal, closed or full.
func TestStreams(t *testing.T) {
	bin := program(t, "systemtest")
	minute := []string{"sit", "needs-a-minute", "--for", "60s", "--prepare", "0"}
	with := func(name string, play func(home)) scene {
		return scene{name, func(t *testing.T) { play(newHome(t, bin)) }}
	}
	together(t, []scene{
		with("standard input is empty", func(h home) {
			r := ends(t, h.fast(minute...))
			h.complete(r.out, r.code)
		}),
		with("no terminal at all", func(h home) {
			cmd := h.fast(minute...)
			cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
			r := ends(h.t, cmd)
			h.complete(r.out, r.code)
		}),
		with("output to a file", func(h home) {
			f, err := os.Create(filepath.Join(h.dir, "out"))
			if err != nil {
				h.t.Fatal(err)
			}
			cmd := h.fast(minute...)
			cmd.Stdout = f
			r := ends(h.t, cmd)
			if _, err := f.Seek(0, io.SeekStart); err != nil {
				h.t.Fatal(err)
			}
			b, err := io.ReadAll(f)
			if err != nil || f.Close() != nil {
				h.t.Fatal(err)
			}
			h.complete(string(b), r.code)
		}),
		with("output is full", func(h home) {
			f, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
			if err != nil {
				h.t.Fatal(err)
			}
			cmd := h.fast(minute...)
			cmd.Stdout = f
			r := ends(h.t, cmd)
			if err := f.Close(); err != nil {
				h.t.Fatal(err)
			}
			if r.code != 1 || !strings.Contains(r.err, "no space left") {
				h.t.Errorf("exit code %d, %s", r.code, r.err)
			}
		}),
		with("a dumb terminal", func(h home) {
			x := onTerminal(h.t, append(h.env("KARUNA_TEST_SPEED=40"), "TERM=dumb"), append([]string{h.bin}, minute...)...)
			x.see(" saved")
			x.send("\n")
			x.see("How is it now?")
			x.send("\n")
			x.see("A note")
			x.send("\n")
			x.see("A small act")
			x.send("\n")
			code := x.exit(10 * time.Second)
			h.complete(strings.ReplaceAll(string(x.bytes()), "\r\n", "\n"), code)
		}),
		with("broken pipe in a sit", func(h home) { pipeBreaks(h, 80*time.Second, sessions.Interrupted) }),
		with("broken pipe at the end", func(h home) { pipeBreaks(h, 299*time.Second, sessions.Complete) }),
	})
}

// pipeBreaks: who reads the sit goes away once it has come to at; it is kept,
// and the exit code tells.
func pipeBreaks(h home, at time.Duration, want sessions.Ending) {
	out, in, err := os.Pipe()
	if err != nil {
		h.t.Fatal(err)
	}
	cmd := h.fast("sit", "kind-pause", "--for", "5m", "--prepare", "0")
	cmd.Stdout = in
	done := make(chan result)
	go func() { done <- ends(h.t, cmd) }()
	until(h.t, 15*time.Second, "the sit has come so far", func() bool {
		now := h.running()
		return len(now) == 1 && now[0].Sat >= int(at/time.Second)-5
	})
	if err := out.Close(); err != nil {
		h.t.Fatal(err)
	}
	if err := in.Close(); err != nil {
		h.t.Fatal(err)
	}
	r := <-done
	if r.code != 1 {
		h.t.Errorf("exit code %d, %q", r.code, r.err)
	}
	if e := h.only(); e.Ended != want || e.Sat < int(at/time.Second)-10 {
		h.t.Errorf("kept as %s, %d s", e.Ended, e.Sat)
	}
}

// TestColoursAndLetters looks at what the screens write, as bytes. Each thing
// that must not be there is shown to be found where it may be.
func TestColoursAndLetters(t *testing.T) {
	bin := program(t, "")
	// A reset without anything set before says no colour.
	sgr := regexp.MustCompile(`\x1b\[[0-9;:]*[1-9][0-9;:]*m`)
	colour := func(b []byte) bool { return sgr.Match(b) }
	beyond := func(b []byte) bool { return bytes.ContainsFunc(b, func(r rune) bool { return r > 0x7e }) }
	check := func(name string, found func([]byte) bool, want bool, env ...string) scene {
		return scene{name, func(t *testing.T) {
			h := newHome(t, bin)
			x := onTerminal(t, h.env(append([]string{"COLORTERM=truecolor"}, env...)...), bin, "sit", "needs-a-minute", "--prepare", "0")
			start := h.begins(1)
			x.wait("a first line", func() bool { return strings.Count(x.screen(), " ") > 20 })
			at(start, 8*time.Second)
			x.signal(syscall.SIGTERM)
			if code := x.exit(4 * time.Second); code != 130 {
				t.Errorf("exit code %d", code)
			}
			x.restored()
			if got := found(x.bytes()); got != want {
				t.Errorf("found %v, want %v in %q", got, want, x.bytes())
			}
		}}
	}
	together(t, []scene{
		check("colours", colour, true),
		check("NO_COLOR", colour, false, "NO_COLOR=1"),
		check("letters beyond ASCII", beyond, true),
		check("LC_ALL=C", beyond, false, "LC_ALL=C"),
		check("LANG=C", beyond, false, "LC_ALL=", "LANG=C"),
	})
}
