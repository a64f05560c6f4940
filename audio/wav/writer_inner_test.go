package wav

import (
	"math"
	"os"
	"path/filepath"
	"testing"
)

// TestWriteBeyond4GiB ends a file as if 5 GiB had been written: through public
// names it would take that many bytes.
func TestWriteBeyond4GiB(t *testing.T) {
	check := func(size int64, name string) {
		t.Helper()
		f, err := os.Create(filepath.Join(t.TempDir(), "long.wav"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		w, err := NewWriter(f, Format{Rate: 48000, Channels: 2, Bits: 16})
		if err != nil {
			t.Fatal(err)
		}
		w.size = size
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if err := f.Truncate(w.start + size); err != nil {
			t.Skip("needs a file system with holes in files")
		}
		track, err := Open(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		defer track.Close()
		begin := make([]byte, 8)
		if _, err := f.ReadAt(begin, 0); err != nil {
			t.Fatal(err)
		}
		if string(begin[:4]) != name || int64(track.Len()) != size/4 || track.head.declared != size {
			t.Errorf("%d bytes: %s with %d frames, declared %d; want %s with %d", size, begin[:4], track.Len(), track.head.declared, name, size/4)
		}
	}
	check(1<<20, "RIFF")
	check(3<<30, "RIFF")
	check(math.MaxUint32-999, "RIFF")
	check(1<<32, "RF64")
	check(5<<30, "RF64")
}
