package intake_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"karuna/sessions/intake"
	"karuna/sessions/library"
	"karuna/sessions/script"
)

// Each testdata/NAME.txtar holds the person's folder (have/), what is handed
// over (give/) and what comes of it (want): a line a script, then what is in
// the folder, each file with its last line. A script is written "@ID WORDS",
// without ID "@ WORDS". The comment may say force or dry.
func TestIntake(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d archives: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			check(t, a)
		})
	}
}

func check(t *testing.T, a *txtar.Archive) {
	t.Helper()
	dir := t.TempDir()
	own, give, want := filepath.Join(dir, "own"), fstest.MapFS{}, ""
	for _, f := range a.Files {
		name, text := f.Name, written(string(f.Data))
		if rest, ok := strings.CutPrefix(name, "have/"); ok {
			put(t, filepath.Join(own, rest), text)
		} else if rest, ok := strings.CutPrefix(name, "give/"); ok {
			give[rest] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
		} else {
			want = string(f.Data)
		}
	}
	says := func(word string) bool { return strings.Contains(string(a.Comment), word) }
	found, err := intake.Folder(give, "given", script.CheckOptions{})
	if err != nil {
		t.Fatal(err)
	}
	out, err := intake.Into(own, found, says("force"), says("dry"))
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, o := range out {
		fmt.Fprintf(&got, "%s: %s%s\n", o.From, o.Fate, why(o, own))
	}
	got.WriteString(tree(t, own))
	if got.String() != want {
		t.Errorf("came out as\n%swant\n%s", got.String(), want)
	}
}

func why(o intake.Outcome, own string) string {
	var text string
	switch {
	case o.Why != nil:
		text = ", " + o.Why.Error()
	case o.Kept != "":
		text = ", kept " + o.Kept
	case len(o.Problems) > 0 && o.Failed():
		text = fmt.Sprintf(", %d:%d", o.Problems[0].Line, o.Problems[0].Col)
	case len(o.Clips) > 0:
		text = ", with " + strings.Join(o.Clips, " ")
	}
	return strings.ReplaceAll(filepath.ToSlash(text), filepath.ToSlash(own)+"/", "")
}

// written makes a script of "@ID WORDS".
func written(text string) string {
	rest, ok := strings.CutPrefix(text, "@")
	if !ok {
		return text
	}
	id, words, _ := strings.Cut(rest, " ")
	if id != "" {
		id = "id: " + id + "\n"
	}
	return "---\n" + id + "title: T\nkind: mindfulness\nlength: 3m..20m, usually 6m\n---\n## Sit {ground, weight 1, 30s..}\n" + words
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// tree lists the files of a folder, each with its last line.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && p == dir {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(p)
		lines := strings.Split(strings.TrimSpace(string(text)), "\n")
		rel, _ := filepath.Rel(dir, p)
		fmt.Fprintf(&b, "  %s: %s\n", filepath.ToSlash(rel), lines[len(lines)-1])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A folder handed over cannot bring what lies outside it, nor write outside the
// person's own.
func TestNothingComesFromOrGoesOutside(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs links, which take a privilege there")
	}
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret.wav")
	put(t, secret, "secret")
	give, own, outside := filepath.Join(dir, "give"), filepath.Join(dir, "own"), filepath.Join(dir, "outside")
	put(t, filepath.Join(give, "a", "script.md"), written("@a Sit. {clip stolen.wav}\n"))
	put(t, filepath.Join(give, "b", "script.md"), written("@b Sit. {clip mine.wav}\n"))
	put(t, filepath.Join(give, "b", "mine.wav"), "mine")
	put(t, filepath.Join(outside, "x"), "x")
	put(t, filepath.Join(own, "x"), "x")
	for _, l := range [][2]string{
		{secret, filepath.Join(give, "a", "stolen.wav")},
		{secret, filepath.Join(give, "stolen.md")},
		{outside, filepath.Join(own, "b")},
	} {
		if err := os.Symlink(l[0], l[1]); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(give)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	found, err := intake.Folder(root.FS(), "give", script.CheckOptions{})
	if err != nil {
		t.Fatal(err)
	}
	out, err := intake.Into(own, found, true, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range out {
		if o.From == "stolen.md" && o.Fate != intake.Left || o.Script.ID == "a" && len(o.Clips) > 0 {
			t.Errorf("%s: %s with %v", o.From, o.Fate, o.Clips)
		}
	}
	if err := os.Remove(filepath.Join(own, ".replaced", "b")); err != nil { // the link, put away
		t.Error(err)
	}
	if strings.Contains(tree(t, own), "secret") {
		t.Errorf("a file from outside came along:\n%s", tree(t, own))
	}
	if got := tree(t, outside); got != "  x: x\n" {
		t.Errorf("outside is now\n%s", got)
	}
	if got, err := os.ReadFile(filepath.Join(own, "b", "mine.wav")); err != nil || string(got) != "mine" {
		t.Errorf("the recording is %q: %v", got, err)
	}
}

func TestLimits(t *testing.T) {
	many := fstest.MapFS{}
	for i := range intake.MaxScripts + 1 {
		many[fmt.Sprintf("s%d.md", i)] = &fstest.MapFile{Data: []byte(written("@ Sit.\n"))}
	}
	if _, err := intake.Folder(many, "many", script.CheckOptions{}); !errors.Is(err, intake.ErrTooMany) {
		t.Errorf("%d scripts: %v", len(many), err)
	}
	delete(many, "s0.md")
	if found, err := intake.Folder(many, "many", script.CheckOptions{}); err != nil || len(found) != intake.MaxScripts {
		t.Errorf("%d of %d scripts: %v", len(found), len(many), err)
	}
	long := fstest.MapFS{"long.md": {Data: append([]byte(written("@long ")), bytes.Repeat([]byte("> Words.\n"), script.MaxBytes/9)...)}}
	if f := intake.File(long, "long.md", script.CheckOptions{}); f.Err == nil {
		t.Error("a script of more than 256 KiB was taken")
	}
	var clips strings.Builder
	folder := fstest.MapFS{}
	for i := range intake.MaxClips + 1 {
		fmt.Fprintf(&clips, "Sit. {clip %d.wav}\n", i)
		folder[fmt.Sprintf("f/%d.wav", i)] = &fstest.MapFile{}
	}
	folder["f/script.md"] = &fstest.MapFile{Data: []byte(written("@f " + clips.String()))}
	if f := intake.File(folder, "f/script.md", script.CheckOptions{}); len(f.Clips) != intake.MaxClips || len(f.Problems) == 0 {
		t.Errorf("%d recordings, and %v", len(f.Clips), f.Problems)
	}
}

// torn is a folder whose recordings end in the middle, as a stick pulled out.
type torn struct{ fs.FS }

type tornFile struct{ fs.File }

var errTorn = errors.New("input/output error")

func (t torn) Open(name string) (fs.File, error) {
	f, err := t.FS.Open(name)
	if err == nil && path.Ext(name) == ".wav" {
		return tornFile{f}, nil
	}
	return f, err
}

func (tornFile) Read([]byte) (int, error) { return 0, errTorn }

// What cannot be read to its end leaves nothing behind, of no script of that
// intake; and what a crash left behind is in nobody's way.
func TestAllOrNothing(t *testing.T) {
	own := filepath.Join(t.TempDir(), "own")
	put(t, filepath.Join(own, ".incoming", "a.md"), written("@a Half.\n"))
	give := torn{fstest.MapFS{
		"a.md":        {Data: []byte(written("@a Sit.\n"))},
		"b/script.md": {Data: []byte(written("@b Sit. {clip b.wav}\n"))},
		"b/b.wav":     {Data: []byte("RIFF")},
	}}
	found, err := intake.Folder(give, "give", script.CheckOptions{})
	if err != nil {
		t.Fatal(err)
	}
	before := tree(t, own)
	if out, err := intake.Into(own, found, false, false); !errors.Is(err, errTorn) || out != nil {
		t.Errorf("%v, and %v", out, err)
	}
	if after := tree(t, own); after != before {
		t.Errorf("the folder holds\n%s", after)
	}
	if out, err := intake.Into(own, found[:1], false, false); err != nil || out[0].Fate != intake.Put {
		t.Errorf("%v, and %v", out, err)
	}
	if all := library.Open(nil, os.DirFS(own)).All(); len(all) != 1 {
		t.Errorf("%d scripts", len(all))
	}
}

// Where the folder cannot be written, nothing is put and the error says so.
func TestNoFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "file")
	put(t, dir, "a file")
	f := intake.Text("-", "", []byte(written("@a Sit.\n")), script.CheckOptions{})
	if out, err := intake.Into(dir, []intake.Found{f}, false, false); err == nil {
		t.Errorf("put into a file: %v", out)
	}
}

// Whatever is handed over: what is put is found again by its id with the same
// bytes, and there is nothing else in the folder.
func FuzzText(f *testing.F) {
	f.Add("mine", []byte(written("@a Sit.\n")))
	f.Add("readme", []byte(written("@ Sit.\n")))
	f.Add("Größe", []byte(written("@ Sit.\n")))
	f.Add(strings.Repeat("é", 60), []byte(written("@ Sit.\n")))
	f.Add("a ́b", []byte("\ufeff"+strings.ReplaceAll(written("@ Sit.\n"), "\n", "\r\n")))
	f.Add("none", []byte(written("@ Sit.\n")))
	f.Add("../../up", []byte(written("@../up Sit.\n")))
	f.Fuzz(func(t *testing.T, name string, text []byte) {
		found := intake.Text("given", name, text, script.CheckOptions{})
		own := filepath.Join(t.TempDir(), "own")
		out, err := intake.Into(own, []intake.Found{found}, false, false)
		if err != nil || len(out) != 1 {
			t.Fatalf("%d outcomes: %v", len(out), err)
		}
		lib := library.Open(nil, os.DirFS(own))
		if out[0].Fate != intake.Put {
			if !found.Failed() || len(lib.All()) > 0 {
				t.Errorf("%s for %v, and %d scripts", out[0].Fate, found.Problems, len(lib.All()))
			}
			return
		}
		id := found.Script.ID
		if got, ok := lib.Text(id); !ok || !bytes.Equal(got, text) {
			t.Fatalf("put as %q at %s; there is %q", id, out[0].Path, tree(t, own))
		}
		entries, err := os.ReadDir(own)
		if err != nil || len(entries) != 1 || path.Clean(entries[0].Name()) != entries[0].Name() {
			t.Errorf("the folder holds %v: %v", entries, err)
		}
		again, err := intake.Into(own, []intake.Found{found}, true, false)
		if err != nil || again[0].Fate != intake.Same {
			t.Errorf("the second time: %v, %v", again, err)
		}
	})
}
