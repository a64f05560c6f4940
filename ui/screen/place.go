package screen

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Place says where to go: the name of a row in the root's table, what it is
// about, and anything more its constructor wants. Command line, key press and
// test all arrive by the same value. Places are comparable as long as With is.
type Place struct {
	Name string // for example "setup"
	Of   string // a script's id, a day, a record's id; "" is the place's own choice
	With any    // of a type the place's package comment names; nil: defaults
}

// At returns the place name, about of.
func At(name string, of ...string) Place { return Place{Name: name, Of: strings.Join(of, " ")} }

// ParsePlace reads what String writes, for example "sit metta".
func ParsePlace(s string) Place {
	name, of, _ := strings.Cut(strings.TrimSpace(s), " ")
	return Place{Name: name, Of: strings.TrimSpace(of)}
}

// String returns the name and what it is about; With is not shown, since it may
// hold what is meant to be kept in memory only.
func (p Place) String() string {
	if p.Of == "" {
		return p.Name
	}
	return p.Name + " " + p.Of
}

// Open is the request to put a place on top of the stack.
type Open struct{ Place Place }

// Close is the request to take a screen off the stack, wherever it is in it;
// one that is not there is no fault. When the stack is empty the program ends.
type Close struct{ Screen Screen }

// Front is the request to bring a screen to the top: what covers it is closed.
// One that is not on the stack is no fault.
type Front struct{ Screen Screen }

// Quit is the request to end the program, every screen left in turn. Status is
// its exit status, 0 for a plain goodbye.
type Quit struct{ Status int }

// Go returns the command that opens a place.
func Go(p Place) tea.Cmd { return func() tea.Msg { return Open{p} } }

// Leave returns the command that closes a screen.
func Leave(s Screen) tea.Cmd { return func() tea.Msg { return Close{s} } }

// Instead returns the command that closes a screen and opens a place where it
// was. It opens first, so that the stack is never empty in between.
func Instead(s Screen, p Place) tea.Cmd { return tea.Sequence(Go(p), Leave(s)) }

// Back is news for one screen: it is on top again, what covered it is closed.
type Back struct{}

// Wear is the request to change the look while the program runs: settings as
// the config file names them.
type Wear struct {
	Theme, Glyphs string
	Still         bool
}
