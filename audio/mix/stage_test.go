package mix_test

import (
	"math"
	"os"
	"testing"
	"time"

	"github.com/faiface/beep"
	"pgregory.net/rapid"

	"karuna/audio/audiotest"
	"karuna/audio/bell"
	"karuna/audio/mix"
	"karuna/sessions"
)

// tap is an instrument of one frame: what is struck is heard as one sample of
// the stroke's own gain.
type tap struct{ next float64 }

func (t *tap) Strike(_, gain float64, _ bool) { t.next = gain }
func (t *tap) Quiet() bool                    { return t.next == 0 }
func (t *tap) Still()                         { t.next = 0 }
func (t *tap) Err() error                     { return nil }

func (t *tap) Stream(samples [][2]float64) (int, bool) {
	clear(samples)
	samples[0][0], t.next = t.next, 0
	return len(samples), true
}

func stageOf(name string, i mix.Instrument, late mix.Late) *mix.Stage {
	s := mix.NewStage(late)
	s.Add(name, i)
	return s
}

func at(ms int64, role sessions.Role, strikes int, gap time.Duration) sessions.Cue {
	return sessions.Cue{
		At: time.Duration(ms) * time.Millisecond, Type: sessions.CueBell,
		Bell: sessions.Bell{Name: "tap", Role: role, Strikes: strikes, Gap: gap, Gain: 1},
	}
}

// onsets returns the frames at which a stage of taps sounds.
func onsets(t *testing.T, s beep.Streamer, n, block int) []int64 {
	t.Helper()
	var out []int64
	for i, f := range audiotest.Take(t, s, n, block) {
		if f[0] != 0 {
			out = append(out, int64(i))
		}
	}
	return out
}

func staged(strokes []mix.Stroke, total time.Duration) *mix.Stage {
	s := stageOf("tap", &tap{}, nil)
	s.Score(strokes, nil, total)
	return s
}

func TestOnsetsAreExactToTheFrame(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var sc sessions.Score
		ms, gap := int64(0), time.Duration(0)
		var want []int64
		for range rapid.IntRange(1, 6).Draw(rt, "cues") {
			ms += rapid.Int64Range(1, 900).Draw(rt, "after")
			strikes := rapid.IntRange(1, 3).Draw(rt, "strikes")
			gap = time.Duration(rapid.Int64Range(1, 300).Draw(rt, "gap")) * time.Millisecond
			sc.Cues = append(sc.Cues, at(ms, sessions.Interval, strikes, gap))
			for i := range strikes {
				want = append(want, int64(math.Round(float64(ms)*48))+int64(i)*gap.Milliseconds()*48)
			}
			ms += int64(strikes) * gap.Milliseconds()
		}
		block := rapid.IntRange(1, 2000).Draw(rt, "block")
		got := onsets(t, staged(mix.Strokes(sc), time.Second), int(ms+1000)*48, block)
		if len(got) != len(want) {
			rt.Fatalf("onsets %v, want %v", got, want)
		}
		for i := range got {
			if got[i] != want[i] {
				rt.Fatalf("onsets %v, want %v", got, want)
			}
		}
	})
}

func TestFrame(t *testing.T) {
	check := func(at time.Duration, want int64) {
		t.Helper()
		if got := mix.Frame(at); got != want {
			t.Errorf("Frame(%v) = %d, want %d", at, got, want)
		}
	}
	check(0, 0)
	check(time.Millisecond, 48)
	check(-10*time.Millisecond, -480)
	check(10*time.Microsecond, 0)
	check(11*time.Microsecond, 1)
	check(24*time.Hour+333*time.Millisecond, 86400*48000+15984)
	rapid.Check(t, func(t *rapid.T) {
		frame := rapid.Int64Range(-1e9, 1e10).Draw(t, "frame")
		if got := mix.Frame(mix.Offset(frame)); got != frame {
			t.Fatalf("Frame(Offset(%d)) = %d", frame, got)
		}
	})
}

func TestStageContract(t *testing.T) {
	src, err := os.ReadFile("../../assets/bells/woodblock.toml")
	if err != nil {
		t.Fatal(err)
	}
	spec, err := bell.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	strokes := []mix.Stroke{
		{At: 100 * time.Millisecond, Name: "wood"},
		{At: 150 * time.Millisecond, Name: "wood"},
		{At: 150 * time.Millisecond, Name: "no such"},
		{At: 900 * time.Millisecond, Name: "wood", Half: true, Gain: -6},
	}
	whole := func() beep.Streamer {
		s := stageOf("wood", bell.New(spec), nil)
		s.Score(strokes, nil, time.Second)
		return mix.NewLimit(mix.NewGain(s, 1))
	}
	audiotest.Contract(t, whole, 3*mix.Rate)
	if n := len(audiotest.Take(t, whole(), 3*mix.Rate, 512)); n < mix.Rate || n > mix.Rate*3/2 {
		t.Errorf("the stage ends after %d frames, want the second and a little ringing", n)
	}
}

func TestSilentScoreLastsItsLength(t *testing.T) {
	if n := len(audiotest.Take(t, staged(nil, 777*time.Millisecond), 2*mix.Rate, 100)); n != 777*48 {
		t.Errorf("%d frames, want %d", n, 777*48)
	}
}

func TestPlaceAndLate(t *testing.T) {
	second := int64(mix.Rate)
	late := func(k mix.Stroke) int64 {
		if k.Role == sessions.Closing {
			return 10 * second
		}
		return 2 * second
	}
	score := mix.Strokes(sessions.Score{Cues: []sessions.Cue{
		at(0, sessions.Opening, 1, 0), at(2000, sessions.Interval, 1, 0), at(4000, sessions.Closing, 1, 0),
	}})
	check := func(name string, place int64, want ...int64) {
		t.Helper()
		s := stageOf("tap", &tap{}, late)
		s.Score(score, nil, 4*time.Second)
		s.Place(place)
		buf := make([][2]float64, 100)
		var got []int64
		for range 10 * mix.Rate / len(buf) {
			s.Stream(buf)
			for _, p := range s.Played() {
				got = append(got, p.Frame)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: struck at %v, want %v", name, got, want)
			return
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%s: struck at %v, want %v", name, got, want)
			}
		}
	}
	check("from before the start", -second, 0, 2*second, 4*second)
	check("a second late", second, second, 2*second, 4*second)
	check("three seconds late", 3*second, 3*second, 4*second)
	check("two strokes too late", second*9/2, second*9/2)
	check("nine seconds after the end", 13*second, 13*second)
	check("eleven seconds after the end", 15*second)
}

func TestHoldStopsTheScoreOnly(t *testing.T) {
	s := staged([]mix.Stroke{{Name: "tap", Gain: 1, At: 10 * time.Millisecond}}, time.Second)
	s.Hold(true)
	if got := onsets(t, s, 4800, 480); got != nil {
		t.Errorf("sounds at %v while held", got)
	}
	s.Hold(false)
	if got := onsets(t, s, 4800, 480); len(got) != 1 || got[0] != 480 {
		t.Errorf("sounds at %v after going on, want 480", got)
	}
}

// BenchmarkStage is the cost of a frame of a sit with twelve strokes of the
// large bowl, one a minute, through gain and limiter.
func BenchmarkStage(b *testing.B) {
	src, err := os.ReadFile("../../assets/bells/bowl-large.toml")
	if err != nil {
		b.Fatal(err)
	}
	spec, err := bell.Parse(src)
	if err != nil {
		b.Fatal(err)
	}
	var strokes []mix.Stroke
	for i := range 12 {
		strokes = append(strokes, mix.Stroke{At: time.Duration(i) * time.Minute, Name: "bowl"})
	}
	stage := stageOf("bowl", bell.New(spec), nil)
	out := mix.NewLimit(mix.NewGain(stage, 1))
	buf := make([][2]float64, 512)
	frames := 0
	for b.Loop() {
		if n, _ := out.Stream(buf); n == 0 || frames == 0 {
			stage.Score(strokes, nil, 12*time.Minute)
			stage.Place(0)
		}
		frames += len(buf)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(frames), "ns/frame")
}
