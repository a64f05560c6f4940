package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"karuna/sessions"
	"karuna/sessions/library"
	"karuna/sessions/programme"
	"karuna/ui/start"
)

func (a *App) programmesCommand() *cobra.Command {
	list := func(*cobra.Command, []string) error { return a.listProgrammes() }
	cmd := &cobra.Command{
		Use: "programmes", Short: "Courses of sits: list, start, sit the next step",
		Long: "A programme is a course of sits. It moves by sits and not by dates: the next step is\n" +
			"offered, whenever that is. Several may be under way; one is on the table, and without\n" +
			"a name the commands mean that one.",
		Args: cobra.NoArgs, RunE: list,
	}
	cmd.AddCommand(
		&cobra.Command{Use: "list", Short: "All programmes, and how far you have come", Args: cobra.NoArgs, RunE: list},
		a.onProgramme("show", "The steps of a programme", a.showProgramme),
		a.onProgramme("start", "Begin a programme, or go on with it", a.acted(start.Programmes.Start)),
		a.nextCommand(),
		a.onProgramme("leave", "Take a programme off the table; what was done is kept", a.acted(start.Programmes.Leave)),
		a.onProgramme("rest", "Choose rest for a step of rest", a.acted(start.Programmes.Rest)),
		a.withPractice("choose", "Choose one of the practices that the next step offers", start.Programmes.Choose),
		a.withPractice("swap", "Take another practice for the next step", start.Programmes.Swap),
		a.composeCommand(), a.airCommand(),
	)
	return cmd
}

// onProgramme is a command about a programme, the one on the table unless it is
// named.
func (a *App) onProgramme(use, short string, run func(name string) error) *cobra.Command {
	named, args := " [PROGRAMME]", cobra.MaximumNArgs(1)
	if use == "start" {
		named, args = " PROGRAMME", cobra.ExactArgs(1)
	}
	return &cobra.Command{
		Use: use + named, Short: short, Args: args, ValidArgsFunction: a.completeProgramme,
		RunE: func(_ *cobra.Command, args []string) error { return misuse(run(strings.Join(args, ""))) },
	}
}

// acted carries out an act and says what is next.
func (a *App) acted(act func(start.Programmes, string) (programme.Progress, error)) func(string) error {
	return func(name string) error {
		at, err := act(a.house.Programmes(), name)
		if err != nil {
			return err
		}
		a.sayNext(at)
		return nil
	}
}

// withPractice is a command that names a practice for the next step.
func (a *App) withPractice(use, short string, act func(p start.Programmes, name, script string) (programme.Progress, error)) *cobra.Command {
	var name string
	cmd := &cobra.Command{
		Use: use + " PRACTICE", Short: short, Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeScript,
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := a.pick(args[0])
			if err != nil {
				return err
			}
			at, err := act(a.house.Programmes(), name, s.ID)
			if err != nil {
				return misuse(err)
			}
			a.sayNext(at)
			return nil
		},
	}
	addProgrammeFlag(cmd, &name)
	return cmd
}

func addProgrammeFlag(cmd *cobra.Command, name *string) {
	cmd.Flags().StringVar(name, "programme", "", "the programme; none: the one on the table")
}

// misuse marks the errors that another call would not meet.
func misuse(err error) error {
	var programmes *start.UnknownProgramme
	var scripts *library.UnknownError
	if errors.As(err, &programmes) || errors.As(err, &scripts) || errors.Is(err, start.ErrNotOffers) {
		return usage{err}
	}
	return err
}

// sayNext tells where a programme is now.
func (a *App) sayNext(at programme.Progress) {
	switch n := at.Next(); {
	case n == 0:
		a.say("%s: all %s are done.", at.Programme.Title, count(len(at.Done), "step"))
	case !at.Running:
		a.say("%s is off the table. What was done is kept.", at.Programme.Title)
	default:
		a.say("%s. Next is step %d of %d: %s", at.Programme.Title, n, len(at.Done), a.stepWords(at))
		if s, _ := at.NextStep(); s.Do == programme.Rest {
			a.say("A rest passes by itself.")
		}
	}
}

// stepWords says what the next step is.
func (a *App) stepWords(at programme.Progress) string {
	s, _ := at.NextStep()
	var offers []string
	for _, o := range a.house.Programmes().Offers(at) {
		offers = append(offers, o.Script.Title+" "+sessions.FormatDuration(o.Length))
	}
	return doWords(s, strings.Join(offers, " or "))
}

func doWords(s programme.Step, offers string) string {
	length := inSeconds(s.Minutes * 60)
	switch {
	case s.Do == programme.Rest:
		return "rest, or " + offers
	case s.Do == programme.Compose:
		return "a plan of your own"
	case s.Do == programme.Own && offers == "":
		return "your own sit " + length
	case offers == "":
		return "a practice of your choice " + length
	}
	return offers
}

func (a *App) nextCommand() *cobra.Command {
	var f sitFlags
	var name string
	var shorter bool
	cmd := &cobra.Command{
		Use:   "next [PRACTICE]",
		Short: "Sit the next step",
		Long: "Start the sit of the next step at once, at the length the step asks. Where a step\n" +
			"leaves a choice, PRACTICE is what you choose.",
		Args: cobra.MaximumNArgs(1), ValidArgsFunction: a.completeScript,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.sitNext(cmd, name, strings.Join(args, ""), shorter, f)
		},
	}
	addSettings(cmd, settingFlags())
	addProgrammeFlag(cmd, &name)
	cmd.Flags().BoolVar(&shorter, "shorter", false, "as short as the practice can be")
	cmd.Flags().StringVar(&f.until, "until", "", "the moment of the closing bell, 07:30")
	cmd.Flags().BoolVar(&f.dark, "dark", false, "everything dark but one dim dot")
	return cmd
}

func (a *App) sitNext(cmd *cobra.Command, name, practice string, shorter bool, f sitFlags) error {
	choices, err := a.choices(cmd, "")
	if err != nil {
		return err
	}
	programmes := a.house.Programmes()
	at, err := programmes.Pick(name)
	if err != nil {
		return misuse(err)
	}
	o, err := programmes.Next(at.Programme.ID, practice)
	if err != nil {
		return misuse(err)
	}
	if shorter {
		o.Length = o.Script.Length.Min
	}
	s, _ := at.NextStep()
	for _, line := range []string{s.Play, s.Field} {
		if line != "" {
			a.say("%s", line)
		}
	}
	return a.sitOf(cmd, start.Request{Choices: choices}, o, f)
}

func (a *App) airCommand() *cobra.Command {
	var name string
	cmd := &cobra.Command{
		Use:   "air STEP BACK FRONT",
		Short: "Note how much air the wheels have",
		Long: "Note how much air the wheels have after a step that asks: the back wheel, which is\n" +
			"kindness to yourself, and the front wheel, kindness to others. Each is soft, fine or full.",
		Example: "karuna programmes air 1 soft fine",
		Args:    cobra.ExactArgs(3),
		RunE: func(_ *cobra.Command, args []string) error {
			step, err := ordinal(args[0])
			if err != nil {
				return err
			}
			for _, wheel := range args[1:] {
				if err := oneOf("air", wheel, "soft", "fine", "full"); err != nil {
					return err
				}
			}
			_, err = a.house.Programmes().Air(name, step, programme.Air{Back: args[1], Front: args[2]})
			return misuse(err)
		},
	}
	addProgrammeFlag(cmd, &name)
	return cmd
}

func ordinal(text string) (int, error) {
	var n int
	if _, err := fmt.Sscanf(text, "%d", &n); err != nil || n < 1 {
		return 0, usagef("step %q: want its number", text)
	}
	return n, nil
}

// completeProgramme offers the programmes' ids to a shell.
func (a *App) completeProgramme(_ *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	var out []string
	for _, p := range a.house.Programmes().All() {
		if len(args) == 0 && strings.HasPrefix(p.ID, begun) {
			out = append(out, p.ID+"\t"+p.Title)
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
