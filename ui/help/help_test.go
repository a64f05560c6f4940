package help_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"karuna/ui/help"
	"karuna/ui/safe"
	"karuna/ui/screen"
)

func sections() []help.Section {
	hidden := screen.Key("x", "never", nil)
	hidden.SetEnabled(false)
	return []help.Section{
		{Binds: []screen.Bind{screen.Key("space", "pause or go on", nil), hidden, screen.Key("z", "", nil)}},
		{Title: safe.Lit("everywhere"), Binds: []screen.Bind{screen.Key("?", "keys", nil), screen.Key("q", "back", nil)}},
	}
}

func TestMarkdown(t *testing.T) {
	want := "| key | what it does |\n| --- | --- |\n| `space` | pause or go on |\n\n" +
		"## everywhere\n\n| key | what it does |\n| --- | --- |\n| `?` | keys |\n| `q` | back |\n"
	if got := help.Markdown(sections()); got != want {
		t.Errorf("Markdown:\n%s\nwant:\n%s", got, want)
	}
}

func TestView(t *testing.T) {
	check := func(w, h int, want ...string) {
		t.Helper()
		b := help.New(sections()).View(w, h)
		if b.Width() != w || b.Height() != h {
			t.Errorf("in %dx%d it is %dx%d", w, h, b.Width(), b.Height())
		}
		for _, s := range want {
			if !strings.Contains(b.String(), s) {
				t.Errorf("%dx%d does not show %q:\n%s", w, h, s, b)
			}
		}
		for _, s := range []string{"never", "z "} {
			if strings.Contains(b.String(), s) {
				t.Errorf("%dx%d shows %q:\n%s", w, h, s, b)
			}
		}
	}
	check(80, 24, "space  pause or go on", "everywhere", "q      back")
	check(20, 6, "space  pause or ..", "back")
	check(20, 3, "⋮")
}

func TestScrolls(t *testing.T) {
	h := help.New(sections())
	press := func(s string) {
		if b, ok := screen.Match(tea.KeyPressMsg{Code: []rune(s)[0], Text: s}, h.Binds()); ok {
			b.Do()
		}
	}
	if strings.Contains(h.View(40, 3).String(), "back") {
		t.Fatal("everything is shown at once")
	}
	for range 9 {
		press("j")
	}
	if got := h.View(40, 3).String(); !strings.Contains(got, "back") {
		t.Errorf("the end is not reached:\n%s", got)
	}
	for range 9 {
		press("k")
	}
	if got := h.View(40, 3).String(); !strings.Contains(got, "space") {
		t.Errorf("the beginning is not reached:\n%s", got)
	}
}
