package score_test

import (
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"

	"karuna/assets"
	"karuna/sessions"
	"karuna/sessions/score"
	"karuna/sessions/script"
)

// builtins returns every built-in script that parses without errors.
func builtins(t testing.TB) []sessions.Script {
	t.Helper()
	names, err := fs.Glob(assets.Scripts(), "*.md")
	if err != nil || len(names) == 0 {
		t.Fatalf("no built-in scripts: %v", err)
	}
	var out []sessions.Script
	for _, name := range names {
		out = append(out, builtin(t, name))
	}
	return out
}

func builtin(t testing.TB, name string) sessions.Script {
	t.Helper()
	src, err := fs.ReadFile(assets.Scripts(), name)
	if err != nil {
		t.Fatal(err)
	}
	s, problems := script.Parse(src)
	if script.Failed(problems) {
		t.Fatalf("%s: %v", name, problems)
	}
	if s.ID != strings.TrimSuffix(name, ".md") {
		t.Errorf("%s has the id %q", name, s.ID)
	}
	return s
}

// texts returns the lines the built-in scripts share.
func texts(t testing.TB) score.Texts {
	t.Helper()
	out := score.Texts{Phrases: map[string][]string{}}
	if err := toml.Unmarshal([]byte(assets.Text("returns.toml")), &out.Returns); err != nil {
		t.Fatal(err)
	}
	var sets map[string]map[string][]string
	if err := toml.Unmarshal([]byte(assets.Text("phrases.toml")), &sets); err != nil {
		t.Fatal(err)
	}
	for set, persons := range sets {
		for person, lines := range persons {
			out.Phrases[set+"."+person] = lines
		}
	}
	return out
}

// usual returns the length to sit s for when none is given.
func usual(s sessions.Script) time.Duration { return s.Length.Usual }
