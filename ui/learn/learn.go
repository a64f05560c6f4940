// Package learn is the pages to read: how karuna works, what is known about
// practice and how well, safety, and how a script is written.
//
// Topics reads the pages, for the screen and for the command line alike. The
// screen is a list of them; enter opens one, esc goes back to the list. Place
// "learn" is of a topic's name, which opens that page, or of nothing.
//
// It works without a network and without a journal, remembers nothing of what
// was read, and follows no link.
package learn

import (
	tea "charm.land/bubbletea/v2"

	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// Learn is the screen.
type Learn struct {
	topics []Topic
	look   theme.Theme
	w, h   int
	at     int  // topic chosen
	open   bool // it is being read
	top    int  // first line of it shown
}

// New returns the screen of these topics; of is the name of the one to open,
// "" for the list.
func New(topics []Topic, of string) *Learn {
	s := &Learn{topics: topics, w: 80, h: 24}
	for i, t := range topics {
		if t.ID == of {
			s.at, s.open = i, true
		}
	}
	return s
}

// Init has nothing to start.
func (s *Learn) Init() tea.Cmd { return nil }

// Update takes the look and the size.
func (s *Learn) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Look:
		s.look = msg.Theme
	case tea.WindowSizeMsg:
		s.w, s.h = msg.Width, msg.Height
		s.move(0)
	}
	return nil
}

// Binds moves in the list or the page, opens and goes back.
func (s *Learn) Binds() []screen.Bind {
	by := func(n int) func() tea.Cmd {
		return func() tea.Cmd { s.move(n); return nil }
	}
	page := max(s.room()-1, 1)
	binds := []screen.Bind{
		screen.Key("↑ ↓", "read on", by(-1), "up", "k"),
		screen.Key("↓", "", by(1), "down", "j"),
	}
	if !s.open {
		binds[0] = screen.Key("↑ ↓", "choose", by(-1), "up", "k")
		return append([]screen.Bind{screen.Key("enter", "read", s.read)}, binds...)
	}
	return append(binds,
		screen.Key("space", "page on", by(page), "space", "pgdown"),
		screen.Key("esc", "all topics", s.back, "esc", "q"),
		screen.Key("pgup", "page back", by(-page), "pgup", "b"),
	)
}

func (s *Learn) read() tea.Cmd {
	s.open, s.top = s.at < len(s.topics), 0
	return nil
}

func (s *Learn) back() tea.Cmd {
	s.open = false
	return nil
}

// move goes to another topic, or scrolls the one that is open.
func (s *Learn) move(by int) {
	if !s.open {
		s.at = min(max(s.at+by, 0), max(len(s.topics)-1, 0))
		return
	}
	s.top = min(max(s.top+by, 0), max(len(s.lines(s.w))-s.room(), 0))
}

// Point chooses a topic of the list.
func (s *Learn) Point(_, y int) bool {
	if s.open {
		return false
	}
	i, ok := s.list(s.w, s.h).At(s.w, s.h, column(s.w), y)
	if ok {
		s.at = i
	}
	return ok
}

func column(w int) int { return min(widget.Column+2, w-2) }
