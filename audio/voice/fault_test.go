package voice_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"karuna/audio/clip"
	"karuna/audio/voice"
)

// TestFaults has programs that do everything wrong. None is an end of anything:
// there is one error, one line, and no phrase.
func TestFaults(t *testing.T) {
	for _, c := range []struct{ behaviour, want string }{
		{"fail", "exit status 7: no such [31mvoice"},
		{"garbage", "RIFF"},
		{"nothing", ""},
		{"silence", "there is no sound in it"},
		{"flood", "it is too large"},
	} {
		for _, out := range []string{"-", "{out}"} {
			t.Run(c.behaviour+" "+out, func(t *testing.T) {
				t.Parallel()
				dir := t.TempDir()
				s := speaker(t, func(f *voice.Config) { f.Cache = dir }, c.behaviour, out)
				err := s.Prepare(t.Context(), lines("Breathe in."), nil)
				if err == nil || !strings.HasPrefix(err.Error(), "command: ") {
					t.Fatalf("error %v", err)
				}
				if c.behaviour != "garbage" && !strings.Contains(err.Error(), c.want) {
					t.Errorf("error %v, want %s", err, c.want)
				}
				if _, ok := s.Clip("Breathe in."); ok || s.Status() == "" {
					t.Errorf("a phrase %v, status %q", ok, s.Status())
				}
				if files := cached(t, dir); len(files) > 0 {
					t.Errorf("left in the cache: %v", files)
				}
			})
		}
	}
}

// TestTimeout ends a program that hangs, and what it has started.
func TestTimeout(t *testing.T) {
	log := filepath.Join(t.TempDir(), "log")
	s := speaker(t, nil, "family", log, "-")
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- s.Prepare(ctx, lines("Breathe in."), nil) }()
	child := 0
	for tick := time.NewTicker(5 * time.Millisecond); child == 0; <-tick.C {
		if raw, err := os.ReadFile(log); err == nil && len(raw) > 0 {
			if child, err = strconv.Atoi(string(raw)); err != nil {
				t.Fatal(err)
			}
			tick.Stop()
			break
		}
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	for tick := time.NewTicker(5 * time.Millisecond); alive(child); <-tick.C {
		if t.Context().Err() != nil {
			t.Fatal("its child lives on")
		}
	}
	if s.Status() != "" {
		t.Errorf("to be called off is no trouble: %s", s.Status())
	}
}

func alive(pid int) bool {
	raw, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil { // no such file system: ask by a signal
		p, err := os.FindProcess(pid)
		return err == nil && p.Signal(syscall.Signal(0)) == nil
	}
	return !strings.Contains(string(raw), ") Z ")
}

// TestCalledOff renders a line that was called off when it is asked for again.
func TestCalledOff(t *testing.T) {
	s := speaker(t, nil, "speak", "-")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Prepare(ctx, lines("Breathe in."), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	prepare(t, s, lines("Breathe in.")...)
	heard(t, s, "Breathe in.")
}

// TestNoCache speaks without a folder, and with one that cannot be written.
func TestNoCache(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"", file} {
		s := speaker(t, func(c *voice.Config) { c.Cache = dir }, "speak", "-")
		prepare(t, s, lines("Breathe in.")...)
		heard(t, s, "Breathe in.")
	}
}

// TestEnvironment hands over what is on the list and nothing else.
func TestEnvironment(t *testing.T) {
	log := filepath.Join(t.TempDir(), "log")
	env := map[string]string{"PATH": os.Getenv("PATH"), "HOME": "/home/someone", "LANG": "de_DE.UTF-8", "AWS_SECRET": "xyzzy", "KARUNA_HOME": "xyzzy"}
	s := speaker(t, func(c *voice.Config) { c.Env = func(n string) string { return env[n] } }, "speak", log, "-")
	prepare(t, s, lines("Breathe in.")...)
	raw, err := os.ReadFile(log)
	if err != nil || strings.Contains(string(raw), "xyzzy") || !strings.Contains(string(raw), "HOME=/home/someone") {
		t.Errorf("%s, %v", raw, err)
	}
}

func TestRecordings(t *testing.T) {
	clips := fstest.MapFS{
		"in.wav":   {Data: wave(44100, 1500*time.Millisecond, 0.02)},
		"in.ogg":   {Data: []byte("an ogg file")},
		"torn.ogg": {Data: []byte("torn")},
	}
	decode := func(_ context.Context, name string, src io.Reader) (*clip.Clip, error) {
		raw, err := io.ReadAll(src)
		if err != nil || string(raw) != "an ogg file" {
			return nil, errors.New("it is torn")
		}
		sound := make([]float32, 2*clip.Rate)
		for i := range sound {
			sound[i] = float32(i/50%2)*0.2 - 0.1
		}
		return clip.Stereo(sound), nil
	}
	own := func(c *voice.Config) { c.Clips, c.Decode = clips, decode }
	for _, c := range []struct {
		name    string
		line    voice.Line
		seconds float64 // 0: not spoken
		fault   bool
	}{
		{"recorded", voice.Line{Text: "Breathe in.", Clip: "in.wav"}, 1.7, false},
		{"recorded", voice.Line{Clip: "in.wav"}, 1.7, false},
		{"recorded", voice.Line{Text: "Breathe in.", Clip: "in.ogg"}, 1, false},
		{"recorded", voice.Line{Text: "Breathe in."}, 0, false},
		{"recorded", voice.Line{Text: "Breathe in.", Clip: "torn.ogg"}, 0, true},
		{"recorded", voice.Line{Text: "Breathe in.", Clip: "../in.wav"}, 0, true},
		{"command", voice.Line{Text: "Breathe in.", Clip: "in.wav"}, 1.7, false},
		{"command", voice.Line{Text: "Breathe in.", Clip: "torn.ogg"}, 1.2, false},
		{"command", voice.Line{Text: "Breathe in.", Clip: "absent.wav"}, 1.2, false},
		{"command", voice.Line{Clip: "absent.wav"}, 0, true},
	} {
		s := speaker(t, func(f *voice.Config) { own(f); f.Name = c.name }, "speak", "-")
		err := s.Prepare(t.Context(), []voice.Line{c.line}, nil)
		if (err != nil) != c.fault || (s.Status() != "") != c.fault {
			t.Errorf("%+v: error %v, status %q", c, err, s.Status())
		}
		key := c.line.Text
		if key == "" {
			key = c.line.Clip
		}
		n, ok := s.Length(key)
		if ok != (c.seconds > 0) {
			t.Errorf("%+v: spoken %v", c, ok)
			continue
		}
		if ok {
			near(t, c.name+" "+c.line.Clip+" seconds", n.Seconds(), c.seconds, 0.02)
			near(t, c.name+" "+c.line.Clip+" LUFS", measured(heard(t, s, key)).Integrated(), -23, 0.3)
		}
	}
}
