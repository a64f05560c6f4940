package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/sessions/conductor"
	"karuna/ui"
	"karuna/ui/cli"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/uitest"
)

// wander is a home in which every place of the table can be gone to: a few sits,
// two presets, no sound, no editor.
type wander struct {
	t     *testing.T
	house *start.House
	app   *cli.App
	top   screen.Screen // opened last
	first screen.Screen // the home screen
}

func newWander(t *testing.T) *wander {
	t.Helper()
	dir := t.TempDir()
	config := "days_a_week = 5\n\n[[preset]]\nname = \"morning\"\nscript = \"being-with\"\n\n[[preset]]\nname = \"short\"\nfor = \"3m\"\n"
	if err := os.MkdirAll(filepath.Join(dir, "config"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "config", "config.toml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	vars := map[string]string{"KARUNA_HOME": dir, "KARUNA_DEVICE": "none", "EDITOR": "no-editor-here"}
	w := &wander{t: t}
	w.house = start.Open(start.Options{
		Env: func(name string) string { return vars[name] }, Now: time.Now, Version: "test", Machine: "m",
		Warn: func(string) {},
	})
	w.app = cli.New(w.house, cli.Streams{})
	return w
}

// before practises a little. It is called in the bubble, where it is the year
// 2000.
func (w *wander) before() {
	today := w.house.Today()
	for i, id := range []string{"being-with", "kind-pause", "two-wheels", "being-with", "well-wishing", "between-matters"} {
		s, err := w.house.Library().Find(id)
		if err != nil {
			w.t.Fatal(err)
		}
		e := sessions.Entry{
			Start: time.Now().AddDate(0, 0, -2*i), Day: today - sessions.Day(2*i), Planned: 600, Sat: 60 + 300*i,
			Ended: sessions.Complete, People: 1,
			Wheels: sessions.WheelSeconds{Self: 40 + 200*i, Ground: 20 + 100*i},
			Script: &sessions.ScriptRef{ID: s.ID, Title: s.Title, Kind: s.Kind, Version: 1},
		}.From(sessions.Origin{Source: "live", DayTurn: 4}).With(sessions.Detail{Feel: "lighter", Note: "Rain on the roof."})
		if _, err := w.house.Log().Append(time.Now(), e); err != nil {
			w.t.Fatal(err)
		}
	}
	if _, err := w.house.Programmes().Start("thirty-sits"); err != nil {
		w.t.Fatal(err)
	}
}

// rows is the table of places, noting what is opened.
func (w *wander) rows() []ui.Row {
	rows := w.app.Places()
	for i := range rows {
		open := rows[i].Open
		rows[i].Open = func(p screen.Place) (screen.Screen, error) {
			s, err := open(p)
			if err == nil {
				w.top = s
			}
			if w.first == nil {
				w.first = s
			}
			return s, err
		}
	}
	return rows
}

// given returns the place with what it cannot do without. A new place that
// wants more than a name gets a case here.
func (w *wander) given(p screen.Place) (screen.Place, error) {
	switch {
	case p.With != nil:
	case p.Name == "sit":
		sit, err := w.sit("kind-pause", 5*time.Minute)
		p.With = sit
		return p, err
	case p.Name == "reflect":
		sit, err := w.sit("kind-pause", 5*time.Minute)
		if err != nil {
			return p, err
		}
		c := w.house.Begin(sit, true)
		time.Sleep(90 * time.Second)
		c.Do(conductor.Ask)
		c.Do(conductor.Confirm)
		time.Sleep(time.Second)
		p.With = c
	case p.Name == "gate" && p.Of == "":
		p.Of = "the-person-across"
	case p.Name == "script" && p.Of == "":
		p.Of = "two-wheels"
	}
	return p, nil
}

func (w *wander) sit(id string, length time.Duration) (start.Sit, error) {
	choices, err := w.house.Choices("", nil)
	if err != nil {
		return start.Sit{}, err
	}
	s, err := w.house.Library().Find(id)
	if err != nil {
		return start.Sit{}, err
	}
	return w.house.Compose(start.Request{Script: s, Choices: choices, Length: length, People: 1})
}

// begin runs the screens from home, in a bubble.
func (w *wander) begin(f func(*uitest.Window)) { w.run(uitest.Config{}, f) }

func (w *wander) run(c uitest.Config, f func(*uitest.Window)) {
	w.t.Helper()
	c.Rows, c.Start, c.Before, c.Linger = w.rows(), screen.At("home"), w.before, 90*time.Minute
	c.Tidy = func() {
		if err := w.house.Close(); err != nil {
			w.t.Error(err)
		}
		if c := w.house.Running(); c != nil {
			c.Interrupt("over")
			<-c.Done()
		}
	}
	uitest.Run(w.t, c, f)
}

// to goes to a place of the table.
func (w *wander) to(u *uitest.Window, name string) {
	w.t.Helper()
	p, err := w.given(screen.At(name))
	if err != nil {
		w.t.Fatal(err)
	}
	w.top = nil
	u.Send(screen.Open{Place: p})
	if w.top == nil {
		w.t.Fatalf("%s: %v", name, u.Root.Err())
	}
}

// names lists the places.
func (w *wander) names() []string {
	var names []string
	for _, r := range w.app.Places() {
		names = append(names, r.Name)
	}
	return names
}

// TestEveryPlaceOpens goes to every place of the table by its name.
func TestEveryPlaceOpens(t *testing.T) {
	for _, name := range newWander(t).names() {
		w := newWander(t)
		w.begin(func(u *uitest.Window) {
			w.to(u, name)
			if u.Ended() || strings.TrimSpace(u.Text()) == "" || u.Root.Err() != nil {
				t.Errorf("%s: ended %v, %v\n%s", name, u.Ended(), u.Root.Err(), u.Text())
			}
		})
	}
}
