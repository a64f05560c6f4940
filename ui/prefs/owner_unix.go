//go:build unix

package prefs

import (
	"os"
	"syscall"
)

// othersCanWrite returns why the file at path may hold someone else's words,
// or "".
func othersCanWrite(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return err.Error()
	}
	if info.Mode().Perm()&0o022 != 0 {
		return "others may write the config file; see chmod 600"
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if ok && stat.Uid != 0 && int(stat.Uid) != os.Geteuid() {
		return "the config file belongs to another user"
	}
	return ""
}
