package ambience

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Layer is one of the sounds chosen for a sit.
type Layer struct {
	Name string  // one of Names, or a recording: its plain name or its path
	Gain float64 // dB, MinGain to MaxGain
}

// A layer is at most so much softer and louder than its ambience, in dB.
const (
	MinGain = -24.0
	MaxGain = 6.0
)

// MaxLayers is how many sounds a choice may have.
const MaxLayers = 2

// Off is the choice of no ambience.
const Off = "off"

// Parse reads a choice: a name, or two with + between them, each with : and a
// gain in dB where it has one, as in "rain", "rain+wind:-6" or
// "~/sound/brook.flac:+2". Nothing, "off" and "none" stand for no layer.
//
// A name that is not one of Names is a recording, which is for the caller to
// find; its name can hold neither + nor, after the letter of a drive, a colon.
func Parse(choice string) ([]Layer, error) {
	layers, err := parse(choice)
	if err != nil {
		return nil, fmt.Errorf("ambience %q: %w", choice, err)
	}
	return layers, nil
}

func parse(choice string) ([]Layer, error) {
	choice = strings.TrimSpace(choice)
	if choice == "" || isOff(choice) {
		return nil, nil
	}
	parts := split(choice)
	if len(parts) > MaxLayers {
		return nil, fmt.Errorf("it has %d sounds, at most %d", len(parts), MaxLayers)
	}
	var layers []Layer
	for _, part := range parts {
		l, err := parseLayer(strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(layers, func(o Layer) bool { return o.Name == l.Name }) {
			return nil, fmt.Errorf("%q is in it twice", l.Name)
		}
		layers = append(layers, l)
	}
	return layers, nil
}

func isOff(name string) bool {
	return strings.EqualFold(name, Off) || strings.EqualFold(name, "none")
}

// split cuts a choice at its plus signs, those of gains left out.
func split(choice string) []string {
	var parts []string
	from := 0
	for i := range choice {
		if choice[i] == '+' && !strings.HasSuffix(strings.TrimRight(choice[:i], " "), ":") {
			parts = append(parts, choice[from:i])
			from = i + 1
		}
	}
	return append(parts, choice[from:])
}

func parseLayer(part string) (Layer, error) {
	name, gain, has := cutGain(part)
	l := Layer{Name: name}
	if has {
		var err error
		if l.Gain, err = parseGain(gain); err != nil {
			return Layer{}, fmt.Errorf("the gain of %q: %w", name, err)
		}
	}
	if err := checkName(name); err != nil {
		return Layer{}, err
	}
	if lower := strings.ToLower(name); slices.Contains(Names(), lower) {
		l.Name = lower
	}
	return l, nil
}

// cutGain cuts a layer at the colon before its gain. The one after the letter
// of a drive is not it.
func cutGain(part string) (name, gain string, has bool) {
	skip := 0
	if drive(part) {
		skip = len("C:")
	}
	name, gain, has = strings.Cut(part[skip:], ":")
	return strings.TrimSpace(part[:skip] + name), strings.TrimSpace(gain), has
}

// drive reports whether a path begins with the letter of a drive.
func drive(path string) bool {
	return len(path) > 2 && path[0] < utf8.RuneSelf && unicode.IsLetter(rune(path[0])) && path[1] == ':' && strings.ContainsRune(`\/`, rune(path[2]))
}

func parseGain(text string) (float64, error) {
	number := strings.TrimSpace(strings.TrimSuffix(text, "dB"))
	digits := strings.TrimLeft(number, "+-")
	if strings.Trim(digits, "0123456789.") != "" || digits == "" || len(number)-len(digits) > 1 {
		return 0, fmt.Errorf("%q is not a number of dB", text)
	}
	gain, err := strconv.ParseFloat(number, 64)
	switch {
	case err != nil:
		return 0, fmt.Errorf("%q is not a number of dB", text)
	case gain < MinGain || gain > MaxGain:
		return 0, fmt.Errorf("%s dB is not between %g and %g", number, MinGain, MaxGain)
	}
	return gain, nil
}

// checkName says why a name is neither that of an ambience nor of a recording.
func checkName(name string) error {
	switch {
	case name == "":
		return errors.New("a sound has no name")
	case isOff(name):
		return fmt.Errorf("%q stands alone", name)
	case !utf8.ValidString(name):
		return fmt.Errorf("the name %q is not text", name)
	case strings.ContainsFunc(name, unprintable):
		return fmt.Errorf("the name %q holds a character that is none", name)
	case !strings.ContainsAny(name, `/\`) && strings.ContainsFunc(name, odd):
		return fmt.Errorf("%q is neither a name (there are %s) nor a path", name, strings.Join(Names(), ", "))
	}
	return nil
}

func unprintable(r rune) bool { return !unicode.IsPrint(r) }

// odd reports whether a character does not belong in a plain name.
func odd(r rune) bool {
	return !unicode.In(r, unicode.L, unicode.M, unicode.N) && !strings.ContainsRune(" -_.'()", r)
}

// Format returns the choice that Parse reads as the layers.
func Format(layers []Layer) string {
	if len(layers) == 0 {
		return Off
	}
	var parts []string
	for _, l := range layers {
		part := l.Name
		if l.Gain != 0 {
			part += ":" + strconv.FormatFloat(l.Gain, 'f', -1, 64)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "+")
}
