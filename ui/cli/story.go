package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/spf13/cobra"

	"karuna/sessions"
	"karuna/sessions/conductor"
	"karuna/sessions/programme"
	"karuna/sessions/sitting"
	"karuna/ui/screen"
	"karuna/ui/start"
)

// story is a place in a state: what came before it, where it is, and the keys
// that lead from there to the state.
type story struct {
	name string // of the place, and of the state after a space
	past func(*bygone)
	at   func(*App) (screen.Place, error) // nil: the place of that name, of nothing
	keys string
}

// storyCommand shows a place in a state, for those who build it: a house of
// its own in a folder that is removed, a past that is made up, and a clock
// that stands still.
func (a *App) storyCommand() *cobra.Command {
	return &cobra.Command{
		Use: "story [PLACE [STATE]]", Short: "A place in a state, with a made-up past; without a name all there are",
		Hidden: true, Args: cobra.MaximumNArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.listStories()
			}
			return a.showStory(strings.Join(args, " "))
		},
	}
}

func (a *App) listStories() error {
	for _, s := range a.stories() {
		if err := a.print("%s\n", s.name); err != nil {
			return err
		}
	}
	return nil
}

// stories are those of the table, and one of every place that has none there.
func (a *App) stories() []story {
	all := stories()
	for _, row := range a.places() {
		if _, ok := storyOf(all, row.Name); !ok {
			all = append(all, story{name: row.Name, past: practised(0)})
		}
	}
	return all
}

func storyOf(all []story, name string) (story, bool) {
	for _, s := range all {
		if s.name == name {
			return s, true
		}
	}
	return story{}, false
}

func (a *App) showStory(name string) error {
	s, ok := storyOf(a.stories(), name)
	if !ok {
		return usagef("no story called %q; 'karuna story' lists them", name)
	}
	if !a.io.OutTTY {
		return errors.New("a story needs a terminal")
	}
	dir, err := os.MkdirTemp("", "karuna-story-")
	if err != nil {
		return fmt.Errorf("make a folder for the story: %w", err)
	}
	defer os.RemoveAll(dir)
	mine := a.house
	defer func() { a.house = mine }()
	if a.house, err = s.house(dir, mine.Options()); err != nil {
		return err
	}
	place, err := s.place(a)
	if err == nil {
		err = a.screens(place, strings.Fields(s.keys)...)
	}
	return errors.Join(err, a.house.Close())
}

func (s story) place(a *App) (screen.Place, error) {
	if s.at == nil {
		return screen.At(s.name), nil
	}
	return s.at(a)
}

// storyTime is what the clock of every story says: a Wednesday evening.
func storyTime() time.Time { return time.Date(2026, time.May, 20, 19, 0, 0, 0, time.Local) }

// house is one in that folder, with the story's past in it.
func (s story) house(dir string, o start.Options) (*start.House, error) {
	b := &bygone{now: storyTime()}
	env, asleep := o.Env, s.name == "sit away"
	o.Env = func(name string) string {
		switch {
		case name == "KARUNA_HOME":
			return dir
		case name == "KARUNA_DEVICE":
			return "none"
		case strings.HasPrefix(name, "KARUNA_") && name != "KARUNA_ASCII" && name != "KARUNA_THEME":
			return ""
		}
		return env(name)
	}
	o.Config, o.Machine, o.Now, o.Boot = "", "story", func() time.Time { return b.now }, nil
	if asleep {
		o.Boot = napping(12 * time.Minute)
	}
	b.house = start.Open(o)
	b.write(filepath.Join(dir, "config", "config.toml"), "days_a_week = 5\n")
	if s.past != nil {
		s.past(b)
	}
	b.now = storyTime()
	return b.house, b.err
}

// napping is a clock that goes on in sleep, of a machine that sleeps once,
// for d, a second after it was first asked. One goroutine may ask it.
func napping(d time.Duration) func() (time.Duration, bool) {
	var began time.Time
	return func() (time.Duration, bool) {
		if began.IsZero() {
			began = time.Now()
		}
		up := time.Since(began)
		if up > time.Second {
			up += d
		}
		return up, true
	}
}

// sitStory begins a sit that has come to the moment that into names.
func sitStory(script string, length time.Duration, into moment) func(*App) (screen.Place, error) {
	return func(a *App) (screen.Place, error) {
		sit, err := a.storySit(script, length, into)
		return screen.Place{Name: "sit", With: begun{sit: sit, alone: true}}, err
	}
}

func (a *App) storySit(script string, length time.Duration, into moment) (start.Sit, error) {
	var s sessions.Script
	var err error
	if script != "" {
		if s, err = a.house.Library().Find(script); err != nil {
			return start.Sit{}, err
		}
	}
	choices, err := a.house.Choices("", nil)
	if err != nil {
		return start.Sit{}, err
	}
	prepare := time.Duration(0)
	if into == nil {
		prepare = time.Minute
	}
	sit, err := a.house.Compose(start.Request{Script: s, Choices: choices, Length: length, Prepare: &prepare, People: 1, Seed: 1})
	if err == nil && into != nil {
		sit.Into = into(sit.Score)
	}
	return sit, err
}

// reflectStory looks back on a sit that has just rung out.
func reflectStory(script string, length time.Duration, from programme.StepRef) func(*App) (screen.Place, error) {
	return func(a *App) (screen.Place, error) {
		sit, err := a.storySit(script, length, part(1))
		if err != nil {
			return screen.Place{}, err
		}
		sit.Step = from
		c := a.house.Begin(sit, true)
		for s := c.Snapshot(); s.State != sitting.Reflecting || s.Saved == nil; s = c.Snapshot() {
			if s.State == sitting.Closing {
				c.Do(conductor.Leave)
			}
			<-s.Next
		}
		return screen.Place{Name: "reflect", With: c}, nil
	}
}

// storyPause is how long a screen is given before each key of its story.
const storyPause = 150 * time.Millisecond

// pressed is a key press of that name: a character, or one of a few keys.
func pressed(name string) tea.KeyPressMsg {
	switch name {
	case "enter":
		return tea.KeyPressMsg{Code: tea.KeyEnter}
	case "down":
		return tea.KeyPressMsg{Code: tea.KeyDown}
	case "space":
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	r, _ := utf8.DecodeRuneInString(name)
	return tea.KeyPressMsg{Code: r, Text: name}
}
