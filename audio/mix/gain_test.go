package mix_test

import (
	"math"
	"testing"

	"github.com/faiface/beep"

	"karuna/audio/audiotest"
	"karuna/audio/mix"
)

// sine is an endless tone on both sides.
type sine struct {
	amp, hz float64
	i       int
}

func (s *sine) Err() error { return nil }

func (s *sine) Stream(samples [][2]float64) (int, bool) {
	for i := range samples {
		v := s.amp * math.Sin(2*math.Pi*s.hz*float64(s.i)/mix.Rate)
		samples[i] = [2]float64{v, v}
		s.i++
	}
	return len(samples), true
}

// flat is an endless value.
type flat float64

func (f flat) Err() error { return nil }

func (f flat) Stream(samples [][2]float64) (int, bool) {
	for i := range samples {
		samples[i] = [2]float64{float64(f), -float64(f)}
	}
	return len(samples), true
}

func TestGainContract(t *testing.T) {
	audiotest.Contract(t, func() beep.Streamer {
		g := mix.NewGain(&sine{amp: 0.5, hz: 300}, 1)
		g.Ramp(0, mix.Rate/100)
		return g
	}, mix.Rate/10)
}

func TestGainRamps(t *testing.T) {
	g := mix.NewGain(flat(1), 0.5)
	level := func() float64 {
		var one [1][2]float64
		g.Stream(one[:])
		return one[0][0]
	}
	g.Ramp(1, 480)
	last := 0.5
	for i := range 480 {
		v := level()
		if v < last || v-last > 0.5*math.Pi/2/480*1.01 {
			t.Fatalf("frame %d: from %v to %v is a step", i, last, v)
		}
		last = v
	}
	if last != 1 || level() != 1 {
		t.Errorf("after the ramp the gain is %v, want 1", last)
	}
	g.Ramp(0, 480)
	for range 240 {
		last = level()
	}
	g.Ramp(1, 480)
	if v := level(); math.Abs(v-last) > 0.01 {
		t.Errorf("turning round steps from %v to %v", last, v)
	}
	g.Ramp(math.NaN(), 10)
	g.Ramp(0.25, 0)
	if v := level(); v != 0.25 {
		t.Errorf("set gain is %v, want 0.25", v)
	}
}

func TestLimit(t *testing.T) {
	top := math.Pow(10, -1.5/20)
	check := func(in, low, high float64) {
		t.Helper()
		var out [1][2]float64
		mix.NewLimit(flat(in)).Stream(out[:])
		if got := out[0][0]; !(got >= low && got <= high) || out[0][1] != -got {
			t.Errorf("limit of %v is %v, want within %v and %v on both sides", in, out[0], low, high)
		}
	}
	check(0, 0, 0)
	check(0.25, 0.25, 0.25)
	check(0.5, 0.5, 0.5)
	check(0.8, 0.6, 0.8)
	check(1, 0.7, top+1e-9)
	check(1e9, top-1e-6, top+1e-9)
	check(-1e9, -top-1e-9, -top+1e-6)
	check(math.Inf(1), top-1e-6, top+1e-9)
	var out [1][2]float64
	mix.NewLimit(flat(math.NaN())).Stream(out[:])
	if out[0] != [2]float64{} {
		t.Errorf("what is not a number comes out as %v", out[0])
	}
	last := 0.0
	for v := 0.0; v < 4; v += 0.001 {
		mix.NewLimit(flat(v)).Stream(out[:])
		if out[0][0] < last || out[0][0]-last > 0.0010001 {
			t.Fatalf("the limit of %v steps from %v to %v", v, last, out[0][0])
		}
		last = out[0][0]
	}
}

func TestLimitContract(t *testing.T) {
	audiotest.Contract(t, func() beep.Streamer { return mix.NewLimit(&sine{amp: 4, hz: 200}) }, mix.Rate/10)
}

func TestBus(t *testing.T) {
	bus := func() beep.Streamer {
		return mix.NewBus(&sine{amp: 0.2, hz: 200}, beep.Take(4800, &sine{amp: 0.2, hz: 300}), flat(0.1))
	}
	audiotest.Contract(t, bus, mix.Rate/4)
	x := audiotest.Take(t, bus(), mix.Rate/4, 1000)
	for _, i := range []int{1, 600, 4799, 9000} {
		at := float64(i) / mix.Rate
		want := 0.2*math.Sin(2*math.Pi*200*at) + 0.1
		if i < 4800 {
			want += 0.2 * math.Sin(2*math.Pi*300*at)
		}
		if math.Abs(x[i][0]-want) > 1e-12 {
			t.Errorf("frame %d: %v, want %v", i, x[i][0], want)
		}
	}
}
