// Package score stretches a script to a length: every bell, word and breath
// at its exact offset, ending on the very millisecond.
//
// # What it promises
//
// Compile, Silent, Replan and Skip are pure: the same arguments give the same
// score, byte for byte, on every machine. In every score
//
//   - stages tile 0…Total exactly and cues are sorted by offset; at equal
//     offsets a bell comes before a breath, a breath before words, the end last;
//   - the first stroke is at 0, the first closing stroke at Total, and the one
//     cue of type end at Total;
//   - no spoken cue overlaps another, a run of opening strokes or the end. The
//     first words come 2 s after the last opening stroke, 3 s at least lie
//     between spoken cues, and the last of them ends 3 s before Total;
//   - a stage or interval bell keeps 10 s from every other stroke and 45 s from
//     Total, or is left out; a stage bell goes before an interval bell;
//   - priority 1 words are always said, in the order of the page. Others are
//     added while the stage's share of the word budget lasts;
//   - a line that brings the sitter back is not said twice within 20 minutes.
//
// Replan keeps whatever began at or before its moment byte for byte and lays
// the rest anew by the same rules; no stroke is struck twice. Skip moves the
// guidance and never the end; only there a cue in progress is cut short, by the
// sitter's own hand, and the next may follow without the 3 s.
//
// Offsets are whole milliseconds; a length is cut to one.
//
// # What it leaves out
//
// It reads no file and no clock. It knows no sound: a bell is a name, a number
// of strokes and a gain. It does not judge a script, see script.Check; it lays
// out what it is given and says in Score.Notes what it had to leave out.
package score
