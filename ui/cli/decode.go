package cli

import (
	"github.com/spf13/cobra"

	"karuna/audio/decode"
	"karuna/ui/start"
)

// decodeCommand is the process that audio/decode starts for each sound file. It
// opens nothing of the house.
func (a *App) decodeCommand() *cobra.Command {
	return &cobra.Command{
		Use: start.DecodeCommand, Short: "Standard input is a sound file, standard output its samples",
		Hidden: true, Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := decode.Serve(a.io.In, a.io.Out); err != nil {
				a.say("%s", err)
				return status(ExitFailed)
			}
			return nil
		},
	}
}
