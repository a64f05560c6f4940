package history

import (
	"strings"
	"time"

	"karuna/sessions"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/start"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// The sizes at which the screen sheds detail, and its columns.
const (
	lowRows    = 12 // lower: the rows alone
	panelFrom  = 20 // lower: nothing about the chosen sit beside its row
	panelLines = 6  // of that
	airyRows   = 28 // from here on a line more
	mostRows   = 22 // of the list
	monthFrom  = 56 // narrower: no column of months
	lengthCols = 11
	wordsFrom  = 36 // narrower: day and length alone
)

func column(w int) int { return min(widget.Column+2, w-2) }

// View draws the list, the sit that is read, or a chart.
func (s *Screen) View(w, h int) theme.Block {
	switch s.page {
	case single:
		return s.single(w, h)
	case charts:
		return s.charts(w, h)
	}
	st, width := s.stack(w, h)
	return st.Place(w, h, width)
}

// Frame shows the text cursor in what is looked for.
func (s *Screen) Frame(w, h int) screen.Frame {
	if !s.typing {
		return screen.Frame{}
	}
	st, width := s.stack(w, h)
	left, top := st.Corner(w, h, width)
	_, x, _ := s.query.Draw(s.look.Text, width-4, 1)
	return screen.Frame{Cursor: &screen.Point{X: min(left+4+x, w-1), Y: top}}
}

// room is how many rows of the list, or lines of a page, are shown.
func (s *Screen) room() int {
	switch {
	case s.page == single:
		return max(widget.Calm(s.h)-3*bit(s.h >= lowRows), 1)
	case s.h < lowRows:
		return max(s.h-bit(s.looking()), 1)
	case s.h < panelFrom:
		return s.listed(widget.Calm(s.h) - 4)
	}
	return s.listed(min(widget.Calm(s.h)-s.panelRows()-5, mostRows))
}

// listed is room, or less where there are fewer sits in all: what is looked for
// changes nothing about it, so that nothing jumps while it is typed.
func (s *Screen) listed(room int) int {
	if !s.read {
		return room
	}
	return max(min(room, len(s.sum.entries)), 1)
}

// panelRows is how many lines there are for the chosen sit.
func (s *Screen) panelRows() int { return panelLines + bit(s.h >= airyRows) }

// looking reports whether something is looked for.
func (s *Screen) looking() bool { return s.typing || s.query.Text() != "" }

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// stack is the list with what is said about the chosen sit.
func (s *Screen) stack(w, h int) (st widget.Stack, width int) {
	width = column(w)
	if h >= lowRows || s.looking() {
		st.Add(theme.Row(theme.Blank(2, 1), s.heading(width-2)))
	}
	if h >= lowRows {
		st.Gap(1)
	}
	room := s.room()
	s.list(&st, width, room)
	if h < lowRows {
		return st, width
	}
	if h >= panelFrom && (!s.read || len(s.sum.entries) > 0) {
		st.Gap(1)
		panel := theme.Place(width-2, s.panelRows(), theme.Start, theme.Start, s.panel(width-2))
		st.Add(theme.Horizontal(theme.Start, theme.Blank(2, 1), panel))
	}
	st.Gap(1)
	foot := screen.Foot(s.look, width-2, s.footBinds())
	if !s.said.Empty() {
		foot = s.look.Text.Render(widget.Truncate(s.said, width-2))
	}
	st.Add(theme.Row(theme.Blank(2, 1), foot))
	return st, width
}

// footBinds are the keys that a person does not guess.
func (s *Screen) footBinds() []screen.Bind {
	binds, back := s.Binds(), screen.Key("esc", "back", nil)
	moving := len(s.moving(""))
	switch {
	case s.page == single:
		return append(binds[moving:len(binds):len(binds)], binds[:moving]...)
	case s.typing || s.page != list:
		return binds
	case s.read && len(s.sum.entries) == 0:
		return append([]screen.Bind{back}, binds[moving:]...)
	case s.looking():
		return binds[moving:]
	}
	return append(binds[moving:], back)
}

// heading is the name of the place and how much there is, or what is looked
// for and how much fits.
func (s *Screen) heading(w int) theme.Block {
	many := safe.Text{}
	switch n := s.rows(); {
	case !s.read || s.await || len(s.sum.entries) == 0:
	case n == 1:
		many = safe.Lit("1 sit")
	default:
		many = safe.Format("%s sits", grouped(n))
	}
	name := s.look.Text.Render(safe.Lit("History"))
	if s.looking() {
		text, _, _ := s.query.Draw(s.look.Text, max(w-theme.Width(many)-4, 2), 1)
		name = theme.Row(s.look.Dim.Render(safe.Lit("/ ")), text)
	}
	if room := w - name.Width() - theme.Width(many); room >= 1 {
		return theme.Row(name, theme.Blank(room, 1), s.look.Dim.Render(many))
	}
	return theme.Clip(w, 1, name)
}

// grouped writes a number with a space before every three digits.
func grouped(n int) safe.Text {
	if n < 10000 {
		return safe.Int(n)
	}
	return safe.Format("%s %03d", grouped(n/1000), n%1000)
}

// list adds room lines: the rows that are seen, the chosen one among them.
func (s *Screen) list(st *widget.Stack, width, room int) {
	n := min(room, s.rows())
	if s.rows() == 0 {
		none := safe.Text{}
		switch {
		case !s.read || s.await:
		case s.looking():
			none = safe.Lit("No sit fits these words.")
		default:
			none = safe.Lit("Your sits will be here.")
		}
		words := widget.Paragraph(s.look.Dim, none, width-2, 2)
		if words.Height() == 0 {
			words = theme.Blank(1, 1)
		}
		st.Add(theme.Horizontal(theme.Start, theme.Blank(2, 1), words))
		st.Gap(room - words.Height())
		return
	}
	top := s.first(n)
	for i := top; i < top+n; i++ {
		more := i == top && top > 0 || i == top+n-1 && top+n < s.rows()
		st.Row(i, s.row(i, i == top, more, width))
	}
	st.Gap(room - n)
}

// first is the row at the top when n are seen.
func (s *Screen) first(n int) int { return min(max(s.at-n/2, 0), s.rows()-n) }

// row draws a sit: its month where that is another than the row's above, day,
// time, length, title, and whether something was written.
func (s *Screen) row(i int, top, more bool, width int) theme.Block {
	e := s.entry(i)
	style, quiet := s.look.Text, s.look.Dim
	if i == s.at {
		style, quiet = s.look.Accent, s.look.Text
	}
	y, m, d := e.Day.Civil()
	parts := []theme.Block{style.Render(widget.Edge(s.look, i == s.at, more))}
	length := lengthOf(e)
	switch {
	case width >= monthFrom:
		month := safe.Text{}
		if top || !sameMonth(s.entry(i-1).Day, e.Day) {
			month = safe.Format("%s %d", m.String()[:3], y)
		}
		parts = append(parts, s.look.Dim.Render(widget.PadRight(month, 10)),
			quiet.Render(safe.Format("%s %2d  %-5s", e.Day.Weekday().String()[:2], d, clock(e))))
	case width >= wordsFrom:
		when := safe.Format("%2d %s", d, m.String()[:3])
		if now, _, _ := s.house.Today().Civil(); now != y {
			when = safe.Format("%s %d", m.String()[:3], y)
		}
		parts = append(parts, quiet.Render(widget.PadRight(when, 8)))
	default:
		return theme.Row(parts[0], quiet.Render(safe.Format("%2d %s ", d, m.String()[:3])),
			style.Render(widget.Truncate(length, width-9)))
	}
	parts = append(parts, quiet.Render(widget.PadLeft(length, lengthCols), safe.Lit("  ")))
	used := theme.Row(parts...).Width()
	mark := safe.Text{}
	if e.Detail().Note != "" {
		mark = safe.Lit(" note")
	}
	if width < monthFrom {
		mark = safe.Text{}
	}
	title := widget.Truncate(safe.Line(e.Title()), width-used-theme.Width(mark))
	gap := width - used - theme.Width(title) - theme.Width(mark)
	return theme.Row(append(parts, style.Render(title), s.look.Dim.Render(safe.Repeat(safe.Lit(" "), gap), mark))...)
}

// lengthOf is how long a sit was; from ten minutes on, in whole minutes.
func lengthOf(e *sessions.Entry) safe.Text {
	d := time.Duration(e.Sat) * time.Second
	if d >= 10*time.Minute {
		d = d.Truncate(time.Minute)
	}
	return widget.Length(d)
}

func sameMonth(a, b sessions.Day) bool {
	ya, ma, _ := a.Civil()
	yb, mb, _ := b.Civil()
	return ya == yb && ma == mb
}

// clock is the time of day of a sit, "" where nobody knows it.
func clock(e *sessions.Entry) string {
	if e.Has(start.NoTime) {
		return ""
	}
	return e.Start.Format("15:04")
}

// panel is the chosen sit in at most panelRows lines of w columns.
func (s *Screen) panel(w int) theme.Block {
	e, ok := s.chosen()
	if !ok || !s.read {
		return theme.Block{}
	}
	lines := append(s.facts(e, w), s.words(e, w, false)...)
	if rows := s.panelRows(); len(lines) > rows {
		lines = append(lines[:rows-1], s.look.Dim.Render(safe.Lit("..")))
	}
	return theme.Vertical(theme.Start, lines...)
}

// facts says when a sit was, what it was, and which way it turned.
func (s *Screen) facts(e *sessions.Entry, w int) []theme.Block {
	y, m, d := e.Day.Civil()
	when := safe.Format("%s %d %s %d", e.Day.Weekday(), d, m, y)
	if at := clock(e); at != "" {
		when = safe.Format("%s, %s", when, at)
	}
	lines := []theme.Block{s.look.Text.Render(widget.Truncate(when, w))}
	for _, l := range widget.Wrap(safe.Line(about(e)), w) {
		lines = append(lines, s.look.Dim.Render(l))
	}
	if e.Wheels.Self+e.Wheels.Other >= 60 {
		lines = append(lines, s.turned(e.Wheels, w)...)
	}
	return lines
}

// turned is the time of each wheel, in as many lines as w columns ask for.
func (s *Screen) turned(wheels sessions.WheelSeconds, w int) []theme.Block {
	parts := []theme.Block{
		s.look.Self.Render(safe.Format("self %s", widget.Hours(wheels.Self))),
		s.look.Other.Render(safe.Format("others %s", widget.Hours(wheels.Other))),
	}
	if wheels.Ground >= 60 {
		parts = append(parts, s.look.Ground.Render(safe.Format("ground %s", widget.Hours(wheels.Ground))))
	}
	lines := []theme.Block{parts[0]}
	for _, p := range parts[1:] {
		last := lines[len(lines)-1]
		if longer := theme.Row(last, s.look.Dim.Render(safe.Lit(" · ")), p); longer.Width() <= w {
			lines[len(lines)-1] = longer
			continue
		}
		lines = append(lines, p)
	}
	return lines
}

// about is what a sit was, in one line.
func about(e *sessions.Entry) string {
	parts := []string{lengthOf(e).String(), e.Title()}
	switch e.Ended {
	case sessions.Enough:
		parts = append(parts, "enough for today")
	case sessions.Grounded:
		parts = append(parts, "to solid ground")
	case sessions.Interrupted:
		parts = append(parts, "cut short")
	}
	if e.People > 1 {
		parts = append(parts, "together")
	}
	switch {
	case e.Origin().Source == start.Remembered:
		parts = append(parts, "added later")
	case strings.HasPrefix(e.Origin().Source, "import"):
		parts = append(parts, "imported")
	}
	if e.Detail().Feel != "" {
		parts = append(parts, e.Detail().Feel)
	}
	return strings.Join(parts, ", ")
}

// words is what was written about a sit, with free lines between where there
// is room for them.
func (s *Screen) words(e *sessions.Entry, w int, airy bool) []theme.Block {
	var lines []theme.Block
	add := func(style theme.Style, label safe.Text, text string) {
		if text == "" {
			return
		}
		if airy || len(lines) == 0 {
			lines = append(lines, theme.Blank(1, 1))
		}
		for _, l := range widget.Wrap(safe.Concat(label, safe.Clean(text)), w) {
			lines = append(lines, style.Render(l))
		}
	}
	if s.house.InForce().UI.Private {
		if e.Detail().Note+e.Detail().Act+e.Detail().Intention != "" {
			add(s.look.Dim, safe.Text{}, "What you wrote is kept, and hidden here.")
		}
		return lines
	}
	add(s.look.Text, safe.Text{}, e.Detail().Note)
	add(s.look.Dim, safe.Lit("A small act: "), e.Detail().Act)
	add(s.look.Dim, safe.Lit("Intention: "), e.Detail().Intention)
	for _, o := range e.Detail().Others {
		add(s.look.Dim, safe.Format("%s, from another device: ", o.Field), o.Text)
	}
	return lines
}

// full is everything about the chosen sit.
func (s *Screen) full(w int) []theme.Block {
	e, ok := s.chosen()
	if !ok {
		return nil
	}
	wide := column(w) - 2
	lines := append(s.facts(e, wide), s.words(e, wide, true)...)
	if noted := widget.Noting(s.look, e.Detail().Noting, wide); noted.Height() > 0 {
		lines = append(lines, theme.Blank(1, 1))
		lines = append(lines, noted.Lines()...)
	}
	return lines
}

// single draws the sit that is read, scrolled where it is long.
func (s *Screen) single(w, h int) theme.Block {
	width, lines := column(w), s.full(w)
	if len(lines) <= s.room() {
		for i, l := range lines {
			lines[i] = theme.Row(theme.Blank(2, 1), l)
		}
	}
	var st widget.Stack
	st.Add(theme.Place(width, min(len(lines), s.room()), theme.Start, theme.Start, widget.Scroll(s.look, lines, s.top, s.room())))
	if h < lowRows {
		return st.Place(w, h, width)
	}
	st.Gap(2)
	st.Add(theme.Row(theme.Blank(2, 1), screen.Foot(s.look, width-2, s.footBinds())))
	return st.Place(w, h, width)
}
