package ui_test

import (
	"slices"
	"testing"

	"karuna/ui/screen"
)

// A screen brought to the front has what covered it closed; one that is in
// front, or nowhere, changes nothing.
func TestFront(t *testing.T) {
	run(t, func(w *window) {
		w.press("o", "o")
		w.shows("at a++")
		w.p.Send(screen.Front{Screen: w.demos[2]})
		w.p.Send(screen.Front{Screen: &demo{left: &w.left}})
		w.shows("at a++")
		w.press("?")
		w.p.Send(screen.Front{Screen: w.demos[1]})
		w.shows("at a+")
		w.hides("at a++")
		if want := []string{"a++"}; !slices.Equal(w.left, want) {
			t.Errorf("left %v, want %v", w.left, want)
		}
	})
}
