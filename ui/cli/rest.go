package cli

import (
	"github.com/spf13/cobra"

	"karuna/sessions"
)

func (a *App) restCommand() *cobra.Command {
	var undo bool
	cmd := &cobra.Command{
		Use: "rest [DAY] [--undo]", Short: "Say that a day is one of rest", Args: cobra.MaximumNArgs(1),
		Long: "Say that a day, YYYY-MM-DD, is one of rest; today when left out. It is drawn as a ring in\n" +
			"the calendar, spends nothing and changes no number: rest is in the week as it is.",
		RunE: func(_ *cobra.Command, args []string) error {
			day := a.house.Today()
			if len(args) > 0 {
				var err error
				if day, err = sessions.ParseDay(args[0]); err != nil {
					return usage{err}
				}
			}
			return a.rest(day, undo)
		},
	}
	cmd.Flags().BoolVar(&undo, "undo", false, "take it back")
	return cmd
}

func (a *App) rest(day sessions.Day, undo bool) error {
	j, err := a.journal()
	if err != nil {
		return err
	}
	a.recover()
	r, err := j.Rest(a.house.Now(), day, undo)
	if err != nil {
		return err
	}
	if r.Warning != "" {
		a.say("%s", r.Warning)
	}
	if undo {
		a.say("%s is a day like others again.", day)
		return nil
	}
	a.say("%s is a day of rest.", day)
	return nil
}
