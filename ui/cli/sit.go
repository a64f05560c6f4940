package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"karuna/sessions"
	"karuna/sessions/library"
	"karuna/ui/home"
	"karuna/ui/prefs"
	"karuna/ui/start"
)

// sitFlags are the flags of sit and timer that are no setting.
type sitFlags struct {
	until, preset, intention string
	open, dark               bool
	people                   int
}

// settingFlags are the flags that are settings of a single sit, by name, with
// their help.
func settingFlags() [][2]string {
	return [][2]string{
		{"for", "how long: 20, 20m, 90s, 1h10m"},
		{"guidance", "full, light or bells"},
		{"bells", "custom: auto, simple, zen, village, retreat, none"},
		{"bell", "the bell that opens and closes"},
		{"interval", "a small bell every so many minutes"},
		{"prepare", "seconds to settle before the first bell"},
		{"voice", "who speaks the lines: off, auto, or a narrator of karuna voices"},
		{"ambience", "a sound beneath the sit, or two: rain+wind:-6"},
		{"breath", "breathing pattern"},
		{"max-gap", "seconds of silence before a line that helps to return"},
		{"order", "easy-first or self-first"},
		{"difficult", "the difficult person: yes, no, or auto, as the script has it"},
		{"phrases", "set of wishes"},
		{"variant", "other wording: no-breath, no-pictures, seated, child, no-bell"},
	}
}

func (a *App) sitCommand() *cobra.Command {
	var f sitFlags
	cmd := &cobra.Command{
		Use:   "sit [SCRIPT|KIND]",
		Short: "Start a sit",
		Long: "Start a sit at once. SCRIPT is a practice's id, part of its title, or a kind such as\n" +
			"loving-kindness or self-inquiry. Without one, karuna picks what fits.",
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			name := ""
			if len(args) == 1 {
				name = args[0]
			}
			return a.sit(cmd, name, f)
		},
	}
	addSettings(cmd, settingFlags())
	fl := cmd.Flags()
	fl.StringVar(&f.until, "until", "", "the moment of the closing bell, 07:30")
	fl.StringVar(&f.preset, "preset", "", "a preset of the config file")
	fl.StringVar(&f.intention, "intention", "", "one line kept in the log; - reads it from standard input")
	fl.BoolVar(&f.dark, "dark", false, "everything dark but one dim dot")
	fl.IntVar(&f.people, "people", 0, "how many sit; 0: as many as the practice is for")
	return cmd
}

func (a *App) timerCommand() *cobra.Command {
	var f sitFlags
	cmd := &cobra.Command{
		Use:   "timer DURATION | --open | --preset NAME",
		Short: "A silent sit: bells and nothing else",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if (len(args) == 1) == f.open && (f.open || f.preset == "") {
				return usagef("a silent sit needs a length or --open, one of the two")
			}
			return a.timer(cmd, strings.Join(args, ""), f)
		},
	}
	var rows [][2]string
	for _, r := range settingFlags() {
		switch r[0] {
		case "bells", "bell", "interval", "prepare", "ambience":
			rows = append(rows, r)
		}
	}
	addSettings(cmd, rows)
	cmd.Flags().BoolVar(&f.open, "open", false, "count up; ended by hand")
	cmd.Flags().StringVar(&f.preset, "preset", "", "a preset of the config file")
	cmd.Flags().StringVar(&f.intention, "intention", "", "one line kept in the log; - reads it from standard input")
	cmd.Flags().BoolVar(&f.dark, "dark", false, "everything dark but one dim dot")
	return cmd
}

func addSettings(cmd *cobra.Command, rows [][2]string) {
	for _, r := range rows {
		cmd.Flags().String(r[0], "", r[1])
	}
}

// settings collects the setting flags that were given.
func (a *App) settings(cmd *cobra.Command) map[string]string {
	given := map[string]string{}
	for _, r := range settingFlags() {
		if fl := cmd.Flags().Lookup(r[0]); fl != nil && fl.Changed {
			given[settingName(r[0])] = fl.Value.String()
		}
	}
	if a.flags.device != "" {
		given["device"] = a.flags.device
	}
	return given
}

// choices are what flags, environment, preset and config say together. A flag
// that names a sound there is not is a mistake; in a config it is a note, so
// that the sit begins.
func (a *App) choices(cmd *cobra.Command, preset string) (prefs.Sit, error) {
	given := a.settings(cmd)
	if err := a.house.Unknown(given); err != nil {
		return prefs.Sit{}, usage{err}
	}
	choices, err := a.house.Choices(preset, given)
	if err != nil {
		return choices, usage{err}
	}
	return choices, nil
}

func settingName(flag string) string {
	if flag == "variant" {
		return "variants"
	}
	return strings.ReplaceAll(flag, "-", "_")
}

func (a *App) sit(cmd *cobra.Command, name string, f sitFlags) error {
	choices, err := a.choices(cmd, f.preset)
	if err != nil {
		return err
	}
	if f.people < 0 {
		return usagef("--people %d: want 1 or more, or 0 for as many as the practice is for", f.people)
	}
	r := start.Request{Choices: choices, People: f.people}
	if name == "" {
		name = choices.Script
	}
	if name == "" && choices.Open {
		return a.sitOf(cmd, r, start.StepOffer{}, f) // what is open is silent
	}
	if name == "" {
		next, err := a.house.Suggested()
		if err != nil {
			return err
		}
		return a.sitOf(cmd, r, start.StepOffer{Script: next.Script, Length: next.Length, Step: next.Step}, f)
	}
	script, err := a.pick(name)
	if err != nil {
		return err
	}
	return a.sitOf(cmd, r, start.StepOffer{Script: script}, f)
}

// sitOf begins a sit of what is offered; flags that say how long win.
func (a *App) sitOf(cmd *cobra.Command, r start.Request, o start.StepOffer, f sitFlags) error {
	r.Script, r.Step = o.Script, o.Step
	switch timed := cmd.Flags().Changed("for"); {
	case f.until == "" && !timed:
		r.Length = o.Length
	case f.until != "" && timed:
		return usagef("--for and --until say the same thing: give one")
	case f.until != "":
		var err error
		if r.Until, err = sessions.ParseUntil(f.until, a.house.Now()); err != nil {
			return usage{err}
		}
	}
	return a.begin(cmd.Context(), r, f)
}

// pick finds the script called name.
func (a *App) pick(name string) (sessions.Script, error) {
	s, err := a.house.Library().Find(name)
	var unknown *library.UnknownError
	if errors.As(err, &unknown) {
		return s, usage{err}
	}
	return s, err
}

func (a *App) timer(cmd *cobra.Command, length string, f sitFlags) error {
	choices, err := a.choices(cmd, f.preset)
	if err != nil {
		return err
	}
	r := start.Request{Choices: choices, Open: f.open}
	switch {
	case f.open: // whatever length the preset has
	case length != "":
		if r.Length, err = sessions.ParseDuration(length, time.Minute); err != nil {
			return usage{err}
		}
	case choices.For == 0 && !choices.Open:
		return usagef("the preset %q has no length: a silent sit needs one, or --open", f.preset)
	}
	return a.begin(cmd.Context(), r, f)
}

// begin composes the sit, tells what must be told before it, and runs it on
// the screens or as text.
func (a *App) begin(ctx context.Context, r start.Request, f sitFlags) error {
	var err error
	if r.Intention, err = a.intention(f.intention); err != nil {
		return err
	}
	sit, err := a.ready(ctx, r)
	if err != nil {
		return err
	}
	a.recover()
	if log := a.house.Log(); log == nil {
		a.say("There is no home directory, so this sit will not be written down.")
	} else if err := log.Writable(); err != nil {
		a.say("This sit cannot be written down: %v", err)
	}
	if a.plainMode() {
		return a.plainSit(ctx, sit)
	}
	return a.screenSit(ctx, sit, f.dark)
}

// ready composes a sit and makes its sound ready; on a terminal it says how far
// the narrator has come.
func (a *App) ready(ctx context.Context, r start.Request) (start.Sit, error) {
	sit, err := a.house.Compose(r)
	if err != nil {
		return sit, usage{err}
	}
	bar := a.readyLine()
	sit, err = a.house.Ready(ctx, sit, bar.show)
	bar.clear()
	if err != nil {
		return sit, usage{err}
	}
	return sit, ctx.Err()
}

// intention returns the line given, read from standard input for "-", so that
// private words need not stand in a command line.
func (a *App) intention(given string) (string, error) {
	if given != "-" {
		return given, nil
	}
	b, err := io.ReadAll(io.LimitReader(a.io.In, 4096))
	if err != nil {
		return "", fmt.Errorf("read the intention: %w", err)
	}
	return strings.TrimSpace(string(b)), nil
}

// sayLeft says where the words are of an editor that was cut short.
func (a *App) sayLeft() {
	for _, line := range a.house.Left() {
		a.say("%s", line)
	}
}

// recover turns sits cut short into records and tells each in one line, and
// where the words are of an editor that was cut short.
func (a *App) recover() {
	kept, err := a.house.Recover()
	if err != nil {
		a.say("A sit that was cut short could not be kept yet: %v", err)
	}
	for _, e := range kept {
		a.say("%s", home.Recovered(e))
	}
	if _, err := a.house.Unwritten(); err != nil {
		a.say("%v", err)
	}
	a.sayLeft()
}
