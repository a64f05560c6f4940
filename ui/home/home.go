// Package home is the first place: a greeting and the doors, and behind them
// the practices there are.
//
// The screen draws at once, without the journal. What the journal says (the
// welcome after an absence, what to go on with, the week, what a crash cut
// short) comes by a command and is read again whenever the screen is on top
// again.
//
// Places: "home" is New, of nothing. "practices" is NewPractices, of one of
// the lists All, Find, HardDay and OneMinute. They open "setup" (of a script's
// id and, after a space, a length; of "silent"; of nothing for what fits now;
// with the name of a preset, a string, with a step of a programme, or with a
// *start.Request to be sat again), "gate" in
// the place of "setup" where a script has one, "script" of the same,
// "calendar", "history", "programmes", "learn" and "settings".
//
// It begins no sit, changes nothing, and counts nothing but the dots of the
// week: numbers are the calendar's.
package home

import (
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/sessions/practice"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// Home is the screen of the doors.
type Home struct {
	house *start.House
	look  theme.Theme
	w, h  int
	doors []door
	at    string // name of the door chosen
	seen  seen
}

// door is a row of the screen.
type door struct {
	name   string // stays the same when the rows change
	title  safe.Text
	detail safe.Text // quiet, behind the title; may be empty
	brief  safe.Text // stands for detail where there is less room
	alone  safe.Text // stands for title and detail where there is room for one
	place  screen.Place
}

// seen is what a look at the journal, the library and the config found.
type seen struct {
	to        *Home
	known     bool
	now       time.Time
	greeting  practice.Greeting
	doors     []door
	presets   []string
	act       string
	recovered []sessions.Entry // by this look
	kept      []string         // lines on what an editor left, found by this look
	week      [7]widget.DayMark
	first     sessions.Day // of the week
	today     sessions.Day
	begun     bool // something was ever sat
	err       error
}

// New returns the screen.
func New(house *start.House) *Home {
	return &Home{house: house, doors: doors(nil, nil), at: begin, w: 80, h: 24}
}

// Init begins to look at the journal.
func (s *Home) Init() tea.Cmd { return s.read(true) }

func (s *Home) read(recover bool) tea.Cmd {
	return func() tea.Msg { return look(s.house, recover).of(s) }
}

func (v seen) of(s *Home) seen {
	v.to = s
	return v
}

// Update takes what was found, the look and the size.
func (s *Home) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case seen:
		if msg.to == s {
			return s.take(msg)
		}
	case screen.Look:
		s.look = msg.Theme
	case tea.WindowSizeMsg:
		s.w, s.h = msg.Width, msg.Height
	case screen.Back:
		return s.read(false)
	}
	return nil
}

func (s *Home) take(v seen) tea.Cmd {
	s.seen, s.doors = v, v.doors
	if s.chosen() < 0 {
		s.at = begin
	}
	if v.err == nil {
		return nil
	}
	return func() tea.Msg { return screen.Trouble{Err: v.err} }
}

// rows are the doors in the order of the window: where it is low, what was sat
// last comes after the doors for a hard moment.
func (s *Home) rows() []door {
	if s.h >= lowRows {
		return s.doors
	}
	rows := slices.Clone(s.doors)
	slices.SortStableFunc(rows, func(a, b door) int { return lowOrder(a) - lowOrder(b) })
	return rows
}

func lowOrder(d door) int {
	i := slices.Index([]string{begin, hardDay, oneMinute}, d.name)
	if i < 0 {
		return 3
	}
	return i
}

func (s *Home) chosen() int {
	return slices.IndexFunc(s.rows(), func(d door) bool { return d.name == s.at })
}

func (s *Home) move(by int) {
	rows := s.rows()
	s.at = rows[min(max(s.chosen()+by, 0), len(rows)-1)].name
}

// Binds moves and opens. A preset is opened by its number.
func (s *Home) Binds() []screen.Bind {
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd { s.move(by); return nil }
	}
	to := func(p screen.Place) func() tea.Cmd {
		return func() tea.Cmd { return screen.Go(p) }
	}
	binds := []screen.Bind{
		screen.Key("↑", "up", move(-1), "up", "k"),
		screen.Key("↓", "down", move(1), "down", "j"),
		screen.Key("enter", "open", func() tea.Cmd { return s.enter(s.chosen()) }),
		screen.Key("/", "find a practice", to(screen.At("practices", Find))),
		screen.Key("t", "silent sit", to(screen.At("setup", "silent"))),
		screen.Key("c", "calendar", to(screen.At("calendar"))),
		screen.Key("p", "programmes", to(screen.At("programmes"))),
		screen.Key("h", "history", to(screen.At("history"))),
		screen.Key("l", "learn", to(screen.At("learn"))),
		screen.Key(",", "settings", to(screen.At("settings"))),
	}
	for i, name := range s.seen.presets {
		open := to(screen.Place{Name: "setup", With: name})
		binds = append(binds, screen.Key(strconv.Itoa(i+1), name, open))
	}
	return binds
}

func (s *Home) enter(i int) tea.Cmd {
	rows := s.rows()
	if i < 0 || i >= len(rows) {
		return nil
	}
	return screen.Go(rows[i].place)
}

// Point chooses the door at a cell.
func (s *Home) Point(_, y int) bool {
	st, width := s.stack(s.w, s.h)
	i, ok := st.At(s.w, s.h, width, y)
	if ok {
		s.at = s.rows()[i].name
	}
	return ok
}
