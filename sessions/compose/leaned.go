package compose

import (
	"slices"
	"strings"
	"unicode"

	"karuna/sessions"
)

// settling is the id of a first stage in which one settles and nothing else.
const settling = "settle"

// Leaned reports whether the first stage of a practice that comes second is
// kept, since what follows leans on it:
//
//   - it is no plain settling: it is not called Settle, turns to a wheel, may be
//     left out, or asks, paces, notes or wishes;
//   - the practice carries a flag: what makes it safe is said there;
//   - a later line goes back to a thing of it, "back to the rail", that nobody
//     has spoken of by then. first is the practice that comes before;
//   - it is not in English, so that nobody can tell.
func Leaned(second, first sessions.Script) bool {
	st := second.Stages[0]
	switch {
	case st.ID != settling, st.Wheel != sessions.Ground, st.Optional, st.Noting, st.Pacer != "":
		return true
	case len(second.Flags) > 0, second.Language != "" && !strings.HasPrefix(second.Language, "en"):
		return true
	case slices.ContainsFunc(st.Steps, works):
		return true
	}
	return goesBack(second, first.Stages[:len(first.Stages)-1])
}

// works reports whether a step does more than to speak and be silent.
func works(s sessions.Step) bool {
	switch s.Op {
	case sessions.OpAsk, sessions.OpBreathe, sessions.OpNoting, sessions.OpWishes:
		return true
	}
	return false
}

// goesBack reports whether a line after the first stage sends one back to a
// thing of that stage of which none of the stages before, and no line between,
// has spoken.
func goesBack(second sessions.Script, before []sessions.Stage) bool {
	spoken, own := map[string]bool{}, map[string]bool{}
	for _, st := range before {
		note(spoken, st)
	}
	note(own, second.Stages[0])
	for _, st := range second.Stages[1:] {
		for _, step := range st.Steps {
			words := wordsOf(step)
			for _, w := range returnedTo(words) {
				if own[w] && !spoken[w] {
					return true
				}
			}
			for _, w := range words {
				spoken[w] = true
			}
		}
	}
	return false
}

func note(into map[string]bool, st sessions.Stage) {
	for _, step := range st.Steps {
		for _, w := range wordsOf(step) {
			into[w] = true
		}
	}
}

// wordsOf are those of a line that is spoken.
func wordsOf(step sessions.Step) []string {
	if step.Op != sessions.OpCue && step.Op != sessions.OpAlt {
		return nil
	}
	return strings.FieldsFunc(strings.ToLower(step.Text), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
}

// returnedTo are the words w of "back to the w", "go to your w" and the like.
func returnedTo(words []string) []string {
	var out []string
	for i := 3; i < len(words); i++ {
		moves := slices.Contains([]string{"back", "go", "goes", "come", "return"}, words[i-3])
		if moves && words[i-2] == "to" && slices.Contains([]string{"the", "your", "that"}, words[i-1]) {
			out = append(out, words[i])
		}
	}
	return out
}
