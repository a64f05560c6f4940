package setup

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"karuna/ui/prefs"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/widget"
)

// The most that fields take, in bytes.
const (
	longestLength = 20
	longestLine   = 400
	longestName   = 60
)

// field is a row whose text is being written.
type field struct {
	row    row
	text   widget.Writing
	length Length // of the length row: what the text says
	err    error
}

// write opens the field of a row.
func (s *Setup) write(r row) {
	text, most := "", longestLine
	switch {
	case r == lengthRow:
		text, most = s.length.typed(), longestLength
	case r == intentionRow:
		text = s.intention
	case r == nameRow:
		text, most = s.title().String(), longestName
	case r >= askRow:
		text = s.slots[s.uses.asks[r-askRow].Name]
	}
	s.on, s.field = r, &field{row: r, text: widget.NewWriting(text, false, most), length: s.length}
}

// typed takes a key into the field; a digit opens that of the length.
func (s *Setup) typed(key, text string) tea.Cmd {
	digit := text != "" && text[0] >= '0' && text[0] <= '9'
	switch {
	case !s.known || s.choosing() || s.field == nil && !digit:
		return nil
	case s.field == nil:
		s.write(lengthRow)
		s.field.text = widget.NewWriting("", false, longestLength)
	}
	s.field.text = s.field.text.Press(key, text, longestLine)
	if s.field.row != lengthRow {
		return nil
	}
	s.field.length, s.field.err = ParseLength(s.field.text.Text(), s.house.Now(), s.script.ID == "")
	return s.replan()
}

// take ends the writing with what was written. What cannot be read stays to be
// mended; a length goes on to Begin.
func (s *Setup) take() tea.Cmd {
	f := s.field
	if f.err != nil {
		return nil
	}
	text := strings.TrimSpace(f.text.Text())
	s.field = nil
	switch {
	case f.row == lengthRow:
		s.length, s.on = f.length, beginRow
		return s.replan()
	case f.row == intentionRow:
		s.intention = text
	case f.row == nameRow:
		s.on = beginRow
		return s.save(text)
	case f.row >= askRow:
		s.slots[s.uses.asks[f.row-askRow].Name] = text
	}
	return nil
}

// drop ends the writing and leaves everything as it was.
func (s *Setup) drop() tea.Cmd {
	f := s.field
	s.field = nil
	if f.row == nameRow {
		s.on = beginRow
	}
	if f.row == lengthRow {
		return s.replan()
	}
	return nil
}

// inField are the keys while something is written.
func (s *Setup) inField() []screen.Bind {
	words := "keep it"
	switch s.field.row {
	case lengthRow:
		words = "this length"
	case nameRow:
		words = "save as preset"
	}
	return []screen.Bind{screen.Key("enter", words, s.take), screen.Key("esc", "as it was", s.drop)}
}

// Typing reports whether something is being written.
func (s *Setup) Typing() bool { return s.field != nil }

// saved says that a preset was written, as the one of that number.
type saved struct {
	to     *Setup
	name   string
	number int
	err    error
}

// save writes what stands on the screen as a preset: everything but the
// intention and the lines a script asks for, which are of one sit alone.
func (s *Setup) save(name string) tea.Cmd {
	sit := s.choices
	sit.Script, sit.For = s.script.ID, s.length.For
	keys := []string{"bells", "ambience"}
	if s.script.ID != "" {
		keys = append(keys, "script", "guidance", "voice")
	}
	if s.length.For > 0 {
		keys = append(keys, "for")
	}
	if sit.Open = s.length.Open; sit.Open {
		keys = append(keys, "open")
	}
	for r, key := range map[row]string{
		breathRow: "breath", wordingRow: "variants", phrasesRow: "phrases", orderRow: "order", optionalRow: "difficult",
	} {
		if slices.Contains(s.folded(), r) {
			keys = append(keys, key)
		}
	}
	house := s.house
	return func() tea.Msg {
		places, err := house.Places()
		if err == nil {
			err = prefs.AddPreset(places.ConfigFile, prefs.PresetOf(name, sit, keys))
		}
		house.Reload()
		number := slices.IndexFunc(house.Prefs().Presets, func(p prefs.Preset) bool { return p.Name == name })
		return saved{s, name, number + 1, err}
	}
}

func (s *Setup) saved(msg saved) tea.Cmd {
	switch {
	case msg.to != s:
		return nil
	case msg.err != nil:
		return func() tea.Msg { return screen.Trouble{Err: msg.err} }
	case msg.number >= 1 && msg.number <= 9:
		s.said = safe.Format("Kept: %d at home sets this up.", msg.number)
	default:
		s.said = safe.Format("Kept as %s.", safe.Line(msg.name))
	}
	return nil
}
