package cli

import (
	"os"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"karuna/assets"
	"karuna/sessions/script"
	"karuna/ui/learn"
	"karuna/ui/safe"
	"karuna/ui/widget"
)

// pageColumns is the width of a page where nothing is narrower.
const pageColumns = 76

func (a *App) learnCommand() *cobra.Command {
	return &cobra.Command{
		Use: "learn [TOPIC]", Short: "Short pages to read: how it works, what is known, safety",
		Long: "Short pages to read, without a network: how karuna works, what is known about practice\n" +
			"and how well, leaning, safety, the bells, how a script is written, and your data.\n" +
			"Without a TOPIC it lists them.",
		Args: cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			topics, err := learn.Topics(assets.Learn())
			if err != nil {
				return nil, cobra.ShellCompDirectiveError
			}
			return topicNames(topics), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			topics, err := learn.Topics(assets.Learn())
			switch {
			case err != nil:
				return err
			case len(args) == 0:
				return a.listTopics(topics)
			}
			t, err := topicOf(topics, args[0])
			if err != nil {
				return err
			}
			return a.printTopic(t)
		},
	}
}

func (a *App) safetyCommand() *cobra.Command {
	return &cobra.Command{
		Use: "safety", Short: "How to be safe: the text shown before the first sit",
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			text := strings.TrimSpace(assets.Text("safety.txt"))
			if a.flags.json {
				return a.printJSON(struct {
					Text string `json:"text"`
				}{text})
			}
			return a.print("%s\n", a.safetyText())
		},
	}
}

// safetyText is the safety text for the terminal, a paragraph a line of it.
func (a *App) safetyText() string {
	var out []string
	for line := range strings.Lines(strings.TrimSpace(assets.Text("safety.txt"))) {
		out = append(out, a.wrapped(strings.TrimSpace(line)))
	}
	return strings.Join(out, "\n\n")
}

// topicRow is a page in `learn --json`; the list has no text.
type topicRow struct {
	Topic string `json:"topic"`
	Title string `json:"title"`
	About string `json:"about"`
	Text  string `json:"text,omitempty"`
}

func topicNames(topics []learn.Topic) []string {
	names := make([]string, len(topics))
	for i, t := range topics {
		names[i] = t.ID
	}
	return names
}

func (a *App) listTopics(topics []learn.Topic) error {
	rows, table := make([]topicRow, len(topics)), make([][]string, len(topics))
	for i, t := range topics {
		rows[i] = topicRow{Topic: t.ID, Title: t.Title.String(), About: t.About.String()}
		table[i] = []string{t.ID, t.About.String()}
	}
	if a.flags.json {
		return a.printJSON(rows)
	}
	return a.printTable(table)
}

// topicOf returns the page of that name, or of the one name that begins so.
func topicOf(topics []learn.Topic, name string) (learn.Topic, error) {
	names := topicNames(topics)
	var found []learn.Topic
	for _, t := range topics {
		switch asked := strings.ToLower(name); {
		case t.ID == asked:
			return t, nil
		case asked != "" && strings.HasPrefix(t.ID, asked):
			found = append(found, t)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	if near := script.Near(name, names); near != "" {
		return learn.Topic{}, usagef("there is no page %q; the nearest is %s", name, near)
	}
	return learn.Topic{}, usagef("there is no page %q; there are %s", name, strings.Join(names, ", "))
}

func (a *App) printTopic(t learn.Topic) error {
	if a.flags.json {
		return a.printJSON(topicRow{t.ID, t.Title.String(), t.About.String(), t.Text(pageColumns).String()})
	}
	return a.print("%s\n", t.Text(a.columns(pageColumns)))
}

// wrapped breaks a paragraph for the terminal that output goes to.
func (a *App) wrapped(text string) string {
	var lines []string
	for _, l := range widget.Wrap(safe.Line(text), a.columns(pageColumns)) {
		lines = append(lines, l.String())
	}
	return strings.Join(lines, "\n")
}

// columns is the width of the terminal that output goes to, at most so many.
func (a *App) columns(most int) int {
	if f, ok := a.io.Out.(*os.File); ok && a.io.OutTTY {
		if w, _, err := term.GetSize(f.Fd()); err == nil && w > 0 {
			return min(w, most)
		}
	}
	return most
}
