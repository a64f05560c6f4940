// Package desktop answers what only the operating system knows: how long the
// machine has been up with sleep counted, what the local zone is called, what
// tells this machine from another.
//
// Every answer may be missing; none is guessed. It changes nothing and runs
// no program.
package desktop

import (
	"os"
	"strings"
	"time"
)

// Boot returns the time since the machine was started, sleep included. ok is
// false where the system has no such clock, or where Go's own monotonic clock
// is one already.
func Boot() (d time.Duration, ok bool) { return bootClock() }

// Zone returns the IANA name of the local zone: TZ, else where /etc/localtime
// points, else /etc/timezone, else "". time.Local's own name is often just
// "Local".
func Zone(env func(string) string) string {
	if tz := strings.TrimPrefix(env("TZ"), ":"); tz != "" {
		if _, err := time.LoadLocation(tz); err == nil {
			return tz
		}
		return ""
	}
	if to, err := os.Readlink("/etc/localtime"); err == nil {
		if _, name, ok := strings.Cut(to, "zoneinfo/"); ok {
			return name
		}
	}
	if b, err := os.ReadFile("/etc/timezone"); err == nil {
		if name := strings.TrimSpace(string(b)); name != "" {
			if _, err := time.LoadLocation(name); err == nil {
				return name
			}
		}
	}
	return ""
}

// Machine returns a string that stays the same on this machine and differs on
// another: the system's own id where there is one, else the host name.
func Machine() string {
	if id := machineID(); id != "" {
		return id
	}
	name, err := os.Hostname()
	if err != nil {
		return ""
	}
	return name
}
