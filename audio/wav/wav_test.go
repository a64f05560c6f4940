package wav_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"karuna/audio/wav"
)

// write returns a WAV file of the frames.
func write(t interface{ Fatal(...any) }, f wav.Format, frames [][2]float64) []byte {
	var b buffer
	w, err := wav.NewWriter(&b, f)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(frames); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.raw
}

// read returns all frames, in blocks of n.
func read(t interface{ Fatal(...any) }, r *wav.Reader, n int) [][2]float64 {
	var out [][2]float64
	buf := make([][2]float64, n)
	for {
		got, err := r.Read(buf)
		out = append(out, buf[:got]...)
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		if got == 0 {
			t.Fatal("Read returned 0 frames and no error")
		}
	}
}

func open(t interface{ Fatal(...any) }, raw []byte) *wav.Reader {
	r, err := wav.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// buffer is a file in memory.
type buffer struct {
	raw []byte
	at  int
}

func (b *buffer) Write(p []byte) (int, error) {
	if grow := b.at + len(p) - len(b.raw); grow > 0 {
		b.raw = append(b.raw, make([]byte, grow)...)
	}
	b.at += copy(b.raw[b.at:], p)
	return len(p), nil
}

func (b *buffer) Seek(to int64, whence int) (int64, error) {
	switch whence {
	case io.SeekStart:
		b.at = int(to)
	case io.SeekCurrent:
		b.at += int(to)
	default:
		return 0, errors.New("seek from the end")
	}
	return int64(b.at), nil
}

func formats() []wav.Format {
	var out []wav.Format
	for _, channels := range []int{1, 2} {
		for _, bits := range []int{16, 24, 32} {
			out = append(out, wav.Format{Rate: 48000, Channels: channels, Bits: bits})
		}
		out = append(out, wav.Format{Rate: 44100, Channels: channels, Bits: 32, Float: true})
	}
	return out
}

// TestRoundTrip writes any frames and reads them back, in any lengths.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.SampledFrom(formats()).Draw(t, "format")
		sample := rapid.Float64Range(-1.5, 1.5)
		var in [][2]float64
		for range rapid.IntRange(0, 300).Draw(t, "frames") {
			in = append(in, [2]float64{sample.Draw(t, "left"), sample.Draw(t, "right")})
		}
		raw := write(t, f, in)
		r := open(t, raw)
		if r.Format() != f || r.Frames() != int64(len(in)) && len(in) > 0 {
			t.Fatalf("%v with %d frames, want %v with %d", r.Format(), r.Frames(), f, len(in))
		}
		got := read(t, r, rapid.IntRange(1, 100).Draw(t, "block"))
		if len(got) != len(in) {
			t.Fatalf("%d frames, want %d", len(got), len(in))
		}
		for i := range got {
			near(t, f, i, got[i], in[i])
		}
	})
}

// near checks a frame that went through the format.
func near(t interface{ Fatalf(string, ...any) }, f wav.Format, i int, got, in [2]float64) {
	step := math.Pow(2, -float64(f.Bits-1))
	if f.Bits == 16 {
		step *= 1.5 // the dither moves a sample by up to one step more than rounding does
	}
	if f.Float {
		step = 1e-7
	}
	want := in
	if f.Channels == 1 {
		want[0] = (in[0] + in[1]) / 2
		want[1] = want[0]
	}
	for side := range 2 {
		w := min(max(want[side], -1), 1)
		if math.Abs(got[side]-w) > step+1e-12 {
			t.Fatalf("%v: frame %d is %v, want %v", f, i, got, want)
		}
	}
}

// TestReadAnyLength: the same frames whatever lengths they are asked for in, and
// whatever lengths the reader beneath gives.
func TestReadAnyLength(t *testing.T) {
	in := make([][2]float64, 20000)
	for i := range in {
		in[i] = [2]float64{math.Sin(float64(i) / 7), math.Cos(float64(i) / 11)}
	}
	raw := write(t, wav.Format{Rate: 48000, Channels: 2, Bits: 24}, in)
	want := read(t, open(t, raw), 512)
	rapid.Check(t, func(t *rapid.T) {
		short := &trickle{raw: raw, max: rapid.IntRange(100, 9000).Draw(t, "at once")}
		r, err := wav.NewReader(short)
		if err != nil {
			t.Fatal(err)
		}
		got := read(t, r, rapid.IntRange(1, 30000).Draw(t, "block"))
		if len(got) != len(want) {
			t.Fatalf("%d frames, want %d", len(got), len(want))
		}
		for i := range got {
			if got[i] != want[i] {
				t.Fatalf("frame %d is %v, want %v", i, got[i], want[i])
			}
		}
	})
}

// trickle gives a few bytes at a time.
type trickle struct {
	raw []byte
	max int
}

func (s *trickle) Read(p []byte) (int, error) {
	if len(s.raw) == 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), s.max)], s.raw)
	s.raw = s.raw[n:]
	return n, nil
}

func TestFullScale(t *testing.T) {
	check := func(f wav.Format, in, want float64) {
		t.Helper()
		got := read(t, open(t, write(t, f, [][2]float64{{in, in}})), 1)[0]
		if math.Abs(got[0]-want) > 1e-4 || got[0] != got[1] && f.Channels == 1 {
			t.Errorf("%v: %v became %v, want %v", f, in, got, want)
		}
	}
	for _, f := range formats() {
		check(f, 1, 1)
		check(f, -1, -1)
		check(f, 7, 1)
		check(f, -7, -1)
		check(f, math.NaN(), 0)
		check(f, math.Inf(1), 0)
		check(f, math.Inf(-1), 0)
		check(f, 0.25, 0.25)
	}
}

// TestDither: at 16 bits a level of a third of a step is kept on average, the
// noise is triangular (variance 1/4 step² with rounding), and silence is silent.
func TestDither(t *testing.T) {
	const n, level = 200000, 1.0 / 3 / (1 << 15)
	in := make([][2]float64, n)
	for i := range in {
		in[i] = [2]float64{level, 0}
	}
	for _, channels := range []int{1, 2} {
		f := wav.Format{Rate: 48000, Channels: channels, Bits: 16}
		raw := write(t, f, in)
		if again := write(t, f, in); !bytes.Equal(raw, again) {
			t.Errorf("%d channels: the same frames gave another file", channels)
		}
		var mean, square float64
		for _, s := range read(t, open(t, raw), 4096) {
			v := s[0] * (1 << 15)
			mean += v / n
			square += v * v / n
			if channels == 2 && s[1] != 0 {
				t.Fatalf("silence became %v", s[1])
			}
		}
		want := 1.0 / 3 / float64(3-channels) // mono: the mean of both sides
		if variance := square - mean*mean; math.Abs(mean-want) > 0.01 || math.Abs(variance-0.25) > 0.01 {
			t.Errorf("%d channels: mean %.4f and variance %.4f steps, want %.4f and 0.25", channels, mean, variance, want)
		}
	}
}

func TestWriterRefuses(t *testing.T) {
	check := func(f wav.Format) {
		t.Helper()
		if _, err := wav.NewWriter(&buffer{}, f); err == nil {
			t.Errorf("%v is written", f)
		}
	}
	check(wav.Format{})
	check(wav.Format{Rate: 48000, Channels: 3, Bits: 16})
	check(wav.Format{Rate: 48000, Channels: 2, Bits: 8})
	check(wav.Format{Rate: 48000, Channels: 2, Bits: 64, Float: true})
	check(wav.Format{Rate: -1, Channels: 2, Bits: 16})
}

// broken is full after a number of bytes.
type broken struct {
	buffer
	room int
}

func (b *broken) Write(p []byte) (int, error) {
	if b.room -= len(p); b.room < 0 {
		return 0, errors.New("the disk is full")
	}
	return b.buffer.Write(p)
}

func TestWriterTellsErrors(t *testing.T) {
	w, err := wav.NewWriter(&broken{room: 1000}, wav.Format{Rate: 48000, Channels: 2, Bits: 16})
	if err != nil {
		t.Fatal(err)
	}
	var last error
	for range 100 {
		last = w.Write(make([][2]float64, 1000))
	}
	if last == nil || !strings.Contains(last.Error(), "disk is full") {
		t.Errorf("Write: %v, want that the disk is full", last)
	}
	if err := w.Close(); !errors.Is(err, last) {
		t.Errorf("Close: %v, want %v", err, last)
	}
}

// TestTornFile reads a file whose writer never came to Close.
func TestTornFile(t *testing.T) {
	var b buffer
	w, err := wav.NewWriter(&b, wav.Format{Rate: 48000, Channels: 2, Bits: 16})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(make([][2]float64, 100000)); err != nil {
		t.Fatal(err)
	}
	r := open(t, b.raw)
	if n := len(read(t, r, 1000)); r.Frames() != -1 || n < 90000 {
		t.Errorf("declares %d frames and has %d, want -1 and most of 100000", r.Frames(), n)
	}
}

func TestTrack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "track.wav")
	in := make([][2]float64, 50000)
	for i := range in {
		in[i] = [2]float64{float64(i) / 50000, -float64(i) / 50000}
	}
	if err := os.WriteFile(path, write(t, wav.Format{Rate: 48000, Channels: 2, Bits: 32, Float: true}, in), 0o600); err != nil {
		t.Fatal(err)
	}
	track, err := wav.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer track.Close()
	if track.Len() != len(in) {
		t.Fatalf("%d frames, want %d", track.Len(), len(in))
	}
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.IntRange(-10, len(in)+10).Draw(t, "from")
		dst := make([][2]float64, rapid.IntRange(0, 20000).Draw(t, "frames"))
		for i := range dst {
			dst[i] = [2]float64{9, 9}
		}
		err := track.ReadAt(dst, from)
		if inside := from >= 0 && from+len(dst) <= len(in); inside != (err == nil) && len(dst) > 0 {
			t.Fatalf("%d frames from %d: %v", len(dst), from, err)
		}
		for i, f := range dst {
			var want [2]float64
			if at := from + i; from >= 0 && at < len(in) {
				want = [2]float64{float64(float32(in[at][0])), float64(float32(in[at][1]))}
			}
			if f != want {
				t.Fatalf("frame %d+%d is %v, want %v", from, i, f, want)
			}
		}
	})
	dst := make([][2]float64, 1024)
	if n := testing.AllocsPerRun(20, func() { err = track.ReadAt(dst, 100) }); n != 0 || err != nil {
		t.Errorf("ReadAt allocates %v times, error %v", n, err)
	}
}

// TestTrackBeyond4GiB reads the end of a file that is mostly a hole.
func TestTrackBeyond4GiB(t *testing.T) {
	const frames = 5 << 30 / 4
	raw := head("RF64", math.MaxUint32, ds64(frames*4), pcm(2, 48000, 16), chunk("data", math.MaxUint32, nil))
	path := filepath.Join(t.TempDir(), "long.wav")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var tail [8]byte
	binary.LittleEndian.PutUint16(tail[4:], 0x4000)
	if _, err := f.Write(raw); err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt(tail[:], int64(len(raw))+frames*4-8); err != nil {
		t.Skip("needs a file system with holes in files")
	}
	track, err := wav.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer track.Close()
	var dst [2][2]float64
	if err := track.ReadAt(dst[:], frames-2); err != nil || track.Len() != frames || dst[1] != [2]float64{0.5, 0} {
		t.Errorf("%d frames, the last %v, error %v", track.Len(), dst, err)
	}
}
