package voice

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
	"time"

	"karuna/audio/clip"
)

// patience is how long a program may take, besides the time that the words
// themselves would.
const patience = 20 * time.Second

// errUnsaid is why there is no phrase for a line, and nobody's fault.
var errUnsaid = errors.New("the narrator does not speak this line")

// Prepare renders the lines that are not ready yet, in order. A line that
// cannot be spoken is left out and not tried again; the error is that of the
// first such line, and all others are ready all the same. progress, which may
// be nil, is called after each line, from one goroutine at a time.
func (s *Speaker) Prepare(ctx context.Context, lines []Line, progress func(done, total int)) error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return ErrClosed
	}
	s.work.Add(1)
	s.mu.Unlock()
	defer s.work.Done()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.ctx, cancel)()

	lines = distinct(lines)
	errs := make([]error, len(lines))
	todo := make(chan int)
	var report sync.Mutex
	done := 0
	var workers sync.WaitGroup
	for range min(atOnce, len(lines)) {
		workers.Go(func() {
			for i := range todo {
				errs[i] = s.ready(ctx, lines[i])
				report.Lock()
				done++
				if progress != nil && ctx.Err() == nil {
					progress(done, len(lines))
				}
				report.Unlock()
			}
		})
	}
	for i := range lines {
		todo <- i
	}
	close(todo)
	workers.Wait()
	if err := ctx.Err(); err != nil {
		if s.ctx.Err() != nil {
			return ErrClosed
		}
		return err
	}
	// A cache that cannot be made smaller is no reason not to speak.
	_ = s.cache.prune()
	return first(errs)
}

func first(errs []error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// distinct returns each line once, with its recording if any of them has one.
func distinct(lines []Line) []Line {
	var out []Line
	at := map[string]int{}
	for _, l := range lines {
		i, seen := at[l.key()]
		switch {
		case l.key() == "":
		case !seen:
			at[l.key()] = len(out)
			out = append(out, l)
		default:
			if out[i].Clip == "" {
				out[i].Clip = l.Clip
			}
			out[i].Private = out[i].Private || l.Private
		}
	}
	return out
}

// ready makes the phrase of a line, or waits for whoever makes it.
func (s *Speaker) ready(ctx context.Context, l Line) error {
	for ctx.Err() == nil {
		p, mine := s.claim(l)
		if mine {
			return s.settle(ctx, l, p)
		}
		select {
		case <-p.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		switch {
		case p.err == nil && s.there(l, p), errors.Is(p.err, errUnsaid):
			return nil
		case p.err != nil && !errors.Is(p.err, context.Canceled):
			return p.err
		}
		s.forget(l.key(), p)
	}
	return ctx.Err()
}

// claim returns the phrase of a line; mine says that the caller is to make it.
func (s *Speaker) claim(l Line) (p *phrase, mine bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p = s.phrases[l.key()]
	if p != nil && (l.Clip == "" || p.clip == l.Clip || !p.settled()) {
		return p, false
	}
	p = &phrase{done: make(chan struct{}), clip: l.Clip}
	s.phrases[l.key()] = p
	return p, true
}

// there reports whether a phrase that was made can still be had.
func (s *Speaker) there(l Line, p *phrase) bool {
	s.mu.Lock()
	held := p.sound != nil
	s.mu.Unlock()
	if held {
		return true
	}
	sound, err := s.cache.load(p.file)
	return err == nil && sound.Len() == p.frames && !l.Private
}

// settle makes a phrase and lets those who wait for it know.
func (s *Speaker) settle(ctx context.Context, l Line, p *phrase) error {
	defer close(p.done)
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
	case <-ctx.Done():
	}
	if p.err = ctx.Err(); p.err == nil {
		p.err = s.make(ctx, l, p)
	}
	switch {
	case p.err == nil:
		return nil
	case ctx.Err() != nil: // not the line's fault: it may be tried again
		p.err = context.Canceled
		s.forget(l.key(), p)
		return ctx.Err()
	case errors.Is(p.err, errUnsaid):
		s.forget(l.key(), p)
		return nil
	}
	return p.err
}

// make makes a phrase, from the recording if there is one.
func (s *Speaker) make(ctx context.Context, l Line, p *phrase) error {
	text := s.sayable(l)
	if l.Clip != "" && s.config.Clips != nil {
		err := s.recorded(ctx, l, p)
		if err == nil || ctx.Err() != nil {
			return err
		}
		if text == "" {
			s.note("a recording could not be played; its words stay on the screen")
			return err
		}
	}
	if text == "" {
		return errUnsaid
	}
	err := s.synthetic(ctx, text, l.Private, p)
	if err != nil && ctx.Err() == nil {
		s.note("the narrator " + s.tool.name + " could not speak; the words stay on the screen")
	}
	return err
}

// sayable returns what the program is to say of a line, or "".
func (s *Speaker) sayable(l Line) string {
	if !s.tool.speaks() || l.Private && !s.tool.discreet() {
		return ""
	}
	return spoken(l.Text)
}

// note keeps the first trouble there was.
func (s *Speaker) note(trouble string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.trouble == "" {
		s.trouble = trouble
	}
}

// recorded makes the phrase of a recording.
func (s *Speaker) recorded(ctx context.Context, l Line, p *phrase) error {
	f, err := s.config.Clips.Open(l.Clip)
	if err != nil {
		return err
	}
	raw, err := read(f)
	if err != nil {
		return &fs.PathError{Op: "read", Path: l.Clip, Err: err}
	}
	id := fileID(raw)
	if s.fromCache(id, p) {
		return nil
	}
	sound, err := s.decoded(ctx, l.Clip, raw)
	if err != nil {
		return fmt.Errorf("play %q: %w", l.Clip, err)
	}
	s.keep(id, sound, false, p)
	return nil
}

// read reads what is not larger than a recording may be.
func read(f io.ReadCloser) ([]byte, error) {
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	if err == nil && len(raw) > maxBytes {
		err = errTooMuch
	}
	return raw, err
}

// synthetic makes a phrase with the program.
func (s *Speaker) synthetic(ctx context.Context, text string, private bool, p *phrase) error {
	id := s.tool.id(text)
	if !private && s.fromCache(id, p) {
		return nil
	}
	words := time.Duration(len(strings.Fields(text)))
	ctx, cancel := context.WithTimeout(ctx, patience+words*time.Minute/time.Duration(s.config.Rate))
	defer cancel()
	raw, err := s.tool.speak(ctx, s.config.Env, s.cache, text)
	if err == nil {
		var sound *clip.Clip
		if sound, err = s.decoded(ctx, "speech", raw); err == nil {
			s.keep(id, sound, private, p)
			return nil
		}
	}
	if private { // what a program complains of may hold the words
		return fmt.Errorf("%s: a private line could not be spoken", s.tool.name)
	}
	return fmt.Errorf("%s: %w", s.tool.name, err)
}

// fromCache takes the phrase from its file, if that is whole.
func (s *Speaker) fromCache(id string, p *phrase) bool {
	sound, err := s.cache.load(id)
	if err != nil {
		return false
	}
	p.file, p.frames = id, sound.Len()
	return true
}

// keep puts the phrase into the cache. Where it must not or cannot be there, it
// stays in memory.
func (s *Speaker) keep(id string, sound *clip.Clip, private bool, p *phrase) {
	p.frames = sound.Len()
	if !private && s.cache.save(id, sound) == nil {
		p.file = id
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	p.sound = sound
}

// decoded turns a file of sound into a phrase.
func (s *Speaker) decoded(ctx context.Context, name string, raw []byte) (*clip.Clip, error) {
	samples, rate, err := readWAV(raw)
	if err != nil && s.config.Decode != nil {
		var sound *clip.Clip
		if sound, err = s.config.Decode(ctx, name, bytes.NewReader(raw)); err == nil {
			samples, rate, err = mono(sound), clip.Rate, nil
		}
	}
	if err != nil {
		return nil, err
	}
	return condition(samples, rate)
}
