package audio

import (
	"slices"
	"time"

	"karuna/audio/device"
)

// clock is where a device's frames lie in time: the instant at which frame 0
// would have been heard, as the median of its last reports. One report alone
// is off by up to a block of the server.
type clock struct {
	zero   time.Time // where the frames are locked
	locked bool
	recent [25]time.Time // of frame 0, by report
	n, at  int
	strays int
}

const (
	loose = 500 * time.Microsecond // while the reports are few
	tight = 4 * time.Millisecond   // then: less is not heard and would only tremble
	stray = 100 * time.Millisecond // a report this far off is of another time
)

// add takes a report in and says whether the lock has moved.
func (c *clock) add(r device.Report) bool {
	zero := r.At.Add(-frames(r.Heard))
	if c.locked && zero.Sub(c.zero).Abs() > stray {
		if c.strays++; c.strays < 2 {
			return false
		}
		*c = clock{}
	}
	c.strays = 0
	c.recent[c.at] = zero
	c.at = (c.at + 1) % len(c.recent)
	c.n = min(c.n+1, len(c.recent))
	dead := loose
	if c.n == len(c.recent) {
		dead = tight
	}
	middle := c.median()
	if c.locked && middle.Sub(c.zero).Abs() <= dead {
		return false
	}
	c.zero, c.locked = middle, true
	return true
}

func (c *clock) median() time.Time {
	sorted := c.recent
	some := sorted[:c.n]
	slices.SortFunc(some, time.Time.Compare)
	return some[c.n/2]
}

// when returns the instant at which a frame is heard.
func (c *clock) when(frame int64) time.Time { return c.zero.Add(frames(frame)) }

// heard returns the frame that is heard at t.
func (c *clock) heard(t time.Time) int64 {
	return int64(t.Sub(c.zero).Seconds() * device.Rate)
}

// settled reports whether all reports of the clock are in.
func (c *clock) settled() bool { return c.n == len(c.recent) }

// frames returns how long n frames last.
func frames(n int64) time.Duration {
	return time.Duration(n/device.Rate)*time.Second + time.Duration(n%device.Rate)*time.Second/device.Rate
}
