package cli

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"karuna/assets"
	"karuna/audio"
)

// bellRings is the longest that `karuna bell` waits for a bell to fade.
const bellRings = 40 * time.Second

func (a *App) bellCommand() *cobra.Command {
	var every, between, from, to string
	cmd := &cobra.Command{
		Use: "bell [NAME]", Short: "Strike a bell once, or be the mindfulness bell",
		Long: "Strike a bell once and say which device played it. With --every or --between it goes on\n" +
			"ringing until it is stopped, and says when it will ring next.",
		Args: cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			names, err := bells()
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
			name, player, err := a.bellOf(cmd, strings.Join(args, ""))
			if err != nil {
				return err
			}
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
	return cmd
}

// bells lists the bells there are.
func bells() ([]string, error) {
	names, err := fs.Glob(assets.Bells(), "*.toml")
	for i, n := range names {
		names[i] = strings.TrimSuffix(n, ".toml")
	}
	return names, err
}

// bellOf returns the bell of that name, "" being the one chosen, and what
// plays it.
func (a *App) bellOf(cmd *cobra.Command, name string) (string, *audio.Player, error) {
	choices, err := a.house.Choices("", a.settings(cmd))
	if err != nil {
		return "", nil, usage{err}
	}
	if name == "" {
		name = choices.Bells.Bell
	}
	known, err := bells()
	if err != nil {
		return "", nil, err
	}
	if !slices.Contains(known, name) {
		return "", nil, usagef("no bell is called %q; there are %s", name, strings.Join(known, ", "))
	}
	a.house.UseBEL(a.ttyBell())
	return name, a.house.Player(choices.Audio.Device), nil
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
