package cli

import (
	"fmt"

	"karuna/assets"
	"karuna/sessions"
	"karuna/sessions/conductor"
	"karuna/sessions/programme"
	"karuna/ui"
	"karuna/ui/addsit"
	"karuna/ui/calendar"
	"karuna/ui/compose"
	"karuna/ui/first"
	"karuna/ui/gate"
	"karuna/ui/history"
	"karuna/ui/home"
	"karuna/ui/learn"
	"karuna/ui/programmes"
	"karuna/ui/reflect"
	"karuna/ui/screen"
	scriptpage "karuna/ui/script"
	"karuna/ui/settings"
	"karuna/ui/setup"
	sitscreen "karuna/ui/sit"
	"karuna/ui/start"
)

// places is the table of places. A new screen is one package and one row.
func (a *App) places() []ui.Row {
	return []ui.Row{
		{Name: "home", Open: func(screen.Place) (screen.Screen, error) { return home.New(a.house), nil }},
		{Name: "practices", Open: func(p screen.Place) (screen.Screen, error) { return home.NewPractices(a.house, p.Of), nil }},
		{Name: "gate", Open: func(p screen.Place) (screen.Screen, error) { return gate.New(a.house, p), nil }},
		{Name: "script", Open: func(p screen.Place) (screen.Screen, error) {
			return scriptpage.New(a.house, a.editor, p), nil
		}},
		{Name: "setup", Open: func(p screen.Place) (screen.Screen, error) { return setup.New(a.house, a.house, p), nil }},
		{Name: "first", Open: func(screen.Place) (screen.Screen, error) {
			return first.New(a.house, a.house, assets.Text("safety.txt")), nil
		}},
		{Name: "sit", Open: a.openSit},
		{Name: "reflect", Open: a.openReflect},
		{Name: "calendar", Open: a.openCalendar},
		{Name: "compose", Open: func(p screen.Place) (screen.Screen, error) { return compose.New(a.house, p.Of), nil }},
		{Name: "programmes", Open: func(p screen.Place) (screen.Screen, error) { return programmes.New(a.house, p.Of), nil }},
		{Name: "settings", Open: func(p screen.Place) (screen.Screen, error) {
			return settings.New(a.house, a.house, a.editor, p.Of), nil
		}},
		{Name: "addsit", Open: func(p screen.Place) (screen.Screen, error) { return addsit.New(a.house, a.editor, p), nil }},
		{Name: "history", Open: func(p screen.Place) (screen.Screen, error) { return history.New(a.house, p.Of), nil }},
		{Name: "learn", Open: func(p screen.Place) (screen.Screen, error) {
			topics, err := learn.Topics(assets.Learn())
			return learn.New(topics, p.Of), err
		}},
	}
}

// openSit begins the sit it is given, as start.Sit or begun.
func (a *App) openSit(p screen.Place) (screen.Screen, error) {
	b, ok := p.With.(begun)
	if !ok {
		sit, ok := p.With.(start.Sit)
		if !ok {
			return nil, fmt.Errorf("there is no sit to begin")
		}
		b = begun{sit: sit}
	}
	if b.rehearsal != nil {
		return a.openRehearsal(b), nil
	}
	prefs := a.house.InForce()
	c := a.house.Begin(b.sit, true)
	notes := append([]string(nil), b.sit.Score.Notes...)
	if text := start.Caution(b.sit.Script); text != "" && b.alone {
		notes = append(notes, text)
	}
	player := a.house.Player(b.sit.Choices.Audio.Device)
	options := sitscreen.Options{
		Script: b.sit.Script, Volume: player, Person: prefs.Safety.Person,
		Notes: notes, Private: prefs.UI.Private, Clock: prefs.UI.Clock, Dark: b.dark,
		After: after(b, c),
	}
	if b.sit.Speaks() {
		options.Voice = player
	}
	return sitscreen.New(c, options), nil
}

// after is where a sit leads: to the reflection, but for a micro practice
// started by name, which is over when its bell is.
func after(b begun, c *conductor.Conductor) screen.Place {
	if b.alone && b.sit.Script.Kind == sessions.Micro {
		return screen.Place{}
	}
	return screen.Place{Name: "reflect", With: c}
}

func (a *App) openReflect(p screen.Place) (screen.Screen, error) {
	c, ok := p.With.(*conductor.Conductor)
	if !ok {
		return nil, fmt.Errorf("there is no sit to look back on")
	}
	src := reflect.Source{Arithmetic: a.house.Arithmetic(), Private: a.house.InForce().UI.Private, Editor: a.editor}
	src.Past = func() ([]sessions.Entry, error) {
		past, err := a.house.Past()
		return past.Entries, err
	}
	src.Air = a.airOf(programme.BegunFrom(c.Snapshot().Entry))
	return reflect.New(c, src), nil
}

// airOf keeps how much air the wheels have after the step that a sit was begun
// from; nil where the step does not ask.
func (a *App) airOf(from programme.StepRef) func(programme.Air) error {
	programmes := a.house.Programmes()
	if from == (programme.StepRef{}) {
		return nil
	}
	p, err := programmes.Find(from.Programme)
	if err != nil {
		return nil // it is gone, and asks nothing
	}
	if step, ok := p.Step(from.Step); !ok || !step.Air {
		return nil
	}
	return func(air programme.Air) error {
		_, err := programmes.Air(from.Programme, from.Step, air)
		return err
	}
}

func (a *App) openCalendar(p screen.Place) (screen.Screen, error) {
	prefs := a.house.InForce()
	return calendar.New(calendar.Source{
		Log: a.house.Log(), Arithmetic: a.house.Arithmetic(), Now: a.house.Now,
		ShowRun: prefs.UI.Run, Season: prefs.UI.InSeason(a.house.Today()), Private: prefs.UI.Private,
		Hint: a.house.LeanHint, Hush: a.house.HushLean,
	}, p.Of), nil
}
