package audio

import (
	"fmt"
	"io/fs"

	"karuna/audio/bell"
)

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
