//go:build linux

package main_test

import (
	"encoding/binary"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

const (
	rate  = 8000       // samples a second of the recording
	block = rate / 100 // samples whose loudness is one number
)

// TestBellsOfAStalledTerminal records what a sit sounds like whose terminal
// reads nothing from its fifth second to its last: the closing stroke comes in
// its place after the first.
func TestBellsOfAStalledTerminal(t *testing.T) {
	t.Parallel()
	h := newHome(t, program(t, ""))
	needed(t, "pulseaudio", "parec")
	server := h.env("XDG_RUNTIME_DIR=" + h.dir)
	env := append(slices.Clone(server), "PULSE_SERVER=unix:"+filepath.Join(h.dir, "pulse", "native"), "KARUNA_DEVICE=pulse")
	background(t, server, nil, "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1",
		"-L", "module-null-sink sink_name=quiet", "-L", "module-native-protocol-unix")
	until(t, 10*time.Second, "the sound server", func() bool {
		_, err := os.Stat(filepath.Join(h.dir, "pulse", "native"))
		return err == nil
	})
	tape, err := os.Create(filepath.Join(h.dir, "tape"))
	if err != nil {
		t.Fatal(err)
	}
	background(t, env, tape, "parec", "--raw", "-d", "quiet.monitor", "--format=s16le", "--rate=8000", "--channels=1", "--latency-msec=100")
	until(t, 10*time.Second, "the recording", func() bool {
		st, err := tape.Stat()
		return err == nil && st.Size() > rate
	})

	const length = 40 * time.Second
	x := onTerminal(t, env, h.bin, "timer", "40s", "--prepare", "0")
	start := h.begins(1)
	x.choke(start, 5*time.Second, length)
	h.wrote(1, 10*time.Second)
	at(start, length+5*time.Second)
	x.resume()
	b, err := os.ReadFile(tape.Name())
	if err != nil {
		t.Fatal(err)
	}
	loud := loudness(b)
	first := stroke(loud[:len(loud)/3])
	from := first + 3000
	second := from + stroke(loud[from:])
	apart := time.Duration(second-first) * time.Second / (rate / block)
	t.Logf("strokes %v apart", apart)
	if apart < length-100*time.Millisecond || apart > length+100*time.Millisecond {
		t.Errorf("the strokes are %v apart, want %v", apart, length)
	}
}

// background runs a program until the test ends.
func background(t *testing.T, env []string, out *os.File, argv ...string) {
	t.Helper()
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Env = env
	if out != nil {
		cmd.Stdout = out
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cmd.Process.Kill(); err != nil {
			t.Error(err)
		}
		_ = cmd.Wait() // killed
	})
}

// loudness is the effective value of each hundredth of a second.
func loudness(pcm []byte) []float64 {
	var out []float64
	for ; len(pcm) >= 2*block; pcm = pcm[2*block:] {
		sum := 0.0
		for i := range block {
			v := float64(int16(binary.LittleEndian.Uint16(pcm[2*i:])))
			sum += v * v
		}
		out = append(out, math.Sqrt(sum/block))
	}
	return out
}

// stroke returns the block at which a bell is struck: where it becomes most
// loud against the half second before. A bell that fades does not.
func stroke(loud []float64) int {
	best, where := 0.0, 0
	sum := 0.0
	for i := range loud {
		if i >= 50 {
			if rise := loud[i] / (sum/50 + 10); rise > best {
				best, where = rise, i
			}
			sum -= loud[i-50]
		}
		sum += loud[i]
	}
	return where
}
