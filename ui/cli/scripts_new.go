package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"karuna/assets"
	"karuna/sessions"
	"karuna/sessions/intake"
	"karuna/sessions/library"
	"karuna/sessions/script"
)

func (a *App) newScriptCommand() *cobra.Command {
	var from string
	cmd := &cobra.Command{
		Use:   "new NAME",
		Short: "Begin a practice of your own",
		Long: "Begin a practice of your own: a file with a small practice and remarks on how it is\n" +
			"written, or with --from a copy of another one, in the folder of your scripts. The path is\n" +
			"written to standard output. What is there already is never written over.",
		Example: "karuna scripts new \"Tea on the Step\"\nkaruna scripts new my-pause --from kind-pause",
		Args:    cobra.ExactArgs(1),
		RunE:    func(_ *cobra.Command, args []string) error { return a.newScript(args[0], from) },
	}
	cmd.Flags().StringVar(&from, "from", "", "the `practice` to begin from")
	return cmd
}

// longestTitle fits a line of the list of practices.
const longestTitle = 60

func (a *App) newScript(name, from string) error {
	id, title := script.ID(name), titleOf(name)
	switch {
	case id == "":
		return usagef("%q holds no letter to make a name of", name)
	case utf8.RuneCountInString(title) > longestTitle:
		return usagef("a name has at most %d characters", longestTitle)
	}
	dir, err := a.scriptsFolder()
	if err != nil {
		return err
	}
	text, beside, done, err := a.model(from, id, title)
	if err != nil {
		return err
	}
	defer done()
	f := intake.Text(id+".md", id, text, a.house.CheckOptions())
	if beside != nil {
		f = f.With(beside)
	}
	if f.Failed() {
		return failure(f)
	}
	built := a.shipped(id)
	out, err := intake.Into(dir, []intake.Found{f}, false, false)
	switch {
	case err != nil:
		return err
	case out[0].Fate == intake.Same:
		return fmt.Errorf("%s is there already", out[0].Path)
	case out[0].Fate != intake.Put:
		return out[0].Why
	}
	return a.begunScript(id, out[0].Path, built)
}

// begunScript says where a new script is and what comes next.
func (a *App) begunScript(id, path string, built bool) error {
	if a.flags.json {
		return a.printJSON(struct {
			ID   string `json:"id"`
			Path string `json:"path"`
		}{id, path})
	}
	if err := a.print("%s\n", path); err != nil {
		return err
	}
	if built {
		a.say("%s", standsBefore(id))
	}
	a.say("Open it in an editor and write. Then:\n"+
		"  karuna scripts check %[1]s    what is to be mended\n"+
		"  karuna scripts plan %[1]s     how it lies in its time\n"+
		"  karuna rehearse %[1]s         its words, with the silence shortened\n"+
		"  karuna sit %[1]s", id)
	return nil
}

// failure is the first thing that keeps a script from being taken.
func failure(f intake.Found) error {
	for _, p := range f.Problems {
		if p.Severity == script.Error {
			return errors.New(p.Text)
		}
	}
	return f.Err
}

func standsBefore(id string) string {
	return fmt.Sprintf("It stands before the built-in practice %s; take the file away to have that one back.", id)
}

// shipped reports whether a built-in practice goes by that id.
func (a *App) shipped(id string) bool {
	lib := a.house.Library()
	if _, ok := lib.Shadowed(id); ok {
		return true
	}
	for _, s := range lib.All() {
		if s.ID == id {
			return s.Source == library.BuiltIn
		}
	}
	return false
}

// scriptsFolder is where the person's own scripts lie.
func (a *App) scriptsFolder() (string, error) {
	places, err := a.house.Places()
	if err != nil {
		return "", err
	}
	return places.Scripts, nil
}

// model is the text a new script begins with, under its new name, and the folder
// of the recordings that belong to it, nil for none. done closes it.
func (a *App) model(from, id, title string) (text []byte, beside fs.FS, done func(), err error) {
	done = func() {}
	if from == "" {
		return renamed([]byte(assets.Text("template.md")), id, title), nil, done, nil
	}
	s, err := a.pick(from)
	if err != nil {
		return nil, nil, done, err
	}
	text, ok := a.house.Library().Text(s.ID)
	if !ok {
		return nil, nil, done, fmt.Errorf("the file of %q is not at hand", s.ID)
	}
	if s.ID != id {
		text = renamed(text, id, title)
	}
	if file := a.scriptFile(s); filepath.Base(file) == "script.md" {
		root, err := os.OpenRoot(filepath.Dir(file))
		if err != nil {
			return nil, nil, done, fmt.Errorf("open the recordings of %q: %w", s.ID, cause(err))
		}
		return text, root.FS(), func() { _ = root.Close() }, nil
	}
	return text, nil, done, nil
}

// renamed writes another id and title into the lines at the top of a script.
func renamed(text []byte, id, title string) []byte {
	lines := strings.SplitAfter(string(text), "\n")
	var out strings.Builder
	fences, given := 0, map[string]bool{}
	for _, line := range lines {
		if fences < 2 && strings.HasPrefix(line, "---") {
			if fences++; fences == 2 {
				ungiven(&out, given, id, title)
			}
		}
		key, _, ok := strings.Cut(line, ":")
		key = strings.ToLower(strings.TrimSpace(key))
		if value, known := map[string]string{"id": id, "title": title}[key]; ok && known && fences == 1 {
			given[key] = true
			line = key + ": " + value + "\n"
		}
		out.WriteString(line)
	}
	return []byte(out.String())
}

// ungiven writes the lines that were not there.
func ungiven(out *strings.Builder, given map[string]bool, id, title string) {
	if !given["id"] {
		fmt.Fprintf(out, "id: %s\n", id)
	}
	if !given["title"] {
		fmt.Fprintf(out, "title: %s\n", title)
	}
}

// titleOf makes "My Quiet Minute" of my-quiet-minute; a name with spaces or
// capitals stays as it was written.
func titleOf(name string) string {
	words := strings.Fields(name)
	if len(words) > 1 || strings.ContainsFunc(name, unicode.IsUpper) {
		return strings.Join(words, " ")
	}
	words = strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' })
	for i, w := range words {
		r, n := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToTitle(r)) + w[n:]
	}
	return strings.Join(words, " ")
}

// stagesOf names a script's stages.
func stagesOf(s sessions.Script) []string {
	var names []string
	for _, st := range s.Stages {
		name := st.Title
		if name == "" {
			name = st.ID
		}
		names = append(names, name)
	}
	return names
}
