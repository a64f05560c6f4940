//go:build linux

package main_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// terminal is one program on a pseudo-terminal of its own, as the leader of a
// session. What it writes is kept as bytes and drawn by an emulator that
// answers what a plain VT answers.
type terminal struct {
	t     *testing.T
	cmd   *exec.Cmd
	ptmx  *os.File
	line  string // line discipline before the program ran
	emu   *vt.Emulator
	began time.Time // just before the program did

	mu      sync.Mutex
	raw     []byte
	changed chan struct{} // closed and renewed with every read
	gate    chan struct{} // closed while the terminal reads
	drained chan struct{} // nothing more will be read
	ended   chan struct{} // the program has been waited for
}

// onTerminal starts argv with that environment and nothing else of ours.
func onTerminal(t *testing.T, env []string, argv ...string) *terminal {
	t.Helper()
	const cols, rows = 80, 24
	x := &terminal{
		t: t, emu: vt.NewEmulator(cols, rows), changed: make(chan struct{}),
		gate: make(chan struct{}), drained: make(chan struct{}), ended: make(chan struct{}),
	}
	close(x.gate)
	master, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	// The master as it comes blocks: closing it would neither end a read nor
	// hang anything up. A duplicate that does not block does both.
	fd, err := unix.FcntlInt(master.Fd(), unix.F_DUPFD_CLOEXEC, 3)
	if err == nil {
		err = errors.Join(master.Close(), unix.SetNonblock(fd, true))
	}
	if err != nil {
		t.Fatal(err)
	}
	x.ptmx = os.NewFile(uintptr(fd), "terminal")
	x.setSize(cols, rows)
	x.line = x.discipline()
	x.cmd = exec.Command(argv[0], argv[1:]...)
	x.cmd.Env, x.cmd.Dir = env, t.TempDir()
	x.cmd.Stdin, x.cmd.Stdout, x.cmd.Stderr = tty, tty, tty
	x.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	x.began = time.Now()
	if err := errors.Join(x.cmd.Start(), tty.Close()); err != nil {
		t.Fatal(err)
	}
	go x.answer()
	go x.read()
	go func() {
		defer close(x.ended)
		_ = x.cmd.Wait() // its state is asked for afterwards
	}()
	t.Cleanup(x.close)
	return x
}

// close ends what still runs on the terminal.
func (x *terminal) close() {
	select {
	case <-x.ended:
	default:
		if err := syscall.Kill(-x.cmd.Process.Pid, syscall.SIGKILL); err != nil {
			x.t.Error(err)
		}
		<-x.ended
	}
	x.resume()
	if err := x.ptmx.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
		x.t.Error(err)
	}
	<-x.drained
	if err := x.emu.Close(); err != nil {
		x.t.Error(err)
	}
}

// answer types the emulator's replies, until it is closed.
func (x *terminal) answer() {
	buf := make([]byte, 4096)
	for {
		n, err := x.emu.Read(buf)
		if n > 0 {
			_, _ = x.ptmx.Write(buf[:n]) // a closed terminal answers nothing
		}
		if err != nil {
			return
		}
	}
}

func (x *terminal) read() {
	defer close(x.drained)
	buf := make([]byte, 64<<10)
	for {
		x.mu.Lock()
		gate := x.gate
		x.mu.Unlock()
		<-gate
		n, err := x.ptmx.Read(buf)
		x.mu.Lock()
		x.raw = append(x.raw, buf[:n]...)
		_, _ = x.emu.Write(buf[:n]) // what it does not know it leaves out
		close(x.changed)
		x.changed = make(chan struct{})
		x.mu.Unlock()
		if err != nil {
			return // EIO when nobody has the terminal any more
		}
	}
}

func (x *terminal) pid() int { return x.cmd.Process.Pid }

// send types keys.
func (x *terminal) send(keys string) {
	x.t.Helper()
	if _, err := io.WriteString(x.ptmx, keys); err != nil {
		x.t.Fatal(err)
	}
}

// signal sends s to the program alone.
func (x *terminal) signal(s syscall.Signal) {
	x.t.Helper()
	if err := x.cmd.Process.Signal(s); err != nil {
		x.t.Fatal(err)
	}
}

// hangUp closes the terminal, as closing its window does.
func (x *terminal) hangUp() {
	x.t.Helper()
	if err := x.ptmx.Close(); err != nil {
		x.t.Fatal(err)
	}
}

// stall makes the terminal read nothing more until resume.
func (x *terminal) stall() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.gate = make(chan struct{})
}

func (x *terminal) resume() {
	x.mu.Lock()
	defer x.mu.Unlock()
	select {
	case <-x.gate:
	default:
		close(x.gate)
	}
}

// resize changes the window; the program is told by SIGWINCH.
func (x *terminal) resize(cols, rows int) {
	x.t.Helper()
	x.mu.Lock()
	x.emu.Resize(cols, rows)
	x.mu.Unlock()
	x.setSize(cols, rows)
}

func (x *terminal) setSize(cols, rows int) {
	x.t.Helper()
	x.control(func(fd int) error {
		return unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: uint16(rows), Col: uint16(cols)})
	})
}

// discipline is the line discipline as text; the master sees it.
func (x *terminal) discipline() (text string) {
	x.t.Helper()
	x.control(func(fd int) error {
		v, err := unix.IoctlGetTermios(fd, unix.TCGETS)
		if err == nil {
			text = fmt.Sprintf("%x %x %x %x %x", v.Iflag, v.Oflag, v.Cflag, v.Lflag, v.Cc)
		}
		return err
	})
	return text
}

func (x *terminal) control(do func(fd int) error) {
	x.t.Helper()
	conn, err := x.ptmx.SyscallConn()
	if err != nil {
		x.t.Fatal(err)
	}
	var failed error
	if err := conn.Control(func(fd uintptr) { failed = do(int(fd)) }); err != nil || failed != nil {
		x.t.Fatal(errors.Join(err, failed))
	}
}

// bytes is all that was written so far.
func (x *terminal) bytes() []byte {
	x.mu.Lock()
	defer x.mu.Unlock()
	return bytes.Clone(x.raw)
}

// screen is the screen as text, a line a row, trailing blanks cut.
func (x *terminal) screen() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	var b strings.Builder
	for y := range x.emu.Height() {
		var line strings.Builder
		for at := 0; at < x.emu.Width(); {
			c := x.emu.CellAt(at, y)
			if c == nil || c.Content == "" {
				line.WriteByte(' ')
				at++
				continue
			}
			line.WriteString(c.Content)
			at += max(1, c.Width)
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.String()
}

// see waits until the screen shows want.
func (x *terminal) see(want string) {
	x.t.Helper()
	x.wait(want, func() bool { return strings.Contains(x.screen(), want) })
}

// wait waits until ok, looking whenever something was written.
func (x *terminal) wait(what string, ok func() bool) {
	x.t.Helper()
	deadline := time.NewTimer(10 * time.Second)
	defer deadline.Stop()
	for {
		x.mu.Lock()
		changed := x.changed
		x.mu.Unlock()
		if ok() {
			return
		}
		select {
		case <-changed:
		case <-x.drained:
			if !ok() {
				x.t.Fatalf("the program ended without %s; screen:\n%s", what, x.screen())
			}
			return
		case <-deadline.C:
			x.t.Fatalf("no %s in time; screen:\n%s", what, x.screen())
		}
	}
}

// exit waits for the program to end, at most d, and returns its exit code;
// -1 when a signal ended it.
func (x *terminal) exit(d time.Duration) int {
	x.t.Helper()
	select {
	case <-x.ended:
	case <-time.After(d):
		x.t.Fatalf("still running after %v; screen:\n%s", d, x.screen())
	}
	select {
	case <-x.drained:
	case <-time.After(2 * time.Second):
		x.t.Fatal("the program ended, but something still holds its terminal")
	}
	return x.cmd.ProcessState.ExitCode()
}

// left lists what a shell would notice of the program: modes that are still
// on, a hidden cursor, a changed line discipline.
func (x *terminal) left() []string {
	x.t.Helper()
	out := modesLeft(x.bytes())
	if x.discipline() != x.line {
		out = append(out, "line discipline")
	}
	return out
}

// restored fails the test if the terminal is not as it was found.
func (x *terminal) restored() {
	x.t.Helper()
	if left := x.left(); len(left) > 0 {
		x.t.Errorf("the terminal is left with %q", left)
	}
}

// modesLeft lists the modes that a stream of bytes leaves on.
func modesLeft(raw []byte) []string {
	names := map[string]string{
		"1049": "alternate screen", "1047": "alternate screen", "47": "alternate screen", "2004": "paste",
		"1004": "focus", "1000": "mouse", "1002": "mouse", "1003": "mouse", "1006": "mouse", "25": "cursor hidden",
		"2026": "synchronized output", "2027": "grapheme clusters", "1": "cursor keys", "7": "no wrapping",
	}
	set := map[string]bool{"25": true, "7": true}
	for _, m := range regexp.MustCompile(`\x1b\[\?([0-9;]+)([hl])`).FindAllSubmatch(raw, -1) {
		for mode := range strings.SplitSeq(string(m[1]), ";") {
			set[mode] = string(m[2]) == "h"
		}
	}
	var out []string
	for mode, on := range set {
		if on == (mode == "25" || mode == "7") {
			continue
		}
		name := names[mode]
		if name == "" {
			name = "mode " + mode
		}
		out = append(out, name)
	}
	pushed := len(regexp.MustCompile(`\x1b\[>[0-9;]*u`).FindAll(raw, -1))
	if pushed > len(regexp.MustCompile(`\x1b\[<[0-9]*u`).FindAll(raw, -1)) {
		out = append(out, "kitty keyboard")
	}
	if m := regexp.MustCompile(`\x1b\[=([0-9]+)(?:;[0-9]+)?u`).FindAllSubmatch(raw, -1); len(m) > 0 && string(m[len(m)-1][1]) != "0" {
		out = append(out, "kitty keyboard")
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestModesLeft shows that a terminal left in disorder is seen.
func TestModesLeft(t *testing.T) {
	check := func(in, want string) {
		t.Helper()
		if got := strings.Join(modesLeft([]byte(in)), ", "); got != want {
			t.Errorf("%q leaves %q, want %q", in, got, want)
		}
	}
	check("", "")
	check("\x1b[?1049h\x1b[?25l text", "alternate screen, cursor hidden")
	check("\x1b[?1049h\x1b[?25l text \x1b[?25h\x1b[?1049l", "")
	check("\x1b[?1002;1006h\x1b[?2004h\x1b[?1004h\x1b[?1006l", "focus, mouse, paste")
	check("\x1b[>1u", "kitty keyboard")
	check("\x1b[=1;1u", "kitty keyboard")
	check("\x1b[>1u\x1b[=1u\x1b[=0;1u\x1b[<u", "")
	check("\x1b[?7l\x1b[?9001h", "mode 9001, no wrapping")
}

// program builds karuna, with build tags if there are any.
func program(t *testing.T, tags string) string {
	t.Helper()
	system(t)
	path := filepath.Join(t.TempDir(), "karuna")
	build := exec.Command("go", "build", "-tags", tags, "-o", path, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return path
}

func system(t *testing.T) {
	t.Helper()
	if os.Getenv("KARUNA_SYSTEM_TESTS") == "" {
		t.Skip("system test: set KARUNA_SYSTEM_TESTS=1")
	}
}
