package bell_test

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"karuna/audio/bell"
)

func TestFolder(t *testing.T) {
	folder := fstest.MapFS{
		"low.toml":   {Data: []byte(small)},
		"bad.toml":   {Data: []byte("base = 3\n")},
		"notes.txt":  {Data: []byte("no bell")},
		"in/up.toml": {Data: []byte(small)},
	}
	names, err := bell.Names(folder)
	if err != nil || !slices.Equal(names, []string{"bad", "low"}) {
		t.Errorf("names %q, %v", names, err)
	}
	if s, err := bell.Open(folder, "low"); err != nil || s.Base != 200 {
		t.Errorf("low: base %v, %v", s.Base, err)
	}
	if _, err := bell.Open(folder, "none"); !errors.Is(err, fs.ErrNotExist) || !strings.HasPrefix(err.Error(), `bell "none": `) {
		t.Errorf("a bell there is none of: %v", err)
	}
	if _, err := bell.Open(folder, "bad"); err == nil || !strings.Contains(err.Error(), `bell "bad": 0 modes`) {
		t.Errorf("a bad file: %v", err)
	}
}

func TestShippedNames(t *testing.T) {
	names, err := bell.Names(os.DirFS("../../assets/bells"))
	want := []string{"bowl-large", "bowl-small", "gong", "han", "handbell", "inkin", "rin", "temple", "tingsha", "woodblock"}
	if err != nil || !slices.Equal(names, want) {
		t.Errorf("%q, %v, want %q", names, err, want)
	}
}
