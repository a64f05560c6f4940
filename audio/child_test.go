//go:build unix

package audio_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"go.uber.org/goleak"

	"karuna/audio"
	"karuna/audio/ambience"
	"karuna/audio/clip"
	"karuna/audio/mix"
	"karuna/audio/voice"
	"karuna/sessions"
)

// childJob is the name of the variable that makes the test binary a player.
const childJob = "KARUNA_AUDIO_CHILD"

func TestMain(m *testing.M) {
	if raw := os.Getenv(childJob); raw != "" {
		if err := play(raw); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

// job is one sit of a player in a process of its own.
type job struct {
	Device string
	Bells  string // folder
	Score  sessions.Score
	Before time.Duration // from Follow to t = 0; 0: the player's own Lead
	After  time.Duration // how long the player goes on after the end
	Poll   time.Duration // between two looks at Status, as a screen would; 0: none
	Spoken bool          // its lines are said by espeak-ng over brown noise
}

// event is what a child tells, each with the wall clock.
type event struct {
	Kind   string // base, state, bel or end
	At     time.Time
	State  sessions.SoundState `json:",omitempty"`
	Line   string              `json:",omitempty"`
	Leak   string              `json:",omitempty"` // goroutines after Close
	Slow   time.Duration       `json:",omitempty"` // the longest any call took
	Status sessions.SoundStatus
}

// play is the child: one sit, told on file 3.
func play(raw string) error {
	var j job
	if err := json.Unmarshal([]byte(raw), &j); err != nil {
		return err
	}
	out := os.NewFile(3, "events")
	told := json.NewEncoder(out)
	p := audio.New(audio.Config{
		Device: j.Device, Env: os.Getenv, Volume: 1, Bells: audio.Bells{Files: os.DirFS(j.Bells)},
		BEL: func() error { return told.Encode(event{Kind: "bel", At: time.Now()}) },
	})
	before := j.Before
	if before == 0 {
		before = p.Lead()
	}
	if j.Spoken {
		sounds, end, err := guide(j.Score)
		if err != nil {
			return err
		}
		defer end()
		p.Use(sounds)
	}
	start := time.Now()
	plan := sessions.Plan{Score: j.Score, Base: start.Add(before), Running: true}
	if err := told.Encode(event{Kind: "base", At: plan.Base}); err != nil {
		return err
	}
	p.Follow(plan)
	end := event{Kind: "end"}
	if err := watch(p, plan, j, told, &end); err != nil {
		return err
	}
	asked := time.Now()
	err := p.Close()
	end.Slow = max(end.Slow, time.Since(asked))
	if leak := goleak.Find(); leak != nil {
		end.Leak = leak.Error()
	}
	end.At, end.Status = time.Now(), p.Status()
	return errors.Join(err, told.Encode(end), out.Close())
}

// guide has the lines of a score ready in memory, and brown noise beneath.
func guide(sc sessions.Score) (sounds audio.Sounds, end func(), err error) {
	brown, err := ambience.New("brown", 1)
	if err != nil {
		return audio.Sounds{}, nil, err
	}
	sp, err := voice.New(voice.Config{Name: "espeak-ng", Env: os.Getenv})
	if err != nil {
		return audio.Sounds{}, nil, err
	}
	var lines []voice.Line
	for _, p := range mix.Phrases(sc) {
		lines = append(lines, voice.Line{Text: p.Text})
	}
	if err := sp.Prepare(context.Background(), lines, nil); err != nil {
		return audio.Sounds{}, nil, err
	}
	return audio.Sounds{
		Speech:   func(p mix.Phrase) (*clip.Clip, bool) { return sp.Clip(p.Text) },
		Ambience: []mix.Layer{{Sound: brown}},
	}, func() { _ = sp.Close() }, nil // its programs have ended
}

// watch looks at the player until the plan is over, and tells every change.
func watch(p *audio.Player, plan sessions.Plan, j job, told *json.Encoder, end *event) error {
	over := time.NewTimer(time.Until(plan.Base.Add(plan.Score.Total + j.After)))
	defer over.Stop()
	if j.Poll == 0 {
		<-over.C
		return nil
	}
	look := time.NewTicker(j.Poll)
	defer look.Stop()
	var last sessions.SoundStatus
	for {
		select {
		case <-over.C:
			return nil
		case <-look.C:
		}
		asked := time.Now()
		st := p.Status()
		end.Slow = max(end.Slow, time.Since(asked))
		if st.State != last.State || st.Line != last.Line {
			if err := told.Encode(event{Kind: "state", At: time.Now(), State: st.State, Line: st.Line}); err != nil {
				return err
			}
		}
		last = st
	}
}

// child is a player in a process of its own, on a pseudo-terminal on which it
// has nothing to say.
type child struct {
	t    *testing.T
	cmd  *exec.Cmd
	base time.Time

	mu     sync.Mutex
	events []event
	said   bytes.Buffer // on the terminal
	read   sync.WaitGroup
	gone   chan struct{} // it will tell nothing more
}

// startChild starts a player on that server and waits until it follows.
func startChild(s *soundServer, j job) *child {
	t := s.t
	t.Helper()
	if j.Device == "" {
		j.Device = "pulse"
	}
	j.Bells = "../assets/bells"
	raw, err := json.Marshal(j)
	if err != nil {
		t.Fatal(err)
	}
	terminal, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	told, tell, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c := &child{t: t, cmd: exec.Command(os.Args[0]), gone: make(chan struct{})}
	c.cmd.Env = append(s.environment(), childJob+"="+string(raw), "TERM=xterm")
	c.cmd.Stdin, c.cmd.Stdout, c.cmd.Stderr = tty, tty, tty
	c.cmd.ExtraFiles = []*os.File{tell}
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	tty.Close()
	tell.Close()
	c.read.Go(func() { c.listen(told) })
	c.read.Go(func() {
		_, _ = io.Copy(lockedWriter{&c.mu, &c.said}, terminal) // ends with EIO when the child does
	})
	t.Cleanup(func() {
		_ = c.cmd.Process.Kill() // it has ended unless the test was given up
		_ = c.cmd.Wait()
		c.read.Wait()
		terminal.Close()
		told.Close()
	})
	await(t, "the player", 10*time.Second, func() bool {
		e, ok := c.last("base")
		c.base = e.At
		return ok
	})
	return c
}

type lockedWriter struct {
	mu *sync.Mutex
	w  io.Writer
}

func (l lockedWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}

func (c *child) listen(told io.Reader) {
	defer close(c.gone)
	lines := bufio.NewScanner(told)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			c.t.Errorf("the player says %q: %v", lines.Text(), err)
			return
		}
		c.mu.Lock()
		c.events = append(c.events, e)
		c.mu.Unlock()
	}
}

// last returns the last event of a kind.
func (c *child) last(kind string) (event, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := len(c.events) - 1; i >= 0; i-- {
		if c.events[i].Kind == kind {
			return c.events[i], true
		}
	}
	return event{}, false
}

// rang returns when the terminal's bell rang.
func (c *child) rang() []time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []time.Time
	for _, e := range c.events {
		if e.Kind == "bel" {
			out = append(out, e.At)
		}
	}
	return out
}

// ended waits for the end of the child and checks that nothing was left behind
// and nothing said.
func (c *child) ended() event {
	c.t.Helper()
	<-c.gone
	end, ok := c.last("end")
	if !ok {
		c.t.Error("the player has not come to its end")
	}
	if err := c.cmd.Wait(); err != nil {
		c.t.Errorf("the player: %v", err)
	}
	c.read.Wait()
	if end.Leak != "" {
		c.t.Errorf("left behind after Close: %s", end.Leak)
	}
	if end.Slow > 200*time.Millisecond {
		c.t.Errorf("a call of the player took %v", end.Slow)
	}
	if c.said.Len() > 0 {
		c.t.Errorf("on the terminal: %q", c.said.String())
	}
	return end
}
