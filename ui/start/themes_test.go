package start_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"karuna/ui/safe"
	"karuna/ui/start"
	"karuna/ui/theme"
)

// A theme of one's own lies beside the journal, and stands after the built-in
// ones; it hides none of them, and nothing leads out of its folder.
func TestOwnThemes(t *testing.T) {
	dir := t.TempDir()
	themes := filepath.Join(dir, "data", "themes")
	if err := os.MkdirAll(themes, 0o700); err != nil {
		t.Fatal(err)
	}
	night, err := os.ReadFile("../../assets/themes/night.toml")
	if err != nil {
		t.Fatal(err)
	}
	sea := []byte(strings.Replace(string(night), "#dcd7cd", "#abcdef", 1))
	for name, src := range map[string][]byte{"sea.toml": sea, "moss.toml": sea, "big.toml": make([]byte, 1<<20), "notes.txt": sea, ".x.toml": sea} {
		if err := os.WriteFile(filepath.Join(themes, name), src, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "outside.toml"), sea, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(dir, "outside.toml"), filepath.Join(themes, "out.toml")); err != nil {
		t.Logf("no symbolic link: %v", err)
	}
	h := start.Open(start.Options{Env: func(name string) string { return map[string]string{"KARUNA_HOME": dir}[name] }})
	p := h.Palettes()
	if got := p.Names(); !slices.Equal(got, []string{"sea"}) {
		t.Errorf("themes of one's own: %v", got)
	}
	if got := h.Themes(); !slices.Equal(got, []string{"auto", "dawn", "night", "moss", "ink", "high-contrast", "sea"}) {
		t.Errorf("themes: %v", got)
	}
	for name, want := range map[string]string{"sea": "38;2;171;205;239", "moss": "38;2;213;220;203"} {
		th, err := theme.Load(p, name, theme.Terminal{Dark: true, Colors: theme.TrueColor})
		if got := th.Text.Bold(); err != nil || !strings.Contains(rendered(got), want) {
			t.Errorf("%s: %q, %v", name, rendered(got), err)
		}
	}
	if _, err := p.ReadFile("../data/themes/sea.toml"); err == nil {
		t.Error("a path was taken for a name")
	}
	if _, err := fs.ReadFile(p, "night.toml"); err != nil {
		t.Error(err)
	}
	if err := h.Unknown(map[string]string{"theme": "sea"}); err != nil {
		t.Error(err)
	}
	if err := h.Unknown(map[string]string{"theme": "puce"}); err == nil || !strings.Contains(err.Error(), "sea") {
		t.Errorf("puce: %v", err)
	}
}

func rendered(s theme.Style) string { return s.Render(safe.Lit("x")).String() }
