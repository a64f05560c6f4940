package widget

import (
	"strings"
	"unicode"

	"karuna/ui/safe"
	"karuna/ui/theme"
)

// Item is a row of a list.
type Item struct {
	Title   safe.Text
	Detail  safe.Text // quiet, at the right; goes first where room is short
	Heading bool      // not to be chosen: a name over the rows after it
}

// List draws items in at most w by h with the chosen one marked, scrolled so
// that it is seen; marks at the left edge say where there is more. chosen is an
// index into items; with -1 none is marked.
func List(th theme.Theme, items []Item, chosen, w, h int) theme.Block {
	if w < 6 || h < 1 {
		return theme.Block{}
	}
	top := scrollTo(len(items), chosen, h)
	end := min(top+h, len(items))
	lines := make([]theme.Block, 0, h)
	for i := top; i < end; i++ {
		more := i == top && top > 0 || i == end-1 && end < len(items)
		lines = append(lines, item(th, items[i], i == chosen, more, w))
	}
	return theme.Vertical(theme.Start, lines...)
}

// ListAt returns the index of the item drawn on line y of List with the same
// arguments, and whether there is one: where a click went.
func ListAt(items, chosen, h, y int) (int, bool) {
	i := scrollTo(items, chosen, h) + y
	return i, y >= 0 && y < h && i < items
}

// scrollTo keeps the chosen row in the middle where there is a choice.
func scrollTo(n, chosen, h int) int {
	return min(max(chosen-h/2, 0), max(n-h, 0))
}

func item(th theme.Theme, it Item, chosen, more bool, w int) theme.Block {
	edge, style := Edge(th, chosen, more), th.Text
	if chosen {
		style = th.Accent
	}
	if it.Heading {
		style = th.Dim
	}
	room := w - 2
	title := Truncate(it.Title, room)
	row := []theme.Block{style.Render(edge), style.Render(title)}
	if gap := room - theme.Width(title) - theme.Width(it.Detail); !it.Detail.Empty() && gap >= 2 {
		row = append(row, th.Dim.Render(safe.Repeat(safe.Lit(" "), gap), it.Detail))
	}
	return theme.Row(row...)
}

// Match reports whether every word of query begins a word of text, whatever
// the case and whatever diacritics the text has over plain Latin letters.
func Match(query string, text safe.Text) bool {
	words := strings.FieldsFunc(plainLetters(text.String()), notLetter)
	for q := range strings.FieldsFuncSeq(plainLetters(query), notLetter) {
		found := false
		for _, w := range words {
			found = found || strings.HasPrefix(w, q)
		}
		if !found {
			return false
		}
	}
	return true
}

func notLetter(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.Is(unicode.M, r)
}

func plainLetters(s string) string { return theme.Plain(strings.ToLower(s)) }
