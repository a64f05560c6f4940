package sit_test

import (
	"testing"
	"time"
)

// A breath that is followed is the most a sit writes, minute after minute. Over
// a slow line, too, it must get through: in the largest window it is at most
// 40 KiB a minute, with what a terminal that can do it is told around each
// picture, so that it shows it at once.
func TestBreathWrites(t *testing.T) {
	check := func(w, h, most int) {
		t.Helper()
		run(t, plan{script: "breath.md"}, func(b *bench) {
			b.Size(w, h)
			b.play("10s; 65s")
			before, frames := len(b.wrote()), b.Frames()
			time.Sleep(2 * time.Minute)
			bytes, frames := (len(b.wrote())-before)/2, (b.Frames()-frames)/2
			bytes += frames * len("\x1b[?2026h\x1b[?2026l")
			if bytes > most {
				t.Errorf("%dx%d: %d bytes a minute, more than %d", w, h, bytes, most)
			}
			if frames < 4*60 || frames > 6*60 {
				t.Errorf("%dx%d: %d pictures a minute", w, h, frames)
			}
			t.Logf("%dx%d: %d bytes, %d pictures a minute", w, h, bytes, frames)
		})
	}
	check(300, 90, 40<<10)
	check(100, 30, 30<<10)
	check(80, 24, 24<<10)
	check(40, 12, 16<<10)
}
