package audio_test

import (
	"context"
	"encoding/binary"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"karuna/audio/device"
	"karuna/audio/device/pulse"
)

// soundServer is a PulseAudio of the test's own, with a sink that plays to no
// one. It runs as any user, root too.
type soundServer struct {
	t   *testing.T
	dir string
	cmd *exec.Cmd
}

func system(t *testing.T) {
	t.Helper()
	if os.Getenv("KARUNA_SYSTEM_TESTS") == "" {
		t.Skip("system test: set KARUNA_SYSTEM_TESTS=1")
	}
}

func startServer(t *testing.T) *soundServer {
	t.Helper()
	s := &soundServer{t: t, dir: t.TempDir()}
	s.start()
	t.Cleanup(s.kill)
	return s
}

func (s *soundServer) start() {
	s.t.Helper()
	s.cmd = s.command("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1",
		"-L", "module-null-sink sink_name=quiet", "-L", "module-native-protocol-unix")
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	await(s.t, "the sound server", 10*time.Second, func() bool { return pulse.Device().Usable(s.env) == nil })
}

func (s *soundServer) kill() {
	if s.cmd != nil {
		// It may be stopped, or gone already.
		_ = s.cmd.Process.Kill()
		_ = s.cmd.Wait()
		s.cmd = nil
	}
}

func (s *soundServer) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + s.dir, "XDG_RUNTIME_DIR=" + s.dir, "PULSE_SERVER=" + s.env("PULSE_SERVER")}
	if name == "pulseaudio" {
		c.Env = c.Env[:3]
	}
	return c
}

func (s *soundServer) env(name string) string {
	switch name {
	case "PULSE_SERVER":
		return "unix:" + filepath.Join(s.dir, "pulse", "native")
	case "HOME", "XDG_RUNTIME_DIR":
		return s.dir
	case "PATH":
		return os.Getenv("PATH")
	}
	return ""
}

// control runs pactl.
func (s *soundServer) control(args ...string) string {
	s.t.Helper()
	out, err := s.command("pactl", args...).CombinedOutput()
	if err != nil {
		s.t.Fatalf("pactl %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// recording is what the sink's monitor heard, with the instant of its frames
// known from a tick the test has played and stamped.
type recording struct {
	mu    sync.Mutex
	left  []float32
	start time.Time // of frame 0
}

func (s *soundServer) record() *recording {
	s.t.Helper()
	r := &recording{}
	cmd := s.command("parec", "--device=quiet.monitor", "--format=float32le", "--rate=48000", "--channels=2", "--latency-msec=50", "--raw")
	out, err := cmd.StdoutPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		r.read(out)
	}()
	s.t.Cleanup(func() {
		_ = cmd.Process.Kill() // it has ended with its server if that was killed
		<-done
		_ = cmd.Wait()
	})
	s.tick(r)
	return r
}

func (r *recording) read(in io.Reader) {
	buf := make([]byte, 8*480)
	for {
		n, err := io.ReadFull(in, buf)
		r.mu.Lock()
		for i := 0; i+8 <= n; i += 8 {
			r.left = append(r.left, math.Float32frombits(binary.LittleEndian.Uint32(buf[i:])))
		}
		r.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// tick plays 5 ms of 1 kHz and finds it in the recording. The stream is alone:
// a player that follows is measured against a tick that was not its own.
func (s *soundServer) tick(r *recording) {
	s.t.Helper()
	stream, err := pulse.Device().Open(context.Background(), device.Options{Env: s.env, Title: "tick"})
	if err != nil {
		s.t.Fatal(err)
	}
	defer stream.Close()
	const at, long = 3 * rate, rate / 200
	sound := make([][2]float64, 4*rate)
	for i := range long {
		sound[at+i][0] = 0.3 * math.Sin(2*math.Pi*1000*float64(i)/rate)
	}
	var zeros []time.Duration
	ref, written := time.Now(), 0
	if err := stream.Cork(false); err != nil {
		s.t.Fatal(err)
	}
	await(s.t, "the tick", 20*time.Second, func() bool {
		if n := min(stream.Room(), len(sound)-written); n > 0 {
			if err := stream.Write(sound[written : written+n]); err != nil {
				s.t.Fatal(err)
			}
			written += n
		}
		report, ok := stream.Heard()
		if ok {
			zeros = append(zeros, report.At.Add(-time.Duration(report.Heard)*time.Second/rate).Sub(ref))
		}
		return ok && report.Heard > at+rate/2
	})
	slices.Sort(zeros)
	heard := ref.Add(zeros[len(zeros)/2]).Add(at * time.Second / rate)
	await(s.t, "the tick in the recording", 5*time.Second, func() bool { return len(r.frames()) == 1 })
	r.mu.Lock()
	defer r.mu.Unlock()
	r.start = heard.Add(-time.Duration(r.frames0()[0]) * time.Second / rate)
}

func (r *recording) frames() []int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.frames0()
}

// frames0 returns where sounds begin: what is heard after a twentieth of a
// second of nothing.
func (r *recording) frames0() []int {
	var out []int
	quiet := rate
	for i, v := range r.left {
		quiet++
		if v < 0.003 && v > -0.003 {
			continue
		}
		if quiet > rate/20 {
			out = append(out, i)
		}
		quiet = 0
	}
	return out
}

// onsets returns when each sound after the tick was heard.
func (r *recording) onsets() []time.Time {
	var out []time.Time
	for _, f := range r.frames()[1:] {
		out = append(out, r.start.Add(time.Duration(f)*time.Second/rate))
	}
	return out
}

// await polls until ok, for at most limit.
func await(t *testing.T, what string, limit time.Duration, ok func() bool) {
	t.Helper()
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	for end := time.Now().Add(limit); !ok(); <-ticker.C {
		if time.Now().After(end) {
			t.Fatalf("waited %v in vain: %s", limit, what)
		}
	}
}
