// Package first is the first run: what karuna is and is not, in eight lines,
// and how many days a week a person means to sit. It is seen once: a config
// file says that it was. esc takes the defaults.
//
// Place "first". It leads to the setup of Arriving, or home.
package first

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"karuna/ui/prefs"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// Screen is the first run.
type Screen struct {
	house  *start.House
	safety safe.Text
	look   theme.Theme
	page   page
}

// page is what is being asked.
type page int

const (
	safety page = iota
	days
	begin
)

// New returns the first run, beginning with the safety text.
func New(house *start.House, text string) *Screen {
	return &Screen{house: house, safety: safe.Clean(text)}
}

// Init asks for nothing.
func (s *Screen) Init() tea.Cmd { return nil }

// Update takes the look.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	if look, ok := msg.(screen.Look); ok {
		s.look = look.Theme
	}
	return nil
}

// Binds are the answers there are now.
func (s *Screen) Binds() []screen.Bind {
	skip := screen.Key("esc", "take the defaults", func() tea.Cmd { return s.choose(prefs.Default().DaysAWeek, true) })
	switch s.page {
	case safety:
		return []screen.Bind{screen.Key("enter", "go on", func() tea.Cmd { s.page = days; return nil }), skip}
	case days:
		var binds []screen.Bind
		for _, n := range []int{3, 5, 7} {
			binds = append(binds, screen.Key(strconv.Itoa(n), "days", func() tea.Cmd { return s.choose(n, false) }))
		}
		return append(binds, skip)
	}
	return []screen.Bind{
		screen.Key("enter", "sit five minutes", func() tea.Cmd { return screen.Instead(s, screen.At("setup", "arriving")) }),
		screen.Key("esc", "look around", func() tea.Cmd { return screen.Instead(s, screen.At("home")) }),
	}
}

// choose writes the config file, which also says that this was seen.
func (s *Screen) choose(n int, home bool) tea.Cmd {
	s.page = begin
	house := s.house
	write := func() tea.Msg {
		places, err := house.Places()
		if err != nil {
			return nil // nowhere to keep it: asked again next time
		}
		if err := prefs.Set(places.ConfigFile, "days_a_week", strconv.Itoa(n)); err != nil {
			return screen.Trouble{Err: err}
		}
		house.Reload()
		return nil
	}
	if home {
		return tea.Sequence(write, screen.Instead(s, screen.At("home")))
	}
	return write
}

// View draws the page.
func (s *Screen) View(w, h int) theme.Block {
	wide := min(w-2, widget.Column)
	var lines []theme.Block
	switch s.page {
	case safety:
		for i, line := range s.safety.Lines() {
			if i > 0 && h > 14 {
				lines = append(lines, theme.Blank(1, 1))
			}
			for _, row := range widget.Wrap(line, wide) {
				lines = append(lines, s.look.Text.Render(row))
			}
		}
	case days:
		for _, row := range widget.Wrap(safe.Lit("How many days a week do you mean to sit? The others are rest."), wide) {
			lines = append(lines, s.look.Text.Render(row))
		}
	default:
		for _, row := range widget.Wrap(safe.Lit("Arriving is a place to begin: five minutes, nothing to know."), wide) {
			lines = append(lines, s.look.Text.Render(row))
		}
	}
	page := theme.Vertical(theme.Start, lines...)
	page = theme.Place(wide, page.Height(), theme.Start, theme.Start, page)
	return theme.Vertical(theme.Middle, theme.Center(w, h-1, theme.Clip(w, h-1, page)), screen.Foot(s.look, w-2, s.Binds()))
}
