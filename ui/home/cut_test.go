package home_test

import (
	"testing"
	"time"

	"karuna/sessions"
	"karuna/ui/home"
	"karuna/ui/uitest"
)

// A line of what a crash cut short, once.
func TestRecovered(t *testing.T) {
	e := sessions.Entry{Start: now, Sat: 200}
	if got, want := home.Recovered(e), "Your sit of 3 min 20 s on Wednesday 19:00 was cut short. It is kept."; got != want {
		t.Errorf("Recovered = %q, want %q", got, want)
	}
}

// What an editor left is told where home first looks, and not again.
func TestKept(t *testing.T) {
	h := house(t, now, "")
	times := 0
	h.UseSweep(func(time.Time) ([]string, error) {
		if times++; times > 1 {
			return nil, nil
		}
		return []string{"/home/somebody/.local/share/karuna/kept/2026-05-20/note.md"}, nil
	})
	uitest.Run(t, places(h), func(w *uitest.Window) {
		w.Shows("Your editor was cut short.", "note.md")
		w.Press("/", "esc", "q")
		w.Hides("cut short")
	})
}
