package library

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"

	"karuna/sessions/programme"
)

// Programmes reads the programmes in a file system, NAME.toml at the root, in
// their own order, then that of their files. Those that cannot be read are told and hide none
// of the others.
func Programmes(fsys fs.FS) ([]programme.Programme, []FileProblem) {
	var out []programme.Programme
	var problems []FileProblem
	names, err := fs.Glob(fsys, "*.toml")
	if err != nil {
		return nil, []FileProblem{{Source: BuiltIn, Path: ".", Err: err}}
	}
	for _, name := range names {
		p, err := readProgramme(fsys, name)
		if err != nil {
			problems = append(problems, FileProblem{Source: BuiltIn, Path: name, Err: err})
			continue
		}
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(a, b programme.Programme) int { return cmp.Compare(a.Order, b.Order) })
	return out, problems
}

func readProgramme(fsys fs.FS, name string) (programme.Programme, error) {
	src, err := Read(fsys, name)
	if err != nil {
		return programme.Programme{}, err
	}
	p, err := programme.Parse(src)
	if err == nil && p.ID+".toml" != name {
		err = fmt.Errorf("its id is %q", p.ID)
	}
	return p, err
}
