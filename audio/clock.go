package audio

import (
	"slices"
	"time"

	"karuna/audio/device"
)

// clock is where a device's frames lie in time: the instant at which frame 0
// would have been heard, by its last reports. One report alone is off by up to
// a block of the server.
type clock struct {
	zero   time.Time // where the frames are locked
	locked bool
	recent [25]reported
	n, at  int
	strays int
}

// reported is a report: the frame that was heard, and when frame 0 was by that.
type reported struct {
	heard int64
	zero  time.Time
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
	c.recent[c.at] = reported{r.Heard, zero}
	c.at = (c.at + 1) % len(c.recent)
	dead := loose
	if c.settled() {
		dead = tight
	}
	c.n = min(c.n+1, len(c.recent))
	sorted := c.recent
	middle := middle(sorted[:c.n])
	if c.locked && middle.Sub(c.zero).Abs() <= dead {
		return false
	}
	c.zero, c.locked = middle, true
	return true
}

// middle returns when frame 0 was heard: the median of the reports, or, of a
// server that moves on a block at a time, the middle of the block. Its reports
// lie anywhere in that, and later when it was kept waiting: the earliest one
// marks where the block begins, and the latest where it ends, unless that is
// longer than a block.
//
// It sorts them.
func middle(some []reported) time.Time {
	slices.SortFunc(some, func(a, b reported) int { return a.zero.Compare(b.zero) })
	n := step(some)
	if n == 0 {
		return some[len(some)/2].zero
	}
	block, first := frames(n), some[0].zero
	spare := max(block-some[len(some)-1].zero.Sub(first), 0)
	return first.Add(block/2 - spare/2)
}

const (
	fewest = 5    // reports that show a step
	least  = 256  // frames: of less the median is as good
	most   = 9600 // and of more they are not blocks
	uneven = 2    // frames that a place rounded to microseconds is off
)

// step returns how many frames the reports move on by at once: the greatest
// common divisor of what lies between them. It is 0 when there is none.
func step(some []reported) int64 {
	if len(some) < fewest {
		return 0
	}
	var g int64
	for _, r := range some[1:] {
		d := r.heard - some[0].heard
		d = max(d, -d)
		g = divisor(max(d, g), min(d, g))
	}
	if g < least || g > most {
		return 0
	}
	return g
}

// divisor returns the greatest common divisor of two numbers that may be
// uneven, the larger first.
func divisor(a, b int64) int64 {
	for b > uneven {
		rest := a % b
		if b-rest <= uneven {
			rest = 0
		}
		a, b = b, rest
	}
	return a
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
