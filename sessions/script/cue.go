package script

import (
	"fmt"
	"strings"

	"karuna/sessions"
)

// spoken reads a cue or a directive.
func (p *parser) spoken(t text) {
	plus := 0
	for plus < len(t.runes) && t.runes[plus] == '+' {
		plus++
	}
	words := t.from(plus).trim()
	switch {
	case plus > 2:
		p.errorf(t.line, t.col, "a line has at most two + signs: one for the usual length, two for long sits")
	case words.empty():
		p.errorf(t.line, t.col, "this line has a + and no words")
		return
	}
	if plus == 0 && (t.starts("- ") || t.starts("* ")) {
		p.add(Warning, t.line, t.col, "the dash or star will be read out; a line needs no mark in front")
	}
	priority := min(plus, 2) + 1
	if inner, ok := wholeDirective(words); ok {
		p.directive(words, inner, priority)
		return
	}
	p.cue(words, priority)
}

// wholeDirective returns what stands between the brackets of a line that is
// one directive.
func wholeDirective(t text) (inner text, ok bool) {
	last := len(t.runes) - 1
	if t.starts("(") {
		end, ok := roundEnd(t)
		return t.to(max(end, 1)).from(1), ok && end == last
	}
	if !t.starts("[") || t.runes[last] != ']' {
		return text{}, false
	}
	inner = t.to(last).from(1)
	if inner.index(']') < 0 {
		return inner, true
	}
	name, _ := directiveName(inner)
	return inner, name == "alt" || name == "ask"
}

// roundDirective holds when s begins with a pause or a bell in round brackets.
func roundDirective(s string) bool {
	if !strings.HasPrefix(s, "(") {
		return false
	}
	end := strings.IndexByte(s, ')')
	if end < 0 || end > 80 {
		return false
	}
	_, ok := roundEnd(text{runes: []rune(s[:end+1])})
	return ok
}

// roundEnd finds the bracket that closes a pause or a bell in round ones. Any
// other words in round brackets are words.
func roundEnd(t text) (end int, ok bool) {
	end = t.index(')')
	if end < 1 || end > 80 {
		return 0, false
	}
	name, rest := directiveName(t.to(end).from(1))
	first := ""
	if !rest.empty() {
		first = string(rest.runes[:1])
	}
	switch name {
	case "pause":
		return end, rest.empty() || strings.Contains("0123456789.", first)
	case "bell":
		return end, rest.empty() || first == "x" || first == "×"
	}
	return 0, false
}

// piece is a part of a line that holds pauses: words, or a pause.
type piece struct {
	words string
	pause *sessions.Step
	at    text
}

func (p *parser) cue(t text, priority int) {
	step := sessions.Step{Op: sessions.OpCue, Priority: priority}
	body := t
	if rest, inner, ok := cutBraces(t); ok && isAttributes(inner) {
		body = rest
		p.attributes(inner, &step)
	}
	pieces := p.pieces(body)
	last := -1
	for i, c := range pieces {
		if c.pause == nil {
			last = i
		}
	}
	if last < 0 && len(body.runes) < len(t.runes) {
		p.errorf(t.line, t.col, "these attributes belong to a line of words; there are none")
	}
	for i, c := range pieces {
		switch {
		case c.pause != nil:
			p.pause(*c.pause)
		case i == last:
			p.line(c, step)
		default:
			p.line(c, sessions.Step{Op: sessions.OpCue, Priority: step.Priority})
		}
	}
}

// line adds one cue.
func (p *parser) line(c piece, step sessions.Step) {
	if p.cues == MaxCues {
		p.errorf(c.at.line, c.at.col, "a script has at most %d lines of guidance; the rest is left out", MaxCues)
	}
	p.cues++
	if p.cues > MaxCues {
		return
	}
	p.ordinal++
	step.Text, step.Line, step.Col = c.words, c.at.line, c.at.col
	p.tooLong(c.at, c.words)
	if step.ID == "" {
		step.ID = unique(defaultID(p.stage.ID, p.ordinal), p.cueIDs)
	}
	p.cueIDs[step.ID] = true
	p.step(step)
}

func (p *parser) tooLong(at text, words string) {
	if n := len([]rune(words)); n > MaxCue {
		p.errorf(at.line, at.col, "this line has %d characters; at most %d fit on a screen, so split it", n, MaxCue)
	}
}

func defaultID(stage string, ordinal int) string { return fmt.Sprintf("%s-%d", stage, ordinal) }

// pieces splits a line at its pauses and looks at every bracket and brace.
func (p *parser) pieces(t text) []piece {
	var out []piece
	m := marks(t)
	start := 0
	words := func(end int) {
		part := t.to(end).from(start)
		if w := without(part, m[start:end]).plain(); w != "" {
			out = append(out, piece{words: w, at: part.trim()})
		}
	}
	for i := 0; i < len(t.runes); i++ {
		if m[i] != normal {
			continue
		}
		switch t.runes[i] {
		case '{':
			i += p.slot(t.from(i))
		case '[', '(':
			end, inner := p.inlinePause(t.from(i))
			if end == 0 {
				continue
			}
			words(i)
			i += end
			start = i + 1
			if st, ok := p.pauseStep(inner); ok {
				out = append(out, piece{pause: &st, at: inner})
			}
		}
	}
	words(len(t.runes))
	return out
}

// inlinePause returns where the bracket that opens t closes when it is a
// pause, and 0 when it is not; a square one is then reported.
func (p *parser) inlinePause(t text) (end int, inner text) {
	if t.starts("(") {
		end, ok := roundEnd(t)
		if name, _ := directiveName(t.to(max(end, 1)).from(1)); !ok || name != "pause" {
			return 0, text{}
		}
		return end, t.to(end).from(1)
	}
	end = t.index(']')
	if end < 0 {
		p.errorf(t.line, t.col, `this bracket is not closed; write \[ for a plain one`)
		return 0, text{}
	}
	inner = t.to(end).from(1)
	name, _ := directiveName(inner)
	switch {
	case name == "pause":
		return end, inner
	case contains(directiveNames(), name):
		p.errorf(t.line, t.col, "[%s] stands on a line of its own", name)
	default:
		p.errorf(t.line, t.col, "%s", unknownDirective(name, inner))
	}
	return 0, text{}
}

// slot notes the slot that opens t and returns its last index; other braces
// are reported, and their words kept.
func (p *parser) slot(t text) int {
	end := t.index('}')
	if end < 0 {
		p.errorf(t.line, t.col, `this brace is not closed; write \{ for a plain one`)
		return 0
	}
	if g := slotPattern().FindStringSubmatch(t.to(end + 1).String()); g != nil {
		p.slots = append(p.slots, slot{g[1], t.line, t.col})
		return end
	}
	word, _ := t.to(end).from(1).word()
	if near := Near(strings.TrimRight(word, ","), []string{"hold", "gap", "clip"}); near != "" {
		p.errorf(t.line, t.col, "unknown attribute {%s}; did you mean {%s}, at the end of the line?", word, near)
		return 0
	}
	p.errorf(t.line, t.col, `braces hold a slot with words to fall back on, as in {friend|someone dear}, or at the end of the line hold, gap, clip, p or #id; write \{ for a plain brace`)
	return 0
}

// isAttributes tells the attributes of a cue from a slot at its end.
func isAttributes(inner text) bool {
	if inner.index('|') >= 0 {
		return false
	}
	first, _ := inner.split(',')[0].word()
	switch first {
	case "hold", "gap", "clip", "p":
		return true
	}
	return strings.HasPrefix(first, "#")
}

func (p *parser) attributes(inner text, step *sessions.Step) {
	for _, part := range inner.split(',') {
		name, rest := part.word()
		value := rest.plain()
		switch {
		case part.empty():
		case strings.HasPrefix(name, "#"):
			p.cueID(part, step)
		case name == "hold":
			step.Hold, step.HoldMax, _ = p.hold(part, value)
		case name == "gap":
			step.Gap = p.gap(part, value)
		case name == "clip":
			step.Name = p.file(part, value)
		case name == "p":
			step.Priority = p.priority(part, value, step.Priority)
		default:
			p.errorf(part.line, part.col, "unknown attribute %q%s", part, didYouMean(name, []string{"hold", "gap", "clip", "p", "#id"}))
		}
	}
}

func (p *parser) gap(part text, value string) float64 {
	g, ok := numberOf(value)
	if !ok || g <= 0 || g > 100 {
		p.errorf(part.line, part.col, "a gap is a number above 0, up to 100, as in gap 1.5")
		return 0
	}
	return g
}

func (p *parser) priority(part text, value string, before int) int {
	n, ok := countOf(value)
	if !ok || n < 1 || n > 3 {
		p.errorf(part.line, part.col, "p is 1 (always), 2 (usual length) or 3 (long sits)")
		return before
	}
	return n
}

func (p *parser) cueID(part text, step *sessions.Step) {
	id := part.from(1).plain()
	switch {
	case !isID(id):
		p.errorf(part.line, part.col, "an id is small letters, digits and hyphens, as in #first-wish")
	case p.cueIDs[id]:
		p.errorf(part.line, part.col, "the id #%s stands on another line already", id)
	default:
		step.ID = id
	}
}
