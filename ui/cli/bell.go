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
)

// bellRings is the longest that `karuna bell` waits for a bell to fade.
const bellRings = 40 * time.Second

func (a *App) bellCommand() *cobra.Command {
	return &cobra.Command{
		Use: "bell [NAME]", Short: "Strike a bell once and say which device played it",
		Args: cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			names, err := bells()
			if err != nil {
				return nil, cobra.ShellCompDirectiveError
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.bell(cmd, strings.Join(args, "")) },
	}
}

// bells lists the bells there are.
func bells() ([]string, error) {
	names, err := fs.Glob(assets.Bells(), "*.toml")
	for i, n := range names {
		names[i] = strings.TrimSuffix(n, ".toml")
	}
	return names, err
}

func (a *App) bell(cmd *cobra.Command, name string) error {
	choices, err := a.house.Choices("", a.settings(cmd))
	if err != nil {
		return usage{err}
	}
	if name == "" {
		name = choices.Bells.Bell
	}
	known, err := bells()
	if err != nil {
		return err
	}
	if !slices.Contains(known, name) {
		return usagef("no bell is called %q; there are %s", name, strings.Join(known, ", "))
	}
	a.house.UseBEL(a.ttyBell())
	player := a.house.Player(choices.Audio.Device)
	sound, err := player.Strike(name)
	if err != nil {
		if sound.Line != "" {
			a.say("%s", sound.Line)
		}
		return err
	}
	ctx, cancel := context.WithTimeout(cmd.Context(), bellRings)
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
