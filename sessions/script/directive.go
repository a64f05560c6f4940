package script

import (
	"strings"
	"time"

	"karuna/sessions"
)

// directive reads what stands between brackets.
type directive struct {
	name string
	read func(p *parser, at, rest text)
}

func directives() []directive {
	return []directive{
		{"bell", (*parser).bell},
		{"pause", nil}, // also stands inside a cue: see pauseStep
		{"breathe", (*parser).breathe},
		{"noting", (*parser).noting},
		{"ask", (*parser).ask},
		{"alt", (*parser).alt},
		{"wishes", nil}, // has a priority
		{"clip", (*parser).clip},
	}
}

func directiveNames() []string {
	var names []string
	for _, d := range directives() {
		names = append(names, d.name)
	}
	return names
}

// directiveName returns the first word in lower case without a colon, and
// what follows. "10 second pause" is a pause of ten seconds.
func directiveName(inner text) (name string, rest text) {
	first, rest := inner.word()
	name = strings.TrimRight(strings.ToLower(first), ":,")
	if name == "" || name[0] < '0' || name[0] > '9' {
		return name, rest
	}
	t := inner.trim()
	if cut := len(t.runes) - len("pause"); cut > 0 && strings.EqualFold(t.from(cut).String(), "pause") {
		return "pause", t.to(cut).trim()
	}
	return name, rest
}

func unknownDirective(name string, inner text) string {
	if n := Near(name, directiveNames()); n != "" {
		return "unknown directive [" + name + "]; did you mean [" + n + "]?"
	}
	if contains([]string{"silence", "silent", "quiet", "wait", "rest", "stay", "hold"}, name) {
		_, rest := inner.word()
		return "unknown directive [" + name + "]; did you mean [" + strings.TrimSpace("pause "+rest.plain()) + "]?"
	}
	if _, why := spanOf(inner.String()); why == "" {
		return "unknown directive [" + inner.plain() + "]; did you mean [pause " + inner.plain() + "]?"
	}
	return "unknown directive [" + name + "]; known are [" + strings.Join(directiveNames(), "], [") + `]. Write \[ for a plain bracket`
}

func (p *parser) directive(at, inner text, priority int) {
	name, rest := directiveName(inner)
	if priority > 1 && name != "wishes" && name != "pause" && contains(directiveNames(), name) {
		p.errorf(at.line, at.col, "a + goes before a line of words or [wishes]; [%s] is always there", name)
	}
	switch name {
	case "pause":
		if st, ok := p.pauseStep(inner); ok {
			p.pause(st)
		}
		return
	case "wishes":
		p.wishes(at, rest, priority)
		return
	}
	for _, d := range directives() {
		if d.name == name {
			d.read(p, at, rest)
			return
		}
	}
	p.errorf(at.line, at.col, "%s", unknownDirective(name, inner))
}

// pauseStep reads "pause 10s", "pause for 10 seconds", "10 second pause".
func (p *parser) pauseStep(inner text) (sessions.Step, bool) {
	_, rest := directiveName(inner)
	words := strings.ReplaceAll(strings.ToLower(rest.plain()), "-second", " second")
	words = strings.ReplaceAll(words, "-minute", " minute")
	words = strings.TrimPrefix(strings.TrimPrefix(words, "for "), "of ")
	if words == "" {
		p.errorf(inner.line, inner.col, "a pause says how long, as in [pause 10s]")
		return sessions.Step{}, false
	}
	hold, most, ok := p.hold(inner, words)
	return sessions.Step{Op: sessions.OpPause, Hold: hold, HoldMax: most, Line: inner.line, Col: inner.col}, ok
}

func (p *parser) pause(st sessions.Step) {
	for i := len(p.stage.Steps) - 1; i >= 0; i-- {
		switch p.stage.Steps[i].Op {
		case sessions.OpCue, sessions.OpWishes:
			p.step(st)
			return
		}
	}
	p.add(Warning, st.Line, st.Col, "a pause holds the line before it, and there is none in this stage")
	p.step(st)
}

// hold reads a wish for silence, with a ceiling when it is a range.
func (p *parser) hold(at text, value string) (hold, most time.Duration, ok bool) {
	sp, why := spanOf(value)
	switch {
	case why != "":
	case sp.open || sp.min <= 0:
		why = "a silence has a length, as in 10s or 10s..20s"
	case max(sp.min, sp.max) > MaxPause:
		why = "a silence is at most 30m long; give the stage more room instead"
	case sp.ranged:
		return sp.min, sp.max, true
	default:
		return sp.min, 0, true
	}
	p.errorf(at.line, at.col, "%s", why)
	return 0, 0, false
}

func (p *parser) bell(at, rest text) {
	st := sessions.Step{Op: sessions.OpBell, Count: 1, Line: at.line, Col: at.col}
	for _, word := range strings.Fields(strings.ToLower(rest.plain())) {
		times := strings.TrimPrefix(strings.TrimPrefix(word, "x"), "×")
		n, counted := countOf(times)
		switch {
		case times != word && counted && n >= 1 && n <= MaxTimes:
			st.Count = n
		case times != word && counted:
			p.errorf(at.line, at.col, "a bell has from 1 to %d strokes", MaxTimes)
		case st.Name == "" && isID(word) && !counted:
			st.Name = word
		default:
			p.errorf(at.line, at.col, "a bell is written [bell], [bell small] or [bell small x3]")
			return
		}
	}
	p.step(st)
}

func (p *parser) breathe(at, rest text) {
	st := sessions.Step{Op: sessions.OpBreathe, Share: 1, Line: at.line, Col: at.col}
	name, share := rest.word()
	if name == "" {
		p.errorf(at.line, at.col, "say which breath and how much of the stage, as in [breathe even-6 60%%]")
		return
	}
	st.Name = p.pattern(at, name)
	if !share.empty() {
		v, ok := numberOf(strings.TrimSuffix(share.plain(), "%"))
		if !ok || v <= 0 || v > 100 || !strings.HasSuffix(share.plain(), "%") {
			p.errorf(at.line, at.col, "the share of a stage is a percentage, as in [breathe %s 60%%]", name)
			return
		}
		st.Share = v / 100
	}
	if st.Name != "" {
		p.step(st)
	}
}

func (p *parser) noting(at, rest text) {
	if !rest.empty() {
		p.errorf(at.line, at.col, "[noting] stands alone")
	}
	p.stage.Noting = true
	p.step(sessions.Step{Op: sessions.OpNoting, Line: at.line, Col: at.col})
}

func (p *parser) ask(at, rest text) {
	kinds := []string{"sentence", "word", "person"}
	kind, rest := rest.word()
	kind = strings.ToLower(kind)
	if !contains(kinds, kind) {
		p.errorf(at.line, at.col, "an ask is for a sentence, a word or a person, as in [ask word need \"What do you need?\"]")
		return
	}
	name, question := rest.word()
	if !slotPattern().MatchString("{" + name + "|x}") {
		p.errorf(at.line, at.col, "an ask names its slot before the question, as in [ask %s thought \"Which thought?\"]", kind)
		return
	}
	words := unescape(unquote(question)).plain()
	if words == "" {
		p.errorf(at.line, at.col, "an ask has a question, as in [ask %s %s \"Which one?\"]", kind, name)
		return
	}
	p.tooLong(at, words)
	p.asked[name] = true
	p.step(sessions.Step{Op: sessions.OpAsk, Kind: kind, Name: name, Text: words, Line: at.line, Col: at.col})
}

// unquote takes one quotation mark from each end.
func unquote(t text) text {
	const marks = "\"“”"
	if !t.empty() && strings.ContainsRune(marks, t.runes[0]) {
		t = t.from(1)
	}
	if last := len(t.runes) - 1; last >= 0 && strings.ContainsRune(marks, t.runes[last]) {
		t = t.to(last)
	}
	return t.trim()
}

func (p *parser) alt(at, rest text) {
	i := rest.index(':')
	if i < 0 {
		p.errorf(at.line, at.col, "an alt names its variant and a colon, as in [alt seated: Feel the chair.]")
		return
	}
	key := strings.ToLower(rest.to(i).plain())
	if !contains(sessions.AltKeys(), key) {
		p.errorf(at.line, at.col, "unknown variant %q%s", key, didYouMean(key, sessions.AltKeys()))
		return
	}
	words := rest.from(i + 1).trim()
	if words.empty() {
		p.errorf(at.line, at.col, "this variant has no words")
		return
	}
	if !p.overCue() {
		p.errorf(at.line, at.col, "an alt replaces the line of words above it; there is none")
		return
	}
	m := marks(words)
	for j, r := range words.runes {
		switch {
		case m[j] == normal && r == '[':
			p.errorf(words.line, words.col+j, `a variant holds words only; write \[ for a plain bracket`)
		case m[j] == normal && r == '{':
			p.slot(words.from(j))
		}
	}
	said := without(words, m).plain()
	p.tooLong(words, said)
	p.step(sessions.Step{Op: sessions.OpAlt, Name: key, Text: said, Line: words.line, Col: words.col})
}

// overCue reports whether the stage's last words are a cue.
func (p *parser) overCue() bool {
	for i := len(p.stage.Steps) - 1; i >= 0; i-- {
		switch p.stage.Steps[i].Op {
		case sessions.OpCue:
			return true
		case sessions.OpAlt, sessions.OpPause, sessions.OpComment:
		default:
			return false
		}
	}
	return false
}

func (p *parser) wishes(at, rest text, priority int) {
	who := strings.ToLower(rest.plain())
	if !contains(sessions.Persons(), who) {
		p.errorf(at.line, at.col, "wishes are for you, i, we or they, as in [wishes you]")
		return
	}
	p.step(sessions.Step{Op: sessions.OpWishes, Name: who, Priority: priority, Line: at.line, Col: at.col})
}

func (p *parser) clip(at, rest text) {
	if name := p.file(at, rest.plain()); name != "" {
		p.step(sessions.Step{Op: sessions.OpClip, Name: name, Line: at.line, Col: at.col})
	}
}

// file accepts the name of a file beside the script, never a way out of its
// folder.
func (p *parser) file(at text, name string) string {
	if name == "" || strings.HasPrefix(name, ".") || strings.ContainsAny(name, `/\:,|{}[]`) {
		p.errorf(at.line, at.col, "a clip is the name of a file beside the script, as in bell.ogg")
		return ""
	}
	return name
}
