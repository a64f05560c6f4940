package cli

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"karuna/audio"
)

// bellRings is the longest that `karuna bell` waits for a bell to fade.
const bellRings = 70 * time.Second

func (a *App) bellCommand() *cobra.Command {
	var every, between, from, to, file string
	cmd := &cobra.Command{
		Use: "bell [NAME]", Short: "Strike a bell once, or be the mindfulness bell",
		Long: "Strike a bell once and say which device played it. With --every or --between it goes on\n" +
			"ringing until it is stopped, and says when it will ring next. With --output nothing is\n" +
			"played: the stroke goes into a WAV file, from its onset until it has died away.",
		Args: cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			names, err := a.house.Bells()
			if err != nil {
				return nil, cobra.ShellCompDirectiveError
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			r, again, err := parseRhythm(every, between, from, to)
			if err != nil {
				return err
			}
			name, device, err := a.bellOf(cmd, strings.Join(args, ""))
			switch {
			case err != nil:
				return err
			case file != "" && again:
				return usagef("--output is for a single stroke, without --every and --between")
			case file != "":
				return a.bellFile(name, file)
			}
			a.house.UseBEL(a.ttyBell())
			player := a.house.Player(device)
			if again {
				return a.ringOn(cmd.Context(), player, name, r)
			}
			return a.bell(cmd.Context(), name, player)
		},
	}
	f := cmd.Flags()
	f.StringVar(&every, "every", "", "ring again after so long, 45m")
	f.StringVar(&between, "between", "", "ring again somewhere between two lengths, 20m..60m")
	f.StringVar(&from, "from", "", "not before this time of day, 9:00")
	f.StringVar(&to, "to", "", "not after this time of day, 18:00")
	f.StringVarP(&file, "output", "o", "", "write the stroke to a WAV `file`")
	return cmd
}

// bellOf returns the bell of that name, "" being the one chosen, and the device
// that plays it.
func (a *App) bellOf(cmd *cobra.Command, name string) (known, device string, err error) {
	choices, err := a.house.Choices("", a.settings(cmd))
	if err != nil {
		return "", "", usage{err}
	}
	if name == "" {
		name = choices.Bells.Bell
	}
	names, err := a.house.Bells()
	if err != nil {
		return "", "", err
	}
	if !slices.Contains(names, name) {
		return "", "", usagef("no bell is called %q; there are %s", name, strings.Join(names, ", "))
	}
	return name, choices.Audio.Device, nil
}

// bell strikes once, waits until it has rung, and says what played it.
func (a *App) bell(ctx context.Context, name string, player *audio.Player) error {
	sound, err := player.Strike(name)
	if err != nil {
		if sound.Line != "" {
			a.say("%s", sound.Line)
		}
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, bellRings)
	defer cancel()
	if err := player.Rest(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if a.flags.json {
		return a.printJSON(struct {
			Bell   string `json:"bell"`
			Device string `json:"device"`
		}{name, sound.Device})
	}
	return a.print("%s, by %s\n", name, sound.Device)
}
