package prefs_test

import (
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"karuna/ui/prefs"
)

func TestPresetsOnDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.toml")
	begin := "# mine\ndays_a_week = 3\n"
	if err := prefs.Save(path, []byte(begin)); err != nil {
		t.Fatal(err)
	}
	names := func() (out []string) {
		p, problems := prefs.Load(path)
		if len(problems) > 0 {
			t.Errorf("problems: %v", problems)
		}
		for _, s := range p.Presets {
			out = append(out, s.Name)
		}
		return out
	}
	must := func(err error, want ...string) {
		t.Helper()
		if got := names(); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("presets %q, %v; want %q", got, err, want)
		}
	}
	morning := prefs.Preset{Name: "morning", Choices: map[string]string{"script": "arriving", "for": "12", "max_gap": "60", "stage": "off"}}
	must(prefs.AddPreset(path, morning), "morning")
	must(prefs.AddPreset(path, prefs.Preset{Name: "say \"hi\""}), "morning", "say \"hi\"")
	must(prefs.AddPreset(path, morning), "say \"hi\"", "morning")
	must(prefs.RenamePreset(path, "say \"hi\"", "lunch"), "lunch", "morning")
	p, _ := prefs.Load(path)
	got, ok := p.FindPreset("2")
	want := map[string]string{"script": "arriving", "for": "12m", "max_gap": "60", "stage": "false"}
	if !ok || !reflect.DeepEqual(got.Choices, want) {
		t.Errorf("preset 2 = %+v, want %v", got, want)
	}
	for _, err := range []error{
		prefs.RemovePreset(path, "none"), prefs.RenamePreset(path, "none", "x"), prefs.RenamePreset(path, "lunch", "morning"),
		prefs.RenamePreset(path, "lunch", ""), prefs.AddPreset(path, prefs.Preset{}),
		prefs.AddPreset(path, prefs.Preset{Name: "x", Choices: map[string]string{"person": "someone"}}),
		prefs.AddPreset(path, prefs.Preset{Name: "x", Choices: map[string]string{"for": "4h"}}),
		prefs.AddPreset(path, prefs.Preset{Name: "x", Choices: map[string]string{"for": "9m", "open": "true"}}),
		prefs.AddPreset(path, prefs.Preset{Name: "x", Choices: map[string]string{"script": "arriving", "open": "yes"}}),
	} {
		if err == nil {
			t.Error("a preset that cannot be was accepted")
		}
	}
	must(prefs.RemovePreset(path, "lunch"), "morning")
	must(prefs.RemovePreset(path, "morning"))
	if src, err := prefs.Edit(nil, "days_a_week", "3"); err != nil || len(src) == 0 {
		t.Errorf("%q, %v", src, err)
	}
}

// An open preset is a silent sit without a length; one that cannot be is told
// of, and is not open.
func TestOpenPreset(t *testing.T) {
	check := func(lines, open, told string) {
		t.Helper()
		p, problems := prefs.Parse([]byte("[[preset]]\nname = \"x\"\n" + lines))
		var said []string
		for _, pr := range problems {
			said = append(said, pr.String())
		}
		if got := strings.Join(said, "|"); len(p.Presets) != 1 || p.Presets[0].Choices["open"] != open || got != told {
			t.Errorf("%q: %+v, told %q, want open %q, told %q", lines, p.Presets, got, open, told)
		}
	}
	check("open = true\nbells = \"zen\"\n", "true", "")
	check("open = false\nfor = \"9m\"\n", "false", "")
	check("script = \"arriving\"\nfor = \"9m\"\n", "", "")
	check("open = true\nfor = \"9m\"\n", "", "2:1: preset: \"x\": open: a sit is open or has a length, one of the two; not open")
	check("script = \"arriving\"\nopen = true\n", "", "2:1: preset: \"x\": open: a silent sit can be open, and this one has a script; not open")
	check("open = \"for ever\"\n", "", "3:8: preset.open: want true or false")
}

func TestCutPresetKeepsNeighbours(t *testing.T) {
	src := "a = 1\n\n[[preset]]\nname = \"x\"\nfor = \"5m\" # five\n\n# about y\n[[preset]]\nname = \"y\"\n"
	out, err := prefs.CutPreset([]byte(src), "x")
	if want := "a = 1\n\n# about y\n[[preset]]\nname = \"y\"\n"; err != nil || string(out) != want {
		t.Errorf("got %q, %v; want %q", out, err, want)
	}
	out, err = prefs.CutPreset([]byte(src), "y")
	if want := "a = 1\n\n[[preset]]\nname = \"x\"\nfor = \"5m\" # five\n\n# about y\n"; err != nil || string(out) != want {
		t.Errorf("got %q, %v; want %q", out, err, want)
	}
}

func TestResolve(t *testing.T) {
	config, problems := prefs.Parse([]byte("guidance = 'light'\nprepare = 5\n[bells]\ncustom = 'zen'\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	preset := prefs.Preset{Name: "p", Choices: map[string]string{"bells": "village", "for": "12m", "guidance": "bells"}}
	env := map[string]string{"KARUNA_GUIDANCE": "full", "KARUNA_BELLS": "nonsense", "KARUNA_TTS_COMMAND": "rm", "KARUNA_ASCII": "1", "REDUCE_MOTION": "0"}
	flags := map[string]string{"guidance": "light", "max-gap": "120", "for": "4h", "colour": "red"}
	s, problems := prefs.Resolve(config, &preset, func(k string) string { return env[k] }, flags)
	var told []string
	for _, p := range problems {
		told = append(told, p.String())
	}
	wantTold := "KARUNA_BELLS: want one of auto, simple, zen, village, retreat, none|--colour: not a choice|--for: want from 1s to 3h"
	if got := strings.Join(told, "|"); got != wantTold {
		t.Errorf("problems %q, want %q", got, wantTold)
	}
	check := func(name, got, want string, source prefs.Source) {
		t.Helper()
		if got != want || s.From[name] != source {
			t.Errorf("%s = %q from %q, want %q from %q", name, got, s.From[name], want, source)
		}
	}
	check("guidance", string(s.Guidance), "light", prefs.FromFlag)
	check("max_gap", s.MaxGap.String(), "2m0s", prefs.FromFlag)
	check("for", s.For.String(), "12m0s", prefs.FromPreset)
	check("bells", string(s.Bells.Custom), "village", prefs.FromPreset)
	check("prepare", s.Prepare.String(), "5s", "")
	check("glyphs", s.UI.Glyphs, "ascii", prefs.FromEnvironment)
	check("motion", s.UI.Motion, "full", "")
	check("tts_command", strings.Join(s.Voice.Command, " "), "", "")
	if config.Guidance != "light" || config.Bells.Custom != "zen" {
		t.Errorf("the config changed: %+v", config)
	}
}

func TestSettingsAreWhole(t *testing.T) {
	names := map[string]bool{}
	for _, s := range prefs.Settings() {
		if s.About == "" || s.Group == "" || s.Name == "" || names[s.Name] || len(s.About) > 80 {
			t.Errorf("a setting is not whole, or its name is taken: %+v", s)
		}
		names[s.Name] = true
	}
	if _, ok := prefs.Default().Text("for"); ok {
		t.Error("the length of one sit is a setting")
	}
}
