package pipe

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"time"

	"karuna/audio/device"
)

const frameBytes = 4 // two int16

// chunk is how many frames go into the pipe at once.
const chunk = 960

var errGone = errors.New("the stream is closed")

// stream is a program that plays, or none while it is corked.
type stream struct {
	player player
	path   string
	env    func(string) string
	dead   chan error
	run    *run
	frames int64 // written so far
	dither dither
	closed bool
}

// run is one process and its pipe.
type run struct {
	cmd  *exec.Cmd
	pipe *os.File
	done sync.WaitGroup
	quit chan struct{}

	mu     sync.Mutex
	queue  []byte // not yet in the pipe
	more   chan struct{}
	base   int64     // frames before this run
	piped  int64     // frames of this run in the pipe
	began  time.Time // when the first went in
	ending bool
}

// start starts the program.
func (s *stream) start() error {
	in, out, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("pipe to %s: %w", s.player.name, err)
	}
	defer in.Close()
	narrow(out)
	cmd := exec.Command(s.path, s.player.args...)
	cmd.Stdin = in // standard output and standard error are the null device
	ownGroup(cmd)
	if err := cmd.Start(); err != nil {
		return errors.Join(fmt.Errorf("start %s: %w", s.player.name, err), out.Close())
	}
	r := &run{cmd: cmd, pipe: out, quit: make(chan struct{}), more: make(chan struct{}, 1), base: s.frames}
	s.run = r
	r.done.Go(func() {
		err := cmd.Wait()
		r.mu.Lock()
		ending := r.ending
		r.mu.Unlock()
		if !ending {
			s.die(fmt.Errorf("%s ended: %w", s.player.name, reason(err)))
		}
	})
	r.done.Go(func() {
		if err := r.feed(); err != nil {
			s.die(fmt.Errorf("write to %s: %w", s.player.name, err))
		}
	})
	return nil
}

func reason(err error) error {
	if err == nil {
		return errors.New("it had enough")
	}
	return err
}

func (s *stream) die(err error) {
	select {
	case s.dead <- err:
	default:
	}
}

// stop kills the program and waits until nothing of it is left.
func (s *stream) stop() {
	r := s.run
	if r == nil {
		return
	}
	s.run = nil
	r.mu.Lock()
	r.ending = true
	r.mu.Unlock()
	close(r.quit)
	kill(r.cmd)
	r.pipe.Close() // wakes a write that waits; nothing is lost that matters
	r.done.Wait()
}

// feed moves the queue into the pipe. It waits there for a program that takes
// nothing, so it is the only goroutine that writes.
func (r *run) feed() error {
	buf := make([]byte, chunk*frameBytes)
	for {
		n := r.take(buf)
		if n == 0 {
			select {
			case <-r.more:
				continue
			case <-r.quit:
				return nil
			}
		}
		if _, err := r.pipe.Write(buf[:n]); err != nil {
			return r.quitting(err)
		}
		r.mu.Lock()
		if r.piped == 0 {
			r.began = time.Now()
		}
		r.piped += int64(n / frameBytes)
		r.mu.Unlock()
	}
}

func (r *run) quitting(err error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ending {
		return nil
	}
	return err
}

func (r *run) take(buf []byte) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := copy(buf, r.queue)
	r.queue = r.queue[:copy(r.queue, r.queue[n:])]
	return n
}

// Room returns what is left of half a second.
func (s *stream) Room() int {
	r := s.run
	if r == nil {
		return 0
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	const most = int(device.Buffer/time.Millisecond) * device.Rate / 1000
	return max(most-len(r.queue)/frameBytes, 0)
}

// Write queues frames, rounded to 16 bits with triangular dither.
func (s *stream) Write(frames [][2]float64) error {
	s.frames += int64(len(frames))
	r := s.run
	if s.closed || r == nil {
		return errGone
	}
	r.mu.Lock()
	for _, f := range frames {
		a, b := s.dither.round(f[0]), s.dither.round(f[1])
		r.queue = append(r.queue, byte(a), byte(a>>8), byte(b), byte(b>>8))
	}
	r.mu.Unlock()
	select {
	case r.more <- struct{}{}:
	default:
	}
	return nil
}

// Cork ends the program, or starts it. Its device is free in between.
func (s *stream) Cork(on bool) error {
	switch {
	case s.closed:
		return errGone
	case on:
		s.stop()
		return nil
	case s.run != nil:
		return nil
	}
	return s.start()
}

// Heard estimates which frame is heard, from when the first one went in.
func (s *stream) Heard() (device.Report, bool) {
	r := s.run
	if r == nil {
		return device.Report{}, false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	now := time.Now()
	sounding := now.Sub(r.began) - s.player.latency
	if r.piped == 0 || sounding <= 0 {
		return device.Report{}, false
	}
	heard := min(int64(sounding.Seconds()*device.Rate), r.piped)
	return device.Report{Heard: r.base + heard, Taken: r.base + r.piped, At: now}, true
}

// Dead delivers why the program ended.
func (s *stream) Dead() <-chan error { return s.dead }

// Close ends the program.
func (s *stream) Close() error {
	s.closed = true
	s.stop()
	return nil
}
