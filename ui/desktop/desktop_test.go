package desktop_test

import (
	"testing"
	"time"

	"karuna/ui/desktop"
)

func TestZone(t *testing.T) {
	check := func(tz, want string) {
		t.Helper()
		got := desktop.Zone(func(string) string { return tz })
		if got != want {
			t.Errorf("TZ=%q: zone %q, want %q", tz, got, want)
		}
	}
	check("Asia/Tokyo", "Asia/Tokyo")
	check(":Europe/Oslo", "Europe/Oslo")
	check("UTC", "UTC")
	check("Nowhere/Land", "")
	check("../../etc/passwd", "")
	if z := desktop.Zone(func(string) string { return "" }); z != "" {
		if _, err := time.LoadLocation(z); err != nil {
			t.Errorf("the machine's zone %q is not one: %v", z, err)
		}
	}
}

func TestBoot(t *testing.T) {
	a, ok := desktop.Boot()
	if !ok {
		t.Skip("this system has no clock that goes on in sleep")
	}
	if b, _ := desktop.Boot(); b < a || a <= 0 {
		t.Errorf("the boot clock went from %v to %v", a, b)
	}
}

func TestMachine(t *testing.T) {
	if a, b := desktop.Machine(), desktop.Machine(); a != b || a == "" {
		t.Errorf("machine %q, then %q", a, b)
	}
}
