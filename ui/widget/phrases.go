package widget

import (
	"math"
	"strings"

	"karuna/ui/safe"
	"karuna/ui/theme"
)

// Phrases returns t in lines of at most w columns, as few as Wrap needs, broken
// where one would take breath: after a sentence rather than after a comma,
// after a comma rather than between words, and never after the first word of a
// sentence where that can be helped. The lines are as even as that allows.
func Phrases(t safe.Text, w int) []safe.Text {
	if w <= 0 {
		return nil
	}
	var out []safe.Text
	for _, p := range t.Lines() {
		lines := Wrap(p, w)
		if len(lines) > 1 {
			if better := phrase(strings.Fields(p.String()), len(lines), w); better != nil {
				lines = better
			}
		}
		out = append(out, lines...)
	}
	return out
}

// phrase returns the words in n lines of at most w columns with the least
// cost; nil where there is no way.
func phrase(words []string, n, w int) []safe.Text {
	wide := make([]int, len(words)+1) // columns of the words before, a space after each
	for i, word := range words {
		wide[i+1] = wide[i] + theme.Width(safe.Line(word)) + 1
	}
	mean := float64(wide[len(words)]) / float64(n)
	type way struct {
		cost float64
		from int
	}
	best := make([][]way, n+1) // best[k][i]: the first i words in k lines
	for k := range best {
		best[k] = make([]way, len(words)+1)
		for i := range best[k] {
			best[k][i].cost = math.Inf(1)
		}
	}
	best[0][0].cost = 0
	for k := 1; k <= n; k++ {
		for i := k; i <= len(words); i++ {
			for from := i - 1; from >= k-1 && wide[i]-wide[from]-1 <= w; from-- {
				off := (float64(wide[i]-wide[from]) - mean) / mean
				cost := best[k-1][from].cost + off*off + breaks(words, i)
				if cost < best[k][i].cost {
					best[k][i] = way{cost, from}
				}
			}
		}
	}
	if math.IsInf(best[n][len(words)].cost, 1) {
		return nil
	}
	lines := make([]safe.Text, n)
	for k, i := n, len(words); k > 0; k-- {
		from := best[k][i].from
		lines[k-1] = safe.Line(strings.Join(words[from:i], " "))
		i = from
	}
	return lines
}

// breaks is what it costs to end a line after the first i words.
func breaks(words []string, i int) float64 {
	switch {
	case i == len(words), strings.ContainsAny(words[i-1][len(words[i-1])-1:], ".?:;"):
		return 0
	case i > 1 && strings.ContainsAny(words[i-2][len(words[i-2])-1:], ".?:;"):
		return 0.4 // the line would end in the first word of a sentence
	case strings.HasSuffix(words[i-1], ","):
		return 0.06
	}
	return 0.16
}
