package sit_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/ui/screen"
)

// A whole sit draws little: the ring's steps, the lines, nothing else. Frames
// are writes to the terminal.
func TestDrawsLittle(t *testing.T) {
	check := func(words string, most int, before func(b *bench)) {
		t.Helper()
		run(t, plan{}, func(b *bench) {
			t.Helper()
			before(b)
			already := b.Frames()
			b.play(words)
			if n := b.Frames() - already; n > most {
				t.Errorf("%s: %d frames, at most %d", words, n, most)
			}
		})
	}
	check("10m", 240, func(b *bench) { b.play("10s; 5m") })
	check("10m", 60, func(b *bench) {
		b.play("10s; 5m")
		b.p.Send(tea.BlurMsg{})
	})
	check("10m", 80, func(b *bench) {
		b.p.Send(screen.Wear{Still: true})
		b.play("10s; 5m")
	})
	check("10m", 12, func(b *bench) { b.play("10s; 5m; d") })
	check("10m", 12, func(b *bench) { b.play("10s; 5m; space") })
	check("7s", 0, func(b *bench) { // nothing moves after the closing stroke
		b.play("10s; 20m; 200ms")
		b.text()
	})
}

// Any keys, at any moment: the sit comes to an end that is kept once, or was
// too short to keep.
func TestMonkey(t *testing.T) {
	keys := []string{"space", "n", "b", "N", "B", "+", "-", "g", "m", "d", "w", "q", "esc", "enter", "up", "down", "left", "right", "1", "2", "3", "?", "x", "backspace"}
	often := []string{"space", "n", "b", "+", "-", "m", "d", "esc", "left", "1", "?"}
	keys = append(keys, slices.Concat(often, often, often)...)
	for seed := range uint64(8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			run(t, plan{}, func(b *bench) {
				rnd := rand.New(rand.NewPCG(seed, 11))
				for i := 0; i < 150 && !b.c.Snapshot().Over(); i++ {
					b.press(keys[rnd.IntN(len(keys))])
					switch {
					case i%9 == 8:
						time.Sleep(time.Duration(rnd.IntN(90)) * time.Second)
					case i%25 == 24:
						b.p.Send(tea.WindowSizeMsg{Width: rnd.IntN(160), Height: rnd.IntN(50)})
					case i%40 == 39:
						b.nap.sleep(time.Duration(rnd.IntN(90)) * time.Second)
					}
					synctest.Wait()
				}
				b.c.Interrupt("enough")
				synctest.Wait()
				snap := b.c.Snapshot()
				e := b.entries()
				if len(e) > 1 || snap.Saved != nil && snap.Saved.Kept != (len(e) == 1) {
					t.Errorf("%v, saved %+v, the journal holds %+v", snap.State, snap.Saved, e)
				}
			})
		})
	}
}
