package script

import (
	"fmt"
	"strings"

	"karuna/sessions"
)

// Parse reads a script file. It returns everything it could read, whatever
// the file holds, and all problems from the top down. A script that comes with
// an Error is for showing, not for sitting.
func Parse(src []byte) (sessions.Script, []Problem) {
	p := parser{ids: map[string]bool{}, cueIDs: map[string]bool{}, asked: map[string]bool{}}
	p.lines = read(src, &p.report)
	p.front()
	p.preface()
	for p.more() {
		p.bodyLine(p.next())
	}
	p.finish()
	return p.s, p.sorted()
}

type parser struct {
	report
	s     sessions.Script
	lines []text
	at    int // the next line

	stage    *sessions.Stage // the open one, in s.Stages
	cues     int             // in the file
	ordinal  int             // of the last cue in the stage
	skip     bool            // over MaxStages: leave out what follows
	unranged bool            // a stage has no readable range, so none can be called the open one
	given    map[string]bool // keys of the front matter
	ids      map[string]bool // of stages
	cueIDs   map[string]bool // of cues
	asked    map[string]bool // slots with an ask
	slots    []slot          // every slot used
}

type slot struct {
	name      string
	line, col int
}

func (p *parser) more() bool { return p.at < len(p.lines) }

func (p *parser) next() text {
	p.at++
	return p.lines[p.at-1].trim()
}

func (p *parser) peek() text { return p.lines[p.at].trim() }

// preface reads the lines between the front matter and the first stage.
func (p *parser) preface() {
	var paragraphs []string
	open := false // the last paragraph takes more lines
	for p.more() && !stageHeading(p.peek()) {
		t := p.next()
		switch {
		case t.starts("##"):
			p.deepHeading(t)
		case t.empty():
			open = false
		case t.starts(">"):
			p.s.Comments = append(p.s.Comments, t.from(1).plain())
		case t.starts("#"):
			p.bigHeading(t.from(1).trim())
		case open:
			paragraphs[len(paragraphs)-1] += " " + unescapeStart(t).plain()
		default:
			paragraphs = append(paragraphs, unescapeStart(t).plain())
			open = true
		}
	}
	p.s.Purpose = strings.Join(paragraphs, "\n")
}

func stageHeading(t text) bool { return t.starts("##") && !t.starts("###") }

func (p *parser) deepHeading(t text) {
	p.errorf(t.line, t.col, "a stage is a heading with two signs: ## %s", strings.TrimLeft(t.String(), "# "))
}

func (p *parser) bigHeading(title text) {
	if p.s.Title == "" {
		p.s.Title = title.plain()
		return
	}
	p.add(Note, title.line, 1, "the title stands in the front matter; this heading is left out")
}

// bodyLine reads one line after the first stage heading.
func (p *parser) bodyLine(t text) {
	switch {
	case t.empty():
	case stageHeading(t):
		p.heading(t.from(2).trim())
	case t.starts("##"):
		p.deepHeading(t)
	case t.starts("#"):
		p.errorf(t.line, t.col, `a stage is a heading with two signs, "## Settle {ground, weight 1, 30s..90s}"; write \# for a plain sign`)
	case p.skip:
	case t.starts(">"):
		p.step(sessions.Step{Op: sessions.OpComment, Text: t.from(1).plain(), Line: t.line, Col: t.col})
	case rule(t):
		p.add(Note, t.line, t.col, "a line across the page says nothing here; it is left out")
	default:
		p.spoken(t)
	}
}

func (p *parser) step(st sessions.Step) { p.stage.Steps = append(p.stage.Steps, st) }

// rule holds for a line of three dashes or more.
func rule(t text) bool {
	return len(t.runes) >= 3 && strings.Trim(t.String(), "-") == ""
}

// finish checks what only the whole file can tell.
func (p *parser) finish() {
	p.frontMissing()
	if len(p.s.Stages) == 0 {
		last := p.lines[len(p.lines)-1]
		p.errorf(last.line, 1, `there is no stage yet; begin one with a line such as "## Settle {ground, weight 1, 30s..90s}"`)
	}
	for _, name := range sessions.Slots() {
		p.asked[name] = true
	}
	for _, s := range p.slots {
		if !p.asked[s.name] {
			p.add(Warning, s.line, s.col, `nothing asks for {%s}; the words after the | will be said. An ask looks like [ask word %s "A word for it?"]`, s.name, s.name)
		}
	}
	p.openStages()
}

func (p *parser) openStages() {
	var open []*sessions.Stage
	for i := range p.s.Stages {
		if st := &p.s.Stages[i]; st.Max == 0 {
			open = append(open, st)
		}
	}
	switch {
	case len(p.s.Stages) == 0 || p.unranged:
	case len(open) == 0:
		p.errorf(p.s.Stages[0].Line, 1, "every stage has a longest length; leave one open, as in 60s.., to take what is left")
	case len(open) > 1:
		p.errorf(open[1].Line, 1, "two stages are open, %q and %q; give one of them a longest length, as in 60s..240s", open[0].Title, open[1].Title)
	case open[0].Optional:
		p.errorf(open[0].Line, 1, "the open stage is always there; take out %q or give it a longest length", "optional off")
	}
}

// unique returns id, or id-2, id-3 … when it is taken.
func unique(id string, taken map[string]bool) string {
	if !taken[id] {
		return id
	}
	for n := 2; ; n++ {
		if next := fmt.Sprintf("%s-%d", id, n); !taken[next] {
			return next
		}
	}
}
