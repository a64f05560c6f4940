package prefs

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

// Template returns a config file that chooses nothing: every choice with what
// it is for, as notes, at its default.
func Template() []byte {
	var b strings.Builder
	b.WriteString("# What you choose for karuna. Each line below is a note; take the \"# \" away\n" +
		"# before a choice to make it. 'karuna config check' names what cannot be used.\n")
	none := Sit{Prefs: Default()}
	table := "" // the [table] that is open
	for _, r := range topFirst() {
		name := r.Key
		if i := strings.IndexByte(r.Key, '.'); i >= 0 {
			name = r.Key[i+1:]
			if r.Key[:i] != table {
				table = r.Key[:i]
				fmt.Fprintf(&b, "\n[%s]\n", table)
			}
		}
		fmt.Fprintf(&b, "\n# %s\n", r.About)
		if list := r.choices(); list != "" {
			fmt.Fprintf(&b, "# %s\n", list)
		}
		fmt.Fprintf(&b, "# %s = %s\n", name, r.literal(&none))
	}
	return []byte(b.String())
}

// topFirst returns the rows of the config file, those outside all tables
// first, as TOML wants it.
func topFirst() []row {
	var top, rest []row
	for _, r := range table() {
		switch {
		case r.Key == "":
		case strings.Contains(r.Key, "."):
			rest = append(rest, r)
		default:
			top = append(top, r)
		}
	}
	return append(top, rest...)
}

// choices lists what the value can be, "" where that is said elsewhere.
func (r row) choices() string {
	switch {
	case r.Kind == Number:
		return "from " + r.Choices[0] + " to " + r.Choices[1]
	case r.Kind == Switch || len(r.Choices) == 0 || r.Kind == Text:
		return ""
	}
	shown := strings.TrimPrefix(strings.Join(r.Choices, ", "), ", ")
	if r.Open {
		return shown + ", …"
	}
	return shown
}

// Begin writes the Template at path where there is no file, and says whether
// it did.
func Begin(path string) (bool, error) {
	switch _, err := os.Stat(path); {
	case err == nil:
		return false, nil
	case !errors.Is(err, os.ErrNotExist):
		return false, fmt.Errorf("read the config file: %w", err)
	}
	return true, Save(path, Template())
}

// Where returns line and column of the value of the setting with that key in
// the config file at path; 0 where the file does not have it.
func Where(path, key string) (row, col int) {
	src, err := readFile(path)
	if err != nil {
		return 0, 0
	}
	for _, e := range scan(src).entries {
		if e.preset < 0 && e.path == key {
			return position(src, e.from)
		}
	}
	return 0, 0
}
