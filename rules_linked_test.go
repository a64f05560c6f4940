package main_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

const (
	maxModules = 45       // linked, on any system
	maxBinary  = 12 << 20 // bytes, stripped, linux/amd64
)

// linked is a module some of whose packages end up in the binary, or a package of
// the standard library, whose version is "std".
type linked struct{ system, path, version string }

// pinned names versions that must be exactly these where they are linked: the
// decoders because the smallest that would do have known faults, the others
// because something here leans on what they keep to themselves.
func pinned() map[string]string {
	return map[string]string{
		"github.com/jfreymuth/oggvorbis":    "v1.0.5",
		"github.com/jfreymuth/vorbis":       "v1.0.2",
		"github.com/hajimehoshi/go-mp3":     "v0.3.4",
		"github.com/jfreymuth/pulse":        "v0.1.3",
		"github.com/faiface/beep":           "v1.1.0",
		"charm.land/bubbletea/v2":           "v2.1.1",
		"github.com/charmbracelet/lipgloss": "never", // version 1
		"net/http":                          "never", // no network
	}
}

func linkedModules(t *tree) []finding {
	var out []finding
	count := map[string]int{}
	for _, m := range t.linked {
		if m.version != "std" {
			count[m.system]++
		}
		if want, ok := pinned()[m.path]; ok && m.version != want {
			out = append(out, finding{"go.mod", 0, fmt.Sprintf("%s %s is linked on %s, want %s", m.path, m.version, m.system, want)})
		}
	}
	for system, n := range count {
		if n > maxModules {
			out = append(out, finding{"go.mod", 0, fmt.Sprintf("%d modules are linked on %s, at most %d: do without one", n, system, maxModules)})
		}
	}
	return out
}

// linkedByGo asks the go command what the program links on each system. A package
// that does not build is passed over here: the build itself tells of it.
func linkedByGo(t *testing.T) []linked {
	t.Helper()
	var out []linked
	for _, system := range []string{"linux", "darwin", "windows", "freebsd"} {
		args := []string{"list", "-e", "-deps", "-f", "{{if .Standard}}{{.ImportPath}} std{{else}}{{with .Module}}{{.Path}} {{.Version}}{{end}}{{end}}", "."}
		out = append(out, parseLinked(system, goCommand(t, system, args...))...)
	}
	return out
}

func goCommand(t *testing.T, system string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system)
	var talk bytes.Buffer
	cmd.Stderr = &talk
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, talk.String())
	}
	return string(out)
}

// parseLinked reads "PATH VERSION" lines, each module once; ours has no version.
func parseLinked(system, text string) []linked {
	seen := map[linked]bool{}
	for line := range strings.Lines(text) {
		if f := strings.Fields(line); len(f) == 2 {
			seen[linked{system, f[0], f[1]}] = true
		}
	}
	return slices.Collect(maps.Keys(seen))
}

// TestBinary builds the program as a release does and reads the result.
func TestBinary(t *testing.T) {
	bin := build(t, "linux")
	info, err := os.Stat(bin)
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > maxBinary {
		t.Errorf("the binary has %d bytes, at most %d", info.Size(), maxBinary)
	}
	var modules []string
	for line := range strings.Lines(goCommand(t, "linux", "version", "-m", bin)) {
		if f := strings.Fields(line); len(f) > 2 && f[0] == "dep" {
			modules = append(modules, f[1]+" "+f[2])
		}
	}
	if len(modules) == 0 || len(modules) > maxModules {
		t.Errorf("the binary holds %d modules, at most %d: %q", len(modules), maxModules, modules)
	}
	if text, err := os.ReadFile(bin); err != nil || bytes.Contains(text, []byte(workplaceFolder())) {
		t.Errorf("the binary names %s: build with -trimpath (%v)", workplaceFolder(), err)
	}
}

// build makes the program of this folder as a release does, for a system.
func build(t *testing.T, system string) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "karuna")
	if system == "windows" {
		bin += ".exe"
	}
	goCommand(t, system, "build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w -buildid=", "-o", bin, ".")
	return bin
}

// TestCommandsInDocuments asks the program for the help of every command that a
// document names, so that no page promises a word karuna does not know.
func TestCommandsInDocuments(t *testing.T) {
	bin := build(t, runtime.GOOS)
	help := func(words ...string) string {
		cmd := exec.Command(bin, append(words, "--help")...)
		cmd.Env = append(os.Environ(), "KARUNA_HOME="+t.TempDir())
		out, _ := cmd.CombinedOutput() // what it says is what counts
		return string(out)
	}
	for _, c := range commandsNamed(load(t, os.DirFS("."))) {
		first, second, _ := strings.Cut(c.text, " ")
		usage := help(first)
		switch {
		case !strings.Contains(usage, "karuna "+first):
			t.Errorf("%s: karuna has no command %s", c.place(), first)
		case second != "" && strings.Contains(usage, "karuna "+first+" [command]"):
			if !strings.Contains(help(first, second), "karuna "+c.text) {
				t.Errorf("%s: karuna %s has no command %s", c.place(), first, second)
			}
		}
	}
}

// commandsNamed returns every `karuna …` and `go run . …` of the documents and
// of the pages to read, and every 'karuna …' that the program says, each with
// its first two words when they could be a command.
func commandsNamed(t *tree) []finding {
	named := regexp.MustCompile("(?:`karuna|^ {4,}karuna|go run \\.) ([a-z]+(?: [a-z]+)?)\\b")
	var out []finding
	for name, text := range t.text {
		if !document(name) && !strings.HasPrefix(name, "assets/learn/") {
			continue
		}
		for i, line := range strings.Split(text, "\n") {
			for _, m := range named.FindAllStringSubmatch(line, -1) {
				out = append(out, finding{name, i + 1, m[1]})
			}
		}
	}
	quoted := regexp.MustCompile(`'karuna ([a-z]+(?: [a-z]+)?)\b`)
	for _, w := range t.shown() {
		for _, m := range quoted.FindAllStringSubmatch(w.said, -1) {
			out = append(out, t.at(w.source, w.pos, "%s", m[1]))
		}
	}
	return out
}

func TestCommandsNamed(t *testing.T) {
	raw := "README.md:1: bell\nREADME.md:2: scripts list\nREADME.md:3: scripts check\n" +
		"assets/learn/1-how.md:1: nowhere\nui/a.go:3: scripts gone\n" +
		"-- README.md --\nUse `karuna bell NAME`, or karuna itself.\n    karuna scripts list   what there is\nRun `go run . scripts check FILE`.\n" +
		"-- assets/scripts/a.md --\n`karuna no`\n-- assets/learn/1-how.md --\n    karuna nowhere\n" +
		"-- ui/a.go --\npackage ui\n\nconst say = \"see 'karuna scripts gone'\"\n"
	comment, tree := unpack(t, []byte(raw))
	checkFindings(t, comment, commandsNamed(tree))
}

// document reports whether a file is a page for people who use or change karuna.
func document(name string) bool {
	return path.Ext(name) == ".md" && !strings.Contains("/"+name, "/testdata/") && !strings.HasPrefix(name, "assets/")
}

// documents finds links to files that are not there and make targets that the
// Makefile does not have, and a code map that leaves a room out.
func documents(t *tree) []finding {
	link := regexp.MustCompile(`\]\(([^)#\s]+)[^)]*\)`)
	target := regexp.MustCompile("`make ([a-z-]+)`")
	var out []finding
	for name, text := range t.text {
		if !document(name) {
			continue
		}
		for i, line := range strings.Split(text, "\n") {
			for _, m := range link.FindAllStringSubmatch(line, -1) {
				if to := path.Join(path.Dir(name), m[1]); !strings.Contains(m[1], ":") && !t.has(to) {
					out = append(out, finding{name, i + 1, "links to " + to + ", which is not there"})
				}
			}
			for _, m := range target.FindAllStringSubmatch(line, -1) {
				if !strings.Contains("\n"+t.text["Makefile"], "\n"+m[1]+":") {
					out = append(out, finding{name, i + 1, "names `make " + m[1] + "`, which the Makefile does not have"})
				}
			}
		}
	}
	return append(out, codeMap(t)...)
}

// has reports whether a file or folder is in the tree. Pictures are not text and
// are looked up on disk.
func (t *tree) has(name string) bool {
	if _, ok := t.text[name]; ok {
		return true
	}
	for file := range t.text {
		if strings.HasPrefix(file, name+"/") {
			return true
		}
	}
	_, err := os.Stat(name)
	return err == nil
}

// codeMap holds ARCHITECTURE.md to the folders: at most 200 lines, a row for every
// room of production code and none for a room that is not there. A row `dir/*` is
// for the rooms below dir, too.
func codeMap(t *tree) []finding {
	const page = "ARCHITECTURE.md"
	row := regexp.MustCompile("(?m)^\\| `([a-z/]+)(/\\*)?` \\|")
	named, wide := map[string]bool{".": true}, map[string]bool{}
	for _, m := range row.FindAllStringSubmatch(t.text[page], -1) {
		named[m[1]], wide[m[1]] = true, m[2] != ""
	}
	there := map[string]bool{".": true}
	for s := range t.production {
		there[s.dir()] = true
	}
	var out []finding
	if n := strings.Count(t.text[page], "\n"); n > 200 {
		out = append(out, finding{page, 0, fmt.Sprintf("%d lines, at most 200", n)})
	}
	for dir := range there {
		if !named[dir] && !wide[path.Dir(dir)] {
			out = append(out, finding{page, 0, "the code map does not name `" + dir + "`"})
		}
	}
	for dir := range named {
		if !there[dir] {
			out = append(out, finding{page, 0, "the code map names `" + dir + "`, which is not there"})
		}
	}
	return out
}

// explained holds docs/decisions/dependencies.md to go.mod: every module that
// something here imports has a line, and no line is for a module that is not.
func explained(t *tree) []finding {
	const page = "docs/decisions/dependencies.md"
	direct := map[string]bool{}
	required := regexp.MustCompile(`(?m)^\t(\S+) v\S+`)
	var modules []string
	for _, m := range required.FindAllStringSubmatch(t.text["go.mod"], -1) {
		modules = append(modules, m[1])
	}
	for _, s := range t.code {
		for _, imp := range s.file.Imports {
			for _, m := range modules {
				if covers(m+"/...", importPath(imp)) {
					direct[m] = true
				}
			}
		}
	}
	var out []finding
	row := regexp.MustCompile("(?m)^\\| `(\\S+)`")
	for _, m := range row.FindAllStringSubmatch(t.text[page], -1) {
		if !direct[m[1]] {
			out = append(out, finding{page, 0, "a line explains `" + m[1] + "`, which nothing here imports"})
		}
		delete(direct, m[1])
	}
	for m := range direct {
		out = append(out, finding{page, 0, "no line says why `" + m + "` is used"})
	}
	return out
}
