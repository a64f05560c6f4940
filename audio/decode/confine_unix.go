//go:build linux || darwin || freebsd

package decode

import (
	"time"

	"golang.org/x/sys/unix"
)

// rlimit is a limit of the kernel, for this process and for good.
type rlimit struct {
	what int
	most uint64
}

// common returns the limits that mean the same everywhere: no core, no file
// that grows, few files open, an end to the processor's time.
func common() []rlimit {
	return []rlimit{
		{unix.RLIMIT_CORE, 0},
		{unix.RLIMIT_FSIZE, 0},
		{unix.RLIMIT_NOFILE, 32},
		{unix.RLIMIT_CPU, uint64(mostCPU / time.Second)},
	}
}
