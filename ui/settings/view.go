package settings

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"karuna/sessions"
	"karuna/ui/prefs"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// The sizes at which the screen sheds detail.
const (
	titleCols = 21 // of a row's name, with the space behind it
	thin      = 38 // narrower: the value stands below the name, of the chosen row alone
	lowRows   = 10 // lower: no line about the row chosen
	groupRows = 16 // lower: no free line between groups, no keys
	mostRows  = 22 // of the list, however high the window is
)

func columnOf(w int) int { return min(widget.Column, w-2) }

// View draws the rows, and under them what the chosen one is for.
func (s *Settings) View(w, h int) theme.Block {
	return s.stack(w, h).Place(w, h, columnOf(w))
}

// drawn is a line of the list.
type drawn struct {
	id    int // of a row; Plain: a heading, or nothing
	words safe.Text
	block theme.Block
}

func (s *Settings) stack(w, h int) (st widget.Stack) {
	if !s.seen.known {
		return st
	}
	column := columnOf(w)
	below := s.below(column-2, h)
	room := max(min(widget.Calm(h)-below.Height(), mostRows), 1)
	s.list(&st, column, h, room)
	st.Append(below)
	return st
}

// below is what stands under the list: what the row is for, one line, the keys.
func (s *Settings) below(w, h int) (st widget.Stack) {
	if h < lowRows {
		if s.field == nil || s.field.err == nil {
			return st
		}
		st.Add(indented(widget.Sentences(s.look.Text, s.message(), w, 2)))
		return st
	}
	about := widget.Paragraph(s.look.Dim, sentence(s.row().About), w, 2)
	message := widget.Sentences(s.look.Text, s.message(), w, 2)
	if h < groupRows {
		if message.Height() > 0 {
			about = message
		}
		st.Gap(1)
		st.Add(indented(theme.Place(w, 2, theme.Start, theme.Start, about)))
		return st
	}
	st.Gap(1)
	st.Add(indented(theme.Place(w, 3, theme.Start, theme.Start, theme.Vertical(theme.Start, about, message))))
	st.Gap(1)
	st.Add(indented(theme.Place(w, 1, theme.Start, theme.Start, screen.Foot(s.look, w, s.Binds()))))
	return st
}

func indented(b theme.Block) theme.Block {
	if b.Height() == 0 {
		return b
	}
	return theme.Horizontal(theme.Start, theme.Blank(2, 1), b)
}

// message is the one line that has to be said now.
func (s *Settings) message() safe.Text {
	r := s.row()
	switch {
	case s.field != nil && s.field.err != nil:
		return sentence(strings.TrimPrefix(s.field.err.Error(), "set "+r.Key+": "))
	case !s.said.Empty():
		return s.said
	}
	for _, p := range s.seen.problems {
		if p.Key == r.Key && p.Severity == prefs.Fault {
			return safe.Format("In the config file, line %d: %s.", p.Line, p.Text)
		}
	}
	for _, p := range s.seen.problems {
		if p.Key == "" && p.Severity == prefs.Fault {
			return safe.Format("In the config file, line %d: %s.", p.Line, p.Text)
		}
	}
	return s.above()
}

// above says what holds in place of what the file says, and by whose word.
func (s *Settings) above() safe.Text {
	r := s.row()
	by := map[prefs.Source]safe.Text{
		prefs.FromFlag: safe.Lit("a flag"), prefs.FromEnvironment: safe.Lit("the environment"),
	}[s.seen.by[r.Name]]
	if by.Empty() {
		return safe.Text{}
	}
	now := worded(r, s.seen.force[r.Key])
	return safe.Format("Now it is %s, by %s. This is for when nothing else is said.", now, by)
}

// list adds room lines of the list, the chosen row among them.
func (s *Settings) list(st *widget.Stack, column, h, room int) {
	lines := s.lines(column, h)
	at := slices.IndexFunc(lines, func(l drawn) bool { return l.id == s.at })
	last := at
	if at+1 < len(lines) && lines[at+1].id == s.at { // its value is below it
		last++
	}
	room = min(room, len(lines))
	top := min(max(last-room/2, 0), len(lines)-room)
	if at < top { // there is room for one line
		top = at
	}
	for i := top; i < top+room; i++ {
		l := lines[i]
		more := i == top && top > 0 || i == top+room-1 && top+room < len(lines)
		edge, style := s.look.Dim, s.look.Dim
		if l.id != widget.Plain {
			style = s.look.Text
		}
		if l.id == s.at && i == at {
			edge, style = s.look.Accent, s.look.Accent
		}
		mark := edge.Render(widget.Edge(s.look, i == at, more))
		st.Row(l.id, theme.Row(mark, style.Render(l.words), l.block))
	}
}

// lines are all the lines there are.
func (s *Settings) lines(column, h int) []drawn {
	var out []drawn
	for i, r := range s.all {
		if i == 0 || s.all[i-1].Group != r.Group {
			if i > 0 && h >= groupRows {
				out = append(out, drawn{id: widget.Plain})
			}
			out = append(out, drawn{id: widget.Plain, words: safe.Line(r.Group)})
		}
		title := safe.Line(r.Title)
		if column < thin {
			out = append(out, drawn{id: i, words: widget.Truncate(title, column-2)})
			if i == s.at {
				out = append(out, drawn{id: i, block: theme.Row(theme.Blank(2, 1), s.value(i, column-4))})
			}
			continue
		}
		words := widget.PadRight(widget.Truncate(title, titleCols-1), titleCols)
		out = append(out, drawn{id: i, words: words, block: s.value(i, column-2-titleCols)})
	}
	return out
}

// value is what stands in the row: the field, the value, and what it means.
func (s *Settings) value(i, w int) theme.Block {
	r := s.all[i]
	text := s.values[r.Key]
	if i == s.at && s.field != nil {
		b, _, _ := s.field.text.Draw(s.look.Text, w, 1)
		return b
	}
	shown, style := worded(r, text), s.look.Text
	if text == "" {
		style = s.look.Dim
	}
	if i == s.at && s.choose {
		return s.means(r, text, s.look.Accent.Render(s.turned(widget.Truncate(shown, w-4))), w)
	}
	b := style.Render(widget.Truncate(shown, w))
	if now := s.seen.force[r.Key]; s.seen.by[r.Name] != "" && now != text {
		return s.aside(safe.Format("now %s", worded(r, now)), b, w)
	}
	if i == s.at {
		return s.means(r, text, b, w)
	}
	return b
}

// means puts behind a value what it means.
func (s *Settings) means(r prefs.Setting, text string, b theme.Block, w int) theme.Block {
	i := slices.Index(r.Choices, text)
	if i < 0 || i >= len(r.Means) || r.Means[i] == "" {
		return b
	}
	return s.aside(safe.Line(r.Means[i]), b, w)
}

// aside puts quiet words behind a value where there is room for them.
func (s *Settings) aside(t safe.Text, b theme.Block, w int) theme.Block {
	if theme.Width(t) > w-b.Width()-2 {
		return b
	}
	return theme.Row(b, theme.Blank(2, 1), s.look.Dim.Render(t))
}

// turned marks a value that the arrows change.
func (s *Settings) turned(value safe.Text) safe.Text {
	if s.look.Glyphs == theme.ASCII {
		return safe.Concat(safe.Lit("< "), value, safe.Lit(" >"))
	}
	return safe.Concat(safe.Lit("‹ "), value, safe.Lit(" ›"))
}

// worded is a value as a person reads it.
func worded(r prefs.Setting, text string) safe.Text {
	switch {
	case text == "":
		return safe.Line(r.Empty)
	case r.Kind == prefs.Switch || r.Name == "stage":
		return safe.Line(strings.NewReplacer("true", "yes", "false", "no").Replace(text))
	case r.Kind == prefs.Length:
		if d, err := sessions.ParseDuration(text, time.Minute); err == nil {
			return widget.Length(d)
		}
	case r.Unit != "":
		return safe.Format("%s %s", text, r.Unit)
	}
	return safe.Line(shownText(r, text))
}

// sentence begins with a capital and ends with a full stop.
func sentence(words string) safe.Text {
	_, n := utf8.DecodeRuneInString(words)
	return safe.Line(strings.ToUpper(words[:n]) + words[n:] + ".")
}

// cursor is the cell of the text cursor in the field.
func (s *Settings) cursor(w, h int) *screen.Point {
	st, column := s.stack(w, h), columnOf(w)
	left, top := st.Corner(w, h, column)
	at, room := 2+titleCols, column-2-titleCols
	if column < thin {
		at, room = 4, column-4
	}
	_, x, _ := s.field.text.Draw(s.look.Text, room, 1)
	row := -1
	for y := top; y < h && y < top+st.Height(); y++ {
		if id, ok := st.At(w, h, column, y); ok && id == s.at {
			row = y // the lower one of the two, where there are two
		}
	}
	if row < 0 {
		return nil
	}
	return &screen.Point{X: min(left+at+x, w-1), Y: row}
}
