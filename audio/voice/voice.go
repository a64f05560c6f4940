// Package voice speaks lines of guidance: with a recording that lies beside a
// script, or with a speech program found on this machine when it is asked.
//
// Lines are rendered ahead, two at a time, into files in the cache, one a
// phrase. Every phrase is heard alike on both sides at -23 LUFS (BS.1770) with
// no peak above -3 dB of full scale, at 48 000 frames a second, with 50 ms
// before it and 150 ms after. What a phrase really takes is known once it is
// rendered. A recording wins over a program where a line has both.
//
// The text of a line goes to a program through its standard input. It is never
// an argument, never part of a command line, and never seen by a shell. A line
// that holds what a person typed for one sit (Line.Private) goes only to
// programs that read it from standard input and write the sound to standard
// output, and stays in memory.
//
// Programs run in a process group of their own, without a terminal, with a
// short list of environment variables: PATH, HOME, LANG, LC_ALL, LC_CTYPE,
// XDG_RUNTIME_DIR, XDG_DATA_HOME, XDG_DATA_DIRS, LD_LIBRARY_PATH, TMPDIR (a
// folder of their own), and what Windows cannot start a program without. They
// are killed when they take too long, write too much, or are not wanted any more.
//
// Nothing here stops a sit: a line that cannot be spoken stays on the screen,
// and Status says so once. When a phrase is due is not decided here
// (sessions/score), nor how it is mixed (audio/mix).
package voice

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"sync"
	"time"

	"karuna/audio/clip"
)

// Sample is a line for trying a narrator.
const Sample = "May you be well. Let the breath come as it comes."

// Line is something to be said.
type Line struct {
	Text    string // as it is said; may be "" where there is a recording
	Clip    string // file of a recording of it among Config.Clips, or ""
	Private bool   // it holds what was typed for one sit: memory only
}

// key is what the phrase of a line is asked for by.
func (l Line) key() string {
	if l.Text == "" {
		return l.Clip
	}
	return l.Text
}

// Config says who speaks, and how.
type Config struct {
	Name     string                                                                    // of a narrator, with a voice or not: "auto", "flite", "espeak-ng:en-gb"
	Rate     int                                                                       // words a minute, 60 to 220; 0 is 110
	Command  []string                                                                  // of the narrator "command": program and arguments
	Env      func(string) string                                                       // the environment
	Cache    string                                                                    // folder of the cache; "" keeps phrases in memory
	Language string                                                                    // of the lines, as a tag: "en", "de"; "" is "en"
	Clips    fs.FS                                                                     // the folder of the script, for its recordings; may be nil
	Decode   func(ctx context.Context, name string, src io.Reader) (*clip.Clip, error) // of what is not WAV; nil: only WAV is read
}

// Speaker speaks lines. Any number of goroutines may use it.
type Speaker struct {
	config Config
	tool   tool // the program; none speaks recordings alone
	cache  cache
	ctx    context.Context // ends with Close
	end    context.CancelFunc
	slots  chan struct{} // one for each program that runs
	work   sync.WaitGroup

	mu      sync.Mutex
	closed  bool
	phrases map[string]*phrase
	recent  []*phrase // those whose file is in memory, oldest first
	trouble string
}

// phrase is a line that has been rendered, or is being.
type phrase struct {
	done   chan struct{} // closed once the rest is settled
	err    error
	clip   string // the recording that was asked for
	file   string // id in the cache, or "": sound is all there is
	frames int
	sound  *clip.Clip
}

func (p *phrase) settled() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

const (
	atOnce   = 2 // programs that run side by side
	inMemory = 8 // phrases from the cache that are kept in memory
	usual    = 110
)

// ErrClosed is returned by a Speaker that was closed.
var ErrClosed = errors.New("the narrator is closed")

// New returns a Speaker. It starts nothing. The error says why the narrator is
// of no use here.
func New(c Config) (*Speaker, error) {
	if c.Rate == 0 {
		c.Rate = usual
	}
	c.Rate = min(max(c.Rate, 60), 220)
	t, err := choose(c)
	if err != nil {
		return nil, err
	}
	s := &Speaker{config: c, tool: t, slots: make(chan struct{}, atOnce), phrases: map[string]*phrase{}}
	if c.Cache != "" {
		s.cache = cache{filepath.Join(c.Cache, "voice")}
	}
	s.ctx, s.end = context.WithCancel(context.Background())
	return s, nil
}

// Name returns the narrator that was found, without its voice.
func (s *Speaker) Name() string { return s.tool.name }

// Discreet reports whether private lines are spoken too. Of others, say the
// fallback.
func (s *Speaker) Discreet() bool { return s.tool.discreet() }

// Status returns one line for the person when something could not be spoken,
// and "" otherwise.
func (s *Speaker) Status() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.trouble
}

// Close ends what is being rendered and returns when nothing runs any more.
// Lines that are ready can still be heard.
func (s *Speaker) Close() error {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.end()
	s.work.Wait()
	return nil
}

// Length returns how long the phrase of a text is; ok is false when that is not
// known, because it is not rendered. A line without text is asked for by its
// recording. It may read a file.
func (s *Speaker) Length(text string) (length time.Duration, ok bool) {
	p := s.find(text)
	if p == nil {
		return 0, false
	}
	return time.Duration(p.frames) * time.Second / clip.Rate, true
}

// Clip returns the sound of a phrase; ok is false when it is not rendered. It
// may read a file.
func (s *Speaker) Clip(text string) (sound *clip.Clip, ok bool) {
	p := s.find(text)
	if p == nil {
		return nil, false
	}
	s.mu.Lock()
	sound, file := p.sound, p.file
	s.mu.Unlock()
	if sound != nil {
		s.remember(p, sound)
		return sound, true
	}
	sound, err := s.cache.load(file)
	if err != nil || sound.Len() != p.frames { // gone or damaged: to be rendered again
		s.forget(text, p)
		return nil, false
	}
	s.remember(p, sound)
	return sound, true
}

// find returns the phrase of a text that is ready, here or in the cache.
func (s *Speaker) find(text string) *phrase {
	s.mu.Lock()
	p := s.phrases[text]
	s.mu.Unlock()
	if p != nil {
		if p.settled() && p.err == nil {
			return p
		}
		return nil
	}
	id := s.tool.id(spoken(text))
	sound, err := s.cache.load(id)
	if err != nil {
		return nil
	}
	p = &phrase{done: make(chan struct{}), file: id, frames: sound.Len()}
	close(p.done)
	s.mu.Lock()
	defer s.mu.Unlock()
	if q := s.phrases[text]; q != nil { // someone renders it meanwhile
		return nil
	}
	s.phrases[text] = p
	return p
}

// remember keeps the sound of a file in memory, and lets the oldest go.
func (s *Speaker) remember(p *phrase, sound *clip.Clip) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.file == "" {
		return // it is nowhere else
	}
	kept := s.recent[:0]
	for _, r := range s.recent {
		if r != p {
			kept = append(kept, r)
		}
	}
	p.sound = sound
	s.recent = append(kept, p)
	if len(s.recent) > inMemory {
		s.recent[0].sound = nil
		s.recent = append(s.recent[:0], s.recent[1:]...)
	}
}

func (s *Speaker) forget(text string, p *phrase) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.phrases[text] == p {
		delete(s.phrases, text)
	}
}
