package prefs

import (
	"bytes"
	"fmt"
)

// AddPreset writes the preset at the end of the config file, in the place of
// one with the same name.
func AddPreset(path string, s Preset) error {
	return change(path, func(src []byte) ([]byte, error) { return EditPreset(src, s) })
}

// RemovePreset takes the preset of that name out of the config file.
func RemovePreset(path, name string) error {
	return change(path, func(src []byte) ([]byte, error) { return CutPreset(src, name) })
}

// RenamePreset gives a preset another name.
func RenamePreset(path, name, to string) error {
	return change(path, func(src []byte) ([]byte, error) {
		if err := checkName(to); err != nil {
			return nil, fmt.Errorf("rename preset %q: %w", name, err)
		}
		d := scan(src)
		if p, _ := Parse(src); d.fault != nil || name == "" {
			return nil, fmt.Errorf("rename preset %q: the config file has a fault", name)
		} else if _, taken := p.FindPreset(to); taken {
			return nil, fmt.Errorf("rename preset %q: there is one named %q", name, to)
		}
		for _, e := range d.entries {
			if e.preset >= 0 && e.path == "name" && e.value.text == name {
				return splice(src, e.from, e.to, quote(to)), nil
			}
		}
		return nil, fmt.Errorf("rename preset %q: there is none of that name", name)
	})
}

// EditPreset returns src with the preset in it; see AddPreset.
func EditPreset(src []byte, s Preset) ([]byte, error) {
	if err := s.check(); err != nil {
		return nil, fmt.Errorf("save preset %q: %w", s.Name, err)
	}
	if cut, err := CutPreset(src, s.Name); err == nil {
		src = cut
	}
	d := scan(src)
	if d.fault != nil {
		row, col := position(src, d.faultAt)
		return nil, fmt.Errorf("save preset %q: the config file has a fault at %d:%d: %w", s.Name, row, col, d.fault)
	}
	nl := d.newline()
	text := "[[preset]]" + nl + "name = " + quote(s.Name) + nl
	if len(bytes.TrimSpace(src)) > 0 {
		text = nl + text
	}
	for _, r := range table() {
		given, ok := s.Choices[r.Name]
		if !ok {
			continue
		}
		sit := Sit{Prefs: Default()}
		if err := r.set(&sit, value{text: given}); err != nil {
			return nil, fmt.Errorf("save preset %q: %s: %w", s.Name, r.Name, err)
		}
		text += r.Name + " = " + r.literal(&sit) + nl
	}
	return d.insert(len(src), text), nil
}

// CutPreset returns src without the preset of that name.
func CutPreset(src []byte, name string) ([]byte, error) {
	d := scan(src)
	for _, e := range d.entries {
		if e.preset < 0 || e.path != "name" || e.value.text != name {
			continue
		}
		from, to := len(src), len(src)
		for _, h := range d.headers {
			if h.preset == e.preset {
				from = h.from
			} else if h.from > from && to == len(src) {
				to = h.from
			}
		}
		to = d.keepComments(from, to)
		if to == len(src) { // the blank line that stood before it
			from = len(bytes.TrimRight(src[:from], "\r\n")) + len(d.newline())
			from = min(from, to)
		}
		return splice(src, from, to, ""), nil
	}
	return nil, fmt.Errorf("remove preset %q: there is none of that name", name)
}

// keepComments moves to, the start of a header's line, up over the comments
// that stand directly above it.
func (d document) keepComments(from, to int) int {
	if to == len(d.src) {
		return to
	}
	for to > from {
		before := bytes.LastIndexByte(d.src[:to-1], '\n') + 1
		if before <= from || d.src[before] != '#' {
			break
		}
		to = before
	}
	return to
}
