package cli

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"karuna/sessions"
	"karuna/sessions/practice"
)

func (a *App) statsCommand() *cobra.Command {
	var today string
	var goal int
	cmd := &cobra.Command{
		Use: "stats", Short: "Days, hours, weeks, and which way the wheels turned", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			opt := a.house.Arithmetic()
			if cmd.Flags().Changed("today") {
				day, err := sessions.ParseDay(today)
				if err != nil {
					return usage{err}
				}
				opt.Today = day
			}
			if cmd.Flags().Changed("days-a-week") {
				if goal < 1 || goal > 7 {
					return usagef("--days-a-week %d: want 1 to 7", goal)
				}
				opt.DaysAWeek = goal
			}
			return a.stats(opt)
		},
	}
	cmd.Flags().StringVar(&today, "today", "", "as it stood on that `day`, YYYY-MM-DD")
	cmd.Flags().IntVar(&goal, "days-a-week", 0, "as if you meant to sit so many days a week")
	return cmd
}

func (a *App) stats(opt practice.Options) error {
	a.recover()
	log, err := a.briefs()
	if err != nil {
		return err
	}
	s := practice.StatsOfBriefs(log.Sits, opt)
	if a.flags.json {
		return a.printJSON(s)
	}
	cal := practice.CalendarOfBriefs(log.Sits, log.Rests, opt)
	return a.print("%s", a.statsText(s, cal))
}

// statsText tells the numbers in their order: the week, the totals that grow,
// the rhythm, the balance, what was sat, and the run last. In a season goal,
// rhythm and run are left out.
func (a *App) statsText(s practice.Stats, cal practice.Calendar) string {
	var b strings.Builder
	line := func(name, text string) { fmt.Fprintf(&b, "%-15s%s\n", name, text) }
	ui := a.house.Prefs().UI
	season := ui.InSeason(s.Today)
	line("This week", a.weekText(s.Week, cal, !season))
	line("In all", fmt.Sprintf("%s, %s, %s", count(s.Totals.Days, "day"), spell(s.Totals.Seconds), count(s.Totals.Sits, "sit")))
	if s.WeeksInRhythm > 0 && !season {
		line("In rhythm", count(s.WeeksInRhythm, "week"))
	}
	if bal := s.Balance; bal.SelfS+bal.OtherS+bal.GroundS > 0 {
		line(fmt.Sprintf("Last %d days", bal.WindowDays), wheels(bal.SelfS, bal.OtherS, bal.GroundS))
		if bal.Words != "" && !ui.LeaningOnPurpose(s.Today) {
			line("", bal.Words)
		}
	}
	kinds := slices.SortedFunc(maps.Keys(s.ByKind), func(x, y sessions.Kind) int {
		return cmp.Or(s.ByKind[y]-s.ByKind[x], strings.Compare(string(x), string(y)))
	})
	for i, k := range kinds {
		name := ""
		if i == 0 {
			name = "By kind"
		}
		line(name, fmt.Sprintf("%s %s", k, spell(s.ByKind[k])))
	}
	if ui.Run && !season {
		if r := s.Run.Current; r != nil {
			line("Run", fmt.Sprintf("%s, %d of rest, since %s", count(r.Days, "day"), r.Rest, r.First))
		}
		if s.Run.Longest > 0 {
			line("Longest run", count(s.Run.Longest, "day"))
		}
	}
	return b.String()
}

func (a *App) weekText(w practice.Week, cal practice.Calendar, goal bool) string {
	var signs []string
	for d := w.First; d < w.First+7; d++ {
		signs = append(signs, shown(a.glyphs(), cal.Cell(d)))
	}
	text := strings.Join(signs, " ")
	switch { // a week that has just begun is no zero
	case w.Practised > 0 && goal:
		text += fmt.Sprintf("  %d of %d days", w.Practised, w.Goal)
	case w.Practised > 0:
		text += "  " + count(w.Practised, "day")
	case goal:
		text += fmt.Sprintf("  %d days meant", w.Goal)
	}
	return text
}
