package library

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"

	"github.com/pelletier/go-toml/v2"

	"karuna/assets"
	"karuna/sessions/script"
)

// Returns returns the lines that bring a sitter back, by pool. A line of
// breath ends in "{breath}". A returns.toml in the person's folder adds pools
// and takes the place of those of the same name.
func (l *Library) Returns() map[string][]string {
	l.loadTexts()
	return maps.Clone(l.returns)
}

// Phrases returns the wishes, by set and person, for example "plain.you". A
// phrases.toml in the person's folder adds sets and takes the place of those
// of the same name.
func (l *Library) Phrases() map[string][]string {
	l.loadTexts()
	return maps.Clone(l.phrases)
}

// Conventions returns the sentences that may stand in more than one script.
func (l *Library) Conventions() []string { return script.Lines(assets.Text("conventions.txt")) }

func (l *Library) loadTexts() {
	l.load() // so that problems are added once, after those of the scripts
	l.texts.Do(func() {
		l.returns, l.phrases = map[string][]string{}, map[string][]string{}
		l.addReturns(BuiltIn, []byte(assets.Text("returns.toml")))
		l.addPhrases(BuiltIn, []byte(assets.Text("phrases.toml")))
		if l.own == nil {
			return
		}
		for _, f := range []struct {
			name string
			add  func(string, []byte)
		}{{"returns.toml", l.addReturns}, {"phrases.toml", l.addPhrases}} {
			src, err := Read(l.own, f.name)
			switch {
			case err == nil:
				f.add(Own, src)
			case !errors.Is(err, fs.ErrNotExist):
				l.problem(Own, f.name, err)
			}
		}
	})
}

func (l *Library) addReturns(source string, src []byte) {
	var pools map[string][]string
	if err := toml.Unmarshal(src, &pools); err != nil {
		l.problem(source, "returns.toml", err)
		return
	}
	maps.Copy(l.returns, pools)
}

func (l *Library) addPhrases(source string, src []byte) {
	var sets map[string]map[string][]string
	if err := toml.Unmarshal(src, &sets); err != nil {
		l.problem(source, "phrases.toml", err)
		return
	}
	for set, persons := range sets {
		for person, lines := range persons {
			l.phrases[set+"."+person] = lines
		}
	}
}

func (l *Library) problem(source, name string, err error) {
	l.problems = append(l.problems, FileProblem{Source: source, Path: name, Err: fmt.Errorf("read the lines: %w", err)})
}
