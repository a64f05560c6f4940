package start_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"karuna/audio"
	"karuna/sessions"
	"karuna/ui/prefs"
	"karuna/ui/start"
)

var now = time.Date(2026, 5, 20, 7, 0, 0, 0, time.UTC)

// house is a home with that config file, and these variables.
func house(t *testing.T, config string, env map[string]string) *start.House {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "config", "config.toml")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	return start.Open(start.Options{
		Env: func(name string) string {
			if name == "KARUNA_HOME" {
				return dir
			}
			return env[name]
		},
		Now: func() time.Time { return now }, Machine: "m",
	})
}

// The one who speaks last wins: flag, program's flag, environment, config.
func TestChoices(t *testing.T) {
	check := func(config, env string, program, flags map[string]string, want string) {
		t.Helper()
		h := house(t, config, map[string]string{"KARUNA_DEVICE": env})
		h.UseFlags(program)
		sit, err := h.Choices("", flags)
		if err != nil || sit.Audio.Device != want {
			t.Errorf("config %q, env %q, program %v, flags %v: device %q, %v, want %q", config, env, program, flags, sit.Audio.Device, err, want)
		}
	}
	file := "[audio]\ndevice = \"pulse\"\n"
	check("", "", nil, nil, "auto")
	check(file, "", nil, nil, "pulse")
	check(file, "bel", nil, nil, "bel")
	check(file, "bel", map[string]string{"device": "none"}, nil, "none")
	check(file, "bel", map[string]string{"device": "none"}, map[string]string{"device": "aplay"}, "aplay")
}

// why returns what stands in the way of a device without an environment.
func why(t *testing.T, device string) string {
	t.Helper()
	for _, d := range audio.Probe(func(string) string { return "" }) {
		if d.Name == device {
			return d.Why
		}
	}
	t.Skip("no such device here")
	return ""
}

func TestWhere(t *testing.T) {
	check := func(env, want string) {
		t.Helper()
		if got := house(t, "", map[string]string{"KARUNA_DEVICE": env}).Where(); got != want {
			t.Errorf("KARUNA_DEVICE=%s: %q, want %q", env, got, want)
		}
	}
	check("none", "no sound, as you chose")
	check("bel", "sound: the terminal's bell")
	check("pw-cat", "no sound: "+why(t, "pw-cat"))
	check("trumpet", "no sound: no device is called trumpet")
}

// A length comes from the request, else the flag, else the script; --until
// names the moment of the closing bell.
func TestCompose(t *testing.T) {
	check := func(flags map[string]string, change func(*start.Request), want time.Duration) {
		t.Helper()
		h := house(t, "", nil)
		script, err := h.Library().Find("kind-pause")
		if err != nil {
			t.Fatal(err)
		}
		choices, err := h.Choices("", flags)
		if err != nil {
			t.Fatal(err)
		}
		r := start.Request{Script: script, Choices: choices}
		if change != nil {
			change(&r)
		}
		sit, err := h.Compose(r)
		if err != nil || sit.Score.Total != want {
			t.Errorf("%v: %v, %v, want %v", flags, sit.Score.Total, err, want)
		}
	}
	check(nil, nil, 6*time.Minute)
	check(map[string]string{"for": "10"}, nil, 10*time.Minute)
	check(map[string]string{"for": "10"}, func(r *start.Request) { r.Length = 4 * time.Minute }, 4*time.Minute)
	check(nil, func(r *start.Request) { r.Until = now.Add(8*time.Minute + 10*time.Second) }, 8*time.Minute)
	check(nil, func(r *start.Request) { r.Script, r.Length = sessions.Script{}, 90*time.Second }, 90*time.Second)
	silent := func(r *start.Request) { r.Script = sessions.Script{} }
	check(map[string]string{"open": "true"}, silent, 0)
	check(map[string]string{"open": "true", "for": "10"}, silent, 10*time.Minute)
	check(map[string]string{"open": "true"}, nil, 6*time.Minute) // a practice has an end
}

// What someone stands for, once written, is heard where a script has a place
// for it; in the score the script's own words stay.
func TestStandFor(t *testing.T) {
	check := func(config string, slots map[string]string, want string) {
		t.Helper()
		h := house(t, config, map[string]string{"KARUNA_DEVICE": "none"})
		script, err := h.Library().Find("the-voice-at-the-back")
		if err != nil {
			t.Fatal(err)
		}
		sit, err := h.Compose(start.Request{Script: script, Choices: mustChoices(t, h), Slots: slots})
		if err != nil {
			t.Fatal(err)
		}
		c := h.Begin(sit, false)
		defer c.Interrupt("left")
		var said, written string
		for _, cue := range sit.Score.Cues {
			if cue.Template != "" {
				said, written = c.Say(cue), cue.Text
			}
		}
		if said != "In a word or a line: "+want+"." || written != "In a word or a line: fair play, or patience, or turning up." {
			t.Errorf("config %q: %q is said, %q written", config, said, written)
		}
	}
	check("", nil, "fair play, or patience, or turning up")
	check("stand_for = \"mending things\"\n", nil, "mending things")
	check("stand_for = \"mending things\"\n", map[string]string{"stand_for": "rest"}, "rest")
}

func TestComposePast(t *testing.T) {
	h := house(t, "", nil)
	_, err := h.Compose(start.Request{Until: now.Add(5 * time.Second), Choices: mustChoices(t, h)})
	if !errors.Is(err, start.ErrPast) {
		t.Errorf("a closing bell before the opening one: %v", err)
	}
}

func mustChoices(t *testing.T, h *start.House) prefs.Sit {
	t.Helper()
	sit, err := h.Choices("", nil)
	if err != nil {
		t.Fatal(err)
	}
	return sit
}
