package cli_test

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/ui/cli"
	"karuna/ui/start"
)

// The doors of the home in plain text, answered a line at a time.
func TestPlainDoors(t *testing.T) {
	check := func(sits int, answers string, want, not string) {
		t.Helper()
		dir := t.TempDir()
		house := start.Open(start.Options{
			Env: func(name string) string { return map[string]string{"KARUNA_HOME": dir}[name] }, Machine: "m", Now: time.Now,
		})
		for range sits {
			e := sessions.Entry{Start: time.Now(), Day: house.Today(), Planned: 60, Sat: 60, Ended: sessions.Complete, People: 1}.From(sessions.Origin{Source: "live"})
			if _, err := house.Log().Append(time.Now(), e); err != nil {
				t.Fatal(err)
			}
		}
		var out strings.Builder
		app := cli.New(house, cli.Streams{In: strings.NewReader(answers), Out: &out, Err: io.Discard, InTTY: true})
		if code := app.Run(context.Background(), []string{"--plain"}); code != 0 {
			t.Errorf("%q: exit code %d", answers, code)
		}
		if !strings.Contains(out.String(), want) || not != "" && strings.Contains(out.String(), not) {
			t.Errorf("%q: want %q and not %q in\n%s", answers, want, not, out.String())
		}
	}
	check(0, "q\n", "2  Hard day\n3  One minute\n4  Silent sit\n5  All practices\n", "")
	check(0, "2\n\nq\n", "1  toward me: A Kind Pause, 4 minutes\n2  toward someone: From the Middle of It, 5 minutes\n3  toward ground: Arriving, 3 minutes\n", "")
	check(0, "3\n\nq\n", "7  One Minute Together, 1 minute\nA number", "")
	check(1, "q\n", "2  Sit again: Silent sit, 1 minute\n3  Hard day\n", "")
	check(1, "2 x\nq\n", "2  Sit again", "prepare") // what is no length begins nothing
	check(9, "6\nbreath\n\nq\n", "Even Breath, 5 minutes", "What Is Noticing?")
	check(9, "6\nnoticing\n\nq\n", "A number", "What Is Noticing?")
	check(10, "6\nnoticing\n\nq\n", "What Is Noticing?, 15 minutes", "")
}
