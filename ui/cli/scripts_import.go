package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"karuna/sessions"
	"karuna/sessions/intake"
	"karuna/sessions/score"
	"karuna/sessions/script"
)

// takingIn is how scripts are to be imported.
type takingIn struct{ force, dry bool }

func (a *App) importScriptsCommand() *cobra.Command {
	var in takingIn
	cmd := &cobra.Command{
		Use:   "import FILE|FOLDER|-…",
		Short: "Take scripts that someone gave you into your own",
		Long: "Take scripts into your own: a file, a folder of files, a folder with a script.md and its\n" +
			"recordings, or standard input. Each is read and checked first, and shown in a few lines;\n" +
			"what has errors is told and left out, and the exit code is then 1. A script whose id is\n" +
			"among your own already stays as it is: --force puts the new one in its place and keeps the\n" +
			"other in the folder .replaced.",
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.importScripts(args, in) },
	}
	cmd.Flags().BoolVar(&in.force, "force", false, "take the place of scripts of the same id")
	cmd.Flags().BoolVar(&in.dry, "dry-run", false, "show what it would do, and do nothing")
	return cmd
}

func (a *App) importScripts(sources []string, in takingIn) error {
	dir, err := a.scriptsFolder()
	if err != nil {
		return err
	}
	var found []intake.Found
	var labels []string
	for _, source := range sources {
		more, label, done, err := a.handedOver(source)
		defer done() // not before all is copied
		if err != nil {
			return fmt.Errorf("import %q: %w", source, err)
		}
		for _, f := range more {
			found, labels = append(found, f), append(labels, label(f.From))
		}
	}
	if len(found) > intake.MaxScripts {
		return intake.ErrTooMany
	}
	out, err := intake.Into(dir, found, in.force, in.dry)
	if err != nil {
		return err
	}
	if a.flags.json {
		return a.importedJSON(out, labels)
	}
	return a.imported(out, labels, in)
}

// handedOver reads what a source holds. label turns a path inside it into one
// from here; done lets its folder go, once all is copied.
func (a *App) handedOver(source string) (found []intake.Found, label func(string) string, done func(), err error) {
	done = func() {}
	same := func(string) string { return source }
	if source == "-" {
		text, err := io.ReadAll(io.LimitReader(a.io.In, script.MaxBytes+1))
		return []intake.Found{intake.Text("-", "", text, a.house.CheckOptions())}, same, done, err
	}
	way, err := filepath.EvalSymlinks(source)
	if err != nil {
		return nil, same, done, cause(err)
	}
	if way, err = filepath.Abs(way); err != nil {
		return nil, same, done, err
	}
	info, err := os.Stat(way)
	if err != nil {
		return nil, same, done, cause(err)
	}
	folder, file := way, ""
	if !info.IsDir() {
		folder, file = filepath.Split(way)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, same, done, cause(err)
	}
	done = func() { _ = root.Close() } // read from, never written
	if file != "" && file != "script.md" {
		return []intake.Found{intake.File(root.FS(), file, a.house.CheckOptions())}, same, done, nil
	}
	if file == "" {
		same = func(from string) string { return filepath.ToSlash(path.Join(filepath.ToSlash(source), from)) }
	}
	found, err = intake.Folder(root.FS(), filepath.Base(filepath.Clean(folder)), a.house.CheckOptions())
	if err == nil && len(found) == 0 {
		err = errors.New("there is no script in it")
	}
	return found, same, done, cause(err)
}

// imported shows each script and what became of it.
func (a *App) imported(out []intake.Outcome, labels []string, in takingIn) error {
	left, taken := 0, 0
	for i, o := range out {
		if errors.Is(o.Err, intake.ErrNoScript) {
			a.say("%s: %v", labels[i], o.Err)
			continue
		}
		a.tellProblems(o.Found, labels[i])
		if o.Failed() {
			left++
			continue
		}
		if err := a.print("%s", summary(o, labels[i], a.shipped(o.Script.ID))); err != nil {
			return err
		}
		if o.Fate == intake.Left {
			a.say("%s: left out: %v%s", labels[i], o.Why, forced(o.Why))
			left++
			continue
		}
		taken++
	}
	switch {
	case left == 0 && taken == 0:
		return errors.New("there is no script here")
	case in.dry:
		a.say("Nothing was copied: this was --dry-run.")
	case taken > 0:
		a.say("'karuna scripts plan %s' shows how it lies in its time.", firstTaken(out))
	}
	if left > 0 {
		a.say("%s left out.", count(left, "script"))
		return status(ExitFailed)
	}
	return nil
}

// forced says how a script comes in all the same, where it can.
func forced(why error) string {
	if errors.Is(why, intake.ErrTaken) {
		return "; --force takes its place"
	}
	return ""
}

func firstTaken(out []intake.Outcome) string {
	for _, o := range out {
		if o.Fate != intake.Left {
			return o.Script.ID
		}
	}
	return ""
}

// tellProblems tells what keeps a script out and what is worth mending; remarks
// are counted.
func (a *App) tellProblems(f intake.Found, label string) {
	if f.Err != nil {
		a.say("%s:1:1: %v", label, f.Err)
	}
	var shown []script.Problem
	notes := 0
	for _, p := range f.Problems {
		if p.Severity == script.Note {
			notes++
			continue
		}
		shown = append(shown, p)
	}
	for _, f := range findings(label, shown) {
		a.say("%s", f)
	}
	if notes > 0 {
		a.say("%s: %s on how it could speak; 'karuna scripts check' shows them", label, count(notes, "remark"))
	}
}

// summary is a script in a few lines.
func summary(o intake.Outcome, label string, built bool) string {
	s := o.Script
	var b strings.Builder
	row := func(word, format string, args ...any) {
		fmt.Fprintf(&b, "  %-8s %s\n", word, fmt.Sprintf(format, args...))
	}
	fmt.Fprintf(&b, "%s\n", s.Title)
	row("id", "%s", s.ID)
	row("kind", "%s, wheel %s", s.Kind, s.Wheel)
	row("length", "%s, usually %s", lengths(s.Length), sessions.FormatDuration(s.Length.Usual))
	row("stages", "%s", strings.Join(stagesOf(s), ", "))
	row("words", "%d", wordsOf(s))
	if n := len(o.Clips); n > 0 {
		row("sound", "%s", count(n, "recording"))
	}
	row("from", "%s", label)
	switch o.Fate {
	case intake.Put:
		row("now", "%s", o.Path)
	case intake.Same:
		row("now", "%s, as before", o.Path)
	case intake.Replaced:
		row("now", "%s", o.Path)
		row("before", "%s", o.Kept)
	}
	if built && o.Fate != intake.Left {
		row("note", "%s", standsBefore(s.ID))
	}
	return b.String()
}

// wordsOf counts the words of all lines of a script.
func wordsOf(s sessions.Script) int {
	n := 0
	for _, st := range s.Stages {
		for _, step := range st.Steps {
			if step.Op == sessions.OpCue {
				n += score.Words(sessions.FillSlots(step.Text, nil))
			}
		}
	}
	return n
}

// importedRow is a script in `scripts import --json`.
type importedRow struct {
	ID         string         `json:"id"`
	Title      string         `json:"title"`
	Kind       sessions.Kind  `json:"kind"`
	Wheel      sessions.Wheel `json:"wheel"`
	MinS       int            `json:"min_s"`
	DefaultS   int            `json:"default_s"`
	MaxS       int            `json:"max_s"`
	Stages     []string       `json:"stages"`
	Words      int            `json:"words"`
	Recordings []string       `json:"recordings"`
	From       string         `json:"from"`
	Fate       intake.Fate    `json:"fate"`
	Path       string         `json:"path"`
	Kept       string         `json:"kept"`
	Why        string         `json:"why"`
	Shadows    bool           `json:"shadows"` // a built-in practice of the same id
	Problems   []finding      `json:"problems"`
}

func (a *App) importedJSON(out []intake.Outcome, labels []string) error {
	rows := make([]importedRow, len(out))
	left := false
	for i, o := range out {
		s := o.Script
		rows[i] = importedRow{
			ID: s.ID, Title: s.Title, Kind: s.Kind, Wheel: s.Wheel,
			MinS: int(s.Length.Min.Seconds()), DefaultS: int(s.Length.Usual.Seconds()), MaxS: int(s.Length.Max.Seconds()),
			Stages: append([]string{}, stagesOf(s)...), Words: wordsOf(s), Recordings: append([]string{}, o.Clips...),
			From: labels[i], Fate: o.Fate, Path: o.Path, Kept: o.Kept,
			Shadows: a.shipped(s.ID), Problems: append([]finding{}, findings(labels[i], o.Problems)...),
		}
		if o.Why != nil {
			rows[i].Why = o.Why.Error()
		}
		left = left || o.Fate == intake.Left && !errors.Is(o.Err, intake.ErrNoScript)
	}
	if err := a.printJSON(rows); err != nil {
		return err
	}
	if left {
		return status(ExitFailed)
	}
	return nil
}
