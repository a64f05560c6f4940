package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"karuna/sessions/script"
	"karuna/ui/prefs"
	"karuna/ui/theme"
)

func (a *App) configCommand() *cobra.Command {
	show := func(*cobra.Command, []string) error { return a.showConfig() }
	cmd := &cobra.Command{
		Use: "config", Short: "Your choices: show, get, set, edit, check, path", Args: cobra.NoArgs, RunE: show,
		Long: "What you have chosen once and for all. The choices lie in one file of text, which is\n" +
			"yours: what writes to it changes one value and leaves the rest as it is. A flag, and a\n" +
			"variable KARUNA_ with the setting's name in capitals, count more than the file.",
	}
	cmd.AddCommand(
		&cobra.Command{Use: "show", Short: "Every choice as the file has it, and what it is for", Args: cobra.NoArgs, RunE: show},
		&cobra.Command{
			Use: "get KEY", Short: "One choice as the file has it", Args: cobra.ExactArgs(1), ValidArgsFunction: completeSetting,
			RunE: func(_ *cobra.Command, args []string) error { return a.getConfig(args[0]) },
		},
		&cobra.Command{
			Use: "set KEY VALUE", Short: "Change one choice in the config file", Args: cobra.ExactArgs(2),
			RunE:              func(_ *cobra.Command, args []string) error { return a.setConfig(args[0], args[1]) },
			ValidArgsFunction: completeSetting,
		},
		&cobra.Command{
			Use: "edit", Short: "Open the config file in your editor, and check it after", Args: cobra.NoArgs,
			Long: "Open the config file in your editor: VISUAL, else EDITOR. Where there is no file yet it\n" +
				"begins as notes that name every choice. Afterwards it is checked.",
			RunE: func(*cobra.Command, []string) error { return a.editConfig() },
		},
		&cobra.Command{
			Use: "check", Short: "What is to be mended in the config file", Args: cobra.NoArgs,
			Long: "What is to be mended in the config file: exit code 1 where there is something. Of themes\n" +
				"of your own it says which colours are hard to read; they are worn all the same.",
			RunE: func(*cobra.Command, []string) error { return a.checkConfig() },
		},
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
	p, force := a.house.Prefs(), a.house.InForce()
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
		now, _ := force.Text(s.Key)
		about := s.About
		if by, ok := force.From[s.Name]; ok && now != text {
			about = fmt.Sprintf("now %s, by the %s; %s", now, by, about)
		}
		if text == "" {
			text = `""`
		}
		rows = append(rows, []string{s.Key, text, about})
	}
	return a.printTable(rows)
}

func (a *App) getConfig(key string) error {
	s, ok := prefs.Find(key)
	if !ok {
		return usagef("no setting is called %q; 'karuna config show' lists them", key)
	}
	text, _ := a.house.Prefs().Text(s.Key) // every key of Settings has a text
	if a.flags.json {
		return a.printJSON(map[string]string{s.Key: text})
	}
	return a.print("%s\n", text)
}

// checkConfig tells what is wrong in the config file, and what is hard to read
// in the themes of one's own. A note, about something that has no effect, and a
// warning do not make the exit code 1.
func (a *App) checkConfig() error {
	path, err := a.configFile()
	if err != nil {
		return err
	}
	found, faults := []finding{}, 0
	for _, p := range append(a.house.Problems(), a.unknownNames(path)...) {
		text := p.Text
		if p.Key != "" {
			text = p.Key + ": " + text
		}
		found = append(found, finding{path, max(p.Line, 1), max(p.Col, 1), string(p.Severity), text})
		if p.Severity == prefs.Fault {
			faults++
		}
	}
	slices.SortStableFunc(found, func(a, b finding) int { return a.Line - b.Line })
	found = append(found, a.faintThemes()...)
	if err := a.tell(found); faults > 0 || len(found) == 0 {
		return err
	}
	return nil
}

// faintThemes finds the colours of the person's own themes that are hard to
// read, and the themes that are none. A theme is one's own: it is worn as it is.
func (a *App) faintThemes() []finding {
	places, _ := a.house.Places() // without a home there are no themes
	own := a.house.Palettes()
	var out []finding
	for _, name := range own.Names() {
		file := filepath.Join(places.Themes, name+".toml")
		warn := func(line, col int, text string) {
			out = append(out, finding{file, max(line, 1), max(col, 1), script.Warning.String(), text})
		}
		src, err := own.ReadFile(name + ".toml")
		if err != nil {
			continue // gone since it was listed
		}
		faint, err := theme.Check(src)
		if err != nil {
			warn(0, 0, "no theme: "+err.Error())
		}
		for _, f := range faint {
			warn(f.Line, f.Col, f.String())
		}
	}
	return out
}

// unknownNames finds what the file calls by a name nothing here has.
func (a *App) unknownNames(path string) []prefs.Problem {
	var out []prefs.Problem
	for _, s := range prefs.Settings() {
		text, _ := a.house.Prefs().Text(s.Key) // every key of Settings has a text
		if s.Kind != prefs.Word || text == s.Default {
			continue
		}
		if err := a.house.Unknown(map[string]string{s.Name: text}); err != nil {
			line, col := prefs.Where(path, s.Key)
			out = append(out, prefs.Problem{Line: line, Col: col, Key: s.Key, Severity: prefs.Fault, Text: err.Error()})
		}
	}
	return out
}

func (a *App) setConfig(key, value string) error {
	path, err := a.configFile()
	if err != nil {
		return err
	}
	if s, ok := prefs.Find(key); ok {
		if err := a.house.Unknown(map[string]string{s.Name: value}); err != nil {
			return usage{fmt.Errorf("set %s: %w", s.Key, err)}
		}
	}
	return misusedFile(prefs.Set(path, key, value))
}

// misusedFile tells what was asked for wrongly from what went wrong on the
// disk.
func misusedFile(err error) error {
	var disk *fs.PathError
	if err != nil && !errors.As(err, &disk) {
		return usage{err}
	}
	return err
}

// editConfig opens the file itself, so that what the editor says of it, and
// what it keeps beside it, is about the right one. Notes that nobody touched
// are taken away again: a config file is the sign that the first run is over.
func (a *App) editConfig() error {
	path, err := a.configFile()
	if err != nil {
		return err
	}
	began, err := prefs.Begin(path)
	if err != nil {
		return err
	}
	err = a.editor.File(path, a.io.In, a.io.Out, a.io.Err)
	if began {
		if src, rerr := os.ReadFile(path); rerr == nil && bytes.Equal(src, prefs.Template()) {
			err = errors.Join(err, os.Remove(path))
		}
	}
	if err != nil {
		return err
	}
	a.house.Reload()
	return a.checkConfig()
}

// completeSetting offers keys, then the values of the key.
func completeSetting(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	var out []string
	for _, s := range prefs.Settings() {
		switch {
		case len(args) == 0:
			out = append(out, s.Key+"\t"+s.About)
		case len(args) == 1 && s.Key == args[0] && cmd.Name() == "set":
			out = s.Choices
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
