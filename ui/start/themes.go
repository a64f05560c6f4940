package start

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"karuna/assets"
	"karuna/ui/prefs"
	"karuna/ui/safe"
)

// largestTheme is the size of the largest theme file that is read, in bytes.
const largestTheme = 64 << 10

// Palettes is themes as a file system, NAME.toml at its root, held in memory:
// the built-in ones and the person's own as they were when it was made. A
// theme of one's own does not hide a built-in one.
type Palettes struct{ own map[string][]byte }

// Palettes reads the themes of the person's own, which lie beside the journal
// as themes/NAME.toml. One that cannot be read is not there.
func (h *House) Palettes() Palettes {
	p := Palettes{own: map[string][]byte{}}
	if h.places.Themes == "" {
		return p
	}
	root, err := os.OpenRoot(h.places.Themes)
	if err != nil {
		return p // no folder: none of one's own
	}
	defer func() { _ = root.Close() }()
	entries, err := os.ReadDir(h.places.Themes)
	if err != nil {
		return p
	}
	for _, e := range entries {
		name, isTheme := strings.CutSuffix(e.Name(), ".toml")
		if !isTheme || !plainName(name) || safe.Line(name).String() != name {
			continue
		}
		if src, err := readTheme(root, e.Name()); err == nil {
			p.own[e.Name()] = src
		}
	}
	return p
}

func readTheme(root *os.Root, file string) ([]byte, error) {
	info, err := root.Stat(file)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > largestTheme {
		return nil, errors.New("not a small file")
	}
	f, err := root.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, largestTheme))
}

// ReadFile returns a theme by the name of its file.
func (p Palettes) ReadFile(name string) ([]byte, error) {
	if own, ok := p.own[name]; ok && !builtIn(name) {
		return own, nil
	}
	return fs.ReadFile(assets.Themes(), name)
}

func builtIn(file string) bool {
	_, err := fs.Stat(assets.Themes(), file)
	return err == nil
}

// Open opens a built-in theme; those of one's own are for ReadFile.
func (p Palettes) Open(name string) (fs.File, error) { return assets.Themes().Open(name) }

// Themes lists what the theme can be: "auto", the built-in themes, then the
// person's own.
func (h *House) Themes() []string {
	var names []string
	for _, s := range prefs.Settings() {
		if s.Name == "theme" {
			names = slices.Clone(s.Choices)
		}
	}
	return append(names, h.Palettes().Names()...)
}

// Names lists the themes of the person's own.
func (p Palettes) Names() []string {
	var names []string
	for file := range p.own {
		if !builtIn(file) {
			names = append(names, strings.TrimSuffix(file, filepath.Ext(file)))
		}
	}
	slices.Sort(names)
	return names
}
