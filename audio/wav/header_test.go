package wav_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"karuna/audio/wav"
)

// head puts a file together: its name, its size as it says, its chunks.
func head(name string, size uint32, chunks ...[]byte) []byte {
	b := binary.LittleEndian.AppendUint32([]byte(name), size)
	return append(append(b, "WAVE"...), slices.Concat(chunks...)...)
}

// chunk is a chunk that says it has size bytes, with no padding of its own.
func chunk(id string, size uint32, body []byte) []byte {
	return append(binary.LittleEndian.AppendUint32([]byte(id), size), body...)
}

func ds64(size uint64) []byte {
	b := make([]byte, 28)
	binary.LittleEndian.PutUint64(b[8:], size)
	return chunk("ds64", 28, b)
}

func pcm(channels, rate, bits int) []byte {
	return format(1, channels, rate, bits, channels*((bits+7)/8))
}

func format(tag, channels, rate, bits, align int) []byte {
	le := binary.LittleEndian
	b := le.AppendUint16(le.AppendUint16(nil, uint16(tag)), uint16(channels))
	b = le.AppendUint32(le.AppendUint32(b, uint32(rate)), uint32(rate*align))
	return chunk("fmt ", 16, le.AppendUint16(le.AppendUint16(b, uint16(align)), uint16(bits)))
}

// extensible is the long form of format; sub begins the 16 bytes of its kind.
func extensible(sub, channels, bits, align int) []byte {
	b := format(0xFFFE, channels, 48000, bits, align)
	b = append(b, 22, 0, byte(bits), 0, 3, 0, 0, 0, byte(sub), byte(sub>>8))
	b = append(b, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71)
	binary.LittleEndian.PutUint32(b[4:], 40)
	return b
}

// TestReadKinds reads one frame of every kind of sample: half of full scale on
// the left, a quarter below 0 on the right.
func TestReadKinds(t *testing.T) {
	f32 := func(v float64) []byte {
		return binary.LittleEndian.AppendUint32(nil, math.Float32bits(float32(v)))
	}
	f64 := func(v float64) []byte { return binary.LittleEndian.AppendUint64(nil, math.Float64bits(v)) }
	check := func(name string, fmtChunk []byte, want [2]float64, samples ...[]byte) {
		t.Helper()
		body := slices.Concat(samples...)
		raw := head("RIFF", 0, fmtChunk, chunk("data", uint32(len(body)), body))
		if got := read(t, open(t, raw), 8); len(got) != 1 || got[0] != want {
			t.Errorf("%s: %v, want one frame %v", name, got, want)
		}
	}
	want := [2]float64{0.5, -0.25}
	check("8 bits", pcm(2, 8000, 8), want, []byte{192, 96})
	check("16 bits", pcm(2, 8000, 16), want, []byte{0, 0x40, 0, 0xE0})
	check("24 bits", pcm(2, 8000, 24), want, []byte{0, 0, 0x40, 0, 0, 0xE0})
	check("20 bits in 24", pcm(2, 8000, 20), want, []byte{0, 0, 0x40, 0, 0, 0xE0})
	check("24 bits in 32", format(1, 2, 8000, 24, 8), want, []byte{0, 0, 0, 0x40, 0, 0, 0, 0xE0})
	check("32 bits", pcm(2, 8000, 32), want, []byte{0, 0, 0, 0x40, 0, 0, 0, 0xE0})
	check("float 32", format(3, 2, 8000, 32, 8), want, f32(0.5), f32(-0.25))
	check("float 64", format(3, 2, 8000, 64, 16), want, f64(0.5), f64(-0.25))
	check("extensible PCM", extensible(1, 2, 16, 4), want, []byte{0, 0x40, 0, 0xE0})
	check("extensible float", extensible(3, 2, 32, 8), want, f32(0.5), f32(-0.25))
	check("mono", pcm(1, 8000, 16), [2]float64{0.5, 0.5}, []byte{0, 0x40})
	check("three channels", pcm(3, 8000, 16), want, []byte{0, 0x40, 0, 0xE0, 0xFF, 0x7F})
	check("no frame size", format(1, 2, 8000, 16, 0), want, []byte{0, 0x40, 0, 0xE0})
	check("not a number", format(3, 2, 8000, 32, 8), [2]float64{0, 0}, f32(math.NaN()), f32(math.Inf(-1)))
	check("beyond full scale", format(3, 2, 8000, 64, 16), [2]float64{1, -1}, f64(1e300), f64(-1.001))
}

// TestSizes: what is read and what is declared for the sizes that headers have.
func TestSizes(t *testing.T) {
	body := []byte{1, 0, 2, 0, 3, 0} // three frames of mono
	check := func(name string, raw []byte, declared int64, frames int) {
		t.Helper()
		r := open(t, raw)
		if got := read(t, r, 2); r.Frames() != declared || len(got) != frames {
			t.Errorf("%s: declares %d frames and has %d, want %d and %d", name, r.Frames(), len(got), declared, frames)
		}
	}
	mono := pcm(1, 48000, 16)
	file := func(riff, size uint32, after ...byte) []byte {
		return head("RIFF", riff, mono, chunk("data", size, append(body[:6:6], after...)))
	}
	const all = math.MaxUint32
	check("right", file(42, 6), 3, 3)
	check("a chunk after the sound", file(52, 6, chunk("LIST", 2, []byte{0, 0})...), 3, 3)
	check("left at 0", file(0, 0), -1, 3)
	check("left at the size of the header", file(36, 0), -1, 3)
	check("the largest number", file(all, all), -1, 3)
	check("a pipe of sox", file(0x7FFFF024, 0x7FFFF000), -1, 3)
	check("a pipe of ffmpeg as RF64", head("RF64", all, ds64(0), mono, chunk("data", all, body)), -1, 3)
	check("RF64", head("RF64", all, ds64(6), mono, chunk("data", all, append(body[:6:6], 9, 9))), 3, 3)
	check("BW64", head("BW64", all, ds64(4), mono, chunk("data", all, body)), 2, 2)
	check("RF64 that needs no ds64", head("RF64", all, ds64(1<<40), mono, chunk("data", 4, body)), 2, 2)
	check("RF64 of more than there can be", head("RF64", all, ds64(1<<63), mono, chunk("data", all, body)), -1, 3)
	check("cut short", file(1000, 964), 482, 3)
	check("more than 4 GiB", head("RF64", all, ds64(5<<30), mono, chunk("data", all, body)), 5<<29, 3)
	check("half a frame", file(42, 5), 2, 2)
	check("half a frame at a torn end", file(0, 0, 7), -1, 3)
	check("empty", head("RIFF", 60, mono, chunk("data", 0, chunk("LIST", 2, []byte{1, 1}))), 0, 0)
	check("odd chunk before", head("RIFF", 0, chunk("odd ", 3, []byte{1, 2, 3, 0}), mono, chunk("data", 6, body)), 3, 3)
	check("long format chunk", head("RIFF", 0, chunk("fmt ", 18, append(mono[8:24:24], 0, 0)), chunk("data", 6, body)), 3, 3)
}

func TestRefuses(t *testing.T) {
	check := func(name string, raw []byte, why string) {
		t.Helper()
		_, err := wav.NewReader(bytes.NewReader(raw))
		if err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%s: %v, want %q", name, err, why)
		}
	}
	data := chunk("data", 4, make([]byte, 4))
	file := func(format []byte) []byte { return head("RIFF", 0, format, data) }
	check("nothing", nil, "not a WAV file")
	check("another file", []byte("fLaC and more of it, more"), "not a WAV file")
	check("an AVI", []byte("RIFF\x00\x00\x00\x00AVI LIST"), "not a WAV file")
	check("the other byte order", head("RIFX", 0), "RIFX")
	check("no chunks", head("RIFF", 4), "no sound")
	check("half a chunk", head("RIFF", 4, []byte("da")), "no sound")
	check("no data", head("RIFF", 0, pcm(2, 48000, 16)), "no sound")
	check("data first", head("RIFF", 0, data, pcm(2, 48000, 16)), "does not say")
	check("a chunk of 4 GiB", head("RIFF", 0, chunk("junk", math.MaxUint32, nil)), "no sound")
	check("no end of chunks", head("RIFF", 0, bytes.Repeat(chunk("none", 0, nil), 2000)), "no sound")
	check("short format", head("RIFF", 0, chunk("fmt ", 8, make([]byte, 8)), data), "too short")
	check("short ds64", head("RF64", 0, chunk("ds64", 8, make([]byte, 8)), data), "too short")
	check("cut in the format", head("RIFF", 0, pcm(2, 48000, 16)[:15]), "not a WAV file")
	check("no channels", file(pcm(0, 48000, 16)), "no channels")
	check("many channels", file(format(1, 30000, 48000, 16, 60000)), "30000 channels")
	check("no rate", file(pcm(2, 0, 16)), "0 frames a second")
	check("a wild rate", file(pcm(2, math.MaxInt32, 16)), "frames a second")
	check("no bits", file(format(1, 2, 48000, 0, 0)), "0 bits")
	check("many bits", file(pcm(1, 48000, 64)), "64 bits")
	check("half floats", file(format(3, 1, 48000, 16, 2)), "16 bits")
	check("frames that cannot be", file(format(1, 2, 48000, 16, 3)), "cannot be")
	check("frames that are too short", file(format(1, 2, 48000, 24, 4)), "cannot be")
	check("ADPCM", file(format(2, 2, 48000, 4, 1024)), "ADPCM")
	check("A-law", file(format(6, 1, 8000, 8, 1)), "A-law")
	check("MP3", file(format(0x55, 1, 8000, 0, 1)), "MP3")
	check("unknown", file(format(0x1234, 1, 8000, 16, 2)), "unknown kind")
	check("extensible unknown", file(extensible(0x1234, 2, 16, 4)), "unknown kind")
}

// endless gives bytes without making them.
type endless struct {
	head  []byte
	after int64
}

func (e *endless) Read(p []byte) (int, error) {
	if len(e.head) > 0 {
		n := copy(p, e.head)
		e.head = e.head[n:]
		return n, nil
	}
	if e.after <= 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), e.after)
	e.after -= n
	return int(n), nil
}

// TestReadBeyond4GiB counts the frames of a long file, in the widest frames
// there are.
func TestReadBeyond4GiB(t *testing.T) {
	const size, frame = 9 << 29, 64 * 8
	wide := format(3, 64, 48000, 64, frame)
	check := func(name string, raw []byte) {
		t.Helper()
		r, err := wav.NewReader(&endless{raw, size})
		if err != nil {
			t.Fatal(err)
		}
		total, buf := int64(0), make([][2]float64, 4096)
		for err == nil {
			var n int
			n, err = r.Read(buf)
			total += int64(n)
		}
		if !errors.Is(err, io.EOF) || total != size/frame {
			t.Errorf("%s: %d frames and %v, want %d", name, total, err, size/frame)
		}
	}
	check("RF64", head("RF64", math.MaxUint32, ds64(size), wide, chunk("data", math.MaxUint32, nil)))
	check("from a pipe", head("RIFF", math.MaxUint32, wide, chunk("data", math.MaxUint32, nil)))
}

// TestReaderTellsErrors: what went wrong beneath is told, once what was read
// before it has been given.
func TestReaderTellsErrors(t *testing.T) {
	raw := head("RIFF", 0, pcm(1, 48000, 16), chunk("data", 100, []byte{1, 0, 2, 0}))
	r, err := wav.NewReader(io.MultiReader(bytes.NewReader(raw), bad{}))
	if err != nil {
		t.Fatal(err)
	}
	buf := make([][2]float64, 10)
	if n, err := r.Read(buf); n != 2 || err != nil {
		t.Errorf("%d frames and %v, want 2", n, err)
	}
	for range 2 {
		if n, err := r.Read(buf); n != 0 || !errors.Is(err, errBad) {
			t.Errorf("%d frames and %v, want the error of the disk", n, err)
		}
	}
	if _, err := wav.NewReader(bad{}); !errors.Is(err, errBad) {
		t.Errorf("NewReader: %v, want the error of the disk", err)
	}
}

var errBad = errors.New("the disk is bad")

type bad struct{}

func (bad) Read([]byte) (int, error) { return 0, errBad }

func FuzzRead(f *testing.F) {
	f.Add(head("RIFF", 0, pcm(2, 48000, 16), chunk("data", 8, make([]byte, 8))))
	f.Add(head("RF64", math.MaxUint32, ds64(6), pcm(1, 8000, 8), chunk("data", math.MaxUint32, make([]byte, 6))))
	f.Add(head("RIFF", 0, chunk("odd ", 3, []byte{1, 2, 3, 0}), extensible(3, 2, 32, 8), chunk("data", 8, make([]byte, 8))))
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := wav.NewReader(bytes.NewReader(raw))
		if err != nil {
			return
		}
		frames := read(t, r, 64)
		if len(frames) > len(raw) {
			t.Fatalf("%d frames of %d bytes", len(frames), len(raw))
		}
		for i, f := range frames {
			if !(math.Abs(f[0]) <= 1) || !(math.Abs(f[1]) <= 1) {
				t.Fatalf("frame %d is %v", i, f)
			}
		}
	})
}
