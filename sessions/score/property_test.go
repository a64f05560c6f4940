package score_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"karuna/sessions"
	"karuna/sessions/score"
)

// drawAny draws a built-in script or a made-up one.
func drawAny(t *rapid.T, all []sessions.Script) sessions.Script {
	if i := rapid.IntRange(-1, len(all)-1).Draw(t, "script"); i >= 0 {
		return all[i]
	}
	return drawScript(t)
}

func TestCompileKeepsItsPromises(t *testing.T) {
	all, tx := builtins(t), texts(t)
	rapid.Check(t, func(t *rapid.T) {
		s, w := drawAny(t, all), drawWant(t, tx)
		shortest := score.Shortest(s, w)
		w.Length = drawLength(t, max(shortest, 1))
		sc, err := score.Compile(s, w)
		if err != nil {
			t.Fatalf("%s in %v, shortest %v: %v", s.ID, w.Length, shortest, err)
		}
		if sc.Total != w.Length {
			t.Fatalf("total %v, want %v", sc.Total, w.Length)
		}
		sound(t, sc, 3*second, -1)
		wholeBreaths(t, sc)
		saysAll(t, s, w, sc)
		again, err := score.Compile(s, w)
		if err != nil || !reflect.DeepEqual(sc, again) {
			t.Fatalf("compiled twice, it is not the same (%v)", err)
		}
	})
}

// saysAll checks that every line of first priority is said, and those said are
// in the order of the page.
func saysAll(t fataler, s sessions.Script, w score.Want, sc sessions.Score) {
	t.Helper()
	if w.Guidance == sessions.BellsOnly {
		if n := len(spokenOf(sc)); n > 0 {
			t.Fatalf("%d spoken cues at guidance bells", n)
		}
		return
	}
	said := map[string]time.Duration{}
	for _, c := range sc.Cues {
		if c.Type == sessions.CueSpeak {
			said[c.ID] = c.At
		}
	}
	for _, sp := range sc.Stages {
		last := time.Duration(-1)
		for _, step := range stepsOf(s, sp.ID) {
			at, ok := said[step.ID]
			switch {
			case step.Op != sessions.OpCue || step.ID == "":
			case !ok && step.Priority == 1:
				t.Fatalf("%q of %s is not said", step.Text, sp.ID)
			case ok && at <= last:
				t.Fatalf("%q of %s is said out of order", step.Text, sp.ID)
			case ok:
				last = at
			}
		}
	}
}

func stepsOf(s sessions.Script, stage string) []sessions.Step {
	for _, st := range s.Stages {
		if st.ID == stage {
			return st.Steps
		}
	}
	return nil
}

func TestShortestIsTheSmallestLength(t *testing.T) {
	all, tx := builtins(t), texts(t)
	rapid.Check(t, func(t *rapid.T) {
		s, w := drawAny(t, all), drawWant(t, tx)
		shortest := score.Shortest(s, w)
		w.Length = shortest
		if _, err := score.Compile(s, w); err != nil {
			t.Fatalf("%s does not compile in its shortest %v: %v", s.ID, shortest, err)
		}
		w.Length -= time.Millisecond
		var short *score.TooShortError
		if _, err := score.Compile(s, w); w.Length > 0 && (!errors.As(err, &short) || short.Min != shortest) {
			t.Fatalf("%s in %v: %v, want a TooShortError of %v", s.ID, w.Length, err, shortest)
		}
	})
}

func TestReplanKeepsThePast(t *testing.T) {
	all, tx := builtins(t), texts(t)
	rapid.Check(t, func(t *rapid.T) {
		s, w := drawAny(t, all), drawWant(t, tx)
		w.Length = drawLength(t, max(score.Shortest(s, w), second))
		sc, err := score.Compile(s, w)
		if err != nil {
			t.Fatalf("%v", err)
		}
		at := time.Duration(0)
		for range rapid.IntRange(1, 4).Draw(t, "times") {
			if at += time.Duration(rapid.Int64Range(0, int64(sc.Total-at)-1).Draw(t, "later")); at >= sc.Total {
				break
			}
			w.Length = sc.Total
			if _, err := score.Replan(s, sc, at, w); err != nil {
				t.Fatalf("the same length at %v of %v does not fit: %v", at, sc.Total, err)
			}
			shortest := score.ShortestFrom(s, sc, at, w)
			w.Length = drawLength(t, max(shortest, at.Truncate(time.Millisecond)+time.Millisecond))
			next, err := score.Replan(s, sc, at, w)
			if err != nil {
				t.Fatalf("%v at %v of %v, shortest %v: %v", w.Length, at, sc.Total, shortest, err)
			}
			sound(t, next, 3*second, at)
			kept(t, sc, next, at)
			sc = next
		}
	})
}

// kept checks that what began at or before at is the same in both, and that
// no run of strokes begins anew.
func kept(t fataler, old, next sessions.Score, at time.Duration) {
	t.Helper()
	n := 0
	for i, c := range old.Cues {
		if c.At > at {
			break
		}
		if n++; i >= len(next.Cues) || !reflect.DeepEqual(next.Cues[i], c) {
			t.Fatalf("cue %+v at %v is not kept", c, at)
		}
	}
	if n < len(next.Cues) && next.Cues[n].At <= at {
		t.Fatalf("new cue at %v, in the past of %v", next.Cues[n].At, at)
	}
	for i, sp := range old.Stages {
		if sp.End <= at && next.Stages[i] != sp {
			t.Fatalf("stage %+v is not kept at %v", sp, at)
		}
	}
	sameOpening(t, old, next)
}

func sameOpening(t fataler, old, next sessions.Score) {
	t.Helper()
	var a, b []sessions.Cue
	for _, c := range old.Cues {
		if c.Bell.Role == sessions.Opening {
			a = append(a, c)
		}
	}
	for _, c := range next.Cues {
		if c.Bell.Role == sessions.Opening {
			b = append(b, c)
		}
	}
	if len(a) != len(b) || (len(a) > 0 && !reflect.DeepEqual(times(a), times(b))) {
		t.Fatalf("opening strokes at %v, were %v", times(b), times(a))
	}
}

func times(cues []sessions.Cue) (out []time.Duration) {
	for _, c := range cues {
		out = append(out, c.At)
	}
	return out
}

func TestSkipNeverMovesTheEnd(t *testing.T) {
	all, tx := builtins(t), texts(t)
	rapid.Check(t, func(t *rapid.T) {
		s, w := drawAny(t, all), drawWant(t, tx)
		w.Length = drawLength(t, max(score.Shortest(s, w), second))
		sc, err := score.Compile(s, w)
		if err != nil {
			t.Fatalf("%v", err)
		}
		at, total := time.Duration(0), sc.Total
		for range rapid.IntRange(1, 12).Draw(t, "times") {
			at += time.Duration(rapid.Int64Range(0, int64(min(total-at, 2*minute))).Draw(t, "later"))
			forward, stage := rapid.Bool().Draw(t, "forward"), rapid.Bool().Draw(t, "stage")
			next, ok := score.Skip(s, sc, at, forward, stage, w)
			if !ok {
				if !reflect.DeepEqual(next, sc) {
					t.Fatalf("a refused skip changes the score")
				}
				continue
			}
			if next.Total != total {
				t.Fatalf("the end moves from %v to %v", total, next.Total)
			}
			sound(t, next, 0, at)
			sameOpening(t, sc, next)
			sc = next
		}
	})
}
