package sessions

// Needs lists what a person may come with, in the order the library shows
// them. A script names one to three; the first is the shelf it stands on.
func Needs() []string {
	return []string{
		"start here", "busy head", "tired or tense", "a hard moment", "hard on myself",
		"someone on my mind", "caring for others", "before something", "a decision",
		"evening", "with a child", "looking in", "both wheels",
	}
}

// Flags lists the marks a script may carry: intense and optin and dereal ask
// for a word of care first, breath means paced or steered breathing, child
// and pair that a child or two people sit.
func Flags() []string {
	return []string{"intense", "optin", "dereal", "breath", "child", "pair"}
}

// AltKeys lists the variants a cue may have.
func AltKeys() []string {
	return []string{"no-breath", "no-pictures", "seated", "child", "no-bell"}
}

// Persons lists whom a run of wishes may be for.
func Persons() []string { return []string{"you", "i", "we", "they"} }

// Slots lists the slots that are filled without an ask: stand_for is the
// setting of that name, what a person stands for.
func Slots() []string { return []string{"stand_for"} }
