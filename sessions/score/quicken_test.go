package score_test

import (
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/score"
)

// A quickened score says the same in the same order, gives words and breath
// their time, and takes it from the silence alone; each of its moments leads
// back to the one as written.
func TestQuicken(t *testing.T) {
	tx := texts(t)
	for _, s := range builtins(t) {
		for _, length := range []time.Duration{s.Length.Min, s.Length.Max} {
			sc := compiled(t, s, score.Want{Length: length, Texts: tx, Bells: score.Bells{Custom: "village"}})
			for _, speed := range []float64{1, 1.5, 20, 1000} {
				checkQuick(t, s, sc, score.Quicken(sc, speed))
			}
		}
	}
}

func checkQuick(t *testing.T, s sessions.Script, sc sessions.Score, q score.Quick) {
	t.Helper()
	const hair = time.Microsecond
	off := func(a, b time.Duration) bool { return (a - b).Abs() > hair }
	f := score.Measure(s, sc)
	if want := f.Spoken + f.Breathed + time.Duration(float64(f.Silence)/q.Speed); (q.Score.Total - want).Abs() > time.Millisecond {
		t.Errorf("%s at %g: %v, want %v", s.ID, q.Speed, q.Score.Total, want)
	}
	if len(q.Score.Cues) != len(sc.Cues) || len(q.Score.Stages) != len(sc.Stages) {
		t.Fatalf("%s at %g: %d cues of %d", s.ID, q.Speed, len(q.Score.Cues), len(sc.Cues))
	}
	last := time.Duration(0)
	for i, c := range q.Score.Cues {
		w := sc.Cues[i]
		if c.Text != w.Text || c.Type != w.Type || c.At < last {
			t.Errorf("%s at %g: cue %d is %s %q at %v after %v", s.ID, q.Speed, i, c.Type, c.Text, c.At, last)
		}
		last = c.At
		if q.Written(c.At) != w.At || q.Written(c.End) != w.End {
			t.Errorf("%s at %g: cue %d leads back to %v, want %v", s.ID, q.Speed, i, q.Written(c.At), w.At)
		}
		if c.Type != sessions.CueBell && off(c.End-c.At, w.End-w.At) {
			t.Errorf("%s at %g: %s %q takes %v, want %v", s.ID, q.Speed, c.Type, c.Text, c.End-c.At, w.End-w.At)
		}
		if c.Type == sessions.CueBell && c.Bell.Strikes > 1 && (c.Bell.Gap <= 0 || c.Bell.Gap > w.Bell.Gap) {
			t.Errorf("%s at %g: strokes %v apart", s.ID, q.Speed, c.Bell.Gap)
		}
	}
	end := time.Duration(0)
	for i, sp := range q.Score.Stages {
		if sp.Start != end || q.Written(sp.End) != sc.Stages[i].End {
			t.Errorf("%s at %g: stage %s from %v to %v", s.ID, q.Speed, sp.ID, sp.Start, sp.End)
		}
		end = sp.End
	}
	if end != q.Score.Total || q.Written(q.Score.Total+time.Second) != sc.Total+time.Second || q.Written(-time.Second) != -time.Second {
		t.Errorf("%s at %g: the stages end at %v of %v", s.ID, q.Speed, end, q.Score.Total)
	}
}

func TestQuickenLeavesAnOpenSit(t *testing.T) {
	sc, err := score.Silent(0, score.Want{})
	if err != nil {
		t.Fatal(err)
	}
	if q := score.Quicken(sc, 20); q.At(time.Hour) != time.Hour || !q.Score.Open {
		t.Errorf("an hour is %v", q.At(time.Hour))
	}
}
