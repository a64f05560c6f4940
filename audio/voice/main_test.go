package voice_test

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"karuna/audio/voice"
)

// TestMain is a program that speaks, when it is run as one: its second argument
// says how it behaves, its third is a file in which it notes what it was given.
func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) == "piper" {
		os.Exit(speakPlain(os.Args[1:]))
	}
	if len(os.Args) > 2 && os.Args[1] == "narrator" {
		os.Exit(narrate(os.Args[2:]))
	}
	goleak.VerifyTestMain(m)
}

// speakPlain writes a second of plain samples when it is asked as Piper is.
func speakPlain(args []string) int {
	text, err := io.ReadAll(os.Stdin)
	asked := strings.Join(args, " ")
	if err != nil || string(text) != "Breathe in.\n" || !strings.Contains(asked, "en_GB-alan.onnx --length_scale 1.545 --output_raw") {
		fmt.Fprintln(os.Stderr, asked)
		return 1
	}
	return put("-", wave(22050, time.Second, 0.3)[44+22050:44+22050+2*22050])
}

func narrate(args []string) int {
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return 3
	}
	if len(args) > 2 && args[0] != "family" {
		note := fmt.Sprintf("argv %q\nenv %q\nstdin %q\n", os.Args[1:], os.Environ(), text)
		if err := appendTo(args[1], note); err != nil {
			return 3
		}
	}
	out := args[len(args)-1] // a file, or "-"
	switch args[0] {
	case "speak":
		return put(out, wave(22050, time.Second, 0.3))
	case "words": // a tenth of a second for each letter
		return put(out, wave(16000, time.Duration(len(text))*100*time.Millisecond, 0.3))
	case "blip":
		return put(out, wave(22050, 200*time.Millisecond, 0.05))
	case "silence":
		return put(out, wave(22050, time.Second, 0))
	case "garbage":
		return put(out, []byte(strings.Repeat("this is no sound ", 1000)))
	case "nothing":
		return 0
	case "fail":
		fmt.Fprintln(os.Stderr, "no such \x1b[31mvoice")
		return 7
	case "flood":
		return flood(out)
	case "hang": // an empty select would be found out as a deadlock
		<-time.After(time.Hour)
	case "family": // leaves a child that holds its pipes
		child := exec.Command(os.Args[0], "narrator", "hang", "-")
		child.Stdout, child.Stderr = os.Stdout, os.Stderr
		stdin, err := child.StdinPipe()
		if err != nil || child.Start() != nil {
			return 3
		}
		stdin.Close()
		if appendTo(args[1], strconv.Itoa(child.Process.Pid)) != nil {
			return 3
		}
		<-time.After(time.Hour)
	case "picky": // speaks everything but one word
		if strings.Contains(string(text), "thorn") {
			return 1
		}
		return put(out, wave(22050, time.Second, 0.3))
	}
	return 3
}

func appendTo(path, text string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := f.WriteString(text); err != nil {
		return err
	}
	return f.Close()
}

func put(out string, raw []byte) int {
	if out == "-" {
		if _, err := os.Stdout.Write(raw); err != nil {
			return 1
		}
		return 0
	}
	if err := os.WriteFile(out, raw, 0o600); err != nil {
		return 1
	}
	return 0
}

// flood writes without end.
func flood(out string) int {
	w := os.Stdout
	if out != "-" {
		f, err := os.Create(out)
		if err != nil {
			return 1
		}
		defer f.Close()
		w = f
	}
	block := make([]byte, 1<<20)
	for range 1 << 10 {
		if _, err := w.Write(block); err != nil {
			return 1
		}
	}
	<-time.After(time.Hour)
	return 0
}

// wave is a WAV file of a tone between half a second of silence.
func wave(rate int, length time.Duration, level float64) []byte {
	rest, n := rate/2, int(length.Seconds()*float64(rate))
	le := binary.LittleEndian
	size := 2 * (n + 2*rest)
	b := append(le.AppendUint32([]byte("RIFF"), uint32(36+size)), "WAVEfmt "...)
	for _, v := range []uint32{16, 1 | 1<<16, uint32(rate), uint32(2 * rate), 2 | 16<<16} {
		b = le.AppendUint32(b, v)
	}
	b = le.AppendUint32(append(b, "data"...), uint32(size))
	for i := range n + 2*rest {
		v := 0.0
		if i >= rest && i < rest+n {
			v = level * math.Sin(2*math.Pi*440*float64(i)/float64(rate))
		}
		b = le.AppendUint16(b, uint16(int16(v*32767)))
	}
	return b
}

// speaker is a Speaker whose narrator is this test as a program.
func speaker(t *testing.T, change func(*voice.Config), args ...string) *voice.Speaker {
	t.Helper()
	words := append([]string{program(t), "narrator"}, args...)
	if env, err := exec.LookPath("env"); err == nil { // the race detector would have each program wait a second at its end
		words = append([]string{env, "GORACE=atexit_sleep_ms=0"}, words...)
	}
	c := voice.Config{Name: "command", Command: words, Env: os.Getenv, Cache: t.TempDir()}
	if change != nil {
		change(&c)
	}
	s, err := voice.New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func program(t *testing.T) string {
	t.Helper()
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// cached lists the files in the cache.
func cached(t *testing.T, cache string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(cache, "voice", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func lines(texts ...string) []voice.Line {
	var out []voice.Line
	for _, s := range texts {
		out = append(out, voice.Line{Text: s})
	}
	return out
}
