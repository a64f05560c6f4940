package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"karuna/ui/cli"
	"karuna/ui/start"
)

// run carries out a command in a home of its own and returns its output.
func run(home string, stdin string, args ...string) (code int, out, talk string) {
	house := start.Open(start.Options{
		Env: func(name string) string {
			return map[string]string{"KARUNA_HOME": home, "KARUNA_DEVICE": "none"}[name]
		},
		Version: "test", Now: func() time.Time { return time.Date(2026, 5, 13, 7, 0, 0, 0, time.UTC) },
	})
	var o, e bytes.Buffer
	app := cli.New(house, cli.Streams{In: strings.NewReader(stdin), Out: &o, Err: &e})
	return app.Run(context.Background(), args), o.String(), e.String()
}

// TestAnyNote: whatever a note holds, JSON gives it back as it was kept, the
// page shows it, and neither holds a character that a terminal obeys.
func TestAnyNote(t *testing.T) {
	base := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		home, err := os.MkdirTemp(base, "home")
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := os.RemoveAll(filepath.Clean(home)); err != nil {
				t.Fatal(err)
			}
		}()
		note := strings.ToValidUTF8(rapid.String().Draw(t, "note"), "")
		if note = strings.TrimSpace(note); note == "-" {
			note = ""
		}
		if code, _, talk := run(home, note, "log", "add", "--minutes", "5", "--note", "-"); code != 0 {
			t.Fatalf("exit %d: %s", code, talk)
		}
		_, out, _ := run(home, "", "log", "list", "--json")
		var rows []struct{ ID, Note string }
		if err := json.Unmarshal([]byte(out), &rows); err != nil || len(rows) != 1 {
			t.Fatalf("%v in %q", err, out)
		}
		if rows[0].Note != note {
			t.Fatalf("kept %q, got %q", note, rows[0].Note)
		}
		_, shown, _ := run(home, "", "log", "show", rows[0].ID)
		for _, text := range []string{out, shown} {
			if i := strings.IndexFunc(text, func(r rune) bool { return r != '\n' && unicode.IsControl(r) }); i >= 0 {
				t.Fatalf("a control character at %d in %q", i, text)
			}
		}
	})
}
