package cli

import (
	"time"

	"github.com/spf13/cobra"

	"karuna/ui/plain"
	"karuna/ui/screen"
	sitscreen "karuna/ui/sit"
	"karuna/ui/start"
)

// The speeds of a rehearsal.
const (
	usualSpeed = 20
	mostSpeed  = 1000
)

// rehearsal is how a sit is rehearsed.
type rehearsal struct {
	speed float64
	sound bool
}

func (a *App) rehearseCommand() *cobra.Command {
	var r rehearsal
	cmd := &cobra.Command{
		Use:   "rehearse SCRIPT [--for DURATION]",
		Short: "Go through a practice with its silence shortened",
		Long: "Go through a practice on its own screen, or with --plain line by line, while its silence\n" +
			"passes many times as fast; words and paced breath keep their time. Times are those of the\n" +
			"sit itself. n and b go from line to line, N and B from stage to stage, q ends. Nothing is\n" +
			"written down, and nothing sounds without --sound.",
		Example:           "karuna rehearse kind-pause --for 6m\nkaruna rehearse kind-pause --plain --speed 1000",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: a.completeScript,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.rehearse(cmd, args[0], r) },
	}
	addSettings(cmd, settingFlags())
	cmd.Flags().Float64Var(&r.speed, "speed", usualSpeed, "how many times as fast silence passes, 1 to 1000")
	cmd.Flags().BoolVar(&r.sound, "sound", false, "with its bells, and its narrator and ambience where they are on")
	return cmd
}

func (a *App) rehearse(cmd *cobra.Command, name string, how rehearsal) error {
	if !(how.speed >= 1 && how.speed <= mostSpeed) {
		return usagef("--speed %g: want 1 to %d", how.speed, mostSpeed)
	}
	choices, err := a.choices(cmd, "")
	if err != nil {
		return err
	}
	r := start.Request{Choices: choices}
	if r.Script, err = a.pick(name); err != nil {
		return err
	}
	if !cmd.Flags().Changed("prepare") {
		r.Prepare = new(time.Duration)
	}
	var sit start.Sit
	if how.sound {
		sit, err = a.ready(cmd.Context(), r)
	} else {
		r.Choices.Voice.Name = "off" // words take the time they take to read
		if sit, err = a.house.Compose(r); err != nil {
			err = usage{err}
		}
	}
	if err != nil {
		return err
	}
	if a.plainMode() {
		return a.plainRehearsal(sit, how)
	}
	return a.screens(screen.Place{Name: "sit", With: begun{sit: sit, alone: true, rehearsal: &how}})
}

// openRehearsal is the screen of a sit, with its clock shown.
func (a *App) openRehearsal(b begun) screen.Screen {
	how := *b.rehearsal
	c := a.house.Rehearse(b.sit, how.speed, how.sound, true)
	options := sitscreen.Options{
		Script: b.sit.Script, Person: a.house.InForce().Safety.Person, Notes: b.sit.Score.Notes, Clock: true,
	}
	if how.sound {
		player := a.house.Player(b.sit.Choices.Audio.Device)
		options.Volume = player
		if b.sit.Speaks() {
			options.Voice = player
		}
	}
	return sitscreen.New(c, options)
}

func (a *App) plainRehearsal(sit start.Sit, how rehearsal) error {
	lines := a.lines()
	if a.flags.json {
		lines = nil
	}
	if how.sound {
		a.house.UseBEL(a.ttyBell())
	}
	for _, note := range sit.Score.Notes {
		a.say("%s", note)
	}
	c := a.house.Rehearse(sit, how.speed, how.sound, lines != nil)
	s, err := plain.Run(c, plain.Config{
		Out: a.io.Out, Lines: lines, JSON: a.flags.json, Private: a.io.OutTTY, Now: a.house.Now,
	})
	if err != nil {
		return err
	}
	return a.after(s)
}
