package script

import (
	"strings"
	"time"

	"karuna/sessions"
)

// frontKey is one key of the front matter.
type frontKey struct {
	name  string
	read  func(p *parser, v text)        // a value that is not empty
	write func(s sessions.Script) string // "" leaves the key out, but for flags
}

// frontKeys is in the order Format writes them.
func frontKeys() []frontKey {
	return []frontKey{
		{"id", (*parser).frontID, func(s sessions.Script) string { return s.ID }},
		{
			"title", func(p *parser, v text) { p.s.Title = v.plain() },
			func(s sessions.Script) string { return s.Title },
		},
		{"kind", (*parser).frontKind, func(s sessions.Script) string { return string(s.Kind) }},
		{"wheel", (*parser).frontWheel, func(s sessions.Script) string { return string(s.Wheel) }},
		{"tier", (*parser).frontTier, func(s sessions.Script) string { return some(s.Tier) }},
		{"length", (*parser).frontLength, func(s sessions.Script) string { return length(s.Length) }},
		{"bells", (*parser).frontBells, func(s sessions.Script) string { return bells(s.Bells) }},
		{
			"for", func(p *parser, v text) { p.s.For = v.plain() },
			func(s sessions.Script) string { return s.For },
		},
		{"needs", (*parser).frontNeeds, func(s sessions.Script) string { return strings.Join(s.Needs, ", ") }},
		{"flags", (*parser).frontFlags, func(s sessions.Script) string { return strings.Join(s.Flags, ", ") }},
		{"options", (*parser).frontOptions, options},
		{"language", (*parser).frontLanguage, func(s sessions.Script) string { return s.Language }},
		{"version", (*parser).frontVersion, func(s sessions.Script) string { return some(s.Version) }},
		{
			"credits", func(p *parser, v text) { p.s.Credits = v.plain() },
			func(s sessions.Script) string { return s.Credits },
		},
	}
}

func keyNames() []string {
	var names []string
	for _, k := range frontKeys() {
		names = append(names, k.name)
	}
	return names
}

// front reads the front matter, fenced or not.
func (p *parser) front() {
	for p.more() && p.peek().empty() {
		p.at++
	}
	if !p.more() {
		p.errorf(1, 1, "the file is empty; a script begins with a line of three dashes and a line such as \"title: A Kind Pause\"")
		return
	}
	fenced := rule(p.peek())
	if fenced {
		p.at++
	} else {
		p.errorf(p.peek().line, 1, "a script begins with a line of three dashes, then lines such as \"title: A Kind Pause\", then three dashes again")
		if !p.looksLikeKey(p.peek()) {
			return
		}
	}
	p.given = map[string]bool{}
	for p.more() {
		t := p.peek()
		if t.starts("##") || !fenced && t.empty() {
			break
		}
		p.at++
		if rule(t) {
			return
		}
		p.frontLine(t)
	}
	if fenced {
		p.errorf(min(p.at+1, len(p.lines)), 1, "the lines at the top end with a line of three dashes; it is missing here")
	}
}

func (p *parser) looksLikeKey(t text) bool {
	i := t.index(':')
	return i > 0 && Near(t.to(i).trim().String(), keyNames()) != ""
}

func (p *parser) frontLine(t text) {
	if t.empty() {
		return
	}
	if t.starts("#") {
		p.s.Extra = append(p.s.Extra, sessions.Field{Key: "#", Value: t.from(1).plain()})
		return
	}
	i := t.index(':')
	if i < 0 || !isKey(t.to(i).trim().String()) {
		p.errorf(t.line, t.col, `a line here reads "key: value", as in "title: A Kind Pause"; a list is one line with commas`)
		return
	}
	key, v := t.to(i).trim(), t.from(i+1).trim()
	name := strings.ToLower(key.String())
	for _, k := range frontKeys() {
		if k.name != name {
			continue
		}
		if p.given[name] {
			p.errorf(t.line, t.col, "%q stands twice; the first one counts", name)
			return
		}
		if !v.empty() {
			p.given[name] = true
			k.read(p, v)
		}
		return
	}
	if n := Near(name, keyNames()); n != "" {
		p.add(Warning, key.line, key.col, "unknown key %q; did you mean %s?", key, n)
	} else {
		p.add(Note, key.line, key.col, "unknown key %q is kept and not used", key)
	}
	p.s.Extra = append(p.s.Extra, sessions.Field{Key: key.String(), Value: v.plain()})
}

func isKey(s string) bool {
	for _, r := range s {
		if r == ' ' || r == '#' || r == '-' && strings.HasPrefix(s, "-") {
			return false
		}
	}
	return s != ""
}

func (p *parser) frontMissing() {
	s := &p.s
	if s.Title == "" {
		p.errorf(1, 1, `the title is missing; write a line such as "title: A Kind Pause" at the top`)
	}
	if s.Kind == "" {
		p.errorf(1, 1, `the kind is missing; write a line such as "kind: mindfulness". Known are %s`, strings.Join(kinds(), ", "))
	}
	if s.Length == (sessions.Range{}) && !p.given["length"] {
		p.errorf(1, 1, `the length is missing; write a line such as "length: 5m..30m, usually 12m" at the top`)
	}
	if s.Wheel == "" {
		s.Wheel = kindWheel(s.Kind)
	}
	if s.Language == "" {
		s.Language = "en"
	}
	if s.Version == 0 {
		s.Version = 1
	}
}

func kinds() []string {
	var names []string
	for _, l := range sessions.Leads() {
		names = append(names, string(l.Kind))
	}
	return names
}

// kindWheel is the wheel of a script that does not say.
func kindWheel(k sessions.Kind) sessions.Wheel {
	switch k {
	case sessions.SelfCompassion, sessions.SelfInquiry:
		return sessions.Self
	case sessions.CompassionForOthers:
		return sessions.Other
	case sessions.LovingKindness, sessions.Visualization, sessions.Equanimity:
		return sessions.Both
	}
	return sessions.Ground
}

func (p *parser) frontID(v text) {
	id := v.plain()
	if !isID(id) {
		want := slug(id)
		if !isID(want) {
			want = "my-practice"
		}
		p.errorf(v.line, v.col, "an id is small letters, digits and hyphens, at most %d; write %s", maxID, want)
		return
	}
	p.s.ID = id
}

func (p *parser) frontKind(v text) {
	k := sessions.Kind(strings.ToLower(v.plain()))
	if !k.Known() || k == sessions.Silent {
		p.errorf(v.line, v.col, "unknown kind %q%s", v, didYouMean(v.plain(), kinds()))
		k = sessions.Mindfulness
	}
	p.s.Kind = k
}

func (p *parser) frontWheel(v text) {
	w := sessions.Wheel(strings.ToLower(v.plain()))
	if !w.Known() {
		p.errorf(v.line, v.col, "unknown wheel %q%s", v, didYouMean(v.plain(), wheelNames()))
		return
	}
	p.s.Wheel = w
}

func wheelNames() []string { return []string{"ground", "self", "other", "both"} }

func (p *parser) frontTier(v text) {
	n, ok := countOf(v.plain())
	if !ok || n < 1 || n > 9 {
		p.errorf(v.line, v.col, "a tier is a number from 1 (met first) to 9")
		return
	}
	p.s.Tier = n
}

// frontLength reads "3m..20m, usually 6m" or one length. Without a usual
// length it is the middle, in whole minutes.
func (p *parser) frontLength(v text) {
	parts := v.split(',')
	sp, why := spanOf(parts[0].String())
	if why == "" && (sp.open || sp.ranged && sp.min == 0) {
		why = `a length has a shortest and a longest, as in "3m..20m, usually 6m"`
	}
	if why == "" && (sp.min < 10*time.Second || sp.max > MaxLength) {
		why = "a sit is at least 10s and at most 3h"
	}
	if why != "" {
		p.errorf(v.line, v.col, "%s", why)
		return
	}
	usual := max((sp.min + (sp.max-sp.min)/2).Truncate(time.Minute), sp.min)
	for _, part := range parts[1:] {
		usual = p.usual(part, usual)
	}
	if usual < sp.min || usual > sp.max {
		p.errorf(v.line, v.col, "the usual length %s is outside %s..%s",
			sessions.FormatDuration(usual), sessions.FormatDuration(sp.min), sessions.FormatDuration(sp.max))
		usual = min(max(usual, sp.min), sp.max)
	}
	p.s.Length = sessions.Range{Min: sp.min, Usual: usual, Max: sp.max}
}

// usual reads "usually 6m", and returns before when it cannot.
func (p *parser) usual(part text, before time.Duration) time.Duration {
	word, rest := part.word()
	d, why := lengthOf(rest.String())
	if why != "" || Near(word, []string{"usually", "usual", "default"}) == "" {
		p.errorf(part.line, part.col, `write the length as in "3m..20m, usually 6m"`)
		return before
	}
	return d
}

// frontBells reads "open 3, close 1, stage", "close soft" and "none".
func (p *parser) frontBells(v text) {
	b := sessions.BellPlan{Given: true, Open: 1, Close: 1}
	for _, part := range v.split(',') {
		words := strings.Fields(strings.ToLower(part.plain()))
		if len(words) == 0 {
			continue
		}
		if !bellWords(&b, words) {
			p.errorf(part.line, part.col, `%q is not about bells; write them as in "open 3, close 1, stage" or "close soft"`, part)
		}
	}
	p.s.Bells = b
}

func bellWords(b *sessions.BellPlan, words []string) bool {
	switch words[0] {
	case "none":
		b.Open, b.Close = 0, 0
		return len(words) == 1
	case "stage":
		b.Stage = true
		return len(words) == 1
	case "open":
		return strokes(&b.Open, words[1:])
	case "close":
		if last := len(words) - 1; words[last] == "soft" {
			b.Soft = true
			return last == 1 || strokes(&b.Close, words[1:last])
		}
		return strokes(&b.Close, words[1:])
	}
	return false
}

func strokes(n *int, words []string) bool {
	if len(words) != 1 {
		return false
	}
	v, ok := countOf(words[0])
	if ok && v <= MaxTimes {
		*n = v
	}
	return ok && v <= MaxTimes
}
