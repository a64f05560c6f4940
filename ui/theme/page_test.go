package theme_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"karuna/ui/theme"
)

// The theme in docs/themes.md can be copied as it stands: it loads, and it
// keeps to the contrast that the page says it does.
func TestThemesPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/themes.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```toml\n")
	src, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("there is no theme on the page")
	}
	files := fstest.MapFS{"own.toml": &fstest.MapFile{Data: []byte(src)}}
	for _, dark := range []bool{true, false} {
		for _, colors := range []theme.Colors{theme.TrueColor, theme.TwoFiftySix, theme.Sixteen} {
			th, err := theme.Load(files, "own", theme.Terminal{Dark: dark, Colors: colors})
			if err != nil {
				t.Fatal(err)
			}
			for role, style := range roles(th) {
				least := 4.5
				if role == "line" {
					least = 3
				}
				if !strings.Contains(string(page), "`"+role+"`") {
					t.Errorf("the page does not name %s", role)
				}
				for _, p := range pairs(t, style, dark) {
					if r := theme.Contrast(p.front, p.back); r < least {
						t.Errorf("dark=%v colours=%d %s: %s %.2f, want %.1f", dark, colors, role, p.where, r, least)
					}
				}
			}
		}
	}
}
