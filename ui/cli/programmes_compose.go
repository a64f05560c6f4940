package cli

import (
	"github.com/spf13/cobra"

	"karuna/ui/start"
)

// composedPage is `programmes compose --json`.
type composedPage struct {
	Script  string   `json:"script"`
	Title   string   `json:"title"`
	Scripts []string `json:"scripts"`
	ForS    int      `json:"for_s"`
	After   string   `json:"after"`
	Days    string   `json:"days"`
	Again   string   `json:"again"`
	Path    string   `json:"path"` // "" where it was only shown
	Text    string   `json:"text"`
}

func (a *App) composeCommand() *cobra.Command {
	var w start.Wish
	var name string
	var keep bool
	cmd := &cobra.Command{
		Use:   "compose FIRST SECOND",
		Short: "Make a practice of two, and a plan for it",
		Long: "Make a practice of two: the settling of the first, the middle of both, the close of the\n" +
			"second; and the beginning of the second too, where what follows leans on it. It is\n" +
			"shown; with --keep it becomes a script of your own, and the plan is noted\n" +
			"for the programme whose step it is.",
		Example: "karuna programmes compose kind-pause two-wheels --after \"the first coffee\" --minutes 10 --again \"one minute\"",
		Args:    cobra.ExactArgs(2),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
			return a.completeScript(cmd, args[min(len(args), 1):], begun) // a script in both places
		},
		RunE: func(_ *cobra.Command, args []string) error {
			w.First, w.Second = args[0], args[1]
			return a.compose(name, w, keep)
		},
	}
	f := cmd.Flags()
	f.StringVar(&w.After, "after", "", "what the sit comes after: \"the first coffee\"")
	f.IntVar(&w.Minutes, "minutes", 10, "how long it usually is")
	f.StringVar(&w.Days, "days", "", "on which days, in your own words")
	f.StringVar(&w.Again, "again", "", "what it is begun again with after a pause")
	f.StringVar(&w.Title, "title", "My Own Sit", "what the practice is called")
	f.BoolVar(&keep, "keep", false, "write the practice and the plan")
	addProgrammeFlag(cmd, &name)
	return cmd
}

func (a *App) compose(name string, w start.Wish, keep bool) error {
	programmes := a.house.Programmes()
	c, err := programmes.Compose(w)
	if err != nil {
		return usage{err}
	}
	path := ""
	if keep {
		if path, _, err = programmes.Keep(name, c); err != nil {
			return misuse(err)
		}
	}
	if a.flags.json {
		return a.printJSON(composedPage{
			Script: c.Script.ID, Title: c.Script.Title, Scripts: c.Plan.Scripts, ForS: c.Plan.Minutes * 60,
			After: c.Plan.After, Days: c.Plan.Days, Again: c.Plan.Again, Path: path, Text: string(c.Text),
		})
	}
	if keep {
		a.say("%s", c.Sentence())
		return a.print("%s\n", path)
	}
	if err := a.print("%s\n\n%s", c.Sentence(), prose(c.Script)); err != nil {
		return err
	}
	a.say("Nothing is written. --keep writes it.")
	return nil
}
