package cli

import (
	"errors"
	"io/fs"

	"github.com/spf13/cobra"

	"karuna/ui/prefs"
)

func (a *App) configCommand() *cobra.Command {
	show := func(*cobra.Command, []string) error { return a.showConfig() }
	cmd := &cobra.Command{
		Use: "config", Short: "Your choices: show, path, check, set", Args: cobra.NoArgs, RunE: show,
	}
	cmd.AddCommand(
		&cobra.Command{Use: "show", Short: "Every choice as it stands", Args: cobra.NoArgs, RunE: show},
		&cobra.Command{
			Use: "path", Short: "Where the config file is, or would be", Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error {
				path, err := a.configFile()
				if err != nil {
					return err
				}
				return a.print("%s\n", path)
			},
		},
		&cobra.Command{
			Use: "check", Short: "What is to be mended in the config file", Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error { return a.checkConfig() },
		},
		&cobra.Command{
			Use: "set KEY VALUE", Short: "Change one choice in the config file", Args: cobra.ExactArgs(2),
			RunE:              func(_ *cobra.Command, args []string) error { return a.setConfig(args[0], args[1]) },
			ValidArgsFunction: completeSetting,
		},
	)
	return cmd
}

func (a *App) configFile() (string, error) {
	places, err := a.house.Places()
	if places.ConfigFile != "" {
		return places.ConfigFile, nil // one that was named needs no home
	}
	return "", err
}

func (a *App) showConfig() error {
	p := a.house.Prefs()
	if a.flags.json {
		values := map[string]string{}
		for _, s := range prefs.Settings() {
			values[s.Key], _ = p.Text(s.Key) // every key of Settings has a text
		}
		return a.printJSON(values)
	}
	var rows [][]string
	for _, s := range prefs.Settings() {
		text, _ := p.Text(s.Key) // every key of Settings has a text
		if text == "" {
			text = `""`
		}
		rows = append(rows, []string{s.Key, text, s.About})
	}
	return a.printTable(rows)
}

// checkConfig tells what is wrong in the config file. A note, about something
// that has no effect, does not make the exit code 1.
func (a *App) checkConfig() error {
	path, err := a.configFile()
	if err != nil {
		return err
	}
	found, faults := []finding{}, 0
	for _, p := range a.house.Problems() {
		text := p.Text
		if p.Key != "" {
			text = p.Key + ": " + text
		}
		found = append(found, finding{path, max(p.Line, 1), max(p.Col, 1), string(p.Severity), text})
		if p.Severity == prefs.Fault {
			faults++
		}
	}
	if err := a.tell(found); faults > 0 || len(found) == 0 {
		return err
	}
	return nil
}

func (a *App) setConfig(key, value string) error {
	path, err := a.configFile()
	if err != nil {
		return err
	}
	err = prefs.Set(path, key, value)
	var disk *fs.PathError
	if err != nil && !errors.As(err, &disk) {
		return usage{err}
	}
	return err
}

// completeSetting offers keys, then the values of the key.
func completeSetting(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	var out []string
	for _, s := range prefs.Settings() {
		switch {
		case len(args) == 0:
			out = append(out, s.Key+"\t"+s.About)
		case len(args) == 1 && s.Key == args[0]:
			out = s.Choices
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
