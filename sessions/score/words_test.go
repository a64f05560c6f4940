package score_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/score"
)

// saidIn writes what is said in a score, stage by stage.
func saidIn(sc sessions.Score) string {
	var b strings.Builder
	for _, sp := range sc.Stages {
		fmt.Fprintf(&b, "%s:", sp.ID)
		for _, c := range sc.Cues {
			if c.Type == sessions.CueSpeak && c.Stage == sp.ID {
				b.WriteString(" " + c.Text)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// checkSaid compiles s with w and compares what is said.
func checkSaid(t *testing.T, s sessions.Script, w score.Want, want string) {
	t.Helper()
	if w.Length == 0 {
		w.Length = 10 * minute
	}
	sc, err := score.Compile(s, w)
	if err != nil {
		t.Error(err)
		return
	}
	if got := saidIn(sc); got != want {
		t.Errorf("said\n%swant\n%s", got, want)
	}
}

// stageOfLines is a stage that says the lines; a line may begin with + or ++.
func stageOfLines(id string, steps ...sessions.Step) sessions.Stage {
	return sessions.Stage{ID: id, Wheel: sessions.Self, Weight: 1, Min: 20 * second, Steps: steps}
}

func say(text string) sessions.Step {
	n := len(text) - len(strings.TrimLeft(text, "+"))
	return sessions.Step{Op: sessions.OpCue, Text: text[n:], Priority: n + 1}
}

func TestVariants(t *testing.T) {
	s := sessions.Script{ID: "x", Stages: []sessions.Stage{stageOfLines("a",
		say("Breathe."), sessions.Step{Op: sessions.OpAlt, Name: "no-breath", Text: "Listen."},
		sessions.Step{Op: sessions.OpAlt, Name: "seated", Text: "Sit."},
		sessions.Step{Op: sessions.OpComment, Text: "a note"}, say("Rest."),
	)}}
	checkSaid(t, s, score.Want{}, "a: Breathe. Rest.\n")
	checkSaid(t, s, score.Want{Variants: []string{"no-breath"}}, "a: Listen. Rest.\n")
	checkSaid(t, s, score.Want{Variants: []string{"child", "seated"}}, "a: Sit. Rest.\n")
}

func TestWishes(t *testing.T) {
	s := sessions.Script{ID: "x", Stages: []sessions.Stage{stageOfLines("a",
		say("Wish."), sessions.Step{Op: sessions.OpWishes, Name: "you", Priority: 1},
	)}}
	tx := score.Texts{Phrases: map[string][]string{
		"plain.you": {"May you be safe.", "May you be well.", "May you have ease."},
		"own.you":   {"Be well."},
	}}
	checkSaid(t, s, score.Want{Texts: tx}, "a: Wish. May you be safe. May you be well. May you have ease.\n")
	checkSaid(t, s, score.Want{Texts: tx, Phrases: "own"}, "a: Wish. Be well.\n")
	checkSaid(t, s, score.Want{Texts: tx, Phrases: "unknown"}, "a: Wish. May you be safe. May you be well. May you have ease.\n")
	checkSaid(t, s, score.Want{}, "a: Wish.\n")
	checkSaid(t, s, score.Want{Texts: tx, Length: 30 * second}, "a: Wish. May you be safe. May you be well. May you have ease.\n")
	checkSaid(t, s, score.Want{Texts: tx, Length: 20 * second}, "a: Wish. May you be safe. May you be well.\n")
}

func TestOptionalStagesAndTheirOrder(t *testing.T) {
	mk := func(id string, optional bool) sessions.Stage {
		st := stageOfLines(id, say("Words."))
		st.Optional = optional
		return st
	}
	s := sessions.Script{ID: "x", Stages: []sessions.Stage{
		mk("settle", false), mk("easy", false), mk("self", false), mk("difficult", true), mk("extra", true), mk("close", false),
	}}
	order := func(w score.Want, want string) {
		t.Helper()
		w.Length = 10 * minute
		sc, err := score.Compile(s, w)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, sp := range sc.Stages {
			ids = append(ids, sp.ID)
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("order %q, difficult %v: stages %s, want %s", w.Order, w.Difficult, got, want)
		}
	}
	order(score.Want{}, "settle easy self close")
	order(score.Want{Difficult: new(true)}, "settle easy self difficult close")
	order(score.Want{Optional: true}, "settle easy self difficult extra close")
	order(score.Want{Order: "self-first"}, "settle self easy close")
	order(score.Want{Order: "easy-first"}, "settle easy self close")
	s.Options.Order = "self-first"
	order(score.Want{}, "settle self easy close")
	s.Options.Difficult = true
	order(score.Want{}, "settle self easy difficult close")
	order(score.Want{Difficult: new(false)}, "settle self easy close")
}

func TestSlotsStandAtTheirFallback(t *testing.T) {
	s := sessions.Script{ID: "x", Stages: []sessions.Stage{stageOfLines("a", say("See {person|someone} clearly."), say("Rest."))}}
	sc, err := score.Compile(s, score.Want{Length: minute})
	if err != nil {
		t.Fatal(err)
	}
	cues := spokenOf(sc)
	if c := cues[0]; c.Text != "See someone clearly." || c.Template != "See {person|someone} clearly." {
		t.Errorf("text %q, template %q", c.Text, c.Template)
	}
	if c := cues[1]; c.Template != "" {
		t.Errorf("template %q of a line without slots", c.Template)
	}
}

func TestPausesShareTheSilence(t *testing.T) {
	s := sessions.Script{ID: "x", Stages: []sessions.Stage{stageOfLines("a",
		say("One."), sessions.Step{Op: sessions.OpPause, Hold: 10 * second, HoldMax: 20 * second},
		sessions.Step{Op: sessions.OpCue, Text: "Two.", Priority: 1, Hold: 5 * second, Gap: 2},
		sessions.Step{Op: sessions.OpCue, Text: "Three.", Priority: 1, Hold: 5 * second, Gap: 1},
	)}}
	check := func(length time.Duration, want ...float64) {
		t.Helper()
		sc, err := score.Compile(s, score.Want{Length: length, Bells: score.Bells{Custom: sessions.NoBells}})
		if err != nil {
			t.Fatal(err)
		}
		cues := spokenOf(sc)
		var got []float64
		for i := range cues {
			end := sc.Total
			if i+1 < len(cues) {
				end = cues[i+1].At
			}
			got = append(got, (end - cues[i].End).Seconds())
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("in %v the silences are %v, want %v", length, got, want)
		}
	}
	check(2*second+3*546*time.Millisecond+20*second, 10, 5, 5) // as wished
	check(20*second, 7.684, 4.338, 4.34)                       // all shrink alike: 3 s and two thirds of the rest
	check(2*second+3*546*time.Millisecond+26*second, 11.09, 7.181, 7.729)
	check(120*second, 20, 43.383, 52.979) // the ceiling holds, the last is heaviest
}
