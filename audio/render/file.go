package render

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// File is a file that takes its place when it is whole. Until then it is
// beside it under a name of its own, and what was there before stays.
type File struct {
	path string // its place
	f    *os.File
	err  error // of a Keep or Discard that has been
	done bool
}

// Create begins a file that is to be at path. It is readable by others as far
// as the umask lets it be.
func Create(path string) (*File, error) {
	target := path
	if real, err := filepath.EvalSymlinks(path); err == nil {
		target = real
	}
	switch info, err := os.Stat(target); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, fmt.Errorf("write %q: %w", path, bare(err))
	case info.IsDir():
		return nil, fmt.Errorf("write %q: it is a folder", path)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("write %q: it is no file", path)
	}
	dir := filepath.Dir(target)
	if info, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return nil, fmt.Errorf("write %q: there is no folder %q", path, dir)
	}
	f, err := beside(target)
	if err != nil {
		return nil, fmt.Errorf("write %q: %w", path, bare(err))
	}
	return &File{path: target, f: f}, nil
}

// beside makes a new file in the folder of target, hidden by its name.
func beside(target string) (*os.File, error) {
	for {
		name := filepath.Join(filepath.Dir(target), fmt.Sprintf(".karuna-%08x", rand.Uint32()))
		f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// bare is an error without the name of the temporary file in it.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// Write writes at the place.
func (f *File) Write(b []byte) (int, error) {
	n, err := f.f.Write(b)
	if err != nil {
		err = bare(err)
	}
	return n, err
}

// Seek moves the place.
func (f *File) Seek(offset int64, whence int) (int64, error) { return f.f.Seek(offset, whence) }

// Size returns how many bytes the file has.
func (f *File) Size() (int64, error) {
	info, err := f.f.Stat()
	if err != nil {
		return 0, fmt.Errorf("write %q: %w", f.path, bare(err))
	}
	return info.Size(), nil
}

// Keep puts the file in its place, once it is on disk.
func (f *File) Keep() error {
	if f.done {
		return f.err
	}
	f.done = true
	f.err = errors.Join(f.f.Sync(), f.f.Close())
	if f.err == nil {
		f.err = os.Rename(f.f.Name(), f.path)
	}
	if f.err != nil {
		f.err = fmt.Errorf("write %q: %w", f.path, errors.Join(f.err, os.Remove(f.f.Name())))
	}
	return f.err
}

// Discard removes the file and leaves its place as it was. After Keep it does
// nothing.
func (f *File) Discard() error {
	if f.done {
		return nil
	}
	f.done = true
	err := errors.Join(f.f.Close(), os.Remove(f.f.Name()))
	if err != nil {
		return fmt.Errorf("remove %q: %w", f.f.Name(), err)
	}
	return nil
}
