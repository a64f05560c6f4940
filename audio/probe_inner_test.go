package audio

import (
	"os"
	"path/filepath"
	"testing"
)

func TestBehind(t *testing.T) {
	check := func(cards, asoundrc, want string) {
		t.Helper()
		home := t.TempDir()
		list := filepath.Join(home, "cards")
		if cards != "" {
			if err := os.WriteFile(list, []byte(cards), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if asoundrc != "" {
			if err := os.WriteFile(filepath.Join(home, ".asoundrc"), []byte(asoundrc), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		env := func(name string) string {
			if name == "HOME" {
				return home
			}
			return ""
		}
		got := ""
		if err := behind("aplay", env, list); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("cards %q, .asoundrc %q: %q, want %q", cards, asoundrc, got, want)
		}
	}
	if _, err := os.Stat("/etc/asound.conf"); err == nil {
		t.Skip("this system names something to play to in /etc/asound.conf")
	}
	check("", "", "no sound card")
	check("--- no soundcards ---\n", "", "no sound card")
	check(" 0 [PCH            ]: HDA-Intel\n", "", "")
	check("--- no soundcards ---\n", "pcm.!default pulse\n", "")
}
