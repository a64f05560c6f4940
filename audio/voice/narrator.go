package voice

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// narrator is a way to have lines spoken. A new one is a file with its find,
// and a row in narrators.
type narrator struct {
	name string
	find func(wish) (tool, error) // starts nothing; the error says why it is of no use
}

// narrators lists them in the order in which "auto" tries them: what the
// person has set up, then those that sound most like a person.
func narrators() []narrator {
	return []narrator{
		{"command", command},
		{"piper", piper},
		{"say", say},
		{"sapi", sapi},
		{"flite", flite},
		{"espeak-ng", espeak},
		{"festival", festival},
		{"recorded", func(wish) (tool, error) { return tool{about: "recordings in the folder of a script"}, nil }},
	}
}

// wish is what a narrator is looked for with.
type wish struct {
	voice    string // "" for the usual one
	rate     float64
	language string // as a tag
	command  []string
	env      func(string) string
}

// english reports whether the lines are in English.
func (w wish) english() bool { return w.speaks("en") }

func (w wish) speaks(language string) bool {
	base, _, _ := strings.Cut(w.language, "-")
	return strings.EqualFold(base, language)
}

// outFile and textFile in an argument stand for files in a private folder.
const (
	outFile  = "{out}"
	textFile = "{text_file}"
)

// tool is a program, ready to speak. Its arguments hold nothing of a text.
type tool struct {
	name  string // of the narrator
	path  string // of the program; "" speaks nothing
	args  []string
	env   []string // besides the usual ones, NAME=VALUE
	about string   // what was found, for a person
	model string   // file that decides how it sounds, besides the program
	raw   int      // frames a second of plain 16-bit mono that it writes; 0: a file
}

func (t tool) speaks() bool { return t.path != "" }

// uses reports whether the program is told of a file.
func (t tool) uses(file string) bool {
	for _, a := range append(t.args[:len(t.args):len(t.args)], t.env...) {
		if strings.Contains(a, file) {
			return true
		}
	}
	return false
}

// discreet reports whether what is spoken touches no file.
func (t tool) discreet() bool { return t.speaks() && !t.uses(outFile) && !t.uses(textFile) }

// id names the phrase of a text: another program, voice, rate or version of it
// makes another one.
func (t tool) id(text string) string {
	parts := append([]string{t.name, t.path, stamp(t.path), stamp(t.model), text}, t.args...)
	return identity(append(parts, t.env...)...)
}

// stamp tells one version of a file from another without starting it.
func stamp(path string) string {
	if path == "" {
		return ""
	}
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	return strconv.FormatInt(info.Size(), 10) + " " + strconv.FormatInt(info.ModTime().UnixNano(), 10)
}

// Names lists the narrators there can be, best first.
func Names() []string {
	var out []string
	for _, n := range narrators() {
		out = append(out, n.name)
	}
	return out
}

// Parse splits the name of a narrator from that of a voice: "flite:slt". The
// name may be "auto". It does not look whether either is there.
func Parse(name string) (narrator, voice string, err error) {
	narrator, voice, given := strings.Cut(name, ":")
	known := narrator == "auto"
	for _, n := range Names() {
		known = known || n == narrator
	}
	switch {
	case !known:
		return "", "", fmt.Errorf("there is no narrator %q: auto, %s", narrator, strings.Join(Names(), ", "))
	case given && !isVoice(voice):
		return "", "", fmt.Errorf("%q is no name of a voice", voice)
	}
	return narrator, voice, nil
}

// isVoice reports whether a voice may be called that: an argument that cannot be
// taken for an option, a path or an expression. As a regular expression this
// would take longer to make, at the start of every program, than all the rest.
func isVoice(name string) bool {
	for i, r := range name {
		plain := unicode.IsLetter(r) || unicode.IsNumber(r)
		if !plain && (i == 0 || !strings.ContainsRune(" _+.()-", r)) {
			return false
		}
	}
	return name != "" && utf8.RuneCountInString(name) <= 64
}

// languages is what the tag of a language looks like.
var languages = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$`)
})

// Report says of one narrator whether it can be used here.
type Report struct {
	Name   string
	Usable bool
	Why    string // what was found, or what is missing
}

// Probe looks for every narrator and starts none. env gives the environment.
func Probe(env func(string) string) []Report {
	var out []Report
	for _, n := range narrators() {
		t, err := n.find(wish{rate: usual, language: "en", env: env})
		if err != nil {
			out = append(out, Report{n.name, false, err.Error()})
			continue
		}
		out = append(out, Report{n.name, true, t.about})
	}
	return out
}

// choose finds the narrator of a Config.
func choose(c Config) (tool, error) {
	name, voice, err := Parse(c.Name)
	if err != nil {
		return tool{}, err
	}
	w := wish{voice, float64(c.Rate), c.Language, c.Command, c.Env}
	if w.language == "" {
		w.language = "en"
	}
	if !languages().MatchString(w.language) {
		return tool{}, fmt.Errorf("%q is no tag of a language", c.Language)
	}
	for _, n := range narrators() {
		if name != n.name && name != "auto" {
			continue
		}
		t, err := n.find(w)
		t.name = n.name
		if err == nil {
			return t, nil
		}
		if name != "auto" {
			return tool{}, fmt.Errorf("the narrator %s cannot be used: %w", name, err)
		}
	}
	return tool{}, errors.New("no narrator was found") // recorded always is
}

// program finds a program in the absolute folders of the PATH.
func program(env func(string) string, name string) (string, error) {
	file := name
	if runtime.GOOS == "windows" && filepath.Ext(file) == "" {
		file += ".exe"
	}
	for _, dir := range filepath.SplitList(env("PATH")) {
		if path := filepath.Join(dir, file); filepath.IsAbs(dir) && executable(path) {
			return path, nil
		}
	}
	return "", fmt.Errorf("%s is not installed", name)
}

func executable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && (runtime.GOOS == "windows" || info.Mode()&0o111 != 0)
}

// decimal writes a number as programs read it.
func decimal(v float64) string { return strconv.FormatFloat(v, 'f', 3, 64) }
