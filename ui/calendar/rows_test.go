package calendar_test

import (
	"strings"
	"testing"
)

// In the rows of a narrow window up and down are months, and the chosen day's
// is always among those that are shown.
func TestRowsOfMonths(t *testing.T) {
	check := func(keys, day, row string, hidden ...string) {
		t.Helper()
		s := window(t, 40, 12)
		press(t, s, "y "+keys)
		got := s.View(40, 12).String()
		for _, words := range []string{day, row} {
			if !strings.Contains(got, words) {
				t.Errorf("%s: no %q in\n%s", keys, words, got)
			}
		}
		for _, words := range hidden {
			if strings.Contains(got, words) {
				t.Errorf("%s: %q in\n%s", keys, words, got)
			}
		}
	}
	check("", "Wednesday 20 May 2026", "›May", "Nov", "Jun")
	check("left left", "Monday 18 May 2026", "›May")
	check("up", "Monday 20 April 2026", "›Apr")
	check("up up up up up up down", "Saturday 20 December 2025", "›Dec", "May")
	check("up up up up up up up up up up up", "Friday 20 June 2025", "›Jun", "Dec")
	check("up up up up up up up up up up up up", "Tuesday 20 May 2025", "›May", "Dec")
	check("[ ]", "Wednesday 20 May 2026", "›May")
}
