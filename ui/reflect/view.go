package reflect

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"karuna/sessions"
	"karuna/sessions/conductor"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// The heights at which the page sheds detail, and the most it takes: in a large
// window the keys stay near the words.
const (
	lowRows  = 8 // lower: a question and its answers alone
	nearRows = 30
)

// View draws the reflection: one line about this sit, the question, what was
// said.
func (s *Screen) View(w, h int) theme.Block {
	if s.Typing() {
		page, _, _ := s.writing().Draw(s.look, w, h)
		return page
	}
	foot := theme.Block{}
	if h >= lowRows {
		foot = theme.Place(w, 2, theme.Middle, theme.Start, screen.Foot(s.look, w-2, s.footBinds()))
	}
	room := min(h, nearRows) - foot.Height()
	pieces := s.pieces(widget.WritingColumn(w))
	if h < lowRows && s.kept() && s.src.Air != nil {
		pieces = s.oneByOne(widget.WritingColumn(w))
	}
	page := widget.Fit(room, theme.Middle, pieces...)
	return theme.Center(w, h, theme.Vertical(theme.Start, theme.Center(w, room, page), foot))
}

// footBinds are the keys that no row of the page names.
func (s *Screen) footBinds() []screen.Bind {
	binds := s.Binds()
	if s.kept() {
		return binds[len(s.feelings())+len(s.airs()):]
	}
	return binds
}

// Frame shows the text cursor in an open field.
func (s *Screen) Frame(w, h int) screen.Frame {
	f := screen.Frame{Title: safe.Lit("karuna")}
	if s.Typing() {
		_, x, y := s.writing().Draw(s.look, w, h)
		f.Cursor = &screen.Point{X: x, Y: y}
	}
	return f
}

func (s *Screen) pieces(w int) []widget.Piece {
	words := func(st theme.Style, t safe.Text, matter widget.Matter) widget.Piece {
		if t.Empty() {
			return widget.Piece{}
		}
		return widget.Piece{Block: widget.Cue(st, t, w, 4), Matter: matter}
	}
	warm, fact := widget.Useful, widget.Extra
	if !s.kept() { // there is nothing to ask
		warm, fact = widget.Keep, widget.Vital
	}
	pieces := []widget.Piece{
		words(s.look.Text, s.warm(), warm),
		words(s.look.Dim, s.fact(), fact),
	}
	if s.kept() {
		pieces = append(pieces, widget.Gap(), widget.Piece{Block: theme.Blank(1, 1), Matter: widget.Useful},
			words(s.look.Text, safe.Lit("How is it now?"), widget.Vital),
			widget.Piece{Block: s.choice(s.feelings(), s.feel, w), Matter: widget.Vital})
		if s.src.Air != nil {
			pieces = append(pieces, widget.Gap(),
				words(s.look.Text, safe.Lit("How much air is there?"), widget.Useful),
				widget.Piece{Block: s.airAsked(w), Matter: widget.Keep})
		}
	}
	for _, t := range []widget.Piece{
		words(s.look.Dim, s.gentler(), widget.Keep),
		{Block: s.said(w), Matter: widget.Useful},
		{Block: widget.Noting(s.look, s.snap.Noting, w), Matter: widget.Extra},
		words(s.look.Dim, s.past.milestone, widget.Extra),
		words(s.look.Dim, s.warning(), widget.Useful),
	} {
		if t.Block.Height() > 0 {
			pieces = append(pieces, widget.Gap(), t)
		}
	}
	return pieces
}

// warm is one line about this sit.
func (s *Screen) warm() safe.Text {
	switch saved := s.snap.Saved; {
	case saved != nil && saved.Dropped:
		return safe.Lit("A short visit. You came, and nothing needs to be written down.")
	case s.snap.Grounded:
		return safe.Lit("You went to solid ground when it was wanted. This sit counts whole.")
	case s.snap.Ended == sessions.Enough:
		return safe.Lit("Enough for today. It counts as it is.")
	case s.times(conductor.Noted) > 1:
		return safe.Format("%d times you saw where the mind had gone.", s.times(conductor.Noted))
	case s.times(conductor.Paused) > 0:
		return safe.Lit("You paused, and you came back.")
	case s.snap.Open:
		return safe.Lit("You sat for as long as it was right.")
	}
	return safe.Lit("You sat to the last bell.")
}

func (s *Screen) times(t conductor.EventType) int {
	n := 0
	for i := range s.snap.Events {
		if s.snap.Events[i].Type == t {
			n++
		}
	}
	return n
}

// fact is what is in the log now.
func (s *Screen) fact() safe.Text {
	sat := s.snap.Sat.Truncate(time.Second)
	if sat >= 10*time.Minute {
		sat = sat.Truncate(time.Minute)
	}
	what := safe.Join(safe.Lit(", "), safe.Line(s.snap.Entry.Title()), widget.Length(sat))
	switch saved := s.snap.Saved; {
	case saved == nil:
		return safe.Join(safe.Lit(", "), what, safe.Lit("being written"))
	case saved.Dropped:
		return safe.Text{}
	case saved.Err != nil:
		return safe.Join(safe.Lit(". "), what, safe.Lit("It could not be written; you are given it as a line when you leave."))
	case !saved.Kept:
		return safe.Join(safe.Lit(". "), what, safe.Lit("There is no log to keep it in."))
	}
	return safe.Join(safe.Lit(", "), what, safe.Lit("kept"))
}

// warning is what the person should know about the disk. Why a record could
// not be written is told with the record itself, when the screens are gone.
func (s *Screen) warning() safe.Text {
	if s.snap.Saved != nil && s.snap.Saved.Err != nil {
		return safe.Text{}
	}
	if saved := s.snap.Saved; saved != nil && saved.Warning != "" {
		return safe.Line(saved.Warning)
	}
	if n := len(s.snap.Events); n > 0 && s.snap.Events[n-1].Type == conductor.Warning {
		return safe.Line(s.snap.Events[n-1].Text)
	}
	return safe.Text{}
}

// gentler is said where a kind of practice keeps leaving it heavier.
func (s *Screen) gentler() safe.Text {
	if s.feel != "heavier" || s.past.heavier+1 < enough {
		return safe.Text{}
	}
	return safe.Lit("Heavier a few times now. A shorter sit with open eyes, or one of the ground practices, may be kinder for a while.")
}

// choice draws three answers, the one given in brackets; in narrow windows
// below one another.
func (s *Screen) choice(of []screen.Bind, given string, w int) theme.Block {
	var row []theme.Block
	wide := 0
	for _, b := range of {
		h := b.Help()
		left, right, style := safe.Lit(" "), safe.Lit(" "), s.look.Text
		if h.Desc == given {
			left, right, style = safe.Lit("["), safe.Lit("]"), s.look.Accent
		}
		key := s.look.Accent.Render(left, safe.Line(h.Key))
		row = append(row, theme.Row(key, style.Render(safe.Lit(" "), safe.Line(h.Desc), right)))
		wide += row[len(row)-1].Width() + 2
	}
	if wide-2 > w {
		return widget.Solid(theme.Vertical(theme.Start, row...))
	}
	gap := theme.Blank(2, 1)
	return theme.Row(row[0], gap, row[1], gap, row[2])
}

// said shows the note and the act.
func (s *Screen) said(w int) theme.Block {
	var rows []theme.Block
	show := func(label, text safe.Text) {
		if text.Empty() {
			return
		}
		if s.src.Private {
			text = safe.Lit("kept")
		}
		line := safe.Join(safe.Lit("  "), label, text)
		rows = append(rows, s.look.Dim.Render(widget.Truncate(line, w)))
	}
	show(safe.Lit("note"), safe.Clean(s.note))
	show(safe.Lit(" act"), safe.Line(s.act))
	return widget.Solid(theme.Vertical(theme.Start, rows...))
}

// writing is the page of an open field.
func (s *Screen) writing() widget.WritingPage {
	p := widget.WritingPage{Ask: safe.Lit("a note"), Text: s.text, Rows: 12, Foot: func(w int) theme.Block {
		return screen.Foot(s.look, w, s.Binds())
	}}
	if s.field == "act" {
		p.Ask, p.Rows, p.Hint = safe.Lit("a small act"), 1, safe.Lit("who else might feel this?")
	}
	return p
}

// click takes a click on words that name a key.
func (s *Screen) click(msg tea.MouseClickMsg) tea.Cmd {
	if msg.Button != tea.MouseLeft {
		return nil
	}
	view := s.View(s.size.Width, s.size.Height)
	for _, b := range s.Binds() {
		if h := b.Help(); b.Enabled() && widget.Says(view, msg.X, msg.Y, h.Key+" "+h.Desc) {
			return b.Do()
		}
	}
	return nil
}
