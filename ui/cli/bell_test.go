package cli_test

import (
	"slices"
	"testing"

	"karuna/assets"
	"karuna/audio/bell"
	"karuna/ui/prefs"
)

// TestBellSetting holds the bells that the setting offers to those there are.
func TestBellSetting(t *testing.T) {
	names, err := bell.Names(assets.Bells())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range prefs.Settings() {
		if s.Key != "bells.bell" {
			continue
		}
		offered := slices.Sorted(slices.Values(s.Choices))
		if !slices.Equal(offered, names) {
			t.Errorf("bells.bell offers %q, there are %q", offered, names)
		}
		return
	}
	t.Error("no setting bells.bell")
}
