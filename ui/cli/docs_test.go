package cli_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"karuna/ui/cli"
	"karuna/ui/start"
)

var update = flag.Bool("update", false, "write docs/commands.md anew")

const commandsPage = "../../docs/commands.md"

// TestCommandsPage holds docs/commands.md to the commands and flags there are.
func TestCommandsPage(t *testing.T) {
	want := page(tree())
	if *update {
		if err := os.WriteFile(commandsPage, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(commandsPage)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not what the commands say: go test ./ui/cli -update", commandsPage)
	}
}

// TestCommandsSpeakForThemselves asks a line of help of every command and flag.
func TestCommandsSpeakForThemselves(t *testing.T) {
	for c := range every(tree()) {
		if c.Short == "" || strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s: want a short line of help without a full stop, have %q", c.CommandPath(), c.Short)
		}
		if c.Args == nil {
			t.Errorf("%s does not say which arguments it takes", c.CommandPath())
		}
		for line := range strings.Lines(c.NonInheritedFlags().FlagUsages()) {
			if name, help, _ := strings.Cut(strings.TrimSpace(line), "   "); strings.TrimSpace(help) == "" {
				t.Errorf("%s %s has no help", c.CommandPath(), name)
			}
		}
	}
}

func tree() *cobra.Command {
	house := start.Open(start.Options{
		Env: func(string) string { return "" }, Version: "test",
		Now: func() time.Time { return time.Date(2026, 5, 13, 7, 0, 0, 0, time.UTC) },
	})
	return cli.New(house, cli.Streams{}).Tree()
}

// every yields a command and all below it, hidden ones left out.
func every(c *cobra.Command) func(func(*cobra.Command) bool) {
	return func(yield func(*cobra.Command) bool) { walk(c, yield) }
}

func walk(c *cobra.Command, yield func(*cobra.Command) bool) bool {
	if c.Hidden {
		return true
	}
	if !yield(c) {
		return false
	}
	for _, sub := range c.Commands() {
		if !walk(sub, yield) {
			return false
		}
	}
	return true
}

func page(root *cobra.Command) string {
	var b strings.Builder
	b.WriteString("# Commands\n\n" +
		"This page is made from the commands themselves: `go test ./ui/cli -update`.\n\n" +
		"Data goes to standard output, talk to standard error. Exit codes: 0 done, 1 failed,\n" +
		"2 called in a way that cannot be, 130 interrupted. `--json` gives programs what a table\n" +
		"gives people; its fields keep their names. Lengths are written `15`, `15m`, `90s`, `1h10m`.\n")
	for c := range every(root) {
		fmt.Fprintf(&b, "\n## %s\n\n", c.CommandPath())
		text := c.Long
		if text == "" {
			text = c.Short + "."
		}
		fmt.Fprintf(&b, "%s\n\n    %s\n", text, strings.TrimSuffix(c.UseLine(), " [flags]"))
		if c.Example != "" {
			fmt.Fprintf(&b, "\nFor example:\n\n    %s\n", strings.ReplaceAll(strings.TrimSpace(c.Example), "\n", "\n    "))
		}
		gap := "\n" // between the call and its flags
		for line := range strings.Lines(c.NonInheritedFlags().FlagUsages()) {
			if !strings.Contains(line, "--help ") {
				b.WriteString(gap)
				gap = ""
				b.WriteString("    " + strings.TrimPrefix(line, "  "))
			}
		}
	}
	return b.String()
}
