package ambience_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"karuna/audio/ambience"
)

func TestParse(t *testing.T) {
	check := func(choice string, want ...ambience.Layer) {
		t.Helper()
		if got, err := ambience.Parse(choice); err != nil || !slices.Equal(got, want) {
			t.Errorf("Parse(%q): %v, %v, want %v", choice, got, err, want)
		}
	}
	check("")
	check("  ")
	check("off")
	check("None")
	check("rain", ambience.Layer{Name: "rain"})
	check("Rain:-0", ambience.Layer{Name: "rain"})
	check("rain+bowl-drone", ambience.Layer{Name: "rain"}, ambience.Layer{Name: "bowl-drone"})
	check("rain:-3+bowl-drone:-6", ambience.Layer{Name: "rain", Gain: -3}, ambience.Layer{Name: "bowl-drone", Gain: -6})
	check(" rain : +3 + wind : -6.5 dB ", ambience.Layer{Name: "rain", Gain: 3}, ambience.Layer{Name: "wind", Gain: -6.5})
	check("rain:+6+wind:-24", ambience.Layer{Name: "rain", Gain: 6}, ambience.Layer{Name: "wind", Gain: -24})
	check("my Garden.wav", ambience.Layer{Name: "my Garden.wav"})
	check("Überlauf_2+rain", ambience.Layer{Name: "Überlauf_2"}, ambience.Layer{Name: "rain"})
	check("~/sound/a, b & c.flac:-2", ambience.Layer{Name: "~/sound/a, b & c.flac", Gain: -2})
	check(`C:\Sound\a.wav`, ambience.Layer{Name: `C:\Sound\a.wav`})
	check(`c:/a.wav:-1+night`, ambience.Layer{Name: `c:/a.wav`, Gain: -1}, ambience.Layer{Name: "night"})
}

func TestParseRefuses(t *testing.T) {
	check := func(choice, want string) {
		t.Helper()
		if got, err := ambience.Parse(choice); err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "ambience \"") {
			t.Errorf("Parse(%q): %v, %v, want %q", choice, got, err, want)
		}
	}
	check("rain+wind+night", "it has 3 sounds, at most 2")
	check("rain+", "a sound has no name")
	check("+", "a sound has no name")
	check(":-3", "a sound has no name")
	check("rain+rain:-3", `"rain" is in it twice`)
	check("rain+off", `"off" stands alone`)
	check("none:-3", `"none" stands alone`)
	check("rain:", `the gain of "rain": "" is not a number of dB`)
	check("rain:loud", `"loud" is not a number of dB`)
	check("rain:1e1", `"1e1" is not a number of dB`)
	check("rain:--3", "not a number")
	check("rain:.", "not a number")
	check("rain:1.2.3", "not a number")
	check("rain:NaN", "not a number")
	check("rain:-3:2", `"-3:2" is not a number of dB`)
	check("rain:7", "7 dB is not between -24 and 6")
	check("rain:-24.1", "-24.1 dB is not between -24 and 6")
	check("rain,wind", `"rain,wind" is neither a name (there are brown, pink`)
	check("a\x00b/c", "holds a character that is none")
	check("a/\u202eb", "holds a character that is none")
	check("a/\xff", "is not text")
}

func TestFormat(t *testing.T) {
	check := func(want string, layers ...ambience.Layer) {
		t.Helper()
		if got := ambience.Format(layers); got != want {
			t.Errorf("Format(%v): %q, want %q", layers, got, want)
		}
	}
	check("off")
	check("rain", ambience.Layer{Name: "rain"})
	check("rain:-3+my.wav:1.5", ambience.Layer{Name: "rain", Gain: -3}, ambience.Layer{Name: "my.wav", Gain: 1.5})
}

func TestFormatIsParsed(t *testing.T) {
	layer := rapid.Custom(func(r *rapid.T) ambience.Layer {
		return ambience.Layer{
			Name: rapid.OneOf(rapid.SampledFrom(ambience.Names()), rapid.StringMatching(`[a-z]{1,5}(/[ A-Z.]{0,4}x)?`)).Draw(r, "name"),
			Gain: rapid.Float64Range(ambience.MinGain, ambience.MaxGain).Draw(r, "gain"),
		}
	})
	rapid.Check(t, func(r *rapid.T) {
		layers := rapid.SliceOfNDistinct(layer, 0, ambience.MaxLayers, func(l ambience.Layer) string { return l.Name }).Draw(r, "layers")
		layers = slices.DeleteFunc(layers, func(l ambience.Layer) bool { return l.Name == "off" || l.Name == "none" })
		roundTrip(r, layers)
	})
}

func roundTrip(t interface{ Fatalf(string, ...any) }, layers []ambience.Layer) {
	choice := ambience.Format(layers)
	if got, err := ambience.Parse(choice); err != nil || !slices.Equal(got, layers) {
		t.Fatalf("Parse(%q): %v, %v, want %v", choice, got, err, layers)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "off", "rain:-3+bowl-drone:-6", `C:\a.wav:+2+ ~/b:1dB`, "a+b+c", "rain::", "x:+"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, choice string) {
		layers, err := ambience.Parse(choice)
		if err != nil {
			return
		}
		for _, l := range layers {
			if l.Name == "" || l.Gain < ambience.MinGain || l.Gain > ambience.MaxGain {
				t.Errorf("Parse(%q): %v", choice, layers)
			}
		}
		if len(layers) > ambience.MaxLayers {
			t.Errorf("Parse(%q): %d layers", choice, len(layers))
		}
		roundTrip(t, layers)
	})
}
