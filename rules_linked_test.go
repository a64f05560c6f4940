package main_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const (
	maxModules = 45       // linked, on any system
	maxBinary  = 12 << 20 // bytes, stripped, linux/amd64
)

// linked is a module some of whose packages end up in the binary.
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
	}
}

func linkedModules(t *tree) []finding {
	var out []finding
	count := map[string]int{}
	for _, m := range t.linked {
		count[m.system]++
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

// linkedByGo asks the go command what the rooms link on each system. A package
// that does not build is passed over here: the build itself tells of it.
func linkedByGo(t *testing.T) []linked {
	t.Helper()
	var out []linked
	for _, system := range []string{"linux", "darwin", "windows", "freebsd"} {
		args := []string{"list", "-e", "-deps", "-f", "{{with .Module}}{{.Path}} {{.Version}}{{end}}", "./..."}
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
	bin := build(t)
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

// build makes the program of this folder, for linux/amd64 as the budget is.
func build(t *testing.T) string {
	t.Helper()
	if _, err := os.Stat("main.go"); err != nil {
		t.Skip("needs main.go")
	}
	bin := path.Join(t.TempDir(), "karuna")
	goCommand(t, "linux", "build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w -buildid=", "-o", bin, ".")
	return bin
}

// TestCommandsInDocuments asks the program for the help of every command that a
// document names, so that no page promises a word karuna does not know.
func TestCommandsInDocuments(t *testing.T) {
	bin := build(t)
	repo := load(t, os.DirFS("."))
	for name, words := range commandsNamed(repo) {
		cmd := exec.Command(bin, append(strings.Fields(words), "--help")...)
		cmd.Env = append(os.Environ(), "KARUNA_HOME="+t.TempDir())
		out, err := cmd.CombinedOutput()
		var exit *exec.ExitError
		if errors.As(err, &exit) || err == nil && !bytes.Contains(out, []byte("karuna "+words)) {
			t.Errorf("%s: karuna has no command %q", name, words)
		}
	}
}

// commandsNamed returns, for each "FILE:LINE" of a document, the command words of
// the `karuna …` it names: leading lower-case words that are no argument.
func commandsNamed(t *tree) map[string]string {
	named := regexp.MustCompile("(?:`|^ {4}|^)karuna ([a-z]+)\\b")
	out := map[string]string{}
	for name, text := range t.text {
		if path.Ext(name) != ".md" || strings.HasPrefix(name, "assets/") {
			continue
		}
		for i, line := range strings.Split(text, "\n") {
			for _, m := range named.FindAllStringSubmatch(line, -1) {
				if strings.Contains(line, "`karuna ") || strings.HasPrefix(line, "    karuna ") {
					out[fmt.Sprintf("%s:%d", name, i+1)] = m[1]
				}
			}
		}
	}
	return out
}

// documents finds links to files that are not there and make targets that the
// Makefile does not have, and a code map that leaves a room out.
func documents(t *tree) []finding {
	link := regexp.MustCompile(`\]\(([^)#\s]+)[^)]*\)`)
	target := regexp.MustCompile("`make ([a-z-]+)`")
	var out []finding
	for name, text := range t.text {
		if path.Ext(name) != ".md" || strings.Contains(name, "testdata/") || strings.HasPrefix(name, "assets/") {
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

// codeMap holds ARCHITECTURE.md to the folders: at most 200 lines, every room of
// production code named.
func codeMap(t *tree) []finding {
	text := t.text["ARCHITECTURE.md"]
	var out []finding
	if n := strings.Count(text, "\n"); n > 200 {
		out = append(out, finding{"ARCHITECTURE.md", 0, fmt.Sprintf("%d lines, at most 200", n)})
	}
	seen := map[string]bool{".": true}
	for s := range t.production {
		if !seen[s.dir()] && !strings.Contains(text, "`"+s.dir()+"`") {
			out = append(out, finding{"ARCHITECTURE.md", 0, "the code map does not name `" + s.dir() + "`"})
		}
		seen[s.dir()] = true
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
	for m := range direct {
		if !strings.Contains(t.text[page], "`"+m+"`") {
			out = append(out, finding{page, 0, "no line says why `" + m + "` is used"})
		}
	}
	return out
}
