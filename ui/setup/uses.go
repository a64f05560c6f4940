package setup

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"karuna/sessions"
	"karuna/ui/safe"
	"karuna/ui/theme"
)

// uses is what there is to choose in a script beyond what every sit has.
type uses struct {
	breath    bool     // it paces the breath
	variants  []string // keys of other wordings it has
	phrases   []option // sets of wishes; nil: it wishes nothing
	order     bool     // who comes first
	difficult bool     // the difficult person may be in it, or out of it
	asks      []ask
}

// difficult is the stage of the difficult person, which is in the sit or left
// out as the script has it, unless something else is asked for.
const difficult = "difficult"

// ask is a line that a script asks for.
type ask struct {
	sessions.Step
	stage sessions.Stage
}

// usesOf reads what a script has. phrases are the wishes there are, chosen the
// set that is asked for.
func usesOf(s sessions.Script, phrases map[string][]string, chosen string) uses {
	u := uses{order: s.Options.Order != ""}
	for _, st := range s.Stages {
		u.breath = u.breath || st.Pacer != ""
		u.difficult = u.difficult || st.Optional && st.ID == difficult
		for _, step := range st.Steps {
			switch step.Op {
			case sessions.OpBreathe:
				u.breath = true
			case sessions.OpAlt:
				if !slices.Contains(u.variants, step.Name) {
					u.variants = append(u.variants, step.Name)
				}
			case sessions.OpWishes:
				u.phrases = sets(phrases, s.Has("child"), chosen)
			case sessions.OpAsk:
				u.asks = append(u.asks, ask{step, st})
			}
		}
	}
	slices.Sort(u.variants)
	return u
}

// asked reports whether the line has a place in the sit as it stands.
func (s *Setup) asked(a ask) bool {
	return !a.stage.Optional || a.stage.ID == difficult && s.withDifficult()
}

// withDifficult reports whether the difficult person is in the sit.
func (s *Setup) withDifficult() bool {
	if d := s.choices.Difficult; d != nil {
		return *d
	}
	return s.script.Options.Difficult
}

// label is what a line is called: the person by the name the script has for
// them.
func (a ask) label() safe.Text {
	switch a.Kind {
	case "sentence":
		return safe.Lit("Sentence")
	case "word":
		return safe.Lit("Word")
	}
	if a.stage.ID == difficult {
		return safe.Lit("Who")
	}
	name := strings.ReplaceAll(a.Name, "-", " ")
	first, n := utf8.DecodeRuneInString(name)
	return safe.Line(string(unicode.ToUpper(first)) + name[n:])
}

// folded are the rows behind More: those the sit has a use for.
func (s *Setup) folded() []row {
	if s.script.ID == "" {
		return []row{ambienceRow, intentionRow}
	}
	rows := []row{narratorRow, ambienceRow}
	for _, r := range []struct {
		row row
		has bool
	}{
		{breathRow, s.uses.breath},
		{wordingRow, len(s.uses.variants) > 0},
		{phrasesRow, s.uses.phrases != nil},
		{orderRow, s.uses.order},
		{optionalRow, s.uses.difficult},
		{intentionRow, true},
	} {
		if r.has {
			rows = append(rows, r.row)
		}
	}
	for i, a := range s.uses.asks {
		if s.asked(a) {
			rows = append(rows, askRow+row(i))
		}
	}
	return rows
}

// moreOf names what is behind More, as many whole words as w columns hold.
func (s *Setup) moreOf(w int) safe.Text {
	words := make([]safe.Text, 0, len(s.uses.asks)+8)
	seen := map[string]bool{}
	for _, r := range s.folded() {
		word := safe.Line(strings.ToLower(s.label(r).String()))
		if r >= askRow && s.uses.asks[r-askRow].Kind == "person" {
			word = safe.Lit("people")
		}
		if !seen[word.String()] {
			seen[word.String()] = true
			words = append(words, word)
		}
	}
	for len(words) > 1 && theme.Width(safe.Join(safe.Lit(", "), words...)) > w {
		words = words[:len(words)-1]
	}
	if named := safe.Join(safe.Lit(", "), words...); theme.Width(named) <= w {
		return named
	}
	return safe.Text{}
}
