// Package start turns what a person asked for into a running sitting.
//
// A House opens the rooms behind it when they are first needed: the config
// file, the library, the journal, the player. Compose lays flags, environment,
// preset and config over a script and compiles its score; Begin starts the
// conductor. Screens, plain text and commands all go through it, so that the
// same words start the same sit everywhere.
//
// It promises that nothing is created on disk before a sit begins, that a
// missing home costs the log and nothing else, and that Interrupt keeps the
// sit that is running. It draws nothing and knows no flag syntax.
package start

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"karuna/assets"
	"karuna/audio"
	"karuna/audio/voice"
	"karuna/sessions"
	"karuna/sessions/conductor"
	"karuna/sessions/journal"
	"karuna/sessions/library"
	"karuna/ui/prefs"
)

// Options is what main knows and nothing below it may look up.
type Options struct {
	Env     func(string) string // "" for a variable that is not set
	Config  string              // path of the config file; "": the usual place
	Version string
	Zone    string                       // IANA name of the local zone, or ""
	Machine string                       // tells this machine from another
	Boot    func() (time.Duration, bool) // clock that goes on in sleep
	BEL     func() error                 // rings the terminal's bell; nil: there is none
	Now     func() time.Time
	Warn    func(string) // one line for the person from a room behind; nil: dropped
}

// House opens rooms when they are first asked for. Its methods may be called
// from any goroutine.
type House struct {
	opt     Options
	places  prefs.Places
	homeErr error

	mu       sync.Mutex
	prefs    prefs.Prefs
	problems []prefs.Problem
	loaded   bool
	library  *library.Library
	log      *journal.Journal
	player   *audio.Player
	tuned    tuning
	speaker  *voice.Speaker
	spoken   string      // what the speaker was made for
	open     []io.Closer // narrators, and recordings beneath a sit

	flags map[string]string // of the whole program, by setting name
	sweep func(time.Time) ([]string, error)
	left  []string // lines of Unwritten that Left has not returned

	running atomic.Pointer[conductor.Conductor]
}

// Open computes the places and touches nothing.
func Open(o Options) *House {
	h := &House{opt: o}
	h.places, h.homeErr = prefs.FindPlaces(o.Env, runtime.GOOS)
	if o.Config != "" {
		h.places.ConfigFile = o.Config
	}
	return h
}

// UseConfig reads another config file from now on.
func (h *House) UseConfig(path string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.places.ConfigFile, h.loaded = path, false
}

// UseFlags lays choices of the whole program, by setting name, over what the
// config file and the environment say.
func (h *House) UseFlags(flags map[string]string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.flags = flags
}

// UseBEL takes the terminal's bell from whoever owns the terminal now.
func (h *House) UseBEL(ring func() error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.opt.BEL = ring
}

// UseSweep takes what deals with the private files that an editor left when it
// was cut short, and returns where it moved those with words in them.
func (h *House) UseSweep(sweep func(now time.Time) (kept []string, err error)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sweep = sweep
}

// Unwritten says, a line for each, where the words are that somebody was
// writing in an editor when it was cut short; each is said once. Commands that
// only read must not call it.
func (h *House) Unwritten() ([]string, error) {
	h.mu.Lock()
	sweep := h.sweep
	h.mu.Unlock()
	if sweep == nil {
		return nil, nil
	}
	kept, err := sweep(h.opt.Now())
	var lines []string
	for _, path := range kept {
		lines = append(lines, "Your editor was cut short. What was in it is kept: "+h.short(path))
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.left = append(h.left, lines...)
	return lines, err
}

// Left returns the lines of Unwritten that it has not returned before: a screen
// may have had no room for them.
func (h *House) Left() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	lines := h.left
	h.left = nil
	return lines
}

// short is a path as a person writes it.
func (h *House) short(path string) string {
	home := h.opt.Env("HOME")
	if rest, ok := strings.CutPrefix(path, home+string(filepath.Separator)); ok && home != "" {
		return "~" + string(filepath.Separator) + rest
	}
	return path
}

// Options returns what the House was opened with.
func (h *House) Options() Options { return h.opt }

// Places returns where things are kept. The error is prefs.ErrNoHome when
// there is no home directory.
func (h *House) Places() (prefs.Places, error) { return h.places, h.homeErr }

// Now returns the time.
func (h *House) Now() time.Time { return h.opt.Now() }

// Today returns the practice day of now.
func (h *House) Today() sessions.Day {
	return sessions.PracticeDay(h.opt.Now().Local(), h.Prefs().DayTurn)
}

// Prefs returns the person's choices, read once.
func (h *House) Prefs() prefs.Prefs {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.load()
	return h.prefs
}

// Problems returns what is wrong in the config file.
func (h *House) Problems() []prefs.Problem {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.load()
	return h.problems
}

// Reload reads the config file again at the next use.
func (h *House) Reload() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.loaded = false
}

func (h *House) load() {
	if h.loaded {
		return
	}
	h.prefs, h.problems = prefs.Load(h.places.ConfigFile)
	h.loaded = true
}

// Library returns the practices: the built-in ones and the person's own.
func (h *House) Library() *library.Library {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.library == nil {
		var own fs.FS
		if h.places.Scripts != "" && h.homeErr == nil {
			own = os.DirFS(h.places.Scripts)
		}
		h.library = library.Open(assets.Scripts(), own)
	}
	return h.library
}

// Log returns the journal, nil when there is no home to keep one in.
func (h *House) Log() *journal.Journal {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.log == nil && h.homeErr == nil {
		host, err := os.Hostname()
		if err != nil {
			host = "karuna"
		}
		h.log = journal.Open(journal.Config{
			Dir: h.places.Journal, State: h.places.State,
			Machine: h.opt.Machine, Host: host, Warn: h.opt.Warn,
		})
	}
	return h.log
}

// Past returns the log as it reads now, the empty Log when there is no home to
// keep one in. It is read anew only when something was written since, by
// whomever: its slices are shared, and read-only.
func (h *House) Past() (journal.Log, error) {
	log := h.Log()
	if log == nil {
		return journal.Log{}, nil
	}
	return log.Recall()
}

// Recover turns the sits that a crash cut short into records, and returns
// them. Commands that only read must not call it.
func (h *House) Recover() ([]sessions.Entry, error) {
	log := h.Log()
	if log == nil {
		return nil, nil
	}
	return log.Recover(h.opt.Now())
}

// Device returns the device that is chosen, "auto" where none is.
func (h *House) Device() string {
	if d := h.chosenDevice(); d != "" {
		return d
	}
	return "auto"
}

// chosenDevice is what flag, environment and config say together.
func (h *House) chosenDevice() string { return h.InForce().Audio.Device }

// tuning is what a player was made for.
type tuning struct {
	device        string
	volume, bells int // percent
}

// Player returns the player on that device, "" for the one chosen. A player on
// another device, or one with bells of another volume, is closed first.
func (h *House) Player(device string) *audio.Player {
	p := h.InForce()
	if device == "" {
		device = p.Audio.Device
	}
	want := tuning{device, p.Audio.Volume, p.Bells.Volume}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.player != nil && h.tuned.device == want.device && h.tuned.bells == want.bells {
		if h.tuned.volume != want.volume { // else the volume of the last sit stays
			h.player.SetVolume(float64(want.volume) / 100)
		}
		h.tuned = want
		return h.player
	}
	if h.player != nil {
		if err := h.player.Close(); err != nil && h.opt.Warn != nil {
			h.opt.Warn(err.Error())
		}
	}
	h.tuned = want
	h.player = audio.New(audio.Config{
		Device: device, BEL: h.opt.BEL, Env: h.opt.Env, Bells: h.bells(p.Bells.Volume),
		Volume: float64(p.Audio.Volume) / 100,
	})
	return h.player
}

// lastFade is how long what still rings may take to fade when the program
// ends.
const lastFade = 1500 * time.Millisecond

// Close lets what still rings fade, and the sound device go.
func (h *House) Close() error {
	h.mu.Lock()
	p, open := h.player, h.open
	h.player, h.open = nil, nil
	h.mu.Unlock()
	var err error
	if p != nil {
		err = fadeAway(p)
	}
	for _, c := range open {
		err = errors.Join(err, c.Close())
	}
	return err
}

func fadeAway(p *audio.Player) error {
	p.Stop(lastFade)
	ctx, cancel := context.WithTimeout(context.Background(), lastFade+time.Second/2)
	defer cancel()
	if err := p.Rest(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return errors.Join(err, p.Close())
	}
	return p.Close()
}

// Running returns the sitting that was begun last, nil before the first.
func (h *House) Running() *conductor.Conductor { return h.running.Load() }

// Interrupt keeps the running sit because of a signal or a closed terminal;
// it returns when the sit is kept, after two seconds at the latest.
func (h *House) Interrupt(cause string) {
	if c := h.running.Load(); c != nil {
		c.Interrupt(cause)
	}
}
