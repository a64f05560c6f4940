package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/oklog/ulid/v2"
)

// Config says where the journal is and who writes it.
type Config struct {
	// Dir is the folder of the log. "" means there is nowhere to write:
	// appending returns ErrNoPlace and the line.
	Dir string
	// State is the folder of running sits and of the device's name. ""
	// keeps both in memory only.
	State string
	// Machine tells this machine from others (a machine id). Only a hash of
	// it is stored. A state folder that came from another machine is seen by
	// it and gets a device name of its own.
	Machine string
	// Host is the readable part of the device name.
	Host string
	// Warn hears what a person should know and no return value carries.
	// nil: nobody listens.
	Warn func(string)
}

// Errors on which a caller decides.
var (
	// ErrNoPlace: no folder is known to write to.
	ErrNoPlace = errors.New("there is no place for the journal")
	// ErrFull: the disk or the quota is full, the reserve already given back.
	ErrFull = errors.New("the disk is full")
	// ErrTooLong: the record would be over 64 KiB.
	ErrTooLong = errors.New("the text is too long: a record holds 64 KiB")
	// ErrUnknown: the journal has no sit, or no batch, of that id.
	ErrUnknown = errors.New("not in the journal")
	// ErrNoLock: the lock cannot be had, and what was asked must not be done
	// without it.
	ErrNoLock = errors.New("the journal is locked by another process, or cannot be locked here")
)

// Receipt says what became of a record.
type Receipt struct {
	ID      string
	Path    string // file it is in; "" when it is in none
	Spilled bool   // it is in a file of its own, the device's could not be written
	Warning string // one line for the person, or ""
	Line    []byte // the JSON line without its newline, whether written or not
}

// Journal is a practice log. Its methods may be called from any goroutine and
// any number of processes.
type Journal struct {
	cfg  Config
	disk disk

	mu     sync.Mutex
	device string          // name of this device, once it was needed
	last   ulid.ULID       // greatest id this process minted
	own    map[string]bool // checkpoints this process holds

	memory memory
}

// Open returns the journal that cfg describes. It touches nothing on disk.
func Open(cfg Config) *Journal {
	return &Journal{cfg: cfg, own: map[string]bool{}}
}

// Writable returns nil when a record can be expected to reach the log folder,
// and otherwise why not: ErrNoPlace, a read-only file system, no permission.
// It creates nothing; the nearest folder that exists is asked.
func (j *Journal) Writable() error {
	if j.cfg.Dir == "" {
		return ErrNoPlace
	}
	for dir := filepath.Clean(j.cfg.Dir); ; dir = filepath.Dir(dir) {
		st, err := os.Stat(dir)
		if errors.Is(err, fs.ErrNotExist) && dir != filepath.Dir(dir) {
			continue
		}
		if err != nil {
			return fmt.Errorf("write to %q: %w", j.cfg.Dir, err)
		}
		if !st.IsDir() {
			return fmt.Errorf("write to %q: %q is not a folder", j.cfg.Dir, dir)
		}
		if err := j.disk.canWrite(dir); err != nil {
			return fmt.Errorf("write to %q: %w", j.cfg.Dir, err)
		}
		return nil
	}
}

func (j *Journal) warn(text string) {
	if text != "" && j.cfg.Warn != nil {
		j.cfg.Warn(text)
	}
}

func (j *Journal) active() string { return filepath.Join(j.cfg.State, "active") }
