// Package safe is the one gate between text from outside and the terminal.
//
// Text from a script, the journal, an imported file, a file name, the
// environment, a flag, another program or the keyboard becomes a Text here,
// and only here; everything that draws takes Text, so the compiler finds a
// string that went around the gate.
//
// Promises, for every input:
//
//   - The result is valid UTF-8 and cleaning it again changes nothing.
//   - It holds nothing that can begin or end a control sequence: no C0 control
//     but the newline, no DEL, no C1 control, no stray byte. Sequences are not
//     parsed (terminals disagree on where they end); what could start one is
//     made visible instead: ESC as ␛, other C0 controls as their pictures,
//     the rest as U+FFFD.
//   - It cannot reorder or hide its neighbours: bidirectional embeddings,
//     overrides and isolates, tags, fillers and other invisible characters are
//     dropped; at most MaxMarks marks stand on one base; a line never begins
//     with a mark.
//   - Text of the world's scripts comes through unchanged: joiners after Indic
//     and Arabic letters and inside emoji, direction marks beside
//     right-to-left letters, one variation selector where one has a meaning.
//
// It does not measure, wrap or cut (see widget), judge words, or limit length.
package safe

import (
	"fmt"
	"strconv"
	"strings"
)

// Text is text that may be sent to a terminal. The zero Text is empty. Only
// Clean, Line, Lit and what is built on them make one.
type Text struct{ s string }

// literal is unexported, so that Lit takes constants of the source only.
type literal string

// Clean returns s made safe, its line ends kept as "\n". Tabs become four
// spaces.
func Clean(s string) Text { return Text{clean(s, false)} }

// Line returns s made safe on one line: every run of line ends is one space.
func Line(s string) Text { return Text{clean(s, true)} }

// Lit returns a constant of the program as Text. A string variable does not
// compile here: use Clean or Line.
func Lit(l literal) Text { return Text{clean(string(l), false)} }

// Int returns n in decimal.
func Int(n int) Text { return Text{strconv.Itoa(n)} }

// Format formats as fmt.Sprintf does and cleans the whole outcome, so an
// argument may be any value; a Text prints as itself.
func Format(format literal, args ...any) Text {
	return Clean(fmt.Sprintf(string(format), args...))
}

// Concat returns the texts one after the other.
func Concat(texts ...Text) Text { return Join(Text{}, texts...) }

// Join returns the texts with sep between them.
func Join(sep Text, texts ...Text) Text {
	switch len(texts) {
	case 0:
		return Text{}
	case 1:
		return texts[0]
	}
	parts := make([]string, len(texts))
	for i, t := range texts {
		parts[i] = t.s
	}
	// Two clean texts can meet badly: a joiner at the end of one, a direction
	// mark beside a letter it no longer belongs to.
	return Clean(strings.Join(parts, sep.s))
}

// Repeat returns n copies of t; none when n is not positive.
func Repeat(t Text, n int) Text {
	if n <= 0 {
		return Text{}
	}
	return Clean(strings.Repeat(t.s, n))
}

// String returns the text.
func (t Text) String() string { return t.s }

// Empty reports whether there is nothing to show.
func (t Text) Empty() bool { return t.s == "" }

// Lines returns the lines of t, without their ends; one empty line for the
// empty text.
func (t Text) Lines() []Text {
	parts := strings.Split(t.s, "\n")
	lines := make([]Text, len(parts))
	for i, p := range parts {
		lines[i] = Text{p}
	}
	return lines
}
