// Package audiotest checks what every beep.Streamer of karuna promises. It is
// for tests only.
package audiotest

import (
	"math"
	"testing"

	"github.com/faiface/beep"
)

// Contract checks the streamers made by s, all alike, over n frames:
//
//   - Stream fills all it is given until the end, returns (0, false) from then
//     on, and never (0, true) for a buffer that is not empty;
//   - it does not allocate;
//   - every sample is a number between -1 and 1;
//   - the same samples come in whatever lengths they are asked for;
//   - no step from one sample to the next stands out from those around it, as
//     that of a click does.
func Contract(t *testing.T, s func() beep.Streamer, n int) {
	t.Helper()
	whole := Take(t, s(), n, 512)
	for _, block := range []int{1, 37, 4096} {
		same(t, block, Take(t, s(), n, block), whole)
	}
	samples(t, whole)
	clicks(t, whole)
	allocations(t, s())
}

// Take streams at most n frames in blocks and checks what Stream returns.
func Take(t *testing.T, s beep.Streamer, n, block int) [][2]float64 {
	t.Helper()
	out := make([][2]float64, 0, n)
	buf := make([][2]float64, block)
	for len(out) < n {
		part := buf[:min(block, n-len(out))]
		got, ok := s.Stream(part)
		switch {
		case got < 0 || got > len(part):
			t.Fatalf("Stream of %d frames returned %d", len(part), got)
		case ok && got == 0:
			t.Fatal("Stream returned (0, true)")
		case !ok && got != 0:
			t.Fatalf("Stream returned (%d, false)", got)
		}
		out = append(out, part[:got]...)
		if !ok || got < len(part) {
			ended(t, s, part)
			break
		}
	}
	if err := s.Err(); err != nil {
		t.Errorf("Err: %v", err)
	}
	return out
}

func ended(t *testing.T, s beep.Streamer, buf [][2]float64) {
	t.Helper()
	for range 3 {
		if got, ok := s.Stream(buf); got != 0 || ok {
			t.Fatalf("after the end Stream returned (%d, %v)", got, ok)
		}
	}
}

func same(t *testing.T, block int, got, want [][2]float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("in blocks of %d: %d frames, want %d", block, len(got), len(want))
		return
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("in blocks of %d: frame %d is %v, want %v", block, i, got[i], want[i])
			return
		}
	}
}

func samples(t *testing.T, all [][2]float64) {
	t.Helper()
	for i, f := range all {
		for _, v := range f {
			if math.IsNaN(v) || math.Abs(v) > 1 {
				t.Errorf("frame %d is %v", i, f)
				return
			}
		}
	}
}

// clicks looks for single steps: one that is much larger than every step
// within a millisecond on either side of it.
func clicks(t *testing.T, all [][2]float64) {
	t.Helper()
	const near, floor, much = 48, 1e-4, 4
	for ch := range 2 {
		step := func(i int) float64 { return math.Abs(all[i][ch] - all[i-1][ch]) }
		for i := 1; i < len(all); i++ {
			s := step(i)
			if s < floor {
				continue
			}
			around := floor
			for j := max(1, i-near); j < min(len(all), i+near); j++ {
				if j < i-1 || j > i+1 {
					around = max(around, step(j))
				}
			}
			if s > much*around {
				t.Errorf("click: channel %d steps by %.5f at frame %d, around it by %.5f", ch, s, i, around)
				return
			}
		}
	}
}

func allocations(t *testing.T, s beep.Streamer) {
	t.Helper()
	buf := make([][2]float64, 512)
	if n := testing.AllocsPerRun(50, func() { s.Stream(buf) }); n != 0 {
		t.Errorf("Stream allocates %v times", n)
	}
}
