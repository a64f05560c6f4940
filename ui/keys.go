package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"karuna/ui/help"
	"karuna/ui/safe"
	"karuna/ui/screen"
)

// key finds what a key press does, in the order the package comment gives.
func (r *Root) key(msg tea.KeyPressMsg) tea.Cmd {
	r.trouble = safe.Text{}
	if b, ok := screen.Match(msg, r.always()); ok {
		return b.Do()
	}
	if len(r.stack) == 0 {
		return nil
	}
	top := r.stack[len(r.stack)-1]
	typing := isTyping(top)
	if typing && msg.Text != "" {
		return top.Update(msg)
	}
	if b, ok := screen.Match(msg, top.Binds()); ok {
		return do(b)
	}
	if !typing {
		if b, ok := screen.Match(msg, r.reach()); ok {
			return do(b)
		}
		if b, ok := screen.Match(msg, r.binds()); ok {
			return do(b)
		}
	}
	return top.Update(msg)
}

func do(b screen.Bind) tea.Cmd {
	if b.Do == nil {
		return nil
	}
	return b.Do()
}

func isTyping(s screen.Screen) bool {
	t, ok := s.(screen.Typer)
	return ok && t.Typing()
}

// always are the keys no screen can take.
func (r *Root) always() []screen.Bind {
	return []screen.Bind{
		screen.Key("ctrl+c", "leave", func() tea.Cmd { return r.quit(StatusInterrupted) }),
		screen.Key("ctrl+z", "stop for now", r.stop),
	}
}

// binds are the keys a screen may take for itself.
func (r *Root) binds() []screen.Bind {
	back := func() tea.Cmd { return r.close(r.stack[len(r.stack)-1]) }
	if len(r.stack) > 1 {
		return []screen.Bind{
			screen.Key("?", "keys", r.help),
			screen.Key("esc q", "back", back, "esc", "q"),
		}
	}
	return []screen.Bind{
		screen.Key("?", "keys", r.help),
		screen.Key("q", "leave", func() tea.Cmd { return r.quit(0) }),
	}
}

// reach are the keys of covered screens that work from above them.
func (r *Root) reach() []screen.Bind {
	var out []screen.Bind
	if len(r.stack) < 2 {
		return nil
	}
	for _, s := range slices.Backward(r.stack[:len(r.stack)-1]) {
		if up, ok := s.(screen.Reacher); ok {
			out = append(out, up.Reach()...)
		}
	}
	return out
}

// stop tells the screens, then stops the process the way main says.
func (r *Root) stop() tea.Cmd {
	if r.suspend == nil {
		return nil
	}
	return tea.Sequence(r.news(screen.Suspending{}), r.suspend())
}

// help shows the keys that work on the screen on top. A key of ours that the
// screen has taken is not shown twice.
func (r *Root) help() tea.Cmd {
	top := r.stack[len(r.stack)-1]
	own := top.Binds()
	sections := []help.Section{{Binds: own}}
	taken := map[string]bool{}
	for _, b := range own {
		for _, k := range b.Keys() {
			taken[k] = taken[k] || b.Enabled()
		}
	}
	var rest []screen.Bind
	for _, b := range slices.Concat(r.reach(), r.binds(), r.always()) {
		if !slices.ContainsFunc(b.Keys(), func(k string) bool { return taken[k] }) {
			rest = append(rest, b)
		}
	}
	sections = append(sections, help.Section{Title: safe.Lit("everywhere"), Binds: rest})
	return r.push(help.New(sections))
}

// Everywhere returns the keys that work in every place, in words for a page
// that is about no place.
func (r *Root) Everywhere() help.Section {
	none := func() tea.Cmd { return nil }
	binds := []screen.Bind{
		screen.Key("?", "the keys that work right now", none),
		screen.Key("esc q", "back, or leave from the first place", none, "esc", "q"),
	}
	return help.Section{Title: safe.Lit("Everywhere"), Binds: append(binds, r.always()...)}
}
