//go:build unix

package audio_test

import (
	"testing"
	"time"

	"karuna/sessions"
)

// TestSystemLead gives a player the lead it asks for and nothing more, before a
// sink that nothing has played to, beside four busy loops. The first stroke is
// on time by the player's own account: a recording would keep the sink awake.
// KARUNA_LEAD_TIMES repeats it.
func TestSystemLead(t *testing.T) {
	system(t)
	t.Parallel()
	times := seconds(t, "KARUNA_LEAD_TIMES", 1)
	check := func(server string) {
		t.Helper()
		t.Run(server, func(t *testing.T) {
			t.Parallel()
			end := hogs(t, 4)
			var y tally
			for range times {
				srv := startServer(t, server)
				c := startChild(srv, job{Score: sit(2*s, wood(0, sessions.Opening)), After: s})
				st := c.ended().Status
				srv.kill()
				if len(st.Strokes) != 1 || !st.Strokes[0].Played {
					y.missed++
					continue
				}
				y.off = append(y.off, time.Duration(st.Strokes[0].PlayedMS-st.Strokes[0].AskedMS)*time.Millisecond)
			}
			end()
			y.sort()
			t.Logf("table: %s, a cold sink and the bare lead, %d times beside 4 busy loops: %v; %s", server, times, y, load())
			if y.missed > 0 || y.part(1) > 20*time.Millisecond {
				t.Errorf("want every first stroke within 20 ms")
			}
		})
	}
	for name := range servers() {
		check(name)
	}
}
