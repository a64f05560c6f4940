package assets_test

import (
	"io/fs"
	"testing"

	"karuna/assets"
)

func TestFolders(t *testing.T) {
	for name, folder := range map[string]struct {
		fsys fs.FS
		glob string
	}{
		"scripts":    {assets.Scripts(), "*.md"},
		"programmes": {assets.Programmes(), "*.toml"},
		"bells":      {assets.Bells(), "*.toml"},
		"themes":     {assets.Themes(), "*.toml"},
		"learn":      {assets.Learn(), "[1-9]-*.md"},
	} {
		all, err := fs.ReadDir(folder.fsys, ".")
		if err != nil || len(all) == 0 {
			t.Errorf("%s: %d files, %v", name, len(all), err)
		}
		fit, err := fs.Glob(folder.fsys, folder.glob)
		if err != nil || len(fit) != len(all) {
			t.Errorf("%s: %d of %d files are %s, %v", name, len(fit), len(all), folder.glob, err)
		}
	}
}

func TestText(t *testing.T) {
	for _, name := range []string{"returns.toml", "phrases.toml", "conventions.txt"} {
		if assets.Text(name) == "" {
			t.Errorf("%s is empty", name)
		}
	}
	for _, name := range []string{"", "nothing.txt", "assets.go", "../go.mod", "scripts"} {
		if got := assets.Text(name); got != "" {
			t.Errorf("Text(%q) = %q, want nothing", name, got)
		}
	}
}
