package history

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"karuna/sessions"
	"karuna/ui/safe"
	"karuna/ui/screen"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// The charts, in their order.
const (
	weekChart = iota
	hourChart
	kindChart
	feelChart
	chartCount
)

// charts draws the chart that is chosen, its name above and the keys below.
func (s *Screen) charts(w, h int) theme.Block {
	width := column(w)
	room := min(h-2*bit(h >= lowRows)-1-3*bit(h >= lowRows), 14)
	title, chart := s.drawn(width-2, room)
	indent := func(b theme.Block) theme.Block { return theme.Horizontal(theme.Start, theme.Blank(2, 1), b) }
	var st widget.Stack
	st.Add(indent(s.look.Text.Render(widget.Truncate(title, width-2))))
	if h >= lowRows {
		st.Gap(1)
	}
	if chart.Height() == 0 {
		none := safe.Lit("Nothing to draw here yet.")
		if s.chart == weekChart && len(s.sum.stats.Weeks) > 0 {
			none = safe.Lit("A wider window shows the weeks.")
		}
		chart = widget.Paragraph(s.look.Dim, none, width-2, 2)
	}
	st.Add(indent(theme.Place(width-2, max(room, chart.Height()), theme.Start, theme.Start, chart)))
	if h >= lowRows {
		st.Gap(1)
		st.Add(indent(screen.Foot(s.look, width-2, s.Binds())))
	}
	return st.Place(w, h, width)
}

// drawn is the chosen chart in w by h, and what it is called.
func (s *Screen) drawn(w, h int) (safe.Text, theme.Block) {
	switch s.chart {
	case hourChart:
		return safe.Lit("Time of day"), s.hours(w, h)
	case kindChart:
		return safe.Lit("By kind"), s.kinds(w, h)
	case feelChart:
		return shorter(w, safe.Lit("How it was afterwards, by kind"), safe.Lit("Afterwards")), s.feelings(w, h)
	}
	if s.year {
		return shorter(w, safe.Lit("Week by week, a year"), safe.Lit("A year")), s.weeks(w, h, 52)
	}
	return shorter(w, safe.Lit("Week by week, 12 weeks"), safe.Lit("12 weeks")), s.weeks(w, h, 12)
}

// shorter is whole where it fits w columns, else short.
func shorter(w int, whole, short safe.Text) safe.Text {
	if theme.Width(whole) <= w {
		return whole
	}
	return short
}

// weeks are the last n weeks, that of today last; months are named where they
// begin.
func (s *Screen) weeks(w, h, n int) theme.Block {
	all := s.sum.stats.Weeks
	all = all[max(len(all)-n, 0):]
	if len(all) == 0 {
		return theme.Block{}
	}
	// A history shorter than the chart begins at its left all the same: the
	// weeks before it are drawn as what they are, nothing.
	last := all[len(all)-1].First
	b := widget.Bars{Values: make([]int, n), Below: make([]safe.Text, n), Style: s.look.Accent}
	for i := range n {
		first := last - sessions.Day(7*(n-1-i))
		if _, m, d := (first + 6).Civil(); d <= 7 || i == 0 {
			b.Below[i] = safe.Line(m.String()[:3])
		}
		if at := len(all) - n + i; at >= 0 {
			b.Values[i] = all[at].Seconds
		}
	}
	return s.bars(b, w, h)
}

// hours are the hours of a day.
func (s *Screen) hours(w, h int) theme.Block {
	b := widget.Bars{Values: s.sum.stats.ByHour[:], Below: make([]safe.Text, 24), Style: s.look.Accent}
	for i := 0; i < 24; i += 6 {
		b.Below[i] = safe.Format("%d:00", i)
	}
	return s.bars(b, w, h)
}

// bars draws bars of seconds to a scale of round numbers.
func (s *Screen) bars(b widget.Bars, w, h int) theme.Block {
	most := slices.Max(b.Values)
	if most == 0 {
		return theme.Block{}
	}
	b.Full = scale(most)
	b.Scale = widget.Hours(b.Full)
	return widget.BarChart(s.look, b, w, h)
}

// scale returns the round number of seconds that holds most.
func scale(most int) int {
	for _, minutes := range []int{10, 20, 30, 60, 90, 120, 150, 180, 240, 300, 360, 480, 600} {
		if most <= minutes*60 {
			return minutes * 60
		}
	}
	step := 5 * 3600
	for most > 20*step {
		step *= 10
	}
	return (most + step - 1) / step * step
}

// kinds is the time of every kind, the most first.
func (s *Screen) kinds(w, h int) theme.Block {
	sums := s.sum.stats.ByKind
	var rows []widget.Measure
	for _, k := range slices.SortedFunc(maps.Keys(sums), func(a, b sessions.Kind) int {
		return cmp.Or(sums[b]-sums[a], strings.Compare(string(a), string(b)))
	}) {
		rows = append(rows, widget.Measure{
			Name: kindName(k), Value: widget.Hours(sums[k]),
			Shares: []widget.Share{{N: sums[k], Style: s.look.Accent}},
		})
	}
	return widget.Measures(s.look, rows, w, h)
}

func kindName(k sessions.Kind) safe.Text {
	return safe.Line(strings.ReplaceAll(string(k), "-", " "))
}

// feelings is how sits of every kind were afterwards, the most often sat
// first, with a line that says how the three are drawn.
func (s *Screen) feelings(w, h int) theme.Block {
	felt := s.sum.feelings
	if len(felt) == 0 || h < 3 {
		return theme.Block{}
	}
	sum := func(f sessions.Kind) int { return felt[f].Lighter + felt[f].Same + felt[f].Heavier }
	var rows []widget.Measure
	for _, k := range slices.SortedFunc(maps.Keys(felt), func(a, b sessions.Kind) int {
		return cmp.Or(sum(b)-sum(a), strings.Compare(string(a), string(b)))
	}) {
		f := felt[k]
		rows = append(rows, widget.Measure{
			Name: kindName(k), Value: safe.Format("%d · %d · %d", f.Lighter, f.Same, f.Heavier),
			Shares: []widget.Share{
				{N: f.Lighter, Glyph: widget.High, Style: s.look.Text},
				{N: f.Same, Glyph: widget.Middle, Style: s.look.Accent},
				{N: f.Heavier, Glyph: widget.Low, Style: s.look.Dim},
			},
		})
	}
	key := theme.Row(
		s.key(widget.High, s.look.Text, safe.Lit("lighter")), s.key(widget.Middle, s.look.Accent, safe.Lit("same")),
		s.key(widget.Low, s.look.Dim, safe.Lit("heavier")))
	return theme.Vertical(theme.Start, widget.Measures(s.look, rows, w, h-2), theme.Blank(1, 1), theme.Clip(w, 1, key))
}

func (s *Screen) key(l widget.Lie, style theme.Style, name safe.Text) theme.Block {
	return theme.Row(widget.Sign(s.look, l, style), s.look.Dim.Render(safe.Lit(" "), name, safe.Lit("   ")))
}
