package settings

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/ui/prefs"
	"karuna/ui/safe"
	"karuna/ui/widget"
)

// longest is the most a field takes, in bytes.
const longest = 2000

// field is a value being typed.
type field struct {
	text widget.Writing
	err  error // why it cannot be so; nil until it was tried
}

// turn takes the value by places further on.
func (s *Settings) turn(by int) tea.Cmd {
	r := s.row()
	now := s.values[r.Key]
	if r.Kind == prefs.Word {
		names := s.names(r)
		if len(names) == 0 {
			return nil
		}
		i := max(slices.Index(names, now), 0) + by
		return s.set(r, names[(i%len(names)+len(names))%len(names)])
	}
	next, ok := prefs.Turn(r.Key, now, by)
	if !ok {
		return nil
	}
	return s.set(r, next)
}

// names is what a name can be, and what it is now.
func (s *Settings) names(r prefs.Setting) []string {
	names, ok := s.seen.offers[r.Name]
	if !ok {
		names = r.Choices
	}
	if now := s.values[r.Key]; now != "" && !slices.Contains(names, now) {
		names = append(slices.Clone(names), now)
	}
	return names
}

// enter changes the row in the way of its kind.
func (s *Settings) enter() tea.Cmd {
	s.said = safe.Text{}
	switch r := s.row(); r.Kind {
	case prefs.Switch:
		return s.turn(1)
	case prefs.Choice, prefs.Word:
		s.choose = true
	default:
		s.open(shownText(r, s.values[r.Key]))
	}
	return nil
}

// shownText is the value as it is put into a field.
func shownText(r prefs.Setting, text string) string {
	if r.Key == "voice.tts_command" || r.Kind != prefs.Text {
		return text
	}
	return strings.ReplaceAll(text, ",", ", ")
}

func (s *Settings) open(text string) {
	s.choose = false
	s.field = &field{text: widget.NewWriting(text, false, longest)}
}

// press takes a key that no table has.
func (s *Settings) press(msg tea.KeyPressMsg) {
	s.said = safe.Text{}
	if s.field == nil {
		s.typed(msg.Text)
		return
	}
	s.field.text, s.field.err = s.field.text.Press(msg.String(), msg.Text, s.w), nil
}

// typed takes text into the field, and opens one where that is meant.
func (s *Settings) typed(text string) {
	text = safe.Line(text).String()
	if !s.seen.known || text == "" {
		return
	}
	if s.field == nil {
		if !begins(s.row().Kind, text) {
			return
		}
		s.open("")
	}
	s.field.text, s.field.err = s.field.text.Insert(text), nil
}

// begins reports whether text is the beginning of a value of that kind.
func begins(k prefs.Kind, text string) bool {
	switch k {
	case prefs.Choice, prefs.Switch:
		return false
	case prefs.Number, prefs.Length, prefs.Date:
		return text[0] >= '0' && text[0] <= '9'
	}
	return strings.TrimSpace(text) != ""
}

// put ends the typing with what was typed. What cannot be so stays to be
// mended.
func (s *Settings) put() tea.Cmd {
	r := s.row()
	text := strings.TrimSpace(s.field.text.Text())
	if r.Unit != "" {
		text = strings.TrimSpace(strings.TrimSuffix(text, r.Unit))
	}
	if _, err := prefs.Edit(nil, r.Key, text); err != nil {
		s.field.err = err
		return nil
	}
	typed := s.field.text.Text()
	s.field = nil
	return s.change(change{key: r.Key, name: r.Name, text: text, typed: typed})
}

// drop ends the typing and leaves the value as it was.
func (s *Settings) drop() tea.Cmd {
	s.field = nil
	return nil
}

// reset takes the value of someone who has made no choice.
func (s *Settings) reset() tea.Cmd {
	s.said = safe.Text{}
	return s.set(s.row(), s.row().Default)
}

func (s *Settings) set(r prefs.Setting, text string) tea.Cmd {
	if s.values[r.Key] == text {
		return nil
	}
	return s.change(change{key: r.Key, name: r.Name, text: text})
}

// struck says how the bell was heard.
type struck struct {
	to   *Settings
	line safe.Text
}

// strike strikes the bell that is chosen.
func (s *Settings) strike() tea.Cmd {
	sound, bell := s.sound, s.values["bells.bell"]
	return func() tea.Msg {
		status, err := sound.Strike(bell)
		switch {
		case err != nil:
			return struck{s, safe.Format("No sound: %s.", err.Error())}
		case status.State == sessions.SoundBell:
			return struck{s, safe.Lit("That was the terminal's bell.")}
		case status.Line != "":
			return struck{s, safe.Line(status.Line)}
		}
		return struck{s, safe.Format("It sounds on %s.", status.Device)}
	}
}

// click chooses a row and does what enter does. While a row is being changed,
// a click on it takes the next value, one elsewhere ends that.
func (s *Settings) click(msg tea.MouseClickMsg) tea.Cmd {
	i, ok := s.stack(s.w, s.h).At(s.w, s.h, columnOf(s.w), msg.Y)
	if !ok || msg.Button != tea.MouseLeft {
		return nil
	}
	if s.choose && i == s.at {
		return s.turn(1)
	}
	var cmd tea.Cmd
	if s.field != nil {
		if i == s.at {
			return nil
		}
		if cmd = s.put(); s.field != nil {
			return nil
		}
	}
	s.choose, s.at = false, i
	return tea.Batch(cmd, s.enter())
}
