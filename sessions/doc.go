// Package sessions holds the words of the domain: Script, Stage, Step, Score,
// Cue, Plan, Entry, Day and the small enums they are made of.
//
// Everything here is a value. Nothing here reads a file, a clock, a terminal
// or a sound card, and nothing here starts a goroutine: the rooms below
// (script, score, sitting, journal, practice) give these words their verbs.
package sessions
