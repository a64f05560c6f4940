package cli

import "github.com/spf13/cobra"

// Tree returns the commands, for the tests that hold the documents to them.
func (a *App) Tree() *cobra.Command {
	ran := false
	return a.root(&ran)
}
