package bell

import (
	"fmt"
	"io/fs"
	"strings"
)

// suffix is what a bell file's name ends in.
const suffix = ".toml"

// Names returns the names of the bells in a folder, sorted. Other files are
// passed over.
func Names(folder fs.FS) ([]string, error) {
	names, err := fs.Glob(folder, "*"+suffix)
	if err != nil {
		return nil, fmt.Errorf("list bells: %w", err)
	}
	for i, name := range names {
		names[i] = strings.TrimSuffix(name, suffix)
	}
	return names, nil
}

// Open reads the bell of that name from a folder. The error wraps
// fs.ErrNotExist when there is none.
func Open(folder fs.FS, name string) (Spec, error) {
	src, err := fs.ReadFile(folder, name+suffix)
	if err != nil {
		return Spec{}, fmt.Errorf("bell %q: %w", name, err)
	}
	spec, err := Parse(src)
	if err != nil {
		return Spec{}, fmt.Errorf("bell %q: %w", name, err)
	}
	return spec, nil
}
