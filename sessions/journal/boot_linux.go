package journal

import (
	"fmt"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// bootID tells this start of the machine from others; "" when unknown.
func bootID() string {
	b, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(b))
}

// noCopyOnWrite is FS_NOCOW_FL of linux/fs.h.
const noCopyOnWrite = 0x00800000

// keepInPlace asks btrfs to overwrite the file's blocks instead of copying
// them, so that a beat needs no space on a disk that filled up. f is empty.
func keepInPlace(f *os.File) error {
	var st unix.Statfs_t
	if err := unix.Fstatfs(int(f.Fd()), &st); err != nil || uint32(st.Type) != unix.BTRFS_SUPER_MAGIC {
		return err
	}
	flags, err := unix.IoctlGetInt(int(f.Fd()), unix.FS_IOC_GETFLAGS)
	if err != nil {
		return fmt.Errorf("flags of %q: %w", f.Name(), err)
	}
	return unix.IoctlSetPointerInt(int(f.Fd()), unix.FS_IOC_SETFLAGS, flags|noCopyOnWrite)
}
