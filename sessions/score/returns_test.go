package score_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/score"
)

// quietScript says one line and is silent for as long as it is given.
func quietScript(pool string) sessions.Script {
	st := stageOfLines("rest", say("Rest."))
	st.Wheel, st.Returns = sessions.Ground, pool
	return sessions.Script{ID: "quiet", Stages: []sessions.Stage{st}}
}

func returnsOf(sc sessions.Score) []sessions.Cue {
	return slices.DeleteFunc(spokenOf(sc), func(c sessions.Cue) bool { return c.Type != sessions.CueReturn })
}

func compiled(t *testing.T, s sessions.Script, w score.Want) sessions.Score {
	t.Helper()
	sc, err := score.Compile(s, w)
	if err != nil {
		t.Fatal(err)
	}
	sound(t, sc, 3*second, -1)
	return sc
}

func TestReturnsComeAtGrowingDistances(t *testing.T) {
	w := score.Want{Length: 20 * minute, MaxGap: 60 * second, Texts: texts(t)}
	cues := spokenOf(compiled(t, quietScript("any"), w))
	var got []float64
	for i := 1; i < len(cues); i++ {
		got = append(got, (cues[i].At - cues[i-1].End).Seconds())
	}
	want := "[60 75 93.75 117.187 146.483 180 180 180]"
	if fmt.Sprint(got) != want {
		t.Errorf("silences %v, want %v", got, want)
	}
}

func TestNoSilenceIsLongerThanItMayBe(t *testing.T) {
	tx := texts(t)
	for length := 30 * second; length < 40*minute; length += 7123 * time.Millisecond {
		sc := compiled(t, quietScript("any"), score.Want{Length: length, Texts: tx})
		cues := spokenOf(sc)
		for i, c := range cues {
			next := sc.Total
			if i+1 < len(cues) {
				next = cues[i+1].At
			}
			if limit := 270 * second; next-c.End > limit || (i == 0 && next-c.End > 90*second) {
				t.Fatalf("in %v a silence of %v after %q", length, next-c.End, c.Text)
			}
		}
	}
}

func TestReturnPools(t *testing.T) {
	tx := score.Texts{Returns: map[string][]string{
		"any":  {"Here again.", "One breath. {breath}"},
		"self": {"Be kind.", "On your side. {breath}"},
	}}
	check := func(name string, s sessions.Script, w score.Want, want ...string) {
		t.Helper()
		w.Length, w.Texts = 19*minute, tx
		var got []string
		for _, c := range returnsOf(compiled(t, s, w)) {
			got = append(got, c.Text)
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	check("own pool and any", quietScript("self"), score.Want{}, "Be kind.", "Here again.", "On your side.", "One breath.")
	check("no breath", quietScript("self"), score.Want{Variants: []string{"no-breath"}}, "Be kind.", "Here again.")
	check("any alone", quietScript("any"), score.Want{}, "Here again.", "One breath.")
	check("bells", quietScript("self"), score.Want{Guidance: sessions.BellsOnly})
	hushed := quietScript("")
	hushed.Stages[0].Quiet = true
	check("quiet", hushed, score.Want{})
}

func TestReturnsFollowTheSeed(t *testing.T) {
	order := func(seed uint64) (out []string) {
		for _, c := range returnsOf(compiled(t, quietScript("any"), score.Want{Length: 15 * minute, Seed: seed, Texts: texts(t)})) {
			out = append(out, c.Text)
		}
		return out
	}
	if a, b := order(1), order(1); !slices.Equal(a, b) {
		t.Errorf("one seed, two orders: %q, %q", a, b)
	}
	if a, b := order(1), order(2); slices.Equal(a, b) {
		t.Errorf("two seeds, one order: %q", a)
	}
}

func TestAUsedUpPoolBeginsAgainAfterTwentyMinutes(t *testing.T) {
	tx := score.Texts{Returns: map[string][]string{"any": {"Here again."}}}
	cues := returnsOf(compiled(t, quietScript("any"), score.Want{Length: time.Hour, Texts: tx}))
	if len(cues) != 1 {
		t.Fatalf("%d return lines at a pool of one, want 1: the silence is not broken again", len(cues))
	}
}
