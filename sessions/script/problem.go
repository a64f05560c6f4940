package script

import (
	"fmt"
	"sort"
)

// Severity says what a problem stops.
type Severity int

// The severities. An Error keeps a script from being sat; a Warning is worth
// mending; a Note is for those who like to know.
const (
	Error Severity = iota
	Warning
	Note
)

// String returns "error", "warning" or "note".
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	}
	return "note"
}

// Problem is one thing to know about a script, said to the person who wrote
// it. Line and Col count from 1, Col in runes; a problem of the whole file
// stands at 1, 1.
type Problem struct {
	Line, Col int
	Severity  Severity
	Text      string
}

// String returns "LINE:COL: text".
func (p Problem) String() string { return fmt.Sprintf("%d:%d: %s", p.Line, p.Col, p.Text) }

// Failed reports whether any of the problems is an Error.
func Failed(problems []Problem) bool {
	for _, p := range problems {
		if p.Severity == Error {
			return true
		}
	}
	return false
}

// report gathers problems. The zero report is ready.
type report struct{ problems []Problem }

func (r *report) add(sev Severity, line, col int, format string, args ...any) {
	r.problems = append(r.problems, Problem{max(line, 1), max(col, 1), sev, fmt.Sprintf(format, args...)})
}

func (r *report) errorf(line, col int, format string, args ...any) {
	r.add(Error, line, col, format, args...)
}

// sorted returns the problems from the top of the file down; those of one
// place stay in the order they were found.
func (r *report) sorted() []Problem {
	sort.SliceStable(r.problems, func(i, j int) bool {
		a, b := r.problems[i], r.problems[j]
		if a.Line != b.Line {
			return a.Line < b.Line
		}
		return a.Col < b.Col
	})
	return r.problems
}
