package script

import (
	"strings"
	"unicode"
)

// sharedWords is from how many words on a sentence belongs to one script.
const sharedWords = 4

// shared reports sentences that stand in another script too.
func (c *checker) shared() {
	if len(c.opt.Others) == 0 {
		return
	}
	theirs := map[string]string{}
	for _, o := range c.opt.Others {
		if o.ID == c.s.ID {
			continue
		}
		other := checker{s: o}
		other.eachLine(func(l line) {
			for _, s := range sentences(l.said) {
				theirs[bare(s)] = o.ID
			}
		})
	}
	for _, s := range c.opt.Conventions {
		for _, part := range sentences(s) {
			delete(theirs, bare(part))
		}
	}
	c.eachLine(func(l line) {
		for _, s := range sentences(l.said) {
			if id, ok := theirs[bare(s)]; ok && words(s) >= sharedWords {
				c.style(Note, l.Line, l.Col, "%q stands in %s too; each practice has its own words", strings.TrimSpace(s), id)
			}
		}
	})
}

// bare is a sentence without its signs and capitals.
func bare(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\''
	}), " ")
}

// Lines returns the lines of a text such as conventions.txt, without blank
// ones and those that begin with #.
func Lines(text string) []string {
	var out []string
	for _, l := range strings.Split(text, "\n") {
		if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "#") {
			out = append(out, l)
		}
	}
	return out
}
