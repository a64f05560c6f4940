package start_test

import (
	"slices"
	"testing"

	"karuna/sessions"
	"karuna/ui/start"
)

// What waits to be asked for is offered for a step, and to put together, when
// it is listed: after ten sits.
func TestOfferedAfterTenSits(t *testing.T) {
	h := house(t, "", nil)
	offers := func(o start.StepOffer) bool { return o.Script.Has("optin") }
	for sits := range 11 {
		at := done(t)(h.Programmes().Start("at-work"))
		want := sits >= 10
		if got := slices.ContainsFunc(h.Programmes().Alternatives(at), offers); got != want {
			t.Errorf("after %d sits: offered for a step %v, want %v", sits, got, want)
		}
		if !want && slices.ContainsFunc(h.Programmes().Parts(), func(s sessions.Script) bool { return s.Has("optin") }) {
			t.Errorf("after %d sits: offered to put together", sits)
		}
		sat(t, h, "arriving")
	}
}
