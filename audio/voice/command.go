package voice

import (
	"errors"
	"fmt"
	"path/filepath"
)

// command is the person's own program: the text in {text_file}, or on its
// standard input where that is not asked for; the sound in {out}, or on its
// standard output. {text} and other words in braces are passed on as they are.
func command(w wish) (tool, error) {
	if len(w.command) == 0 || w.command[0] == "" {
		return tool{}, errors.New("voice.tts_command of the config names no program")
	}
	name := w.command[0]
	path := name
	if !filepath.IsAbs(name) {
		if filepath.Base(name) != name {
			return tool{}, fmt.Errorf("the program %q needs its whole path", name)
		}
		var err error
		if path, err = program(w.env, name); err != nil {
			return tool{}, err
		}
	} else if !executable(path) {
		return tool{}, fmt.Errorf("%q is no program", path)
	}
	return tool{path: path, about: path, args: w.command[1:]}, nil
}
