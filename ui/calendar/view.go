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

// The sizes at which the calendar sheds detail, and its columns.
const (
	wideFrom   = 72 // days and numbers side by side
	yearFrom   = 62 // the year as weeks; below it is one row a month
	tallFrom   = 36 // the bicycle below the year
	smallRows  = 11 // below: the week and two numbers
	gridWidth  = 29
	gutter     = 5
	sideWidth  = 40 // of the numbers, at most
	wideColumn = gridWidth + gutter + sideWidth
	thinColumn = 38 // where the days stand alone: a row of 31, and the edge
	monthRows  = 9  // with its name, and six weeks whether it has them or not
	panelRows  = 7  // of the day that is told, where there is room
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
	case isSmall(w, h):
		return s.small(w, h)
	}
	_, st := s.draw(w, h)
	return st.Place(w, h, column(w))
}

// isSmall reports whether there is room for the week alone.
func isSmall(w, h int) bool { return h < smallRows || w < gridWidth+1 }

// column is how wide the calendar is, in w columns: the same for any day, so
// that nothing moves when another one is chosen.
func column(w int) int {
	switch {
	case w >= wideFrom:
		return min(w-2, wideColumn)
	case w >= yearFrom:
		return min(w-2, widget.Column)
	}
	return min(w, max(w-2, gridWidth+1), thinColumn)
}

// rows reports whether the year is one row a month, w columns wide.
func (s *Screen) rows(w int) bool {
	return s.year && w < yearFrom && column(w) > widget.MonthsWidth
}

// draw lays out the month or the year, over the keys.
func (s *Screen) draw(w, h int) (d drawing, st widget.Stack) {
	wide := column(w)
	switch {
	case s.year && w >= yearFrom, s.rows(w):
		d = s.yearly(wide, h-2)
	default:
		d = s.month(wide, h-2)
	}
	foot := screen.Foot(s.look, wide-1, s.Binds())
	if !s.said.Empty() {
		foot = s.look.Text.Render(widget.Truncate(s.said, wide-1))
	}
	st.Add(theme.Clip(wide, h-2, d.body))
	st.Gap(1)
	st.Add(s.indented(foot))
	return d, st
}

// dayAt returns the day at a cell of the window, and whether there is one that
// can be chosen.
func (s *Screen) dayAt(x, y int) (sessions.Day, bool) {
	if s.open || isSmall(s.w, s.h) {
		return sessions.NoDay, false
	}
	d, st := s.draw(s.w, s.h)
	left, top := st.Corner(s.w, s.h, column(s.w))
	day, ok := d.at(x-left-d.left, y-top-d.top)
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

// small is the week of the day that is chosen and two numbers; a day that is
// not today is named.
func (s *Screen) small(w, h int) theme.Block {
	name := theme.Blank(1, 1)
	if s.chosen != s.src.Arithmetic.Today {
		_, m, d := s.chosen.Civil()
		name = s.look.Accent.Render(widget.Truncate(safe.Format("%s %d %s", s.chosen.Weekday().String()[:2], d, m), w))
	}
	lines := []theme.Block{
		name,
		s.week(s.chosen),
		s.look.Text.Render(safe.Line(count(s.read.stats.Totals.Days, "day"))),
		s.look.Dim.Render(widget.Hours(s.read.stats.Totals.Seconds)),
	}
	return theme.Center(w, h, theme.Clip(w, h, theme.Vertical(theme.Middle, lines...)))
}

// week is the dots of the week that holds a day.
func (s *Screen) week(of sessions.Day) theme.Block {
	first := practice.WeekOf(of, s.src.Arithmetic.WeekStart)
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
	if w < wideFrom-2 {
		d.body = under(tall(grid, min(monthRows, h)), s.below(w, h-monthRows-1))
		return d
	}
	room := w - gridWidth - gutter
	numbers := s.numbers(room, h)
	high := min(h, max(numbers.Height(), monthRows+1+panelRows))
	days := under(tall(grid, monthRows), s.indented(s.panel(gridWidth-1, high-monthRows-1)))
	d.body = theme.Horizontal(theme.Start, theme.Place(gridWidth, high, theme.Start, theme.Start, days),
		theme.Blank(gutter, 1), theme.Place(room, high, theme.Start, theme.Start, numbers))
	return d
}

// below is what stands under the days of a narrow window, in h lines: the
// numbers, and the day last, since it is now long and now short.
func (s *Screen) below(w, h int) theme.Block {
	numbers := s.numbers(w, h-4)
	if h < 4+numbers.Height() { // the day matters more
		numbers = theme.Block{}
	}
	left := h
	if numbers.Height() > 0 {
		left -= numbers.Height() + 1
	}
	left = min(left, panelRows)
	panel := tall(s.indented(s.panel(w-1, left)), left)
	if numbers.Height() == 0 {
		return panel
	}
	return under(numbers, panel)
}

// tall adds free lines below a block up to h of them.
func tall(b theme.Block, h int) theme.Block {
	if h <= b.Height() {
		return b
	}
	return theme.Vertical(theme.Start, b, theme.Blank(1, h-b.Height()))
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

// span is the year that is shown: the one that ends with today where the chosen
// day is in it, of 53 weeks or of twelve months, else the calendar year of that
// day.
func (s *Screen) span(months bool) (first, last sessions.Day) {
	today := s.src.Arithmetic.Today
	first = practice.WeekOf(today, s.src.Arithmetic.WeekStart) - 52*7
	if months {
		y, m, _ := today.Civil()
		first = sessions.Date(y, m-11, 1)
	}
	if s.chosen >= first {
		return first, today
	}
	y, _, _ := s.chosen.Civil()
	return sessions.Date(y, time.January, 1), sessions.Date(y+1, time.January, 1) - 1
}

// yearly is the year above the chosen day and the numbers. Where there is no
// room to tell of the day, it is named in place of the year.
func (s *Screen) yearly(w, h int) drawing {
	months := w < widget.YearWidth
	first, last := s.span(months)
	year := widget.Year{
		First: first, Last: last, WeekStart: s.src.Arithmetic.WeekStart,
		Today: s.src.Arithmetic.Today, Chosen: s.shown(), Day: s.mark,
	}
	high := h - 2
	grid := widget.YearMap(s.look, year, w-1, high)
	title, left := spanned(first, last), h-2-grid.Height()-1
	if left < 1 {
		title = dated(s.shown())
	}
	inset := bit(!months) // the edge of the months is where the others have no ink
	d := drawing{left: inset, top: 2, at: func(x, y int) (sessions.Day, bool) { return year.At(w-1, high, x, y) }}
	if !months {
		grid = s.indented(grid)
	}
	d.body = theme.Vertical(theme.Start, s.look.Accent.Render(safe.Lit(" "), title), theme.Blank(1, 1), grid)
	if left < 1 {
		return d
	}
	if w < wideFrom-2 {
		d.body = under(d.body, s.below(w, left))
		return d
	}
	if h < tallFrom {
		left = min(left, panelRows)
	}
	numbers := s.numbers(w-gridWidth-gutter, left)
	left = min(left, max(numbers.Height(), panelRows))
	d.body = under(d.body, theme.Horizontal(theme.Start,
		theme.Place(gridWidth, left, theme.Start, theme.Start, s.indented(s.panel(gridWidth-1, left))), theme.Blank(gutter, 1), numbers))
	return d
}

// dated names a day in full.
func dated(day sessions.Day) safe.Text {
	y, m, d := day.Civil()
	return safe.Format("%s %d %s %d", day.Weekday(), d, m, y)
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
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
	week := s.week(s.src.Arithmetic.Today)
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
