// Package uitest runs screens in front of an emulated terminal, for tests.
//
// Run starts the real root and the real program in a synctest bubble; the test
// presses keys and reads what the window shows. Places that a screen opens and
// that are not in the table are noted in Opened instead of shown.
//
// Golden compares a window with a file of testdata, at the five sizes every
// screen must hold, with colour, without, and in ASCII.
//
// Home is a home folder of the test's own, and its house.
//
// It is for tests alone and decides nothing about how a screen looks.
package uitest

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/vt"

	"karuna/assets"
	"karuna/ui"
	"karuna/ui/screen"
	"karuna/ui/theme"
)

// Config says what is run: Open for the names in Places, or a table of Rows.
type Config struct {
	Open    func(screen.Place) (screen.Screen, error) // makes the screens of the names in Places
	Places  []string                                  // the names; others are noted and left closed
	Rows    []ui.Row                                  // in place of Open and Places: a whole table
	Start   screen.Place
	Env     []string // NAME=value; LANG says UTF-8 unless it is given
	Wide    int      // columns; 0: 80
	High    int      // rows; 0: 24
	Blind   bool     // nobody looks: nothing of what is written is kept, and it is quick
	Change  func(*ui.Config)
	Options []tea.ProgramOption
	Before  func()        // before the program begins, in the bubble
	Tidy    func()        // after the program has ended, in the bubble
	Linger  time.Duration // how long commands may be asleep then; 0: two minutes
}

// Window is a running program with a terminal in front of it.
type Window struct {
	T       *testing.T
	Root    *ui.Root
	Program *tea.Program
	Done    chan error // what the program ended with; put it back after taking it

	config Config

	mu     sync.Mutex
	emu    *vt.Emulator
	wrote  strings.Builder
	writes int
	gate   chan struct{} // not nil: the terminal does not read until it is closed
	opened []screen.Place
	wear   []screen.Wear
}

// Run starts the program in a bubble, hands the window to f, and ends it.
func Run(t *testing.T, c Config, f func(*Window)) {
	t.Helper()
	if c.Wide == 0 {
		c.Wide, c.High = 80, 24
	}
	synctest.Test(t, func(t *testing.T) {
		if c.Before != nil {
			c.Before()
		}
		w := &Window{T: t, config: c, emu: vt.NewEmulator(c.Wide, c.High), Done: make(chan error, 1)}
		env := environment(append(c.Env, "LANG=en_GB.UTF-8"))
		root := ui.Config{Places: w.places(), Start: c.Start, Palettes: assets.Themes(), Env: env}
		if c.Change != nil {
			c.Change(&root)
		}
		w.Root = ui.New(root)
		w.Program = ui.Program(w.Root, append([]tea.ProgramOption{
			tea.WithInput(nil), tea.WithOutput(w), tea.WithWindowSize(c.Wide, c.High),
			tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithColorProfile(colorprofile.TrueColor),
			tea.WithFilter(w.filter),
		}, c.Options...)...)
		go func() { _, err := w.Program.Run(); w.Done <- err }()
		go drain(w.emu) // replies to queries
		defer w.end()
		w.Settle()
		f(w)
	})
}

func (w *Window) places() []ui.Row {
	if w.config.Rows != nil {
		return w.config.Rows
	}
	var rows []ui.Row
	for _, name := range w.config.Places {
		rows = append(rows, ui.Row{Name: name, Open: w.config.Open})
	}
	return rows
}

// filter notes requests for places that are not in the table, and for another
// look.
func (w *Window) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg := msg.(type) {
	case within:
		msg.f()
		close(msg.done)
		return nil
	case screen.Wear:
		w.mu.Lock()
		defer w.mu.Unlock()
		w.wear = append(w.wear, msg)
	case screen.Open:
		w.mu.Lock()
		defer w.mu.Unlock()
		w.opened = append(w.opened, msg.Place)
		if w.config.Rows != nil {
			return msg
		}
		for _, name := range w.config.Places {
			if name == msg.Place.Name {
				return msg
			}
		}
		return nil
	}
	return msg
}

func environment(pairs []string) func(string) string {
	return func(name string) string {
		for _, p := range pairs {
			if v, ok := strings.CutPrefix(p, name+"="); ok {
				return v
			}
		}
		return ""
	}
}

// Write is the terminal's end. Without an input the renderer takes it that a
// line feed goes back to the first column, as a terminal that is not raw has
// it, so that is what it gets.
func (w *Window) Write(b []byte) (int, error) {
	w.mu.Lock()
	gate := w.gate
	w.mu.Unlock()
	if gate != nil {
		<-gate // a mutex would stop the bubble's clock
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.writes++
	if w.config.Blind {
		return len(b), nil
	}
	w.wrote.Write(b)
	if _, err := w.emu.Write(bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	return len(b), nil
}

func (w *Window) end() {
	w.Program.Send(screen.Quit{})
	if err := <-w.Done; err != nil {
		w.T.Error(err)
	}
	if w.config.Tidy != nil {
		w.config.Tidy()
	}
	time.Sleep(max(w.config.Linger, 2*time.Minute)) // commands asleep must end before the bubble may
	if c, ok := w.emu.InputPipe().(io.Closer); ok {
		if err := c.Close(); err != nil {
			w.T.Error(err)
		}
	}
	synctest.Wait() // until nobody reads it any more
	if err := w.emu.Close(); err != nil {
		w.T.Error(err)
	}
}

// drain reads the terminal's replies until it is closed.
func drain(r io.Reader) {
	if _, err := io.Copy(io.Discard, r); err != nil {
		return // closed: there is nothing more to read
	}
}

// Settle waits until everything that was begun is done and drawn.
func (w *Window) Settle() {
	for range 3 {
		time.Sleep(20 * time.Millisecond)
		synctest.Wait()
	}
}

// Send gives the program a message and lets it settle.
func (w *Window) Send(msgs ...tea.Msg) {
	for _, m := range msgs {
		w.Program.Send(m)
		synctest.Wait()
	}
	w.Settle()
}

// Press presses keys one after the other: single characters, and the names
// that KeyPressMsg.String has.
func (w *Window) Press(keys ...string) {
	for _, k := range keys {
		w.Program.Send(Key(k))
		synctest.Wait()
	}
	w.Settle()
}

// Click clicks at a cell.
func (w *Window) Click(x, y int) {
	w.Send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
}

// Size gives the window another size.
func (w *Window) Size(wide, high int) {
	w.mu.Lock()
	w.emu.Resize(wide, high)
	w.mu.Unlock()
	w.Send(tea.WindowSizeMsg{Width: wide, Height: high})
}

// Raw returns all that was written to the terminal.
func (w *Window) Raw() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.wrote.String()
}

// Frames returns how often something was written to the terminal.
func (w *Window) Frames() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.writes
}

// Stall stops the terminal from reading until the function it returns is
// called.
func (w *Window) Stall() (goOn func()) {
	gate := make(chan struct{})
	w.mu.Lock()
	w.gate = gate
	w.mu.Unlock()
	return func() {
		w.mu.Lock()
		w.gate = nil
		w.mu.Unlock()
		close(gate)
	}
}

// Text returns what the window shows.
func (w *Window) Text() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.emu.String()
}

// Render returns what the window shows, with its colours.
func (w *Window) Render() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.emu.Render()
}

// Row returns the first row that has the text; the test fails when there is none.
func (w *Window) Row(text string) int {
	w.T.Helper()
	w.Shows(text)
	for y, line := range strings.Split(w.Text(), "\n") {
		if strings.Contains(line, text) {
			return y
		}
	}
	return -1
}

// Opened returns the places that were asked for, in order.
func (w *Window) Opened() []screen.Place {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]screen.Place(nil), w.opened...)
}

// Wear returns the looks that were asked for, in order.
func (w *Window) Wear() []screen.Wear {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]screen.Wear(nil), w.wear...)
}

// Ended reports whether the program has ended.
func (w *Window) Ended() bool {
	select {
	case err := <-w.Done:
		w.Done <- err
		return true
	default:
		return false
	}
}

// Within runs f where the program runs, between two messages: what belongs to
// the program may be looked at there and nowhere else while it runs.
func (w *Window) Within(f func()) {
	if w.Ended() {
		f()
		return
	}
	done := make(chan struct{})
	w.Program.Send(within{f, done})
	<-done
}

type within struct {
	f    func()
	done chan struct{}
}

// View returns what the root draws now.
func (w *Window) View() (v tea.View) {
	w.Within(func() { v = w.Root.View() })
	return v
}

// Shows fails the test where the window lacks one of the texts.
func (w *Window) Shows(want ...string) {
	w.T.Helper()
	got := w.Text()
	for _, s := range want {
		if !strings.Contains(got, s) {
			w.T.Fatalf("window does not show %q:\n%s", s, got)
		}
	}
}

// Hides fails the test where the window shows one of the texts.
func (w *Window) Hides(not ...string) {
	w.T.Helper()
	got := w.Text()
	for _, s := range not {
		if strings.Contains(got, s) {
			w.T.Fatalf("window shows %q:\n%s", s, got)
		}
	}
}

// Key returns the key press of that name.
func Key(name string) tea.KeyPressMsg {
	codes := map[string]rune{
		"esc": tea.KeyEscape, "enter": tea.KeyEnter, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft,
		"right": tea.KeyRight, "backspace": tea.KeyBackspace, "tab": tea.KeyTab, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
		"home": tea.KeyHome, "end": tea.KeyEnd, "delete": tea.KeyDelete,
	}
	if code, ok := codes[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	if name == "space" {
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	if c, ok := strings.CutPrefix(name, "shift+"); ok {
		return tea.KeyPressMsg{Code: codes[c], Mod: tea.ModShift}
	}
	if c, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: []rune(c)[0], Mod: tea.ModCtrl}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// looks are the three hands of every picture.
func looks() []struct {
	name string
	term theme.Terminal
} {
	return []struct {
		name string
		term theme.Terminal
	}{
		{"colour", theme.Terminal{Dark: true, Colors: theme.TrueColor}},
		{"plain", theme.Terminal{Dark: true}},
		{"ascii", theme.Terminal{Dark: true, Glyphs: theme.ASCII}},
	}
}
