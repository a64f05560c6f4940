package main_test

import (
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// words is a string literal at its place.
type words struct {
	source
	pos  token.Pos
	said string
}

// shown returns the string literals of production code under ui that can reach a
// person: import paths and struct tags are left out.
func (t *tree) shown() []words {
	var out []words
	for s := range t.production {
		if !s.under("ui") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ImportSpec:
				return false
			case *ast.Field:
				return n.Tag == nil
			case *ast.BasicLit:
				text, err := strconv.Unquote(n.Value)
				if n.Kind == token.STRING && err == nil {
					out = append(out, words{s, n.Pos(), text})
				}
			}
			return true
		})
	}
	return out
}

func exclamations(t *tree) []finding {
	shout := regexp.MustCompile(`\pL!(\s|$|["'”’)])`)
	var out []finding
	for _, w := range t.shown() {
		if shout.MatchString(w.said) {
			out = append(out, t.at(w.source, w.pos, "an exclamation mark in %q: say it quietly", w.said))
		}
	}
	return out
}

// absenceWords finds the words that make a pause in practice sound like a fault.
// A literal without a space is a name for the program, not a sentence.
func absenceWords(t *tree) []finding {
	banned := regexp.MustCompile(`(?i)\b(lost|broken|missed|failed|only|still|at risk|don['’]t forget)\b`)
	var out []finding
	for _, w := range t.shown() {
		said := strings.ReplaceAll(w.said, "bells only", "") // the name of a level of guidance
		if m := banned.FindString(said); m != "" && strings.ContainsRune(strings.TrimSpace(w.said), ' ') {
			out = append(out, t.at(w.source, w.pos, "%q in %q: say what is there, not what is absent", m, w.said))
		}
	}
	return out
}

// comparisons finds the words that measure a sitter against other people, or
// make a contest of sitting.
func comparisons(t *tree) []finding {
	banned := regexp.MustCompile(`(?i)\b(leader ?boards?|percentiles?|ranking|ranked|top \d+|level(s|led)? up|badges?|troph(y|ies)|personal best|beat your|streak|` +
		`than (others|most|average|other people|last (week|month|year))|compared (to|with)|(people|others|sitters|users) (who )?(sat|sit|are sitting|meditated)|average (person|sitter|user))\b`)
	var out []finding
	for _, w := range t.shown() {
		if m := banned.FindString(w.said); m != "" {
			out = append(out, t.at(w.source, w.pos, "%q in %q: nobody is compared here, and nothing is won", m, w.said))
		}
	}
	return out
}

// The two things below are put together so that this file does not hold them.

func workplaceFolder() string { return "/wo" + "rk/" }

func registryHosts() []string {
	return []string{"proxy." + "golang.org", "sum." + "golang.org", "registry." + "npmjs.org", "deb." + "debian.org", "files." + "pythonhosted.org"}
}

// workplace finds what is true on one machine alone: folders of the place where
// it was written, and registries that a user's own tools already know.
func workplace(t *tree) []finding {
	var out []finding
	for name, text := range t.text {
		if name == "go.sum" {
			continue
		}
		for i, line := range strings.Split(text, "\n") {
			for _, bad := range append(registryHosts(), workplaceFolder()) {
				if strings.Contains(line, bad) {
					out = append(out, finding{name, i + 1, bad + " belongs to one workplace: leave it out"})
				}
			}
		}
	}
	return out
}

func topLevel(t *tree) []finding {
	allowed := strings.Fields(`main.go go.mod go.sum ui sessions audio assets bench docs testdata tools .ci .github
		README.md ARCHITECTURE.md CONTRIBUTING.md CHANGELOG.md SECURITY.md LICENSE Makefile
		.gitignore .gitattributes .golangci.yml .goreleaser.yaml`)
	var out []finding
	seen := map[string]bool{}
	for name := range t.text {
		top, _, _ := strings.Cut(name, "/")
		if seen[top] || slices.Contains(allowed, top) || strings.HasSuffix(top, "_test.go") {
			continue
		}
		seen[top] = true
		out = append(out, finding{top, 0, "not at the top: put it in the room it belongs to"})
	}
	return out
}

func folderNames(t *tree) []finding {
	vague := []string{"internal", "pkg", "util", "utils", "common", "helper", "helpers", "types", "misc", "shared", "lib"}
	var out []finding
	seen := map[string]bool{}
	for name := range t.text {
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			if !seen[dir] && slices.Contains(vague, path.Base(dir)) {
				out = append(out, finding{dir, 0, "a folder is named for an idea of the domain, not " + path.Base(dir)})
			}
			seen[dir] = true
		}
	}
	return out
}
