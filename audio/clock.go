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
	zero    time.Time // where the frames are locked
	locked  bool
	settled bool          // the reports that it is locked by are all there are to be
	block   time.Duration // what the device moves on by at once; 0: by nothing in particular
	recent  [50]reported  // the last of them, the newest first
	n       int
	strays  int
}

// reported is a report: when, the frame that was heard, and when frame 0 was by
// that.
type reported struct {
	at    time.Time
	heard int64
	zero  time.Time
}

const (
	near  = 500 * time.Microsecond // while the reports are few, and where a block hides what is heard
	far   = 4 * time.Millisecond   // then: less is not heard and would only tremble
	stray = 100 * time.Millisecond // a report this far off is of another time

	several = 25              // reports that settle a clock; of a server that moves on by blocks, all
	fresh   = 4 * time.Second // older reports lag behind a clock that runs off
	some    = 20              // reports that count, however old
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
	copy(c.recent[1:], c.recent[:])
	c.recent[0] = reported{r.At, r.Heard, zero}
	c.n = min(c.n+1, len(c.recent))
	kept := c.recent
	middle, block := middle(kept[:c.counts()])
	dead := near
	if c.settled && block == 0 {
		dead = far
	}
	c.block = block
	c.settled = c.settled || c.n == len(c.recent) || c.n >= several && block == 0
	if c.locked && middle.Sub(c.zero).Abs() <= dead {
		return false
	}
	c.zero, c.locked = middle, true
	return true
}

// counts returns how many of the reports count: the fresh ones, and some.
func (c *clock) counts() int {
	n := min(some, c.n)
	for n < c.n && c.recent[0].at.Sub(c.recent[n].at) < fresh {
		n++
	}
	return n
}

// middle returns when frame 0 was heard: the median of the reports, or, of a
// server that moves on a block at a time, the middle of the block, and how long
// that is.
//
// Reports of such a server lie anywhere in the block, and later when it was
// kept waiting. The block begins by the earliest one, and after the one that
// lies before it in any other block, late or not.
//
// It sorts them.
func middle(all []reported) (time.Time, time.Duration) {
	slices.SortFunc(all, func(a, b reported) int { return a.zero.Compare(b.zero) })
	block := frames(step(all))
	if block == 0 {
		return all[len(all)/2].zero, 0
	}
	first := all[0].zero
	var last time.Duration
	for _, r := range all {
		last = max(last, r.zero.Sub(first)%block)
	}
	return first.Add(block/2 - (block-last)/2), block
}

const (
	fewest = 5    // reports that show a step
	least  = 256  // frames: of less the median is as good
	most   = 8192 // and of more they are not blocks
	uneven = 2    // frames that a place rounded to microseconds is off
)

// step returns how many frames the reports move on by at once: the greatest
// common divisor of what lies between them. It is 0 when there is none.
func step(all []reported) int64 {
	if len(all) < fewest {
		return 0
	}
	var g int64
	for _, r := range all[1:] {
		d := r.heard - all[0].heard
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

// frames returns how long n frames last.
func frames(n int64) time.Duration {
	return time.Duration(n/device.Rate)*time.Second + time.Duration(n%device.Rate)*time.Second/device.Rate
}
