package loudness_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// ebur128 is what ffmpeg measures: integrated loudness and true peak.
func ebur128(t *testing.T, rate int, x [][2]float64) (lufs, peak float64) {
	t.Helper()
	var raw bytes.Buffer
	for _, f := range x {
		binary.Write(&raw, binary.LittleEndian, [2]float32{float32(f[0]), float32(f[1])})
	}
	cmd := exec.Command("ffmpeg", "-hide_banner", "-nostats", "-f", "f32le", "-ar", strconv.Itoa(rate), "-ac", "2", "-i", "-",
		"-af", "ebur128=peak=true", "-f", "null", "-")
	cmd.Stdin = &raw
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("ffmpeg: %v\n%s", err, out)
	}
	_, summary, _ := strings.Cut(string(out), "Summary:")
	return figure(t, summary, `I:\s+(\S+) LUFS`), figure(t, summary, `Peak:\s+(\S+) dBFS`)
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

func TestSystemAgainstFFmpeg(t *testing.T) {
	if os.Getenv("KARUNA_SYSTEM_TESTS") == "" {
		t.Skip("system test: set KARUNA_SYSTEM_TESTS=1")
	}
	r := rand.New(rand.NewPCG(1, 2))
	white := make([][2]float64, 10*48000)
	for i := range white {
		white[i] = [2]float64{0.2 * r.NormFloat64(), 0.1 * r.NormFloat64()}
	}
	brown := make([][2]float64, 10*48000)
	for i := 1; i < len(brown); i++ {
		brown[i][0] = 0.997*brown[i-1][0] + 0.01*r.NormFloat64()
		brown[i][1] = 0.997*brown[i-1][1] + 0.01*r.NormFloat64()
	}
	words := make([][2]float64, 15*48000) // bursts and rests, as speech
	for i := range words {
		burst := math.Max(0, math.Sin(2*math.Pi*float64(i)/48000/1.7)) * math.Max(0, math.Sin(2*math.Pi*float64(i)/48000*4))
		words[i][0] = 0.4 * burst * (math.Sin(float64(i)*0.02) + 0.3*r.NormFloat64())
		words[i][1] = words[i][0]
	}
	high := sound(48000, tone{5, 11999, -3, -6})
	for i := range 4800 { // without edges, where a longer filter finds higher peaks
		for _, side := range []int{0, 1} {
			high[i][side] *= float64(i) / 4800
			high[len(high)-1-i][side] *= float64(i) / 4800
		}
	}
	for _, c := range []struct {
		name string
		rate int
		x    [][2]float64
	}{
		{"white", 48000, white},
		{"brown", 48000, brown},
		{"words", 48000, words},
		{"white", 44100, white},
		{"words", 22050, words},
		{"words", 16000, words},
		{"a bell", 48000, sound(48000, tone{3, 440, -12, -14}, tone{3, 440, -30, -30}, tone{6, 440, -50, -50})},
		{"high", 48000, high},
		{"one side", 48000, sound(48000, tone{5, 300, none, -9})},
	} {
		lufs, peak := ebur128(t, c.rate, c.x)
		m := measure(c.rate, c.x)
		t.Logf("%s at %d: %.2f LUFS (ffmpeg %.1f), %.2f dBTP (ffmpeg %.1f)", c.name, c.rate, m.Integrated(), lufs, m.TruePeak(), peak)
		check(t, c.name+", loudness", m.Integrated(), lufs, 0.1)
		check(t, c.name+", true peak", m.TruePeak(), peak, 0.3)
	}
}
