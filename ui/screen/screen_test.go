package screen_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"karuna/ui/screen"
	"karuna/ui/theme"
)

func TestMatch(t *testing.T) {
	pressed := ""
	act := func(s string) func() tea.Cmd { return func() tea.Cmd { pressed = s; return nil } }
	off := screen.Key("x", "never", act("x"))
	off.SetEnabled(false)
	binds := []screen.Bind{
		off,
		screen.Key("space", "pause", act("pause")),
		screen.Key("+ -", "a minute", act("minute"), "+", "-"),
		screen.Key("x", "second", act("second")),
	}
	check := func(k tea.KeyPressMsg, want string) {
		t.Helper()
		pressed = ""
		if b, ok := screen.Match(k, binds); ok {
			b.Do()
		}
		if pressed != want {
			t.Errorf("%s did %q, want %q", k, pressed, want)
		}
	}
	check(tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}, "pause")
	check(tea.KeyPressMsg{Code: '+', Text: "+"}, "minute")
	check(tea.KeyPressMsg{Code: 'x', Text: "x"}, "second")
	check(tea.KeyPressMsg{Code: 'y', Text: "y"}, "")
	check(tea.KeyPressMsg{Code: 'x', Mod: tea.ModCtrl}, "")
}

func TestPlace(t *testing.T) {
	check := func(in string, want screen.Place) {
		t.Helper()
		got := screen.ParsePlace(in)
		if got != want {
			t.Errorf("ParsePlace(%q) = %#v, want %#v", in, got, want)
		}
		if again := screen.ParsePlace(got.String()); again != got {
			t.Errorf("%q came back as %#v", got, again)
		}
	}
	check("home", screen.At("home"))
	check(" sit  metta ", screen.At("sit", "metta"))
	check("", screen.Place{})
	if screen.Go(screen.At("sit", "metta"))() != (screen.Open{Place: screen.At("sit", "metta")}) {
		t.Error("Go opens another place")
	}
}

func TestFoot(t *testing.T) {
	off := screen.Key("x", "never", nil)
	off.SetEnabled(false)
	binds := []screen.Bind{
		screen.Key("enter", "sit", nil), off, screen.Key("tab", "", nil),
		screen.Key("b", "hear the bell", nil), screen.Key("?", "keys", nil),
	}
	check := func(w int, want string) {
		t.Helper()
		if got := screen.Foot(theme.Theme{}, w, binds).String(); got != want {
			t.Errorf("in %d: %q, want %q", w, got, want)
		}
	}
	check(80, "enter sit   b hear the bell   ? keys")
	check(35, "enter sit   b hear the bell")
	check(9, "enter sit")
	check(8, "")
}
