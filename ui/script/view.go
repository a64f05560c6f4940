package script

import (
	"path/filepath"
	"slices"
	"strings"

	"karuna/sessions"
	"karuna/sessions/script"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// lowRows is the height under which there are no keys below the page.
const lowRows = 10

func column(w int) int { return min(widget.Column+2, w-2) }

// room is how many lines of the page are shown.
func (p *Page) room() int {
	if p.h < lowRows {
		return p.h
	}
	return min(p.h-4, widget.Calm(p.h)-2) // a free line above, one below, the keys, and one more
}

// View draws the page from its top line on, and the keys.
func (p *Page) View(w, h int) theme.Block {
	if !p.known {
		return theme.Blank(w, h)
	}
	width := column(w)
	lines := p.lines(w)
	room := min(p.room(), len(lines))
	if len(lines) <= room {
		for i, l := range lines {
			lines[i] = theme.Row(theme.Blank(2, 1), l)
		}
	}
	var st widget.Stack
	if h >= lowRows {
		st.Gap(1)
	}
	body := widget.Scroll(p.look, lines, p.top, room)
	st.Add(theme.Place(width, room, theme.Start, theme.Start, body))
	if h >= lowRows {
		st.Gap(1)
		st.Add(theme.Row(theme.Blank(2, 1), p.foot(width-2)))
	}
	return st.Place(w, h, width)
}

// foot is what came of an edit, else the keys.
func (p *Page) foot(w int) theme.Block {
	if p.told.Empty() {
		return screen.Foot(p.look, w, p.Binds())
	}
	return p.look.Dim.Render(widget.Truncate(p.told, w))
}

// text gathers the lines of the page.
type text struct {
	w     int
	lines []theme.Block
}

// add puts paragraphs below, a free line before the first.
func (t *text) add(s theme.Style, paragraphs ...safe.Text) {
	free := len(t.lines) > 0
	for _, p := range paragraphs {
		if p.Empty() {
			continue
		}
		if free {
			t.lines = append(t.lines, theme.Blank(1, 1))
			free = false
		}
		for _, l := range widget.Wrap(p, t.w) {
			t.lines = append(t.lines, s.Render(l))
		}
	}
}

// lines is the whole page.
func (p *Page) lines(w int) []theme.Block {
	s, t := p.script, &text{w: column(w) - 2}
	t.add(p.look.Accent, safe.Line(s.Title))
	t.lines = append(t.lines, p.look.Dim.Render(widget.Truncate(kind(s, t.w), t.w)))
	p.mend(t)
	for line := range strings.SplitSeq(s.Purpose, "\n") {
		t.add(p.look.Text, safe.Line(line))
	}
	if s.For != "" {
		t.add(p.look.Dim, safe.Format("For %s.", s.For))
	}
	t.add(p.look.Text, safe.Line(start.Caution(s)), safe.Line(p.heavy))
	p.stages(t)
	notes := make([]safe.Text, 0, len(s.Comments)+len(p.plan.Notes)+1)
	for _, c := range s.Comments {
		notes = append(notes, safe.Line(c))
	}
	t.add(p.look.Dim, append(notes, safe.Line(s.Credits), p.source())...)
	return t.lines
}

// kind is the family of the script, and in w columns what lengths it is made
// for.
func kind(s sessions.Script, w int) safe.Text {
	usual := safe.Format("%s, usually %s", widget.KindOf(s), widget.Length(s.Length.Usual))
	whole := safe.Format("%s, %s to %s, usually %s",
		widget.KindOf(s), widget.Length(s.Length.Min), widget.Length(s.Length.Max), widget.Length(s.Length.Usual))
	if s.Length.Min == s.Length.Max || theme.Width(whole) > w {
		return usual
	}
	return whole
}

// stages names the stages with their share of the length, and those that are
// in a sit only when they are asked for.
func (p *Page) stages(t *text) {
	t.add(p.look.Dim, safe.Format("In %s", widget.Length(p.length)))
	name := min(t.w-13, 34)
	for _, st := range p.inOrder() {
		share := safe.Lit("if asked for")
		if st.End > 0 {
			share = widget.Span(st.End - st.Start)
		}
		title := widget.PadRight(widget.Truncate(safe.Line(st.Title), name), name)
		t.lines = append(t.lines, theme.Row(
			widget.Wheels(p.look, st.Wheel), p.look.Text.Render(safe.Lit(" "), title),
			p.look.Dim.Render(widget.PadLeft(widget.Truncate(share, t.w-name-3), 10)),
		))
	}
}

// inOrder returns the stages of the sit, and among them those that are left
// out: each after the one it follows in the script.
func (p *Page) inOrder() []sessions.Span {
	out := slices.Clone(p.plan.Stages)
	after := -1
	for _, st := range p.script.Stages {
		at := slices.IndexFunc(out, func(sp sessions.Span) bool { return sp.ID == st.ID })
		if at < 0 {
			at = after + 1
			out = slices.Insert(out, at, sessions.Span{ID: st.ID, Title: st.Title, Wheel: st.Wheel})
		}
		after = at
	}
	return out
}

// source says where the script lies, when it is the person's own.
func (p *Page) source() safe.Text {
	if p.path == "" {
		return safe.Text{}
	}
	return safe.Format("Your own: %s", safe.Line(p.path))
}

// mend says what came back from the editor: where it is kept, and what is
// worst in it, each problem at its line.
func (p *Page) mend(t *text) {
	if p.kept == nil {
		return
	}
	file := filepath.Base(p.kept.Path)
	words := safe.Lit("It can be sat.")
	switch {
	case !p.kept.Sits && !p.gone:
		words = safe.Lit("It cannot be sat yet; this one stands in for it.")
	case !p.kept.Sits:
		words = safe.Lit("It cannot be sat yet.")
	}
	t.add(p.look.Text, safe.Format("Yours is kept as %s. %s", safe.Line(file), words))
	worst, rest := worstOf(p.kept.Problems)
	for _, q := range worst {
		words := q.Text
		if q.Severity != script.Error {
			words = q.Severity.String() + ": " + words
		}
		for _, l := range widget.Wrap(safe.Format("%s:%d:%d: %s", file, q.Line, q.Col, words), t.w) {
			t.lines = append(t.lines, p.look.Text.Render(l))
		}
	}
	if rest > 0 {
		line := safe.Format("%d more to look at: karuna scripts check", rest)
		t.lines = append(t.lines, p.look.Dim.Render(widget.Truncate(line, t.w)))
	}
}

// worstOf returns the errors, or the warnings where there are none, and how
// many problems are left.
func worstOf(problems []script.Problem) (worst []script.Problem, rest int) {
	for _, severity := range []script.Severity{script.Error, script.Warning} {
		for _, q := range problems {
			if q.Severity == severity {
				worst = append(worst, q)
			}
		}
		if len(worst) > 0 {
			break
		}
	}
	return worst, len(problems) - len(worst)
}
