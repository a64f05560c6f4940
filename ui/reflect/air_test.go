package reflect_test

import (
	"errors"
	"testing"

	"karuna/sessions/programme"
)

// How much air there is, is kept once both wheels were answered for, when the
// screen is left; the last answer counts.
func TestAir(t *testing.T) {
	check := func(want []programme.Air, keys ...string) {
		t.Helper()
		var said []programme.Air
		keep := func(a programme.Air) error { said = append(said, a); return nil }
		run(t, sat{air: keep}, func(b *bench) {
			b.press(keys...)
			b.press("enter")
			err := <-b.done
			b.done <- err
		})
		if len(said) != len(want) || len(want) == 1 && said[0] != want[0] {
			t.Errorf("%v kept %v, want %v", keys, said, want)
		}
	}
	check(nil)
	check(nil, "1", "4")
	check(nil, "8", "9")
	check([]programme.Air{{Back: "soft", Front: "full"}}, "4", "9")
	check([]programme.Air{{Back: "fine", Front: "full"}}, "4", "9", "6", "5")
}

func TestAirIsAskedWhereItIsWanted(t *testing.T) {
	run(t, sat{}, func(b *bench) { b.hides("wheel") })
	run(t, sat{length: 0, nolog: true, air: func(programme.Air) error { return nil }}, func(b *bench) { b.hides("wheel") })
}

// What could not be kept is told.
func TestAirThatIsNotKept(t *testing.T) {
	full := errors.New("the disk is full")
	run(t, sat{air: func(programme.Air) error { return full }}, func(b *bench) {
		b.press("4", "7", "enter")
		err := <-b.done
		b.done <- err
		if !errors.Is(b.root.Err(), full) {
			t.Errorf("told %v", b.root.Err())
		}
	})
}

// In the lowest window one question is asked at a time, each with all its
// answers.
func TestAirInALowWindow(t *testing.T) {
	run(t, sat{air: func(programme.Air) error { return nil }}, func(b *bench) {
		b.Size(20, 6)
		b.shows("How is it now?", "3 heavier")
		b.press("2")
		b.shows("Air, back wheel?", "6 full")
		b.press("4")
		b.shows("Air, front wheel?", "9 full")
		b.press("9")
		b.shows("How is it now?", "[2 same]")
	})
}
