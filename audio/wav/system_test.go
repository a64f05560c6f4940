package wav_test

import (
	"bytes"
	"errors"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"karuna/audio/wav"
)

// needs skips a test that asks for other programs, or fails where they are
// missing.
func needs(t *testing.T, programs ...string) {
	t.Helper()
	if os.Getenv("KARUNA_SYSTEM_TESTS") == "" {
		t.Skip("system test: set KARUNA_SYSTEM_TESTS=1")
	}
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			t.Fatal(err)
		}
	}
}

// run runs a program that must end well and say nothing on standard error.
func run(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	var talk bytes.Buffer
	cmd.Stderr = &talk
	out, err := cmd.Output()
	if err != nil || talk.Len() > 0 {
		t.Errorf("%s %s: %v\n%s", name, strings.Join(args, " "), err, talk.Bytes())
	}
	return out
}

// level returns the root mean square of both sides, over most of the frames.
func level(frames [][2]float64) (l, r float64) {
	for _, f := range frames {
		l += f[0] * f[0]
		r += f[1] * f[1]
	}
	n := max(float64(len(frames)), 1)
	return math.Sqrt(l / n), math.Sqrt(r / n)
}

// TestOthersWrite reads what sox, ffmpeg and espeak-ng write.
func TestOthersWrite(t *testing.T) {
	needs(t, "sox", "ffmpeg", "espeak-ng")
	path := filepath.Join(t.TempDir(), "a.wav")
	check := func(how string, raw []byte, frames int) {
		t.Helper()
		r, err := wav.NewReader(bytes.NewReader(raw))
		if err != nil {
			t.Errorf("%s: %v", how, err)
			return
		}
		got := read(t, r, 1000)
		left, right := level(got)
		if len(got) != frames || math.Abs(left-0.5/math.Sqrt2) > 0.004 || math.Abs(right-0.5/math.Sqrt2) > 0.004 {
			t.Errorf("%s: %d frames at %.4f and %.4f, want %d at %.4f", how, len(got), left, right, frames, 0.5/math.Sqrt2)
		}
	}
	kinds := []string{"-e unsigned -b 8", "-e signed -b 16", "-e signed -b 24", "-e signed -b 32", "-e float -b 32", "-e float -b 64"}
	for _, kind := range kinds {
		for _, channels := range []string{"1", "2", "4"} {
			tone := func(to ...string) []string {
				args := append(strings.Fields("-D -V1 -R -r 22050 -n -c "+channels+" "+kind), to...)
				return append(args, "synth", "0.4", "sine", "441", "gain", "-6.0206")
			}
			run(t, "sox", tone(path)...)
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			check("sox "+kind+" of "+channels, raw, 8820)
			check("a pipe of sox "+kind+" of "+channels, run(t, "sox", tone("-t", "wav", "-")...), 8820)
		}
	}
	for _, codec := range []string{"pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le"} {
		tone := []string{"-v", "error", "-f", "lavfi", "-i", "aevalsrc=0.5*sin(2*PI*441*t)|0.5*sin(2*PI*441*t):s=44100:d=0.3", "-c:a", codec, "-f", "wav"}
		check("a pipe of ffmpeg "+codec, run(t, "ffmpeg", append(tone, "-")...), 13230)
		check("RF64 of ffmpeg "+codec, run(t, "ffmpeg", append(tone, "-rf64", "always", "-")...), 13230)
	}
	r, err := wav.NewReader(bytes.NewReader(run(t, "espeak-ng", "--stdout", "breathe")))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(read(t, r, 512)); r.Frames() != -1 || n < 5000 || n > 50000 {
		t.Errorf("espeak-ng: declares %d frames and has %d", r.Frames(), n)
	}
}

// TestOthersRead has sox and ffprobe read what is written here.
func TestOthersRead(t *testing.T) {
	needs(t, "sox", "ffmpeg", "ffprobe")
	in := make([][2]float64, 24001)
	for i := range in {
		in[i] = [2]float64{0.5 * math.Sin(2*math.Pi*441*float64(i)/48000), 0.25 * math.Sin(2*math.Pi*441*float64(i)/48000)}
	}
	path := filepath.Join(t.TempDir(), "a.wav")
	for _, f := range formats() {
		f.Rate = 48000
		if err := os.WriteFile(path, write(t, f, in), 0o600); err != nil {
			t.Fatal(err)
		}
		probe := string(run(t, "ffprobe", "-v", "warning", "-show_entries", "stream=sample_rate,channels,duration_ts", "-of", "csv=p=0", path))
		if want := []string{"48000,1,24001", "48000,2,24001"}[f.Channels-1]; strings.TrimSpace(probe) != want {
			t.Errorf("%v: ffprobe says %q, want %q", f, probe, want)
		}
		run(t, "ffmpeg", "-v", "error", "-i", path, "-f", "null", "-")
		raw := run(t, "sox", "-V2", path, "-t", "wav", "-e", "float", "-b", "32", "-")
		r, err := wav.NewReader(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(errors.Join(errors.New("sox wrote no WAV"), err))
		}
		got := read(t, r, 1000)
		want := [2]float64{0.5 / math.Sqrt2, 0.25 / math.Sqrt2}
		if f.Channels == 1 {
			want = [2]float64{0.375 / math.Sqrt2, 0.375 / math.Sqrt2}
		}
		left, right := level(got)
		if len(got) != len(in) || math.Abs(left-want[0]) > 1e-4 || math.Abs(right-want[1]) > 1e-4 {
			t.Errorf("%v: sox reads %d frames at %.5f and %.5f, want %d at %.5f", f, len(got), left, right, len(in), want)
		}
	}
}
