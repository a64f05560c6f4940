package wav

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// Track is a WAV file on disk, read anywhere in it. One goroutine uses it.
type Track struct {
	file  *os.File
	head  header
	total int
	buf   []byte
}

// Open opens a WAV file. It has the frames that are there, whatever it says.
func Open(path string) (*Track, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	t, err := track(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("open %q: %w", path, err)
	}
	return t, nil
}

func track(f *os.File) (*Track, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is not a file")
	}
	h, err := parse(io.NewSectionReader(f, 0, info.Size()))
	if err != nil {
		return nil, err
	}
	there := max(info.Size()-h.start, 0)
	if h.size != unknown {
		there = min(there, h.size)
	}
	size := h.format.frame()
	return &Track{file: f, head: h, total: int(there / int64(size)), buf: make([]byte, max(block/size, 1)*size)}, nil
}

// Format returns what the file holds.
func (t *Track) Format() Format { return t.head.format }

// Len returns how many frames the track has.
func (t *Track) Len() int { return t.total }

// ReadAt fills dst with the frames from the frame from on, mono on both sides.
// It allocates nothing. Where it cannot, because dst reaches beyond the track
// or the file cannot be read, dst is silent from there on and there is an
// error.
func (t *Track) ReadAt(dst [][2]float64, from int) error {
	size := t.head.format.frame()
	if from < 0 || from > t.total {
		clear(dst)
		return fmt.Errorf("frame %d is outside the track of %d frames", from, t.total)
	}
	for len(dst) > 0 {
		n := min(len(dst), len(t.buf)/size, t.total-from)
		if n == 0 {
			clear(dst)
			return io.ErrUnexpectedEOF
		}
		raw := t.buf[:n*size]
		if _, err := t.file.ReadAt(raw, t.head.start+int64(from)*int64(size)); err != nil {
			clear(dst)
			return err
		}
		t.head.format.decode(dst, raw)
		dst, from = dst[n:], from+n
	}
	return nil
}

// Close closes the file.
func (t *Track) Close() error { return t.file.Close() }
