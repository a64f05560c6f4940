package ui_test

import (
	"errors"
	"image/color"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/ui"
	"karuna/ui/screen"
)

func TestOpenAndClose(t *testing.T) {
	run(t, func(w *window) {
		w.shows("at a")
		w.press("o")
		w.shows("at a+")
		w.press("o")
		w.shows("at a++")
		w.press("esc")
		w.shows("at a+")
		w.press("q")
		w.shows("at a")
		w.press("esc")
		w.shows("at a")
		if want := []string{"a++", "a+"}; !slices.Equal(w.left, want) {
			t.Errorf("left %v, want %v", w.left, want)
		}
		if !slices.Contains(w.demos[0].news, tea.Msg(screen.Back{})) {
			t.Error("the first screen was not told that it is on top again")
		}
		for _, d := range w.demos {
			if d.inits != 1 || d.look.Name != "night" || d.size.Width != 80 {
				t.Errorf("%s: %d inits, look %q, size %v", d.name, d.inits, d.look.Name, d.size)
			}
		}
	})
}

// A screen beneath can close itself, and one not on the stack is no fault.
func TestCloseBeneath(t *testing.T) {
	run(t, func(w *window) {
		w.press("o")
		w.shows("at a+")
		w.p.Send(screen.Close{Screen: w.demos[0]})
		w.p.Send(screen.Close{Screen: w.demos[0]})
		w.p.Send(screen.Close{Screen: &demo{left: &w.left}})
		w.shows("at a+")
		w.press("esc")
		w.shows("at a+")
		if !slices.Equal(w.left, []string{"a"}) {
			t.Errorf("left %v, want [a]", w.left)
		}
	})
}

// News goes on under what covers a screen; keys do not.
func TestNewsAndInput(t *testing.T) {
	run(t, func(w *window) {
		w.press("t", "?")
		w.shows("everywhere", "open another")
		time.Sleep(3 * time.Second)
		w.press("esc")
		w.shows("count 4")
		w.press("o", "x", "y")
		w.p.Send(tea.PasteMsg{Content: "pas\x1bted"})
		w.shows("xypas␛ted")
		if w.demos[0].typed != "" {
			t.Errorf("covered screen was typed into: %q", w.demos[0].typed)
		}
		w.p.Send(tea.BlurMsg{})
		w.press("o")
		w.shows("at a++")
		for _, d := range w.demos {
			if !slices.Contains(d.news, tea.Msg(tea.BlurMsg{})) {
				t.Errorf("%s does not know that the window lost the focus", d.name)
			}
		}
	})
}

// While a field has the keys, none that prints does anything else.
func TestTyping(t *testing.T) {
	run(t, func(w *window) {
		w.press("i", "q", "?", "o", "g", "space", "u")
		w.shows("at a", "q?og u")
		w.press("esc", "o")
		w.shows("at a+")
	})
}

func TestReach(t *testing.T) {
	run(t, func(w *window) {
		w.press("g")
		w.hides("<ground>") // on top a screen's own table decides
		w.press("o", "?")
		w.shows("ground")
		w.press("g", "esc")
		w.shows("at a+", "<ground>") // the nearest one has it
	})
}

func TestLeaveAnywhere(t *testing.T) {
	check := func(want int, wantLeft []string, keys ...string) {
		t.Helper()
		run(t, func(w *window) {
			w.press(keys...)
			if err := <-w.done; err != nil {
				t.Errorf("%v: %v", keys, err)
			}
			w.done <- nil
			if w.root.Status() != want || !slices.Equal(w.left, wantLeft) {
				t.Errorf("%v: status %d, left %v; want %d, %v", keys, w.root.Status(), w.left, want, wantLeft)
			}
		})
	}
	check(0, []string{"a"}, "q")
	check(ui.StatusInterrupted, []string{"a"}, "ctrl+c")
	check(ui.StatusInterrupted, []string{"a+", "a"}, "o", "?", "ctrl+c")
	check(ui.StatusInterrupted, []string{"a"}, "i", "ctrl+c")
}

func TestTrouble(t *testing.T) {
	run(t, func(w *window) {
		w.press("u")
		w.shows("at a", `there is no place called "nowhere"`)
		w.press("x")
		w.hides("nowhere")
		w.press("o")
		w.demos[1].fails = errors.New("append to \"log\": disk full\x1b[2J")
		w.press("esc")
		w.shows("at a", "disk full␛[2J")
		if w.root.Err() == nil {
			t.Error("the error is not kept for main")
		}
	})
}

func TestUnknownStart(t *testing.T) {
	run(t, func(w *window) {
		<-w.done
		w.done <- nil
		if w.root.Status() != 1 || w.root.Err() == nil {
			t.Errorf("status %d, error %v", w.root.Status(), w.root.Err())
		}
	}, func(c *ui.Config) { c.Start = screen.At("nowhere") })
}

func TestThemeFollowsBackground(t *testing.T) {
	run(t, func(w *window) {
		w.p.Send(tea.BackgroundColorMsg{Color: color.White})
		w.text()
		if got := w.demos[0].look.Name; got != "dawn" {
			t.Errorf("on white the look is %q", got)
		}
		w.p.Send(screen.Wear{Theme: "moss", Glyphs: "blocks", Still: true})
		w.text()
		if l := w.demos[0].look; l.Name != "moss" || l.Glyphs.String() != "blocks" || !l.Still {
			t.Errorf("asked for moss in blocks, still: %+v", l)
		}
		w.p.Send(screen.Wear{Theme: "puce"})
		w.shows("at a", "puce")
	})
}

func TestNoColor(t *testing.T) {
	run(t, func(w *window) {
		w.shows("at a")
		w.press("o", "?")
		w.text()
		if raw := w.Raw(); strings.Contains(raw, "38;") || strings.Contains(raw, "\x1b[1m") {
			t.Errorf("colour was written: %q", raw)
		}
	}, func(c *ui.Config) {
		c.Env = environment("NO_COLOR=1")
	})
}

func TestStop(t *testing.T) {
	stopped := 0
	run(t, func(w *window) {
		w.press("ctrl+z")
		w.text()
		if stopped != 1 || !slices.Contains(w.demos[0].news, tea.Msg(screen.Suspending{})) {
			t.Errorf("stopped %d times, news %v", stopped, w.demos[0].news)
		}
	}, func(c *ui.Config) {
		c.Suspend = func() tea.Cmd { return func() tea.Msg { stopped++; return nil } }
	})
}

func TestTitleAndSmallWindow(t *testing.T) {
	run(t, func(w *window) {
		w.shows("at a")
		if !strings.Contains(w.Raw(), "\x1b]2;demo a\x07") {
			t.Errorf("no window title in %q", w.Raw())
		}
		w.p.Send(tea.WindowSizeMsg{Width: 19, Height: 6})
		w.hides("at a")
		w.shows("needs 20x6")
		w.press("t")
		w.p.Send(tea.WindowSizeMsg{Width: 80, Height: 24})
		w.shows("at a", "count 1")
	})
}

// The frame is there within milliseconds although the renderer's own ticker
// runs once a second here, and a flood of messages does not put it off.
func TestHeldBackTicker(t *testing.T) {
	run(t, func(w *window) {
		time.Sleep(6 * time.Millisecond)
		synctest.Wait()
		if raw := w.Raw(); !strings.Contains(raw, "at a") {
			t.Errorf("no frame after 6 ms: %q", raw)
		}
		time.Sleep(5 * time.Second)
		for range 100 {
			w.p.Send(tick{})
			time.Sleep(time.Millisecond)
			synctest.Wait()
		}
		if got := w.Text(); !strings.Contains(got, "count 9") && !strings.Contains(got, "count 100") {
			t.Errorf("a flood of messages is not drawn:\n%s", got)
		}
		time.Sleep(5 * time.Second)
		w.press("o")
		time.Sleep(6 * time.Millisecond)
		synctest.Wait()
		if got := w.Text(); !strings.Contains(got, "at a+") {
			t.Errorf("no frame 6 ms after a key:\n%s", got)
		}
	})
}
