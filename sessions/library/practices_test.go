package library_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"karuna/assets"
	"karuna/sessions"
	"karuna/sessions/library"
	"karuna/sessions/programme"
	"karuna/sessions/score"
)

// practices are the shipped scripts in front of a test.
type practices struct {
	*testing.T
	l *library.Library
}

func (p practices) script(id string) sessions.Script {
	p.Helper()
	s, err := p.l.Find(id)
	if err != nil || s.ID != id {
		p.Fatalf("%s is not there: %v", id, err)
	}
	return s
}

// in checks that the stages follow one another in that order, each "id wheel",
// at every length a person may choose.
func (p practices) in(id string, stages ...string) {
	p.Helper()
	s := p.script(id)
	for _, length := range []time.Duration{s.Length.Min, s.Length.Usual, s.Length.Max} {
		sc := p.compiled(s, score.Want{Length: length})
		at := 0
		for _, sp := range sc.Stages {
			if at < len(stages) && sp.ID+" "+string(sp.Wheel) == stages[at] && sp.End > sp.Start {
				at++
			}
		}
		if at < len(stages) {
			p.Errorf("%s in %v: no %q after %q", id, length, stages[at], stages[:at])
		}
	}
}

// says checks that the lines that are always given in a stage hold the words,
// in that order.
func (p practices) says(id, stage string, words ...string) {
	p.Helper()
	s := p.script(id)
	i := slices.IndexFunc(s.Stages, func(st sessions.Stage) bool { return st.ID == stage })
	if i < 0 {
		p.Errorf("%s has no stage %s", id, stage)
		return
	}
	left := always(s.Stages[i])
	for _, w := range words {
		_, after, ok := strings.Cut(left, w)
		if !ok {
			p.Errorf("%s, %s: no %q in what is always said: %q", id, stage, w, always(s.Stages[i]))
			return
		}
		left = after
	}
}

// always is what a stage says at any length and any guidance with words.
func always(st sessions.Stage) string {
	var lines []string
	for _, step := range st.Steps {
		if step.Op == sessions.OpCue && step.Priority == 1 {
			lines = append(lines, step.Text)
		}
	}
	return strings.Join(lines, "\n")
}

func (p practices) compiled(s sessions.Script, w score.Want) sessions.Score {
	p.Helper()
	w.Texts = score.Texts{Returns: p.l.Returns(), Phrases: p.l.Phrases()}
	sc, err := score.Compile(s, w)
	if err != nil {
		p.Fatalf("%s in %v: %v", s.ID, w.Length, err)
	}
	return sc
}

func stageAt(s sessions.Script, id string) int {
	return slices.IndexFunc(s.Stages, func(st sessions.Stage) bool { return st.ID == id })
}

// impersonal is a wish without the person it is for.
func impersonal(wish string) string {
	words := strings.Fields(strings.TrimPrefix(strings.TrimPrefix(wish, "May "), "I hope "))
	for i, w := range words {
		switch strings.TrimRight(w, ".") {
		case "you", "I", "we", "they", "me", "us", "them":
			words[i] = "·"
		case "your", "my", "our", "their":
			words[i] = "··"
		case "mind", "minds":
			words[i] = "mind"
		}
	}
	return strings.Join(words, " ")
}

func course(p practices, id string) programme.Programme {
	p.Helper()
	all, problems := library.Programmes(assets.Programmes())
	i := slices.IndexFunc(all, func(c programme.Programme) bool { return c.ID == id })
	if i < 0 || len(problems) > 0 {
		p.Fatalf("no programme %s: %v", id, problems)
	}
	return all[i]
}
