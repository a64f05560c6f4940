package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"karuna/sessions"
)

// RunningNow is a sit that another process is sitting.
type RunningNow struct {
	ID      string
	Start   time.Time
	TZ      string
	Day     sessions.Day
	Planned int // seconds; 0 for an open sit
	Sat     int // seconds at its last beat
	Paused  bool
	Script  *sessions.ScriptRef
	PID     int
}

// staleBeat is how old the last beat of a dead process must be where no lock
// can tell: six beats and more.
const staleBeat = 30 * time.Second

// checkpoints lists the files of running sits.
func (j *Journal) checkpoints() ([]string, error) {
	if j.cfg.State == "" {
		return nil, nil
	}
	list, err := os.ReadDir(j.active())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read running sits: %w", err)
	}
	var out []string
	for _, e := range list {
		if strings.HasSuffix(e.Name(), ckptExt) && e.Type().IsRegular() {
			out = append(out, filepath.Join(j.active(), e.Name()))
		}
	}
	return out, nil
}

// Running returns the sits that other processes are sitting now. It writes
// nothing.
func (j *Journal) Running() ([]RunningNow, error) {
	paths, err := j.checkpoints()
	if err != nil {
		return nil, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	var out []RunningNow
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			continue // it ended meanwhile, or is not ours to read
		}
		lerr := lockFile(f, false, true)
		s, ok := readState(f)
		if err := f.Close(); err != nil || !ok || j.own[s.ID] {
			continue
		}
		if errors.Is(lerr, errLocked) || lerr != nil && noLocks(lerr) && s.aliveHere() {
			e := s.entry()
			out = append(out, RunningNow{
				ID: s.ID, Start: e.Start, TZ: s.TZ, Day: s.Day, Planned: s.Planned, Sat: s.Sat, Paused: s.Paused, Script: e.Script, PID: s.PID,
			})
		}
	}
	return out, nil
}

func readState(f *os.File) (state, bool) {
	b := make([]byte, ckptSize)
	n, err := io.ReadFull(f, b)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return state{}, false
	}
	return newest(b[:n])
}

// aliveHere reports whether the process that wrote s runs on this start of
// this machine.
func (s state) aliveHere() bool { return s.Boot == bootID() && alive(s.PID) }

// Recover turns every checkpoint whose process is gone into a record, ended as
// it was marked or else interrupted, with the checkpoint's id, and returns the
// sits it wrote. It may run any number of times, in any number of processes,
// and die anywhere: an id that the journal has is not written again. Under
// 60 s of a longer sit is dropped. A checkpoint whose record cannot be written
// stays for the next time, and the error says so.
func (j *Journal) Recover(now time.Time) ([]sessions.Entry, error) {
	paths, err := j.checkpoints()
	if err != nil || len(paths) == 0 {
		return nil, err
	}
	unlock, err := j.lock(j.active())
	defer unlock()
	if err != nil && !errors.Is(err, errUnlocked) {
		return nil, fmt.Errorf("recover sits: %w", err)
	}
	var out []sessions.Entry
	var problems []error
	for _, path := range paths {
		e, wrote, err := j.recoverOne(now, path)
		if wrote {
			out = append(out, e)
		}
		if err != nil {
			problems = append(problems, fmt.Errorf("recover %q: %w", path, err))
		}
	}
	return out, errors.Join(problems...)
}

func (j *Journal) recoverOne(now time.Time, path string) (e sessions.Entry, wrote bool, err error) {
	f, err := j.disk.open(path, os.O_RDWR)
	if errors.Is(err, fs.ErrNotExist) {
		return e, false, nil
	}
	if err != nil {
		return e, false, err
	}
	s, ok, err := j.orphan(f, now)
	// The lock goes with the handle, which Windows needs closed before the
	// file can be removed; active/.lock keeps every other recovery out.
	if err = errors.Join(err, f.Close()); err != nil || !ok {
		return e, false, err
	}
	if s.worthKeeping() {
		has, err := j.Has(s.ID)
		if err != nil {
			return e, false, err
		}
		if !has {
			e = whole(s.entry())
			if _, err := j.Append(now, e); err != nil {
				return e, false, err
			}
			wrote = true
		}
	}
	if err := j.disk.remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return e, wrote, err
	}
	return e, wrote, nil
}

// orphan reads a checkpoint and reports whether nobody sits it any more. One
// that was cut off before its first beat holds no minutes and counts as
// dropped; one with a slot of another version is left alone.
func (j *Journal) orphan(f *os.File, now time.Time) (s state, ok bool, err error) {
	lerr := lockFile(f, false, false)
	if errors.Is(lerr, errLocked) {
		return s, false, nil
	}
	b, err := io.ReadAll(io.LimitReader(f, ckptSize))
	if err != nil {
		return s, false, err
	}
	s, ok = newest(b)
	if lerr != nil {
		over, err := beatsOver(f, now, lerr)
		if err != nil || !over || ok && s.aliveHere() {
			return s, false, err
		}
	}
	if ok {
		return s, true, nil
	}
	if otherVersion(b) {
		return s, false, nil
	}
	if len(bytes.Trim(b, "\x00")) > 0 {
		j.warn(fmt.Sprintf("the checkpoint %q is damaged in all its slots", f.Name()))
	}
	s.Ended = markDropped
	return s, true, nil
}

// beatsOver tells by the age of the last beat whether a sit is over, where the
// lock could not tell: unlocked is why not.
func beatsOver(f *os.File, now time.Time, unlocked error) (bool, error) {
	st, err := f.Stat()
	if !noLocks(unlocked) || err != nil {
		return false, errors.Join(unlocked, err)
	}
	return now.Sub(st.ModTime()) > staleBeat, nil
}

// otherVersion reports whether a checkpoint holds slots, none of this version.
func otherVersion(b []byte) bool {
	return bytes.Contains(b, []byte("KCK")) && !bytes.Contains(b, []byte(slotMagic))
}

// Has reports whether a sit of that id is in the log.
func (j *Journal) Has(id string) (bool, error) {
	found := false
	want := []byte(id)
	_, err := j.eachWith(want, func(r *record, _ place) {
		found = found || string(r.op) == opSit && bytes.Equal(r.id, want)
	})
	return found, err
}
