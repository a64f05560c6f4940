package compose_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"karuna/assets"
	"karuna/sessions"
	"karuna/sessions/compose"
	"karuna/sessions/library"
)

// offered are the practices that two can be taken of.
func offered(t *testing.T) []sessions.Script {
	t.Helper()
	var out []sessions.Script
	for _, s := range library.Offered(library.Open(assets.Scripts(), nil).All(), true) {
		if compose.Parted(s) && !s.Has("child") && !s.Has("pair") {
			out = append(out, s)
		}
	}
	if len(out) < 25 {
		t.Fatalf("%d practices are offered", len(out))
	}
	return out
}

// Which practices keep their first stage after one that speaks of no anchor.
func TestLeaned(t *testing.T) {
	var kept, left []string
	plain := sessions.Script{Stages: make([]sessions.Stage, 3)}
	for _, s := range offered(t) {
		if compose.Leaned(s, plain) {
			kept = append(kept, s.ID)
		} else {
			left = append(left, s.ID)
		}
	}
	for _, id := range strings.Fields("staying-near what-is-noticing being-with one-current two-way-breath hard-message from-the-middle-of-it the-voice-at-the-back") {
		if !slices.Contains(kept, id) {
			t.Errorf("%s loses what it leans on", id)
		}
	}
	for _, id := range strings.Fields("easy-warmth kind-pause two-wheels well-wishing where-the-mind-goes steady-care off-the-ladder") {
		if !slices.Contains(left, id) {
			t.Errorf("%s settles a second time", id)
		}
	}
}

// What is no plain settling is kept, whatever it is called; and whether the
// difficult person is in is taken over with their stage.
func TestLeanedByWhatItDoes(t *testing.T) {
	wishes, err := library.Open(assets.Scripts(), nil).Find("well-wishing")
	if err != nil {
		t.Fatal(err)
	}
	kind, err := library.Open(assets.Scripts(), nil).Find("kind-pause")
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string, want bool, change func(s *sessions.Script, st *sessions.Stage)) {
		t.Helper()
		s := wishes
		s.Stages = slices.Clone(wishes.Stages)
		change(&s, &s.Stages[0])
		made, err := compose.Two(kind, s, compose.As{ID: "x", Title: "X", Usual: 10 * time.Minute})
		if err != nil {
			t.Fatal(err)
		}
		if got := len(made.Stages) == len(kind.Stages)+len(s.Stages)-1; got != want || compose.Leaned(s, kind) != want {
			t.Errorf("%s: %d stages, kept %v, want %v", what, len(made.Stages), got, want)
		}
		if made.Options.Difficult != s.Options.Difficult {
			t.Errorf("%s: difficult %v", what, made.Options.Difficult)
		}
	}
	add := func(st *sessions.Stage, step sessions.Step) { st.Steps = append(slices.Clone(st.Steps), step) }
	check("as it is", false, func(*sessions.Script, *sessions.Stage) {})
	check("difficult", false, func(s *sessions.Script, _ *sessions.Stage) { s.Options.Difficult = true })
	check("another name", true, func(_ *sessions.Script, st *sessions.Stage) { st.ID = "gather" })
	check("a wheel", true, func(_ *sessions.Script, st *sessions.Stage) { st.Wheel = sessions.Other })
	check("a flag", true, func(s *sessions.Script, _ *sessions.Stage) { s.Flags = []string{"intense"} })
	check("a language", true, func(s *sessions.Script, _ *sessions.Stage) { s.Language = "it" })
	check("a breath", true, func(_ *sessions.Script, st *sessions.Stage) { st.Pacer = "even-6" })
	check("a question", true, func(_ *sessions.Script, st *sessions.Stage) {
		add(st, sessions.Step{Op: sessions.OpAsk, Kind: "word", Name: "w", Text: "Which?"})
	})
	check("a word", false, func(_ *sessions.Script, st *sessions.Stage) {
		add(st, sessions.Step{Op: sessions.OpCue, Text: "Here is a lantern."})
	})
	check("a word gone back to", true, func(s *sessions.Script, st *sessions.Stage) {
		add(st, sessions.Step{Op: sessions.OpCue, Text: "Here is a lantern."})
		add(&s.Stages[3], sessions.Step{Op: sessions.OpCue, Text: "Go back to the lantern."})
	})
	check("a word told again first", false, func(s *sessions.Script, st *sessions.Stage) {
		add(st, sessions.Step{Op: sessions.OpCue, Text: "Here is a lantern."})
		add(&s.Stages[2], sessions.Step{Op: sessions.OpCue, Text: "Light a lantern."})
		add(&s.Stages[3], sessions.Step{Op: sessions.OpCue, Text: "Go back to the lantern."})
	})
}

// In none of the pairs that are offered does a line go back to what nobody has
// spoken of, and nothing that is asked for is asked too late or not at all.
func TestNothingIsMissing(t *testing.T) {
	back := regexp.MustCompile(`(?i)\b(?:back|go|goes|come|return) to (?:the|your|that) (\pL+)`)
	slot := regexp.MustCompile(`\{([a-z_-]+)\|`)
	parts := offered(t)
	checked, leaning := 0, 0
	for _, second := range parts {
		opening, own := spokenIn(second.Stages[:1]), spokenIn(second.Stages)
		for _, first := range parts {
			if first.ID == second.ID {
				continue
			}
			s, err := compose.Two(first, second, compose.As{ID: "my-own", Title: "My Own", Usual: 10 * time.Minute})
			if err != nil {
				t.Fatalf("%s + %s: %v", first.ID, second.ID, err)
			}
			before, asked := "", map[string]bool{"stand_for": true}
			for _, st := range s.Stages {
				for _, step := range st.Steps {
					asked[step.Name] = asked[step.Name] || step.Op == sessions.OpAsk
					if step.Op != sessions.OpCue && step.Op != sessions.OpAlt {
						continue
					}
					for _, m := range back.FindAllStringSubmatch(step.Text, -1) {
						word := regexp.MustCompile(`(?i)\b` + m[1] + `\b`)
						if !word.MatchString(opening) || !strings.Contains(own, step.Text+"\n") {
							continue
						}
						if leaning++; !word.MatchString(before) {
							t.Errorf("%s + %s: %q, and no %s before it", first.ID, second.ID, step.Text, m[1])
						}
					}
					for _, m := range slot.FindAllStringSubmatch(step.Text, -1) {
						if !asked[m[1]] {
							t.Errorf("%s + %s: %q, and nobody asked", first.ID, second.ID, step.Text)
						}
					}
					before += " " + step.Text
				}
			}
			whole := spokenIn(s.Stages)
			if (len(second.Flags) > 0 || second.Stages[0].ID != "settle") && !strings.Contains(whole, opening) {
				t.Errorf("%s + %s: %q is missing", first.ID, second.ID, opening)
			}
			checked++
		}
	}
	if checked < 600 || leaning < 20 {
		t.Errorf("%d pairs, %d lines that go back: too few to say anything", checked, leaning)
	}
}

// spokenIn is every line of the stages.
func spokenIn(stages []sessions.Stage) string {
	var b strings.Builder
	for _, st := range stages {
		for _, step := range st.Steps {
			if step.Op == sessions.OpCue || step.Op == sessions.OpAlt {
				b.WriteString(step.Text + "\n")
			}
		}
	}
	return b.String()
}
