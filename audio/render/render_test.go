package render_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/faiface/beep"
	"github.com/mewkiz/flac"
	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"karuna/audio/render"
	"karuna/audio/wav"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// memory is a file in memory.
type memory struct {
	b  []byte
	at int
}

func (m *memory) Write(p []byte) (int, error) {
	if need := m.at + len(p); need > len(m.b) {
		m.b = append(m.b, make([]byte, need-len(m.b))...)
	}
	m.at += copy(m.b[m.at:], p)
	return len(p), nil
}

func (m *memory) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += int64(m.at)
	case io.SeekEnd:
		offset += int64(len(m.b))
	}
	m.at = int(offset)
	return offset, nil
}

// sound streams frames it holds, at most most at once.
type sound struct {
	frames [][2]float64
	most   int
	err    error
}

func (s *sound) Stream(samples [][2]float64) (int, bool) {
	if s.most > 0 {
		samples = samples[:min(len(samples), s.most)]
	}
	n := copy(samples, s.frames)
	s.frames = s.frames[n:]
	return n, n > 0
}

func (s *sound) Err() error { return s.err }

func written(t testing.TB, s beep.Streamer, o render.Options) []byte {
	t.Helper()
	var m memory
	if err := render.Write(context.Background(), &m, s, o); err != nil {
		t.Fatal(err)
	}
	return m.b
}

// read returns the samples of a file, as whole numbers.
func read(t testing.TB, b []byte, f render.Format) (samples [][2]int32, bits int) {
	t.Helper()
	if f == render.FLAC {
		return readFLAC(t, b)
	}
	r, err := wav.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	full := math.Ldexp(1, r.Format().Bits-1)
	buf := make([][2]float64, 1000)
	for {
		n, err := r.Read(buf)
		for _, v := range buf[:n] {
			samples = append(samples, [2]int32{int32(v[0] * full), int32(v[1] * full)})
		}
		if errors.Is(err, io.EOF) {
			if n := int64(len(samples)); n > 0 && r.Frames() != n {
				t.Errorf("the header says %d frames, there are %d", r.Frames(), n)
			}
			return samples, r.Format().Bits
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func readFLAC(t testing.TB, b []byte) (samples [][2]int32, bits int) {
	t.Helper()
	s, err := flac.New(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	for {
		f, err := s.ParseNext()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		for i, l := range f.Subframes[0].Samples {
			samples = append(samples, [2]int32{l, f.Subframes[1].Samples[i]})
		}
	}
	if s.Info.NSamples != uint64(len(samples)) {
		t.Errorf("STREAMINFO says %d frames, there are %d", s.Info.NSamples, len(samples))
	}
	return samples, int(s.Info.BitsPerSample)
}

// same checks that both formats hold the same samples, and returns them.
func same(t testing.TB, frames [][2]float64, bits, most int) [][2]int32 {
	t.Helper()
	var all [2][][2]int32
	for i, f := range []render.Format{render.WAV, render.FLAC} {
		b := written(t, &sound{frames: frames, most: most}, render.Options{Format: f, Bits: bits})
		var got int
		if all[i], got = read(t, b, f); got != bits {
			t.Errorf("%s of %d bits has %d", f, bits, got)
		}
		if len(all[i]) != len(frames) {
			t.Fatalf("%s: %d frames, want %d", f, len(all[i]), len(frames))
		}
	}
	for i, want := range all[0] {
		if all[1][i] != want {
			t.Fatalf("frame %d of %d: %v in FLAC, %v in WAV", i, len(frames), all[1][i], want)
		}
	}
	return all[0]
}

func TestFormatsHoldTheSame(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for name, at := range map[string]func(int) [2]float64{
		"silence":    func(int) [2]float64 { return [2]float64{} },
		"constant":   func(int) [2]float64 { return [2]float64{0.25, -0.25} },
		"sine":       func(i int) [2]float64 { return [2]float64{0.3 * math.Sin(float64(i)/9), 0.3 * math.Cos(float64(i)/7)} },
		"mono":       func(i int) [2]float64 { return [2]float64{math.Sin(float64(i) / 9), math.Sin(float64(i) / 9)} },
		"opposite":   func(i int) [2]float64 { return [2]float64{math.Sin(float64(i) / 9), -math.Sin(float64(i) / 9)} },
		"one side":   func(i int) [2]float64 { return [2]float64{0, math.Sin(float64(i) / 30)} },
		"full scale": func(i int) [2]float64 { return [2]float64{float64(i%2*2 - 1), float64(1 - i%2*2)} },
		"noise":      func(int) [2]float64 { return [2]float64{random.Float64()*2 - 1, random.Float64()*2 - 1} },
		"clicks":     func(i int) [2]float64 { return [2]float64{float64(i%3000) / 3000 * float64(i%11/10), 0} },
		"too loud":   func(i int) [2]float64 { return [2]float64{math.Inf(i%2*2 - 1), math.NaN()} },
	} {
		for _, n := range []int{0, 1, 2, 5, 15, 4095, 4096, 4097, 10000} {
			frames := make([][2]float64, n)
			for i := range frames {
				frames[i] = at(i)
			}
			for _, bits := range []int{16, 24} {
				t.Run(fmt.Sprint(name, n, bits), func(t *testing.T) { same(t, frames, bits, 700) })
			}
		}
	}
}

func TestAnySoundComesBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 0))
		frames := make([][2]float64, rapid.IntRange(0, 9000).Draw(rt, "frames"))
		loud, rough, alike := rapid.Float64Range(-120, 0).Draw(rt, "dB"), rapid.Float64Range(0, 1).Draw(rt, "rough"), rapid.Float64Range(-1, 1).Draw(rt, "alike")
		var v [2]float64
		for i := range frames {
			for c := range v {
				v[c] += rough * (random.Float64()*2 - 1 - v[c])
			}
			gain := math.Pow(10, loud/20)
			frames[i] = [2]float64{gain * v[0], gain * (alike*v[0] + (1-math.Abs(alike))*v[1])}
		}
		same(t, frames, rapid.SampledFrom([]int{16, 24}).Draw(rt, "bits"), rapid.IntRange(1, 5000).Draw(rt, "most"))
	})
}

// The same sound and options make the same bytes, however it is pulled.
func TestSameBytes(t *testing.T) {
	frames := make([][2]float64, 20000)
	for i := range frames {
		frames[i] = [2]float64{0.1 * math.Sin(float64(i)/20), 0.1 * math.Sin(float64(i)/21)}
	}
	for _, f := range []render.Format{render.WAV, render.FLAC} {
		o := render.Options{Format: f, Title: "T", Chapters: []render.Chapter{{0, "a"}}, Total: 20000}
		first := written(t, &sound{frames: frames}, o)
		if !bytes.Equal(first, written(t, &sound{frames: frames, most: 333}, o)) {
			t.Errorf("%s is another file the second time", f)
		}
	}
}

func TestWrongOptions(t *testing.T) {
	check := func(o render.Options, want string) {
		t.Helper()
		err := render.Write(context.Background(), &memory{}, &sound{}, o)
		if err == nil || err.Error() != want {
			t.Errorf("%+v: %v, want %s", o, err, want)
		}
	}
	check(render.Options{Format: "mp3"}, `the format "mp3" is not written: wav or flac`)
	check(render.Options{Bits: 8}, "a file of 8 bits is not written: 16 or 24")
}

// endless is a sound without an end that calls something now and then.
type endless struct{ call func() }

func (e endless) Stream(samples [][2]float64) (int, bool) {
	e.call()
	return len(samples), true
}

func (endless) Err() error { return nil }

var errBroken = errors.New("broken")

// full is a disk that takes so many bytes.
type full struct {
	memory
	left int
}

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errBroken
	}
	return f.memory.Write(p)
}

type hungry struct{ endless }

func (hungry) Feed(int) error { return errBroken }

func TestWhatStopsAFile(t *testing.T) {
	for _, f := range []render.Format{render.WAV, render.FLAC} {
		o := render.Options{Format: f}
		ctx, cancel := context.WithCancel(context.Background())
		if err := render.Write(ctx, &memory{}, endless{cancel}, o); !errors.Is(err, context.Canceled) {
			t.Errorf("%s cancelled: %v", f, err)
		}
		nothing := endless{func() {}}
		for _, left := range []int{0, 1000, 100000} {
			if err := render.Write(context.Background(), &full{left: left}, noise(), o); !errors.Is(err, errBroken) {
				t.Errorf("%s on a disk of %d bytes: %v", f, left, err)
			}
		}
		if err := render.Write(context.Background(), &memory{}, hungry{nothing}, o); !errors.Is(err, errBroken) {
			t.Errorf("%s of a sound that cannot be fed: %v", f, err)
		}
		if err := render.Write(context.Background(), &memory{}, &sound{err: errBroken}, o); !errors.Is(err, errBroken) {
			t.Errorf("%s of a sound that failed: %v", f, err)
		}
	}
}

// noise is more sound than fits on such a disk.
func noise() beep.Streamer {
	random := rand.New(rand.NewPCG(3, 4))
	frames := make([][2]float64, 200000)
	for i := range frames {
		frames[i] = [2]float64{random.Float64() - 0.5, random.Float64() - 0.5}
	}
	return &sound{frames: frames}
}

func TestProgress(t *testing.T) {
	var last, total int64
	written(t, &sound{frames: make([][2]float64, 100000)}, render.Options{
		Total:    50000,
		Progress: func(done, all int64) { last, total = done, all },
	})
	if last == 0 || total < last {
		t.Errorf("told of %d frames of %d", last, total)
	}
}
