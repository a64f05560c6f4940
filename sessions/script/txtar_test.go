package script_test

import (
	"os"
	"strings"
	"testing"
)

// section is one file of an archive in the txtar format: a line "-- NAME --"
// and the lines up to the next.
type section struct{ name, text string }

func readArchive(t *testing.T, path string) []section {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var sections []section
	for _, line := range strings.SplitAfter(string(src), "\n") {
		name, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "-- ")
		if name, ok2 := strings.CutSuffix(name, " --"); ok && ok2 {
			sections = append(sections, section{name: name})
			continue
		}
		if len(sections) == 0 {
			t.Fatalf("%s does not begin with a section", path)
		}
		sections[len(sections)-1].text += line
	}
	return sections
}

func writeArchive(t *testing.T, path string, sections []section) {
	t.Helper()
	var b strings.Builder
	for _, s := range sections {
		b.WriteString("-- " + s.name + " --\n" + s.text)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
