package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"karuna/sessions"
)

const reserveSize = 256 << 10

// spillMark stands in the name of a spill file between the device and the id of
// its first record.
const spillMark = ".spill-"

// Append writes a finished sit. When it returns nil the record is on the disk.
// e.ID "" is minted; a sit that ran keeps its checkpoint's id. A text that
// would make the line longer than 64 KiB is cut, with a warning, so that the
// minutes are kept. On an error Receipt.Line still holds the line, for
// printing: `import -` takes it back.
func (j *Journal) Append(now time.Time, e sessions.Entry) (Receipt, error) {
	cutShort := ""
	r, err := j.put(now, e.ID, nil, func(id string) ([]byte, error) {
		line, err := encodeSit(id, e)
		if err == nil && len(line) >= maxRecord {
			cutShort = "the text was too long for one record (64 KiB) and its end is left out"
			line, err = shortenSit(id, e)
		}
		return line, err
	})
	if cutShort != "" && r.Warning == "" {
		r.Warning = cutShort
	}
	return r, err
}

// put writes one record made by build under the lock of the folder. id "" is
// minted above everything seen and above the ids in over.
func (j *Journal) put(now time.Time, id string, over []string, build func(id string) ([]byte, error)) (Receipt, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	w := j.begin()
	defer w.unlock()
	return j.putLocked(w, now, id, over, build)
}

// writing is an append under way.
type writing struct {
	unlock func()
	err    error // why the device's file must not be appended to, or nil
}

// begin takes the lock. The caller holds j.mu.
func (j *Journal) begin() writing {
	if j.cfg.Dir == "" {
		return writing{func() {}, ErrNoPlace}
	}
	unlock, err := j.lock(j.cfg.Dir)
	if errors.Is(err, errUnlocked) {
		err = nil
	}
	return writing{unlock, err}
}

func (j *Journal) putLocked(w writing, now time.Time, id string, over []string, build func(id string) ([]byte, error)) (Receipt, error) {
	if id == "" {
		var err error
		if id, err = j.mint(now, append(j.tailIDs(), over...)...); err != nil {
			return Receipt{}, err
		}
	}
	line, err := build(id)
	r := Receipt{ID: id, Line: line}
	if err != nil {
		return r, err
	}
	return j.save(w, r, append(line[:len(line):len(line)], '\n'))
}

// save brings whole lines to the disk: into the device's file, else into a
// spill file of their own.
func (j *Journal) save(w writing, r Receipt, lines []byte) (Receipt, error) {
	if errors.Is(w.err, ErrNoPlace) {
		return r, ErrNoPlace
	}
	device, err := j.deviceName()
	if err != nil {
		return r, err
	}
	own := filepath.Join(j.cfg.Dir, device+".jsonl")
	err = w.err
	if err == nil {
		r.Warning, err = j.saveOwn(own, lines)
	}
	switch {
	case err == nil:
		r.Path = own
		return r, nil
	case isFull(err) && !errors.Is(err, errUnsynced):
		return r, fmt.Errorf("append to %q: %w: %w", own, ErrFull, err)
	}
	return j.saveApart(r, device, lines, err)
}

// saveOwn appends lines to the device's file. On a full disk they take the
// room of the reserve, and the warning says so.
func (j *Journal) saveOwn(path string, lines []byte) (warning string, err error) {
	err = j.appendTo(path, lines)
	if isFull(err) && j.release() {
		warning = "the disk is full; the space kept for this was used"
		if !errors.Is(err, errUnsynced) {
			err = j.appendTo(path, lines)
		}
	}
	if err == nil && warning == "" {
		j.keepReserve()
	}
	return warning, err
}

// saveApart writes lines into a spill file, where the device's file failed
// them with refused.
func (j *Journal) saveApart(r Receipt, device string, lines []byte, refused error) (Receipt, error) {
	path := filepath.Join(j.cfg.Dir, device+spillMark+r.ID+".jsonl")
	err := j.spill(path, lines)
	if isFull(err) && j.release() {
		err = j.spill(path, lines)
	}
	switch {
	case isFull(err):
		return r, fmt.Errorf("append to %q: %w: %w", path, ErrFull, err)
	case err != nil:
		return r, fmt.Errorf("append to %q: %w", filepath.Join(j.cfg.Dir, device+".jsonl"), errors.Join(refused, err))
	}
	r.Path, r.Spilled = path, true
	r.Warning = fmt.Sprintf("kept in a file of its own, %q: %v", filepath.Base(path), refused)
	return r, nil
}

// errUnsynced: the bytes were written and the disk would not confirm them. A
// second sync could succeed without writing anything, so the bytes must go
// elsewhere.
var errUnsynced = errors.New("not confirmed by the disk")

// appendTo appends lines in one write and waits until they are on the disk.
// A fragment that an earlier write left without its newline is ended first.
func (j *Journal) appendTo(path string, lines []byte) (err error) {
	f, err := j.disk.open(path, os.O_RDWR|os.O_APPEND|os.O_CREATE|noWait)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := f.Close(); cerr != nil && err == nil {
			err = errors.Join(errUnsynced, cerr)
		}
	}()
	st, err := f.Stat()
	if err != nil {
		return err
	}
	if !st.Mode().IsRegular() {
		return errIrregular
	}
	out := lines
	if st.Size() > 0 {
		last := []byte{0}
		if _, err := f.ReadAt(last, st.Size()-1); err != nil || last[0] != '\n' {
			out = append([]byte{'\n'}, lines...)
		}
	} else if err := f.Chmod(0o600); err != nil {
		return err
	}
	return j.writeOut(f, out, st.Size() == 0)
}

// writeOut writes b at once and has it, and the name of a new file, on disk.
func (j *Journal) writeOut(f *os.File, b []byte, isNew bool) error {
	if err := j.disk.write(f, b); err != nil {
		return err
	}
	if err := j.disk.sync(f); err != nil {
		return errors.Join(errUnsynced, err)
	}
	if isNew {
		if err := j.disk.syncDir(filepath.Dir(f.Name())); err != nil {
			return errors.Join(errUnsynced, err)
		}
	}
	return nil
}

// spill writes lines into a file that nobody else has.
func (j *Journal) spill(path string, lines []byte) (err error) {
	if err := j.disk.makeDir(filepath.Dir(path)); err != nil {
		return err
	}
	f, err := j.disk.open(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL|os.O_APPEND)
	if errors.Is(err, fs.ErrExist) {
		// An earlier try for the same id left it; readers keep one copy.
		return j.appendTo(path, lines)
	}
	if err != nil {
		return err
	}
	defer func() {
		if cerr := f.Close(); cerr != nil && err == nil {
			err = errors.Join(errUnsynced, cerr)
		}
	}()
	if err := f.Chmod(0o600); err != nil {
		return err
	}
	return j.writeOut(f, lines, true)
}

// release gives the reserve back to a full disk and reports whether there was
// one.
func (j *Journal) release() bool {
	path := filepath.Join(j.cfg.Dir, ".reserve")
	return j.cfg.Dir != "" && j.disk.remove(path) == nil
}

// keepReserve makes the reserve when it is not there. Its bytes are noise, so
// that no file system stores fewer of them. Where there is no room for it
// there will be none for it to give back, and nothing is said.
func (j *Journal) keepReserve() {
	path := filepath.Join(j.cfg.Dir, ".reserve")
	if j.disk.calm {
		return
	}
	f, err := j.disk.open(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return
	}
	noise := rand.NewChaCha8([32]byte{})
	b := make([]byte, reserveSize)
	_, rerr := noise.Read(b)
	err = errors.Join(rerr, f.Chmod(0o600), j.disk.write(f, b), j.disk.sync(f), f.Close())
	if err != nil && j.disk.remove(path) != nil {
		j.warn(fmt.Sprintf("the reserve %q is incomplete: %v", path, err))
	}
}
