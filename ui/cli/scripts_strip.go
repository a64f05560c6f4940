package cli

import (
	"fmt"
	"strings"
	"time"

	"karuna/sessions"
	"karuna/sessions/score"
	"karuna/ui/plain"
	"karuna/ui/safe"
	"karuna/ui/theme"
)

// The strip of a plan.
const (
	stripColumns = 72 // at most
	stripLabels  = 8
	stripNarrow  = 40 // below this there is no room for labels
)

// strip draws a score along its length, one row for each thing: stages and
// their wheels, where words are and where silence, paced breath, bells, the
// clock. It is w columns wide.
type strip struct {
	score  sessions.Score
	glyphs theme.Glyphs
	w      int // of a row without its label
}

// stripText returns the rows of a score, and what they come to. An open score
// has no length to draw.
func stripText(s sessions.Score, f score.Figures, g theme.Glyphs, w int) string {
	label := stripLabels
	if w < stripNarrow {
		label = 0
	}
	d := strip{s, g, max(w-label, 8)}
	var b strings.Builder
	row := func(name, text string) {
		if text = strings.TrimRight(text, " "); text != "" {
			fmt.Fprintf(&b, "%-*.*s%s\n", label, label, name, text)
		}
	}
	row("stages", d.stages(func(sp sessions.Span) string { return sp.Title }))
	row("wheels", d.stages(func(sp sessions.Span) string { return string(sp.Wheel) }))
	row("words", d.words())
	row("breath", d.marks(sessions.CueBreathe))
	row("bells", d.marks(sessions.CueBell))
	row("", d.clock())
	return b.String() + "\n" + joined(figuresText(s, f), "; ", w) + ".\n"
}

// at is the column of an offset.
func (d strip) at(t time.Duration) int {
	return min(int(int64(t)*int64(d.w)/int64(d.score.Total)), d.w-1)
}

// edge is the offset at which a column begins.
func (d strip) edge(column int) time.Duration {
	return time.Duration(int64(d.score.Total) * int64(column) / int64(d.w))
}

// stages writes a word in each stage, from where it begins, cut to its width.
func (d strip) stages(of func(sessions.Span) string) string {
	var b strings.Builder
	for i, sp := range d.score.Stages {
		from, to := d.at(sp.Start), d.w
		if i+1 < len(d.score.Stages) {
			to = d.at(d.score.Stages[i+1].Start)
		}
		if to > from {
			b.WriteString("|" + d.cut(of(sp), to-from-1))
		}
	}
	return b.String()
}

// cut fits a word into so many columns.
func (d strip) cut(word string, w int) string {
	text := safe.Line(word).String()
	if d.glyphs == theme.ASCII {
		text = theme.Plain(text)
	}
	out, at := "", 0
	for _, r := range text {
		n := theme.Width(safe.Line(string(r)))
		if at+n > w {
			break
		}
		out, at = out+string(r), at+n
	}
	return out + strings.Repeat(" ", w-at)
}

// words draws how much of each column is spoken.
func (d strip) words() string {
	signs := strings.Split(map[theme.Glyphs]string{
		theme.Braille: "⡀ ⣀ ⣤ ⣶ ⣿", theme.Blocks: "▁ ▂ ▄ ▆ █", theme.ASCII: ". : + # #",
	}[d.glyphs], " ")
	var b strings.Builder
	for i := range d.w {
		share := score.SpokenShare(d.score, d.edge(i), d.edge(i+1))
		level := 0
		if share > 0 {
			level = min(1+int(share*4), 4)
		}
		b.WriteString(signs[level])
	}
	return b.String()
}

// marks draws where cues of a type are: strokes as o, or their number where
// several fall in one column; a paced breath as a line along its time.
func (d strip) marks(t sessions.CueType) string {
	count := make([]int, d.w)
	row := []byte(strings.Repeat(" ", d.w))
	for _, c := range d.score.Cues {
		if c.Type != t {
			continue
		}
		if t == sessions.CueBreathe {
			for i := d.at(c.At); i <= d.at(min(c.End, d.score.Total)-1); i++ {
				row[i] = '~'
			}
			continue
		}
		for n := range c.Bell.Strikes {
			at := d.at(c.At + time.Duration(n)*c.Bell.Gap)
			count[at]++
			row[at] = 'o'
			if count[at] > 1 {
				row[at] = "23456789+"[min(count[at], 10)-2]
			}
		}
	}
	return string(row)
}

// clock writes the beginning, the middle where there is room, and the end.
func (d strip) clock() string {
	row := []byte(strings.Repeat(" ", d.w))
	end := plain.Clock(d.score.Total)
	copy(row, plain.Clock(0))
	if d.w >= 24 {
		half := plain.Clock(d.score.Total / 2)
		copy(row[d.w/2:], half)
	}
	copy(row[d.w-min(len(end), d.w):], end)
	return string(row)
}

// figuresText says what a score comes to, piece by piece.
func figuresText(s sessions.Score, f score.Figures) []string {
	share := func(d time.Duration) int { return int(100*float64(d)/float64(s.Total) + 0.5) }
	var out []string
	add := func(on bool, format string, args ...any) {
		if on {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	spoken := s.Script.ID != ""
	add(spoken, "%s, %.0f a minute", count(f.Words, "word"), float64(f.Words)/s.Total.Minutes())
	add(spoken, "room for about %d", f.Room)
	add(f.Returns > 0, "%s", count(f.Returns, "return"))
	add(true, "%d %% silence", share(f.Silence))
	add(spoken, "the longest %s", sessions.FormatDuration(f.Longest.Round(time.Second)))
	add(f.Breathed > 0, "%d %% paced breath", share(f.Breathed))
	add(true, "%s of the bell", count(f.Strokes, "stroke"))
	return out
}

// joined writes pieces one after another with sep between them, and begins a
// new line, of at most w columns where a piece allows, when one is full.
func joined(pieces []string, sep string, w int) string {
	var b strings.Builder
	at := 0
	for i, p := range pieces {
		switch n := len(sep) + len(p) + 1; {
		case i == 0:
		case at+n > w:
			b.WriteString(strings.TrimRight(sep, " ") + "\n")
			at = 0
		default:
			b.WriteString(sep)
			at += len(sep)
		}
		b.WriteString(p)
		at += len(p)
	}
	return b.String()
}
