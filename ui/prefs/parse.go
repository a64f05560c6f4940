package prefs

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// MaxFile is the size of the largest config file that is read, in bytes.
const MaxFile = 256 << 10

// Severity says what a Problem means for the choice it is about.
type Severity string

// The severities. A Fault leaves the default in place; a Note is about
// something that has no effect.
const (
	Fault Severity = "error"
	Note  Severity = "note"
)

// Problem is one thing to tell about a config file or another layer.
type Problem struct {
	Line, Col int    // from 1; 0 when the problem has no place in a file
	Key       string // "" when it is about no one choice
	Severity  Severity
	Text      string
}

// String returns "3:14: max_gap: want one of 60, 90, 120, 300".
func (p Problem) String() string {
	var b strings.Builder
	if p.Line > 0 {
		fmt.Fprintf(&b, "%d:%d: ", p.Line, p.Col)
	}
	if p.Key != "" {
		b.WriteString(p.Key + ": ")
	}
	return b.String() + p.Text
}

// Load reads the config file at path. A file that is not there is no
// problem: the defaults hold. Any other trouble with the file is one Fault.
// A program to run is taken only from a file that nobody else can write.
func Load(path string) (Prefs, []Problem) {
	src, err := readFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return Default(), nil
	}
	if err != nil {
		return Default(), []Problem{{Severity: Fault, Text: err.Error()}}
	}
	p, problems := Parse(src)
	if len(p.Voice.Command) > 0 {
		if why := othersCanWrite(path); why != "" {
			p.Voice.Command = nil
			problems = append(problems, Problem{Key: "voice.tts_command", Severity: Fault, Text: "left out: " + why})
		}
	}
	return p, problems
}

func readFile(path string) (src []byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read the config file: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("read the config file: %q is not a file", path)
	}
	src, err = io.ReadAll(io.LimitReader(f, MaxFile+1))
	if err != nil {
		return nil, fmt.Errorf("read the config file: %w", err)
	}
	if len(src) > MaxFile {
		return nil, fmt.Errorf("read the config file: %q is over %d KiB", path, MaxFile>>10)
	}
	return src, nil
}

// Parse reads the text of a config file. It always returns a whole Prefs:
// what could not be used is in problems and has its default.
func Parse(src []byte) (Prefs, []Problem) {
	if len(src) > MaxFile {
		return Default(), []Problem{{Severity: Fault, Text: fmt.Sprintf("the config file is over %d KiB", MaxFile>>10)}}
	}
	r := reader{doc: scan(src), sit: Sit{Prefs: Default()}, seen: map[string]bool{}}
	for _, e := range r.doc.entries {
		if e.at >= r.doc.faultAt {
			break
		}
		if e.preset >= 0 {
			r.inPreset(e)
		} else {
			r.setting(e)
		}
	}
	r.endPresets()
	if r.doc.fault != nil {
		r.tell(r.doc.faultAt, "", Fault, r.doc.fault.Error()+"; nothing after this place counts")
	}
	return r.sit.Prefs, r.problems
}

type reader struct {
	doc      document
	sit      Sit
	seen     map[string]bool
	presets  []Preset
	places   []int // of the presets' headers
	problems []Problem
}

func (r *reader) tell(at int, key string, severity Severity, text string) {
	row, col := position(r.doc.src, at)
	r.problems = append(r.problems, Problem{row, col, strings.ReplaceAll(key, "·", "."), severity, text})
}

func (r *reader) setting(e entry) {
	if r.seen[e.path] {
		return
	}
	r.seen[e.path] = true
	row, ok := byKey(e.path)
	if !ok {
		r.tell(e.at, e.path, Note, unknown(e.path))
		return
	}
	err := errNotPlain
	if e.kind != unstable.Invalid {
		err = row.set(&r.sit, e.value)
	}
	if err != nil {
		r.tell(e.from, e.path, Fault, fmt.Sprintf("%v; using %s", err, orNothing(row.text(&r.sit))))
	}
}

var errNotPlain = errors.New("want a text, a number, true or false, or a list of texts")

func orNothing(text string) string {
	if text == "" {
		return "nothing"
	}
	return text
}

func byKey(key string) (row, bool) {
	for _, r := range table() {
		if r.Key != "" && r.Key == key {
			return r, true
		}
	}
	return row{}, false
}

// unknown points to the key that was meant when a table was left out or is
// another one.
func unknown(key string) string {
	last := key[strings.LastIndexByte(key, '.')+1:]
	for _, r := range table() {
		if r.Key != "" && (r.Name == last || strings.HasSuffix(r.Key, "."+last)) {
			return "not a setting; " + r.Key + " is"
		}
	}
	return "not a setting this karuna knows"
}
