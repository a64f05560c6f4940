// Package prefs keeps the person's choices: where they live, what they are by
// default, what a config file may say, and how one is changed in place.
//
// The file is TOML of at most 256 KiB. Reading never gives up: a value that
// cannot be used is reported with line and column and its default stands; a
// key this version does not know is a note; a file that is not TOML counts up
// to its first fault. Changing one value touches the bytes of that value
// alone, so comments, order and blank lines stay as the person left them, and
// the file is replaced in one step.
//
// Choices come in layers, the first that speaks wins: a flag, KARUNA_*, a
// preset, the config file, and last the script, for those choices a setting
// of "auto" leaves to it.
//
// The package does not read the environment itself (it is given a function),
// does not know what a theme or a bell is called (those rooms say so when they
// are asked for one), and never writes a person's or a sentence's words into a
// preset.
package prefs
