package render_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"karuna/audio/render"
)

// names lists a folder.
func names(t *testing.T, dir string) string {
	t.Helper()
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range all {
		out = append(out, e.Name())
	}
	return strings.Join(out, " ")
}

func content(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func create(t *testing.T, path, text string) *render.File {
	t.Helper()
	f, err := render.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFileTakesItsPlaceAtTheEnd(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "sit.wav")
	f := create(t, path, "one")
	if got := names(t, dir); !strings.HasPrefix(got, ".karuna-") {
		t.Errorf("before it is kept there is %q", got)
	}
	if n, err := f.Size(); n != 3 || err != nil {
		t.Errorf("size %d, %v", n, err)
	}
	if err := f.Keep(); err != nil {
		t.Fatal(err)
	}
	if err := f.Discard(); err != nil || content(t, path) != "one" || names(t, dir) != "sit.wav" {
		t.Errorf("kept, and then discarded: %v, %q, %q", err, content(t, path), names(t, dir))
	}
	f = create(t, path, "two")
	if err := f.Discard(); err != nil || content(t, path) != "one" || names(t, dir) != "sit.wav" {
		t.Errorf("discarded: %v, %q, %q", err, content(t, path), names(t, dir))
	}
	if err := create(t, path, "three").Keep(); err != nil || content(t, path) != "three" {
		t.Errorf("replaced: %v, %q", err, content(t, path))
	}
	if runtime.GOOS == "windows" {
		return
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm()&0o600 != 0o600 || info.Mode().Perm()&^0o644 != 0 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	link := filepath.Join(dir, "link.wav")
	if err := os.Symlink("sit.wav", link); err != nil {
		t.Fatal(err)
	}
	if err := create(t, link, "four").Keep(); err != nil || content(t, path) != "four" {
		t.Errorf("through a link: %v, %q", err, content(t, path))
	}
}

func TestPlacesThatCannotBe(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	check := func(path, want string) {
		t.Helper()
		if _, err := render.Create(path); err == nil || !strings.HasPrefix(err.Error(), "write ") || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
	}
	check(dir, "it is a folder")
	check(filepath.Join(dir, "no", "sit.wav"), "there is no folder")
	check(filepath.Join(dir, "file", "sit.wav"), "")
	check("", "")
	if runtime.GOOS != "windows" {
		check("/dev/null", "it is no file")
	}
	if got := names(t, dir); got != "file" {
		t.Errorf("left behind: %q", got)
	}
}
