package theme

import "strings"

// Glyphs is the set of characters pictures are drawn with.
type Glyphs int

// The sets. Braille is one column a cell everywhere; the blocks are of
// ambiguous width in East Asian fonts, so they are a choice and never the
// default; ASCII asks nothing of a terminal.
const (
	Braille Glyphs = iota
	Blocks
	ASCII
)

// String returns the name the setting has.
func (g Glyphs) String() string {
	switch g {
	case Blocks:
		return "blocks"
	case ASCII:
		return "ascii"
	}
	return "braille"
}

// ChooseGlyphs returns the set for a setting (auto, braille, blocks, ascii) on
// the operating system goos. KARUNA_ASCII=1 wins. auto is ascii on the Linux
// console, on the Windows console host and where the locale is not UTF-8;
// elsewhere braille.
func ChooseGlyphs(setting, goos string, env func(string) string) Glyphs {
	if v := env("KARUNA_ASCII"); v != "" && v != "0" {
		return ASCII
	}
	switch setting {
	case "braille":
		return Braille
	case "blocks":
		return Blocks
	case "ascii":
		return ASCII
	}
	switch {
	case env("TERM") == "linux":
		return ASCII
	case goos == "windows":
		// The console host sets none of these; every newer terminal one.
		if env("WT_SESSION")+env("TERM_PROGRAM")+env("ConEmuANSI")+env("ALACRITTY_WINDOW_ID")+env("MSYSTEM") == "" {
			return ASCII
		}
	case !utf8Locale(goos, env):
		return ASCII
	}
	return Braille
}

// utf8Locale reports whether the locale says UTF-8, in the order the C library
// asks. macOS terminals are UTF-8 whatever the locale.
func utf8Locale(goos string, env func(string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := env(name); v != "" {
			v = strings.ToLower(v)
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return goos == "darwin"
}
