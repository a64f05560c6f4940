package ambience_test

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/faiface/beep"

	"karuna/audio/ambience"
	"karuna/audio/audiotest"
	"karuna/audio/loudness"
)

// each runs a test for every ambience.
func each(t *testing.T, test func(t *testing.T, name string)) {
	t.Helper()
	for _, name := range ambience.Names() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, name)
		})
	}
}

// take returns the first frames of an ambience.
func take(t testing.TB, name string, seed uint64, n int) [][2]float64 {
	t.Helper()
	out := make([][2]float64, n)
	stream(t, name, seed).Stream(out)
	return out
}

func stream(t testing.TB, name string, seed uint64) beep.Streamer {
	t.Helper()
	s, err := ambience.New(name, seed)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestNames(t *testing.T) {
	want := []string{"brown", "pink", "rain", "ocean", "stream", "wind", "night", "room-tone", "bowl-drone"}
	if got := ambience.Names(); !slices.Equal(got, want) {
		t.Errorf("Names: %q, want %q", got, want)
	}
	for _, name := range want {
		if about := ambience.About(name); about == "" || len(about) > 60 || strings.ContainsAny(about, ".\n") {
			t.Errorf("About(%q) is %q: a line, without a full stop", name, about)
		}
	}
	if about := ambience.About("thunder"); about != "" {
		t.Errorf("About of a name there is not: %q", about)
	}
	_, err := ambience.New("thunder", 1)
	if err == nil || !strings.Contains(err.Error(), `"thunder": there are brown, pink, rain,`) {
		t.Errorf("New of a name there is not: %v", err)
	}
}

func TestContract(t *testing.T) {
	for _, name := range ambience.Names() {
		t.Run(name, func(t *testing.T) {
			audiotest.Contract(t, func() beep.Streamer { return stream(t, name, 3) }, 2*ambience.Rate)
		})
	}
}

func TestSeeds(t *testing.T) {
	each(t, func(t *testing.T, name string) {
		const n = ambience.Rate
		first := take(t, name, 7, n)
		if !slices.Equal(first, take(t, name, 7, n)) {
			t.Error("the same seed makes another sound")
		}
		for _, seed := range []uint64{0, 8, 1 << 63} {
			if slices.Equal(first[n/2:], take(t, name, seed, n)[n/2:]) {
				t.Errorf("seed %d sounds like seed 7", seed)
			}
		}
	})
}

// TestLevel holds the gains of all ambiences, and what else a minute of each
// must keep to.
func TestLevel(t *testing.T) {
	seeds, steady := 1, 10
	if os.Getenv("KARUNA_SYSTEM_TESTS") != "" {
		seeds, steady = 4, 60
	}
	each(t, func(t *testing.T, name string) {
		seconds := 60
		if !slices.Contains([]string{"ocean", "wind", "night", "bowl-drone"}, name) {
			seconds = steady // soon as loud as ever
		}
		for seed := range seeds {
			m := measure(t, name, uint64(seed), seconds)
			if lufs := m.meter.Integrated(); math.Abs(lufs-ambience.Level) > 0.7 {
				t.Errorf("seed %d: %.2f LUFS, want %.1f", seed, lufs, ambience.Level)
			}
			if peak := m.meter.TruePeak(); peak > -10 {
				t.Errorf("seed %d: true peak %.1f dB of full scale, at most -10", seed, peak)
			}
			if dc := m.offset(); dc > 1e-3 {
				t.Errorf("seed %d: mean %.1e, at most 1e-3", seed, dc)
			}
			if alike := math.Abs(m.alike()); alike > 0.1 && name != "night" && name != "bowl-drone" {
				t.Errorf("seed %d: the sides correlate by %.2f, at most 0.1", seed, alike)
			}
		}
	})
}

// measured is what a sound has in all.
type measured struct {
	meter  *loudness.Meter
	frames float64
	sum    [2]float64
	square [2]float64
	cross  float64
}

func measure(t *testing.T, name string, seed uint64, seconds int) measured {
	t.Helper()
	m := measured{meter: loudness.NewMeter(ambience.Rate)}
	s, buf := stream(t, name, seed), make([][2]float64, ambience.Rate/10)
	for range 10 * seconds {
		s.Stream(buf)
		m.meter.Add(buf)
		for _, f := range buf {
			for side, v := range f {
				m.sum[side] += v
				m.square[side] += v * v
			}
			m.cross += f[0] * f[1]
		}
		m.frames += float64(len(buf))
	}
	return m
}

func (m measured) offset() float64 {
	return max(math.Abs(m.sum[0]), math.Abs(m.sum[1])) / m.frames
}

// alike is the correlation of the sides.
func (m measured) alike() float64 { return m.cross / math.Sqrt(m.square[0]*m.square[1]) }
