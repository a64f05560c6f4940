//go:build !linux && !darwin && !windows

package desktop

import (
	"os"
	"strings"
	"time"
)

func bootClock() (time.Duration, bool) { return 0, false }

func machineID() string {
	for _, path := range []string{"/etc/hostid", "/etc/machine-id"} {
		if b, err := os.ReadFile(path); err == nil {
			return strings.TrimSpace(string(b))
		}
	}
	return ""
}
