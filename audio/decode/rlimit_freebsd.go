package decode

import (
	"fmt"

	"golang.org/x/sys/unix"
)

func set(limits []rlimit) error {
	for _, l := range limits {
		now := unix.Rlimit{}
		if err := unix.Getrlimit(l.what, &now); err != nil {
			return fmt.Errorf("read limit %d: %w", l.what, err)
		}
		most := min(int64(l.most), now.Max) // it can be lowered, never raised
		if err := unix.Setrlimit(l.what, &unix.Rlimit{Cur: most, Max: most}); err != nil {
			return fmt.Errorf("set limit %d: %w", l.what, err)
		}
	}
	return nil
}
