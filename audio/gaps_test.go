//go:build linux

package audio_test

import (
	"fmt"
	"testing"
	"time"
)

// holes returns the runs of digital silence of 2 ms or more in a recording,
// from a frame on, that sound follows.
func (r *recording) holes(from int) []time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []time.Duration
	run := 0
	for _, v := range r.left[from:] {
		if v == 0 {
			run++
			continue
		}
		if run >= rate/500 {
			out = append(out, time.Duration(run)*time.Second/rate)
		}
		run = 0
	}
	return out
}

// TestSystemGaps listens to a voice over brown noise, which never holds still,
// alone and beside busy loops: from the first stroke to the last nothing is
// missing. bench/onsets.sh runs it for minutes.
func TestSystemGaps(t *testing.T) {
	t.Parallel()
	n := seconds(t, "KARUNA_ONSETS_SECONDS", 20)
	check := func(server string, busy int) {
		t.Helper()
		t.Run(fmt.Sprintf("%s beside %d", server, busy), func(t *testing.T) {
			system(t)
			t.Parallel()
			srv := startServer(t, server)
			r := srv.record()
			c := startChild(srv, job{Score: narrated(time.Duration(n) * s), Spoken: true})
			until(t, c.base.Add(s)) // the noise rises with the first stroke
			r.mu.Lock()
			from := len(r.left)
			r.mu.Unlock()
			end := hogs(t, busy)
			until(t, c.base.Add(time.Duration(n)*s))
			holes := r.holes(from)
			end()
			c.ended()
			t.Logf("table: %s, %d busy loops, voice over brown noise, %d s: %d gaps; %s", server, busy, n, len(holes), load())
			if len(holes) > 0 {
				t.Errorf("gaps of %v", holes)
			}
		})
	}
	check("pulseaudio", 0)
	check("pulseaudio", 4)
	check("pipewire", 0)
	check("pipewire", 4)
}
