package sit_test

import (
	"testing"
	"time"

	"karuna/ui/screen"
	"karuna/ui/sit"
)

// A rehearsal is the sit's own screen: it says what it is, its clock is that of
// the sit, its keys move it, and q leaves without a question.
func TestRehearsal(t *testing.T) {
	nowhere := sit.Options{Clock: true, After: screen.At("nowhere")}
	run(t, plan{speed: 20, options: nowhere}, func(b *bench) {
		b.play("1s")
		b.shows("a rehearsal: silence 20 times as fast, q ends", "left")
		var title string
		b.Within(func() { title = b.s.Frame(80, 24).Title.String() })
		if title != "karuna · rehearsal · A Kind Practice" {
			t.Errorf("the title is %q", title)
		}
		b.play("10s")
		before := b.c.Snapshot().Left(time.Now())
		b.play("30s")
		if passed := before - b.c.Snapshot().Left(time.Now()); passed < time.Minute {
			t.Errorf("%v passed in half a minute", passed)
		}
		b.play("B; 10ms; B; 1s") // this stage again, then back to where attention is noted
		b.shows("planning")
		b.play("q; 1s")
		b.shows("the floor")
		b.hides("End here")
	})
	run(t, plan{speed: 1000, options: nowhere}, func(b *bench) {
		b.play("10m")
		b.shows("the floor")
	})
}

// A rehearsal draws no more often than a sit does.
func TestRehearsalDrawsLittle(t *testing.T) {
	run(t, plan{speed: 20, options: sit.Options{Clock: true}}, func(b *bench) {
		b.play("10s")
		before := b.Frames()
		b.play("60s")
		if n := b.Frames() - before; n > 60*7 {
			t.Errorf("%d frames in a minute", n)
		}
	})
}
