package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"karuna/assets"
	"karuna/sessions"
	"karuna/sessions/library"
	"karuna/sessions/script"
)

func (a *App) checkScriptsCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check [FILE|SCRIPT…]",
		Short: "What is to be mended in script files",
		Long: "Check script files, or scripts by name: their grammar, whether the words fit the lengths,\n" +
			"whether they turn both ways, and how they speak. One FILE:LINE:COL: message a problem on\n" +
			"standard error; the exit code is 1 when there is any. - reads standard input. Without FILE\n" +
			"all built-in scripts and your own are checked.",
		Args: cobra.ArbitraryArgs, ValidArgsFunction: a.completeScript,
		RunE: func(_ *cobra.Command, args []string) error { return a.checkScripts(args) },
	}
}

// finding is a problem in `scripts check --json` and `config check --json`.
type finding struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Col      int    `json:"col"`
	Severity string `json:"severity"`
	Text     string `json:"text"`
}

// String returns "FILE:LINE:COL: message", a severity below error in front of
// the message.
func (f finding) String() string {
	text := f.Text
	if f.Severity != script.Error.String() {
		text = f.Severity + ": " + text
	}
	return fmt.Sprintf("%s:%d:%d: %s", f.File, f.Line, f.Col, text)
}

// tell writes findings where they belong and returns the exit status.
func (a *App) tell(found []finding) error {
	if a.flags.json {
		if err := a.printJSON(found); err != nil {
			return err
		}
	} else {
		for _, f := range found {
			a.say("%s", f)
		}
	}
	if len(found) > 0 {
		return status(ExitFailed)
	}
	return nil
}

func (a *App) checkScripts(files []string) error {
	found := []finding{}
	for _, file := range files {
		src, err := a.scriptText(&file)
		if err != nil {
			found = append(found, finding{file, 1, 1, script.Error.String(), err.Error()})
			continue
		}
		found = append(found, a.checkOne(file, src, a.house.CheckOptions())...)
	}
	if len(files) == 0 {
		built, err := a.checkBuiltIn()
		if err != nil {
			return err
		}
		found = append(built, a.checkOwn()...)
	}
	return a.tell(found)
}

func (a *App) checkOne(file string, src []byte, opt script.CheckOptions) []finding {
	s, problems := script.Parse(src)
	problems = append(problems, script.Check(s, opt)...)
	slices.SortStableFunc(problems, func(a, b script.Problem) int {
		return cmp.Or(a.Line-b.Line, a.Col-b.Col)
	})
	return findings(file, problems)
}

func findings(file string, problems []script.Problem) []finding {
	var out []finding
	for _, p := range problems {
		out = append(out, finding{file, p.Line, p.Col, p.Severity.String(), p.Text})
	}
	return out
}

// scriptText reads a script file, a folder with a script.md, standard input, or
// where there is no such file the script of that name; file is then its path.
func (a *App) scriptText(file *string) ([]byte, error) {
	if *file == "-" {
		return io.ReadAll(io.LimitReader(a.io.In, script.MaxBytes+1))
	}
	info, err := os.Stat(*file)
	if errors.Is(err, fs.ErrNotExist) {
		if src, ok := a.named(file); ok {
			return src, nil
		}
	}
	path := *file
	if err == nil && info.IsDir() {
		path = filepath.Join(path, "script.md")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, cause(err)
	}
	src, err := io.ReadAll(io.LimitReader(f, script.MaxBytes+1))
	return src, cause(errors.Join(err, f.Close()))
}

// named returns the text of the script of that very name, one's own also where
// it has errors, and makes file the path of it.
func (a *App) named(file *string) ([]byte, bool) {
	lib, id := a.house.Library(), *file
	for _, s := range lib.All() {
		if s.ID != id {
			continue
		}
		if *file = a.scriptFile(s); *file == "" {
			*file = "built-in/" + s.Path
		}
		return lib.Text(id)
	}
	for _, p := range lib.Problems() {
		if p.Source != library.Own || library.NameOf(p.Path) != id {
			continue
		}
		*file = a.scriptFile(sessions.Script{Source: library.Own, Path: p.Path})
		src, err := os.ReadFile(*file)
		return src, err == nil && len(src) <= script.MaxBytes
	}
	return nil, false
}

// cause takes the path out of an error that is told with its path.
func cause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// checkBuiltIn holds the built-in scripts to the house rules.
func (a *App) checkBuiltIn() ([]finding, error) {
	names, err := fs.Glob(assets.Scripts(), "*.md")
	if err != nil {
		return nil, fmt.Errorf("list the built-in scripts: %w", err)
	}
	texts := make([][]byte, len(names))
	all := make([]sessions.Script, len(names))
	for i, name := range names {
		if texts[i], err = fs.ReadFile(assets.Scripts(), name); err != nil {
			return nil, fmt.Errorf("read a built-in script: %w", err)
		}
		all[i], _ = script.Parse(texts[i]) // checkOne tells what is wrong
	}
	found := []finding{}
	for i, name := range names {
		opt := a.house.CheckOptions()
		opt.BuiltIn = true
		opt.Others = append(append([]sessions.Script{}, all[:i]...), all[i+1:]...)
		found = append(found, a.checkOne("built-in/"+name, texts[i], opt)...)
	}
	return found, nil
}

func (a *App) checkOwn() []finding {
	lib := a.house.Library()
	var found []finding
	for _, s := range lib.All() {
		if src, ok := lib.Text(s.ID); ok && s.Source == library.Own {
			found = append(found, a.checkOne(a.scriptFile(s), src, a.house.CheckOptions())...)
		}
	}
	for _, p := range lib.Problems() {
		if p.Source != library.Own {
			continue
		}
		file := a.scriptFile(sessions.Script{Source: library.Own, Path: p.Path})
		if p.Err != nil {
			found = append(found, finding{file, 1, 1, script.Error.String(), strings.TrimSpace(p.Err.Error())})
			continue
		}
		found = append(found, findings(file, p.Problems)...)
	}
	return found
}
