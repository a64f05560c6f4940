package library

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"sort"
	"strings"

	"karuna/sessions"
	"karuna/sessions/script"
)

// file is a script with the bytes it was read from.
type file struct {
	script sessions.Script
	src    []byte
}

// Files returns where the scripts of a folder lie, by name: NAME.md at its root,
// and NAME/script.md. Hidden names, a read-me and everything that is no script
// are passed over. With an error come those that could be listed.
func Files(fsys fs.FS) ([]string, error) {
	entries, err := fs.ReadDir(fsys, ".")
	var paths []string
	for _, e := range entries {
		if p, ok := scriptPath(fsys, e.Name()); ok {
			paths = append(paths, p)
		}
	}
	return paths, err
}

// readAll reads the scripts at the root of fsys and in its folders, by name.
func readAll(fsys fs.FS, source string) ([]file, []FileProblem) {
	paths, err := Files(fsys)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var problems []FileProblem
	if err != nil {
		problems = append(problems, FileProblem{Source: source, Path: ".", Err: err})
	}
	var found []file
	for _, p := range paths {
		f, problem := readFile(fsys, p, source)
		if problem != nil {
			problems = append(problems, *problem)
			continue
		}
		found = append(found, f)
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].script.Path < found[j].script.Path })
	return found, problems
}

// scriptPath returns where the script of a directory entry is.
func scriptPath(fsys fs.FS, name string) (string, bool) {
	if strings.HasPrefix(name, ".") || strings.EqualFold(name, "readme.md") {
		return "", false
	}
	info, err := fs.Stat(fsys, name) // follows a link
	switch {
	case err != nil:
		return name, isMarkdown(name) // reading it will say why
	case info.IsDir():
		inside := path.Join(name, "script.md")
		if _, err := fs.Stat(fsys, inside); errors.Is(err, fs.ErrNotExist) {
			return "", false
		}
		return inside, true
	}
	return name, isMarkdown(name)
}

func isMarkdown(name string) bool { return strings.EqualFold(path.Ext(name), ".md") }

func readFile(fsys fs.FS, p, source string) (file, *FileProblem) {
	src, err := Read(fsys, p)
	if err != nil {
		return file{}, &FileProblem{Source: source, Path: p, Err: err}
	}
	s, problems := script.Parse(src)
	if script.Failed(problems) {
		return file{}, &FileProblem{Source: source, Path: p, Problems: problems}
	}
	if s.ID == "" {
		s.ID = NameOf(p)
	}
	sum := sha256.Sum256(src)
	s.Source, s.Path, s.SHA256 = source, p, hex.EncodeToString(sum[:])
	return file{s, src}, nil
}

// Read returns the bytes of a script file. It takes no more than a script may
// hold, and only from a plain file: a pipe that bears a script's name would
// never end. The error does not name the file.
func Read(fsys fs.FS, p string) ([]byte, error) {
	info, err := fs.Stat(fsys, p)
	if err != nil {
		return nil, cause(err)
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("not a plain file")
	}
	f, err := fsys.Open(p)
	if err != nil {
		return nil, cause(err)
	}
	src, err := io.ReadAll(io.LimitReader(f, script.MaxBytes+1))
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, cause(err)
	}
	if len(src) > script.MaxBytes {
		return nil, fmt.Errorf("over %d KiB", script.MaxBytes>>10)
	}
	return src, nil
}

// cause takes the path out of an error that is told with its path.
func cause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// NameOf is what a script at that path is called when it does not say: the name
// of the file, or of the folder around a script.md, with hyphens for spaces.
func NameOf(p string) string {
	name := strings.TrimSuffix(path.Base(p), path.Ext(p))
	if dir := path.Dir(p); dir != "." {
		name = path.Base(dir)
	}
	return plain(name)
}
