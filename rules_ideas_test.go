package main_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"strconv"
	"strings"
)

// ideasPage says what karuna is built on, and which test holds it.
const ideasPage = "docs/ideas.md"

// The ideas and the rules that follow from them, C1 to C35 and R1 to R9.
const (
	ideaCount = 35
	ruleCount = 9
)

// held is a test as a page names it: `FILE` `TestName/part`.
type held struct{ file, test, part string }

// ideasHeld finds the rows the page of ideas lacks, and the tests it names that
// are not there. A row is "| C1 | … |", and its last cell names tests.
func ideasHeld(t *tree) []finding {
	text, ok := t.text[ideasPage]
	if !ok {
		return []finding{{ideasPage, 0, "the page of ideas is missing"}}
	}
	var out []finding
	seen := map[string]bool{}
	row := regexp.MustCompile(`^\| ([CR]\d+) \|`)
	for i, line := range strings.Split(text, "\n") {
		m := row.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		if seen[m[1]] {
			out = append(out, finding{ideasPage, i + 1, m[1] + " stands twice"})
		}
		seen[m[1]] = true
		for _, why := range t.rowHeld(line) {
			out = append(out, finding{ideasPage, i + 1, m[1] + ": " + why})
		}
	}
	for _, all := range []struct {
		letter string
		count  int
	}{{"C", ideaCount}, {"R", ruleCount}} {
		for n := range all.count {
			if code := all.letter + strconv.Itoa(n+1); !seen[code] {
				out = append(out, finding{ideasPage, 0, code + " has no row"})
			}
		}
	}
	return out
}

// rowHeld says what is amiss with a row: an empty cell, no test, or one that is
// not there.
func (t *tree) rowHeld(line string) []string {
	cells := strings.Split(strings.Trim(line, "|"), "|")
	var out []string
	for _, c := range cells {
		if strings.TrimSpace(c) == "" {
			out = append(out, "an empty cell")
		}
	}
	named := testsNamed(cells[len(cells)-1])
	if len(cells) != 4 || len(named) == 0 {
		out = append(out, "want four cells, the last with a test")
	}
	for _, h := range named {
		if why := t.holds(h); why != "" {
			out = append(out, why)
		}
	}
	return out
}

// testsNamed reads "`a/b_test.go` `TestX/part`, `TestY`, `testdata/z.txtar`":
// a test stands in the file named before it.
func testsNamed(cell string) []held {
	var out []held
	file := ""
	for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cell, -1) {
		switch {
		case strings.HasSuffix(m[1], ".go"):
			file = m[1]
		case strings.HasSuffix(m[1], ".txtar"):
			out = append(out, held{file: m[1]})
		default:
			test, part, _ := strings.Cut(m[1], "/")
			out = append(out, held{file, test, part})
		}
	}
	return out
}

// holds says why the test is not there, or "". A part is a string of the file:
// the name of a subtest.
func (t *tree) holds(h held) string {
	if h.test == "" {
		if _, ok := t.text[h.file]; !ok {
			return h.file + " is not there"
		}
		return ""
	}
	for _, s := range t.code {
		if s.path != h.file {
			continue
		}
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == h.test && strings.HasPrefix(h.test, "Test") {
				if h.part != "" && !speaks(s.file, h.part) {
					return fmt.Sprintf("%s has no part %q", h.file, h.part)
				}
				return ""
			}
		}
	}
	return fmt.Sprintf("%q has no test %s", h.file, h.test)
}

// speaks reports whether the string stands in the file as a literal.
func speaks(f *ast.File, said string) bool {
	found := false
	ast.Inspect(f, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, err := strconv.Unquote(lit.Value)
			found = found || err == nil && text == said
		}
		return !found
	})
	return found
}
