package script

import (
	"strings"

	"karuna/sessions"
)

// list reads words between commas. What is not known is reported and kept, so
// that a file of a later version loses nothing.
func (p *parser) list(v text, what string, known []string) []string {
	var got []string
	for _, part := range v.split(',') {
		word := strings.ToLower(part.plain())
		switch {
		case word == "":
			continue
		case contains(got, word):
			p.add(Warning, part.line, part.col, "%s %q stands twice", what, word)
			continue
		case !contains(known, word):
			p.add(Warning, part.line, part.col, "unknown %s %q%s", what, word, didYouMean(word, known))
		}
		got = append(got, word)
	}
	return got
}

func contains(list []string, word string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}

func (p *parser) frontNeeds(v text) {
	p.s.Needs = p.list(v, "need", sessions.Needs())
	if len(p.s.Needs) > 3 {
		p.add(Warning, v.line, v.col, "a script has one to three needs, the first being its shelf; this one has %d", len(p.s.Needs))
	}
}

func (p *parser) frontFlags(v text) { p.s.Flags = p.list(v, "flag", sessions.Flags()) }

// frontOptions reads "order easy-first, difficult off".
func (p *parser) frontOptions(v text) {
	for _, part := range v.split(',') {
		for _, item := range part.split(';') {
			if item.empty() {
				continue
			}
			name, rest := item.word()
			value := strings.ToLower(rest.plain())
			switch strings.ToLower(name) + " " + value {
			case "order easy-first", "order self-first":
				p.s.Options.Order = value
			case "difficult on":
				p.s.Options.Difficult = true
			case "difficult off":
				p.s.Options.Difficult = false
			default:
				p.errorf(item.line, item.col, `unknown option %q; known are "order easy-first", "order self-first", "difficult off" and "difficult on"`, item)
			}
		}
	}
}

func (p *parser) frontLanguage(v text) {
	tag := v.plain()
	for _, r := range tag {
		if r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') {
			p.errorf(v.line, v.col, "a language is a short tag such as en, fr or pt-BR")
			return
		}
	}
	p.s.Language = tag
}

func (p *parser) frontVersion(v text) {
	n, ok := countOf(v.plain())
	if !ok || n < 1 {
		p.errorf(v.line, v.col, "a version is a whole number from 1")
		return
	}
	p.s.Version = n
}
