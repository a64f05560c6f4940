package ui_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/ui"
	"karuna/ui/safe"
	"karuna/ui/screen"
)

// paced is a demo that shows how far it is, and a text cursor.
type paced struct{ demo }

func (p *paced) Frame(int, int) screen.Frame {
	done := float64(p.count) / 10
	return screen.Frame{Title: safe.Lit("karuna · 9 min left"), Progress: &done, Motion: p.count == 3}
}

// with opens the paced demo in place of the other.
func with(p **paced, env ...string) func(*ui.Config) {
	return func(c *ui.Config) {
		c.Places[0].Open = func(screen.Place) (screen.Screen, error) {
			*p = &paced{demo{name: "a", left: new([]string)}}
			return *p, nil
		}
		c.Env = environment(append(env, "LANG=en_GB.UTF-8")...)
	}
}

// Everything that is asked of the terminal is taken back on leaving: focus,
// paste, mouse, the other screen, the progress bar and the title.
func TestTerminalIsGivenBack(t *testing.T) {
	asked := []struct{ on, off string }{
		{"\x1b[?1049h", "\x1b[?1049l"},
		{"\x1b[?1004h", "\x1b[?1004l"},
		{"\x1b[?2004h", "\x1b[?2004l"},
		{"\x1b[?1002h", "\x1b[?1002l"},
		{"\x1b]9;4;1;20\x07", "\x1b]9;4;0\x07"},
		{"\x1b]2;karuna · 9 min left\x07", "\x1b]2;\x07"},
	}
	for _, status := range []int{0, ui.StatusInterrupted} {
		var p *paced
		run(t, func(w *window) {
			w.press("t")
			time.Sleep(1100 * time.Millisecond)
			w.text()
			for _, a := range asked {
				if !strings.Contains(w.Raw(), a.on) {
					t.Errorf("%q was never written", a.on)
				}
			}
			w.p.Send(screen.Quit{Status: status})
			err := <-w.done
			w.done <- err
			for _, a := range asked {
				if raw := w.Raw(); strings.LastIndex(raw, a.off) < strings.LastIndex(raw, a.on) {
					t.Errorf("status %d: %q is not taken back by %q", status, a.on, a.off)
				}
			}
		}, with(&p, "WT_SESSION=1"))
	}
}

// The progress bar is for terminals that are known to draw it; motion of the
// mouse is asked for by the screens that want it, and no longer.
func TestAskedForWhereWanted(t *testing.T) {
	var p *paced
	run(t, func(w *window) {
		w.press("t")
		time.Sleep(2500 * time.Millisecond)
		w.text()
		if raw := w.Raw(); strings.Contains(raw, "\x1b]9;4") || !strings.Contains(raw, "\x1b[?1003h") {
			t.Errorf("progress was written, or motion not asked for: %q", raw)
		}
		time.Sleep(time.Second)
		w.text()
		if raw := w.Raw(); strings.LastIndex(raw, "\x1b[?1002h") < strings.LastIndex(raw, "\x1b[?1003h") {
			t.Error("motion is reported for longer than it is wanted")
		}
	}, with(&p))
}

// Without the focus a screen goes on and nothing is lost; what comes and goes
// is told to it.
func TestFocus(t *testing.T) {
	var p *paced
	run(t, func(w *window) {
		w.Send(tea.BlurMsg{}, tea.FocusMsg{})
		got := p.news[len(p.news)-2:]
		if got[0] != (tea.BlurMsg{}) || got[1] != (tea.FocusMsg{}) {
			t.Errorf("the screen was told %v", got)
		}
	}, with(&p))
}
