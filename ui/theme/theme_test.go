package theme_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/charmbracelet/colorprofile"

	"karuna/ui/safe"
	"karuna/ui/theme"
)

func TestLoad(t *testing.T) {
	check := func(name string, dark bool, want string) {
		t.Helper()
		th, err := theme.Load(palettes(), name, theme.Terminal{Dark: dark, Colors: theme.TrueColor})
		if err != nil || th.Name != want || th.Dark != dark {
			t.Errorf("Load(%q, dark=%v) = %q dark=%v, %v; want %q", name, dark, th.Name, th.Dark, err, want)
		}
	}
	check("", true, "night")
	check("auto", false, "dawn")
	check("moss", true, "moss")
	for _, name := range theme.Names() {
		check(name, false, name)
	}
	files, err := fs.Glob(palettes(), "*.toml")
	if err != nil || len(files) != len(theme.Names()) {
		t.Errorf("palettes %v, names %v (%v)", files, theme.Names(), err)
	}
}

func TestLoadFaults(t *testing.T) {
	check := func(src, want string) {
		t.Helper()
		files := fstest.MapFS{"x.toml": &fstest.MapFile{Data: []byte(src)}}
		th, err := theme.Load(files, "x", theme.Terminal{Colors: theme.TrueColor})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", src, err, want)
		}
		if got := th.Text.Render(safe.Lit("still there")).String(); got != "still there" {
			t.Errorf("%q: renders %q", src, got)
		}
	}
	check("[dark]\ntext = \"blue\"\n", "want #rrggbb")
	check("[dark]\ntext = \"#12345g\"\n", "want #rrggbb")
	check("[dark]\ntext = \"#123456\"\n", "a role is missing")
	check("[dark\n", "theme \"x\"")
	if _, err := theme.Load(palettes(), "../night", theme.Terminal{}); err == nil {
		t.Error("a name with a path was taken")
	}
}

func TestColorsOf(t *testing.T) {
	check := func(p colorprofile.Profile, noColor string, want theme.Colors) {
		t.Helper()
		got := theme.ColorsOf(p, func(k string) string { return map[string]string{"NO_COLOR": noColor}[k] })
		if got != want {
			t.Errorf("ColorsOf(%v, NO_COLOR=%q) = %d, want %d", p, noColor, got, want)
		}
	}
	check(colorprofile.TrueColor, "", theme.TrueColor)
	check(colorprofile.ANSI256, "", theme.TwoFiftySix)
	check(colorprofile.ANSI, "", theme.Sixteen)
	check(colorprofile.ASCII, "", theme.NoColors)
	check(colorprofile.NoTTY, "", theme.NoColors)
	check(colorprofile.TrueColor, "1", theme.NoColors)
}

// Without colour nothing may be written but the words.
func TestNoColors(t *testing.T) {
	for _, name := range theme.Names() {
		th, err := theme.Load(palettes(), name, theme.Terminal{Dark: true})
		if err != nil {
			t.Fatal(err)
		}
		for role, s := range roles(th) {
			for _, s := range []theme.Style{s, s.Bold(), th.Fade(s, 0.3)} {
				if got := s.Render(safe.Clean("a\nb")).String(); got != "a\nb" {
					t.Errorf("%s %s writes %q", name, role, got)
				}
			}
		}
	}
}

func TestFade(t *testing.T) {
	check := func(colors theme.Colors, amount float64, want string) {
		t.Helper()
		th, err := theme.Load(palettes(), "high-contrast", theme.Terminal{Dark: true, Colors: colors})
		if err != nil {
			t.Fatal(err)
		}
		if got := th.Fade(th.Text.Bold(), amount).Render(safe.Lit("x")).String(); got != want {
			t.Errorf("colours %d at %.2f: %q, want %q", colors, amount, got, want)
		}
	}
	check(theme.TrueColor, 0, "\x1b[1;38;2;0;0;0mx\x1b[m")
	check(theme.TrueColor, 0.5, "\x1b[1;38;2;128;128;128mx\x1b[m")
	check(theme.TrueColor, 7, "\x1b[1;38;2;255;255;255mx\x1b[m")
	check(theme.Sixteen, 0.4, "x")
	check(theme.Sixteen, 0.6, "\x1b[1mx\x1b[m")
}

func TestChooseGlyphs(t *testing.T) {
	check := func(setting, goos, env, want string) {
		t.Helper()
		vars := map[string]string{}
		for pair := range strings.FieldsSeq(env) {
			k, v, _ := strings.Cut(pair, "=")
			vars[k] = v
		}
		got := theme.ChooseGlyphs(setting, goos, func(k string) string { return vars[k] })
		if got.String() != want {
			t.Errorf("ChooseGlyphs(%q, %s, %s) = %v, want %s", setting, goos, env, got, want)
		}
	}
	check("auto", "linux", "LANG=en_GB.UTF-8 TERM=xterm", "braille")
	check("auto", "linux", "LANG=C LC_ALL=de_DE.utf8", "braille")
	check("auto", "linux", "LANG=en_GB.UTF-8 TERM=linux", "ascii")
	check("auto", "linux", "LANG=C", "ascii")
	check("auto", "linux", "LC_ALL=C LANG=en_GB.UTF-8", "ascii")
	check("", "freebsd", "", "ascii")
	check("auto", "darwin", "", "braille")
	check("auto", "darwin", "LANG=C", "ascii")
	check("auto", "windows", "", "ascii")
	check("auto", "windows", "WT_SESSION=1", "braille")
	check("blocks", "windows", "", "blocks")
	check("braille", "linux", "LANG=C", "braille")
	check("braille", "linux", "KARUNA_ASCII=1", "ascii")
	check("ascii", "linux", "LANG=en_GB.UTF-8", "ascii")
}

func palettes() fs.FS { return os.DirFS("../../assets/themes") }
