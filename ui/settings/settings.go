// Package settings is the place where a person's choices are looked at and
// changed: five groups of them, each with one line that says what it is for.
//
// A choice is changed in place. The arrows take the next value; enter opens a
// list of few values for the arrows, or a field for a text, a number or a day;
// a digit on a number opens its field at once. What is chosen is written to
// the config file at once, that one value and nothing else, in the order in
// which it was chosen; leaving waits for it. A value that cannot be written
// goes back to what the file says, one that was typed stays in its field, and
// why is told in one line. Theme, glyphs and motion are worn as soon as they
// are written. The file itself can be opened in one's own editor.
//
// What a flag or the environment decides is shown beside what the file says.
//
// Place "settings" is of a setting's key, which is chosen then, or of nothing.
//
// It knows no setting by heart: the rows are those of prefs.Settings, and what
// a name can be is asked of the room that knows. Presets are not here.
package settings

import (
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/ui/editor"
	"karuna/ui/prefs"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/theme"
)

// Sound strikes a bell now.
type Sound interface {
	Strike(name string) (sessions.SoundStatus, error)
}

// Settings is the screen.
type Settings struct {
	house  *start.House
	sound  Sound
	editor *editor.Editor
	look   theme.Theme
	w, h   int

	all    []prefs.Setting
	at     int // index into all, of the row chosen
	seen   seen
	values map[string]string // what the file says, or will once it is written, by key
	field  *field            // the value being typed; nil: none
	choose bool              // the arrows change the row
	keeper *keeper
	busy   int       // changes on their way to the file
	said   safe.Text // the one line, until the next key
}

// seen is what a look at the config file and its surroundings found.
type seen struct {
	known    bool
	values   map[string]string
	force    map[string]string       // what holds, flags and environment considered, by key
	by       map[string]prefs.Source // by Setting.Name: whose word that is, where not the file's
	problems []prefs.Problem
	offers   map[string][]string // by Setting.Name: what a name can be
}

// New returns the screen; of is the key of the setting to choose.
func New(house *start.House, sound Sound, edit *editor.Editor, of string) *Settings {
	s := &Settings{
		house: house, sound: sound, editor: edit, w: 80, h: 24,
		all: prefs.Settings(), values: map[string]string{}, keeper: &keeper{house: house},
	}
	s.at = max(slices.IndexFunc(s.all, func(r prefs.Setting) bool { return r.Key == of }), 0)
	return s
}

// found is what Init looked for.
type found struct {
	to   *Settings
	seen seen
}

// Init reads the config file, and what there is to choose from.
func (s *Settings) Init() tea.Cmd {
	return func() tea.Msg { return found{s, look(s.house)} }
}

// Update takes results, the look, the size, what is typed, and the mouse.
func (s *Settings) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case found:
		if msg.to == s {
			s.settle(msg.seen)
		}
	case kept:
		if msg.to == s {
			return s.kept(msg)
		}
	case struck:
		if msg.to == s {
			s.said = msg.line
		}
	case screen.Look:
		s.look = msg.Theme
	case tea.WindowSizeMsg:
		s.w, s.h = msg.Width, msg.Height
	case tea.KeyPressMsg:
		s.press(msg)
	case tea.PasteMsg:
		s.typed(msg.Content)
	case tea.MouseMsg:
		return s.mouse(msg)
	}
	return nil
}

func (s *Settings) mouse(msg tea.MouseMsg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.MouseClickMsg:
		return s.click(msg)
	case tea.MouseWheelMsg:
		if msg.Button == tea.MouseWheelUp {
			return s.move(-1)
		}
		return s.move(1)
	}
	return nil
}

// settle believes what a look found, but for what is on its way to the file.
func (s *Settings) settle(v seen) {
	if s.busy > 0 {
		v.values = s.values
	}
	if v.offers == nil {
		v.offers = s.seen.offers
	}
	s.seen, s.values = v, v.values
}

// row is the setting chosen.
func (s *Settings) row() prefs.Setting { return s.all[s.at] }

// Binds are those of the field, of a choice, or of the rows.
func (s *Settings) Binds() []screen.Bind {
	by := func(do func(int) tea.Cmd, n int) func() tea.Cmd {
		return func() tea.Cmd { s.said = safe.Text{}; return do(n) }
	}
	back := screen.Key("esc", "back", func() tea.Cmd { return screen.Leave(s) }, "esc", "q")
	switch {
	case !s.seen.known:
		return []screen.Bind{back}
	case s.field != nil:
		return []screen.Bind{
			screen.Key("enter", "this one", s.put),
			screen.Key("esc", "as it was", s.drop),
		}
	case s.choose:
		done := func() tea.Cmd { s.choose = false; return nil }
		return []screen.Bind{
			screen.Key("← →", "another", by(s.turn, -1), "left", "up"),
			screen.Key("→", "", by(s.turn, 1), "right", "down", "space"),
			screen.Key("enter", "this one", done, "enter", "esc"),
		}
	}
	bell := screen.Key("b", "hear the bell", s.strike)
	bell.SetEnabled(s.row().Group == "Sound")
	return []screen.Bind{
		screen.Key("enter", "change", s.enter),
		bell,
		screen.Key("d", "default", s.reset),
		back,
		screen.Key("↑ ↓", "choose", by(s.move, -1), "up", "k"),
		screen.Key("↓", "", by(s.move, 1), "down", "j"),
		screen.Key("← →", "another value", by(s.turn, -1), "left"),
		screen.Key("→", "", by(s.turn, 1), "right"),
		screen.Key("e", "the file in your editor", s.edit),
		screen.Key("[ ]", "group before, after", by(s.jump, -1), "[", "pgup"),
		screen.Key("]", "", by(s.jump, 1), "]", "pgdown"),
	}
}

// move chooses another row.
func (s *Settings) move(by int) tea.Cmd {
	if s.field == nil && !s.choose {
		s.at = min(max(s.at+by, 0), len(s.all)-1)
	}
	return nil
}

// jump chooses the first row of another group; going back, that of this one
// first.
func (s *Settings) jump(by int) tea.Cmd {
	i := s.at
	if by < 0 && i > 0 {
		i--
		for i > 0 && s.all[i-1].Group == s.all[i].Group {
			i--
		}
		s.at = i
		return nil
	}
	for i < len(s.all)-1 && s.all[i].Group == s.row().Group {
		i++
	}
	if s.all[i].Group != s.row().Group {
		s.at = i
	}
	return nil
}

// Typing reports whether a value is being typed.
func (s *Settings) Typing() bool { return s.field != nil }

// Frame shows the text cursor in the field.
func (s *Settings) Frame(w, h int) screen.Frame {
	if s.field == nil {
		return screen.Frame{}
	}
	return screen.Frame{Cursor: s.cursor(w, h)}
}

// Leave waits until what was chosen is written.
func (s *Settings) Leave() error {
	var all error
	for _, c := range s.keeper.write() {
		all = errors.Join(all, c.err)
	}
	return all
}
