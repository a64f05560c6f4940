// Package setup is the place before a sit: what it is, how long, how many
// words, which bells.
//
// A place "setup" is of a script's id and, after a space, a length ("kind-pause
// 4m"); of "silent" and a length or "open"; of nothing, which is what fits now.
// With may be the name of a preset, a string, which then says everything; the
// programme.StepRef that is sat; or a *start.Request, whose choices, wheel, step
// and number of people are taken over.
//
// It opens on Begin, so that enter sits. Rows above it are changed in place;
// the strip of stages and bells is drawn anew for every length that is typed,
// from the same score that will be sat. More unfolds what is asked for less
// often, and of it what this sit has a use for. Begin opens the place "sit" with a
// start.Sit and leaves nothing behind to come back to.
//
// What is changed here is for this sit, but for the narrator and the ambience,
// "off" too, which are kept for the next, and for what is saved as a preset. The
// intention goes into the log. The names and sentences a script asks for go to
// the sit and nowhere else: no preset, no log and no title has them. Composing,
// the journal, the config and the bell are commands.
package setup

import (
	"context"
	"errors"
	"maps"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/sessions/programme"
	"karuna/sessions/score"
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

// Setup is the screen.
type Setup struct {
	house *start.House
	sound Sound
	place screen.Place
	look  theme.Theme
	w, h  int

	known   bool
	script  sessions.Script   // zero: a silent sit
	from    programme.StepRef // the step that is sat
	choices prefs.Sit
	length  Length
	wheel   sessions.Wheel // of a silent sit
	people  int            // 0: as many as the practice is for
	advice  string         // one line from what was sat before
	warning string         // why the sit will not be written down
	where   string         // what sounds

	knowsLong bool // no word about a long sit

	narrators []option          // that can speak here, off first
	ambiences []option          // that can lie beneath, off first
	kept      map[string]string // of these, what was chosen here, by setting
	uses      uses              // what else there is to choose
	more      bool              // the rows of all these are shown

	intention string            // kept in the log
	slots     map[string]string // the lines a script asks for; in memory alone

	on     row    // chosen last; see at
	field  *field // the row being written; nil: none is
	choose bool   // the arrows change the row

	asks    int // compositions asked for so far; answers to earlier ones are old
	plan    sessions.Score
	least   time.Duration
	wrong   string    // why the length cannot be sat
	said    safe.Text // what came of saving a preset
	opening bool      // Begin was pressed
}

// row is a line that can be changed, or Begin.
type row int

const (
	lengthRow row = iota
	guidanceRow
	wheelRow
	bellsRow
	moreRow
	narratorRow
	ambienceRow
	breathRow
	wordingRow
	phrasesRow
	orderRow
	optionalRow
	intentionRow
	nameRow // of a preset that is being saved
	beginRow
	askRow // the first line that the script asks for; the others follow
)

// New returns the screen of a place.
func New(house *start.House, sound Sound, p screen.Place) *Setup {
	return &Setup{house: house, sound: sound, place: p, on: beginRow, w: 80, h: 24, kept: map[string]string{}, slots: map[string]string{}}
}

// Init reads what the screen is about.
func (s *Setup) Init() tea.Cmd {
	return func() tea.Msg { return read(s.house, s.sound, s.place).of(s) }
}

// Update takes results, the look, the size, and what is typed.
func (s *Setup) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case ready:
		return s.ready(msg)
	case planned:
		s.planned(msg)
	case struck:
		if msg.to == s {
			s.where = msg.line
		}
	case composed:
		return s.composed(msg)
	case screen.Look:
		s.look = msg.Theme
	case tea.WindowSizeMsg:
		s.w, s.h = msg.Width, msg.Height
	case saved:
		return s.saved(msg)
	case tea.KeyPressMsg:
		return s.typed(msg.String(), msg.Text)
	case tea.PasteMsg:
		return s.typed("", msg.Content)
	}
	return nil
}

func (s *Setup) ready(msg ready) tea.Cmd {
	if msg.to != s {
		return nil
	}
	if msg.err != nil {
		trouble := func() tea.Msg { return screen.Trouble{Err: msg.err} }
		return tea.Sequence(screen.Leave(s), trouble)
	}
	s.known, s.script, s.choices, s.length = true, msg.script, msg.choices, msg.length
	s.from, s.people = msg.from, msg.people
	s.wheel, s.advice, s.warning, s.where = msg.wheel, msg.advice, msg.warning, msg.where
	s.knowsLong, s.uses = msg.knowsLong, msg.uses
	s.narrators = offered(safe.Lit("nobody speaks"), msg.narrators, s.choices.Voice.Name)
	s.ambiences = offered(safe.Lit("nothing beneath"), msg.ambiences, s.choices.Audio.Ambience)
	s.more = s.script.ID != "" && s.choices.Voice.Name != off || s.choices.Audio.Ambience != off
	return s.replan()
}

// request is the sit as it stands on the screen.
func (s *Setup) request(l Length) start.Request {
	return start.Request{
		Script: s.script, Choices: s.choices, Length: l.For, Until: l.Until, Open: l.Open,
		Wheel: s.wheel, Step: s.from, People: s.people, Intention: s.intention, Slots: maps.Clone(s.slots),
	}
}

// planned is a score for the strip.
type planned struct {
	to    *Setup
	asks  int
	score sessions.Score
	least time.Duration
	err   error
}

// replan composes the sit anew, to be shown.
func (s *Setup) replan() tea.Cmd {
	s.said = safe.Text{}
	s.asks++
	asks, request, house := s.asks, s.request(s.now()), s.house
	return func() tea.Msg {
		sit, err := house.Compose(request)
		least := time.Minute
		if request.Script.ID != "" {
			least = score.Shortest(request.Script, sit.Want)
		}
		return planned{s, asks, sit.Score, least, err}
	}
}

func (s *Setup) planned(msg planned) {
	if msg.to != s || msg.asks != s.asks {
		return
	}
	s.least, s.wrong = msg.least, ""
	if msg.err != nil {
		s.wrong = s.words(msg.err)
		return
	}
	s.plan = msg.score
}

// words are those of the error, with the script called by its title.
func (s *Setup) words(err error) string {
	var short *score.TooShortError
	if !errors.As(err, &short) {
		return err.Error()
	}
	called := *short
	called.Title = s.script.Title
	return called.Error()
}

// now is the length that stands on the screen: the one being typed, where it
// can be read.
func (s *Setup) now() Length {
	if s.field != nil && s.field.err == nil {
		return s.field.length
	}
	return s.length
}

// composed is a sit that can begin.
type composed struct {
	to  *Setup
	sit start.Sit
	err error
}

// begin composes once more, since a moment that was aimed for is nearer now.
func (s *Setup) begin() tea.Cmd {
	if !s.known || s.opening {
		return nil
	}
	s.opening = true
	request, house, kept := s.request(s.length), s.house, maps.Clone(s.kept)
	return func() tea.Msg {
		sit, err := house.Compose(request)
		if err == nil {
			sit, err = house.Ready(context.Background(), sit, nil)
		}
		house.Remember(kept)
		return composed{s, sit, err}
	}
}

func (s *Setup) composed(msg composed) tea.Cmd {
	if msg.to != s {
		return nil
	}
	s.opening = false
	if msg.err != nil {
		s.wrong = s.words(msg.err)
		return nil
	}
	return screen.Instead(s, screen.Place{Name: "sit", With: msg.sit})
}

// struck says where the bell sounded.
type struck struct {
	to   *Setup
	line string
}

func (s *Setup) strike() tea.Cmd {
	bell, sound := s.choices.Bells.Bell, s.sound
	return func() tea.Msg {
		status, err := sound.Strike(bell)
		return struck{s, heard(status, err)}
	}
}

// heard says where a stroke sounded, or why it did not.
func heard(status sessions.SoundStatus, err error) string {
	switch {
	case err != nil:
		return "no sound: " + err.Error()
	case status.State == sessions.SoundBell:
		return "sound: the terminal's bell"
	case status.Line != "":
		return "sound: " + status.Line
	}
	return "sound: " + status.Device
}

// title is the name of what is sat.
func (s *Setup) title() safe.Text {
	if s.script.ID == "" {
		return safe.Lit("Silent sit")
	}
	return safe.Line(s.script.Title)
}

// Frame shows the text cursor while a length is typed.
func (s *Setup) Frame(w, h int) screen.Frame {
	if s.field == nil {
		return screen.Frame{}
	}
	return screen.Frame{Cursor: s.cursor(w, h)}
}
