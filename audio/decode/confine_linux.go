package decode

import (
	"bytes"
	"fmt"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// confine limits this process. Memory counts from what it has now: the runtime
// has reserved more addresses than it will ever fill.
func confine() error {
	space, data := held()
	limits := append(common(), rlimit{unix.RLIMIT_AS, space + 3*mostMemory}, rlimit{unix.RLIMIT_DATA, data + mostMemory})
	if err := set(limits); err != nil {
		return err
	}
	return noNewPrivileges()
}

// noNewPrivileges sees to it that no program this process could be made to run
// has more rights than itself. Every thread has to say so; where they cannot be
// made to, because C is linked, this one does.
func noNewPrivileges() error {
	_, _, errno := syscall.AllThreadsSyscall6(unix.SYS_PRCTL, unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0, 0)
	if errno == syscall.ENOTSUP {
		return unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
	}
	if errno != 0 {
		return errno
	}
	return nil
}

// held returns the bytes of addresses and of writable memory this process has,
// or 0 where the kernel does not say.
func held() (space, data uint64) {
	raw, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 1 << 32, 0
	}
	var size, resident, shared, text, library uint64
	if _, err := fmt.Fscan(bytes.NewReader(raw), &size, &resident, &shared, &text, &library, &data); err != nil {
		return 1 << 32, 0
	}
	page := uint64(os.Getpagesize())
	return size * page, data * page
}
