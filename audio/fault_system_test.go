//go:build linux

package audio_test

import (
	"fmt"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"karuna/sessions"
)

// trouble is something that happens to a sound server in the middle of a sit.
type trouble struct {
	name   string
	fault  func(srv *soundServer)
	repair func(srv *soundServer) // nil: it stays so
	away   time.Duration          // before the repair
}

func troubles() []trouble {
	return []trouble{
		{"server killed", (*soundServer).kill, nil, 5 * s},
		{"server killed, back after 3 s", (*soundServer).kill, (*soundServer).start, 3 * s},
		{
			"server frozen and continued",
			func(srv *soundServer) { srv.signal(syscall.SIGSTOP) }, func(srv *soundServer) { srv.signal(syscall.SIGCONT) }, 5 * s,
		},
		{
			"sink suspended and resumed",
			func(srv *soundServer) { srv.control("suspend-sink", "quiet", "1") },
			func(srv *soundServer) { srv.control("suspend-sink", "quiet", "0") }, 5 * s,
		},
		{
			"sink removed and back",
			func(srv *soundServer) { srv.control("unload-module", "module-null-sink") },
			func(srv *soundServer) { srv.control("load-module", "module-null-sink", "sink_name=quiet") }, 5 * s,
		},
	}
}

// outcome is what one trouble came to.
type outcome struct {
	seen, back time.Duration // after the fault, after the repair
	core       float64       // per cent of a core while the sound was away
	end        time.Duration // how far from its time the sit's end was told
}

// outcomes are those of one kind.
type outcomes struct {
	mu  sync.Mutex
	all []outcome
}

func (o *outcomes) add(one outcome) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.all = append(o.all, one)
}

func (o *outcomes) table(t *testing.T, name string) {
	most := func(of func(outcome) float64) float64 {
		var all []float64
		for _, one := range o.all {
			all = append(all, of(one))
		}
		return slices.Max(append(all, 0))
	}
	t.Logf("table: %s, %d times, at most: told after %.2f s, sound back after %.2f s, %.2f %% of a core away, end off by %.3f s; %s",
		name, len(o.all), most(func(o outcome) float64 { return o.seen.Seconds() }), most(func(o outcome) float64 { return o.back.Seconds() }),
		most(func(o outcome) float64 { return o.core }), most(func(o outcome) float64 { return o.end.Seconds() }), load())
}

// TestSystemFaults brings every trouble over a sit while its opening bowl
// rings. The sit ends when it was to, with its closing stroke or, while sound
// is away, the terminal's bell; sound is back within six seconds of the server;
// nothing is said on the terminal and no goroutine left. bench/faults.sh does
// so ten times each.
func TestSystemFaults(t *testing.T) {
	system(t)
	t.Parallel()
	times := seconds(t, "KARUNA_FAULTS_TIMES", 1)
	for _, one := range troubles() {
		t.Run(one.name, func(t *testing.T) {
			t.Parallel()
			var all outcomes
			t.Cleanup(func() { all.table(t, one.name) })
			for i := range times {
				t.Run(fmt.Sprint(i+1), func(t *testing.T) {
					t.Parallel()
					all.add(endure(t, one))
				})
			}
		})
	}
}

func endure(t *testing.T, one trouble) outcome {
	srv := startServer(t, "pulseaudio")
	total := 17 * s
	if one.repair == nil {
		total = 10 * s
	}
	c := startChild(srv, job{
		Score: sit(total, cue(0, sessions.Opening, 1, 0), wood(total, sessions.Closing)),
		After: 2 * s, Poll: 100 * time.Millisecond,
	})
	until(t, c.base.Add(1500*time.Millisecond))
	var out outcome
	began := time.Now()
	one.fault(srv)
	gone := c.state(began, sessions.SoundLost, lost)
	out.seen = gone.Sub(began)

	before := used(t, c.cmd.Process.Pid)
	away := time.Now()
	until(t, away.Add(one.away))
	out.core = 100 * used(t, c.cmd.Process.Pid).since(before).cpu.Seconds() / time.Since(away).Seconds()
	if one.repair != nil {
		one.repair(srv)
		repaired := time.Now()
		out.back = c.state(repaired, sessions.SoundReady, "").Sub(repaired)
	}
	end := c.ended()
	out.end = ending(t, c, end, total)
	if out.back > 6*s || out.core > 1 || out.end > 200*time.Millisecond {
		t.Errorf("sound back after %v, %.2f %% of a core, end off by %v", out.back, out.core, out.end)
	}
	return out
}

// state waits until the player is in a state and returns when it told so.
func (c *child) state(since time.Time, want sessions.SoundState, line string) time.Time {
	c.t.Helper()
	var last event
	await(c.t, fmt.Sprintf("%s with the line %q", want, line), 10*s, func() bool {
		last, _ = c.last("state")
		return last.State == want && last.Line == line
	})
	if last.At.Before(since) {
		return since
	}
	return last.At
}

// ending returns how far from its time the end of the sit was told, by the
// closing stroke or by the terminal's bell.
func ending(t *testing.T, c *child, end event, total time.Duration) time.Duration {
	t.Helper()
	for _, at := range c.rang() {
		return at.Sub(c.base.Add(total)).Abs()
	}
	for _, k := range end.Status.Strokes {
		if k.Role == sessions.Closing && k.Played {
			return (time.Duration(k.PlayedMS-k.AskedMS) * time.Millisecond).Abs()
		}
	}
	t.Error("the end of the sit was not told")
	return time.Hour
}
