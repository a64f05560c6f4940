package prefs_test

import (
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/ui/prefs"
)

func TestParseAll(t *testing.T) {
	yes := true
	want := prefs.Prefs{
		Guidance: sessions.Light, MaxGap: 2 * time.Minute, DaysAWeek: 3, DayTurn: 0, WeekStart: time.Sunday,
		Prepare: 20 * time.Second, MinDay: 5 * time.Minute, Order: "self-first", Phrases: "sturdy",
		Variants: []string{"seated", "no-bell"}, StandFor: "showing up", ShowOptIn: true,
		Bells:  prefs.Bells{Custom: sessions.Village, Bell: "inkin", Volume: 60, Interval: 450 * time.Second, Stage: &yes},
		Audio:  prefs.Audio{Device: "none", Ambience: "rain", Volume: 0, Tick: true},
		Voice:  prefs.Voice{Name: "piper", Rate: 120, Command: []string{"speak", "-o", "{out}"}},
		UI:     prefs.UI{Theme: "ink", Glyphs: "blocks", Motion: "reduced", Clock: true, Private: true, Season: "newborn", Leaning: "other", Until: sessions.Date(2026, 9, 1)},
		Safety: prefs.Safety{Person: "Åse 555"},
		Presets: []prefs.Preset{
			{Name: "morning", Choices: map[string]string{"script": "arriving", "for": "12m", "bells": "zen", "variants": "seated"}},
			{Name: "evening", Choices: map[string]string{"interval": "off"}},
		},
	}
	got, problems := prefs.Parse([]byte(`guidance = "light"
max_gap = 120
days_a_week = 3
day_turn = 0
week_start = "sunday"
prepare = 20
min_day = 5
order = "self-first"
phrases = "sturdy"
variants = ["seated", "no-bell"]
stand_for = "showing up"
show_optin = true
[bells]
custom = "village"
bell = "inkin"
volume = 60
interval = 7.5
stage = true
[audio]
device = "off"
ambience = "rain"
volume = 0
tick = true
[voice]
name = "piper"
rate = 120
tts_command = ["speak", "-o", "{out}"]
[ui]
theme = "ink"
glyphs = "blocks"
motion = "reduced"
clock = true
run = false
private = true
season = "newborn"
leaning = "other"
until = 2026-09-01
[safety]
person = "Åse 555"
[[preset]]
name = "morning"
script = "arriving"
for = "12m"
bells = "zen"
variants = ["seated"]
[[preset]]
name = "evening"
interval = "none"
`))
	if len(problems) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v\n%v", got, want, problems)
	}
}

func TestParseProblems(t *testing.T) {
	check := func(src string, want ...string) {
		t.Helper()
		_, problems := prefs.Parse([]byte(src))
		var got []string
		for _, p := range problems {
			got = append(got, string(p.Severity)+" "+p.String())
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q\ngot  %q\nwant %q", src, got, want)
		}
	}
	check("")
	check("# only a comment")
	check("\ufeffdays_a_week = 3\r\n")
	check("days_a_week = 9", `error 1:15: days_a_week: want a whole number from 1 to 7; using 5`)
	check("\ufeffdays_a_week = 9", `error 1:15: days_a_week: want a whole number from 1 to 7; using 5`)
	check("\nå = 1\n\"å\" = 2", `error 2:1: invalid character at start of key: U+00C3 'Ã'; nothing after this place counts`)
	check("max_gap = 100 # x", `error 1:11: max_gap: want one of 60, 90, 120, 300; using 90`)
	check("theme = 'ink'", `note 1:1: theme: not a setting; ui.theme is`)
	check("[ui]\ncolour = 1", `note 2:1: ui.colour: not a setting this karuna knows`)
	check("[ui]\ntheme = [1]", `error 2:9: ui.theme: want a text, a number, true or false, or a list of texts; using auto`)
	check("guidance = ['full']", `error 1:12: guidance: want one value, not a list; using full`)
	check("variants = ['seated', 'x']", `error 1:12: variants: want one of no-breath, no-pictures, seated, child, no-bell; using nothing`)
	check("prepare = '2m'", `error 1:11: prepare: want from 0s to 1m; using 10s`)
	check("day_turn = 3\nday_turn = 2", `error 2:1: key day_turn is already defined; nothing after this place counts`)
	check("[[preset]]\nscript = 'x'", `error 2:1: preset: a preset needs a name of one short line; left out`)
	check("[[preset]]\nname = 'a'\nintention = 'x'\nfor = 'long'",
		`note 3:1: preset.intention: not something a preset holds`,
		`error 4:7: preset.for: duration "long": want a length such as 20m, 90s or 1h10m`)
	check("[[preset]]\nname = 'a'\n[[preset]]\nname = 'a'", `error 4:1: preset: a second one named "a"; left out`)
	check(strings.Repeat("#", prefs.MaxFile+1), `error the config file is over 256 KiB`)
}

// What stands before a fault counts, what stands after it does not.
func TestParseUpToTheFault(t *testing.T) {
	p, problems := prefs.Parse([]byte("days_a_week = 3\nguidance = light\nday_turn = 2\n"))
	if len(problems) != 1 || problems[0].Line != 2 || p.DaysAWeek != 3 || p.DayTurn != prefs.Default().DayTurn {
		t.Errorf("got %+v, %v", p, problems)
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	p, problems := prefs.Load(filepath.Join(dir, "none.toml"))
	if len(problems) > 0 || !reflect.DeepEqual(p, prefs.Default()) {
		t.Errorf("no file: %+v, %v", p, problems)
	}
	if _, problems = prefs.Load(dir); len(problems) != 1 || problems[0].Severity != prefs.Fault {
		t.Errorf("a directory: %v", problems)
	}
}

func TestProgramsNeedAPrivateFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permission bits mean nothing here")
	}
	path := filepath.Join(t.TempDir(), "config.toml")
	check := func(mode os.FileMode, want int) {
		t.Helper()
		if err := os.WriteFile(path, []byte("[voice]\ntts_command = ['speak']\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		p, problems := prefs.Load(path)
		if len(p.Voice.Command) != want || len(problems) != 1-want {
			t.Errorf("mode %o: command %q, %v", mode, p.Voice.Command, problems)
		}
	}
	check(0o600, 1)
	check(0o644, 1)
	check(0o664, 0)
	check(0o602, 0)
}

func TestSeasons(t *testing.T) {
	u := prefs.Default().UI
	today := sessions.Date(2026, 5, 13)
	if u.InSeason(today) || u.LeaningOnPurpose(today) {
		t.Error("a season by default")
	}
	u.Season, u.Leaning = "ill", "other"
	if !u.InSeason(today) || !u.LeaningOnPurpose(today) {
		t.Error("an open season does not hold")
	}
	u.Until = today
	if !u.InSeason(today) || u.InSeason(today+1) || u.LeaningOnPurpose(today+1) {
		t.Error("the last day is not the last")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("guidance = \"light\"\n[ui]\ntheme = 'x' # y\n[[preset]]\nname = 'a'\nfor = 7.5\n"))
	f.Add([]byte("\ufeffvariants = [ 'seated', # c\r\n 'child' ]\r\nbells = { custom = 'zen', a = { b = 1 } }"))
	f.Add([]byte("a = '''\n'''\n[[preset]]\n[preset.x]\n\"ui.theme\" = 1"))
	f.Fuzz(func(t *testing.T, src []byte) {
		p, problems := prefs.Parse(src)
		for _, b := range problems {
			if b.Line < 1 || b.Col < 1 || b.Text == "" {
				t.Fatalf("problem without a place: %+v", b)
			}
		}
		if p.DaysAWeek < 1 || p.DaysAWeek > 7 || !p.Guidance.Known() {
			t.Fatalf("impossible choices: %+v", p)
		}
		out, err := prefs.Edit(src, "ui.theme", "moss")
		if err != nil {
			return
		}
		again, after := prefs.Parse(out)
		if again.UI.Theme != "moss" || len(after) > len(problems) {
			t.Fatalf("%q became %q: theme %q, %v", src, out, again.UI.Theme, after)
		}
		again.UI.Theme = p.UI.Theme
		if !reflect.DeepEqual(again, p) {
			t.Fatalf("another choice changed: %+v, was %+v", again, p)
		}
	})
}
