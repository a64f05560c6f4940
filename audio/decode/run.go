package decode

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os/exec"
	"strings"
	"time"
	"unicode"

	"karuna/audio/clip"
)

// What a person is told when a file cannot be had.
var (
	errSlow    = errors.New("it took too long")
	errMemory  = errors.New("it needs too much memory")
	errDamaged = errors.New("it is damaged")
	errEmpty   = errors.New("there is no sound in it")
	errLong    = errors.New("it is too long")
)

// magic begins what Serve writes: this, one byte for the channels, and eight
// bytes for the frames that the file declares (-1: it does not say). Float32
// samples follow, all little endian.
const magic = "karuna\x01"

const headerSize = len(magic) + 1 + 8

// sink takes sound. Samples are of 48 kHz and interleaved.
type sink interface {
	begin(channels int) error
	add(samples []float32) error
}

// stream is the sound that comes from the other process.
type stream struct {
	out      sink
	patience *patience
	channels int
	declared int64
	frames   int64
}

// run decodes in into out.
func (d Decoder) run(ctx context.Context, in *input, out sink) error {
	if len(d.Self) == 0 {
		return errors.New("there is no program to decode with")
	}
	defer holdThread()()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	cmd := exec.CommandContext(ctx, d.Self[0], d.Self[1:]...)
	talk := &talk{}
	cmd.Env, cmd.Stdin, cmd.Stderr = []string{}, in.reader(), talk
	ownGroup(cmd)
	cmd.Cancel = func() error { return kill(cmd) }
	cmd.WaitDelay = time.Second
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("start the decoder: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start the decoder: %w", err)
	}
	s := &stream{out: out, patience: newPatience(d.Wait, in.size, func() { cancel(errSlow) })}
	defer s.patience.stop()
	failed := s.receive(pipe)
	if failed != nil {
		cancel(failed)
	}
	err = cmd.Wait()
	if ctx.Err() != nil {
		return s.tell(context.Cause(ctx))
	}
	if err == nil && s.frames == 0 {
		return errEmpty
	}
	return verdict(err, talk)
}

// tell says how long a sound is that is too long, if its file says it.
func (s *stream) tell(err error) error {
	if !errors.Is(err, errLong) {
		return err
	}
	most := int64(0)
	switch out := s.out.(type) {
	case *memory:
		most = out.most
	case *shelf:
		most = out.most
	}
	if s.declared > most {
		return short(s.declared, most)
	}
	return fmt.Errorf("it is longer than %s", length(most))
}

// verdict says in plain words why the other process ended.
func verdict(err error, talk *talk) error {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return err
	}
	said := talk.text()
	switch {
	case exit.ExitCode() == 1 && said != "":
		return errors.New(said)
	case talk.ofMemory():
		return errMemory
	case exit.SystemTime()+exit.UserTime() >= mostCPU-time.Second:
		return errSlow
	}
	return errDamaged
}

// receive passes sound on until there is no more. Its error is one of out, or
// that this is no sound: how the process ended says the rest.
func (s *stream) receive(r io.Reader) error {
	var head [headerSize]byte
	if n, _ := io.ReadFull(r, head[:]); n < len(head) {
		return nil
	}
	s.channels = int(head[len(magic)])
	if string(head[:len(magic)]) != magic || s.channels < 1 || s.channels > 2 {
		return errDamaged
	}
	s.declared = int64(binary.LittleEndian.Uint64(head[len(magic)+1:]))
	if err := s.out.begin(s.channels); err != nil {
		return err
	}
	raw, samples, have := make([]byte, 64<<10), make([]float32, 16<<10), 0
	for over := false; !over; {
		n, err := r.Read(raw[have:])
		have, over = have+n, err != nil
		whole := have / (4 * s.channels) * s.channels
		for i := range whole {
			samples[i] = clean(math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:])))
		}
		have = copy(raw, raw[4*whole:have])
		if whole > 0 {
			s.frames += int64(whole / s.channels)
			s.patience.stop() // a slow disk is not the decoder's fault
			if err := s.out.add(samples[:whole]); err != nil {
				return err
			}
			s.patience.heard()
		}
	}
	return nil
}

// clean keeps a sample between -1 and 1; what is not a number is 0.
func clean(v float32) float32 {
	if v >= -1 && v <= 1 {
		return v
	}
	if v != v {
		return 0
	}
	return min(max(v, -1), 1)
}

// patience ends a process that gives no sound for a while, or takes longer in
// all than its file warrants.
type patience struct {
	wait time.Duration
	end  time.Time
	t    *time.Timer
}

// perSecond is how many bytes of a file must be decoded in a second: a
// twentieth of what a busy small computer does with the slowest format (MP3
// of low bit rate). mostTime is the longest that any file is given.
const (
	perSecond = 128 << 10
	mostTime  = 20 * time.Minute
	mostWait  = 4 * time.Second
)

func newPatience(wait time.Duration, size int64, lost func()) *patience {
	if wait == 0 {
		wait = mostWait
	}
	whole := min(wait+time.Duration(float64(size)/perSecond*float64(time.Second)), mostTime)
	return &patience{wait: wait, end: time.Now().Add(whole), t: time.AfterFunc(wait, lost)}
}

// heard is told that there was sound, and waits for more.
func (p *patience) heard() { p.t.Reset(max(min(p.wait, time.Until(p.end)), 0)) }

func (p *patience) stop() { p.t.Stop() }

// talk keeps the beginning of what a process says on standard error.
type talk struct{ said []byte }

// Write takes everything and keeps a little.
func (t *talk) Write(p []byte) (int, error) {
	t.said = append(t.said, p[:min(len(p), 2048-len(t.said))]...)
	return len(p), nil
}

// text returns the first line, of printable characters alone.
func (t *talk) text() string {
	line, _, _ := strings.Cut(strings.TrimSpace(string(t.said)), "\n")
	clean := strings.Map(func(r rune) rune {
		if r == unicode.ReplacementChar || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, line)
	runes := []rune(clean)
	return strings.TrimSpace(string(runes[:min(len(runes), 160)]))
}

// ofMemory reports whether it is what a runtime says that has run out of memory.
func (t *talk) ofMemory() bool {
	for _, words := range []string{"out of memory", "cannot allocate", "failed to allocate", "address space", "stack overflow", "stack exceeds"} {
		if bytes.Contains(t.said, []byte(words)) {
			return true
		}
	}
	return false
}

// rate is the frames a second of everything that comes out.
const rate = clip.Rate
