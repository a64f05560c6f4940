package ambience_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/faiface/beep"
	"pgregory.net/rapid"

	"karuna/audio/ambience"
	"karuna/audio/audiotest"
	"karuna/audio/mix"
)

// recording is a Source in memory.
type recording struct {
	frames [][2]float64
	torn   bool // cannot be read
	reads  int
}

var errTorn = errors.New("torn")

func (r *recording) Len() int { return len(r.frames) }

func (r *recording) ReadAt(dst [][2]float64, from int) error {
	r.reads++
	if r.torn {
		return errTorn
	}
	copy(dst, r.frames[from:from+len(dst)])
	return nil
}

func loop(t testing.TB, src ambience.Source, gain float64) *ambience.Loop {
	t.Helper()
	l, err := ambience.NewLoop(src, gain)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// fed is a loop that is fed before each Stream.
type fed struct {
	*ambience.Loop
	t testing.TB
}

func (f fed) Stream(samples [][2]float64) (int, bool) {
	if err := f.Feed(len(samples)); err != nil {
		f.t.Error(err)
	}
	return f.Loop.Stream(samples)
}

var _ mix.Feeder = (*ambience.Loop)(nil)

func TestLoopContract(t *testing.T) {
	src := &recording{frames: take(t, "brown", 1, ambience.Rate)}
	audiotest.Contract(t, func() beep.Streamer { return fed{loop(t, src, 3), t} }, 2*ambience.Rate)
}

// TestLoopIsSeamless loops brown noise, whose end has nothing to do with its
// beginning.
func TestLoopIsSeamless(t *testing.T) {
	check := func(seconds, joint float64) {
		t.Helper()
		n, fade := int(seconds*ambience.Rate), int(joint*ambience.Rate)
		src := &recording{frames: take(t, "brown", 4, n)}
		x := audiotest.Take(t, fed{loop(t, src, 0), t}, 3*n, 4800)
		usual, round := steepest(src.frames), n-fade
		if got := steepest(x); got > 1.5*usual {
			t.Errorf("%v s: a step of %.5f, in the recording at most %.5f", seconds, got, usual)
		}
		// Noise is never quite even, least of all in a short joint: the mean
		// over the joint of many recordings is looked at instead.
		var body, seam float64
		for seed := range uint64(12) {
			src.frames = take(t, "brown", seed, n)
			x := audiotest.Take(t, fed{loop(t, src, 0), t}, round+fade, 4800)
			body += meanSquare(src.frames[ambience.Rate/20 : n])
			seam += meanSquare(x[round:])
		}
		if db := 10 * math.Log10(seam/body); math.Abs(db) > 1 {
			t.Errorf("%v s: the joint is %+.2f dB from the recording, at most 1", seconds, db)
		}
	}
	check(4.5, 1)
	check(2, 0.5)
	check(0.5, 0.125)
}

func steepest(x [][2]float64) float64 {
	most := 0.0
	for i := 1; i < len(x); i++ {
		most = max(most, math.Abs(x[i][0]-x[i-1][0]), math.Abs(x[i][1]-x[i-1][1]))
	}
	return most
}

func meanSquare(x [][2]float64) float64 {
	sum := 0.0
	for _, f := range x {
		sum += f[0]*f[0] + f[1]*f[1]
	}
	return sum / float64(2*len(x))
}

// TestLoopPlaysTheRecording compares what comes out with what went in, frame by
// frame, over three rounds.
func TestLoopPlaysTheRecording(t *testing.T) {
	const n, fade = 6 * ambience.Rate, ambience.Rate
	src := &recording{frames: take(t, "pink", 2, n)}
	x := audiotest.Take(t, fed{loop(t, src, 20*math.Log10(0.5)), t}, 3*n, 512)
	for i := ambience.Rate / 100; i < len(x); i++ {
		want := src.frames[i%(n-fade)][0]
		if at := i % (n - fade); i >= n-fade && at < fade {
			turn := math.Pi / 2 * float64(at) / fade
			want = want*math.Sin(turn) + src.frames[n-fade+at][0]*math.Cos(turn)
		}
		if math.Abs(x[i][0]-want/2) > 1e-12 {
			t.Fatalf("frame %d is %v, want %v", i, x[i][0], want/2)
		}
	}
}

// TestLoopHungry streams more than was fed: silence, with no step on the way.
func TestLoopHungry(t *testing.T) {
	src := &recording{frames: make([][2]float64, 10*ambience.Rate)}
	for i := range src.frames {
		src.frames[i] = [2]float64{0.5, -0.5}
	}
	l := loop(t, src, 0)
	if x := audiotest.Take(t, l, 1000, 100); meanSquare(x) != 0 {
		t.Error("before it is fed it is not silent")
	}
	if err := l.Feed(1); err != nil {
		t.Fatal(err)
	}
	x := audiotest.Take(t, l, 3*ambience.Rate, 100)
	if err := l.Feed(100); err != nil {
		t.Fatal(err)
	}
	x = append(x, audiotest.Take(t, l, ambience.Rate, 100)...)
	if x[ambience.Rate] != [2]float64{0.5, -0.5} || x[len(x)-1] != [2]float64{0.5, -0.5} {
		t.Error("what was fed is not heard")
	}
	if x[3*ambience.Rate-1] != [2]float64{} {
		t.Error("what was not fed is heard")
	}
	if s := steepest(x); s > 0.5/(0.01*ambience.Rate)*1.01 {
		t.Errorf("a step of %v on the way into silence or back", s)
	}
}

func TestLoopTellsErrors(t *testing.T) {
	src := &recording{frames: take(t, "pink", 2, ambience.Rate)}
	l := loop(t, src, 0)
	src.torn = true
	err := l.Feed(100)
	if !errors.Is(err, errTorn) || err.Error() != "read a recording at frame 0: torn" || !errors.Is(l.Err(), err) {
		t.Errorf("Feed of a torn recording: %v, Err: %v", err, l.Err())
	}
	src.torn = false
	if err := l.Feed(100); err != nil || l.Err() != nil {
		t.Errorf("Feed after it was mended: %v, Err: %v", err, l.Err())
	}
	for _, bad := range []struct {
		frames int
		gain   float64
		want   string
	}{
		{0, 0, "0 frames"},
		{ambience.Rate/2 - 1, 0, "half a second"},
		{ambience.Rate, math.NaN(), "gain of NaN"},
		{ambience.Rate, math.Inf(1), "gain of +Inf"},
	} {
		_, err := ambience.NewLoop(&recording{frames: make([][2]float64, bad.frames)}, bad.gain)
		if err == nil || !strings.Contains(err.Error(), bad.want) {
			t.Errorf("NewLoop of %d frames at %v dB: %v, want %q", bad.frames, bad.gain, err, bad.want)
		}
	}
}

// TestLoopReadsSeldom sees that a file is read in large pieces.
func TestLoopReadsSeldom(t *testing.T) {
	src := &recording{frames: take(t, "pink", 2, 20*ambience.Rate)}
	audiotest.Take(t, fed{loop(t, src, 0), t}, 40*ambience.Rate, 480)
	if src.reads > 120 {
		t.Errorf("40 s took %d reads, at most three a second", src.reads)
	}
}

// TestLoopFedInAnyWay feeds and streams in whatever lengths, also of more than
// is read ahead.
func TestLoopFedInAnyWay(t *testing.T) {
	src := &recording{frames: take(t, "pink", 9, 2*ambience.Rate)}
	want := audiotest.Take(t, fed{loop(t, src, 0), t}, 9*ambience.Rate, 4096)
	rapid.Check(t, func(r *rapid.T) {
		l := loop(t, src, 0)
		var x [][2]float64
		for _, n := range rapid.SliceOfN(rapid.IntRange(1, 3*ambience.Rate), 1, 3).Draw(r, "lengths") {
			if err := l.Feed(n); err != nil {
				r.Fatal(err)
			}
			part := make([][2]float64, n)
			l.Stream(part)
			x = append(x, part...)
		}
		if !slices.Equal(x, want[:len(x)]) {
			r.Fatal("other frames came out")
		}
	})
}
