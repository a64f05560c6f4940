package script_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/ui/editor"
	"karuna/ui/screen"
	"karuna/ui/script"
	"karuna/ui/start"
	"karuna/ui/uitest"
)

var update = flag.Bool("update", false, "write the goldens anew")

var now = time.Date(2026, 5, 20, 19, 0, 0, 0, time.Local)

// TestMain is the tests, or the editor they start: this program again, told by
// KARUNA_TEST_EDITOR what to replace by what, or to fail.
func TestMain(m *testing.M) {
	do := os.Getenv("KARUNA_TEST_EDITOR")
	if do == "" {
		os.Exit(m.Run())
	}
	if err := edit(do, os.Args[len(os.Args)-1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func edit(do, path string) error {
	old, new, ok := strings.Cut(do, "=>")
	if !ok {
		return fmt.Errorf("told to fail")
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, []byte(strings.Replace(string(text), old, new, 1)), 0o600)
}

// home is a person's folder.
type home struct{ dir string }

func (h home) own(name string) string { return filepath.Join(h.dir, "data", "scripts", name) }

func (h home) write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(h.own(name)), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(h.own(name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func house(t testing.TB) (*start.House, home) {
	t.Helper()
	h, dir := uitest.Home{Now: func() time.Time { return now }}.Open(t)
	return h, home{dir}
}

// ours is an editor that is this program.
func ours(t testing.TB, h home) *editor.Editor {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return editor.New(func(name string) string {
		return map[string]string{"EDITOR": `"` + self + `"`}[name]
	}, filepath.Join(h.dir, "state"), filepath.Join(h.dir, "kept"))
}

func at(t testing.TB, h *start.House, dir home, of string) uitest.Config {
	e := ours(t, dir)
	return uitest.Config{
		Places: []string{"script"}, Start: screen.At("script", of),
		Open: func(p screen.Place) (screen.Screen, error) { return script.New(h, e, p), nil },
	}
}

func TestGoldens(t *testing.T) {
	h, dir := house(t)
	page := func(h *start.House, of string) screen.Screen {
		return uitest.Settle(script.New(h, nil, screen.At("script", of)))
	}
	uitest.Golden(t, *update, "well-wishing", page(h, "well-wishing"))
	uitest.Golden(t, *update, "voice-30", page(h, "the-voice-at-the-back 30m"))
	dir.write(t, "kind-pause.md", "---\ntitle: Mine\nkind: kindness\nlength: 3m..20m, usually 6m\n---\nA purpose.\n\n## Rest {ground, 60s..}\n\nHere.\n")
	uitest.Golden(t, *update, "mend", page(h, "kind-pause"))
}

func TestKeys(t *testing.T) {
	check := func(of, keys string, want screen.Place, shows string) {
		t.Helper()
		h, dir := house(t)
		uitest.Run(t, at(t, h, dir, of), func(w *uitest.Window) {
			w.Press(strings.Fields(keys)...)
			w.Shows(shows)
			w.Press("enter")
			if got := w.Opened(); len(got) != 1 || got[0] != want {
				t.Errorf("%s, %s: opened %v, want %v", of, keys, got, want)
			}
		})
	}
	check("two-wheels", "", screen.At("setup", "two-wheels"), "In 12 min")
	check("two-wheels 20m", "", screen.At("setup", "two-wheels", "20m"), "In 20 min")
	check("two-wheels", "+ + -", screen.At("setup", "two-wheels", "13m"), "In 13 min")
	check("two-wheels 13m", "-", screen.At("setup", "two-wheels"), "In 12 min")
	check("two-wheels", "- - - - - - - - - - - -", screen.At("setup", "two-wheels", "6m"), "In 6 min")
	check("two-wheels 29m", "+ + + +", screen.At("setup", "two-wheels", "30m"), "In 30 min")
	check("two-wheels 3h", "", screen.At("setup", "two-wheels", "30m"), "In 30 min")
	check("staying-near", "", screen.At("gate", "staying-near"), "can stir things up")
	check("well-wishing", "", screen.At("setup", "well-wishing"), "if asked for")
}

// The shares of the stages are those of the length, in the order of the sit.
func TestStages(t *testing.T) {
	check := func(config, of, first, second string) {
		t.Helper()
		h, dir := house(t)
		path := filepath.Join(dir.dir, "config", "config.toml")
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
			t.Fatal(err)
		}
		uitest.Run(t, at(t, h, dir, of), func(w *uitest.Window) {
			text := w.Text()
			if i, j := strings.Index(text, first), strings.Index(text, second); i < 0 || j < i {
				t.Errorf("%s with %q: %q is not before %q in\n%s", of, config, first, second, text)
			}
		})
	}
	check("", "well-wishing", " Easy ", " Self ")
	check("order = \"self-first\"\n", "well-wishing", " Self ", " Easy ")
	check("", "well-wishing", " Neutral ", " Difficult ")
	check("", "well-wishing", " Difficult ", " Together ")
}

// What is changed is kept, checked and shown.
func TestEdit(t *testing.T) {
	check := func(of, do, file string, shows []string, hides string) {
		t.Helper()
		t.Setenv("KARUNA_TEST_EDITOR", do)
		h, dir := house(t)
		dir.write(t, "taken.md", "---\nid: taken\ntitle: Taken\nkind: equanimity\nlength: 5m..20m, usually 9m\n---\nTo see.\n\n## Rest {ground, 60s..}\n\nHere.\n")
		uitest.Run(t, at(t, h, dir, of), func(w *uitest.Window) {
			w.Press("e")
			time.Sleep(time.Second) // without an input the program waits for its end
			w.Settle()
			w.Shows(shows...)
			if hides != "" {
				w.Hides(hides)
			}
		})
		names, err := filepath.Glob(dir.own("*.md"))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, n := range names {
			got = append(got, filepath.Base(n))
		}
		if list := strings.Join(got, " "); list != file {
			t.Errorf("%s, %s: kept %q, want %q", of, do, list, file)
		}
	}
	check("two-wheels", "title: Two Wheels=>title: My Bicycle", "taken.md two-wheels.md", []string{"My Bicycle", "Yours is kept as two-wheels.md. It can be sat."}, "copy & edit")
	check("two-wheels", "id: two-wheels=>id: mine", "mine.md taken.md", []string{"Two Wheels", "kept as mine.md."}, "")
	check("two-wheels", "id: two-wheels=>id: taken", "taken.md", []string{`keep "taken.md": there is a script of that name`, "Not kept. e goes on"}, "kept as")
	check("two-wheels", "kind: visualization=>kind: vizual", "taken.md two-wheels.md",
		[]string{"this one stands in for it", "two-wheels.md:4:7: unknown kind", "enter set up"}, "can be sat.")
	check("two-wheels", "no such words=>x", "taken.md", []string{"Nothing was changed.", "Two Wheels"}, "kept as")
	check("two-wheels", "fail", "taken.md", []string{`edit "two-wheels.md"`, "exit status 1"}, "kept as")
	check("taken", "kind: equanimity=>kind: nothing", "taken.md", []string{"It cannot be sat yet.", "e edit"}, "set up")
	check("taken", "title: Taken=>title: Given", "taken.md", []string{"Given", "more to look at: karuna scripts check"}, "copy & edit")
	check("taken", "---\nTo=>flags: intense\n---\nTo", "taken.md", []string{"can stir things up"}, "")
}

// A second edit goes on with what came back, though it is nowhere in the
// library.
func TestEditAgain(t *testing.T) {
	h, dir := house(t)
	uitest.Run(t, at(t, h, dir, "two-wheels"), func(w *uitest.Window) {
		press := func(do string) {
			t.Setenv("KARUNA_TEST_EDITOR", do)
			w.Press("e")
			time.Sleep(time.Second)
			w.Settle()
		}
		press("id: two-wheels\ntitle: Two Wheels\nkind: visualization=>id: mine\ntitle: Mine Alone\nkind: x")
		w.Shows("Yours is kept as mine.md", "unknown kind", "Two Wheels")
		press("kind: x=>kind: visualization")
		w.Shows("Mine Alone", "It can be sat.")
		w.Press("enter")
		if got := w.Opened(); len(got) != 1 || got[0] != screen.At("setup", "mine") {
			t.Errorf("opened %v", got)
		}
	})
}

// A file that may not be replaced costs one line, and no word of it.
func TestReadOnly(t *testing.T) {
	t.Setenv("KARUNA_TEST_EDITOR", "title: Mine=>title: Yours")
	h, dir := house(t)
	dir.write(t, "mine.md", "---\ntitle: Mine\nkind: equanimity\nlength: 5m..20m, usually 9m\n---\nTo see.\n\n## Rest {ground, 60s..}\n\nHere.\n")
	if err := os.Chmod(dir.own("mine.md"), 0o400); err != nil {
		t.Fatal(err)
	}
	uitest.Run(t, at(t, h, dir, "mine"), func(w *uitest.Window) {
		w.Press("e")
		time.Sleep(time.Second)
		w.Settle()
		w.Shows("keep the script", "Mine", "Not kept. e goes on with your text.")
		w.Hides("Yours is")
		if err := os.Chmod(dir.own("mine.md"), 0o600); err != nil {
			t.Fatal(err)
		}
		t.Setenv("KARUNA_TEST_EDITOR", "no such words=>x") // the text is there as it was left
		w.Press("e")
		time.Sleep(time.Second)
		w.Settle()
		w.Shows("Yours is kept as mine.md. It can be sat.", "Yours ")
	})
}

func TestHeavier(t *testing.T) {
	h, dir := house(t)
	for i := range 3 {
		e := sessions.Entry{
			Start: now.AddDate(0, 0, -i-1), Day: h.Today() - sessions.Day(i+1), Planned: 600, Sat: 600,
			Ended: sessions.Complete, People: 1, Wheels: sessions.WheelSeconds{Ground: 600},
			Script: &sessions.ScriptRef{ID: "two-wheels", Title: "Two Wheels", Kind: sessions.Visualization, Version: 1},
		}.From(sessions.Origin{Source: "live", DayTurn: 4}).With(sessions.Detail{Feel: "heavier"})
		if _, err := h.Log().Append(now, e); err != nil {
			t.Fatal(err)
		}
	}
	uitest.Run(t, at(t, h, dir, "two-wheels"), func(w *uitest.Window) { w.Shows("The last three felt heavier.") })
	uitest.Run(t, at(t, h, dir, "arriving"), func(w *uitest.Window) { w.Hides("heavier") })
}

func TestScroll(t *testing.T) {
	h, dir := house(t)
	c := at(t, h, dir, "the-voice-at-the-back")
	c.Wide, c.High = 40, 12
	uitest.Run(t, c, func(w *uitest.Window) {
		w.Shows("The Voice at the Back", "⋮")
		w.Hides("Close")
		w.Press("space", "space", "space", "space", "space")
		w.Shows("Close", "0:58")
		w.Press("pgup", "up")
		w.Hides("0:58")
		for range 40 {
			w.Send(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
		}
		w.Shows("The Voice at the Back")
		w.Size(100, 40)
		w.Shows("Close", "For harsh self-talk")
	})
}

func TestUnknown(t *testing.T) {
	h, dir := house(t)
	uitest.Run(t, at(t, h, dir, "no-such-script"), func(w *uitest.Window) {
		if !w.Ended() || w.Root.Err() == nil {
			t.Errorf("ended %v, error %v", w.Ended(), w.Root.Err())
		}
	})
}

func TestMonkey(t *testing.T) {
	t.Setenv("KARUNA_TEST_EDITOR", "a=>b")
	for seed := range uint64(3) {
		h, dir := house(t)
		uitest.Monkey(t, at(t, h, dir, "well-wishing"), seed)
	}
}
