// Package assets carries what ships inside the binary: the built-in scripts
// and programmes, the bells and themes as data files, and the lines that scripts share.
//
// It hands out files and text exactly as they lie in this folder. It parses
// nothing and knows nothing of what the files mean.
package assets

import (
	"embed"
	"io/fs"
)

//go:embed scripts/*.md programmes/*.toml bells/*.toml themes/*.toml learn/*.md *.toml *.txt template.md
var files embed.FS

// Scripts returns the built-in scripts, NAME.md at the root.
func Scripts() fs.FS { return folder("scripts") }

// Programmes returns the programmes, NAME.toml at the root.
func Programmes() fs.FS { return folder("programmes") }

// Bells returns the bells, NAME.toml at the root.
func Bells() fs.FS { return folder("bells") }

// Themes returns the themes, NAME.toml at the root.
func Themes() fs.FS { return folder("themes") }

// Learn returns the pages to read, N-NAME.md at the root, in the order of N.
func Learn() fs.FS { return folder("learn") }

// Text returns a file of shared lines, for example "returns.toml",
// "phrases.toml" or "conventions.txt", and "" when there is none of that name.
func Text(name string) string {
	b, err := files.ReadFile(name)
	if err != nil {
		return ""
	}
	return string(b)
}

func folder(name string) fs.FS {
	sub, err := fs.Sub(files, name)
	if err != nil {
		return embed.FS{} // only for a name that is not a valid path
	}
	return sub
}
