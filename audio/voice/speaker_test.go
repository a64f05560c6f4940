package voice_test

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"karuna/audio/clip"
	"karuna/audio/loudness"
	"karuna/audio/voice"
)

func prepare(t *testing.T, s *voice.Speaker, l ...voice.Line) {
	t.Helper()
	if err := s.Prepare(t.Context(), l, nil); err != nil {
		t.Fatal(err)
	}
}

// heard is a phrase as it sounds on both sides.
func heard(t *testing.T, s *voice.Speaker, text string) [][2]float64 {
	t.Helper()
	c, ok := s.Clip(text)
	if !ok {
		t.Fatalf("%q is not there: %s", text, s.Status())
	}
	out := make([][2]float64, c.Len())
	c.Copy(out, 0)
	return out
}

func measured(x [][2]float64) *loudness.Meter {
	m := loudness.NewMeter(clip.Rate)
	m.Add(x)
	return m
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: %.2f, want %.2f ± %g", what, got, want, within)
	}
}

func TestPhrase(t *testing.T) {
	for _, out := range []string{"-", "{out}"} {
		s := speaker(t, nil, "speak", out)
		if _, ok := s.Length("May you be well."); ok {
			t.Error("a length is known of what was never rendered")
		}
		prepare(t, s, lines("May you be well.")...)
		x := heard(t, s, "May you be well.")
		near(t, "LUFS", measured(x).Integrated(), -23, 0.3)
		near(t, "seconds", float64(len(x))/clip.Rate, 1.2, 0.01) // the tone, 50 ms and 150 ms
		if n, ok := s.Length("May you be well."); !ok || n != time.Duration(len(x))*time.Second/clip.Rate {
			t.Errorf("length %v, %v", n, ok)
		}
		if math.Abs(x[0][0]) > 1e-4 || math.Abs(x[len(x)-1][0]) > 1e-4 {
			t.Errorf("begins with %g, ends with %g", x[0][0], x[len(x)-1][0])
		}
		if s.Status() != "" {
			t.Error(s.Status())
		}
	}
}

func TestShortPhrase(t *testing.T) {
	s := speaker(t, nil, "blip", "-")
	prepare(t, s, lines("Yes.")...)
	m := measured(heard(t, s, "Yes."))
	near(t, "LUFS of the whole", m.Whole(), -23, 0.5)
	if m.TruePeak() > -3 {
		t.Errorf("true peak %.2f", m.TruePeak())
	}
}

// TestCache renders a line once, and once more where its file was damaged.
func TestCache(t *testing.T) {
	dir, log := t.TempDir(), filepath.Join(t.TempDir(), "log")
	runs := func() int {
		raw, err := os.ReadFile(log)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Count(string(raw), "argv")
	}
	again := func() *voice.Speaker {
		s := speaker(t, func(c *voice.Config) { c.Cache = dir }, "speak", log, "-")
		if n := len(cached(t, dir)); n > 0 {
			_, ok := s.Length("Breathe in.")
			raw, err := os.ReadFile(cached(t, dir)[0])
			if err != nil || ok != (len(raw) > 100000 && raw[5000] != 77) {
				t.Errorf("before it is prepared, length known: %v, %v", ok, err)
			}
		}
		prepare(t, s, lines("Breathe in.", "Breathe in.", "")...)
		heard(t, s, "Breathe in.")
		return s
	}
	again()
	again()
	if n := runs(); n != 1 {
		t.Fatalf("rendered %d times", n)
	}
	file := cached(t, dir)[0]
	if info, err := os.Stat(file); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for want, damage := range [][]byte{nil, whole[:100], whole[:len(whole)/2], append(append(append([]byte{}, whole[:5000]...), 77, 77), whole[5002:]...)} {
		if err := os.WriteFile(file, damage, 0o600); err != nil {
			t.Fatal(err)
		}
		again()
		if n := runs(); n != want+2 {
			t.Errorf("rendered %d times after damage %d", n, want)
		}
	}
	if n := len(cached(t, dir)); n != 1 {
		t.Errorf("%d files in the cache", n)
	}
}

// TestWords has the words in standard input and nowhere else.
func TestWords(t *testing.T) {
	log := filepath.Join(t.TempDir(), "log")
	const secret = "pineapple"
	env := func(name string) string {
		if name == "SECRET_TOKEN" {
			return secret
		}
		return os.Getenv(name)
	}
	s := speaker(t, func(c *voice.Config) { c.Env = env }, "speak", log, "{out}")
	prepare(t, s, lines("$(touch /tmp/x); `id` \u201cMay pineapple\u201d \u2014 be\x1b[31m [pause 2s] well\u2026 <b>[[slnc 2000]]")...)
	raw, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		if in := strings.HasPrefix(line, "stdin"); in != strings.Contains(line, secret) {
			t.Errorf("words outside standard input: %s", line)
		}
	}
	want := `stdin "$(touch /tmp/x); id \"May pineapple\", be 31m well... b slnc 2000\n"`
	if !strings.Contains(string(raw), want) {
		t.Errorf("%s\nwant %s", raw, want)
	}
}

func TestPrivate(t *testing.T) {
	private := voice.Line{Text: "May Ada be well.", Private: true}
	for out, discreet := range map[string]bool{"-": true, "{out}": false} {
		dir := t.TempDir()
		s := speaker(t, func(c *voice.Config) { c.Cache = dir }, "speak", out)
		if s.Discreet() != discreet {
			t.Errorf("%s: discreet %v", out, s.Discreet())
		}
		prepare(t, s, private)
		if _, ok := s.Clip(private.Text); ok != discreet {
			t.Errorf("%s: spoken %v", out, ok)
		}
		if files := cached(t, dir); len(files) != 0 || s.Status() != "" {
			t.Errorf("in the cache: %v; %s", files, s.Status())
		}
	}
}

func TestProgress(t *testing.T) {
	s := speaker(t, nil, "picky", "-")
	var got []int
	err := s.Prepare(t.Context(), lines("one", "a thorn", "two", "three", "another thorn"), func(done, total int) {
		got = append(got, done)
		if total != 5 {
			t.Errorf("total %d", total)
		}
	})
	if err == nil || !strings.Contains(err.Error(), "exit status 1") || strings.Contains(err.Error(), "thorn") {
		t.Errorf("error %v", err)
	}
	if len(got) != 5 || got[4] != 5 {
		t.Errorf("progress %v", got)
	}
	for text, want := range map[string]bool{"one": true, "a thorn": false, "two": true, "three": true, "another thorn": false} {
		if _, ok := s.Clip(text); ok != want {
			t.Errorf("%q: %v", text, ok)
		}
	}
	if want := "the narrator command could not speak; the words stay on the screen"; s.Status() != want {
		t.Errorf("status %q", s.Status())
	}
}

// TestMany asks from many goroutines for more than is kept in memory.
func TestMany(t *testing.T) {
	log := filepath.Join(t.TempDir(), "log")
	s := speaker(t, nil, "words", log, "-")
	texts := strings.Fields("a b c d e f ab ac ad abc")
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if err := s.Prepare(t.Context(), lines(texts...), nil); err != nil {
				t.Error(err)
			}
			for _, text := range texts {
				c, ok := s.Clip(text)
				want := time.Duration(len(text)+1)*100*time.Millisecond + 200*time.Millisecond
				if !ok || (c.Duration()-want).Abs() > 10*time.Millisecond {
					t.Errorf("%q: %v, want %v", text, ok, want)
				}
			}
		})
	}
	all.Wait()
	raw, err := os.ReadFile(log)
	if n := strings.Count(string(raw), "argv"); err != nil || n != len(texts) {
		t.Errorf("%d programs for %d lines, %v", n, len(texts), err)
	}
}

func TestClosed(t *testing.T) {
	s := speaker(t, nil, "hang", "-")
	done := make(chan error)
	go func() { done <- s.Prepare(context.Background(), lines("one", "two", "three"), nil) }()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if err := <-done; !errors.Is(err, voice.ErrClosed) {
		t.Errorf("error %v", err)
	}
	if err := s.Prepare(context.Background(), lines("four"), nil); !errors.Is(err, voice.ErrClosed) {
		t.Errorf("error %v", err)
	}
	if s.Status() != "" {
		t.Errorf("closing is no trouble: %s", s.Status())
	}
}
