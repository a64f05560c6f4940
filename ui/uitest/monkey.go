package uitest

import (
	"math/rand/v2"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
)

// Monkey presses any keys in any order, clicks anywhere and changes the size
// of the window. The program must go on, or end without an error.
func Monkey(t *testing.T, c Config, seed uint64) {
	t.Helper()
	keys := []string{
		"up", "down", "left", "right", "enter", "enter", "esc", "backspace", "ctrl+u", "pgup", "pgdown", "space", "/", "?", "q",
		"t", "c", "b", "k", "j", "+", "-", "=", "0", "1", "2", "9", "h", "m", "s", ":", ".", "x", "é", "慈", "tab",
	}
	Run(t, c, func(w *Window) {
		r := rand.New(rand.NewPCG(seed, 11))
		for i := 0; i < 300 && !w.Ended(); i++ {
			switch {
			case i%40 == 39:
				w.Program.Send(tea.WindowSizeMsg{Width: r.IntN(120), Height: r.IntN(40)})
			case i%25 == 24:
				w.Program.Send(tea.MouseClickMsg{X: r.IntN(80), Y: r.IntN(24), Button: tea.MouseLeft})
			case i%60 == 58:
				w.Program.Send(tea.PasteMsg{Content: "20\x1b[2J\n\u202e"})
			default:
				w.Program.Send(Key(keys[r.IntN(len(keys))]))
			}
			synctest.Wait()
		}
		w.Program.Quit()
		err := <-w.Done
		w.Done <- err
		if err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	})
}
