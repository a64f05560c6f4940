// Package library knows where scripts come from: those that ship with karuna,
// and a person's own folder, both as file systems.
//
// A script is a file NAME.md, or a folder NAME that holds script.md and its
// clips. Its id is what it says, else NAME. A script of the person's own
// shadows the built-in one of the same id. Files that cannot be read or hold
// errors are told by Problems and never hide the others.
//
// Everything is read once, when first asked for; Open itself touches nothing. A
// built-in script that is found by its id before that is read alone: the first
// screen needs one, and all of them take as long as the rest of a start.
// A Library may be used from several goroutines. It writes nothing, watches
// nothing, and judges scripts no further than their grammar.
package library

import (
	"fmt"
	"io/fs"
	"sort"
	"strings"
	"sync"
	"sync/atomic"

	"karuna/sessions"
	"karuna/sessions/script"
)

// The values of Script.Source.
const (
	BuiltIn = "built-in"
	Own     = "own"
)

// Library is a set of scripts.
type Library struct {
	builtin, own fs.FS
	once         sync.Once
	loaded       atomic.Bool // all is
	ownOnce      sync.Once
	ownFiles     []file
	ownProblems  []FileProblem
	all          []sessions.Script          // sorted, shadowed ones left out
	shadowed     map[string]sessions.Script // by id
	sources      map[string][]byte          // by id
	problems     []FileProblem
	texts        sync.Once
	returns      map[string][]string
	phrases      map[string][]string
}

// FileProblem says why a file gave no script, or gave one that nobody can
// reach.
type FileProblem struct {
	Source   string // "built-in" or "own"
	Path     string
	Problems []script.Problem // what is wrong inside; empty when Err says it
	Err      error            // it could not be read, or its id is taken
}

// Error says what is wrong with the file, on one line.
func (p FileProblem) Error() string {
	if p.Err != nil {
		return fmt.Sprintf("%s: %v", p.Path, p.Err)
	}
	for _, q := range p.Problems {
		if q.Severity == script.Error {
			return fmt.Sprintf("%s:%s", p.Path, q)
		}
	}
	return p.Path
}

// Unwrap returns Err.
func (p FileProblem) Unwrap() error { return p.Err }

// Open returns the library of the scripts in both file systems. own may be
// nil, or name a folder that does not exist.
func Open(builtin, own fs.FS) *Library { return &Library{builtin: builtin, own: own} }

// All returns every script, those met first in front: by tier, then by kind,
// the lead of a kind before its others.
func (l *Library) All() []sessions.Script {
	l.load()
	return append([]sessions.Script(nil), l.all...)
}

// Problems returns the files that hold no usable script, and those of the
// shared lines that cannot be read.
func (l *Library) Problems() []FileProblem {
	l.loadTexts()
	return append([]FileProblem(nil), l.problems...)
}

// Shadowed returns the built-in script that a person's own of the same id
// stands before.
func (l *Library) Shadowed(id string) (sessions.Script, bool) {
	l.load()
	s, ok := l.shadowed[id]
	return s, ok
}

// Text returns the file of a script, byte for byte.
func (l *Library) Text(id string) ([]byte, bool) {
	l.load()
	b, ok := l.sources[id]
	return append([]byte(nil), b...), ok
}

func (l *Library) load() {
	l.once.Do(func() {
		l.shadowed = map[string]sessions.Script{}
		l.sources = map[string][]byte{}
		at := map[string]int{}
		var found []file
		var problems []FileProblem
		if l.builtin != nil {
			found, problems = readAll(l.builtin, BuiltIn)
		}
		own, ownProblems := l.readOwn()
		l.problems = append(problems, ownProblems...)
		for _, f := range append(found, own...) {
			l.add(f, at)
		}
		sort.SliceStable(l.all, func(i, j int) bool { return before(l.all[i], l.all[j]) })
		l.loaded.Store(true)
	})
}

func (l *Library) readOwn() ([]file, []FileProblem) {
	l.ownOnce.Do(func() {
		if l.own != nil {
			l.ownFiles, l.ownProblems = readAll(l.own, Own)
		}
	})
	return l.ownFiles, l.ownProblems
}

// alone returns the script of an id without reading all of them: one of the
// person's own, else the built-in one whose file is called by it.
func (l *Library) alone(id string) (sessions.Script, bool) {
	own, _ := l.readOwn()
	for _, f := range own {
		if f.script.ID == id {
			return f.script, true
		}
	}
	name := id + ".md"
	if l.builtin == nil || !fs.ValidPath(name) {
		return sessions.Script{}, false
	}
	f, problem := readFile(l.builtin, name, BuiltIn)
	return f.script, problem == nil && f.script.ID == id
}

func (l *Library) add(f file, at map[string]int) {
	id := f.script.ID
	i, taken := at[id]
	switch {
	case !taken:
		at[id] = len(l.all)
		l.all = append(l.all, f.script)
	case l.all[i].Source != f.script.Source:
		l.shadowed[id] = l.all[i]
		l.all[i] = f.script
	default:
		l.problems = append(l.problems, FileProblem{
			Source: f.script.Source, Path: f.script.Path,
			Err: fmt.Errorf("the id %q is that of %s already", id, l.all[i].Path),
		})
		return
	}
	l.sources[id] = f.src
}

// before orders scripts as a person meets them, the shorter ones of a kind
// first.
func before(a, b sessions.Script) bool {
	for _, d := range []int{
		tier(a) - tier(b),
		kindOrder(a.Kind) - kindOrder(b.Kind),
		int(a.Length.Usual - b.Length.Usual),
		strings.Compare(a.Title, b.Title),
	} {
		if d != 0 {
			return d < 0
		}
	}
	return a.ID < b.ID
}

// tier puts scripts that do not say after those that do.
func tier(s sessions.Script) int {
	if s.Tier == 0 {
		return 100
	}
	return s.Tier
}

// kindOrder goes from presence to kindness to enquiry, the one-minute
// practices last.
func kindOrder(k sessions.Kind) int {
	order := []sessions.Kind{
		sessions.Mindfulness, sessions.Body, sessions.Breathing, sessions.SelfCompassion,
		sessions.LovingKindness, sessions.CompassionForOthers, sessions.Visualization,
		sessions.SelfInquiry, sessions.Equanimity, sessions.Micro,
	}
	for i, o := range order {
		if o == k {
			return i
		}
	}
	return len(order)
}
