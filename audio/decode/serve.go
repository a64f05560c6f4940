package decode

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log"
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
	"time"
)

// The limits of the other process: memory beyond what it has at its start,
// processor time, and how long it may go without giving sound. The last is for
// a process whose parent is gone; a parent is less patient.
const (
	mostMemory = 384 << 20
	mostCPU    = 30 * time.Minute
	mostIdle   = 30 * time.Second
)

// Serve is the other process: it reads a file of any kind from in and writes
// its sound to out, for Decoder alone. The error says why it cannot, in one
// line of plain words; the caller ends the process with it, as goroutines may
// be left that never end. Limits are put on the whole process, for good, so
// nothing else can run in it.
func Serve(in io.Reader, out io.Writer) error {
	log.SetOutput(io.Discard) // a decoder asks for test files there
	runtime.GOMAXPROCS(2)
	debug.SetMemoryLimit(mostMemory / 2)
	debug.SetMaxStack(mostMemory / 8)
	if err := confine(); err != nil {
		return fmt.Errorf("limit the decoder: %w", err)
	}
	var alive atomic.Int64
	done := make(chan error, 1)
	go func() { done <- decode(in, out, &alive) }()
	return guard(done, &alive)
}

// guard waits for the decoder, and gives it up when it holds too much memory
// or gives no sound.
func guard(done <-chan error, alive *atomic.Int64) error {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	memory := []metrics.Sample{{Name: "/memory/classes/total:bytes"}}
	last, since := int64(-1), time.Now()
	for {
		select {
		case err := <-done:
			return err
		case <-tick.C:
		}
		if metrics.Read(memory); memory[0].Value.Uint64() > mostMemory {
			return errMemory
		}
		if now := alive.Load(); now != last {
			last, since = now, time.Now()
		} else if time.Since(since) > mostIdle {
			return errSlow
		}
	}
}

// sound is an open file of some format.
type sound struct {
	kind     string // as a person calls it
	rate     int
	channels int
	declared int64 // frames, as the file says; -1: it does not
	read     func([][2]float64) (int, error)
}

// check refuses what no recording is.
func (s sound) check() error {
	switch {
	case s.rate < 4000 || s.rate > 384000:
		return fmt.Errorf("it has %d frames a second, which cannot be right", s.rate)
	case s.channels < 1 || s.channels > 8:
		return fmt.Errorf("it has %d channels, at most 8 can be read", s.channels)
	}
	return nil
}

// decode is Serve without the limits. A decoder that panics found a file it was
// not made for.
func decode(in io.Reader, out io.Writer, alive *atomic.Int64) (err error) {
	defer func() {
		if recover() != nil {
			err = errDamaged
		}
	}()
	s, err := recognise(bufio.NewReaderSize(in, window))
	if err != nil {
		return err
	}
	if err := s.check(); err != nil {
		return err
	}
	w := &writer{w: bufio.NewWriterSize(out, 32<<10), alive: alive}
	if err := w.header(s); err != nil {
		return err
	}
	if err := s.pass(w); err != nil {
		return err
	}
	return w.w.Flush()
}

// pass writes all of the sound, at 48 kHz.
func (s sound) pass(w *writer) error {
	count := &counter{read: s.read}
	read := resample(count.next, s.rate)
	buf := make([][2]float64, 2048)
	for {
		n, err := read(buf)
		if werr := w.frames(buf[:n], s.channels); werr != nil {
			return fmt.Errorf("write the sound: %w", werr)
		}
		switch {
		case ended(err):
			return s.whole(count.frames)
		case err != nil:
			return fmt.Errorf("the %s in it is damaged after %.1fs", s.kind, float64(count.frames)/float64(s.rate))
		}
	}
}

// whole refuses a file of which less than half is there.
func (s sound) whole(frames int64) error {
	switch {
	case frames == 0:
		return errEmpty
	case s.declared > 0 && frames < s.declared/2:
		return errors.New("it ends too early: most of it is missing")
	}
	return nil
}

// counter counts the frames of a decoder and stops one that gives none.
type counter struct {
	read   func([][2]float64) (int, error)
	frames int64
	empty  int // calls in turn that gave nothing
}

func (c *counter) next(dst [][2]float64) (int, error) {
	n, err := c.read(dst)
	c.frames += int64(n)
	if n > 0 || err != nil {
		c.empty = 0
		return n, err
	}
	if c.empty++; c.empty > 1000 {
		return 0, io.ErrNoProgress
	}
	return 0, nil
}

// writer writes frames for the parent.
type writer struct {
	w     *bufio.Writer
	alive *atomic.Int64
	raw   [8]byte
}

func (w *writer) header(s sound) error {
	declared := int64(-1)
	if s.declared >= 0 && s.declared < math.MaxInt64/rate {
		declared = s.declared * rate / int64(s.rate)
	}
	b := append([]byte(magic), byte(min(s.channels, 2)))
	_, err := w.w.Write(binary.LittleEndian.AppendUint64(b, uint64(declared)))
	return err
}

func (w *writer) frames(frames [][2]float64, channels int) error {
	raw := w.raw[:4*min(channels, 2)]
	for _, f := range frames {
		binary.LittleEndian.PutUint32(w.raw[:], math.Float32bits(clean(float32(f[0]))))
		binary.LittleEndian.PutUint32(w.raw[4:], math.Float32bits(clean(float32(f[1]))))
		if _, err := w.w.Write(raw); err != nil {
			return err
		}
	}
	w.alive.Add(int64(len(frames)))
	return nil
}
