//go:build unix

package audio_test

import (
	"testing"
	"time"
)

// TestSystemPrograms plays through each program. They say nothing of their
// buffers, so a stroke may be a tenth of a second off, and two beside a busy machine.
func TestSystemPrograms(t *testing.T) {
	t.Parallel()
	check := func(server, name string) {
		t.Helper()
		t.Run(name, func(t *testing.T) {
			system(t)
			t.Parallel()
			srv := startServer(t, server)
			r := srv.record()
			j := job{Device: name, Score: woods(6 * s), Before: 3 * s, After: s}
			c := startChild(srv, j)
			until(t, c.base.Add(7*s))
			got := r.onsets()
			c.ended()
			if len(got) != 2 {
				t.Fatalf("%d onsets, want 2", len(got))
			}
			for i, want := range []time.Duration{0, 6 * s} {
				off := got[i].Sub(c.base) - want
				t.Logf("stroke %d is off by %v", i, off)
				if off.Abs() > 200*time.Millisecond {
					t.Errorf("stroke %d is off by %v", i, off)
				}
			}
		})
	}
	check("pulseaudio", "pacat")
	check("pulseaudio", "aplay")
	check("pulseaudio", "sox")
	check("pipewire", "pw-cat")
}
