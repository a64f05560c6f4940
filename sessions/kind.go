package sessions

// Kind is the family a practice belongs to, as it stands in a script's front
// matter and in the journal.
type Kind string

// The kinds of practice. Silent is the kind of a sit without a script.
const (
	Mindfulness         Kind = "mindfulness"
	Body                Kind = "body"
	Breathing           Kind = "breathing"
	SelfCompassion      Kind = "self-compassion"
	LovingKindness      Kind = "loving-kindness"
	CompassionForOthers Kind = "compassion-for-others"
	Visualization       Kind = "visualization"
	SelfInquiry         Kind = "self-inquiry"
	Equanimity          Kind = "equanimity"
	Micro               Kind = "micro"
	Silent              Kind = "silent"
)

// Lead pairs a kind with the script that `karuna sit KIND` starts.
type Lead struct {
	Kind   Kind
	Script string
}

// Leads lists every scripted kind with its lead script, in the order a person
// meets them.
func Leads() []Lead {
	return []Lead{
		{LovingKindness, "well-wishing"},
		{SelfInquiry, "a-thought-on-the-table"},
		{Mindfulness, "being-with"},
		{SelfCompassion, "kind-pause"},
		{CompassionForOthers, "in-the-same-boat"},
		{Visualization, "two-wheels"},
		{Equanimity, "steady-care"},
		{Breathing, "even-breath"},
		{Body, "from-the-ground-up"},
		{Micro, "between-matters"},
	}
}

// Known reports whether k is one of the kinds above.
func (k Kind) Known() bool {
	if k == Silent {
		return true
	}
	for _, l := range Leads() {
		if l.Kind == k {
			return true
		}
	}
	return false
}

// Wheel says which way a stage turns: inward, outward, both, or neither.
type Wheel string

// The wheels. Time on Both is counted half to self and half to other.
const (
	Ground Wheel = "ground"
	Self   Wheel = "self"
	Other  Wheel = "other"
	Both   Wheel = "both"
)

// Known reports whether w is one of the four wheels.
func (w Wheel) Known() bool {
	switch w {
	case Ground, Self, Other, Both:
		return true
	}
	return false
}

// Ending says how a sit ended.
type Ending string

// The endings. Complete reached its closing bell; Enough was ended by the
// sitter; Grounded ended from the ground screen; Interrupted was cut short by
// a signal, a crash or a power cut.
const (
	Complete    Ending = "complete"
	Enough      Ending = "enough"
	Grounded    Ending = "grounded"
	Interrupted Ending = "interrupted"
)

// Guidance says how many of a script's words are given.
type Guidance string

// The levels of guidance: all the words the length has room for, about half
// of them, or bells and stage names only.
const (
	Full      Guidance = "full"
	Light     Guidance = "light"
	BellsOnly Guidance = "bells"
)

// Known reports whether g is one of the three levels.
func (g Guidance) Known() bool { return g == Full || g == Light || g == BellsOnly }

// Custom is a bell custom: how many strokes open and close a sit.
type Custom string

// The bell customs of practice.md 3.7. Auto leaves the choice to the script,
// and to the length where the script is silent.
const (
	Auto    Custom = "auto"
	Simple  Custom = "simple"
	Zen     Custom = "zen"
	Village Custom = "village"
	Retreat Custom = "retreat"
	NoBells Custom = "none"
)

// Customs lists the customs a person can choose, Auto first.
func Customs() []Custom { return []Custom{Auto, Simple, Zen, Village, Retreat, NoBells} }

// Known reports whether c is one of Customs.
func (c Custom) Known() bool {
	for _, k := range Customs() {
		if k == c {
			return true
		}
	}
	return false
}
