package prefs

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// Preset is a sit made ready under a name: a [[preset]] of the config file.
// It holds no intention, no person and no sentence.
type Preset struct {
	Name    string
	Choices map[string]string // by Setting.Name: script, for, bells, bell, guidance …
}

// Chosen is one choice of a preset.
type Chosen struct{ Name, Text string }

// Ordered returns the choices: the script and the length, then the rest in the
// order of the settings.
func (s Preset) Ordered() []Chosen {
	var out []Chosen
	for _, r := range append(sitRows(), table()...) {
		text, ok := s.Choices[r.Name]
		if ok && !slices.ContainsFunc(out, func(c Chosen) bool { return c.Name == r.Name }) {
			out = append(out, Chosen{r.Name, text})
		}
	}
	return out
}

// FindPreset returns the preset of that name, or by its number from "1".
func (p Prefs) FindPreset(name string) (Preset, bool) {
	for _, s := range p.Presets {
		if s.Name == name {
			return s, true
		}
	}
	if len(name) == 1 && name[0] >= '1' && int(name[0]-'1') < len(p.Presets) {
		return p.Presets[name[0]-'1'], true
	}
	return Preset{}, false
}

// PresetOf returns a preset that holds those choices of a sit, each by its
// Setting.Name; one that says nothing, and one that no preset can hold, is left
// out.
func PresetOf(name string, sit Sit, choices []string) Preset {
	s := Preset{Name: name, Choices: map[string]string{}}
	for _, choice := range choices {
		r, ok := find(choice)
		if !ok || !r.preset || r.Name != choice {
			continue
		}
		if text := r.text(&sit); text != "" {
			s.Choices[choice] = text
		}
	}
	return s
}

// Beyond returns the choices of a sit, by Setting.Name, that a preset may hold
// and that are not those of base. Which practice it is and how long are no such
// choices.
func (s Sit) Beyond(base Sit) map[string]string {
	out := map[string]string{}
	for _, r := range table() {
		if !r.preset || r.Name == "script" || r.Name == "for" || r.Name == "open" {
			continue
		}
		if text := r.text(&s); text != r.text(&base) {
			out[r.Name] = text
		}
	}
	return out
}

// check returns what is wrong with the preset as a whole.
func (s Preset) check() error {
	if err := checkName(s.Name); err != nil {
		return err
	}
	for name, text := range s.Choices {
		r, ok := find(name)
		if !ok || !r.preset || r.Name != name {
			return fmt.Errorf("%s: not for a preset", name)
		}
		sit := Sit{Prefs: Default()}
		if err := r.set(&sit, value{text: text}); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return s.endless()
}

// endless returns why the preset cannot be an open sit, nil where it can, or
// asks for none.
func (s Preset) endless() error {
	switch open, _ := yesNo(s.Choices["open"]); {
	case !open:
		return nil
	case s.Choices["script"] != "":
		return errors.New("open: a silent sit can be open, and this one has a script")
	case s.Choices["for"] != "":
		return errors.New("open: a sit is open or has a length, one of the two")
	}
	return nil
}

func checkName(name string) error {
	if strings.TrimSpace(name) == "" || len(name) > 100 || strings.ContainsAny(name, "\n\r\t") {
		return errors.New("a preset needs a name of one short line")
	}
	return nil
}

func (r *reader) inPreset(e entry) {
	for len(r.presets) <= e.preset {
		r.presets = append(r.presets, Preset{Choices: map[string]string{}})
		r.places = append(r.places, e.at)
	}
	s := &r.presets[e.preset]
	if e.path == "name" {
		if e.kind == unstable.String {
			s.Name = e.value.text
		}
		return
	}
	row, ok := find(e.path)
	if !ok || !row.preset || row.Name != e.path {
		r.tell(e.at, "preset."+e.path, Note, "not something a preset holds")
		return
	}
	if _, twice := s.Choices[e.path]; twice {
		return
	}
	trial := Sit{Prefs: Default()}
	err := errNotPlain
	if e.kind != unstable.Invalid {
		err = row.set(&trial, e.value)
	}
	if err != nil {
		r.tell(e.from, "preset."+e.path, Fault, err.Error())
		return
	}
	s.Choices[e.path] = row.text(&trial)
}

// endPresets keeps the presets that have a name of their own.
func (r *reader) endPresets() {
	names := map[string]bool{}
	for i, s := range r.presets {
		switch err := checkName(s.Name); {
		case err != nil:
			r.tell(r.places[i], "preset", Fault, err.Error()+"; left out")
		case names[s.Name]:
			r.tell(r.places[i], "preset", Fault, fmt.Sprintf("a second one named %q; left out", s.Name))
		default:
			if err := s.endless(); err != nil {
				r.tell(r.places[i], "preset", Fault, fmt.Sprintf("%q: %v; not open", s.Name, err))
				delete(s.Choices, "open")
			}
			names[s.Name] = true
			r.sit.Presets = append(r.sit.Presets, s)
		}
	}
}
