package calendar

import (
	"slices"
	"time"

	"karuna/sessions"
	"karuna/sessions/practice"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// The sizes at which the calendar sheds detail.
const (
	wideFrom  = 72 // days and numbers side by side
	smallRows = 11 // below: the week and two numbers
	yearFrom  = 62 // the year as weeks; below it is one row a month …
	tallFrom  = 20 // … where there are rows for that
	gridWidth = 29
	gutter    = 5
	sideWidth = 40 // of the numbers, at most
	yearMost  = 100
)

// drawing is the body of a view, and where its days are.
type drawing struct {
	body theme.Block
	left int // of the days in the body
	top  int
	at   func(x, y int) (sessions.Day, bool) // the day at a cell of the days
}

// View draws the calendar, or the day that is open.
func (s *Screen) View(w, h int) theme.Block {
	switch {
	case s.open:
		return s.day(w, h)
	case h < smallRows || w < gridWidth+1:
		return s.small(w, h)
	}
	foot := screen.Foot(s.look, w-2, s.Binds())
	if !s.said.Empty() {
		foot = s.look.Text.Render(widget.Truncate(s.said, w-2))
	}
	page := theme.Place(w, h-1, theme.Middle, theme.Middle, theme.Clip(w, h-2, s.draw(w, h).body))
	return theme.Vertical(theme.Middle, page, foot)
}

// draw lays out the month or the year.
func (s *Screen) draw(w, h int) drawing {
	d := drawing{}
	if s.year && (w >= yearFrom || h >= tallFrom) {
		d = s.yearly(w, h-4)
	} else {
		d = s.month(w, h-4)
	}
	// Lines of one column: they start together, and the column is centred.
	d.body = widget.Solid(d.body)
	return d
}

// dayAt returns the day at a cell of the window, and whether there is one that
// can be chosen.
func (s *Screen) dayAt(x, y int) (sessions.Day, bool) {
	if s.open || s.h < smallRows || s.w < gridWidth+1 {
		return sessions.NoDay, false
	}
	d := s.draw(s.w, s.h)
	body := theme.Clip(s.w, s.h-2, d.body)
	x -= max(s.w-body.Width(), 0)/2 + d.left
	y -= max(s.h-1-body.Height(), 0)/2 + d.top
	day, ok := d.at(x, y)
	if !ok || day > s.src.Arithmetic.Today {
		return sessions.NoDay, false
	}
	return day, true
}

// shown is the day the panel tells of: the one under the mouse, else the one
// chosen.
func (s *Screen) shown() sessions.Day {
	if s.hover != sessions.NoDay {
		return s.hover
	}
	return s.chosen
}

// small is the week and two numbers.
func (s *Screen) small(w, h int) theme.Block {
	lines := []theme.Block{
		s.week(),
		s.look.Text.Render(safe.Line(count(s.read.stats.Totals.Days, "day"))),
		s.look.Dim.Render(widget.Hours(s.read.stats.Totals.Seconds)),
	}
	return theme.Center(w, h, theme.Clip(w, h, theme.Vertical(theme.Middle, lines...)))
}

func (s *Screen) week() theme.Block {
	first := practice.WeekOf(s.src.Arithmetic.Today, s.src.Arithmetic.WeekStart)
	return widget.WeekDots(s.look, first, s.src.Arithmetic.Today, s.mark)
}

// month is the days and what one of them holds, and beside or below them the
// numbers.
func (s *Screen) month(w, h int) drawing {
	y, m, _ := s.chosen.Civil()
	month := widget.Month{
		Year: y, Month: m, WeekStart: s.src.Arithmetic.WeekStart,
		Today: s.src.Arithmetic.Today, Chosen: s.shown(), Day: s.mark,
	}
	grid := theme.Vertical(theme.Start,
		s.look.Accent.Render(safe.Format(" %s %d", m, y)), theme.Blank(1, 1), widget.MonthGrid(s.look, month))
	d := drawing{top: 2, at: month.At}
	left := h - grid.Height() - 1
	if w >= wideFrom {
		room := min(w-gridWidth-gutter-4, sideWidth)
		days := under(grid, s.indented(s.panel(gridWidth-1, left)))
		d.body = theme.Horizontal(theme.Start, theme.Place(gridWidth, max(days.Height(), 1), theme.Start, theme.Start, days),
			theme.Blank(gutter, 1), theme.Place(room, h, theme.Start, theme.Start, s.numbers(room, h)))
		d.body = theme.Clip(w, max(days.Height(), s.numbers(room, h).Height()), d.body)
		return d
	}
	room := min(w-2, 44)
	panel := s.panel(room, left)
	d.body = under(grid, s.indented(panel))
	if rest := left - panel.Height() - 1; rest >= 4 {
		d.body = under(d.body, s.indented(s.numbers(room, rest)))
	}
	return d
}

// indented begins lines where the numbers of the days do.
func (s *Screen) indented(b theme.Block) theme.Block {
	if b.Height() == 0 {
		return b
	}
	return theme.Horizontal(theme.Start, theme.Blank(1, 1), b)
}

// under puts a block below another, a free line between them.
func under(above, below theme.Block) theme.Block {
	if below.Height() == 0 {
		return above
	}
	return theme.Vertical(theme.Start, above, theme.Blank(1, 1), below)
}

// span is the year that is shown: the weeks that end with today's where the
// chosen day is among them, else the calendar year of that day.
func (s *Screen) span() (first, last sessions.Day) {
	today := s.src.Arithmetic.Today
	if first := practice.WeekOf(today, s.src.Arithmetic.WeekStart) - 52*7; s.chosen >= first {
		return first, today
	}
	y, _, _ := s.chosen.Civil()
	return sessions.Date(y, time.January, 1), sessions.Date(y+1, time.January, 1) - 1
}

// yearly is the year above the chosen day and the numbers.
func (s *Screen) yearly(w, h int) drawing {
	first, last := s.span()
	year := widget.Year{
		First: first, Last: last, WeekStart: s.src.Arithmetic.WeekStart,
		Today: s.src.Arithmetic.Today, Chosen: s.shown(), Day: s.mark,
	}
	wide := min(w, yearMost)
	grid := widget.YearMap(s.look, year, wide)
	d := drawing{top: 2, at: func(x, y int) (sessions.Day, bool) { return year.At(wide, x, y) }}
	d.body = theme.Vertical(theme.Start, s.look.Accent.Render(spanned(first, last)), theme.Blank(1, 1), grid)
	left := h - d.body.Height() - 1
	switch {
	case left < 1:
	case w < wideFrom:
		d.body = under(d.body, s.panel(min(w-2, 60), left))
	default:
		panel, numbers := s.panel(gridWidth-1, left), s.numbers(sideWidth, left)
		d.body = under(d.body, theme.Horizontal(theme.Start,
			theme.Place(gridWidth-1, max(panel.Height(), 1), theme.Start, theme.Start, panel), theme.Blank(gutter, 1), numbers))
	}
	return d
}

// spanned names the days from first to last.
func spanned(first, last sessions.Day) safe.Text {
	y, m, d := first.Civil()
	ly, lm, _ := last.Civil()
	if y == ly && d == 1 && m == time.January {
		return safe.Int(y)
	}
	return safe.Format("%s %d to %s %d", m, y, lm, ly)
}

// numbers are the sums in their order, and the bicycle, in at most w by h.
func (s *Screen) numbers(w, h int) theme.Block {
	if !s.known {
		return theme.Block{}
	}
	lines := theme.Vertical(theme.Start, s.totals(w)...)
	b := s.read.stats.Balance
	bike, words := widget.Bike{Self: b.SelfS, Other: b.OtherS, Ground: b.GroundS}, s.leaning(w-1)
	if b.Lean == practice.Unsaid {
		// Before there is a balance to speak of, two wheels stand empty.
		if picture := widget.Bicycle(s.look, widget.Bike{}, w, h-lines.Height()-1); s.read.stats.Totals.Days > 0 {
			return under(lines, picture)
		}
		return lines
	}
	free := h - lines.Height() - 1
	picture := widget.Bicycle(s.look, bike, w, min(free-1-words.Height(), widget.BikeHeight+1))
	said := theme.Clip(w, 1, widget.BikeWords(s.look, bike))
	if picture.Height() > 0 {
		below := theme.Vertical(theme.Start, picture, said, words)
		if picture.Width() < w { // under the numbers, where there is room for that
			below = s.indented(below)
		}
		return theme.Clip(w, h, under(lines, below))
	}
	// Without the picture its words are a number like the others.
	return theme.Clip(w, h, theme.Vertical(theme.Start, lines, s.indented(said), s.indented(words)))
}

// leaning is what is said below the bicycle.
func (s *Screen) leaning(w int) theme.Block {
	switch {
	case s.read.hint != "":
		return widget.Paragraph(s.look.Dim, safe.Line(s.read.hint), w, 4)
	case s.read.stats.Balance.Lean == practice.BothTurning:
		return widget.Paragraph(s.look.Dim, safe.Line(s.read.stats.Balance.Words), w, 1)
	}
	return theme.Block{}
}

// totals are the numbers in their order: the week, all there is, weeks in
// rhythm, the run last. What is nothing is not said.
func (s *Screen) totals(w int) []theme.Block {
	st := s.read.stats
	week := s.week()
	if st.Week.Practised > 0 { // a week that has just begun is no zero
		words := safe.Format("  %d of %d this week", st.Week.Practised, st.Week.Goal)
		if s.src.Season {
			words = safe.Format("  %s this week", count(st.Week.Practised, "day"))
		}
		week = theme.Row(week, s.look.Dim.Render(words))
	}
	// The first column of the dots is the bracket before the first day.
	out := []theme.Block{week}
	add := func(style theme.Style, text safe.Text) {
		out = append(out, theme.Row(theme.Blank(1, 1), style.Render(widget.Truncate(text, w-1))))
	}
	if st.Totals.Days > 0 {
		add(s.look.Text, safe.Format("%s, %s", count(st.Totals.Days, "day"), widget.Hours(st.Totals.Seconds)))
	}
	if st.WeeksInRhythm > 1 && !s.src.Season {
		add(s.look.Dim, safe.Format("%d weeks in rhythm", st.WeeksInRhythm))
	}
	if r := st.Run.Current; s.runs() && r != nil && r.Days > 1 {
		add(s.look.Dim, safe.Format("a run of %d days", r.Days))
	}
	if st.Run.Current == nil && s.runs() {
		if text := soFar(st.Run.SoFar); !text.Empty() {
			add(s.look.Dim, text)
		}
	}
	return out
}

// soFar names the last runs that are over, "" where none had more than a day.
func soFar(runs []int) safe.Text {
	runs = slices.DeleteFunc(slices.Clone(runs), func(n int) bool { return n < 2 })
	if len(runs) == 0 {
		return safe.Text{}
	}
	var words []safe.Text
	for _, n := range runs[max(len(runs)-5, 0):] {
		words = append(words, safe.Int(n))
	}
	return safe.Concat(safe.Lit("runs so far: "), safe.Join(safe.Lit(", "), words...))
}

func (s *Screen) runs() bool { return s.src.ShowRun && !s.src.Season }
