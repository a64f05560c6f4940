package score_test

import (
	"errors"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/score"
)

// sat is a sit going on: plain for ten minutes, stages at 0, 60 and 510 s.
func sat(t *testing.T) (sessions.Script, sessions.Score, score.Want) {
	t.Helper()
	w := score.Want{Length: 10 * minute, Texts: texts(t), Bells: score.Bells{Custom: sessions.Simple}}
	return plain(), compiled(t, plain(), w), w
}

func TestSkip(t *testing.T) {
	check := func(name string, at time.Duration, forward, stage bool, id string, want time.Duration) {
		t.Helper()
		s, sc, w := sat(t)
		next, ok := score.Skip(s, sc, at, forward, stage, w)
		if !ok {
			if want >= 0 {
				t.Errorf("%s is refused", name)
			}
			return
		}
		sound(t, next, 0, at)
		for _, c := range next.Cues {
			if c.At > at && c.Type == sessions.CueSpeak {
				if c.ID != id || c.At != want {
					t.Errorf("%s: %s at %v comes next, want %s at %v", name, c.ID, c.At, id, want)
				}
				return
			}
		}
		t.Errorf("%s: nothing comes", name)
	}
	ms := time.Millisecond
	check("n while speaking", 3*second, true, false, "one-2", 3*second+ms)
	check("n in a silence", 10*second, true, false, "one-2", 10*second+ms)
	check("n from the last line of a stage", 50*second, true, false, "two-1", 50*second+ms)
	check("N", 10*second, true, true, "two-1", 10*second+ms)
	check("N in the last stage", 530*second, true, true, "", -1)
	check("b after two lines", 50*second, false, false, "one-1", 50*second+ms)
	check("b after one line", 10*second, false, false, "one-1", 10*second+ms)
	check("b before the first line of a sit", second, false, false, "", -1)
	check("B in a stage", 80*second, false, true, "two-1", 80*second+ms)
	check("B as a stage begins", 65*second, false, true, "one-1", 65*second+ms)
	check("B near the end", 575*second, false, true, "three-1", 575*second+ms)
	check("B with no time left", 592*second, false, true, "", -1)
}

func TestSkippingTheOpenStageIsSilenceBeforeTheClose(t *testing.T) {
	s, sc, w := sat(t)
	next, ok := score.Skip(s, sc, 2*minute, true, true, w)
	if !ok {
		t.Fatal("refused")
	}
	sound(t, next, 3*second, 2*minute)
	two, three := next.Stages[1], next.Stages[2]
	if two.End != 510*second || three.End != 600*second {
		t.Errorf("stages %+v", next.Stages)
	}
	n := 0
	for _, c := range spokenOf(next) {
		if c.At > 2*minute && c.At < two.End {
			if c.Type != sessions.CueReturn {
				t.Errorf("%q is said in the silence", c.Text)
			}
			n++
		}
	}
	if n < 2 {
		t.Errorf("%d return lines in a silence of six minutes", n)
	}
	if _, ok := score.Skip(s, next, 3*minute, true, true, w); ok {
		t.Error("a second skip has nothing to move")
	}
}

func TestReplanAddsTimeInTheClose(t *testing.T) {
	s, sc, w := sat(t)
	at := 590 * second
	w.Length = 15 * minute
	next, err := score.Replan(s, sc, at, w)
	if err != nil {
		t.Fatal(err)
	}
	sound(t, next, 3*second, at)
	kept(t, sc, next, at)
}

func TestReplanWithOtherGuidance(t *testing.T) {
	s, sc, w := sat(t)
	w.Guidance = sessions.BellsOnly
	next, err := score.Replan(s, sc, 30*second, w)
	if err != nil {
		t.Fatal(err)
	}
	kept(t, sc, next, 30*second)
	for _, c := range spokenOf(next) {
		if c.At > 30*second {
			t.Errorf("%q is said at guidance bells", c.Text)
		}
	}
}

func TestReplanRefuses(t *testing.T) {
	s, sc, w := sat(t)
	if _, err := score.Replan(s, sc, 10*minute, w); !errors.Is(err, score.ErrOver) {
		t.Errorf("past the end: %v", err)
	}
	if _, err := score.Replan(sessions.Script{}, sc, minute, w); !errors.Is(err, score.ErrOther) {
		t.Errorf("another script: %v", err)
	}
	var short *score.TooShortError
	w.Length = 70 * second
	if _, err := score.Replan(s, sc, minute, w); !errors.As(err, &short) || short.Min != score.ShortestFrom(s, sc, minute, w) {
		t.Errorf("too short: %v", err)
	}
	w.Length = 4 * time.Hour
	var long *score.TooLongError
	if _, err := score.Replan(s, sc, minute, w); !errors.As(err, &long) {
		t.Errorf("too long: %v", err)
	}
}

// Back by a stage, pressed twice, comes to the stage before.
func TestSkipBackTwice(t *testing.T) {
	s, sc, w := sat(t)
	again, ok := score.Skip(s, sc, 80*second, false, true, w)
	if !ok {
		t.Fatal("refused")
	}
	before, ok := score.Skip(s, again, 82*second, false, true, w)
	if !ok {
		t.Fatal("refused the second time")
	}
	sound(t, before, 0, 82*second)
	if st, _ := before.StageAt(83 * second); st.ID != "one" {
		t.Errorf("it came to %s", st.ID)
	}
}
