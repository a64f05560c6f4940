package clip_test

import (
	"testing"
	"time"

	"karuna/audio/clip"
)

func TestCopy(t *testing.T) {
	mono, stereo := clip.Mono([]float32{1, 2, 3}), clip.Stereo([]float32{1, -1, 2, -2, 3})
	check := func(c *clip.Clip, from, room int, want ...[2]float64) {
		t.Helper()
		dst := make([][2]float64, room)
		n := c.Copy(dst, from)
		if n != len(want) {
			t.Fatalf("Copy from %d into %d frames: %d, want %d", from, room, n, len(want))
		}
		for i, w := range want {
			if dst[i] != w {
				t.Errorf("frame %d is %v, want %v", from+i, dst[i], w)
			}
		}
	}
	check(mono, 0, 2, [2]float64{1, 1}, [2]float64{2, 2})
	check(mono, 2, 5, [2]float64{3, 3})
	check(mono, 3, 5)
	check(mono, -1, 5)
	check(stereo, 1, 5, [2]float64{2, -2})
	check(&clip.Clip{}, 0, 1)
}

func TestDuration(t *testing.T) {
	check := func(c *clip.Clip, want time.Duration) {
		t.Helper()
		if got := c.Duration(); got != want {
			t.Errorf("%v, want %v", got, want)
		}
	}
	check(&clip.Clip{}, 0)
	check(clip.Mono(make([]float32, clip.Rate)), time.Second)
	check(clip.Stereo(make([]float32, 3*clip.Rate)), 1500*time.Millisecond)
}
