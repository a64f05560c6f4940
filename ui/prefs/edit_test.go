package prefs_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"karuna/ui/prefs"
)

func TestEdit(t *testing.T) {
	before := map[string]string{}
	for _, f := range archive(t, "testdata/edit.txtar") {
		name, change, isAfter := strings.Cut(f.name, ": ")
		if !isAfter {
			before[strings.TrimSuffix(f.name, ".toml")] = f.data
			continue
		}
		key, value, _ := strings.Cut(change, "=")
		checkEdit(t, f.name, before[name], key, value, strings.TrimPrefix(f.data, "\n"))
		crlf := strings.ReplaceAll(before[name], "\n", "\r\n")
		if crlf != "" && !strings.Contains(change, "{") {
			want := strings.ReplaceAll(strings.TrimPrefix(f.data, "\n"), "\n", "\r\n")
			checkEdit(t, f.name+" in CRLF", crlf, key, value, want)
			checkEdit(t, f.name+" with BOM", "\ufeff"+before[name], key, value, "\ufeff"+f.data)
		}
	}
}

func checkEdit(t *testing.T, name, before, key, value, want string) {
	t.Helper()
	got, err := prefs.Edit([]byte(before), key, value)
	if err != nil {
		t.Errorf("%s: %v", name, err)
	} else if string(got) != want {
		t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
	}
}

func TestEditRefuses(t *testing.T) {
	check := func(src, key, value, want string) {
		t.Helper()
		got, err := prefs.Edit([]byte(src), key, value)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Edit(%q, %s, %s) = %q, %v; want %q", src, key, value, got, err, want)
		}
	}
	check("", "nothing", "1", "no such setting")
	check("", "script", "arriving", "no such setting")
	check("", "days_a_week", "8", "from 1 to 7")
	check("", "day_turn", "noon", "from 0 to 6")
	check("a = \n", "days_a_week", "3", "fault at 1:5")
	check("x = 1\nx = 2\n", "days_a_week", "3", "fault at 2:1")
	check("ui = { theme = \"ink\" }\n", "ui.clock", "true", "by hand")
	check("", "stand_for", "two\nlines", "one line")
	check("", "theme", "two words", "without spaces")
}

// Each setting can be set to each of its choices and read back.
func TestEveryChoice(t *testing.T) {
	for _, s := range prefs.Settings() {
		for _, choice := range append([]string{s.Default}, s.Choices...) {
			out, err := prefs.Edit([]byte("# mine\n"), s.Key, choice)
			if err != nil {
				t.Errorf("%s = %q: %v", s.Key, choice, err)
				continue
			}
			p, problems := prefs.Parse(out)
			got, _ := p.Text(s.Key)
			if len(problems) > 0 || got != choice {
				t.Errorf("%s = %q reads %q, %v from\n%s", s.Key, choice, got, problems, out)
			}
		}
	}
}

func TestSetOnDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "config.toml")
	for _, kv := range [][2]string{{"guidance", "light"}, {"ui.theme", "ink"}, {"show-run", "no"}} {
		if err := prefs.Set(path, kv[0], kv[1]); err != nil {
			t.Fatal(err)
		}
	}
	p, problems := prefs.Load(path)
	if len(problems) > 0 || p.Guidance != "light" || p.UI.Theme != "ink" || p.UI.Run {
		t.Errorf("read back %+v, %v", p, problems)
	}
	if info, err := os.Stat(path); err != nil || (runtime.GOOS != "windows" && info.Mode().Perm() != 0o600) {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".karuna-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestSetThroughLink(t *testing.T) {
	dir := t.TempDir()
	real, link := filepath.Join(dir, "real.toml"), filepath.Join(dir, "config.toml")
	if err := os.WriteFile(real, []byte("# mine\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, link); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	if err := prefs.Set(link, "days_a_week", "3"); err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile(real)
	if err != nil || !strings.Contains(string(src), "days_a_week = 3") {
		t.Errorf("the file behind the link holds %q, %v", src, err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v, %v", info, err)
	}
}

func TestFailedSaveLeavesTheOldFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "config.toml")
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := prefs.Save(path, []byte("x")); err == nil {
		t.Error("a directory was replaced by a file")
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".karuna-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

type file struct{ name, data string }

// archive splits a txtar file.
func archive(t *testing.T, path string) (files []file) {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.SplitAfter(string(src), "\n") {
		if name, ok := strings.CutPrefix(strings.TrimSuffix(line, " --\n"), "-- "); ok {
			files = append(files, file{name: name})
		} else if len(files) > 0 {
			files[len(files)-1].data += line
		}
	}
	return files
}
