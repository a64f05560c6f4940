package cli_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"karuna/ui/help"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/uitest"
)

const keysPage = "../../docs/keys.md"

// state is a place after some keys, with a table of its own there. "30s" is
// time that passes.
type state struct{ place, says, keys string }

func states() []state {
	return []state{
		{"practices", "while the filter is typed", "/"},
		{"setup", "on a row that the arrows change", "up up enter"},
		{"setup", "while a length is typed", "1"},
		{"sit", "once it has begun", "15s"},
		{"sit", "paused", "15s space"},
		{"sit", "asked whether to end", "80s q"},
		{"sit", "on solid ground", "15s g"},
		{"sit", "in the dark", "15s d"},
		{"reflect", "while a note is written", "n"},
		{"calendar", "the year", "y"},
		{"settings", "on a value that the arrows change", "down down enter"},
		{"settings", "while a value is typed", "enter"},
		{"learn", "while a page is read", "enter"},
	}
}

// TestKeysPage holds docs/keys.md to the tables that dispatch the keys, place by
// place as the table of places has them.
func TestKeysPage(t *testing.T) {
	var sections []help.Section
	var everywhere help.Section
	for _, name := range newWander(t).names() {
		all := append([]state{{name, "", ""}}, states()...)
		for _, st := range all {
			if st.place != name {
				continue
			}
			w := newWander(t)
			w.begin(func(u *uitest.Window) {
				w.to(u, name)
				w.play(u, st.keys)
				sections = append(sections, help.Section{Title: titleOf(st), Binds: w.top.Binds()})
				if up, ok := w.top.(screen.Reacher); ok && st.says == "" {
					sections = append(sections, help.Section{Title: titleOf(state{name, "from what covers it", ""}), Binds: up.Reach()})
				}
				everywhere = u.Root.Everywhere()
			})
		}
	}
	want := "# Keys\n\n" +
		"This page is made from the tables that the program itself looks keys up in:\n" +
		"`go test ./ui/cli -update`. `?` shows those that work right now. What can be clicked is\n" +
		"the same as enter on it, and a wheel is the arrows.\n\n" +
		help.Markdown(append(sections, everywhere))
	if *update {
		if err := os.WriteFile(keysPage, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(keysPage)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not what the tables say: go test ./ui/cli -update\n%s", keysPage, want)
	}
}

func titleOf(st state) safe.Text {
	title := strings.ToUpper(st.place[:1]) + st.place[1:]
	if st.says != "" {
		title += ", " + st.says
	}
	return safe.Line(title)
}

// play presses keys, and lets time pass where a word says how long.
func (w *wander) play(u *uitest.Window, keys string) {
	for word := range strings.FieldsSeq(keys) {
		if d, err := time.ParseDuration(word); err == nil {
			time.Sleep(d)
			u.Settle()
			continue
		}
		u.Press(word)
	}
}
