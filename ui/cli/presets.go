package cli

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"karuna/ui/prefs"
)

func (a *App) presetsCommand() *cobra.Command {
	list := func(*cobra.Command, []string) error { return a.listPresets() }
	cmd := &cobra.Command{
		Use: "presets", Short: "Sits you have made ready: list, show, remove, rename", Args: cobra.NoArgs, RunE: list,
		Long: "A preset is a sit made ready under a name: a practice, a length, its bells; or a silent\n" +
			"sit, which may be open. It is saved from where a sit is set up, lies in the config file,\n" +
			"and is begun by its number on the first screen or by 'karuna sit --preset NAME'. NAME is\n" +
			"its name or its number.",
	}
	named := func(use, short string, args cobra.PositionalArgs, do func(prefs.Preset, []string) error) *cobra.Command {
		return &cobra.Command{
			Use: use, Short: short, Args: args, ValidArgsFunction: a.completePreset,
			RunE: func(_ *cobra.Command, args []string) error {
				p, ok := a.house.Prefs().FindPreset(args[0])
				if !ok {
					return usagef("no preset called %q", args[0])
				}
				return do(p, args[1:])
			},
		}
	}
	cmd.AddCommand(
		&cobra.Command{Use: "list", Short: "All presets", Args: cobra.NoArgs, RunE: list},
		named("show NAME", "What a preset holds", cobra.ExactArgs(1), a.showPreset),
		named("remove NAME", "Take a preset out of the config file", cobra.ExactArgs(1), func(p prefs.Preset, _ []string) error {
			return a.onConfig(func(path string) error { return prefs.RemovePreset(path, p.Name) })
		}),
		named("rename NAME TO", "Give a preset another name", cobra.ExactArgs(2), func(p prefs.Preset, to []string) error {
			return a.onConfig(func(path string) error { return prefs.RenamePreset(path, p.Name, to[0]) })
		}),
	)
	return cmd
}

// onConfig changes the config file.
func (a *App) onConfig(change func(path string) error) error {
	path, err := a.configFile()
	if err != nil {
		return err
	}
	return misusedFile(change(path))
}

// preset is one as a program reads it.
type preset struct {
	Number  int               `json:"number"`
	Name    string            `json:"name"`
	Choices map[string]string `json:"choices"`
}

func (a *App) presets() []preset {
	all := []preset{}
	for i, p := range a.house.Prefs().Presets {
		all = append(all, preset{i + 1, p.Name, p.Choices})
	}
	return all
}

func (a *App) listPresets() error {
	all := a.presets()
	if a.flags.json {
		return a.printJSON(all)
	}
	if len(all) == 0 {
		a.say("There is no preset yet: s saves one, where a sit is set up.")
		return nil
	}
	var rows [][]string
	for _, p := range all {
		var said []string
		for _, c := range (prefs.Preset{Name: p.Name, Choices: p.Choices}).Ordered() {
			word := strings.ReplaceAll(c.Name, "_", " ") + " " + c.Text
			if c.Name == "open" && c.Text == "true" {
				word = "open"
			}
			said = append(said, word)
		}
		rows = append(rows, []string{strconv.Itoa(p.Number), p.Name, strings.Join(said, ", ")})
	}
	return a.printTable(rows)
}

func (a *App) showPreset(p prefs.Preset, _ []string) error {
	if a.flags.json {
		for _, q := range a.presets() {
			if q.Name == p.Name {
				return a.printJSON(q)
			}
		}
	}
	rows := [][]string{{"name", p.Name}}
	for _, c := range p.Ordered() {
		rows = append(rows, []string{c.Name, c.Text})
	}
	return a.printTable(rows)
}

func (a *App) completePreset(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	var names []string
	for _, p := range a.house.Prefs().Presets {
		if len(args) == 0 {
			names = append(names, p.Name)
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
