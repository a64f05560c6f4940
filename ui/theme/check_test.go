package theme_test

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"karuna/ui/theme"
)

// What ships has nothing faint; what is faint in one's own is told with its
// place and the background it is worst on.
func TestCheck(t *testing.T) {
	for _, name := range theme.Names() {
		src, err := fs.ReadFile(palettes(), name+".toml")
		if err != nil {
			t.Fatal(err)
		}
		if faint, err := theme.Check(src); err != nil || len(faint) > 0 {
			t.Errorf("%s: %v, %v", name, faint, err)
		}
	}
	page, err := os.ReadFile("../../docs/themes.md")
	if err != nil {
		t.Fatal(err)
	}
	_, slate, _ := strings.Cut(string(page), "```toml\n")
	slate, _, _ = strings.Cut(slate, "```")
	check := func(changes []string, want ...string) {
		t.Helper()
		src := slate
		for i := 0; i < len(changes); i += 2 {
			if !strings.Contains(src, changes[i]) {
				t.Fatalf("no %q in the theme", changes[i])
			}
			src = strings.Replace(src, changes[i], changes[i+1], 1)
		}
		faint, err := theme.Check([]byte(src))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range faint {
			got = append(got, fmt.Sprintf("%d:%d %s", f.Line, f.Col, f))
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%q:\n%s\nwant\n%s", changes, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	check(nil)
	check([]string{"#969da8", "#777777"}, "5:1 dark.dim: contrast 3.72 on #1e1e1e, words want 4.5")
	check([]string{"#969da8", "#848484"}, "5:1 dark.dim: contrast 4.45 on #1e1e1e, words want 4.5")
	check([]string{"#262b33", "#767676"}, "14:1 light.text: contrast 4.21 on #fdf6e3, words want 4.5")
	check([]string{"#757c87", "#606060", "#262b33", "#ffffff"},
		"10:1 dark.line: contrast 2.65 on #1e1e1e, lines want 3", "14:1 light.text: contrast 1.00 on #ffffff, words want 4.5")
	check([]string{"#565d68", "#007700"}, "15:1 light.dim: contrast 4.35 on #fdf6e3 in 256 colours, words want 4.5")
	check([]string{"[dark]\ntext = \"#d7dbe0\"", "[ \"dark\" ]\ntext=\"#333333\""}, "4:1 dark.text: contrast 1.31 on #1e1e1e, words want 4.5")
	check([]string{"dim = \"#969da8\"", "  \"dim\" = \"#333333\""}, "5:3 dark.dim: contrast 1.31 on #1e1e1e, words want 4.5")
	if _, err := theme.Check([]byte("[dark]\ntext = \"#777777\"\n")); err == nil {
		t.Error("half a theme is one")
	}
}
