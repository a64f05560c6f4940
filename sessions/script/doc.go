// Package script reads, writes and judges the script file: a practice that
// anyone can write, in a Markdown file that reads well on paper.
//
// # The file
//
//	---
//	id: kind-pause
//	title: A Kind Pause
//	kind: self-compassion
//	length: 3m..20m, usually 6m
//	---
//	What it is for, in a paragraph.
//
//	## Settle {#settle, ground, weight 1, 24s..90s}
//
//	A bare line is a cue that is always given. {hold 5s, gap 1.5}
//	[alt seated: What is said instead, to those who chose that variant.]
//	+ A cue for the usual length and up.
//	++ A cue for long sits.
//	> A note to the reader, never spoken.
//	[pause 10s]
//
// Front matter is flat "key: value" lines: id, title, kind, wheel, tier,
// length, bells, for, needs, flags, options, language, version, credits. Only
// title, kind and length are required; unknown keys are kept. Text before the
// first stage is the purpose.
//
// A stage is a level-2 heading with a wheel (ground, self, other, both), a
// weight and a range MIN..MAX; one stage leaves MAX open and takes what is
// left. #id, optional off, quiet, noting, returns POOL, pacer PATTERN and bell
// NAME may follow.
//
// One line is one cue. Braces at its end are attributes when they begin with
// hold, gap, clip, p or #; any other braces are a slot, {NAME|fallback}.
// Directives stand alone in brackets: [bell NAME xN], [pause 10s],
// [breathe PATTERN 60%], [noting], [ask sentence|word|person NAME "…"],
// [alt KEY: text], [wishes you|i|we|they], [clip FILE]. A pause inside a cue
// splits it there. A pause or a bell may stand in round brackets, units may be
// spelled out, and "10–20 s" or "10 to 20 s" is a wish with a ceiling.
// A backslash before a bracket or another backslash, or before > # + - at the
// start of a line, makes it a plain character.
//
// # Promises
//
// Parse never gives up and never panics: it returns what it could read and
// every problem at its line and column, both from 1, the column counted in
// runes. Format writes the one canonical form, with LF line ends; formatting
// what was parsed from it changes nothing, and comments are kept. Both are
// pure, and so is Check.
//
// # What it leaves out
//
// It opens no file, and knows no bell, clip or other script: names are checked
// for their shape, and against lists the caller has. It lays nothing on a
// clock: see score.
package script

import "time"

// The limits of a file. What goes over is reported and left out, except that
// a long cue is kept.
const (
	MaxBytes  = 256 << 10
	MaxStages = 200
	MaxCues   = 2000
	MaxCue    = 400 // characters

	MaxLength = 3 * time.Hour    // of a sit
	MaxPause  = 30 * time.Minute // of one hold or pause
	MaxTimes  = 12               // strokes in one run
)
