// Package programme is a course of sits, one step after another, and how far
// someone has come in it.
//
// A Programme is a TOML file; Parse reads it and refuses what no programme can
// hold. StateOf reads the journal's records of programmes, and its sits, and
// says which programmes are under way, which one is on the table, and what its
// next step is. A programme moves by sits and never by dates: nobody can fall
// behind in it, and the next step is offered, not due. Days are looked at for
// one thing: a rest passes by itself.
//
// It knows no clock, no file and no script: a step names practices by id, and
// whether they exist is the library's to say. It writes nothing; Record is
// what the journal is given.
package programme

import "time"

// Programme is a course as its file says it.
type Programme struct {
	ID      string   `toml:"id"`
	Title   string   `toml:"title"`
	Short   string   `toml:"short"` // the title in at most three words; Title when the file has none
	Order   int      `toml:"order"` // place among the programmes, 1 first
	About   string   `toml:"about"` // one paragraph
	Weeks   []Week   `toml:"week"`
	Moments []Moment `toml:"moment"`
}

// Week is a part of a programme. It is as long as it takes.
type Week struct {
	Title   string `toml:"title"`   // may be empty
	Field   string `toml:"field"`   // practised between the sits of all its steps; a step's own goes before it
	Note    string `toml:"note"`    // a paragraph read when the week begins, or ""
	Minutes int    `toml:"minutes"` // of steps that do not say
	Steps   []Step `toml:"step"`
}

// Do says what a step is.
type Do string

// The steps there are.
const (
	Sit     Do = "sit"     // a practice
	Choice  Do = "choice"  // one of several practices; of all there are when none is named
	Rest    Do = "rest"    // a rest, or the practice named instead of it
	Compose Do = "compose" // a plan of one's own, and a practice made of two
	Own     Do = "own"     // the practice that was composed, or any sit
)

// Step is one step of a programme. Parse fills in what its week says for it.
type Step struct {
	Do      Do       `toml:"do"` // Sit when the file does not say
	Scripts []string `toml:"scripts"`
	Minutes int      `toml:"minutes"`
	Field   string   `toml:"field"` // one line to practise between sits, or ""
	Play    string   `toml:"play"`  // one line to read before the sit, or ""
	Air     bool     `toml:"air"`   // after it one is asked how much air the two wheels have
	Week    int      `toml:"-"`     // index in Weeks
	Offers  []Offer  `toml:"-"`     // Scripts, each with its own length
}

// Offer is a practice at a length.
type Offer struct {
	Script  string
	Minutes int
}

// Length is the length of the offer.
func (o Offer) Length() time.Duration { return time.Duration(o.Minutes) * time.Minute }

// Moment binds a practice to something that happens, not to an hour.
type Moment struct {
	When    string `toml:"when"`
	Script  string `toml:"script"`
	Minutes int    `toml:"minutes"`
}

// Steps returns the steps of all weeks; step n of the programme is at n-1.
func (p Programme) Steps() []Step {
	var out []Step
	for _, w := range p.Weeks {
		out = append(out, w.Steps...)
	}
	return out
}

// Step returns step n, counted from 1, and false when there is none.
func (p Programme) Step(n int) (Step, bool) {
	steps := p.Steps()
	if n < 1 || n > len(steps) {
		return Step{}, false
	}
	return steps[n-1], true
}

// Names reports whether the practice is one the step names.
func (s Step) Names(script string) bool {
	for _, o := range s.Offers {
		if o.Script == script {
			return true
		}
	}
	return false
}
