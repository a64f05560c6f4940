package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"karuna/sessions/practice"
)

func (a *App) statusCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use: "status", Short: "One line for prompts and status bars",
		Long: "One line for prompts and status bars. --format is a Go template that knows {{.Today}},\n" +
			"{{.Week}}, {{.Run}} (empty between runs), {{.TodayS}}, and {{.Sitting}} with .Script,\n" +
			".ElapsedS and .TotalS while you sit. It never writes anything.",
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			t, err := parseTemplate(format)
			if err != nil {
				return usagef("--format: %w", err)
			}
			s, err := a.statusNow()
			switch {
			case err != nil:
				return err
			case a.flags.json:
				return a.printJSON(s)
			case format == "":
				return a.print("%s\n", a.statusText(s))
			}
			text, err := t.execute(statusFields(s))
			if err != nil {
				return usagef("--format: %w", err)
			}
			return a.print("%s\n", text)
		},
	}
	cmd.Flags().StringVar(&format, "format", "", "a Go `template`, for example '{{.Run}} {{.Week}}'")
	return cmd
}

// statusFields is the status as a template sees it.
func statusFields(s practice.Status) fields {
	f := fields{
		"TodayS": s.TodayS, "Today": s.Today(), "Week": s.Week, "Run": s.Run(), "RunDays": nil, "Sitting": nil,
	}
	if s.RunDays != nil {
		f["RunDays"] = *s.RunDays
	}
	if s.Sitting != nil {
		sitting := fields{"Script": s.Sitting.Script, "ElapsedS": s.Sitting.ElapsedS, "TotalS": nil, "Paused": s.Sitting.Paused}
		if s.Sitting.TotalS != nil {
			sitting["TotalS"] = *s.Sitting.TotalS
		}
		f["Sitting"] = sitting
	}
	return f
}

// statusNow reads the log and the sits going on. Without a home there is
// nothing of either.
func (a *App) statusNow() (practice.Status, error) {
	opt := a.house.Arithmetic()
	j := a.house.Log()
	if j == nil {
		return practice.StatusOf(nil, opt), nil
	}
	log, err := j.Briefs()
	if err != nil {
		return practice.Status{}, err
	}
	s := practice.StatusOf(log.Sits, opt)
	running, err := j.Running()
	if err != nil {
		return practice.Status{}, err
	}
	if len(running) > 0 {
		r := running[len(running)-1]
		s.Sitting = &practice.Sitting{ElapsedS: r.Sat, Paused: r.Paused}
		if r.Script != nil {
			s.Sitting.Script = r.Script.ID
		}
		if r.Planned > 0 {
			s.Sitting.TotalS = &r.Planned
		}
	}
	return s, nil
}

func (a *App) statusText(s practice.Status) string {
	ui := a.house.Prefs().UI
	season := ui.InSeason(a.house.Today())
	text := "today " + s.Today()
	if !season {
		text += ", week " + s.Week
	}
	if run := s.Run(); run != "" && ui.Run && !season {
		text += ", run " + run
	}
	if s.Sitting != nil {
		text += ", sitting " + inSeconds(s.Sitting.ElapsedS)
		if s.Sitting.TotalS != nil {
			text = fmt.Sprintf("%s of %s", text, inSeconds(*s.Sitting.TotalS))
		}
	}
	return text
}
