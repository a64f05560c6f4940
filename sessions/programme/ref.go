package programme

import (
	"strconv"
	"strings"

	"karuna/sessions"
)

// StepRef names a step of a programme. The zero StepRef names none.
type StepRef struct {
	Programme string // id
	Step      int    // from 1
}

const stepFlag = "step:"

// Flag is what an entry carries of the step it was begun from, for example
// "step:thirty-sits/4"; "" of none.
func (r StepRef) Flag() string {
	if r.Programme == "" || r.Step < 1 {
		return ""
	}
	return stepFlag + r.Programme + "/" + strconv.Itoa(r.Step)
}

// BegunFrom returns the step that a sit was begun from, the zero StepRef where
// it was begun in another way.
func BegunFrom(e sessions.Entry) StepRef {
	for _, f := range e.Flags {
		name, ok := strings.CutPrefix(f, stepFlag)
		id, step, cut := strings.Cut(name, "/")
		if n, err := strconv.Atoi(step); ok && cut && err == nil && n >= 1 && isID(id) {
			return StepRef{id, n}
		}
	}
	return StepRef{}
}
