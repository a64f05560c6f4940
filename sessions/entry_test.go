package sessions_test

import (
	"reflect"
	"testing"

	"karuna/sessions"
)

// TestEntry: an entry stays small, and what it shares with another is not
// changed by a change of the other.
func TestEntry(t *testing.T) {
	if size := reflect.TypeFor[sessions.Entry]().Size(); size > 168 {
		t.Errorf("an entry takes %d bytes: a log of a million is held in memory", size)
	}
	one := sessions.Entry{}.From(sessions.Origin{Source: "live", DayTurn: 4}).With(sessions.Detail{Note: "one"})
	d, o := one.Detail(), one.Origin()
	d.Note, o.Source = "two", "remembered"
	two := one.With(d).From(o)
	if one.Detail().Note != "one" || one.Origin().Source != "live" || two.Detail().Note != "two" || two.Origin().Source != "remembered" || two.Origin().DayTurn != 4 {
		t.Errorf("one is %+v %+v, two %+v %+v", one.Origin(), one.Detail(), two.Origin(), two.Detail())
	}
	bare := two.With(sessions.Detail{}).From(sessions.Origin{})
	if d := bare.Detail(); !d.IsZero() || bare.Origin() != (sessions.Origin{}) {
		t.Errorf("bare is %+v %+v", bare.Origin(), bare.Detail())
	}
}
