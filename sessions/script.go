package sessions

import "time"

// Script is a practice as it was written: words and weights, no seconds.
type Script struct {
	ID       string
	Title    string
	Kind     Kind
	Wheel    Wheel
	Tier     int // 1 first; 0 when the file does not say
	Length   Range
	Bells    BellPlan
	For      string
	Needs    []string
	Flags    []string // intense, optin, dereal, breath, child, pair
	Options  Options
	Language string
	Version  int
	Credits  string
	Extra    []Field  // keys this version does not know, in file order
	Comments []string // > lines before the first stage
	Purpose  string   // the text before the first stage, a paragraph a line
	Stages   []Stage

	Source string // "built-in" or "own"; set by the library
	Path   string // where it came from; set by the library
	SHA256 string // hex digest of the file's bytes; set by the library
}

// Range is the lengths a script is made for.
type Range struct{ Min, Usual, Max time.Duration }

// Field is one front matter line kept as it was found.
type Field struct{ Key, Value string }

// BellPlan is a script's own wish for its bells. Given is false when the file
// has no `bells` line, and then the length decides.
type BellPlan struct {
	Given       bool
	Open, Close int
	Stage       bool // a small bell at each change of stage
	Soft        bool // closing stroke 18 dB under, on the small bell
}

// Options are the choices a script offers, with their defaults.
type Options struct {
	Order     string // "", "easy-first" or "self-first"
	Difficult bool   // the difficult person is in the sit
}

// Has reports whether the script carries the flag.
func (s Script) Has(flag string) bool {
	for _, f := range s.Flags {
		if f == flag {
			return true
		}
	}
	return false
}

// Stage is one part of a script.
type Stage struct {
	ID       string
	Title    string
	Given    bool // the id was written as #id
	Wheel    Wheel
	Weight   float64
	Min      time.Duration
	Max      time.Duration // 0: open, this stage takes what is left
	Optional bool          // off unless asked for
	Quiet    bool          // its seconds leave the word budget
	Noting   bool          // the arrow keys note; its seconds leave the word budget
	Returns  string        // name of the pool of return lines, or ""
	Pacer    string        // breath pattern, or ""
	Bell     string        // bell struck at the stage's start, or ""
	Steps    []Step
	Line     int // of the heading, from 1; 0 when not parsed from a file
}

// Op says what a Step is.
type Op int

// The steps of a stage.
const (
	OpCue     Op = iota // a line of guidance
	OpBell              // [bell NAME xN]
	OpPause             // [pause D]: the hold of the cue before it
	OpBreathe           // [breathe PATTERN 60%]
	OpNoting            // [noting]
	OpAsk               // [ask sentence|word|person NAME "…"]
	OpAlt               // [alt KEY: text], replaces the cue above it
	OpWishes            // [wishes you|i|we|they]
	OpClip              // [clip file.ogg]
	OpComment           // > a line for the reader
)

// Step is one line of a stage. Which fields carry a value depends on Op.
type Step struct {
	Op       Op
	Text     string        // cue, alt or comment text, the question of an ask; may hold {slot|fallback}
	Priority int           // of a cue or wishes: 1 always, 2 at the usual length, 3 in long sits
	Hold     time.Duration // of a cue or pause: the silence wished after it; 0: from the pause ladder
	HoldMax  time.Duration // ceiling of the hold where the file says "10–20 s"; 0: none
	Gap      float64       // of a cue: its weight in the silence left; 0: 1
	Name     string        // bell or pattern name, ask slot, alt key, wishes person, clip file (of a cue too)
	Kind     string        // of an ask: sentence, word, person
	Count    int           // of a bell: strokes
	Share    float64       // of a breathe: share of the stage, 0 to 1
	ID       string        // of a cue: stage id + "-" + ordinal; may be given with #id
	Line     int           // in the file, from 1
	Col      int           // in the line, from 1, counted in runes
}
