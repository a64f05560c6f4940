// Package widget draws: data and a size in, a theme.Block out.
//
// Every function is pure: no clock, no state, no message, nothing read. The
// same arguments give the same block, byte for byte, so a screen may compare
// what it has with what it had. A block never exceeds the size asked for; with
// less room a widget sheds detail, down to the empty block.
//
// Each picture has three hands: braille, blocks and ASCII, as the theme's
// Glyphs say. Colour adds to a picture and never carries it alone.
//
// It knows no screen, no key and no prefs.
package widget
