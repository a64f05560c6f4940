package editor

import (
	"errors"
	"fmt"
	"strings"
)

// shell is what runs an editor that is more than plain words: sh -c CODE NAME.
const shell = "sh"

// usual are the editors that are tried where none was chosen, the plainest
// first.
func usual(goos string) []string {
	if goos == "windows" {
		return []string{"notepad"}
	}
	return []string{"nano", "vi"}
}

// command returns the words that start the editor, to which the file is added.
// look finds a program.
func command(env func(string) string, goos string, look func(string) (string, error)) ([]string, error) {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		value := strings.TrimSpace(env(name))
		if value == "" {
			continue
		}
		words := split(value, goos)
		if _, err := look(words[0]); err != nil {
			return nil, fmt.Errorf("%s is %q, which is not found", name, value)
		}
		return words, nil
	}
	for _, name := range usual(goos) {
		if _, err := look(name); err == nil {
			return []string{name}, nil
		}
	}
	return nil, errors.New("no editor is found: set EDITOR")
}

// split takes the value apart. On Windows there is no shell: quotes keep words
// together, as in "C:\Program Files\…\code.cmd" --wait.
func split(value, goos string) []string {
	if goos == "windows" {
		return quoted(value)
	}
	if strings.ContainsAny(value, "|&;<>()$`\\\"'*?[#~=%\n") {
		return []string{shell, "-c", value + ` "$@"`, value}
	}
	return strings.Fields(value)
}

func quoted(value string) []string {
	var words []string
	for i, part := range strings.Split(value, `"`) {
		if i%2 == 0 {
			words = append(words, strings.Fields(part)...)
		} else if part != "" {
			words = append(words, part)
		}
	}
	if len(words) == 0 {
		return []string{value}
	}
	return words
}

// called is the name of the editor for a person.
func called(words []string) string {
	if words[0] == shell && len(words) == 4 {
		return words[3]
	}
	return words[0]
}
