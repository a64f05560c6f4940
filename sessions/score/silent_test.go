package score_test

import (
	"errors"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/score"
)

func TestSilentSits(t *testing.T) {
	check := func(length time.Duration, w score.Want, want string) {
		t.Helper()
		sc, err := score.Silent(length, w)
		if err != nil {
			t.Error(err)
			return
		}
		sound(t, sc, 0, -1)
		if got := rungAs(sc); got != want {
			t.Errorf("%v\n got %s\nwant %s", length, got, want)
		}
	}
	check(time.Millisecond, score.Want{}, "open@0 bowl-large, close@0.001 bowl-large")
	check(317123*time.Millisecond, score.Want{}, "open@0 bowl-large, close@317.123 bowl-large")
	check(20*minute, score.Want{Bells: score.Bells{Interval: 8 * minute}},
		"open@0 x3/6 bowl-large, interval@480 -9dB bowl-small, interval@960 -9dB bowl-small, close@1200 bowl-large")
	check(24*time.Hour, score.Want{Bells: score.Bells{Custom: sessions.Village}},
		"open@0 half bowl-large, open@6 x3/15 bowl-large, close@86400 x2/1.5 bowl-large")
}

func TestSilentSitsAreOnTheWheelAskedFor(t *testing.T) {
	sc, err := score.Silent(5*minute, score.Want{Wheel: sessions.Other})
	if err != nil || len(sc.Stages) != 1 || sc.Stages[0].Wheel != sessions.Other || sc.Script != (sessions.ScriptRef{}) {
		t.Errorf("%+v (%v)", sc, err)
	}
}

func TestAnOpenSitIsFinishedByHand(t *testing.T) {
	w := score.Want{Bells: score.Bells{Interval: 10 * minute}}
	open, err := score.Silent(0, w)
	if err != nil || !open.Open || open.Total != 0 {
		t.Fatalf("%+v (%v)", open, err)
	}
	if n := len(open.Due(-1, 24*time.Hour)); n != 1+6*24 {
		t.Errorf("%d bells in a day, want the opening and 144", n)
	}
	done := score.Finish(open, 25*minute+123*time.Millisecond, w)
	sound(t, done, 0, 25*minute)
	want := "open@0 x3/6 bowl-large, interval@600 -9dB bowl-small, interval@1200 -9dB bowl-small, close@1500.123 bowl-large"
	if got := rungAs(done); got != want || done.Open {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestASilentSitTakesAnotherLength(t *testing.T) {
	sc, err := score.Silent(10*minute, score.Want{})
	if err != nil {
		t.Fatal(err)
	}
	next, err := score.Replan(sessions.Script{}, sc, 5*minute, score.Want{Length: 11 * minute})
	if err != nil {
		t.Fatal(err)
	}
	sound(t, next, 0, 5*minute)
	if got, want := rungAs(next), "open@0 x3/6 bowl-large, close@660 bowl-large"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	if got := score.ShortestFrom(sessions.Script{}, sc, 5*minute, score.Want{}); got != 5*minute+time.Millisecond {
		t.Errorf("shortest from there %v", got)
	}
}

func TestLengthsThatAreRefused(t *testing.T) {
	s := plain()
	slow := func(string, string) time.Duration { return 20 * second }
	check := func(name string, err error, want string) {
		t.Helper()
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	_, err := score.Compile(s, score.Want{Length: minute})
	check("under the script's own", err, "plain needs at least 2m")
	_, err = score.Compile(s, score.Want{Length: 2 * minute, Pace: slow})
	check("a slow narrator", err, "with this narrator plain needs at least 2m20s")
	_, err = score.Compile(s, score.Want{Length: 3*time.Hour + time.Millisecond})
	check("over the longest", err, "3h0m1s is over the longest sit of 3h")
	_, err = score.Silent(25*time.Hour, score.Want{})
	check("a day and more", err, "25h is over the longest sit of 24h")
	_, err = score.Compile(sessions.Script{ID: "x"}, score.Want{Length: minute})
	if !errors.Is(err, score.ErrNoStages) {
		t.Errorf("no stages: %v", err)
	}
	_, err = score.Silent(-1, score.Want{})
	if !errors.Is(err, score.ErrNegative) {
		t.Errorf("negative: %v", err)
	}
}

func TestLongerThanTheScriptIsNoted(t *testing.T) {
	sc := compiled(t, plain(), score.Want{Length: 3 * time.Hour, Texts: texts(t)})
	if len(sc.Notes) != 1 || sc.Notes[0] != "longer than the script's 40m" {
		t.Errorf("notes %q", sc.Notes)
	}
}
