package intake

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
)

const (
	replacedFolder = ".replaced"
	waitingFolder  = ".incoming"
)

// write puts what is planned in its place. Nothing has its name before all is
// on the disk.
func (in *intake) write() (err error) {
	if err := in.make(); err != nil {
		return err
	}
	if in.stage, err = in.fresh(waitingFolder); err != nil {
		return fmt.Errorf("write into the folder of your scripts: %w", err)
	}
	defer func() { err = errors.Join(err, in.root.RemoveAll(in.stage)) }()
	for i, o := range in.out {
		if !o.Fate.comes() {
			continue
		}
		if err := in.wait(o.Found, in.moves[i]); err != nil {
			return fmt.Errorf("write %q: %w", in.moves[i].to, cause(err))
		}
	}
	for i := range in.out {
		if o := &in.out[i]; o.Fate.comes() {
			if err := in.settle(o, in.moves[i]); err != nil {
				o.Fate, o.Path, o.Kept, o.Why = Left, "", "", err
			}
		}
	}
	in.sync()
	return nil
}

// make makes the folder where there is none.
func (in *intake) make() error {
	if in.root != nil {
		return nil
	}
	if err := os.MkdirAll(in.dir, 0o700); err != nil {
		return fmt.Errorf("make the folder of your scripts: %w", err)
	}
	root, err := os.OpenRoot(in.dir)
	if err != nil {
		return fmt.Errorf("open the folder of your scripts: %w", err)
	}
	in.root = root
	return nil
}

// fresh makes a folder called name, or name-2, name-3 … when there is one.
func (in *intake) fresh(name string) (string, error) {
	made := name
	for n := 2; ; n++ {
		err := in.root.Mkdir(made, 0o700)
		if !errors.Is(err, fs.ErrExist) || n > 1000 {
			return made, err
		}
		made = fmt.Sprintf("%s-%d", name, n)
	}
}

// wait writes a script and its recordings where they wait for their names.
func (in *intake) wait(f Found, m move) error {
	to := path.Join(in.stage, m.to)
	if m.to != m.entry {
		if err := in.root.Mkdir(path.Join(in.stage, m.entry), 0o700); err != nil {
			return err
		}
	}
	if err := in.file(to, bytes.NewReader(f.Text)); err != nil {
		return err
	}
	for _, clip := range f.Clips {
		r, err := f.open(clip)
		if err != nil {
			return err
		}
		if err := errors.Join(in.file(path.Join(path.Dir(to), clip), r), r.Close()); err != nil {
			return err
		}
	}
	return nil
}

// file writes one file to the disk.
func (in *intake) file(name string, r io.Reader) error {
	w, err := in.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, r)
	return errors.Join(err, w.Sync(), w.Close())
}

// settle gives a script its name. What it replaces goes away first, and comes
// back when the name cannot be given.
func (in *intake) settle(o *Outcome, m move) error {
	var kept []string
	for _, entry := range m.away {
		to, err := in.put(entry)
		if err != nil {
			return errors.Join(fmt.Errorf("put %q away: %w", entry, cause(err)), in.back(m.away, kept))
		}
		kept = append(kept, to)
	}
	if err := in.name(path.Join(in.stage, m.entry), m.entry, m.entry != m.to); err != nil {
		return errors.Join(fmt.Errorf("name %q: %w", m.entry, cause(err)), in.back(m.away, kept))
	}
	if len(kept) > 0 {
		o.Kept = in.path(kept[0])
	}
	return nil
}

// put moves an entry into the folder of those that were replaced.
func (in *intake) put(entry string) (string, error) {
	if err := in.root.Mkdir(replacedFolder, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", err
	}
	to := path.Join(replacedFolder, entry)
	for n := 2; n < 1000; n++ {
		if _, err := in.root.Lstat(to); errors.Is(err, fs.ErrNotExist) {
			break
		}
		to = path.Join(replacedFolder, fmt.Sprintf("%d-%s", n, entry))
	}
	return to, in.root.Rename(entry, to)
}

func (in *intake) back(entries, kept []string) error {
	var err error
	for i, k := range kept {
		err = errors.Join(err, in.root.Rename(k, entries[i]))
	}
	return err
}

// name moves a file or folder to its name, and never over another one: a
// script that came in between stays. Where the disk knows no second name for a
// file, looking first has to do.
func (in *intake) name(from, to string, folder bool) error {
	if !folder {
		err := in.root.Link(from, to)
		if err == nil || errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	if _, err := in.root.Lstat(to); err == nil {
		return fs.ErrExist
	}
	return in.root.Rename(from, to)
}

// sync brings the names themselves to the disk, where a system can.
func (in *intake) sync() {
	if d, err := in.root.Open("."); err == nil {
		_ = d.Sync() // not every system can; the files are there already
		_ = d.Close()
	}
}
