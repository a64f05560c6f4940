package score_test

import (
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/score"
)

// What a score comes to adds up, for every built-in script at many lengths.
func TestFiguresAddUp(t *testing.T) {
	tx := texts(t)
	for _, s := range builtins(t) {
		for i := range 8 {
			length := s.Length.Min + time.Duration(i)*(s.Length.Max-s.Length.Min)/7
			sc := compiled(t, s, score.Want{Length: length.Truncate(time.Second), Texts: tx})
			f := score.Measure(s, sc)
			if f.Spoken+f.Breathed+f.Silence != sc.Total || f.Silence < 0 || f.Breathed < 0 {
				t.Errorf("%s in %v: %+v", s.ID, sc.Total, f)
			}
			if f.Words != words(sc) || f.Room != int(budgetOf(s, sc)+0.5) && !breathes(s) {
				t.Errorf("%s in %v: %d words of %d, want %d of %.1f", s.ID, sc.Total, f.Words, f.Room, words(sc), budgetOf(s, sc))
			}
			if f.Longest < 3*time.Second || f.Longest > f.Silence+f.Breathed {
				t.Errorf("%s in %v: the longest silence is %v of %v", s.ID, sc.Total, f.Longest, f.Silence)
			}
			if share := score.SpokenShare(sc, 0, sc.Total); share != float64(f.Spoken)/float64(sc.Total) {
				t.Errorf("%s in %v: %v is spoken, and %v of it", s.ID, sc.Total, f.Spoken, share)
			}
		}
	}
}

func breathes(s sessions.Script) bool {
	for _, st := range s.Stages {
		for _, step := range st.Steps {
			if step.Op == sessions.OpBreathe {
				return true
			}
		}
	}
	return false
}

func TestFiguresOfASilentSit(t *testing.T) {
	sc, err := score.Silent(20*time.Minute, score.Want{Bells: score.Bells{Custom: "simple", Interval: 5 * time.Minute}})
	if err != nil {
		t.Fatal(err)
	}
	f := score.Measure(sessions.Script{}, sc)
	if f.Words != 0 || f.Silence != sc.Total || f.Longest != sc.Total || f.Strokes != 5 {
		t.Errorf("%+v", f)
	}
}
