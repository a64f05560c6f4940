package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// disk is the file system as the journal writes to it. fault, when set, is
// asked before each operation: an error it returns is the operation's, after
// keep bytes of a write have been written.
type disk struct {
	fault func(op, path string) (keep int, err error)
	// calm leaves out every sync and the reserve: for tests that make
	// thousands of journals and cut no power.
	calm bool
}

func (d disk) fails(op, path string) error {
	if d.fault == nil {
		return nil
	}
	_, err := d.fault(op, path)
	return err
}

func (d disk) open(path string, flag int) (*os.File, error) {
	if err := d.fails("open", path); err != nil {
		return nil, err
	}
	return os.OpenFile(path, flag, 0o600)
}

func (d disk) write(f *os.File, b []byte) error {
	if d.fault != nil {
		if keep, err := d.fault("write", f.Name()); err != nil {
			_, werr := f.Write(b[:min(keep, len(b))])
			return errors.Join(err, werr)
		}
	}
	_, err := f.Write(b)
	return err
}

func (d disk) writeAt(f *os.File, b []byte, off int64) error {
	if err := d.fails("pwrite", f.Name()); err != nil {
		return err
	}
	_, err := f.WriteAt(b, off)
	return err
}

func (d disk) sync(f *os.File) error {
	if err := d.fails("sync", f.Name()); err != nil {
		return err
	}
	if d.calm {
		return nil
	}
	return f.Sync()
}

func (d disk) remove(path string) error {
	if err := d.fails("remove", path); err != nil {
		return err
	}
	return os.Remove(path)
}

func (d disk) canWrite(dir string) error {
	if err := d.fails("access", dir); err != nil {
		return err
	}
	return writable(dir)
}

// rename replaces to by from. Elsewhere a scanner may hold the file open for
// an instant, which on Windows refuses the rename, so it is tried again.
func (d disk) rename(from, to string) error {
	if err := d.fails("rename", to); err != nil {
		return err
	}
	err := os.Rename(from, to)
	for try := 0; err != nil && retryRename && try < 10; try++ {
		time.Sleep(20 * time.Millisecond)
		err = os.Rename(from, to)
	}
	return err
}

// makeDir makes dir and the folders above it, 0700 whatever the umask, and
// has the folder that holds each new one on disk.
func (d disk) makeDir(dir string) error {
	if st, err := os.Stat(dir); err == nil {
		if !st.IsDir() {
			return fmt.Errorf("make folder %q: a file is in its place", dir)
		}
		return nil
	}
	if err := d.fails("mkdir", dir); err != nil {
		return err
	}
	if up := filepath.Dir(dir); up != dir {
		if err := d.makeDir(up); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return nil
		}
		return err
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return err
	}
	return d.syncDir(filepath.Dir(dir))
}

// syncDir has a folder's own list of files on disk. A folder that may be
// written but not read cannot be synced; its files are as safe as it lets them.
func (d disk) syncDir(dir string) error {
	if err := d.fails("syncdir", dir); err != nil {
		return err
	}
	if !syncsDirs || d.calm {
		return nil
	}
	f, err := os.Open(dir)
	if errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
