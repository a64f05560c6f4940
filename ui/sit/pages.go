package sit

import (
	"time"

	"karuna/sessions/conductor"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// piece is part of a page of words. Where there is no room the pieces that
// matter least are left out.
type piece struct {
	block  theme.Block
	matter int // the more, the longer it stays
}

// stack puts pieces below one another, in at most h rows.
func stack(h int, across theme.Align, pieces ...piece) theme.Block {
	rows := 0
	for _, p := range pieces {
		rows += p.block.Height()
	}
	for rows > h {
		least := -1
		for i, p := range pieces {
			if p.block.Height() > 0 && (least < 0 || p.matter <= pieces[least].matter) {
				least = i
			}
		}
		if least < 0 {
			break
		}
		if rest := pieces[least].block.Height() - (rows - h); rest > 0 && pieces[least].matter >= keep {
			pieces[least].block = theme.Clip(pieces[least].block.Width(), rest, pieces[least].block)
			break
		}
		rows -= pieces[least].block.Height()
		pieces[least].block = theme.Block{}
	}
	blocks := make([]theme.Block, len(pieces))
	for i, p := range pieces {
		blocks[i] = p.block
	}
	return widget.Solid(theme.Vertical(across, blocks...))
}

// How much a piece matters. A piece that matters at least keep is cut before
// it is left out.
const (
	air = iota
	extra
	useful
	keep
	vital
)

func gap() piece { return piece{theme.Blank(1, 1), air} }

// words are centred lines of text in a column.
func words(st theme.Style, t safe.Text, w, matter int) piece {
	if t.Empty() {
		return piece{}
	}
	return piece{widget.Cue(st, t, w, 99), matter}
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
	named := vital
	if len(s.opt.Notes) > 0 { // what has to be said stands before what is known
		named = useful
	}
	pieces := []piece{
		words(s.look.Text.Bold(), title, w, named),
		words(s.look.Dim, length, w, extra),
		gap(), gap(),
		words(s.look.Accent, safe.Int(max(seconds, 0)), w, vital),
		gap(), gap(),
	}
	for _, n := range s.opt.Notes {
		pieces = append(pieces, words(s.look.Text, safe.Line(n), min(w-2, 50), keep), gap())
	}
	if line := s.line(); !line.Empty() {
		pieces = append(pieces, words(s.look.Dim, line, w-2, useful), gap())
	}
	pieces = append(pieces, piece{screen.Foot(s.look, w, s.preparingKeys()[:2]), extra})
	return theme.Center(w, h, stack(h, theme.Middle, pieces...))
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
	return stack(h, theme.Middle,
		piece{s.look.Text.Render(head), vital},
		words(s.look.Dim, kept, w, keep),
		gap(),
		piece{s.menu(w, s.askingKeys()[:2]), vital})
}

// pause says when the sit now ends.
func (s *Screen) pause(w, h int) theme.Block {
	var ends safe.Text
	if at := s.snap.EndsAt(s.now); !at.IsZero() {
		ends = safe.Format("would end at %s", at.Local().Format("15:04"))
	}
	return stack(h, theme.Middle,
		piece{s.look.Text.Render(widget.Truncate(safe.Lit("Paused"), w)), vital},
		words(s.look.Dim, ends, w, keep),
		gap(),
		piece{s.menu(w, s.pausedKeys()[:1]), useful})
}

// away asks what to do with a gap.
func (s *Screen) away(w, h int) theme.Block {
	head := safe.Format("%s away", short(s.snap.Gap.Round(time.Second)))
	return stack(h, theme.Middle,
		piece{s.look.Text.Render(widget.Truncate(head, w)), vital},
		gap(),
		piece{s.menu(w, s.awayKeys()[:3]), vital})
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
	var person piece
	if s.opt.Person != "" {
		person = words(s.look.Text, safe.Format("Someone to call: %s", s.opt.Person), w, keep)
	}
	if s.snap.Choice {
		return theme.Center(w, h, stack(h, theme.Middle,
			words(s.look.Dim, safe.Lit("Whatever you choose, this sit counts."), w, useful),
			gap(), gap(),
			piece{s.menu(w, s.groundKeys()[:3]), vital},
			gap(), gap(), person))
	}
	n := min(max(int((groundFor-s.groundLeft())/groundStep), 0)+1, len(s.groundLines()))
	pieces := []piece{words(s.look.Dim, safe.Lit("solid ground"), w, extra), gap(), gap()}
	for i, l := range s.groundLines() {
		p := words(s.look.Dim, l, w, useful)
		switch {
		case i == n-1:
			p = words(s.look.Text, l, w, vital)
		case i >= n: // the lines to come keep their places
			p = piece{theme.Blank(p.block.Width(), p.block.Height()), air}
		}
		pieces = append(pieces, p, gap())
	}
	pieces = append(pieces, gap(), person, gap(), piece{screen.Foot(s.look, w, s.groundKeys()[:1]), extra})
	return theme.Center(w, h, stack(h, theme.Middle, pieces...))
}
