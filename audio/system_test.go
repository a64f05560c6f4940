//go:build unix

package audio_test

import (
	"io"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"karuna/audio"
	"karuna/sessions"
)

// onServer plays on a sound server of its own, and checks that nothing was
// said on the terminal and that no goroutine is left.
func onServer(t *testing.T, f func(t *testing.T, srv *soundServer, p *audio.Player)) {
	t.Helper()
	system(t)
	srv := startServer(t)
	said := terminal(t)
	p := audio.New(audio.Config{Device: "pulse", Env: srv.env, Volume: 1, Bells: audio.Bells{Files: os.DirFS("../assets/bells")}})
	defer p.Close() // again, for a test that is given up
	f(t, srv, p)
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	await(t, "the end of all goroutines", 5*time.Second, func() bool {
		all := make([]byte, 1<<20)
		all = all[:runtime.Stack(all, true)]
		return !strings.Contains(string(all), "pulse/proto") && !strings.Contains(string(all), "(*engine)")
	})
	if out := said(); out != "" {
		t.Errorf("on the terminal: %q", out)
	}
}

// terminal takes the place of standard output and standard error until the
// function it returns is called, which returns what was written there.
func terminal(t *testing.T) func() string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, stderr := os.Stdout, os.Stderr
	os.Stdout, os.Stderr = w, w
	restore := func() { os.Stdout, os.Stderr = stdout, stderr }
	t.Cleanup(restore)
	return func() string {
		restore()
		w.Close()
		out, err := io.ReadAll(r)
		if err != nil {
			t.Error(err)
		}
		return string(out)
	}
}

// within compares onsets, counted from start, to 20 ms.
func within(t *testing.T, got []time.Time, start time.Time, want ...time.Duration) {
	t.Helper()
	ok := len(got) == len(want)
	var offsets []time.Duration
	for i, o := range got {
		offsets = append(offsets, o.Sub(start))
		ok = ok && i < len(want) && (o.Sub(start)-want[i]).Abs() <= 20*time.Millisecond
	}
	t.Logf("onsets %v, want %v", offsets, want)
	if !ok {
		t.Error("not within 20 ms")
	}
}

func until(t *testing.T, at time.Time) {
	t.Helper()
	<-time.After(time.Until(at))
}

func TestSystemStrokesAreOnTime(t *testing.T) {
	onServer(t, func(t *testing.T, srv *soundServer, p *audio.Player) {
		r := srv.record()
		plan := running(woods(12*s, 1*s, 2*s), p.Lead()+2*s)
		p.Follow(plan)
		until(t, plan.Base.Add(13*s))
		within(t, r.onsets(), plan.Base, 0, 1*s, 2*s, 12*s)
		wantState(t, p, sessions.SoundReady, "")
	})
}

func TestSystemServerIsKilledAndComesBack(t *testing.T) {
	onServer(t, func(t *testing.T, srv *soundServer, p *audio.Player) {
		r := srv.record()
		plan := running(woods(25*s), 3*s)
		p.Follow(plan)
		until(t, plan.Base.Add(2*s))
		within(t, r.onsets(), plan.Base, 0)
		srv.kill()
		await(t, "the line", s, func() bool { return p.Status().Line == lost })
		until(t, plan.Base.Add(6*s))
		srv.start()
		back := time.Now()
		await(t, "sound", 6*s, func() bool { return p.Status().State == sessions.SoundReady })
		t.Logf("back after %v", time.Since(back))
		again := srv.record()
		until(t, plan.Base.Add(26*s))
		within(t, again.onsets(), plan.Base, 25*s)
	})
}

// TestSystemPrograms plays through each program. They say nothing of their
// buffers, so a stroke may be a tenth of a second off.
func TestSystemPrograms(t *testing.T) {
	system(t)
	srv := startServer(t)
	t.Setenv("PULSE_SERVER", srv.env("PULSE_SERVER")) // a program has the environment of this process
	check := func(name string) {
		t.Run(name, func(t *testing.T) {
			r := srv.record()
			p := audio.New(audio.Config{Device: name, Env: srv.env, Volume: 1, Bells: audio.Bells{Files: os.DirFS("../assets/bells")}})
			defer p.Close()
			plan := running(woods(8*s), 3*s)
			p.Follow(plan)
			until(t, plan.Base.Add(9*s))
			got := r.onsets()
			for i, want := range []time.Duration{0, 8 * s} {
				if len(got) != 2 {
					t.Fatalf("%d onsets, want 2", len(got))
				}
				off := got[i].Sub(plan.Base) - want
				t.Logf("off by %v", off)
				if off.Abs() > 100*time.Millisecond {
					t.Errorf("stroke %d is off by %v", i, off)
				}
			}
		})
	}
	check("pacat")
	check("aplay")
	check("sox")
}

func TestSystemFaults(t *testing.T) {
	check := func(name string, fault, repair func(srv *soundServer)) {
		t.Helper()
		t.Run(name, func(t *testing.T) {
			onServer(t, func(t *testing.T, srv *soundServer, p *audio.Player) {
				score := woods(40 * s)
				score.Cues[0].Bell.Name = "bowl-large" // still ringing at the fault
				p.Follow(running(score, 3*s))
				await(t, "the first stroke", 6*s, func() bool { st := p.Status().Strokes; return len(st) > 0 && st[0].Played })
				until(t, time.Now().Add(s))
				fault(srv)
				await(t, "the line", 5*s, func() bool { return p.Status().Line == lost })
				before := cpu(t)
				until(t, time.Now().Add(4*s))
				if used := cpu(t) - before; used > 200*time.Millisecond {
					t.Errorf("%v of processor time in 4 s without a device", used)
				}
				repair(srv)
				await(t, "sound", 6*s, func() bool { return p.Status().State == sessions.SoundReady && p.Status().Line == "" })
			})
		})
	}
	check("frozen server", func(srv *soundServer) { signal(srv, syscall.SIGSTOP) }, func(srv *soundServer) { signal(srv, syscall.SIGCONT) })
	check("suspended sink", func(srv *soundServer) { srv.control("suspend-sink", "quiet", "1") },
		func(srv *soundServer) { srv.control("suspend-sink", "quiet", "0") })
	check("removed sink", func(srv *soundServer) { srv.control("unload-module", "module-null-sink") },
		func(srv *soundServer) { srv.control("load-module", "module-null-sink", "sink_name=quiet") })
}

func signal(srv *soundServer, sig syscall.Signal) {
	srv.t.Helper()
	if err := srv.cmd.Process.Signal(sig); err != nil {
		srv.t.Fatal(err)
	}
}

func cpu(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// TestSystemCost logs what the sound of one stroke of the large bowl costs, from
// the opening of the device until it is corked, and what that makes of a core in
// a sit of 20 minutes. An opening of three, 15 s apart, and a closing of one
// sound for two and a half times as long as one stroke.
func TestSystemCost(t *testing.T) {
	onServer(t, func(t *testing.T, _ *soundServer, p *audio.Player) {
		before := cpu(t)
		start := time.Now()
		p.Follow(running(sit(0, cue(0, sessions.Opening, 1, 0), cue(1200*s, sessions.Closing, 1, 0)), 3*s))
		until(t, start.Add(75*s))
		ringing := cpu(t) - before
		before = cpu(t)
		until(t, time.Now().Add(10*s))
		asleep := cpu(t) - before
		t.Logf("one stroke %v; asleep %v in 10 s; 20 minutes with four strokes: %.3f %% of a core",
			ringing, asleep, 100*(2.5*ringing.Seconds()+120*asleep.Seconds())/1200)
	})
}
