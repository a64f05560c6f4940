package ui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"karuna/ui/screen"
)

// open puts a place on top. An unknown place, or one that cannot be made, is
// one quiet line; when there is nothing beneath it the program ends.
func (r *Root) open(p screen.Place) tea.Cmd {
	if r.leaving {
		return nil
	}
	s, err := r.build(p)
	if err != nil {
		r.say(err)
		if len(r.stack) == 0 {
			return r.quit(1)
		}
		return nil
	}
	return r.push(s)
}

func (r *Root) build(p screen.Place) (screen.Screen, error) {
	for _, row := range r.places {
		if row.Name == p.Name {
			s, err := row.Open(p)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", p.Name, err)
			}
			return s, nil
		}
	}
	return nil, fmt.Errorf("there is no place called %q", p.Name)
}

// push puts a screen on top and tells it what it needs for its first View.
func (r *Root) push(s screen.Screen) tea.Cmd {
	r.stack = append(r.stack, s)
	cmds := []tea.Cmd{s.Init(), s.Update(screen.Look{Theme: r.look})}
	if r.sized() {
		cmds = append(cmds, s.Update(r.size))
	}
	if r.blurred {
		cmds = append(cmds, s.Update(tea.BlurMsg{}))
	}
	return tea.Batch(cmds...)
}

// close takes a screen off the stack, wherever it is in it.
func (r *Root) close(s screen.Screen) tea.Cmd {
	i := slices.Index(r.stack, s)
	if i < 0 {
		return nil
	}
	top := i == len(r.stack)-1
	r.stack = slices.Delete(r.stack, i, i+1)
	leave := leaveCmd(s)
	switch {
	case len(r.stack) == 0:
		return tea.Sequence(leave, r.quit(r.status))
	case top:
		return tea.Batch(leave, r.input(screen.Back{}))
	}
	return leave
}

// front closes what covers a screen.
func (r *Root) front(s screen.Screen) tea.Cmd {
	i := slices.Index(r.stack, s)
	if i < 0 || i == len(r.stack)-1 {
		return nil
	}
	var cmds []tea.Cmd
	for _, above := range slices.Backward(r.stack[i+1:]) {
		cmds = append(cmds, leaveCmd(above))
	}
	r.stack = slices.Delete(r.stack, i+1, len(r.stack))
	return tea.Batch(append(cmds, r.input(screen.Back{}))...)
}

// quit leaves every screen, the top one first, and ends the program. Asked a
// second time it ends at once: a screen that cannot be left must not keep
// anyone.
func (r *Root) quit(status int) tea.Cmd {
	if r.leaving {
		return tea.Quit
	}
	r.leaving, r.status = true, status
	var cmds []tea.Cmd
	for _, s := range slices.Backward(r.stack) {
		cmds = append(cmds, leaveCmd(s))
	}
	return tea.Sequence(append(cmds, tea.Quit)...)
}

// left is the result of leaving a screen.
type left struct{ err error }

func leaveCmd(s screen.Screen) tea.Cmd {
	l, ok := s.(screen.Leaver)
	if !ok {
		return nil
	}
	return func() tea.Msg { return left{l.Leave()} }
}

// left tells what went wrong in leaving, to the person and to the screens.
func (r *Root) left(msg left) tea.Cmd {
	if msg.err == nil {
		return nil
	}
	r.say(msg.err)
	return r.news(screen.Trouble{Err: msg.err})
}
