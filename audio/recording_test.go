//go:build unix

package audio_test

import (
	"context"
	"encoding/binary"
	"io"
	"math"
	"slices"
	"sync"
	"time"

	"karuna/audio"
	"karuna/audio/device"
	"karuna/audio/device/pulse"
)

// recording is what the sink's monitor heard, with the instant of its frames
// known from a tick the test has played and stamped.
type recording struct {
	srv *soundServer

	mu    sync.Mutex
	left  []float32
	tock  tick   // the first
	reads []tick // when a frame was read, which is some time after it was heard
}

// tick is a frame of a recording and when it was heard.
type tick struct {
	frame int
	heard time.Time
}

func (s *soundServer) record() *recording {
	s.t.Helper()
	r := &recording{srv: s}
	cmd := s.command("parec", "--device=quiet.monitor", "--format=float32le", "--rate=48000", "--channels=2", "--latency-msec=50", "--raw")
	out, err := cmd.StdoutPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		r.read(out)
	}()
	s.t.Cleanup(func() {
		_ = cmd.Process.Kill() // it has ended with its server if that was killed
		<-done
		_ = cmd.Wait()
	})
	r.tock = r.tick()
	return r
}

func (r *recording) read(in io.Reader) {
	buf := make([]byte, 8*480)
	for {
		n, err := io.ReadFull(in, buf)
		r.mu.Lock()
		r.reads = append(r.reads, tick{len(r.left), time.Now()})
		for i := 0; i+8 <= n; i += 8 {
			r.left = append(r.left, math.Float32frombits(binary.LittleEndian.Uint32(buf[i:])))
		}
		r.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// tick plays 5 ms of 1 kHz and finds it in the recording. The stream is one of
// its own: a player is measured against a tick that was not its own.
func (r *recording) tick() tick {
	t := r.srv.t
	t.Helper()
	r.mu.Lock()
	from := len(r.left)
	r.mu.Unlock()
	heard := playTick(r.srv)
	var found []int
	await(t, "the tick in the recording", 5*time.Second, func() bool {
		found = r.sounds(from)
		return len(found) > 0
	})
	if len(found) > 1 {
		t.Fatalf("%d ticks in the recording, want 1", len(found))
	}
	return tick{found[0], heard}
}

// playTick plays the tick and returns when it was heard.
func playTick(s *soundServer) time.Time {
	t := s.t
	t.Helper()
	stream, err := pulse.Device().Open(context.Background(), device.Options{Env: s.env, Title: "tick"})
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Close()
	const at, long = 2 * rate, rate / 200
	sound := make([][2]float64, 3*rate)
	for i := range long {
		sound[at+i][0] = 0.3 * math.Sin(2*math.Pi*1000*float64(i)/rate)
	}
	if err := stream.Cork(false); err != nil {
		t.Fatal(err)
	}
	var reports []device.Report
	ref, written := time.Now(), 0
	// A server may report where it is in steps of 43 ms: many reports, at
	// instants that are no multiple of that, find both ends of the step.
	often := time.NewTicker(7 * time.Millisecond)
	defer often.Stop()
	for end := ref.Add(20 * time.Second); ; <-often.C {
		if time.Now().After(end) {
			t.Fatal("the tick was not heard in 20 s")
		}
		if n := min(stream.Room(), len(sound)-written); n > 0 {
			if err := stream.Write(sound[written : written+n]); err != nil {
				t.Fatal(err)
			}
			written += n
		}
		report, ok := stream.Heard()
		if ok {
			reports = append(reports, report)
		}
		if ok && report.Heard > at+rate/4 {
			break
		}
	}
	return audio.ZeroOf(reports).Add(at * time.Second / rate)
}

// sounds returns where sounds begin, from a frame on: what is heard after a
// twentieth of a second of nothing.
func (r *recording) sounds(from int) []int {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []int
	quiet := rate
	for i, v := range r.left[from:] {
		quiet++
		if v < 0.003 && v > -0.003 {
			continue
		}
		if quiet > rate/20 {
			out = append(out, from+i)
		}
		quiet = 0
	}
	return out
}

// onsets returns when each sound after the first tick was heard.
func (r *recording) onsets() []time.Time {
	lost := r.lost()
	var out []time.Time
	for _, f := range r.sounds(r.tock.frame)[1:] {
		out = append(out, r.at(f, lost))
	}
	return out
}

// at returns when a frame was heard, by what of the recording is lost.
func (r *recording) at(frame int, lost []loss) time.Time {
	for _, l := range lost {
		if l.from > r.tock.frame && l.from <= frame {
			frame += l.frames
		}
	}
	return r.tock.heard.Add(time.Duration(frame-r.tock.frame) * time.Second / rate)
}

// loss is a gap in a recording: before that frame so many are missing. A graph
// that was kept from its processor for a whole block leaves it out, and what it
// records then is of later than the frames say.
type loss struct{ from, frames int }

const cycle = 2048 // frames that PipeWire leaves out at once

// lost finds the gaps, by when the frames were read: from there to the end all
// are later by whole blocks. What was only kept waiting is caught up with.
func (r *recording) lost() []loss {
	r.mu.Lock()
	defer r.mu.Unlock()
	late := make([]int, len(r.reads)) // frames, of the earliest read from there on
	least := math.MaxInt
	for i, t := range slices.Backward(r.reads) {
		least = min(least, int(t.heard.Sub(r.reads[0].heard).Seconds()*rate)-t.frame)
		late[i] = least
	}
	var out []loss
	at := 0
	for i, l := range late {
		if i == 0 {
			at = l
		}
		if blocks := (l - at + cycle/2) / cycle; blocks > 0 {
			out = append(out, loss{r.reads[i].frame, blocks * cycle})
			at += blocks * cycle
		}
	}
	return out
}

// drift plays a second tick and returns how far the recording has run from the
// clock since the first. Nothing else may sound.
func (r *recording) drift() time.Duration {
	r.srv.t.Helper()
	last := r.tick()
	return last.heard.Sub(r.at(last.frame, r.lost()))
}
