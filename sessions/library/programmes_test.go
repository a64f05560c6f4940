package library_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"karuna/assets"
	"karuna/sessions/library"
)

func TestProgrammes(t *testing.T) {
	all, problems := library.Programmes(assets.Programmes())
	if len(all) != 5 || all[0].ID != "thirty-sits" || len(problems) != 0 {
		t.Errorf("%d programmes, %v", len(all), problems)
	}
	const good = "id = 'one'\ntitle = 'One'\n[[week]]\n[[week.step]]\ndo = 'own'\nminutes = 5\n"
	all, problems = library.Programmes(fstest.MapFS{
		"one.toml":   {Data: []byte(good)},
		"other.toml": {Data: []byte(good)},
		"torn.toml":  {Data: []byte(good + "[")},
		"notes.md":   {Data: []byte("notes")},
	})
	if len(all) != 1 || all[0].ID != "one" || len(problems) != 2 {
		t.Fatalf("%v, %v", all, problems)
	}
	for i, want := range []string{`other.toml: its id is "one"`, "torn.toml: 7:"} {
		if got := problems[i].Error(); !strings.HasPrefix(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
