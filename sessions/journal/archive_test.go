package journal_test

import (
	"os"
	"strings"
	"testing"
)

// part is one file of an archive in txtar form.
type part struct{ name, text string }

// archive reads a txtar file: a comment, then files under "-- name --" lines.
func archive(t *testing.T, path string) (comment string, parts []part) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.SplitAfter(string(b), "\n") {
		name, head := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "-- ")
		name, end := strings.CutSuffix(name, " --")
		switch {
		case head && end:
			parts = append(parts, part{name: name})
		case len(parts) == 0:
			comment += line
		default:
			parts[len(parts)-1].text += line
		}
	}
	return comment, parts
}

// writeArchive is the other way round.
func writeArchive(t *testing.T, path, comment string, parts []part) {
	t.Helper()
	out := comment
	for _, p := range parts {
		out += "-- " + p.name + " --\n" + p.text
	}
	if err := os.WriteFile(path, []byte(out), 0o600); err != nil {
		t.Fatal(err)
	}
}
