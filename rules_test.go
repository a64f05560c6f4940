// Package main_test holds the house rules of karuna as tests: which room may
// import which, who may touch the clock, a process or a colour, how long things
// may be, and which words never reach a person. ARCHITECTURE.md says why.
//
// Each rule is a function from a source tree to findings, so that it can be run
// twice: over this repository, where it must find nothing, and over a small bad
// tree in testdata/rules, where it must find exactly what is listed there.
package main_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// module is the import path of the repository.
const module = "karuna"

// rule is one invariant of the house.
type rule struct {
	name string
	find func(*tree) []finding
}

func rules() []rule {
	return []rule{
		{"rooms import only what the table allows", rooms},
		{"packages that are never imported", shunned},
		{"processes start in a few rooms", processes},
		{"the domain knows no clock", clocks},
		{"the program exits in main", exits},
		{"colours are made in the theme", colours},
		{"no init functions", inits},
		{"no mutable package variables", variables},
		{"every package has a comment", packageComments},
		{"every exported name has a comment", exportedComments},
		{"functions and files stay short", lengths},
		{"comments hold reasons, not errands", errands},
		{"tests are skipped for a known reason", skips},
		{"no exclamation marks for a person", exclamations},
		{"words for absence", absenceWords},
		{"nobody is compared", comparisons},
		{"nothing of one workplace", workplace},
		{"the top level is fixed", topLevel},
		{"folders are named by the domain", folderNames},
		{"modules linked", linkedModules},
		{"documents point at what exists", documents},
		{"dependencies are explained", explained},
		{"ideas are held by tests", ideasHeld},
	}
}

func TestRules(t *testing.T) {
	repo := load(t, os.DirFS("."))
	repo.linked = linkedByGo(t)
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) {
			for _, f := range r.find(repo) {
				t.Error(f)
			}
		})
	}
}

// TestRulesCanFail runs each rule over its bad tree. An archive is named for the
// rule, its files are the tree, and its comment lists the findings expected, one
// "FILE:LINE: WORDS OF THE MESSAGE" a line.
func TestRulesCanFail(t *testing.T) {
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) {
			name := "testdata/rules/" + strings.ReplaceAll(strings.ReplaceAll(r.name, ",", ""), " ", "-") + ".txtar"
			raw, err := os.ReadFile(name)
			if err != nil {
				t.Fatalf("no bad tree for this rule: %v", err)
			}
			comment, bad := unpack(t, raw)
			checkFindings(t, comment, r.find(bad))
		})
	}
}

func checkFindings(t *testing.T, comment string, got []finding) {
	t.Helper()
	want := strings.FieldsFunc(comment, func(r rune) bool { return r == '\n' })
	if len(want) == 0 {
		t.Fatal("the bad tree expects no finding")
	}
	for _, f := range got {
		at := slices.IndexFunc(want, func(w string) bool {
			place, words, _ := strings.Cut(w, ": ")
			return f.place() == place && strings.Contains(f.text, words)
		})
		if at < 0 {
			t.Errorf("unexpected: %v", f)
			continue
		}
		want = slices.Delete(want, at, at+1)
	}
	for _, w := range want {
		t.Errorf("not found: %s", w)
	}
}

// unpack makes a tree of an archive: lines before the first "-- NAME --" are the
// comment, lines after one are that file. What the repository must not contain is
// spelled in capitals: WORKPLACE for the folder, REGISTRY for the host.
func unpack(t *testing.T, raw []byte) (comment string, bad *tree) {
	t.Helper()
	words := strings.NewReplacer("WORKPLACE", workplaceFolder(), "REGISTRY", registryHosts()[0])
	texts, name := map[string]string{}, ""
	for line := range strings.Lines(words.Replace(string(raw))) {
		if begun, ok := strings.CutPrefix(line, "-- "); ok {
			name = strings.TrimSuffix(strings.TrimSpace(begun), " --")
			line = ""
		}
		texts[name] += line
	}
	files := fstest.MapFS{}
	for name, text := range texts {
		if name != "" && name != "linked" {
			files[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	bad = load(t, files)
	bad.linked = parseLinked("linux", texts["linked"])
	return texts[""], bad
}

// tree is a repository as the rules see it.
type tree struct {
	fset   *token.FileSet
	code   []source          // every Go file outside testdata and other modules
	text   map[string]string // every file that is text, by path
	linked []linked          // what ends up in the binary
}

// source is one parsed Go file.
type source struct {
	path string // slash-separated, from the top
	test bool
	file *ast.File
	text string
}

func (s source) dir() string { return path.Dir(s.path) }

// under reports whether the file is in one of the folders, or below it.
func (s source) under(dirs ...string) bool {
	return slices.ContainsFunc(dirs, func(d string) bool { return covers(d+"/...", s.dir()) })
}

// finding is a broken rule, at its place, with what to do about it.
type finding struct {
	path string
	line int
	text string
}

func (f finding) place() string { return fmt.Sprintf("%s:%d", f.path, f.line) }

// String returns the finding as editors read it.
func (f finding) String() string { return f.place() + ": " + f.text }

func (t *tree) at(s source, p token.Pos, format string, args ...any) finding {
	return finding{s.path, t.fset.Position(p).Line, fmt.Sprintf(format, args...)}
}

// production yields the Go files that are not tests.
func (t *tree) production(yield func(source) bool) {
	for _, s := range t.code {
		if !s.test && !yield(s) {
			return
		}
	}
}

// load reads and parses a tree. A file that does not parse fails the test: no
// rule could say anything about it.
func load(t *testing.T, fsys fs.FS) *tree {
	t.Helper()
	out := &tree{fset: token.NewFileSet(), text: map[string]string{}}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (passedOver(name) || name != "." && otherModule(fsys, name)):
			return fs.SkipDir
		case d.IsDir(), passedOver(name):
			return nil
		}
		return out.add(fsys, name)
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// passedOver names what is not part of the source: git's own folder (a file in
// a worktree), what is built, and the bad trees of this test.
func passedOver(dir string) bool {
	return slices.Contains([]string{".git", ".bin", "dist", "testdata/rules"}, dir)
}

func otherModule(fsys fs.FS, dir string) bool {
	_, err := fs.Stat(fsys, dir+"/go.mod")
	return err == nil
}

func (t *tree) add(fsys fs.FS, name string) error {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil || bytes.IndexByte(raw, 0) >= 0 {
		return err
	}
	t.text[name] = string(raw)
	if path.Ext(name) != ".go" || strings.Contains("/"+name, "/testdata/") {
		return nil
	}
	f, err := parser.ParseFile(t.fset, name, raw, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	t.code = append(t.code, source{name, strings.HasSuffix(name, "_test.go"), f, string(raw)})
	return nil
}
