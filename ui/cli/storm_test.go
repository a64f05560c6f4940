package cli_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"karuna/ui/screen"
	"karuna/ui/uitest"
)

// sizesInAll and keysInAll are how much the storms blow over all places
// together. Without KARUNA_SYSTEM_TESTS=1 a quarter of the keys is pressed.
const (
	sizesInAll = 3000
	keysInAll  = 100_000
)

// fits looks at the frame the root would draw in w by h.
func fits(t *testing.T, u *uitest.Window, what string, w, h int) {
	t.Helper()
	if w <= 0 || h <= 0 {
		u.View() // nothing to see; it must not panic
		return
	}
	lines := strings.Split(u.View().Content, "\n")
	if len(lines) > h {
		t.Errorf("%s: %d lines in %dx%d", what, len(lines), w, h)
	}
	for _, l := range lines {
		if n := ansi.StringWidth(l); n > w {
			t.Errorf("%s: a line of %d columns in %dx%d: %q", what, n, w, h, l)
		}
	}
}

// TestResizeStorm gives every place of the table, in each of its states, sizes
// without end, windows of nothing and of one cell among them. A window is never
// drawn over its edge, and the last size is the one that counts.
func TestResizeStorm(t *testing.T) {
	all := states()
	for _, name := range newWander(t).names() {
		all = append(all, state{place: name})
	}
	n := sizesInAll/len(all) + 1
	if testing.Short() || slow {
		n /= 5
	}
	for i, st := range all {
		t.Run(titleOf(st).String(), func(t *testing.T) {
			t.Parallel()
			w := newWander(t)
			w.run(uitest.Config{Blind: true}, func(u *uitest.Window) {
				w.to(u, st.place)
				w.play(u, st.keys)
				resize(t, u, titleOf(st).String(), n, rand.New(rand.NewPCG(uint64(i), 3)))
			})
		})
	}
}

func resize(t *testing.T, u *uitest.Window, what string, n int, rnd *rand.Rand) {
	t.Helper()
	odd := [][2]int{{0, 0}, {1, 1}, {20, 6}, {19, 6}, {20, 5}, {300, 1}, {1, 90}, {300, 90}}
	for i := range n {
		wide, high := 1+rnd.IntN(120), 1+rnd.IntN(40)
		switch {
		case i < len(odd):
			wide, high = odd[i][0], odd[i][1]
		case i%10 == 0:
			wide, high = 1+rnd.IntN(300), 1+rnd.IntN(90)
		}
		u.Program.Send(tea.WindowSizeMsg{Width: wide, Height: high})
		synctest.Wait()
		fits(t, u, what, wide, high)
	}
	u.Send(tea.WindowSizeMsg{Width: 80, Height: 24})
	if u.Ended() || strings.TrimSpace(u.View().Content) == "" {
		t.Errorf("%s: nothing to be seen after the storm: ended %v, %v", what, u.Ended(), u.Root.Err())
	}
}

// stormKeys are what the monkey presses; the ones that lead somewhere more
// often.
func stormKeys() []string {
	rare := strings.Fields("q ctrl+z f home end tab [ ] . , h p l e x r u v w k é 慈 ! ~ shift+up shift+down ctrl+e ctrl+o ctrl+w ctrl+k delete A N B")
	often := strings.Fields("up down left right enter esc space ? / t c y m s a b n d g i + - 0 1 2 3 5 9 backspace ctrl+u pgup pgdown")
	return append(rare, append(often, append(often, "up", "down", "enter", "enter", "enter", "down")...)...)
}

// TestMonkey presses any keys in any place, clicks anywhere, pastes, resizes
// and lets time pass. The program goes on or ends without an error, nothing is
// drawn over the window's edge, and nothing it started is there when it is
// over: the bubble would not end.
func TestMonkey(t *testing.T) {
	const seeds = 10
	n := keysInAll / seeds
	switch {
	case testing.Short() || slow:
		n /= 40
	case os.Getenv("KARUNA_SYSTEM_TESTS") != "1":
		n /= 4
	}
	for seed := range uint64(seeds) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			rnd := rand.New(rand.NewPCG(seed, 17))
			for n := n; n > 0; {
				w := newWander(t)
				w.run(uitest.Config{Blind: true}, func(u *uitest.Window) { n -= w.monkey(u, rnd, n) })
			}
		})
	}
}

// monkey presses up to n keys and returns how many; it ends when the program
// does.
func (w *wander) monkey(u *uitest.Window, rnd *rand.Rand, n int) int {
	keys, names := stormKeys(), w.names()
	wide, high := 80, 24
	for i := range n {
		if u.Ended() {
			return i + 1
		}
		switch {
		case i%97 == 0:
			u.Program.Send(screen.Front{Screen: w.first})
			w.to(u, names[rnd.IntN(len(names))])
		case i%53 == 0:
			wide, high = 20+rnd.IntN(80), 6+rnd.IntN(25)
			u.Program.Send(tea.WindowSizeMsg{Width: wide, Height: high})
		case i%29 == 0:
			u.Program.Send(tea.MouseClickMsg{X: rnd.IntN(wide), Y: rnd.IntN(high), Button: tea.MouseLeft})
		case i%61 == 0:
			u.Program.Send(tea.MouseWheelMsg{X: rnd.IntN(wide), Y: rnd.IntN(high), Button: tea.MouseWheelDown})
		case i%71 == 0:
			u.Program.Send(tea.PasteMsg{Content: "20\x1b[2J\n\u202e慈"})
		case i%41 == 0:
			time.Sleep(time.Duration(rnd.IntN(20_000)) * time.Millisecond)
		case i%89 == 0:
			u.Program.Send(tea.BlurMsg{})
		case i%91 == 0:
			u.Program.Send(tea.FocusMsg{})
		case i%101 == 0:
			u.Program.Send(screen.Wear{Theme: "moss", Glyphs: []string{"ascii", "blocks", "auto"}[rnd.IntN(3)], Still: rnd.IntN(2) == 0})
		}
		key := keys[rnd.IntN(len(keys))]
		u.Program.Send(uitest.Key(key))
		synctest.Wait()
		if i%8 == 0 {
			fits(w.t, u, fmt.Sprintf("%T after %s", w.top, key), wide, high)
		}
	}
	return n
}
