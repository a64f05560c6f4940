// Package first is what a person sees once, before the first sit: how to be
// safe, then three questions and a look at the picture.
//
// It says the safety text as it was given. Then: how many days a week, how
// much was sat before, whether the bell is heard, and whether the ring looks
// like a ring. Each question is answered by enter on a row. esc takes what has
// been answered so far and the defaults for the rest. Either way the answers
// are written to the config file, which is also the sign that this was seen.
//
// The place "first" is of nothing. It leads to "home", and from there, if that
// is wanted, to "setup" of the script for beginners.
//
// It asks nothing else, not a name and not a goal, and changes nothing that
// was in the config file beside the answers.
package first

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/ui/prefs"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/theme"
)

// Sound strikes a bell now, and says where it would sound.
type Sound interface {
	Strike(name string) (sessions.SoundStatus, error)
	Where() string
}

// beginner is the script that is offered.
const beginner = "arriving"

// step is a page of the screen.
type step int

const (
	safety step = iota
	days
	before
	sound
	ring
	offer
)

// First is the screen.
type First struct {
	house  *start.House
	sound  Sound
	text   safe.Text
	look   theme.Theme
	w, h   int
	at     step
	on     int // row chosen on the page
	top    int // first line of the safety text shown, where it does not fit
	where  string
	silent bool // the bell could not be struck
	given  []answer
	writes bool // the answers are being written
}

// answer is a setting and its value.
type answer struct{ key, value string }

// New returns the screen; text is the safety text, a paragraph a line.
func New(house *start.House, sound Sound, text string) *First {
	return &First{house: house, sound: sound, text: safe.Clean(text), w: 80, h: 24}
}

// located says where the bell would sound, or did.
type located struct {
	to     *First
	line   string
	silent bool
}

// Init asks where the sound will be.
func (s *First) Init() tea.Cmd {
	return func() tea.Msg { return located{to: s, line: s.sound.Where()} }
}

// Update takes results, the look and the size.
func (s *First) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case located:
		if msg.to == s {
			s.where, s.silent = msg.line, msg.silent
		}
	case written:
		return s.written(msg)
	case screen.Look:
		s.look = msg.Theme
	case tea.WindowSizeMsg:
		s.w, s.h = msg.Width, msg.Height
	}
	return nil
}

// Binds moves, answers, and leaves.
func (s *First) Binds() []screen.Bind {
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd { s.move(by); return nil }
	}
	bell := screen.Key("b", "hear the bell", s.strike)
	bell.SetEnabled(s.at == sound)
	enter, arrows, esc := "this one", "choose", "take the defaults"
	switch s.at {
	case safety:
		enter, arrows = "go on", "read on"
	case offer:
		esc = "home"
	}
	up := screen.Key("↑ ↓", arrows, move(-1), "up", "k")
	up.SetEnabled(s.at != safety || s.most() > 0)
	return []screen.Bind{
		screen.Key("enter", enter, func() tea.Cmd { return s.answer(s.on) }),
		bell,
		up,
		screen.Key("↓", "", move(1), "down", "j"),
		screen.Key("esc", esc, s.skip),
	}
}

func (s *First) move(by int) {
	if s.at == safety {
		s.top = min(max(s.top+by, 0), s.most())
		return
	}
	s.on = min(max(s.on+by, 0), len(s.choices())-1)
}

// answer takes the row and goes to the next page.
func (s *First) answer(i int) tea.Cmd {
	rows := s.choices()
	switch {
	case s.writes:
		return nil
	case s.at == safety:
		return s.turn(days)
	case i >= len(rows):
		return nil
	case s.at == offer:
		return s.leave(i == 0)
	case rows[i].again:
		return s.strike()
	}
	if rows[i].gives.key != "" {
		s.given = append(s.given, rows[i].gives)
	}
	next := s.at + 1
	if next == ring && s.look.Glyphs == theme.ASCII {
		next = offer // there is no other way to draw it
	}
	if next == offer {
		return s.write(false)
	}
	return s.turn(next)
}

// turn shows another page; where the bell is asked about, it is heard.
func (s *First) turn(to step) tea.Cmd {
	s.at, s.on = to, 0
	for i, c := range s.choices() {
		if c.usual {
			s.on = i
		}
	}
	if to == sound {
		return s.strike()
	}
	return nil
}

// skip takes the defaults for what was not answered, and goes home.
func (s *First) skip() tea.Cmd {
	switch {
	case s.writes:
		return nil
	case s.at == offer:
		return s.leave(false)
	}
	return s.write(true)
}

func (s *First) strike() tea.Cmd {
	bell := s.sound
	return func() tea.Msg {
		status, err := bell.Strike(prefs.Default().Bells.Bell)
		switch {
		case err != nil:
			return located{s, "no sound: " + err.Error(), true}
		case status.State == sessions.SoundBell:
			return located{to: s, line: "sound: the terminal's bell"}
		case status.Line != "":
			return located{to: s, line: "sound: " + status.Line}
		}
		return located{to: s, line: "sound: " + status.Device}
	}
}

// written says that the answers are in the config file, or why not.
type written struct {
	to   *First
	home bool // straight home
	wear screen.Wear
	err  error
}

// write puts the answers into the config file. Without any there is one all
// the same, since the file is the sign that this was seen.
func (s *First) write(home bool) tea.Cmd {
	s.writes = true
	given, house := append([]answer(nil), s.given...), s.house
	return func() tea.Msg {
		places, err := house.Places()
		if err == nil {
			err = keep(places.ConfigFile, given)
			house.Reload()
		}
		ui := house.InForce().UI
		return written{s, home, screen.Wear{Theme: ui.Theme, Glyphs: ui.Glyphs, Still: ui.Motion == "reduced"}, err}
	}
}

func keep(path string, given []answer) error {
	if len(given) == 0 {
		value, _ := prefs.Default().Text("days_a_week")
		given = []answer{{"days_a_week", value}}
	}
	var failed error
	for _, a := range given {
		failed = errors.Join(failed, prefs.Set(path, a.key, a.value))
	}
	return failed
}

func (s *First) written(msg written) tea.Cmd {
	if msg.to != s {
		return nil
	}
	s.writes = false
	cmds := []tea.Cmd{}
	for _, a := range s.given {
		if a.key == "ui.glyphs" {
			cmds = append(cmds, func() tea.Msg { return msg.wear })
		}
	}
	if msg.err != nil {
		cmds = append(cmds, func() tea.Msg { return screen.Trouble{Err: msg.err} })
	}
	if msg.home {
		return tea.Sequence(append(cmds, s.leave(false))...)
	}
	return tea.Sequence(append(cmds, s.turn(offer))...)
}

// leave goes home, and on to the first sit when that is wanted.
func (s *First) leave(sit bool) tea.Cmd {
	cmds := []tea.Cmd{screen.Go(screen.At("home")), screen.Leave(s)}
	if sit {
		cmds = append(cmds, screen.Go(screen.At("setup", beginner)))
	}
	return tea.Sequence(cmds...)
}
