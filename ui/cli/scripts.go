package cli

import (
	"fmt"
	"math"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"karuna/sessions"
	"karuna/sessions/library"
	"karuna/sessions/score"
	"karuna/ui/safe"
)

func (a *App) scriptsCommand() *cobra.Command {
	list := func(*cobra.Command, []string) error { return a.listScripts() }
	cmd := &cobra.Command{
		Use: "scripts", Short: "The practices: list, show, write, check, plan, import",
		Args: cobra.NoArgs, RunE: list,
	}
	cmd.AddCommand(
		&cobra.Command{Use: "list", Short: "All practices, the built-in ones and your own", Args: cobra.NoArgs, RunE: list},
		a.showScriptCommand(), a.newScriptCommand(), a.checkScriptsCommand(), a.planCommand(),
		a.rehearseCommand(), a.importScriptsCommand(),
	)
	return cmd
}

// scriptRow is a script in `scripts list --json`.
type scriptRow struct {
	ID       string         `json:"id"`
	Title    string         `json:"title"`
	Kind     sessions.Kind  `json:"kind"`
	Wheel    sessions.Wheel `json:"wheel"`
	Tier     int            `json:"tier"`
	MinS     int            `json:"min_s"`
	DefaultS int            `json:"default_s"`
	MaxS     int            `json:"max_s"`
	Source   string         `json:"source"`
	Path     string         `json:"path"` // of one's own; built-in scripts have no file
	Flags    []string       `json:"flags"`
	Shares   shares         `json:"shares"`
	For      string         `json:"for"`
	Needs    []string       `json:"needs"`
}

type shares struct {
	Self   float64 `json:"self"`
	Other  float64 `json:"other"`
	Ground float64 `json:"ground"`
}

func (a *App) scriptRow(s sessions.Script) scriptRow {
	r := scriptRow{
		ID: s.ID, Title: s.Title, Kind: s.Kind, Wheel: s.Wheel, Tier: s.Tier,
		MinS: int(s.Length.Min.Seconds()), DefaultS: int(s.Length.Usual.Seconds()), MaxS: int(s.Length.Max.Seconds()),
		Source: s.Source, Path: a.scriptFile(s), For: s.For,
		Flags: append([]string{}, s.Flags...), Needs: append([]string{}, s.Needs...),
	}
	self, other, ground := score.Shares(s, s.Length.Usual)
	r.Shares = shares{places4(self), places4(other), places4(ground)}
	return r
}

// places4 rounds to four decimals: a share is a part of a length, not a
// measurement.
func places4(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// scriptFile is the path of a script of one's own, "" for a built-in one.
func (a *App) scriptFile(s sessions.Script) string {
	places, err := a.house.Places()
	if s.Source != library.Own || err != nil {
		return ""
	}
	return filepath.Join(places.Scripts, filepath.FromSlash(s.Path))
}

func (a *App) listScripts() error {
	lib := a.house.Library()
	all := lib.All()
	for _, p := range lib.Problems() {
		a.say("Left out: %v", p)
	}
	if a.flags.json {
		rows := make([]scriptRow, len(all))
		for i, s := range all {
			rows[i] = a.scriptRow(s)
		}
		return a.printJSON(rows)
	}
	rows := make([][]string, len(all))
	for i, s := range all {
		rows[i] = []string{s.ID, lengths(s.Length), string(s.Kind), s.Title}
		if s.Source == library.Own {
			rows[i] = append(rows[i], "your own")
		}
	}
	return a.printTable(rows)
}

// lengths writes a range as "3m..20m".
func lengths(r sessions.Range) string {
	if r.Min == r.Max {
		return sessions.FormatDuration(r.Min)
	}
	return sessions.FormatDuration(r.Min) + ".." + sessions.FormatDuration(r.Max)
}

func (a *App) showScriptCommand() *cobra.Command {
	var source bool
	cmd := &cobra.Command{
		Use: "show SCRIPT", Short: "A practice as prose, or the file itself",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: a.completeScript,
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := a.pick(args[0])
			switch {
			case err != nil:
				return err
			case source:
				return a.scriptSource(s)
			case a.flags.json:
				return a.printJSON(a.scriptRow(s))
			}
			return a.print("%s", prose(s))
		},
	}
	cmd.Flags().BoolVar(&source, "source", false, "the file as it is written")
	return cmd
}

// scriptSource writes the file: byte for byte where a program reads it, made
// safe where a terminal does.
func (a *App) scriptSource(s sessions.Script) error {
	src, ok := a.house.Library().Text(s.ID)
	if !ok {
		return fmt.Errorf("the file of %q is not at hand", s.ID)
	}
	if a.io.OutTTY {
		return a.print("%s", src)
	}
	if _, err := a.io.Out.Write(src); err != nil {
		return fmt.Errorf("write to standard output: %w", err)
	}
	return nil
}

// prose is a script as one reads it on paper.
func prose(s sessions.Script) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s, %s, usually %s\n", s.Title, s.Kind, lengths(s.Length), sessions.FormatDuration(s.Length.Usual))
	if s.For != "" {
		fmt.Fprintf(&b, "For: %s\n", s.For)
	}
	if s.Purpose != "" {
		fmt.Fprintf(&b, "\n%s\n", s.Purpose)
	}
	for _, st := range s.Stages {
		fmt.Fprintf(&b, "\n%s (%s)\n", st.Title, st.Wheel)
		for _, step := range st.Steps {
			if text := stepText(step); text != "" {
				fmt.Fprintf(&b, "  %s\n", text)
			}
		}
	}
	if s.Credits != "" {
		fmt.Fprintf(&b, "\n%s\n", s.Credits)
	}
	return b.String()
}

func stepText(s sessions.Step) string {
	text := sessions.FillSlots(s.Text, nil)
	switch s.Op {
	case sessions.OpCue:
		return text
	case sessions.OpBell:
		return "(a bell)"
	case sessions.OpBreathe:
		return "(breathing: " + s.Name + ")"
	case sessions.OpNoting:
		return "(noting)"
	case sessions.OpAsk:
		return "(asked before: " + text + ")"
	case sessions.OpWishes:
		return "(wishes: " + s.Name + ")"
	case sessions.OpAlt:
		return "(" + s.Name + ": " + text + ")"
	}
	return ""
}

// completeScript offers the scripts' ids to a shell.
func (a *App) completeScript(_ *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []string
	for _, s := range a.house.Library().All() {
		if strings.HasPrefix(s.ID, begun) {
			out = append(out, safe.Line(s.ID).String()+"\t"+safe.Line(s.Title).String())
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
