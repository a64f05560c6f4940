package conductor_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"karuna/sessions"
	"karuna/sessions/conductor"
)

// The events of a whole sit, in order, at their offsets.
func TestEvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := begin(t, 3*time.Minute, nil)
		defer b.over()
		start := time.Now()
		b.play("10s; 3m")
		if d := time.Since(start); d != 190*time.Second {
			t.Fatalf("took %v", d)
		}
		s := b.c.Snapshot()
		last := -time.Hour
		var kinds []string
		for _, e := range s.Events {
			if e.At < last {
				t.Errorf("%s at %v after %v", e.Type, e.At, last)
			}
			last = e.At
			kinds = append(kinds, string(e.Type))
			if e.Type == conductor.Bell && e.At != e.Cue.At {
				t.Errorf("a bell told at %v belongs at %v", e.At, e.Cue.At)
			}
		}
		got := strings.Join(kinds, " ")
		want := "prepare stage bell speak stage speak speak stage speak stage speak bell end saved"
		if got != want {
			t.Errorf("events\n got %s\nwant %s", got, want)
		}
		if closing := s.Events[len(s.Events)-3]; closing.Cue.Bell.Role != sessions.Closing || closing.At != 3*time.Minute {
			t.Errorf("the closing bell is %+v", closing)
		}
	})
}

// Every change of plan reaches the player; a sit that was enough fades out.
func TestPlayerFollows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := begin(t, 5*time.Minute, nil)
		defer b.over()
		b.play("10s; 1m; pause; 1m; go on; 10s; ground; 10s; gently; 10s; ask; confirm")
		var got []string
		for _, p := range b.ear.plans {
			got = append(got, fmt.Sprintf("%v running=%v mute=%v %s", p.From, p.Running, p.Mute, p.Score.Guidance))
		}
		want := []string{
			"-10s running=true mute=false full",
			"1m0s running=false mute=false full",
			"1m0s running=true mute=false full",
			"1m10s running=true mute=true full",
			"1m20s running=true mute=false full",
			"1m20s running=true mute=false light",
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") || b.ear.stops != 1 {
			t.Errorf("plans\n%s\nstops %d, want\n%s\nand 1", strings.Join(got, "\n"), b.ear.stops, strings.Join(want, "\n"))
		}
	})
}

// A stage that begins at the very moment of a new score is told then. The loop
// must not wait for time to move, which it would do by asking again and again.
func TestStageAtANewScore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := begin(t, 5*time.Minute, nil)
		defer b.over()
		b.play("3s; ground; gently")
		last := b.c.Snapshot().Events
		if e := last[len(last)-1]; e.Type != conductor.Stage && e.Type != conductor.Bell || e.At != 0 {
			t.Errorf("back at the first moment, the last event is %+v", e)
		}
	})
}
