package script

import (
	"strings"

	"karuna/sessions"
)

// heading reads "Settle {#settle, ground, weight 1, 24s..90s}".
func (p *parser) heading(t text) {
	if len(p.s.Stages) == MaxStages {
		if !p.skip {
			p.errorf(t.line, 1, "a script has at most %d stages; the rest is left out", MaxStages)
		}
		p.skip = true
		return
	}
	title, attrs, braced := cutBraces(t)
	st := sessions.Stage{Title: unescape(title).plain(), Weight: 1, Line: t.line}
	p.s.Stages = append(p.s.Stages, st)
	p.stage = &p.s.Stages[len(p.s.Stages)-1]
	p.ordinal = 0
	if p.stage.Title == "" {
		p.errorf(t.line, 1, "a stage needs a name, as in ## Settle")
	}
	h := headingParser{parser: p, st: p.stage}
	if braced {
		for _, part := range attrs.split(',') {
			h.attribute(part)
		}
	}
	h.finish(t)
}

// headingParser remembers which attributes it has seen.
type headingParser struct {
	*parser
	st     *sessions.Stage
	ranged bool
}

func (h *headingParser) attribute(part text) {
	word, rest := part.word()
	name := strings.ToLower(word)
	value := rest.plain()
	switch {
	case part.empty():
	case strings.HasPrefix(word, "#"):
		h.id(part)
	case sessions.Wheel(name).Known() && value == "":
		h.st.Wheel = sessions.Wheel(name)
	case name == "weight":
		h.weight(part, value)
	case flagAttribute(h.st, name, value):
	case h.named(part, name, rest):
	case startsRange(part):
		h.length(part)
	default:
		h.errorf(part.line, part.col, `unknown attribute %q%s`, part, nearAttribute(name))
	}
}

func (h *headingParser) id(part text) {
	id := part.from(1).plain()
	switch {
	case !isID(id):
		h.errorf(part.line, part.col, "an id is small letters, digits and hyphens, as in #settle")
	case h.ids[id]:
		h.errorf(part.line, part.col, "the id #%s stands on another stage already", id)
	default:
		h.st.ID, h.st.Given = id, true
	}
}

func (h *headingParser) weight(part text, value string) {
	w, ok := numberOf(value)
	if !ok || w <= 0 || w > 100 {
		h.errorf(part.line, part.col, "a weight is a number above 0, up to 100, as in weight 1.5")
		return
	}
	h.st.Weight = w
}

// flagAttribute sets the attributes that are only a word.
func flagAttribute(st *sessions.Stage, name, value string) bool {
	switch strings.TrimSpace(name + " " + value) {
	case "optional", "optional off":
		st.Optional = true
	case "quiet":
		st.Quiet = true
	case "noting":
		st.Noting = true
	default:
		return false
	}
	return true
}

// named reads the attributes that name something.
func (h *headingParser) named(part text, name string, rest text) bool {
	value := rest.plain()
	switch name {
	case "returns":
		h.st.Returns = h.name(part, value, "returns self")
	case "bell":
		h.st.Bell = h.name(part, value, "bell small")
	case "pacer":
		h.st.Pacer = h.pattern(part, value)
	default:
		return false
	}
	return true
}

// name reports a value that is no plain name and returns it otherwise.
func (p *parser) name(at text, value, like string) string {
	value = strings.ToLower(value)
	if !isID(value) {
		p.errorf(at.line, at.col, "a name is missing here; write it as in %q", like)
		return ""
	}
	return value
}

func (p *parser) pattern(at text, value string) string {
	value = strings.ToLower(value)
	if _, ok := sessions.Pattern(value); ok {
		return value
	}
	var names []string
	for _, b := range sessions.Patterns() {
		names = append(names, b.Pattern)
	}
	hint := didYouMean(value, names)
	if Near(value, names) == "" {
		hint += ", or seconds of in, hold, out, hold such as 4-0-6-0"
	}
	p.errorf(at.line, at.col, "unknown breath pattern %q%s", value, hint)
	return ""
}

func startsRange(part text) bool {
	r := part.runes[0]
	return r >= '0' && r <= '9' || r == '.'
}

func (h *headingParser) length(part text) {
	if n, ok := numberOf(part.String()); ok {
		h.errorf(part.line, part.col, "%s what? write weight %s, or a range such as 30s..90s", number(n), number(n))
		return
	}
	sp, why := spanOf(part.String())
	switch {
	case why != "":
		h.errorf(part.line, part.col, "%s", why)
	case !sp.open && sp.max == 0:
		h.errorf(part.line, part.col, "the longest length is more than 0s; leave it out, as in 60s.., for the stage that takes what is left")
	case sp.min > MaxLength || sp.max > MaxLength:
		h.errorf(part.line, part.col, "a stage is at most 3h long")
	case h.ranged:
		h.errorf(part.line, part.col, "this stage has two ranges; keep one")
	default:
		h.st.Min, h.st.Max = sp.min, sp.max
	}
	h.ranged = true
}

func (h *headingParser) finish(t text) {
	st := h.st
	if st.Wheel == "" {
		h.errorf(t.line, 1, "this stage needs its wheel: ground, self, other or both, as in {ground, weight 1, 30s..90s}")
		st.Wheel = sessions.Ground
	}
	if !h.ranged {
		h.errorf(t.line, 1, "this stage needs its shortest and longest length, as in {%s, weight 1, 30s..90s}, or 60s.. to take what is left", st.Wheel)
		h.unranged = true
	}
	if st.ID == "" {
		id := slug(st.Title)
		if len(id) > maxID || id == "" {
			id = "stage"
		}
		st.ID = unique(id, h.ids)
	}
	h.ids[st.ID] = true
}

// attributeWords are for suggestions.
func attributeWords() []string {
	return append(wheelNames(), "weight", "optional off", "optional", "quiet", "noting", "returns", "pacer", "bell")
}

func nearAttribute(word string) string {
	if n := Near(word, attributeWords()); n != "" {
		return "; did you mean " + n + "?"
	}
	return "; a stage takes #id, a wheel, weight, a range such as 30s..90s, optional off, quiet, noting, returns, pacer and bell"
}
