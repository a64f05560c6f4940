package score_test

import (
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/score"
)

// breaths returns the breathe cues of a score.
func breaths(sc sessions.Score) (out []sessions.Cue) {
	for _, c := range sc.Cues {
		if c.Type == sessions.CueBreathe {
			out = append(out, c)
		}
	}
	return out
}

func paced(pattern string) sessions.Script {
	st := stageOfLines("paced", say("Breathe with the pacer."))
	st.Pacer = pattern
	return sessions.Script{ID: "paced", Stages: []sessions.Stage{st}}
}

func TestThePacerRampsToItsPattern(t *testing.T) {
	sc := compiled(t, paced("even-6"), score.Want{Length: 5 * minute})
	wholeBreaths(t, sc)
	cues := breaths(sc)
	n := len(cues)
	if n != 7 {
		t.Fatalf("%d breathe cues, want six ramp breaths and the pattern", n)
	}
	for i, c := range cues {
		if i > 0 && c.At != cues[i-1].End {
			t.Errorf("breath %d begins at %v, the one before ends at %v", i, c.At, cues[i-1].End)
		}
		if i > 0 && c.Breath.Length() <= cues[i-1].Breath.Length() {
			t.Errorf("breath %d of %v is no slower than the one before", i, c.Breath.Length())
		}
	}
	if first := cues[0].Breath.Length(); first < 7500*time.Millisecond || first > 8*second {
		t.Errorf("first breath of %v, want about eight a minute", first)
	}
	if ramp := cues[n-1].At - cues[0].At; ramp > minute {
		t.Errorf("the ramp takes %v", ramp)
	}
	if last := cues[n-1]; last.Breath.In != 5*second || last.Breath.Out != 5*second || last.End < sc.Total-10*second {
		t.Errorf("the pattern is %+v until %v", last.Breath, last.End)
	}
}

func TestThePacerWithoutRamp(t *testing.T) {
	check := func(pattern string, w score.Want, n int, ends time.Duration) {
		t.Helper()
		w.Length = 5 * minute
		sc := compiled(t, paced(pattern), w)
		wholeBreaths(t, sc)
		cues := breaths(sc)
		if len(cues) != n {
			t.Fatalf("%s: %d breathe cues, want %d", pattern, len(cues), n)
		}
		if n > 0 && cues[n-1].End != ends {
			t.Errorf("%s ends at %v, want %v", pattern, cues[n-1].End, ends)
		}
	}
	check("box", score.Want{}, 1, 286*second)
	check("4-7-8", score.Want{}, 1, 2*second+4*19*second)
	check("natural", score.Want{}, 0, 0)
	check("even-6", score.Want{Breath: "natural"}, 0, 0)
	check("even-6", score.Want{Breath: "4-2-6-0"}, 1, 2*second+24*12*second)
}

func TestAnUnknownPatternIsNoted(t *testing.T) {
	sc := compiled(t, paced("evn-6"), score.Want{Length: minute})
	if len(breaths(sc)) != 0 || len(sc.Notes) != 1 {
		t.Errorf("%d breaths, notes %q", len(breaths(sc)), sc.Notes)
	}
}

func TestBreathsByDirective(t *testing.T) {
	st := stageOfLines("paced", say("Wait."), sessions.Step{Op: sessions.OpBreathe, Name: "starter", Share: 0.5}, say("Let it go."))
	sc := compiled(t, sessions.Script{ID: "x", Stages: []sessions.Stage{st}}, score.Want{Length: 4 * minute})
	wholeBreaths(t, sc)
	cues := breaths(sc)
	said := spokenOf(sc)[0]
	if len(cues) == 0 || cues[0].At != said.End {
		t.Fatalf("the pacer begins with %+v, want it at %v", cues, said.End)
	}
	if d := cues[len(cues)-1].End - cues[0].At; d > 2*minute || d < 2*minute-8*second {
		t.Errorf("the pacer takes %v, want half of the stage in whole breaths", d)
	}
}
