package voice_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"karuna/audio/clip"
	"karuna/audio/voice"
)

func TestParse(t *testing.T) {
	for name, want := range map[string]string{
		"auto":                        "auto ",
		"flite":                       "flite ",
		"flite:slt":                   "flite slt",
		"espeak-ng:en-us+f3":          "espeak-ng en-us+f3",
		"say:Eddy (English (US))":     "say Eddy (English (US))",
		"piper:en_US-lessac-medium":   "piper en_US-lessac-medium",
		"":                            "there is no narrator",
		"siri":                        "there is no narrator",
		"flite:":                      "is no name of a voice",
		"flite:-o":                    "is no name of a voice",
		"flite:/etc/passwd":           "is no name of a voice",
		"flite:a/../b":                "is no name of a voice",
		"festival:x) (system \"id\")": "is no name of a voice",
		"say:a\nb":                    "is no name of a voice",
	} {
		narrator, of, err := voice.Parse(name)
		got := narrator + " " + of
		if err != nil {
			got = err.Error()
		}
		if got != want && (err == nil || !strings.Contains(got, want)) {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// machine is a folder of programs and data, and the environment that finds them.
func machine(t *testing.T, files ...string) func(string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("not on windows: programs are found by another name there")
	}
	dir := t.TempDir()
	for _, f := range files {
		path := filepath.Join(dir, f)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(`{"audio":{"sample_rate":22050}}`), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return func(name string) string {
		return map[string]string{"PATH": "bin:" + dir + "/bin", "HOME": dir, "XDG_DATA_DIRS": dir + "/data"}[name]
	}
}

func TestProbe(t *testing.T) {
	for _, c := range []struct {
		files []string
		want  map[string]string // narrator: part of what is said of it, "+" before it when usable
	}{
		{nil, map[string]string{
			"espeak-ng": "espeak-ng is not installed", "flite": "flite is not installed", "festival": "text2wave is not installed",
			"piper": "piper is not installed", "command": "voice.tts_command", "recorded": "+recordings",
		}},
		{
			[]string{"bin/espeak-ng", "bin/flite", "bin/text2wave", "bin/piper"},
			map[string]string{"espeak-ng": "+voice en-us", "flite": "+voice slt", "festival": "no English voice", "piper": "no model"},
		},
		{
			[]string{"bin/text2wave", "share/festival/voices/english/kal_diphone/x", "bin/piper", ".local/share/piper/en_GB-alan.onnx", ".local/share/piper/en_GB-alan.onnx.json"},
			map[string]string{"festival": "+voice kal_diphone", "piper": "+model en_GB-alan"},
		},
		{
			[]string{
				"bin/text2wave", "share/festival/voices/english/kal_diphone/x", "share/festival/voices/us/cmu_us_slt_arctic_hts/x",
				"bin/piper-tts", "data/piper-voices/en/en_US/amy/low/en_US-amy-low.onnx", "data/piper-voices/en/en_US/amy/low/en_US-amy-low.onnx.json",
			},
			map[string]string{"festival": "+voice cmu_us_slt_arctic_hts", "piper": "+model en_US-amy-low"},
		},
		{
			[]string{"bin/piper", ".local/share/piper/de_DE-thorsten.onnx", ".local/share/piper/de_DE-thorsten.onnx.json", ".local/share/piper/en_US-torn.onnx"},
			map[string]string{"piper": `no model that speaks "en"`},
		},
	} {
		seen := map[string]string{}
		for _, r := range voice.Probe(machine(t, c.files...)) {
			seen[r.Name] = r.Why
			if r.Usable {
				seen[r.Name] = "+" + r.Why
			}
		}
		for name, want := range c.want {
			got := seen[name]
			if strings.HasPrefix(got, "+") != strings.HasPrefix(want, "+") || !strings.Contains(got, strings.TrimPrefix(want, "+")) {
				t.Errorf("%v: %s: %q, want %q", c.files, name, got, want)
			}
		}
	}
}

func TestNew(t *testing.T) {
	env := machine(t, "bin/espeak-ng", "bin/flite", "bin/mine", "bin/text2wave", "share/festival/voices/english/kal_diphone/x")
	for _, c := range []struct {
		config voice.Config
		want   string // name of the narrator, or part of the error
	}{
		{voice.Config{Name: "auto"}, "flite"},
		{voice.Config{Name: "auto", Language: "de"}, "espeak-ng"},
		{voice.Config{Name: "auto", Command: []string{"mine"}}, "command"},
		{voice.Config{Name: "command", Command: []string{"bin/mine"}}, "whole path"},
		{voice.Config{Name: "command", Command: []string{"/no/such/program"}}, "is no program"},
		{voice.Config{Name: "command"}, "names no program"},
		{voice.Config{Name: "recorded"}, "recorded"},
		{voice.Config{Name: "festival", Rate: 1}, "festival"},
		{voice.Config{Name: "festival:other"}, "no voice"},
		{voice.Config{Name: "flite:other"}, "no voice"},
		{voice.Config{Name: "flite", Language: "de-AT"}, "English only"},
		{voice.Config{Name: "espeak-ng", Language: "-o/tmp/x"}, "no tag of a language"},
		{voice.Config{Name: "piper"}, "the narrator piper cannot be used: piper is not installed"},
		{voice.Config{Name: "siri"}, "there is no narrator"},
	} {
		c.config.Env = env
		s, err := voice.New(c.config)
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = s.Name()
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
		if !strings.Contains(got, c.want) || err == nil && got != c.want {
			t.Errorf("%+v: %q, want %q", c.config, got, c.want)
		}
	}
}

// TestPiper is this test under the name of Piper: it takes a model and gives
// plain samples.
func TestPiper(t *testing.T) {
	env := machine(t, "bin/x", ".local/share/piper/en_GB-alan.onnx", ".local/share/piper/en_GB-alan.onnx.json")
	bin := env("HOME") + "/bin"
	if err := os.Symlink(program(t), bin+"/piper"); err != nil {
		t.Fatal(err)
	}
	s := speaker(t, func(c *voice.Config) { c.Name, c.Env = "piper", env })
	if !s.Discreet() {
		t.Error("what goes through pipes is discreet")
	}
	prepare(t, s, lines("Breathe in.")...)
	x := heard(t, s, "Breathe in.")
	near(t, "seconds", float64(len(x))/clip.Rate, 1, 0.01)
	near(t, "LUFS", measured(x).Integrated(), -23, 0.3)
}
