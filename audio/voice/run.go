package voice

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"
	"unicode"
)

var (
	errTooMuch = errors.New("it is too large")
	errTooLong = errors.New("it took too long")
)

// speak runs the program once and returns what it made. The text goes in by
// standard input, or by a file in a private folder where the program asks for
// one; the sound comes out in the same way.
func (t tool) speak(ctx context.Context, env func(string) string, c cache, text string) ([]byte, error) {
	in, out, dir := "", "", ""
	if t.uses(outFile) || t.uses(textFile) {
		var err error
		if dir, err = c.folder(); err != nil {
			return nil, err
		}
		defer os.RemoveAll(dir)
		in, out = filepath.Join(dir, "text.txt"), filepath.Join(dir, "speech.wav")
	}
	r := run{tool: t.filled(in, out), dir: dir, env: env, text: text + "\n"}
	if t.uses(textFile) {
		if err := os.WriteFile(in, []byte(r.text), 0o600); err != nil {
			return nil, err
		}
		r.text = ""
	}
	if !t.uses(outFile) {
		raw, err := r.do(ctx, "")
		return append(t.header(len(raw)), raw...), err
	}
	if _, err := r.do(ctx, out); err != nil {
		return nil, err
	}
	return readFile(out)
}

// header is what plain samples lack to be a WAV file.
func (t tool) header(size int) []byte {
	if t.raw == 0 {
		return nil
	}
	le := binary.LittleEndian
	b := append(le.AppendUint32([]byte("RIFF"), uint32(36+size)), "WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00"...)
	b = le.AppendUint32(le.AppendUint32(b, uint32(t.raw)), uint32(2*t.raw))
	return le.AppendUint32(append(b, "\x02\x00\x10\x00data"...), uint32(size))
}

// filled returns the tool with the names of its files.
func (t tool) filled(in, out string) tool {
	names := strings.NewReplacer(textFile, in, outFile, out)
	args := make([]string, len(t.args))
	for i, a := range t.args {
		args[i] = names.Replace(a)
	}
	vars := make([]string, len(t.env))
	for i, v := range t.env {
		vars[i] = names.Replace(v)
	}
	t.args, t.env = args, vars
	return t
}

func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, errors.New("it wrote nothing")
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		f.Close()
		return nil, errors.New("what it wrote is no file")
	}
	return read(f)
}

// run is one process.
type run struct {
	tool tool
	dir  string // its folder, or ""
	env  func(string) string
	text string // for its standard input
}

// do runs the process to its end and returns its standard output. out is the
// file that it writes, if any: it must not grow without end.
func (r run) do(ctx context.Context, out string) ([]byte, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stdout := &bounded{most: maxBytes, full: func() { cancel(errTooMuch) }}
	stderr := &bounded{most: 4096}
	cmd := exec.CommandContext(ctx, r.tool.path, r.tool.args...)
	cmd.Stdin = strings.NewReader(r.text)
	cmd.Stdout, cmd.Stderr = stdout, stderr
	cmd.Env = r.environment()
	cmd.Dir = r.dir
	cmd.WaitDelay = time.Second // for pipes that a child of the child holds open
	ownGroup(cmd)
	cmd.Cancel = func() error { return killGroup(cmd) }
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	var watch sync.WaitGroup
	ended := make(chan struct{})
	if out != "" {
		watch.Go(func() { watchSize(out, ended, func() { cancel(errTooMuch) }) })
	}
	err := cmd.Wait()
	close(ended)
	watch.Wait()
	// What it started and left behind ends with it. That there is nothing any
	// more, as a rule, is no error.
	_ = killGroup(cmd)
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, errTooMuch):
		return nil, errTooMuch
	case errors.Is(cause, context.DeadlineExceeded):
		return nil, errTooLong
	case cause != nil:
		return nil, cause
	case err != nil:
		return nil, complaint(err, stderr.buf.String())
	}
	return stdout.buf.Bytes(), nil
}

// complaint adds the first line of what a program said to how it ended.
func complaint(err error, said string) error {
	line, _, _ := strings.Cut(strings.TrimSpace(said), "\n")
	line = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, line)
	if line == "" {
		return err
	}
	if runes := []rune(line); len(runes) > 200 {
		line = string(runes[:200])
	}
	return fmt.Errorf("%w: %s", err, line)
}

// environment lists what a program is given of the environment.
func (r run) environment() []string {
	names := strings.Fields(`PATH HOME LANG LC_ALL LC_CTYPE XDG_RUNTIME_DIR XDG_DATA_HOME XDG_DATA_DIRS LD_LIBRARY_PATH
		SystemRoot SystemDrive windir COMSPEC PATHEXT TEMP TMP USERPROFILE APPDATA LOCALAPPDATA PROCESSOR_ARCHITECTURE`)
	var out []string
	for _, name := range names {
		if v := r.env(name); v != "" {
			out = append(out, name+"="+v)
		}
	}
	if r.dir != "" { // some write what they speak to a file on the way
		out = append(out, "TMPDIR="+r.dir)
	}
	return append(out, r.tool.env...)
}

// watchSize calls full when a file has grown too large.
func watchSize(path string, ended <-chan struct{}, full func()) {
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ended:
			return
		case <-tick.C:
			if info, err := os.Stat(path); err == nil && info.Size() > maxBytes {
				full()
			}
		}
	}
}

// bounded keeps what is written to it, up to a size. Beyond that it drops it,
// or fails when full is there to be called.
type bounded struct {
	buf  bytes.Buffer
	most int
	full func()
}

// Write keeps what there is room for.
func (b *bounded) Write(p []byte) (int, error) {
	room := min(len(p), b.most-b.buf.Len())
	b.buf.Write(p[:room])
	if room < len(p) && b.full != nil {
		b.full()
		return room, errTooMuch
	}
	return len(p), nil
}
