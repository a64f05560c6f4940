package script_test

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"karuna/sessions"
	"karuna/sessions/script"
)

// TestRoundTrip holds that Parse reads back whatever Format wrote of a script
// that a program made.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := anyScript(t)
		src := script.Format(want)
		got, problems := script.Parse(src)
		for _, p := range problems {
			if p.Severity == script.Error {
				t.Fatalf("%v in\n%s", p, src)
			}
		}
		for i := range got.Stages {
			got.Stages[i].Line = 0
			for j := range got.Stages[i].Steps {
				got.Stages[i].Steps[j].Line, got.Stages[i].Steps[j].Col = 0, 0
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got  %+v\nwant %+v\nfrom\n%s", got, want, src)
		}
	})
}

// phrase is words with every sign the grammar gives a meaning to.
var phrase = rapid.StringMatching(`[-a-zé+#>\\\[\](){}|.:?"]{1,6}( [-a-z0-9+#>\\\[\](){}|.:?"]{1,6}){0,5}`)

func anyScript(t *rapid.T) sessions.Script {
	s := sessions.Script{
		ID: "an-id", Title: phrase.Draw(t, "title"), Kind: sessions.Body,
		Wheel:  rapid.SampledFrom([]sessions.Wheel{sessions.Ground, sessions.Self, sessions.Other, sessions.Both}).Draw(t, "wheel"),
		Tier:   rapid.IntRange(0, 9).Draw(t, "tier"),
		Length: sessions.Range{Min: 90 * time.Second, Usual: 5 * time.Minute, Max: 70 * time.Minute},
		For:    phrase.Draw(t, "for"), Purpose: phrase.Draw(t, "purpose"),
		Language: "pt-BR", Version: rapid.IntRange(1, 99).Draw(t, "version"), Credits: phrase.Draw(t, "credits"),
	}
	if rapid.Bool().Draw(t, "bells") {
		s.Bells = sessions.BellPlan{
			Given: true, Open: rapid.IntRange(0, 3).Draw(t, "open"), Close: rapid.IntRange(0, 2).Draw(t, "close"),
			Stage: rapid.Bool().Draw(t, "stage bell"), Soft: rapid.Bool().Draw(t, "soft"),
		}
	}
	if rapid.Bool().Draw(t, "lists") {
		s.Needs, s.Flags = []string{"evening", "looking in"}, []string{"child", "pair"}
		s.Options = sessions.Options{Order: "self-first", Difficult: rapid.Bool().Draw(t, "difficult")}
	}
	titles := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"settle", "answer", "both-ways", "静坐"}), 1, 4, rapid.ID).Draw(t, "stages")
	for i, id := range titles {
		s.Stages = append(s.Stages, anyStage(t, id, i == 0))
	}
	return s
}

func anyStage(t *rapid.T, id string, open bool) sessions.Stage {
	st := sessions.Stage{
		ID: id, Title: phrase.Draw(t, "stage"), Given: true, Wheel: sessions.Self,
		Weight: float64(rapid.IntRange(1, 80).Draw(t, "weight")) / 10,
		Min:    time.Duration(rapid.IntRange(0, 90_000).Draw(t, "min")) * time.Millisecond,
		Quiet:  rapid.Bool().Draw(t, "quiet"), Noting: rapid.Bool().Draw(t, "noting"),
		Returns: rapid.SampledFrom([]string{"", "any"}).Draw(t, "returns"),
		Pacer:   rapid.SampledFrom([]string{"", "even-5.5", "4-0-6-1.5"}).Draw(t, "pacer"),
		Bell:    rapid.SampledFrom([]string{"", "bowl-small"}).Draw(t, "bell"),
	}
	if !open {
		st.Max = st.Min + time.Minute
		st.Optional = rapid.Bool().Draw(t, "optional")
	}
	cues := 0
	for range rapid.IntRange(0, 6).Draw(t, "steps") {
		step := anyStep(t)
		if step.Op == sessions.OpCue {
			cues++
			step.ID = id + "-" + string(rune('0'+cues))
		}
		if step.Op == sessions.OpAlt && (cues == 0 || !overCue(st.Steps)) {
			continue
		}
		st.Steps = append(st.Steps, step)
		st.Noting = st.Noting || step.Op == sessions.OpNoting
	}
	return st
}

func overCue(steps []sessions.Step) bool {
	op := steps[len(steps)-1].Op
	return op == sessions.OpCue || op == sessions.OpAlt
}

func anyStep(t *rapid.T) sessions.Step {
	second := rapid.IntRange(1, 60).Draw(t, "seconds")
	hold := time.Duration(second) * time.Second
	switch op := sessions.Op(rapid.IntRange(0, 9).Draw(t, "op")); op {
	case sessions.OpBell:
		return sessions.Step{Op: op, Name: rapid.SampledFrom([]string{"", "small"}).Draw(t, "name"), Count: 1 + second%3}
	case sessions.OpPause:
		return sessions.Step{Op: op, Hold: hold, HoldMax: 2 * hold}
	case sessions.OpBreathe:
		return sessions.Step{Op: op, Name: "long-out", Share: float64(second) / 100}
	case sessions.OpNoting:
		return sessions.Step{Op: op}
	case sessions.OpAsk:
		return sessions.Step{Op: op, Kind: "word", Name: "need", Text: phrase.Draw(t, "question")}
	case sessions.OpAlt:
		return sessions.Step{Op: op, Name: "seated", Text: phrase.Draw(t, "alt")}
	case sessions.OpWishes:
		return sessions.Step{Op: op, Name: "we", Priority: 1 + second%3}
	case sessions.OpClip:
		return sessions.Step{Op: op, Name: "a b.ogg"}
	case sessions.OpComment:
		return sessions.Step{Op: op, Text: phrase.Draw(t, "comment")}
	}
	cue := sessions.Step{Op: sessions.OpCue, Text: phrase.Draw(t, "cue"), Priority: 1 + second%3}
	if rapid.Bool().Draw(t, "attributes") {
		cue.Hold, cue.Gap, cue.Name = hold, float64(second)/4, "a.ogg"
	}
	return cue
}
