package decode_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"karuna/audio/clip"
)

// most is how long a file of any kind may take: four seconds, and what its size
// adds.
const most = 6 * time.Second

// FuzzDecode gives any bytes to the other process. What comes back is an error
// in plain words or a clip that can be played, in time.
func FuzzDecode(f *testing.F) {
	for _, folder := range []string{"good", "hostile"} {
		files, err := filepath.Glob(filepath.Join("testdata", folder, "*"))
		if err != nil {
			f.Fatal(err)
		}
		for _, path := range files {
			raw, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(raw[:min(len(raw), 4096)])
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		begun := time.Now()
		c, err := self(t, "decode-audio").Clip(t.Context(), "a", bytes.NewReader(raw), time.Minute)
		if took := time.Since(begun); took > most {
			t.Errorf("it took %v", took)
		}
		if err != nil {
			if !plain(err) {
				t.Errorf("%v is not plain", err)
			}
			return
		}
		playable(t, c)
	})
}

func playable(t *testing.T, c *clip.Clip) {
	t.Helper()
	if c.Len() == 0 {
		t.Error("a clip without sound")
	}
	for i, f := range frames(c) {
		if !(math.Abs(f[0]) <= 1 && math.Abs(f[1]) <= 1) {
			t.Fatalf("frame %d is %v", i, f)
		}
	}
}

// TestMutations changes good files in the ways that files get broken, and tells
// what came of them. KARUNA_MUTATIONS says how many (100), KARUNA_SEED which.
func TestMutations(t *testing.T) {
	if os.Getenv("KARUNA_SYSTEM_TESTS") == "" {
		t.Skip("system test: set KARUNA_SYSTEM_TESTS=1")
	}
	seed, count := number(t, "KARUNA_SEED", 1), number(t, "KARUNA_MUTATIONS", 100)
	r := rand.New(rand.NewPCG(seed, 0))
	files, err := filepath.Glob("testdata/good/*")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	d := self(t, "decode-audio")
	refused, accepted, worst, reasons := 0, 0, time.Duration(0), map[string]int{}
	for i := range count {
		path := files[r.IntN(len(files))]
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		raw = mutate(r, raw)
		begun := time.Now()
		c, err := d.Clip(t.Context(), "a", bytes.NewReader(raw), time.Minute)
		took := time.Since(begun)
		worst = max(worst, took)
		if took > most || err != nil && !plain(err) {
			t.Errorf("seed %d, file %d, made of %s: %v after %v", seed, i, path, err, took)
		}
		if err == nil {
			accepted++
			playable(t, c)
			continue
		}
		refused++
		reasons[err.Error()]++
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Logf("seed %d: %d refused, %d accepted, worst %v, heap %d MiB, all memory %d MiB",
		seed, refused, accepted, worst.Round(time.Millisecond), m.HeapInuse>>20, m.Sys>>20)
	for why, n := range reasons {
		t.Logf("%5d %s", n, why)
	}
	if m.Sys > 256<<20 {
		t.Errorf("%d MiB of memory for clips of a fifth of a second", m.Sys>>20)
	}
}

func number(t *testing.T, name string, usual uint64) uint64 {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return usual
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// mutate breaks a file: bits flipped, bytes of the header set to extremes, parts
// cut out, doubled or torn off.
func mutate(r *rand.Rand, raw []byte) []byte {
	raw = bytes.Clone(raw)
	for range 1 + r.IntN(4) {
		at := r.IntN(len(raw))
		if r.IntN(2) == 0 {
			at = r.IntN(min(len(raw), 200))
		}
		switch r.IntN(7) {
		case 0:
			raw[at] ^= 1 << r.IntN(8)
		case 1:
			raw[at] = []byte{0, 0x7F, 0x80, 0xFF}[r.IntN(4)]
		case 2:
			if at+4 <= len(raw) {
				binary.LittleEndian.PutUint32(raw[at:], []uint32{0, 1, math.MaxInt32, math.MaxUint32, 1 << 28}[r.IntN(5)])
			}
		case 3:
			end := min(at+1+r.IntN(300), len(raw))
			raw = append(raw[:at:at], raw[end:]...)
		case 4:
			end := min(at+1+r.IntN(300), len(raw))
			raw = append(raw[:end:end], raw[at:]...)
		case 5:
			for i := at; i < min(at+r.IntN(60), len(raw)); i++ {
				raw[i] = byte(r.Uint32())
			}
		case 6:
			raw = raw[:max(at, 1)]
		}
		if len(raw) == 0 {
			return []byte{0}
		}
	}
	return raw
}
