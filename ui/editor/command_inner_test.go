package editor

import (
	"errors"
	"strings"
	"testing"
)

// Which words start the editor is seen from outside on one system only.
func TestCommand(t *testing.T) {
	check := func(visual, editor, goos, there, want string) {
		t.Helper()
		env := func(name string) string { return map[string]string{"VISUAL": visual, "EDITOR": editor}[name] }
		look := func(name string) (string, error) {
			if strings.Contains(" "+there+" sh ", " "+name+" ") {
				return name, nil
			}
			return "", errors.New("not found")
		}
		words, err := command(env, goos, look)
		got := strings.Join(words, "|")
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("VISUAL=%q EDITOR=%q on %s with %s: %s, want %s", visual, editor, goos, there, got, want)
		}
	}
	check("emacs -nw", "vim", "linux", "emacs vim", "emacs|-nw")
	check("", "vim", "linux", "vim", "vim")
	check("  ", " code  --wait ", "darwin", "code", "code|--wait")
	check("", "", "linux", "vi nano", "nano")
	check("", "", "linux", "vi", "vi")
	check("", "", "linux", "", "no editor is found: set EDITOR")
	check("", "gone", "linux", "vi", `EDITOR is "gone", which is not found`)
	check("", "vim -c 'set tw=60'", "linux", "vim", `sh|-c|vim -c 'set tw=60' "$@"|vim -c 'set tw=60'`)
	check("", "", "windows", "notepad", "notepad")
	check("", `"C:/Program Files/code.cmd" --wait`, "windows", "C:/Program", `EDITOR is "\"C:/Program Files/code.cmd\" --wait", which is not found`)
	check("", `"C:/code.cmd" --wait`, "windows", "C:/code.cmd", "C:/code.cmd|--wait")
	check("", `""`, "windows", "notepad", `EDITOR is "\"\"", which is not found`)
}
