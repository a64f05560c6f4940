package audio

import (
	"fmt"
	"io/fs"

	"karuna/audio/bell"
)

// fallback is the bell that rings for one whose file cannot be read.
const fallback = "bowl-large"

// load gives the stage the bell of that name. A sit must not lose its bell to
// a bad file, so another one rings then.
func (e *engine) load(name string) {
	if e.stage.Has(name) {
		return
	}
	spec, err := readBell(e.p.cfg.Bells, name)
	if err != nil {
		if spec, err = readBell(e.p.cfg.Bells, fallback); err != nil {
			return
		}
	}
	e.stage.Add(name, bell.New(spec))
}

func readBell(files fs.FS, name string) (bell.Spec, error) {
	if files == nil {
		return bell.Spec{}, fmt.Errorf("bell %q: %w", name, fs.ErrNotExist)
	}
	src, err := fs.ReadFile(files, name+".toml")
	if err != nil {
		return bell.Spec{}, fmt.Errorf("bell %q: %w", name, err)
	}
	spec, err := bell.Parse(src)
	if err != nil {
		return bell.Spec{}, fmt.Errorf("bell %q: %w", name, err)
	}
	return spec, nil
}
