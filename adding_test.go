//go:build linux

package main_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestAddingAScreen holds the page about adding a screen to the code: its diff
// is applied to the files as they are, and what comes of it builds and passes
// its own test. Nothing of it is written here.
func TestAddingAScreen(t *testing.T) {
	system(t)
	page, err := os.ReadFile(filepath.Join("docs", "adding-a-screen.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```diff\n")
	diff, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("the page holds no diff")
	}
	dir := t.TempDir()
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	changed := map[string]string{}
	for line := range strings.Lines(diff) {
		name, ok := strings.CutPrefix(strings.TrimSpace(line), "+++ b/")
		if !ok {
			continue
		}
		to := filepath.Join(dir, filepath.FromSlash(name))
		if strings.HasSuffix(name, ".go") {
			changed[filepath.Join(here, filepath.FromSlash(name))] = to
		}
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if src, err := os.ReadFile(name); err == nil {
			if err := os.WriteFile(to, src, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	runs(t, dir, diff, "git", "apply", "-")
	overlay := filepath.Join(dir, "overlay.json")
	text, err := json.Marshal(map[string]any{"Replace": changed})
	if err == nil {
		err = os.WriteFile(overlay, text, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	runs(t, here, "", "go", "build", "-overlay", overlay, "-o", filepath.Join(dir, "karuna"), ".")
	runs(t, here, "", "go", "test", "-c", "-vet=off", "-overlay", overlay, "-o", filepath.Join(dir, "minute.test"), "./ui/minute")
	runs(t, dir, "", filepath.Join(dir, "minute.test"))
	if out := runs(t, dir, "", filepath.Join(dir, "karuna"), "story"); !strings.Contains(out, "\nminute\n") {
		t.Errorf("the program has no such place:\n%s", out)
	}
}

func runs(t *testing.T, dir, in, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stdin = dir, strings.NewReader(in)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}
