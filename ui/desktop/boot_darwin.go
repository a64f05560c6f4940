package desktop

import (
	"time"

	"golang.org/x/sys/unix"
)

// clockMonotonic is <time.h>'s CLOCK_MONOTONIC. On darwin it goes on in sleep,
// while Go's own monotonic clock (mach_absolute_time) stands still.
const clockMonotonic = 6

func bootClock() (time.Duration, bool) {
	var ts unix.Timespec
	if err := unix.ClockGettime(clockMonotonic, &ts); err != nil {
		return 0, false
	}
	return time.Duration(ts.Nano()), true
}

func machineID() string {
	id, err := unix.Sysctl("kern.uuid")
	if err != nil {
		return ""
	}
	return id
}
