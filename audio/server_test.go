//go:build unix

package audio_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"karuna/audio/device/pulse"
)

// soundServer is a sound server of the test's own, with a sink called quiet
// that plays to no one. It runs as any user, root too, and touches no other.
type soundServer struct {
	t    *testing.T
	dir  string
	make func(s *soundServer)
	runs []*exec.Cmd
}

func system(t *testing.T) {
	t.Helper()
	if os.Getenv("KARUNA_SYSTEM_TESTS") == "" {
		t.Skip("system test: set KARUNA_SYSTEM_TESTS=1")
	}
}

// servers lists the servers there are, by the name the tables use.
func servers() map[string]func(s *soundServer) {
	return map[string]func(s *soundServer){"pulseaudio": (*soundServer).pulseAudio, "pipewire": (*soundServer).pipeWire}
}

func startServer(t *testing.T, name string) *soundServer {
	t.Helper()
	s := &soundServer{t: t, dir: t.TempDir(), make: servers()[name]}
	if s.make == nil {
		t.Fatalf("no sound server is called %q", name)
	}
	s.start()
	t.Cleanup(s.kill)
	return s
}

func (s *soundServer) start() {
	s.t.Helper()
	s.make(s)
	s.await("the sink", 10*time.Second, func() bool {
		out, err := s.command("pactl", "get-default-sink").Output()
		return err == nil && strings.TrimSpace(string(out)) == "quiet"
	})
}

func (s *soundServer) pulseAudio() {
	s.run("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1",
		"-L", "module-null-sink sink_name=quiet", "-L", "module-native-protocol-unix")
	s.await("the sound server", 10*time.Second, func() bool { return pulse.Device().Usable(s.env) == nil })
}

// pipeWire starts the three processes that are a PipeWire which PulseAudio's
// clients can play to, and the message bus that one of them asks for.
func (s *soundServer) pipeWire() {
	s.run("dbus-daemon", "--session", "--nofork", "--nosyslog", "--address=unix:path="+filepath.Join(s.dir, "bus"))
	s.await("the message bus", 10*time.Second, func() bool { return s.has("bus") })
	s.run("pipewire")
	s.await("PipeWire", 10*time.Second, func() bool { return s.has("pipewire-0") })
	s.run("wireplumber")
	s.run("pipewire-pulse")
	s.await("PipeWire's pulse server", 10*time.Second, func() bool { return pulse.Device().Usable(s.env) == nil })
	s.control("load-module", "module-null-sink", "sink_name=quiet")
	s.await("the default sink", 10*time.Second, func() bool {
		return s.command("pactl", "set-default-sink", "quiet").Run() == nil
	})
}

func (s *soundServer) has(file string) bool {
	_, err := os.Stat(filepath.Join(s.dir, file))
	return err == nil
}

func (s *soundServer) run(name string, args ...string) {
	s.t.Helper()
	cmd := s.command(name, args...)
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.runs = append(s.runs, cmd)
}

func (s *soundServer) kill() {
	for _, cmd := range s.runs {
		// It may be stopped, or gone already.
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	s.runs = nil
}

func (s *soundServer) signal(sig syscall.Signal) {
	s.t.Helper()
	for _, cmd := range s.runs {
		if err := cmd.Process.Signal(sig); err != nil {
			s.t.Fatal(err)
		}
	}
}

// environment is that of every program of this server: nothing of the one the
// test was started in but the PATH.
func (s *soundServer) environment() []string {
	return []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + s.dir, "XDG_RUNTIME_DIR=" + s.dir,
		"PULSE_SERVER=" + s.env("PULSE_SERVER"), "LC_ALL=C",
		"DBUS_SESSION_BUS_ADDRESS=unix:path=" + filepath.Join(s.dir, "bus"),
	}
}

func (s *soundServer) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Env = s.environment()
	if name == "pulseaudio" { // it would not start beside the server this names
		c.Env = append(c.Env, "PULSE_SERVER=")
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
func (s *soundServer) control(args ...string) {
	s.t.Helper()
	if out, err := s.command("pactl", args...).CombinedOutput(); err != nil {
		s.t.Fatalf("pactl %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

func (s *soundServer) await(what string, limit time.Duration, ok func() bool) {
	s.t.Helper()
	await(s.t, what, limit, ok)
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

func until(t *testing.T, at time.Time) {
	t.Helper()
	<-time.After(time.Until(at))
}

// hogs keeps that many processes busy until the function it returns is called.
func hogs(t *testing.T, n int) (end func()) {
	t.Helper()
	var all []*exec.Cmd
	for range n {
		cmd := exec.Command("/bin/sh", "-c", "while :; do :; done")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		all = append(all, cmd)
	}
	end = func() {
		for _, cmd := range all {
			_ = cmd.Process.Kill() // it ends in no other way
			_ = cmd.Wait()
		}
		all = nil
	}
	t.Cleanup(end)
	return end
}
