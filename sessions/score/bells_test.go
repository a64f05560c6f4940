package score_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/score"
)

// rungAs writes the strokes of a score: role, offset in seconds, and what is
// special about them.
func rungAs(sc sessions.Score) string {
	var out []string
	for _, c := range sc.Cues {
		if c.Type != sessions.CueBell {
			continue
		}
		s := fmt.Sprintf("%s@%g", c.Bell.Role, c.At.Seconds())
		if c.Bell.Strikes > 1 {
			s += fmt.Sprintf(" x%d/%g", c.Bell.Strikes, c.Bell.Gap.Seconds())
		}
		if c.Bell.Half {
			s += " half"
		}
		if c.Bell.Gain != 0 {
			s += fmt.Sprintf(" %gdB", c.Bell.Gain)
		}
		out = append(out, s+" "+c.Bell.Name)
	}
	return strings.Join(out, ", ")
}

// plain is a script of three stages with two lines each.
func plain() sessions.Script {
	line := func(text string) sessions.Step {
		return sessions.Step{Op: sessions.OpCue, Text: text, Priority: 1}
	}
	stage := func(id string, min, max time.Duration) sessions.Stage {
		return sessions.Stage{ID: id, Wheel: sessions.Ground, Weight: 1, Min: min, Max: max, Steps: []sessions.Step{
			line("Here is a line of words."), line("Here is another one."),
		}}
	}
	return sessions.Script{
		ID: "plain", Title: "Plain", Kind: sessions.Mindfulness, Version: 1,
		Length: sessions.Range{Min: 2 * minute, Usual: 10 * minute, Max: 40 * minute},
		Stages: []sessions.Stage{stage("one", 20*second, 60*second), stage("two", 30*second, 0), stage("three", 20*second, 90*second)},
	}
}

func TestBellCustoms(t *testing.T) {
	check := func(name string, plan sessions.BellPlan, custom sessions.Custom, length time.Duration, want string) {
		t.Helper()
		s := plain()
		s.Bells = plan
		sc, err := score.Compile(s, score.Want{Length: length, Bells: score.Bells{Custom: custom}})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		if got := rungAs(sc); got != want {
			t.Errorf("%s\n got %s\nwant %s", name, got, want)
		}
	}
	none := sessions.BellPlan{}
	given := sessions.BellPlan{Given: true, Open: 1, Close: 1}
	odd := 317123 * time.Millisecond
	check("length under ten minutes", none, "", odd, "open@0 bowl-large, close@317.123 bowl-large")
	check("length from ten minutes", none, sessions.Auto, 10*minute, "open@0 x3/6 bowl-large, close@600 bowl-large")
	check("simple", none, sessions.Simple, 20*minute, "open@0 bowl-large, close@1200 bowl-large")
	check("zen beats the script", given, sessions.Zen, odd, "open@0 x3/6 bowl-large, close@317.123 bowl-large")
	check("the script beats the length", given, sessions.Auto, 20*minute, "open@0 bowl-large, close@1200 bowl-large")
	check("retreat", none, sessions.Retreat, 5*minute, "open@0 x3/6 bowl-large, close@300 bowl-large")
	check("village", none, sessions.Village, 6*minute,
		"open@0 half bowl-large, open@6 x3/15 bowl-large, close@360 x2/1.5 bowl-large")
	check("an opening over a tenth", none, sessions.Village, 359*second, "open@0 bowl-large, close@359 x2/1.5 bowl-large")
	check("none", sessions.BellPlan{Given: true, Open: 3, Close: 1, Stage: true}, sessions.NoBells, 20*minute, "")
	check("no closing stroke", sessions.BellPlan{Given: true, Open: 1}, "", 5*minute, "open@0 bowl-large")
	check("soft", sessions.BellPlan{Given: true, Open: 1, Close: 1, Soft: true}, "", 5*minute,
		"open@0 bowl-large, close@300 -18dB bowl-small")
	check("stage bells", sessions.BellPlan{Given: true, Open: 1, Close: 1, Stage: true}, "", 10*minute,
		"open@0 bowl-large, stage@60 -9dB bowl-small, stage@510 -9dB bowl-small, close@600 bowl-large")
	check("no stage bell near the end", sessions.BellPlan{Given: true, Open: 1, Close: 1, Stage: true}, "", 2*minute,
		"open@0 bowl-large, stage@40 -9dB bowl-small, close@120 bowl-large")
}

func TestChildrenHearTheInkin(t *testing.T) {
	s := plain()
	s.Flags = []string{"child"}
	sc, err := score.Compile(s, score.Want{Length: 2 * minute})
	if got := rungAs(sc); err != nil || got != "open@0 inkin, close@120 inkin" {
		t.Errorf("got %s (%v)", got, err)
	}
}

func TestIntervalBellsKeepTheirDistance(t *testing.T) {
	check := func(every time.Duration, on *bool, want string) {
		t.Helper()
		w := score.Want{Length: 5 * minute, Bells: score.Bells{Interval: every, Stage: on}}
		sc, err := score.Compile(plain(), w)
		if got := rungAs(sc); err != nil || got != want {
			t.Errorf("every %v (%v)\n got %s\nwant %s", every, err, got, want)
		}
	}
	on, off := true, false
	check(minute, nil, "open@0 bowl-large, interval@60 -9dB bowl-small, interval@120 -9dB bowl-small, "+
		"interval@180 -9dB bowl-small, interval@240 -9dB bowl-small, close@300 bowl-large")
	check(128*second, &off, "open@0 bowl-large, interval@128 -9dB bowl-small, close@300 bowl-large")
	check(65*second, &on, "open@0 bowl-large, stage@60 -9dB bowl-small, interval@130 -9dB bowl-small, "+
		"interval@195 -9dB bowl-small, stage@210 -9dB bowl-small, close@300 bowl-large")
}

func TestStageBellWhereTheScriptNamesIt(t *testing.T) {
	s := plain()
	s.Stages[1].Bell = "tingsha"
	sc, err := score.Compile(s, score.Want{Length: 5 * minute})
	if got, want := rungAs(sc), "open@0 bowl-large, stage@60 -9dB tingsha, close@300 bowl-large"; err != nil || got != want {
		t.Errorf("(%v)\n got %s\nwant %s", err, got, want)
	}
	off := false
	sc, err = score.Compile(s, score.Want{Length: 5 * minute, Bells: score.Bells{Stage: &off}})
	if got, want := rungAs(sc), "open@0 bowl-large, close@300 bowl-large"; err != nil || got != want {
		t.Errorf("(%v)\n got %s\nwant %s", err, got, want)
	}
}

func TestFirstWordsFollowTheOpening(t *testing.T) {
	check := func(custom sessions.Custom, want time.Duration) {
		t.Helper()
		sc, err := score.Compile(plain(), score.Want{Length: 10 * minute, Bells: score.Bells{Custom: custom}})
		if err != nil {
			t.Fatal(err)
		}
		if got := spokenOf(sc)[0].At; got != want {
			t.Errorf("%s: first words at %v, want %v", custom, got, want)
		}
	}
	check(sessions.Simple, 2*second)
	check(sessions.Zen, 14*second)
	check(sessions.Village, 38*second)
	check(sessions.NoBells, 2*second)
}
