package decode_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"karuna/audio/clip"
	"karuna/audio/decode"
)

// TestMain is the other process too, when it is called as one, and stands for
// one that goes wrong.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 {
		if serve, ok := processes()[os.Args[1]]; ok {
			if err := serve(); err != nil {
				fmt.Fprintln(os.Stderr, err)
				syscall.Exit(1)
			}
			syscall.Exit(0) // os.Exit waits a second under the race detector
		}
	}
	goleak.VerifyTestMain(m)
}

// self is a decoder that calls this program under a name.
func self(t testing.TB, name string) decode.Decoder {
	t.Helper()
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return decode.Decoder{Self: []string{path, name}}
}

// TestGood decodes a tone of 441 Hz at half of full scale in every format, and
// asks for its length, its level and its pitch.
func TestGood(t *testing.T) {
	check := func(name string, channels int, seconds, tolerance, amplitude float64) {
		t.Helper()
		f, err := os.Open(filepath.Join("testdata", "good", name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		c, err := self(t, "decode-audio").Clip(t.Context(), name, f, time.Second)
		if err != nil {
			t.Error(err)
			return
		}
		if c.Channels() != channels || math.Abs(float64(c.Len())/clip.Rate-seconds) > tolerance {
			t.Errorf("%s: %d channels of %v, want %d of %vs", name, c.Channels(), c.Duration(), channels, seconds)
		}
		tone(t, name, c, amplitude)
	}
	const frame, lame = 1.0 / clip.Rate, 0.475 // LAME takes 5 % off
	check("tone.wav", 2, 0.2, frame, 0.5)
	check("tone.flac", 2, 0.2, frame, 0.5)
	check("mono.flac", 1, 0.2, frame, 0.5)
	check("high.flac", 2, 0.04, frame, 0.5)
	check("tone.ogg", 2, 0.2, frame, 0.5)
	check("mono.ogg", 1, 0.2, frame, 0.5)
	check("tone.mp3", 2, 0.2, frame, lame)
	check("mono.mp3", 1, 0.2, frame, lame)
	check("ffmpeg.mp3", 2, 0.2, frame, lame)
	check("notag.mp3", 2, 0.23, 0.03, lame) // with the encoder's delay
}

// tone checks level and pitch of a tone of 441 Hz, leaving out
// its ends, and that what is not the tone is far below it.
func tone(t *testing.T, name string, c *clip.Clip, want float64) {
	t.Helper()
	frames := make([][2]float64, c.Len())
	c.Copy(frames, 0)
	edge := len(frames) / 5
	frames = frames[edge : len(frames)-edge]
	for side := range 2 {
		var sin, cos, all float64
		w := 2 * math.Pi * 441 / clip.Rate
		whole := int(float64(len(frames)) * 441 / clip.Rate) // periods
		n := int(math.Round(float64(whole) * clip.Rate / 441))
		for i, f := range frames[:n] {
			sin += f[side] * math.Sin(w*float64(i)) * 2 / float64(n)
			cos += f[side] * math.Cos(w*float64(i)) * 2 / float64(n)
			all += f[side] * f[side] / float64(n)
		}
		amplitude := math.Hypot(sin, cos)
		rest := math.Sqrt(max(all-amplitude*amplitude/2, 0))
		if math.Abs(amplitude-want) > 0.005 || rest > 0.01 {
			t.Errorf("%s: side %d has a tone of %.4f and %.4f of something else, want %v", name, side, amplitude, rest, want)
		}
	}
}

// TestStart: a tone begins where it does in the file it was made from, whatever
// format it went through.
func TestStart(t *testing.T) {
	want := decoded(t, "tone.wav")
	for _, name := range []string{"tone.flac", "tone.ogg", "tone.mp3", "ffmpeg.mp3"} {
		got := decoded(t, name)
		var diff, all float64
		for i := 2000; i < 6000; i++ {
			w := want[i][0]
			if strings.HasSuffix(name, "mp3") {
				w *= 0.95 // LAME takes 5 % off
			}
			diff += (got[i][0] - w) * (got[i][0] - w)
			all += w * w
		}
		// Half a frame late would be 0.03.
		if r := math.Sqrt(diff / all); r > 0.02 {
			t.Errorf("%s differs from the WAV by %.3f of it: it is not in its place", name, r)
		}
	}
}

func decoded(t *testing.T, name string) [][2]float64 {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "good", name))
	if err != nil {
		t.Fatal(err)
	}
	c, err := self(t, "decode-audio").Clip(t.Context(), name, bytes.NewReader(raw), 0)
	if err != nil {
		t.Fatal(err)
	}
	frames := make([][2]float64, c.Len())
	c.Copy(frames, 0)
	return frames
}

// TestHostile refuses every file that once broke a decoder, and in time.
func TestHostile(t *testing.T) {
	files, err := filepath.Glob("testdata/hostile/*")
	if err != nil || len(files) < 11 {
		t.Fatal(files, err)
	}
	for _, path := range files {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		begun := time.Now()
		_, err = self(t, "decode-audio").Clip(t.Context(), filepath.Base(path), bytes.NewReader(raw), 0)
		if err == nil || !plain(err) {
			t.Errorf("%s: %v, want a refusal in plain words", path, err)
		}
		if took := time.Since(begun); took > 6*time.Second {
			t.Errorf("%s took %v", path, took)
		}
		t.Logf("%v in %v", err, time.Since(begun).Round(time.Millisecond))
	}
}

// plain reports whether an error speaks to a person: no words of a library or
// of the runtime, no second line.
func plain(err error) bool {
	for _, bad := range []string{"\n", "goroutine", "runtime", "flac.", "mp3:", "vorbis:", "0x", "exit status", "signal:"} {
		if strings.Contains(err.Error(), bad) {
			return false
		}
	}
	return strings.HasPrefix(err.Error(), "decode \"")
}

// TestRefuses: what is no sound at all, and what the reason is called.
func TestRefuses(t *testing.T) {
	check := func(name string, src io.Reader, why string) {
		t.Helper()
		d := self(t, "decode-audio")
		d.Input = 1 << 20
		_, err := d.Clip(t.Context(), name, src, 150*time.Millisecond)
		if err == nil || err.Error() != fmt.Sprintf("decode %q: %s", name, why) {
			t.Errorf("%v, want %q", err, why)
		}
	}
	good := func(name string) *os.File {
		f, err := os.Open(filepath.Join("testdata", "good", name))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		return f
	}
	const can = "; WAV, FLAC, Ogg Vorbis and MP3 can be read"
	folder, err := os.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	low, err := os.Open("testdata/low.mp3")
	if err != nil {
		t.Fatal(err)
	}
	defer low.Close()
	check("empty", strings.NewReader(""), "it is empty")
	check("bell.mp3", strings.NewReader("only words"), "neither WAV, FLAC, Ogg Vorbis nor an MP3 frame was found in it")
	check("bell.aiff", strings.NewReader("FORM\x00\x00\x00\x00AIFFCOMM"), "it is an AIFF file"+can)
	check("bell.m4a", strings.NewReader("\x00\x00\x00\x20ftypM4A "), "it is an MP4 or M4A file (AAC)"+can)
	check("bell.opus", strings.NewReader("OggS\x00\x02"+strings.Repeat("\x00", 22)+"OpusHead"), "it is an Opus file"+can)
	check("tag", strings.NewReader("ID3\x04\x00\x00\x00\x00\x7f\x7fno"), "there is a tag in it and no sound")
	check("a folder", folder, "it is a folder")
	check("long.flac", good("tone.flac"), "it is 200ms long, at most 150ms")
	check("long.ogg", good("tone.ogg"), "it is longer than 150ms")
	check("bad.wav", strings.NewReader("RIFF\x00\x00\x00\x00WAVE"), "no sound was found in the WAV file")
	check("low.mp3", low, "it is an MP3 of 22050 Hz and a low bit rate, which cannot be decoded without noise; one of another rate can")
	check("endless", endless{}, "it is larger than 1 MiB")
}

// endless never ends.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

// TestContext: who asks may stop asking.
func TestContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	_, err := self(t, "hang").Clip(ctx, "a", strings.NewReader("x"), 0)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want that it was cancelled", err)
	}
}
