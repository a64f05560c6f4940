package ui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"karuna/ui"
	"karuna/ui/screen"
)

// rows is a demo with rows for the mouse.
type rows struct {
	demo
	done []string
}

func (r *rows) Point(_, y int) bool {
	r.done = append(r.done, "row")
	return y < 3
}

func (r *rows) Binds() []screen.Bind {
	does := func(what string) func() tea.Cmd {
		return func() tea.Cmd { r.done = append(r.done, what); return nil }
	}
	return []screen.Bind{
		screen.Key("enter", "open", does("enter")), screen.Key("↑", "up", does("up"), "up", "k"), screen.Key("↓", "down", does("down"), "down", "j"),
	}
}

// A click on a row is enter on it, the wheel is the arrows; beside the rows, in
// a window too small to see them, and with another button nothing happens. A
// screen without rows has the mouse to itself.
func TestMouse(t *testing.T) {
	var r *rows
	run(t, func(w *window) {
		check := func(want string, msgs ...tea.Msg) {
			t.Helper()
			r.done = nil
			w.Send(msgs...)
			if got := strings.Join(r.done, " "); got != want {
				t.Errorf("%v did %q, want %q", msgs, got, want)
			}
		}
		check("row enter", tea.MouseClickMsg{X: 9, Y: 2, Button: tea.MouseLeft})
		check("row", tea.MouseClickMsg{X: 9, Y: 3, Button: tea.MouseLeft})
		check("", tea.MouseClickMsg{X: 9, Y: 2, Button: tea.MouseRight})
		check("down down up", tea.MouseWheelMsg{Button: tea.MouseWheelDown}, tea.MouseWheelMsg{Button: tea.MouseWheelDown}, tea.MouseWheelMsg{Button: tea.MouseWheelUp})
		check("", tea.MouseWheelMsg{Button: tea.MouseWheelLeft}, tea.MouseReleaseMsg{Button: tea.MouseLeft}, tea.MouseMotionMsg{})
		check("", tea.WindowSizeMsg{Width: 19, Height: 6}, tea.MouseClickMsg{X: 9, Y: 2, Button: tea.MouseLeft}, tea.WindowSizeMsg{Width: 80, Height: 24})
		for _, msg := range r.news {
			if _, ok := msg.(tea.MouseMsg); ok {
				t.Errorf("the screen was given %#v", msg)
			}
		}
		w.press("?", "esc")
		w.Send(screen.Open{Place: screen.At("demo", "b")})
		w.Send(tea.MouseClickMsg{X: 1, Y: 1, Button: tea.MouseLeft})
		d := w.demos[0]
		if _, ok := d.news[len(d.news)-1].(tea.MouseClickMsg); !ok {
			t.Errorf("a screen without rows was given %#v", d.news[len(d.news)-1])
		}
	}, func(c *ui.Config) {
		open := c.Places[0].Open
		c.Places[0].Open = func(p screen.Place) (screen.Screen, error) {
			if p.Of != "a" {
				return open(p)
			}
			r = &rows{demo: demo{name: "a", left: new([]string)}}
			return r, nil
		}
	})
}
