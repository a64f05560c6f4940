package sit

import (
	"time"

	"karuna/sessions/conductor"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// words are centred lines of text in a column.
func words(st theme.Style, t safe.Text, w int, matter widget.Matter) widget.Piece {
	if t.Empty() {
		return widget.Piece{}
	}
	return widget.Piece{Block: widget.Cue(st, t, w, 99), Matter: matter}
}

// menu draws rows of a key table: the key, then what it does.
func (s *Screen) menu(w int, binds []screen.Bind) theme.Block {
	wide := 0
	for _, b := range binds {
		wide = max(wide, theme.Width(screen.Shown(b.Binding)))
	}
	var rows []theme.Block
	for _, b := range binds {
		key := widget.PadLeft(screen.Shown(b.Binding), wide+1)
		does := widget.Truncate(safe.Line(b.Help().Desc), w-wide-3)
		rows = append(rows, theme.Row(s.look.Accent.Render(key), s.look.Text.Render(safe.Lit("  "), does)))
	}
	return widget.Solid(theme.Vertical(theme.Start, rows...))
}

// preparing is the countdown: what comes, and in how many seconds.
func (s *Screen) preparing(w, h int) theme.Block {
	title := safe.Lit("Silent sit")
	if t := s.snap.Plan.Score.Script.Title; t != "" {
		title = safe.Line(t)
	}
	length := safe.Lit("until you end it")
	if !s.snap.Open {
		length = widget.Length(s.snap.Total())
	}
	seconds := int((-s.snap.Pos(s.now) + time.Second - 1) / time.Second)
	named := widget.Vital
	if len(s.opt.Notes) > 0 { // what has to be said stands before what is known
		named = widget.Useful
	}
	pieces := []widget.Piece{
		words(s.look.Text.Bold(), title, w, named),
		words(s.look.Dim, length, w, widget.Extra),
		widget.Gap(), widget.Wider(),
		words(s.look.Accent, safe.Int(max(seconds, 0)), w, widget.Vital),
		widget.Gap(), widget.Wider(),
	}
	for _, n := range s.opt.Notes {
		pieces = append(pieces, words(s.look.Text, safe.Line(n), min(w-2, 50), widget.Keep), widget.Gap())
	}
	if line := s.line(); !line.Empty() {
		pieces = append(pieces, words(s.look.Dim, line, w-2, widget.Useful), widget.Gap())
	}
	pieces = append(pieces, widget.Piece{Block: screen.Foot(s.look, w, s.preparingKeys()[:2]), Matter: widget.Extra})
	return theme.Center(w, h, widget.Fit(h, theme.Middle, pieces...))
}

// question asks whether to end, and says what will be kept.
func (s *Screen) question(w, h int) theme.Block {
	sat := max(s.snap.Pos(s.now), 0)
	kept := safe.Format("%s, and they are kept.", short(sat))
	if sat < time.Minute {
		kept = safe.Lit("It is kept.")
	}
	if !s.snap.Worth(s.now) {
		kept = safe.Lit("Under a minute: nothing is written.")
	}
	head := widget.Truncate(safe.Lit("End here?"), w)
	return widget.Fit(h, theme.Middle,
		widget.Piece{Block: s.look.Text.Render(head), Matter: widget.Vital},
		words(s.look.Dim, kept, w, widget.Keep),
		widget.Gap(),
		widget.Piece{Block: s.menu(w, s.askingKeys()[:2]), Matter: widget.Vital})
}

// pause says when the sit now ends.
func (s *Screen) pause(w, h int) theme.Block {
	var ends safe.Text
	if at := s.snap.EndsAt(s.now); !at.IsZero() {
		ends = safe.Format("would end at %s", at.Local().Format("15:04"))
	}
	return widget.Fit(h, theme.Middle,
		widget.Piece{Block: s.look.Text.Render(widget.Truncate(safe.Lit("Paused"), w)), Matter: widget.Vital},
		words(s.look.Dim, ends, w, widget.Keep),
		widget.Gap(),
		widget.Piece{Block: s.menu(w, s.pausedKeys()[:1]), Matter: widget.Useful})
}

// away asks what to do with a gap.
func (s *Screen) away(w, h int) theme.Block {
	head := safe.Format("%s away", short(s.snap.Gap.Round(time.Second)))
	return widget.Fit(h, theme.Middle,
		widget.Piece{Block: s.look.Text.Render(widget.Truncate(head, w)), Matter: widget.Vital},
		widget.Gap(),
		widget.Piece{Block: s.menu(w, s.awayKeys()[:3]), Matter: widget.Vital})
}

// Solid ground: plain lines, one after the other, then the choice.
const (
	groundFor  = time.Minute
	groundStep = 12 * time.Second
)

func (s *Screen) groundLines() []safe.Text {
	return []safe.Text{
		safe.Lit("Name five things you can see."),
		safe.Lit("Press your feet down, or your hands."),
		safe.Lit("Where is the door of this room?"),
		safe.Format("It is %s.", s.now.Local().Format("Monday, 2 January 2006")),
		safe.Lit("A sip of water, if there is some near."),
	}
}

// groundLeft returns what is left of the minute of orientation.
func (s *Screen) groundLeft() time.Duration {
	for i := len(s.snap.Events) - 1; i >= 0; i-- {
		if e := s.snap.Events[i]; e.Type == conductor.Ground {
			return groundFor - (s.snap.Pos(s.now) - e.At)
		}
	}
	return groundFor
}

func (s *Screen) ground(w, h int) theme.Block {
	var person widget.Piece
	if s.opt.Person != "" {
		person = words(s.look.Text, safe.Format("Someone to call: %s", s.opt.Person), w, widget.Keep)
	}
	if s.snap.Choice {
		return theme.Center(w, h, widget.Fit(h, theme.Middle,
			words(s.look.Dim, safe.Lit("Whatever you choose, this sit counts."), w, widget.Useful),
			widget.Gap(), widget.Wider(),
			widget.Piece{Block: s.menu(w, s.groundKeys()[:3]), Matter: widget.Vital},
			widget.Gap(), widget.Wider(), person))
	}
	n := min(max(int((groundFor-s.groundLeft())/groundStep), 0)+1, len(s.groundLines()))
	pieces := []widget.Piece{words(s.look.Dim, safe.Lit("solid ground"), w, widget.Extra), widget.Gap(), widget.Wider()}
	for i, l := range s.groundLines() {
		p := words(s.look.Dim, l, w, widget.Useful)
		switch {
		case i == n-1:
			p = words(s.look.Text, l, w, widget.Vital)
		case i >= n: // the lines to come keep their places
			p = widget.Piece{Block: theme.Blank(p.Block.Width(), p.Block.Height())}
		}
		pieces = append(pieces, p, widget.Gap())
	}
	pieces = append(pieces, widget.Gap(), person, widget.Gap(), widget.Piece{Block: screen.Foot(s.look, w, s.groundKeys()[:1]), Matter: widget.Extra})
	return theme.Center(w, h, widget.Fit(h, theme.Middle, pieces...))
}
