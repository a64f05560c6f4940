package voice_test

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"karuna/audio/voice"
)

// phrases are lines as scripts have them.
func phrases() []string {
	return []string{
		"Let the body settle where it is, and let the breath come as it comes.",
		"Notice the hands, warm or cool, and the weight of the feet on the floor.",
		"Wherever the mind has gone, that is the moment of waking up; come back without a word.",
		"May you be safe.",
	}
}

func needSystem(t *testing.T) {
	t.Helper()
	if os.Getenv("KARUNA_SYSTEM_TESTS") == "" {
		t.Skip("system test: set KARUNA_SYSTEM_TESTS=1")
	}
}

// ebur128 is what ffmpeg measures of a file that is heard on both sides.
func ebur128(t *testing.T, file string) (lufs, peak float64, rate string) {
	t.Helper()
	out, err := exec.Command("ffmpeg", "-hide_banner", "-nostats", "-i", file, "-af", "ebur128=peak=true:dualmono=true", "-f", "null", "-").CombinedOutput()
	if err != nil {
		t.Fatalf("ffmpeg: %v\n%s", err, out)
	}
	_, summary, _ := strings.Cut(string(out), "Summary:")
	hz := regexp.MustCompile(`Audio: pcm_s16le.*?, (\d+) Hz, (?:mono|1 channels)`).FindStringSubmatch(string(out))
	if hz == nil {
		t.Fatalf("not 16-bit mono: %s", out)
	}
	return figure(t, summary, `I:\s+(\S+) LUFS`), figure(t, summary, `Peak:\s+(\S+) dBFS`), hz[1]
}

func figure(t *testing.T, text, pattern string) float64 {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("no %s in %q", pattern, text)
	}
	v, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// real is a Speaker with a program that is installed.
func real(t *testing.T, name string) (s *voice.Speaker, cache string) {
	t.Helper()
	cache = t.TempDir()
	s, err := voice.New(voice.Config{Name: name, Env: os.Getenv, Cache: cache})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, cache
}

// TestSystemNarrators hears every program of the machine that tests run on.
func TestSystemNarrators(t *testing.T) {
	needSystem(t)
	for name, n := range map[string]int{ // festival needs seconds for each
		"espeak-ng": 4, "espeak-ng:en-gb": 3, "flite": 4, "flite:rms": 2, "festival": 2, "festival:kal_diphone": 1,
	} {
		t.Run(name, func(t *testing.T) {
			s, cache := real(t, name)
			begun := time.Now()
			phrases := phrases()[:n]
			prepare(t, s, lines(phrases...)...)
			took := time.Since(begun)
			words, length := 0, time.Duration(0)
			for _, text := range phrases {
				m := measured(heard(t, s, text))
				near(t, "LUFS of "+text, m.Integrated(), -23, 1)
				if m.TruePeak() > -2.9 {
					t.Errorf("true peak %.2f of %s", m.TruePeak(), text)
				}
				n, _ := s.Length(text)
				words, length = words+len(strings.Fields(text)), length+n-200*time.Millisecond
			}
			for _, file := range cached(t, cache) {
				lufs, peak, rate := ebur128(t, file)
				near(t, "LUFS by ffmpeg", lufs, -23, 1)
				if peak > -2.9 || rate != "48000" {
					t.Errorf("by ffmpeg: true peak %.1f, %s Hz", peak, rate)
				}
			}
			pace := float64(words) / length.Minutes()
			near(t, "words a minute", pace, 110, 110*0.15)
			t.Logf("%.0f words a minute, %v of speech in %v", pace, length.Round(time.Second), took.Round(time.Millisecond))
		})
	}
}

// TestSystemPrivate has a line of one sit spoken, and nothing of it on disk.
func TestSystemPrivate(t *testing.T) {
	needSystem(t)
	s, cache := real(t, "espeak-ng")
	prepare(t, s, voice.Line{Text: "May Ada be well.", Private: true})
	heard(t, s, "May Ada be well.")
	if files := cached(t, cache); len(files) > 0 {
		t.Errorf("on disk: %v", files)
	}
}

// TestSystemProbe finds what is installed here.
func TestSystemProbe(t *testing.T) {
	needSystem(t)
	for _, r := range voice.Probe(os.Getenv) {
		want := r.Name == "espeak-ng" || r.Name == "flite" || r.Name == "festival"
		if want && !r.Usable {
			t.Errorf("%+v", r)
		}
	}
}

// TestSystemTable is the door of bench/loudness.sh: it prints how loud three
// phrases are with every narrator there is, and keeps the files where
// KARUNA_VOICE_BENCH says.
func TestSystemTable(t *testing.T) {
	needSystem(t)
	dir := os.Getenv("KARUNA_VOICE_BENCH")
	if dir == "" {
		t.Skip("needs a folder to keep the files in: bench/loudness.sh runs it")
	}
	for _, r := range voice.Probe(os.Getenv) {
		if !r.Usable || r.Name == "recorded" {
			continue
		}
		s, err := voice.New(voice.Config{Name: r.Name, Env: os.Getenv, Cache: dir + "/" + r.Name})
		if err != nil {
			t.Fatal(err)
		}
		prepare(t, s, lines(phrases()[:3]...)...)
		for i, text := range phrases()[:3] {
			m := measured(heard(t, s, text))
			n, _ := s.Length(text)
			fmt.Printf("%-10s phrase %d  %6.2f LUFS  %6.2f dBTP  %5.2f s\n", r.Name, i+1, m.Integrated(), m.TruePeak(), n.Seconds())
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

func BenchmarkEspeak(b *testing.B) {
	s, err := voice.New(voice.Config{Name: "espeak-ng", Env: os.Getenv})
	if err != nil {
		b.Skip("needs espeak-ng")
	}
	defer s.Close()
	said := time.Duration(0)
	for i := 0; b.Loop(); i++ {
		text := fmt.Sprint(phrases()[i%3], " ", i)
		if err := s.Prepare(b.Context(), lines(text), nil); err != nil {
			b.Fatal(err)
		}
		n, _ := s.Length(text)
		said += n
	}
	b.ReportMetric(said.Seconds()/b.Elapsed().Seconds(), "x/realtime")
}
