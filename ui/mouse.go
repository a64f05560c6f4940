package ui

import (
	tea "charm.land/bubbletea/v2"

	"karuna/ui/screen"
)

// mouse gives a click and the wheel the meaning of the keys they stand for,
// where the screen on top has rows; else the screen has the mouse to itself.
func (r *Root) mouse(msg tea.MouseMsg) tea.Cmd {
	if len(r.stack) == 0 || r.size.Width < MinWidth || r.size.Height < MinHeight {
		return nil // there is nothing to be seen that could be meant
	}
	top := r.stack[len(r.stack)-1]
	p, ok := top.(screen.Pointer)
	if !ok {
		return top.Update(msg)
	}
	switch msg := msg.(type) {
	case tea.MouseClickMsg:
		if msg.Button == tea.MouseLeft && p.Point(msg.X, msg.Y) {
			return press(top, tea.KeyEnter)
		}
	case tea.MouseWheelMsg:
		switch msg.Button {
		case tea.MouseWheelUp:
			return press(top, tea.KeyUp)
		case tea.MouseWheelDown:
			return press(top, tea.KeyDown)
		}
	}
	return nil
}

// press does what the key does in the screen's own table.
func press(s screen.Screen, code rune) tea.Cmd {
	if b, ok := screen.Match(tea.KeyPressMsg{Code: code}, s.Binds()); ok {
		return do(b)
	}
	return nil
}
