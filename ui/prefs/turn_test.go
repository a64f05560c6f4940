package prefs_test

import (
	"os"
	"path/filepath"
	"testing"

	"karuna/ui/prefs"
)

func TestTurn(t *testing.T) {
	check := func(key, text string, by int, want string, ordered bool) {
		t.Helper()
		got, ok := prefs.Turn(key, text, by)
		if got != want || ok != ordered {
			t.Errorf("%s: %d from %q is %q, %v; want %q, %v", key, by, text, got, ok, want, ordered)
		}
	}
	check("guidance", "full", 1, "light", true)
	check("guidance", "bells", 1, "full", true)
	check("guidance", "full", -1, "bells", true)
	check("week_start", "monday", 1, "sunday", true)
	check("max_gap", "300", 1, "60", true)
	check("order", "", -1, "self-first", true)
	check("ui.clock", "false", 1, "true", true)
	check("bells.stage", "auto", 1, "true", true)
	check("days_a_week", "7", 1, "7", true)
	check("days_a_week", "1", -1, "1", true)
	check("day_turn", "0", 1, "1", true)
	check("audio.volume", "80", 1, "85", true)
	check("audio.volume", "83", 1, "85", true)
	check("audio.volume", "83", -1, "80", true)
	check("audio.volume", "98", 1, "100", true)
	check("voice.rate", "62", -1, "60", true)
	check("min_day", "1m", 1, "2m", true)
	check("min_day", "1m", -1, "1m", true)
	check("prepare", "10s", -3, "0s", true)
	check("prepare", "1m", 1, "1m", true)
	check("bells.interval", "off", 1, "5m", true)
	check("bells.interval", "5m", -1, "off", true)
	check("bells.interval", "3h", 1, "3h", true)
	check("ui.theme", "night", 1, "night", false)
	check("safety.person", "Ana", 1, "Ana", false)
	check("no.such", "x", 1, "x", false)
}

// Every step of a setting is a value it can have, and every setting says what
// it is, in words of a row.
func TestTurnStaysWithin(t *testing.T) {
	for _, s := range prefs.Settings() {
		if s.Title == "" || len(s.Title) > 20 || s.About == "" || s.Group == "" {
			t.Errorf("%s: title %q, about %q, group %q", s.Key, s.Title, s.About, s.Group)
		}
		if s.Means != nil && len(s.Means) != len(s.Choices) {
			t.Errorf("%s: %d choices, %d meanings", s.Key, len(s.Choices), len(s.Means))
		}
		if s.Default == "" && s.Empty == "" {
			t.Errorf("%s: nothing stands for no value", s.Key)
		}
		text := s.Default
		for range 100 {
			next, ok := prefs.Turn(s.Key, text, 1)
			if !ok {
				break
			}
			if _, err := prefs.Edit(nil, s.Key, next); err != nil {
				t.Errorf("%s: %q after %q: %v", s.Key, next, text, err)
			}
			text = next
		}
	}
}

// A file that its owner made read-only stays as it is, though its folder could
// take another one in its place.
func TestReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte("days_a_week = 5\n"), 0o400); err != nil {
		t.Fatal(err)
	}
	if err := prefs.Set(path, "days_a_week", "3"); err == nil {
		t.Error("a read-only file was replaced")
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "days_a_week = 5\n" {
		t.Errorf("the file is %q, %v", b, err)
	}
}
