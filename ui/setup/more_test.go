package setup_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"karuna/ui/screen"
	"karuna/ui/setup"
	"karuna/ui/uitest"
)

// Behind More is what the script has a use for, and nothing else.
func TestMore(t *testing.T) {
	check := func(of, want string) {
		t.Helper()
		s := press(settled(setup.New(house(t, "", ""), &bell{}, screen.At("setup", of))), "up", "enter")
		s.Update(tea.WindowSizeMsg{Width: 80, Height: 40})
		var got []string
		for line := range strings.SplitSeq(ansi.Strip(s.View(80, 40).String()), "\n") {
			fields := strings.Fields(strings.TrimLeft(line, " ›"))
			if len(line) > 12 && strings.HasPrefix(strings.TrimLeft(line, " "), "›") || len(got) > 0 {
				if len(fields) == 0 || fields[0] == "Begin" {
					break
				}
				got = append(got, fields[0])
			}
		}
		if list := strings.Join(got, " "); list != want {
			t.Errorf("more of %s: %q, want %q", of, list, want)
		}
	}
	check("silent", "Ambience Intention")
	check("where-the-mind-goes", "Narrator Ambience Intention")
	check("even-breath", "Narrator Ambience Breath Wording Intention")
	check("two-wheels", "Narrator Ambience Wording Intention")
	check("easy-warmth", "Narrator Ambience Wishes Intention")
	check("well-wishing", "Narrator Ambience Wishes Order Difficult Intention Easy Neutral")
	check("a-thought-on-the-table", "Narrator Ambience Wording Intention Sentence")
	check("walking-the-course", "Narrator Ambience Wording Intention Word")
}

// What is chosen and written there reaches the sit; names and sentences only
// that.
func TestChosen(t *testing.T) {
	check := func(of, keys, want string) {
		t.Helper()
		sit, ok := begun(t, at(house(t, "variants = [\"child\"]\n", ""), &bell{}, screen.At("setup", of)), strings.Fields("up enter "+keys))
		if !ok {
			t.Errorf("%s, %s: nothing began", of, keys)
			return
		}
		c := sit.Choices
		got := fmt.Sprintf("breath=%s variants=%v phrases=%s order=%s difficult=%v intention=%s slots=%v",
			c.Breath, c.Variants, c.Phrases, c.Order, c.Difficult != nil && *c.Difficult, sit.Intention, sit.Slots)
		for _, part := range strings.Split(want, "; ") {
			if !strings.Contains(got, part) {
				t.Errorf("%s, %s: %s, want %s", of, keys, got, part)
			}
		}
	}
	const toBegin = " down down down down down down down down down down enter"
	check("even-breath", "down down right right right"+toBegin, "breath=even-5.5; variants=[child]")
	check("even-breath", "down down left"+toBegin, "breath=4-7-8")
	check("even-breath", "down down down right"+toBegin, "variants=[child no-breath]")
	check("even-breath", "down down down right left"+toBegin, "variants=[child]")
	check("easy-warmth", "down down right right"+toBegin, "phrases=ordinary")
	check("well-wishing", "down down down right"+toBegin, "order=self-first; difficult=false")
	check("well-wishing", "down down down down enter right enter"+toBegin, "order= ; difficult=true")
	check("silent", "down enter q u i e t space b s 9 enter"+toBegin, "intention=quiet bs9; slots=map[]")
	check("silent", "down enter x esc"+toBegin, "intention= slots")
	check("silent", "down enter a b c left left backspace enter"+toBegin, "intention=bc ")
	check("well-wishing", "down down down down down down enter Å s e enter down enter q enter"+toBegin, "slots=map[easy:Åse neutral:q]; intention= ")
	check("walking-the-course", "down down down down enter o a k enter enter backspace enter"+toBegin, "slots=map[answer:oa]")
}

// The order and the difficult person change the sit itself.
func TestChosenStages(t *testing.T) {
	wishes, ok := house(t, "", "").Library().Text("well-wishing")
	mine := strings.NewReplacer("id: well-wishing", "id: mine", "difficult off", "difficult on").Replace(string(wishes))
	if !ok || !strings.Contains(mine, "difficult on") {
		t.Fatal("well-wishing says nothing of the difficult person")
	}
	of := "well-wishing"
	check := func(keys, want string) {
		t.Helper()
		sit, _ := begun(t, at(house(t, "", mine), &bell{}, screen.At("setup", of)), strings.Fields("up enter "+keys))
		var got []string
		for _, sp := range sit.Score.Stages {
			got = append(got, sp.ID)
		}
		if list := strings.Join(got, " "); list != want {
			t.Errorf("%s: %s, want %s", keys, list, want)
		}
	}
	const toBegin = " down down down down down down down down down down enter"
	check(toBegin, "settle easy self neutral together widening close")
	check("down down down right"+toBegin, "settle self easy neutral together widening close")
	check("down down down down right"+toBegin, "settle easy self neutral difficult together widening close")
	of = "mine" // where the difficult person is in unless left out
	check(toBegin, "settle easy self neutral difficult together widening close")
	check("down down down down right"+toBegin, "settle easy self neutral together widening close")
	check("down down down down right left"+toBegin, "settle easy self neutral difficult together widening close")
}

// A preset holds what stands on the screen, but no intention, name or sentence.
func TestSave(t *testing.T) {
	check := func(config, of, keys, shows, want string) {
		t.Helper()
		h := house(t, config, "")
		place := screen.At("setup", of)
		if name, ok := strings.CutPrefix(of, "preset:"); ok {
			place = screen.Place{Name: "setup", With: name}
		}
		uitest.Run(t, at(h, &bell{}, place), func(w *uitest.Window) {
			w.Press(strings.Fields(keys)...)
			w.Shows(shows)
		})
		places, err := h.Places()
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(places.ConfigFile)
		if err != nil && want != "" {
			t.Fatal(err)
		}
		if got := strings.TrimPrefix(string(text), config); strings.TrimSpace(got) != want {
			t.Errorf("%s, %s: saved\n%s\nwant\n%s", of, keys, got, want)
		}
		if n := len(h.Problems()); n > 0 {
			t.Errorf("%s, %s: the config has %v", of, keys, h.Problems())
		}
	}
	const end = "bells = \"auto\"\nambience = \"off\"\n"
	check("", "kind-pause 4m", "s enter", "Kept: 1 at home sets this up.",
		"[[preset]]\nname = \"A Kind Pause\"\nguidance = \"full\"\n"+end+"voice = \"off\"\nscript = \"kind-pause\"\nfor = \"4m\"")
	check("[[preset]]\nname = \"x\"\n", "silent", "up up up right down down s ctrl+u n i g h t enter", "Kept: 2 at home sets this up.",
		"[[preset]]\nname = \"night\"\n"+end+"for = \"20m\"")
	check("", "well-wishing", "up enter down down right down down right down enter s e c r e t enter down enter Å s e enter s enter", "Kept: 1",
		"[[preset]]\nname = \"Well-Wishing\"\nguidance = \"full\"\nphrases = \"child\"\n"+end+"voice = \"off\"\nscript = \"well-wishing\"\nfor = \"20m\"\ndifficult = true")
	check("", "two-wheels", "s esc", "› Begin", "")
	check("", "two-wheels", "s ctrl+u enter", "needs a name", "")
	check("", "silent open", "s enter", "Kept: 1", "[[preset]]\nname = \"Silent sit\"\n"+end+"open = true")
	check("[[preset]]\nname = \"x\"\nopen = true\n", "preset:x", "up up up up 7 enter s ctrl+u y enter", "Kept: 2", "[[preset]]\nname = \"y\"\n"+end+"for = \"7m\"")
	check("", "two-wheels", "s enter down", "12 min", // what was said goes when one goes on
		"[[preset]]\nname = \"Two Wheels\"\nguidance = \"full\"\n"+end+"voice = \"off\"\nscript = \"two-wheels\"\nfor = \"12m\"")
}

// A field shows its cursor, and its question where there is one.
func TestField(t *testing.T) {
	c := at(house(t, "", ""), &bell{}, screen.At("setup", "a-thought-on-the-table"))
	uitest.Run(t, c, func(w *uitest.Window) {
		w.Press("up", "enter", "down", "down", "down", "down")
		w.Shows("Sentence   forgotten after", "One short sentence that keeps coming")
		w.Press("up")
		w.Shows("Intention  kept in the log")
		w.Press("enter", "a", "?", "q")
		w.Shows("Intention  a?q", "enter keep it")
		w.Press("esc")
		w.Hides("a?q")
		w.Size(20, 6)
		w.Press("s")
		w.Shows("› Name", "Begin")
	})
}

// In the lowest window all else is in a list below Begin.
func TestMoreInALowWindow(t *testing.T) {
	s := at(house(t, "", ""), &bell{}, screen.At("setup", "two-wheels"))
	uitest.Run(t, s, func(w *uitest.Window) {
		w.Size(20, 6)
		w.Shows("Length    12 min", "› Begin", "  More")
		w.Press("down", "enter")
		w.Shows("  Begin", "› Guidance  full")
		w.Press("enter", "right")
		w.Shows("› ‹ light ›")
		w.Press("enter", "down", "down", "down", "down", "down", "down")
		w.Shows("⋮", "› Intention")
		w.Press("up", "up", "up", "up", "up", "up")
		w.Shows("  Length", "› Begin", "Guidance  light")
	})
}
