package voice

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// marks are directions to a reader: [pause 2s]. Like every regular expression it is
// made at its first use: all of them together would take a tenth of the time that
// a first frame does.
var marks = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\[pause[^\[\]]*\]`)
})

// typography is what some programs would spell out, or take for a command.
var typography = strings.NewReplacer(
	"\u2019", "'", "\u2018", "'", "\u201c", `"`, "\u201d", `"`, "\u2026", "...", "\u00a0", " ",
	"\u2014", ", ", "\u2013", ", ", "[", " ", "]", " ", "{", " ", "}", " ", "<", " ", ">", " ", "|", " ", "\\", " ", "*", " ", "_", " ", "`", " ")

// spoken returns what is to be said of a line: one line of words, without marks
// and without the brackets that programs take for commands of their own (say,
// piper and festival each have some). "" when there is nothing to say.
func spoken(text string) string {
	text = typography.Replace(marks().ReplaceAllString(text, " "))
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return ""
	}
	return strings.ReplaceAll(text, " ,", ",")
}
