package home_test

import (
	"testing"

	"karuna/sessions"
	"karuna/ui/home"
)

// What the command reads behind the first frame, with ten thousand sits.
func BenchmarkLook(b *testing.B) {
	h := house(b, now, "")
	entries := make([]sessions.Entry, 10_000)
	for i := range entries {
		at := now.AddDate(0, 0, -i/2-1)
		entries[i] = sessions.Entry{
			ID: "", Start: at, Day: sessions.DayOf(at), Planned: 600, Sat: 600, Ended: sessions.Complete, People: 1,
			Wheels: sessions.WheelSeconds{Ground: 600},
			Script: &sessions.ScriptRef{ID: "being-with", Title: "Being With", Kind: sessions.Mindfulness, Version: 1},
		}.From(sessions.Origin{Source: "live", DayTurn: 4})
	}
	for i := range entries {
		if _, err := h.Log().Append(now, entries[i]); err != nil {
			b.Fatal(err)
		}
	}
	s := home.New(h)
	for b.Loop() {
		s.Update(s.Init()())
	}
}
