package intake

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"karuna/sessions"
	"karuna/sessions/library"
)

// Fate is what became of a script.
type Fate string

// The fates. Left is a script that stays outside: it Failed, its id is taken,
// or the disk refused it.
const (
	Put      Fate = "new"
	Same     Fate = "same"
	Replaced Fate = "replaced"
	Left     Fate = "left out"
)

// comes reports whether the script is written.
func (f Fate) comes() bool { return f == Put || f == Replaced }

// Outcome is a script and what became of it.
type Outcome struct {
	Found
	Fate Fate
	Path string // where it is now, "" when it is Left
	Kept string // where the script it replaced went
	Why  error  // of Left
}

// Into puts scripts into the folder dir, which is made when there is none. Where
// a script of the same id is there already it is Left, or with force takes its
// place; the same words and recordings are Same. With dry nothing is written,
// and the outcomes are what would be.
//
// An error means that nothing was put at all.
func Into(dir string, found []Found, force, dry bool) ([]Outcome, error) {
	in := intake{dir: dir, force: force, taken: map[string]string{}}
	if err := in.look(); err != nil {
		return nil, err
	}
	defer in.close()
	for _, f := range found {
		in.plan(f)
	}
	if dry || !in.busy() {
		return in.out, nil
	}
	if err := in.write(); err != nil {
		return nil, err
	}
	return in.out, nil
}

// intake is one run of Into.
type intake struct {
	dir   string
	force bool
	root  *os.Root          // nil: there is no folder yet
	taken map[string]string // id → the entry of the folder that has it
	out   []Outcome
	moves []move // of each outcome
	bytes int64
	stage string // the folder where files wait for their names
}

// move is how a script gets to its place: what stands there now goes away.
type move struct {
	to    string   // NAME.md or NAME/script.md
	entry string   // NAME.md or NAME
	away  []string // entries of the folder
}

// look sees what is in the folder.
func (in *intake) look() error {
	root, err := os.OpenRoot(in.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("open the folder of your scripts: %w", err)
	}
	in.root = root
	lib := library.Open(nil, root.FS())
	for _, s := range lib.All() {
		in.taken[s.ID] = entryOf(s.Path)
	}
	return nil
}

func (in *intake) close() {
	if in.root != nil {
		_ = in.root.Close() // every file in it was closed by its own
	}
}

// entryOf is the first part of a path.
func entryOf(p string) string {
	entry, _, _ := strings.Cut(p, "/")
	return entry
}

// plan decides what becomes of a script.
func (in *intake) plan(f Found) {
	o, m := Outcome{Found: f, Fate: Left}, move{}
	if f.Failed() {
		o.Why = f.Err
		in.add(o, m)
		return
	}
	m.entry, m.to = places(f)
	m.away = in.occupied(f.Script, m.entry)
	switch {
	case in.claimed(f.Script.ID):
		o.Why = fmt.Errorf("another script here has the id %q too", f.Script.ID)
	case len(m.away) == 1 && in.same(f, m.away[0]):
		o.Fate, o.Path = Same, in.path(m.away[0])
	case len(m.away) > 0 && !in.force:
		o.Why = fmt.Errorf("%s %w", in.path(m.away[0]), ErrTaken)
	default:
		if o.Why = in.room(f); o.Why != nil {
			break
		}
		o.Fate, o.Path = Put, in.path(m.to)
		if len(m.away) > 0 {
			o.Fate, o.Kept = Replaced, in.path(replacedFolder)
		}
	}
	in.add(o, m)
}

func (in *intake) add(o Outcome, m move) {
	in.out, in.moves = append(in.out, o), append(in.moves, m)
}

func (in *intake) path(name string) string { return filepath.Join(in.dir, filepath.FromSlash(name)) }

// places returns where a script goes: a file, or a folder when it has recordings
// or its file would be taken for a read-me.
func places(f Found) (entry, to string) {
	id := f.Script.ID
	if len(f.Clips) > 0 || id == "readme" {
		return id, id + "/script.md"
	}
	return id + ".md", id + ".md"
}

// occupied lists the entries that have the script's id or its place.
func (in *intake) occupied(s sessions.Script, entry string) []string {
	var away []string
	if e, ok := in.taken[s.ID]; ok {
		away = append(away, e)
	}
	if in.root != nil && (len(away) == 0 || away[0] != entry) {
		if _, err := in.root.Lstat(entry); err == nil {
			away = append(away, entry)
		}
	}
	return away
}

func (in *intake) claimed(id string) bool {
	for _, o := range in.out {
		if o.Script.ID == id && o.Fate.comes() {
			return true
		}
	}
	return false
}

// same reports whether the entry holds the same words and recordings.
func (in *intake) same(f Found, entry string) bool {
	at := entry
	if info, err := in.root.Stat(entry); err == nil && info.IsDir() {
		at = entry + "/script.md"
	}
	fsys := in.root.FS()
	text, err := library.Read(fsys, at)
	if err != nil || !bytes.Equal(text, f.Text) {
		return false
	}
	for _, clip := range f.Clips {
		theirs, err := fsys.Open(path.Join(path.Dir(at), clip))
		if err != nil {
			return false
		}
		equal := alike(&f, clip, theirs)
		if err := theirs.Close(); err != nil || !equal {
			return false
		}
	}
	return true
}

func alike(f *Found, clip string, theirs io.Reader) bool {
	ours, err := f.open(clip)
	if err != nil {
		return false
	}
	defer func() { _ = ours.Close() }() // read from, never written
	a, b := make([]byte, 1<<16), make([]byte, 1<<16)
	for {
		n, err := io.ReadFull(ours, a)
		m, _ := io.ReadFull(theirs, b)
		if n != m || !bytes.Equal(a[:n], b[:m]) {
			return false
		}
		if err != nil {
			return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		}
	}
}

// room counts the recordings of all scripts.
func (in *intake) room(f Found) error {
	for _, clip := range f.Clips {
		info, err := fs.Stat(f.beside, clip)
		if err != nil {
			return fmt.Errorf("the recording %s: %w", clip, cause(err))
		}
		in.bytes += info.Size()
	}
	if in.bytes > MaxRecordings {
		return fmt.Errorf("the recordings are over %d MiB together", MaxRecordings>>20)
	}
	return nil
}

// busy reports whether there is something to write.
func (in *intake) busy() bool {
	for _, o := range in.out {
		if o.Fate.comes() {
			return true
		}
	}
	return false
}
