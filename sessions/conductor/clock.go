package conductor

import "time"

// clock is the wall clock with its monotonic reading, sped up where the build
// says so (see speed). It is the only place below ui that reads the time.
type clock struct{ start time.Time }

func startClock() clock { return clock{start: time.Now()} }

func (c clock) now() time.Time {
	if speed() == 1 {
		return time.Now()
	}
	return c.start.Add(time.Duration(float64(time.Since(c.start)) * speed()))
}

// wait returns how long a timer must run to wake at t.
func (c clock) wait(t time.Time) time.Duration {
	d := t.Sub(c.now())
	if speed() != 1 {
		d = time.Duration(float64(d) / speed())
	}
	return max(d, 0)
}
