package start_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"karuna/sessions/practice"
	"karuna/ui/start"
)

// A lean is told of on one day of seven, all that day, and after it was waved
// away not for four weeks.
func TestLeanHint(t *testing.T) {
	today := time.Date(2026, 5, 20, 19, 0, 0, 0, time.Local)
	dir := t.TempDir()
	house := func(config string) *start.House {
		env := map[string]string{"KARUNA_HOME": dir}
		h := start.Open(start.Options{
			Env: func(name string) string { return env[name] }, Machine: "m",
			Now: func() time.Time { return today }, Config: configured(t, config),
		})
		return h
	}
	check := func(config string, days int, lean practice.Lean, want string) {
		t.Helper()
		today = today.AddDate(0, 0, days)
		got := house(config).LeanHint(lean)
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%v: %q, want %q", today.Format(time.DateOnly), got, want)
		}
	}
	check("", 0, practice.Unsaid, "")
	check("", 0, practice.BothTurning, "")
	check("[ui]\nleaning = \"other\"\n", 0, practice.TowardOthers, "")
	check("", 0, practice.TowardOthers, "toward others. An invitation: Room in the Circle, or As for a Friend.")
	check("", 0, practice.TowardOthers, "toward others")
	check("", 1, practice.TowardSelf, "")
	check("", 5, practice.TowardSelf, "")
	check("", 1, practice.TowardSelf, "toward yourself. An invitation: Easy Warmth, or In the Same Boat.")
	if err := house("").HushLean(); err != nil {
		t.Fatal(err)
	}
	check("", 0, practice.TowardSelf, "")
	check("", 27, practice.TowardSelf, "")
	check("", 1, practice.TowardSelf, "toward yourself")
}

// Without a home nothing is said, and nothing can be noted.
func TestLeanHintWithoutHome(t *testing.T) {
	h := start.Open(start.Options{Env: func(string) string { return "" }, Now: time.Now})
	if got := h.LeanHint(practice.TowardSelf); got != "" {
		t.Errorf("it says %q", got)
	}
	if h.HushLean() == nil {
		t.Error("it is noted nowhere")
	}
}

// configured returns the path of a config file.
func configured(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Both leans are told in the same words, each in the other's mirror, and end
// in an invitation.
func TestLeanHintsMirror(t *testing.T) {
	say := func(lean practice.Lean) (words string, invited int) {
		dir := t.TempDir()
		h := start.Open(start.Options{
			Env: func(name string) string { return map[string]string{"KARUNA_HOME": dir}[name] }, Machine: "m", Now: time.Now,
		})
		words, list, _ := strings.Cut(h.LeanHint(lean), " An invitation: ")
		return words, len(strings.Split(list, ", or "))
	}
	outward, some := say(practice.TowardOthers)
	inward, more := say(practice.TowardSelf)
	if strings.Replace(outward, "others", "yourself", 1) != inward || outward == inward || some != more || some != 2 {
		t.Errorf("%q with %d, %q with %d", outward, some, inward, more)
	}
}
