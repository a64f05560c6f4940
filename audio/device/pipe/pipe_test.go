//go:build unix

package pipe_test

import (
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"karuna/audio/device"
	"karuna/audio/device/pipe"
)

// program puts a shell script in the place of aplay and returns the device.
// The script finds its folder in $0.
func program(t *testing.T, script string) (d device.Device, env func(string) string, dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "aplay"), []byte("#!/bin/sh\ncd \"${0%/*}\"\n"+script+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	env = func(name string) string {
		if name == "PATH" {
			return dir
		}
		return ""
	}
	for _, d := range pipe.Devices() {
		if d.Name == "aplay" {
			return d, env, dir
		}
	}
	t.Fatal("no aplay among the devices")
	return
}

func await(t *testing.T, what string, ok func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(5 * time.Second); !ok(); <-tick.C {
		if time.Now().After(end) {
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

func TestProgramPlaysWhatItIsGiven(t *testing.T) {
	d, env, dir := program(t, "echo noise; echo noise >&2; exec /bin/cat >>out")
	s, err := d.Open(context.Background(), device.Options{Env: env})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Write(make([][2]float64, 10)); err == nil {
		t.Error("a corked stream takes frames")
	}
	if err := s.Cork(false); err != nil {
		t.Fatal(err)
	}
	frames := make([][2]float64, 4800)
	for i := range frames {
		frames[i] = [2]float64{0.5, -2}
	}
	room := s.Room()
	if err := s.Write(frames); err != nil {
		t.Fatal(err)
	}
	if room != device.Rate/2 {
		t.Errorf("room for %d frames, want half a second", room)
	}
	var out []byte
	await(t, "the frames", func() bool {
		out, err = os.ReadFile(filepath.Join(dir, "out"))
		return err == nil && len(out) == 4*len(frames)
	})
	left, right := int16(binary.LittleEndian.Uint16(out)), int16(binary.LittleEndian.Uint16(out[2:]))
	if left < 16382 || left > 16386 || right != -32767 {
		t.Errorf("first frame %d, %d, want 16384 and the lowest there is", left, right)
	}
	await(t, "the report", func() bool {
		r, ok := s.Heard()
		return ok && r.Taken >= 4800 && r.Heard > 0 && r.Heard <= r.Taken
	})
	if err := s.Cork(true); err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Heard(); ok {
		t.Error("a corked stream is heard")
	}
}

func TestProgramThatEndsIsNoticed(t *testing.T) {
	d, env, _ := program(t, "exit 1")
	if _, err := d.Open(context.Background(), device.Options{Env: env}); err == nil || !strings.Contains(err.Error(), "aplay") {
		t.Errorf("Open: %v, want that aplay ended", err)
	}
	d, env, dir := program(t, "[ -e second ] && exec /bin/sleep 0.1; : >second; exec /bin/cat >/dev/null")
	s, err := d.Open(context.Background(), device.Options{Env: env})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	await(t, "the trial", func() bool { _, err := os.Stat(filepath.Join(dir, "second")); return err == nil })
	if err := s.Cork(false); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-s.Dead():
		if err == nil {
			t.Error("dead without a reason")
		}
	case <-time.After(5 * time.Second):
		t.Fatal("not noticed within 5 s")
	}
}

func TestProgramThatTakesNothingBlocksNoOne(t *testing.T) {
	d, env, dir := program(t, "echo $$ >pid; exec /bin/sleep 1000")
	s, err := d.Open(context.Background(), device.Options{Env: env})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Cork(false); err != nil {
		t.Fatal(err)
	}
	await(t, "a full pipe", func() bool {
		if n := s.Room(); n > 0 {
			if err := s.Write(make([][2]float64, n)); err != nil {
				t.Fatal(err)
			}
		}
		a, _ := s.Heard()
		b, ok := s.Heard()
		return ok && s.Room() == 0 && a.Taken == b.Taken
	})
	pid := readPid(t, filepath.Join(dir, "pid"))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, 0); err == nil {
		t.Errorf("process %d is left behind", pid)
	}
	if err := s.Write(make([][2]float64, 1)); err == nil {
		t.Error("a closed stream takes frames")
	}
}

func readPid(t *testing.T, path string) int {
	t.Helper()
	pid := 0
	await(t, "the process", func() bool {
		raw, err := os.ReadFile(path)
		if err != nil || len(raw) == 0 {
			return false
		}
		pid = 0
		for _, c := range strings.TrimSpace(string(raw)) {
			pid = pid*10 + int(c-'0')
		}
		return pid > 0
	})
	return pid
}

func TestUsable(t *testing.T) {
	for _, d := range pipe.Devices() {
		err := d.Usable(func(name string) string {
			if name == "PATH" {
				return "relative:" + t.TempDir()
			}
			return ""
		})
		if err == nil {
			t.Errorf("%s is usable without being there", d.Name)
		}
	}
}
