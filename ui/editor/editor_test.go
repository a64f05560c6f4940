package editor_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/ui/editor"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/uitest"
)

// TestMain is the tests, or the editor that they start: this program again,
// told by KARUNA_TEST_EDITOR what to do with the file.
func TestMain(m *testing.M) {
	do := os.Getenv("KARUNA_TEST_EDITOR")
	if do == "" {
		os.Exit(m.Run())
	}
	if err := edit(do, os.Args[len(os.Args)-1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func edit(do, path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	write := func(s string) error { return os.WriteFile(path, []byte(s), 0o600) }
	switch do {
	case "shout":
		return write(strings.ToUpper(string(text)))
	case "crlf":
		return write("one\r\ntwo\r\n")
	case "leave":
		return write(string(text) + "\n")
	case "backup":
		return errors.Join(os.WriteFile(path+"~", text, 0o600), write("new"))
	case "where":
		info, err := os.Stat(path)
		folder, ferr := os.Stat(filepath.Dir(path))
		if err := errors.Join(err, ferr); err != nil {
			return err
		}
		return write(fmt.Sprintf("%s %v %v %d", filepath.Base(path), info.Mode(), folder.Mode(), len(os.Args)))
	case "remove":
		return os.Remove(path)
	case "die":
		self, err := os.FindProcess(os.Getpid())
		return errors.Join(err, write("half a line"), self.Kill())
	case "swap":
		return errors.Join(os.WriteFile(filepath.Join(filepath.Dir(path), ".note.md.swp"), []byte("unsaved"), 0o600), errors.New("hung up"))
	case "huge":
		return os.Truncate(path, 2<<20)
	}
	return errors.Join(write("half"), errors.New("gave up"))
}

// desk is a screen with one key, which edits.
type desk struct {
	editor *editor.Editor
	text   string
	got    *editor.Result
	ran    bool // said while the editor was there
}

func (d *desk) Init() tea.Cmd { return nil }

func (d *desk) Update(msg tea.Msg) tea.Cmd {
	if r, ok := msg.(editor.Result); ok {
		d.got = &r
	}
	return nil
}

func (d *desk) View(_, _ int) theme.Block { return theme.Style{}.Render(safe.Lit("the desk")) }

func (d *desk) Binds() []screen.Bind {
	return []screen.Bind{screen.Key("e", "edit", func() tea.Cmd {
		return d.editor.Edit("note.md", d.text, func(r editor.Result) tea.Msg {
			d.ran = !d.editor.Running()
			return r
		})
	})}
}

func TestEdit(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	check := func(do, command, want, wrong string, changed bool) {
		t.Helper()
		t.Setenv("KARUNA_TEST_EDITOR", do)
		state := filepath.Join(t.TempDir(), "state")
		env := func(name string) string {
			return map[string]string{"EDITOR": command, "VISUAL": " "}[name]
		}
		d := &desk{editor: editor.New(env, state, filepath.Join(state, "kept")), text: "a kind word"}
		c := uitest.Config{
			Places: []string{"desk"}, Start: screen.At("desk"),
			Open: func(screen.Place) (screen.Screen, error) { return d, nil },
		}
		uitest.Run(t, c, func(w *uitest.Window) {
			w.Press("e")
			time.Sleep(time.Second) // without an input the program waits for its end
			w.Settle()
			w.Shows("the desk")
		})
		switch {
		case d.got == nil || !d.ran:
			t.Fatalf("%s: no result, or the editor was said to run after its end", do)
		case d.got.Text != want || d.got.Changed != changed:
			t.Errorf("%s: %q, changed %v; want %q, %v", do, d.got.Text, d.got.Changed, want, changed)
		case wrong == "" && d.got.Err != nil || wrong != "" && (d.got.Err == nil || !strings.Contains(d.got.Err.Error(), wrong)):
			t.Errorf("%s: error %v, want %q", do, d.got.Err, wrong)
		}
		if left, err := filepath.Glob(filepath.Join(state, "*")); err != nil || len(left) > 0 {
			t.Errorf("%s: left behind: %v %v", do, left, err)
		}
	}
	quoted := `"` + self + `"`
	check("shout", quoted, "A KIND WORD", "", true)
	check("crlf", quoted, "one\ntwo\n", "", true)
	check("leave", quoted, "a kind word\n", "", false)
	check("backup", quoted, "new", "", true)
	check("fail", quoted, "a kind word", `edit "note.md": `, false)
	check("fail", quoted, "a kind word", "exit status 1", false)
	check("remove", quoted, "a kind word", "note.md", false)
	check("huge", quoted, "a kind word", "over 1024 KiB", false)
	check("shout", "no-such-editor --wait", "a kind word", `EDITOR is "no-such-editor --wait", which is not found`, false)
	if filepath.Separator == '/' {
		check("where", quoted+" --wait", "note.md -rw------- drwx------ 3", "", true)
		check("shout", "KARUNA_TEST_EDITOR=leave "+quoted, "a kind word\n", "", false)
	}
}

// An editor that was killed, or that left more than the text, was not told to
// give up: its words are kept, and the error says where.
func TestCutShort(t *testing.T) {
	if filepath.Separator != '/' {
		t.Skip("not on Windows")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	check := func(do, file, want string) {
		t.Helper()
		t.Setenv("KARUNA_TEST_EDITOR", do)
		dir := t.TempDir()
		state, kept := filepath.Join(dir, "state"), filepath.Join(dir, "data", "kept")
		env := func(name string) string { return map[string]string{"EDITOR": `"` + self + `"`}[name] }
		e := editor.New(env, state, kept)
		d := &desk{editor: e, text: "a kind word"}
		c := uitest.Config{
			Places: []string{"desk"}, Start: screen.At("desk"),
			Open: func(screen.Place) (screen.Screen, error) { return d, nil },
		}
		uitest.Run(t, c, func(w *uitest.Window) {
			w.Press("e")
			time.Sleep(time.Second) // without an input the program waits for its end
			w.Settle()
		})
		found, err := filepath.Glob(filepath.Join(kept, "*", file))
		if err != nil || len(found) != 1 || d.got == nil || d.got.Err == nil {
			t.Fatalf("%s: kept %v, %v, result %+v", do, found, err, d.got)
		}
		if text, err := os.ReadFile(found[0]); err != nil || string(text) != want {
			t.Errorf("%s: kept %q, %v, want %q", do, text, err, want)
		}
		if d.got.Text != "a kind word" || d.got.Changed || !strings.Contains(d.got.Err.Error(), "is kept in "+found[0]) {
			t.Errorf("%s: %+v", do, d.got)
		}
		all, err := filepath.Glob(filepath.Join(filepath.Dir(found[0]), "*claim*"))
		again, serr := e.Sweep(time.Now().Add(time.Hour))
		left, lerr := os.ReadDir(state)
		if err := errors.Join(err, serr, lerr); err != nil || len(all)+len(again)+len(left) > 0 {
			t.Errorf("%s: left %v %v %v, %v", do, all, again, left, err)
		}
	}
	check("die", "note.md", "half a line")
	check("swap", ".note.md.swp", "unsaved")
}

// A folder that is being made is not judged; an old one without a claim is, by
// whether it holds any words.
func TestSweepUnclaimed(t *testing.T) {
	check := func(text string, age time.Duration, kept, left int) {
		t.Helper()
		dir := t.TempDir()
		edit := filepath.Join(dir, "edit-7")
		if err := os.Mkdir(edit, 0o700); err != nil {
			t.Fatal(err)
		}
		if text != "" {
			if err := os.WriteFile(filepath.Join(edit, "note.md"), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		e := editor.New(func(string) string { return "" }, dir, filepath.Join(dir, "kept"))
		paths, err := e.Sweep(time.Now().Add(age))
		folders, gerr := filepath.Glob(filepath.Join(dir, "edit-*"))
		if err := errors.Join(err, gerr); err != nil || len(paths) != kept || len(folders) != left {
			t.Errorf("%q after %v: kept %v, left %v, %v", text, age, paths, folders, err)
		}
	}
	check("", 0, 0, 1)
	check("", time.Hour, 0, 0)
	check("words", 0, 0, 1)
	check("words", time.Hour, 1, 0)
	check("\n \n", time.Hour, 0, 0)
}

// Without a state folder, or with one that cannot be made, nothing is started.
func TestNowhere(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	check := func(state string, want error) {
		t.Helper()
		d := &desk{editor: editor.New(func(string) string { return "no-such-editor" }, state, state), text: "kept"}
		c := uitest.Config{
			Places: []string{"desk"}, Start: screen.At("desk"),
			Open: func(screen.Place) (screen.Screen, error) { return d, nil },
		}
		uitest.Run(t, c, func(w *uitest.Window) {
			w.Press("e")
			time.Sleep(time.Second)
			w.Settle()
		})
		var path *fs.PathError
		switch {
		case d.got == nil || d.got.Err == nil || d.got.Text != "kept":
			t.Fatalf("in %q: %+v", state, d.got)
		case want != nil && !errors.As(d.got.Err, &path):
			t.Errorf("in %q: %v", state, d.got.Err)
		case want == nil && !strings.Contains(d.got.Err.Error(), "no folder"):
			t.Errorf("in %q: %v", state, d.got.Err)
		}
	}
	check("", nil)
	check(filepath.Join(file, "state"), fs.ErrInvalid)
}
