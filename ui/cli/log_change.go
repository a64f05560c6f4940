package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"karuna/sessions"
	"karuna/sessions/journal"
)

func (a *App) editCommand() *cobra.Command {
	var w sitWords
	cmd := &cobra.Command{
		Use: "edit ID", Short: "Change what the log says of a sit", Args: cobra.ExactArgs(1),
		Long: "Change what the log says of a sit. What it said before stays in the file, in a line\n" +
			"of its own; 'karuna forget' is what removes words.",
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.change(args[0], func(j *journal.Journal, e sessions.Entry) (journal.Receipt, error) {
				set, err := a.fields(cmd, e, w)
				switch {
				case err != nil:
					return journal.Receipt{}, err
				case len(set) == 0:
					return journal.Receipt{}, usagef("what is to change? --minutes, --note, --script, --day, --at or --feel")
				}
				return j.Edit(a.house.Now(), e.ID, set)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&w.minutes, "minutes", "", "how long it was: 20, 7.5, 1h10m")
	f.StringVar(&w.note, "note", "", "the note; - reads it from standard input")
	f.StringVar(&w.script, "script", "", "the practice; none: a silent sit")
	f.StringVar(&w.day, "day", "", "practice day, YYYY-MM-DD")
	f.StringVar(&w.at, "at", "", "time of day, 07:10")
	f.StringVar(&w.feel, "feel", "", "lighter, same, heavier or none")
	return cmd
}

func (a *App) noteCommand() *cobra.Command {
	return &cobra.Command{
		Use: "note ID TEXT", Short: "Write the note of a sit; - reads it from standard input", Args: cobra.MinimumNArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			note, err := a.words(strings.Join(args[1:], " "))
			if err != nil {
				return err
			}
			return a.change(args[0], func(j *journal.Journal, e sessions.Entry) (journal.Receipt, error) {
				return j.Edit(a.house.Now(), e.ID, journal.Fields{"note": note})
			})
		},
	}
}

func (a *App) removeCommand() *cobra.Command {
	var batch string
	cmd := &cobra.Command{
		Use: "remove ID | --batch ID", Short: "Take a sit out, or everything an import added", Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case (len(args) == 1) == (batch != ""):
				return usagef("name a sit or a --batch, one of the two")
			case batch != "":
				return a.removeBatch(batch)
			}
			return a.change(args[0], func(j *journal.Journal, e sessions.Entry) (journal.Receipt, error) {
				r, err := j.Remove(a.house.Now(), e.ID)
				if err == nil {
					a.say("Taken out. 'karuna log restore %s' brings it back.", e.ID)
				}
				return r, err
			})
		},
	}
	cmd.Flags().StringVar(&batch, "batch", "", "`id` of an import")
	return cmd
}

func (a *App) removeBatch(batch string) error {
	j, err := a.journal()
	if err != nil {
		return err
	}
	a.recover()
	n, err := j.RemoveBatch(a.house.Now(), strings.ToUpper(batch))
	if err != nil {
		return err
	}
	a.say("%s taken out. 'karuna log restore ID' brings any of them back.", count(n, "sit"))
	return nil
}

func (a *App) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use: "restore ID", Short: "Bring a removed sit back", Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.change(args[0], func(j *journal.Journal, e sessions.Entry) (journal.Receipt, error) {
				return j.Restore(a.house.Now(), e.ID)
			})
		},
	}
}

// change finds a sit and writes a record about it.
func (a *App) change(id string, write func(*journal.Journal, sessions.Entry) (journal.Receipt, error)) error {
	a.recover()
	j, log, err := a.read()
	if err != nil {
		return err
	}
	e, err := find(log, id)
	if err != nil {
		return err
	}
	r, err := write(j, e)
	if err != nil {
		return err
	}
	if r.Warning != "" {
		a.say("%s", r.Warning)
	}
	return nil
}

func (a *App) forgetCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "forget ID",
		Short: "Remove a sit and its words from the files, for good",
		Long: "Remove a sit and everything ever written about it from karuna's folder. This cannot\n" +
			"be taken back. ID is the whole id, as 'karuna log list' shows it. Backups and other\n" +
			"devices have their own copies: they need the same, or a sync brings the words back.",
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			a.recover()
			j, err := a.journal()
			if err != nil {
				return err
			}
			if err := j.Forget(args[0]); err != nil {
				return err
			}
			a.say("Gone from this folder. Backups and other devices have their own copies and need the same.")
			return nil
		},
	}
}

func (a *App) checkLogCommand() *cobra.Command {
	var reseal bool
	cmd := &cobra.Command{
		Use: "check", Short: "Whether every line of the log can be read", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			a.recover()
			j, err := a.journal()
			if err != nil {
				return err
			}
			if reseal {
				n, err := j.Reseal(a.house.Now())
				if err != nil {
					return err
				}
				a.say("%s accepted as they read now.", count(n, "sit"))
			}
			return a.checkLog(j)
		},
	}
	cmd.Flags().BoolVar(&reseal, "reseal", false, "accept lines that were changed by hand")
	return cmd
}

// logReport is `log check --json`.
type logReport struct {
	Files    []fileReport `json:"files"`
	Problems []logProblem `json:"problems"`
}

type fileReport struct {
	Path       string `json:"path"`
	Bytes      int64  `json:"bytes"`
	Records    int    `json:"records"`
	Unverified int    `json:"unverified"`
	Newer      int    `json:"newer"`
	Damaged    int    `json:"damaged"`
	Salvaged   int    `json:"salvaged"`
}

type logProblem struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Text string `json:"text"`
}

func (a *App) checkLog(j *journal.Journal) error {
	reports, problems, err := j.Check()
	if err != nil {
		return err
	}
	out := logReport{Files: []fileReport{}, Problems: []logProblem{}}
	rows := [][]string{}
	damaged := len(problems)
	for _, r := range reports {
		out.Files = append(out.Files, fileReport(r))
		damaged += r.Damaged
		rows = append(rows, []string{
			r.Path, count(r.Records, "record"), count(int(r.Bytes), "byte"),
			count(r.Unverified, "line") + " changed by hand", count(r.Newer, "line") + " of a newer version",
			count(r.Damaged, "damaged line"),
		})
	}
	for _, p := range problems {
		out.Problems = append(out.Problems, logProblem(p))
		if !a.flags.json {
			a.say("%s", p)
		}
	}
	if a.flags.json {
		err = a.printJSON(out)
	} else {
		err = a.printTable(rows)
	}
	if err == nil && damaged > 0 {
		return status(ExitFailed)
	}
	return err
}
