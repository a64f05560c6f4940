package cli

import (
	"github.com/spf13/cobra"

	"karuna/ui"
)

// Tree returns the commands, for the tests that hold the documents to them.
func (a *App) Tree() *cobra.Command {
	ran := false
	return a.root(&ran)
}

// Places returns the table of places, for the tests that go to all of them.
func (a *App) Places() []ui.Row { return a.places() }
