// Package screen is the agreement between the root of the interface and its
// screens.
//
// A screen is one package with one constructor. It knows its own state and
// what it was given, never another screen: to go somewhere it returns a
// command that yields Open, to leave one that yields Close.
//
// What the root promises a screen:
//
//   - Before its first View: Init once, then, as news, the Look it is drawn in,
//     the window's size as tea.WindowSizeMsg and, if the window has lost the
//     focus, tea.BlurMsg.
//   - Input (keys, mouse, paste) only while it is on top. A key goes to the
//     first of Binds that matches; a key that matches none, and mouse and
//     paste, go to Update. See Pointer for the mouse.
//   - News (everything else: ticks, results, size, Look, focus) always, also
//     while it is covered.
//   - View is called with the size of the window, at least 20 by 6.
//
// What a screen promises: Update does no I/O and does not wait; View is a
// function of its state and the size, and what it returns fits the size.
//
// Capabilities are asked for, never required: Leaver, Typer, Pointer, Framer,
// Reacher.
package screen

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"karuna/ui/safe"
	"karuna/ui/theme"
)

// Screen is one place a person can be. Its methods have pointer receivers:
// Update changes the screen itself and returns what to do.
type Screen interface {
	Init() tea.Cmd
	Update(msg tea.Msg) tea.Cmd
	View(w, h int) theme.Block
	Binds() []Bind // what the keys do now; called on every key press
}

// Bind is a row of the key table: the keys and their help, and what they do.
// The same rows dispatch keys, make the help screen and docs/keys.md. A
// disabled binding does neither.
type Bind struct {
	key.Binding
	Do func() tea.Cmd
}

// Key returns a row: what the help shows for the keys, what they do in a word
// or two, the action, and the keys as tea.KeyPressMsg.String spells them. With
// no keys given, shown is the key.
func Key(shown, help string, do func() tea.Cmd, keys ...string) Bind {
	if len(keys) == 0 {
		keys = []string{shown}
	}
	return Bind{key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, help)), do}
}

// Match returns the first enabled row that has the key.
func Match(msg tea.KeyPressMsg, binds []Bind) (Bind, bool) {
	for _, b := range binds {
		if key.Matches(msg, b.Binding) {
			return b, true
		}
	}
	return Bind{}, false
}

// Leaver is a screen with something to finish once it is off the stack. Leave
// is called once, in a command, also when the program ends; it may do I/O.
type Leaver interface{ Leave() error }

// Typer is a screen with text fields. While Typing, keys that print go to
// Update before any table is asked, the root's own keys included; enter, esc
// and ctrl keys are looked up as ever.
type Typer interface{ Typing() bool }

// Reacher is a screen some of whose keys work while other screens cover it,
// when those have no use for them: the way to solid ground during a sit.
type Reacher interface{ Reach() []Bind }

// Pointer is a screen of rows. Point chooses the row at a cell of the window and
// reports whether there is one: a click on it then does what enter does. The
// wheel does what ↑ and ↓ do. Screens that are no Pointer are given the mouse
// in Update.
type Pointer interface{ Point(x, y int) bool }

// Framer is a screen that wants more of the window than its View.
type Framer interface{ Frame(w, h int) Frame }

// Frame is what surrounds a View. The zero Frame asks for nothing.
type Frame struct {
	Title    safe.Text // of the window; empty: "karuna"
	Progress *float64  // 0 to 1, for terminals that show it; nil: none
	Cursor   *Point    // where the text cursor is shown; nil: hidden
	Black    bool      // the whole window is black while this is on top
	Motion   bool      // mouse motion is wanted, not only clicks
}

// Point is a cell of the window, from 0, 0 at the top left.
type Point struct{ X, Y int }

// Look is news: draw with this theme from now on.
type Look struct{ theme.Theme }

// Suspending is news: the process is about to be stopped from the keyboard.
// tea.ResumeMsg is the news that it goes on.
type Suspending struct{}

// Trouble is news and a result: something went wrong that a person should be
// told in one quiet line. The root keeps the last one.
type Trouble struct{ Err error }
