package ui_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/ui/screen"
)

// Three thousand sizes in a row, absurd ones among them: nothing panics, every
// frame fits, and the last size is the one that is drawn.
func TestResizeStorm(t *testing.T) {
	run(t, func(w *window) {
		w.shows("at a")
		rnd := rand.New(rand.NewPCG(1, 2))
		odd := []tea.WindowSizeMsg{{Width: 0, Height: 0}, {Width: 1, Height: 1}, {Width: 65535, Height: 3}, {Width: -4, Height: 9}, {Width: 20, Height: 6}}
		for i := range 3000 {
			size := tea.WindowSizeMsg{Width: rnd.IntN(301), Height: rnd.IntN(91)}
			if i%50 == 0 {
				size = odd[i/50%len(odd)]
			}
			fits(t, w, size)
		}
		w.p.Send(tea.WindowSizeMsg{Width: 80, Height: 24})
		w.shows("at a", "count 0")
	})
}

// fits gives the root a size and looks at the frame it would draw.
func fits(t *testing.T, w *window, size tea.WindowSizeMsg) {
	t.Helper()
	if size.Width > 400 { // the emulator would draw each of its cells
		return
	}
	w.p.Send(size)
	synctest.Wait()
	lines := strings.Split(w.root.View().Content, "\n")
	if size.Width > 0 && size.Height > 0 && len(lines) > size.Height {
		t.Fatalf("%dx%d: %d lines", size.Width, size.Height, len(lines))
	}
}

// Any keys in any order: the program goes on and leaves when asked to.
func TestMonkey(t *testing.T) {
	keys := []string{"o", "i", "u", "t", "g", "q", "esc", "enter", "?", "up", "down", "space", "x", "ctrl+z"}
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			run(t, func(w *window) {
				rnd := rand.New(rand.NewPCG(seed, 7))
				ended := false
				for i := 0; i < 400 && !ended; i++ {
					switch {
					case i%40 == 39:
						w.p.Send(tea.WindowSizeMsg{Width: rnd.IntN(120), Height: rnd.IntN(40)})
					case i%25 == 24:
						w.p.Send(tea.MouseClickMsg{X: rnd.IntN(80), Y: rnd.IntN(24), Button: tea.MouseLeft})
					default:
						w.press(keys[rnd.IntN(len(keys))])
					}
					select {
					case err := <-w.done:
						ended = true
						w.done <- err
						if err != nil {
							t.Fatal(err)
						}
					default:
					}
				}
				w.press("ctrl+c")
				time.Sleep(20 * time.Millisecond)
				synctest.Wait()
				err := <-w.done
				w.done <- err
				if err != nil {
					t.Fatal(err)
				}
				if len(w.left) != len(w.demos) {
					t.Errorf("%d screens opened, %d left", len(w.demos), len(w.left))
				}
			})
		})
	}
}

// A window that stops being read must not keep the screens from their news.
func TestStalledTerminal(t *testing.T) {
	run(t, func(w *window) {
		w.shows("at a")
		goOn := w.Stall()
		w.p.Send(tick{})
		time.Sleep(50 * time.Millisecond)
		goOn()
		w.shows("count 1")
		w.p.Send(screen.Quit{Status: 3})
		err := <-w.done
		w.done <- err
		if err != nil || w.root.Status() != 3 {
			t.Errorf("status %d, %v", w.root.Status(), err)
		}
	})
}
