package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"karuna/sessions"
)

// Running describes a sit that begins.
type Running struct {
	ID      string    // "": minted for Start
	Start   time.Time // first stroke, with its offset
	TZ      string
	Day     sessions.Day
	DayTurn int
	Planned int // seconds; 0 for an open sit
	Script  *sessions.ScriptRef
	People  int
	Flags   []string // as the record is to have them; the first may be lost where they are many
}

// Checkpoint carries the minutes of a running sit through a crash or a power
// cut. Its methods may be called from any goroutine.
type Checkpoint struct {
	j    *Journal
	path string

	mu   sync.Mutex
	f    *os.File // nil: in memory only
	beat uint64
	now  state
}

// Begin allocates the checkpoint of a sit and has it on disk before it
// returns. The Checkpoint is usable even when the error is not nil: it is then
// in memory only, and a crash would cost the sit. An empty Config.State is
// such a place, and no error.
func (j *Journal) Begin(r Running) (*Checkpoint, error) {
	c := &Checkpoint{j: j, now: state{
		ID: r.ID, Start: r.Start.Format(time.RFC3339), TZ: r.TZ, Day: r.Day, Turn: r.DayTurn,
		Planned: r.Planned, People: r.People, Flags: r.Flags, PID: os.Getpid(), Boot: bootID(),
	}}
	if r.Script != nil {
		c.now.Script, c.now.Kind = r.Script.ID, string(r.Script.Kind)
		c.now.Version, c.now.SHA256 = r.Script.Version, r.Script.SHA256
	}
	// The lock of running sits comes before j.mu, here as everywhere: who ends a
	// sit, and who recovers one, holds it when he asks for j.mu.
	unlock, lerr := func() {}, error(nil)
	if j.cfg.State != "" {
		unlock, lerr = j.lock(j.active())
	}
	defer unlock()
	j.mu.Lock()
	defer j.mu.Unlock()
	if c.now.ID == "" {
		id, err := j.mint(r.Start, j.tailIDs()...)
		if err != nil {
			return c, err
		}
		c.now.ID = id
	}
	if j.cfg.State == "" {
		return c, nil
	}
	c.path = filepath.Join(j.active(), c.now.ID+ckptExt)
	if lerr != nil && !errors.Is(lerr, errUnlocked) {
		return c, fmt.Errorf("begin the sit's checkpoint: %w", lerr)
	}
	err := c.create()
	if isFull(err) && j.release() {
		err = c.create()
	}
	if err != nil {
		return c, fmt.Errorf("begin the sit's checkpoint: %w", err)
	}
	j.own[c.now.ID] = true
	return c, nil
}

// create makes the file: locked, all its blocks written, on disk.
func (c *Checkpoint) create() (err error) {
	d := c.j.disk
	f, err := d.open(c.path, os.O_RDWR|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close(), os.Remove(c.path))
		}
	}()
	if err := f.Chmod(0o600); err != nil {
		return err
	}
	if err := keepInPlace(f); err != nil {
		c.j.warn(fmt.Sprintf("the checkpoint may need space while the sit runs: %v", err))
	}
	if err := lockFile(f, true, false); err != nil && !noLocks(err) {
		return err
	}
	c.beat = 1
	slot, err := encodeSlot(c.beat, c.now)
	if err != nil {
		return err
	}
	whole := make([]byte, ckptSize)
	copy(whole[slotSize:], slot) // the place of beat 1
	if err := d.writeAt(f, whole, 0); err != nil {
		return err
	}
	if err := d.sync(f); err != nil {
		return err
	}
	if err := d.syncDir(filepath.Dir(c.path)); err != nil {
		return err
	}
	c.f = f
	return nil
}

// ID returns the id that the sit's record is to have.
func (c *Checkpoint) ID() string { return c.now.ID }

// Beat notes the seconds sat so far. With sync they are on the disk when it
// returns; without, they survive the process but not a power cut. After an
// error the sit goes on, and so may Beat.
func (c *Checkpoint) Beat(sat int, wheels sessions.WheelSeconds, sync bool) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now.Sat, c.now.Wheels = sat, [3]int{wheels.Self, wheels.Other, wheels.Ground}
	return c.write(sync)
}

// Plan notes another length in seconds, with the next Beat.
func (c *Checkpoint) Plan(seconds int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now.Planned = seconds
}

// Pause notes whether the sit stands still, with the next Beat: what other
// processes may tell of it.
func (c *Checkpoint) Pause(paused bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now.Paused = paused
}

// Mark notes how the sit ended, before its record is written: should the
// record not come to be, the recovered sit ends like this and is kept whatever
// its length. It is on the disk when it returns.
func (c *Checkpoint) Mark(ended sessions.Ending) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now.Ended = string(ended)
	return c.write(true)
}

func (c *Checkpoint) write(sync bool) error {
	if c.f == nil {
		return nil
	}
	c.beat++
	slot, err := encodeSlot(c.beat, c.now)
	if err != nil {
		return fmt.Errorf("beat of %q: %w", c.path, err)
	}
	if err := c.j.disk.writeAt(c.f, slot, int64(c.beat%slots)*slotSize); err != nil {
		return fmt.Errorf("beat of %q: %w", c.path, err)
	}
	if sync {
		if err := c.j.disk.sync(c.f); err != nil {
			return fmt.Errorf("beat of %q: %w", c.path, err)
		}
	}
	return nil
}

// End removes the checkpoint of a sit whose record is written. Call it after
// Append and only when that returned nil.
func (c *Checkpoint) End() error { return c.finish(markFinished) }

// Drop removes the checkpoint of a sit that is not to be kept.
func (c *Checkpoint) Drop() error { return c.finish(markDropped) }

// finish marks the file first: if removing it fails, or the process dies in
// between, no recovery takes it for a sit cut short.
func (c *Checkpoint) finish(mark string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.f == nil {
		return nil
	}
	unlock, err := c.j.lock(c.j.active())
	defer unlock()
	if errors.Is(err, errUnlocked) {
		err = nil
	}
	c.now.Ended = mark
	err = errors.Join(err, c.write(false), c.f.Close())
	c.f = nil
	if rerr := c.j.disk.remove(c.path); rerr != nil && !errors.Is(rerr, fs.ErrNotExist) {
		return fmt.Errorf("end the sit's checkpoint: %w", errors.Join(err, rerr))
	}
	c.j.mu.Lock()
	defer c.j.mu.Unlock()
	delete(c.j.own, c.now.ID)
	return nil
}

// Leave closes the checkpoint and leaves it to the next Recover: the sit
// could not be written, and its minutes are to be.
func (c *Checkpoint) Leave() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.f == nil {
		return nil
	}
	err := errors.Join(c.write(true), c.f.Close())
	c.f = nil
	c.j.mu.Lock()
	defer c.j.mu.Unlock()
	delete(c.j.own, c.now.ID)
	if err != nil {
		return fmt.Errorf("leave the sit's checkpoint: %w", err)
	}
	return nil
}
