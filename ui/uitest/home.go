package uitest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"karuna/ui/start"
)

// Home is what a test's own home folder holds, and who lives there.
type Home struct {
	Config string            // text of the config file; "": there is none
	Files  map[string]string // others, by their path in the folder: "data/scripts/mine.md"
	Env    []string          // NAME=value
	Now    func() time.Time  // nil: time.Now
}

// Open makes the folder and returns its house, and its path.
func (c Home) Open(t testing.TB) (h *start.House, dir string) {
	t.Helper()
	dir = t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range c.Files {
		write(name, text)
	}
	if c.Config != "" {
		write("config/config.toml", c.Config)
	}
	vars := map[string]string{"KARUNA_HOME": dir}
	for _, v := range c.Env {
		name, value, _ := strings.Cut(v, "=")
		vars[name] = value
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return start.Open(start.Options{
		Env: func(name string) string { return vars[name] }, Machine: "m", Now: c.Now,
		Warn: func(s string) { t.Log(s) },
	}), dir
}
