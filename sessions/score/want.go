package score

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"karuna/sessions"
)

// The limits of a length.
const (
	MaxLength = 3 * time.Hour  // of a scripted sit
	MaxSilent = 24 * time.Hour // of a silent one
)

// Want is what a sitter asks of a script. The zero Want with a Length is a
// full sit by the script's own bells.
type Want struct {
	Length    time.Duration     // from the first stroke to the closing one
	Guidance  sessions.Guidance // "": full
	Pace      Pace              // how long the narrator needs; nil: 110 words a minute
	MaxGap    time.Duration     // silence after which a return line comes; 0: 90 s
	Bells     Bells             //
	Prepare   time.Duration     // countdown before t = 0
	Order     string            // easy-first or self-first; "": the script's
	Difficult *bool             // the difficult person is in the sit; nil: the script decides
	Optional  bool              // every optional stage is in, not only the difficult person's
	Variants  []string          // keys of the alts to use, for example "no-breath"
	Phrases   string            // name of the set of wishes; "": plain, and child in scripts for children
	Breath    string            // pattern in place of the script's; "": the script's
	Wheel     sessions.Wheel    // of a silent sit; "": ground
	Seed      uint64            // orders the return lines
	Texts     Texts             // the lines scripts share
}

// Pace returns how long a narrator needs for a line. clip is the file of a
// recording of it beside the script, or ""; a recording alone has no text. 0
// says that it is not known: then 110 words a minute count.
type Pace func(text, clip string) time.Duration

// Bells is what a sitter asks of the bells.
type Bells struct {
	Custom   sessions.Custom // "" or auto: the script decides, else the length
	Name     string          // "": bowl-large, and inkin in scripts for children
	Small    string          // "": bowl-small, and inkin in scripts for children
	Interval time.Duration   // 0: none
	Stage    *bool           // a small bell at each change of stage; nil: the script decides
}

// Texts are the lines that scripts share.
type Texts struct {
	Returns map[string][]string // pool → lines; a line of breath ends in "{breath}"
	Phrases map[string][]string // "set.person" → wishes, for example "plain.you"
}

// TooShortError says that a script does not fit a length.
type TooShortError struct {
	Title    string        // of the script, or its id
	Min      time.Duration // the smallest length that fits
	Narrator bool          // it is the narrator's words that need the time
}

// Error says how much is needed, for example "with this narrator kind-pause
// needs at least 3m20s".
func (e *TooShortError) Error() string {
	if e.Narrator {
		return fmt.Sprintf("with this narrator %s needs at least %s", e.Title, short(e.Min))
	}
	return fmt.Sprintf("%s needs at least %s", e.Title, short(e.Min))
}

// TooLongError says that a length is over the limit.
type TooLongError struct{ Length, Max time.Duration }

// Error names the length and the limit.
func (e *TooLongError) Error() string {
	return fmt.Sprintf("%s is over the longest sit of %s", short(e.Length), short(e.Max))
}

// The other errors of this package.
var (
	ErrNoStages = errors.New("the script has no stages")
	ErrOver     = errors.New("the sit is over")
	ErrOther    = errors.New("the score is of another script")
	ErrNegative = errors.New("a length is not negative")
)

// short writes a duration as a person would type it: 3m20s, 20m, 1h5m. A part
// of a second counts as one.
func short(d time.Duration) string {
	if r := d % time.Second; r > 0 {
		d += time.Second - r
	}
	if d == 0 {
		return "0s"
	}
	s := d.String()
	s = strings.TrimSuffix(s, "0s")
	if strings.HasSuffix(s, "m") || strings.HasSuffix(s, "h") {
		if strings.HasSuffix(s, "h0m") {
			s = strings.TrimSuffix(s, "0m")
		}
		return s
	}
	return d.String()
}

// filled returns w with its defaults in place.
func (w Want) filled(s sessions.Script) Want {
	w.Length = w.Length.Truncate(time.Millisecond)
	if w.Guidance == "" {
		w.Guidance = sessions.Full
	}
	if w.MaxGap <= 0 {
		w.MaxGap = 90 * time.Second
	}
	w.MaxGap = max(w.MaxGap.Truncate(time.Millisecond), 20*time.Second)
	large, small, phrases := "bowl-large", "bowl-small", "plain"
	if s.Has("child") {
		large, small, phrases = "inkin", "inkin", "child"
	}
	if w.Bells.Name == "" {
		w.Bells.Name = large
	}
	if w.Bells.Small == "" {
		w.Bells.Small = small
	}
	if w.Phrases == "" {
		w.Phrases = phrases
	}
	if w.Order == "" {
		w.Order = s.Options.Order
	}
	if w.Difficult == nil {
		w.Difficult = &s.Options.Difficult
	}
	if w.Wheel == "" {
		w.Wheel = sessions.Ground
	}
	return w
}

func (w Want) variant(key string) bool {
	for _, v := range w.Variants {
		if v == key {
			return true
		}
	}
	return false
}

// speech returns how long text takes to say, in whole milliseconds.
func (w Want) speech(text, clip string, words int) time.Duration {
	var d time.Duration
	if w.Pace != nil {
		d = w.Pace(text, clip)
	}
	if d <= 0 {
		return time.Duration((int64(words)*60_000+109)/110) * time.Millisecond
	}
	return wholeUp(d)
}

// wholeUp rounds up to a whole millisecond.
func wholeUp(d time.Duration) time.Duration {
	return (d + time.Millisecond - 1).Truncate(time.Millisecond)
}

// Words counts the words of a line: runs between spaces that hold a letter or
// a digit.
func Words(text string) int {
	n, counted := 0, false
	for _, r := range text {
		switch {
		case r == ' ' || r == '\t' || r == '\n' || r == '\u00a0':
			counted = false
		case !counted && isWordRune(r):
			counted = true
			n++
		}
	}
	return n
}

func isWordRune(r rune) bool {
	switch {
	case r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
		return true
	case r < 0x80, r >= 0x2010 && r <= 0x2027: // ASCII signs, dashes, quotes, dots
		return false
	}
	return true
}
