package library

import (
	"sort"
	"strings"

	"karuna/sessions"
	"karuna/sessions/script"
)

// How well a word fits a script, from best to not at all.
const (
	startsTitle = iota
	inTitle
	inLists // kind, needs
	inFor
	slips
	nowhere
)

// Filter returns the scripts that fit what has been typed so far, the best
// first: every word begins a word of the title, id, kind, needs or for. When
// none fits, words of four letters or more may have a slip. An empty query
// fits all, in the order of All.
func (l *Library) Filter(query string) []sessions.Script {
	l.load()
	asked := strings.FieldsFunc(plain(query), func(r rune) bool { return r == '-' })
	if len(asked) == 0 {
		return l.All()
	}
	if found := l.filter(asked, false); len(found) > 0 {
		return found
	}
	return l.filter(asked, true)
}

func (l *Library) filter(asked []string, slip bool) []sessions.Script {
	type hit struct {
		sessions.Script
		fit int
	}
	var hits []hit
	for _, s := range l.all {
		worst := 0
		for i, word := range asked {
			worst = max(worst, fit(s, word, i == 0, slip))
		}
		if worst < nowhere {
			hits = append(hits, hit{s, worst})
		}
	}
	sort.SliceStable(hits, func(i, j int) bool { return hits[i].fit < hits[j].fit })
	found := make([]sessions.Script, len(hits))
	for i, h := range hits {
		found[i] = h.Script
	}
	return found
}

func fit(s sessions.Script, word string, first, slip bool) int {
	title := words(s.Title)
	lists := append(words(string(s.Kind)), words(strings.Join(s.Needs, " "))...)
	aim := words(s.For)
	switch {
	case first && strings.HasPrefix(article(plain(s.Title)), word):
		return startsTitle
	case anyBegins(title, word) || anyBegins(words(s.ID), word):
		return inTitle
	case anyBegins(lists, word):
		return inLists
	case anyBegins(aim, word):
		return inFor
	case slip && len(word) >= 4 && script.Near(word, append(append(title, lists...), aim...)) != "":
		return slips
	}
	return nowhere
}

func words(s string) []string { return strings.Split(plain(s), "-") }

func anyBegins(words []string, with string) bool {
	for _, w := range words {
		if strings.HasPrefix(w, with) {
			return true
		}
	}
	return false
}

// Shelf is the scripts that a need comes first for.
type Shelf struct {
	Need    string // "" for scripts that name none
	Scripts []sessions.Script
}

// Shelves groups scripts by their first need, in the order of sessions.Needs;
// those with another need, or none, come last.
func Shelves(scripts []sessions.Script) []Shelf {
	needs := append(sessions.Needs(), "")
	shelves := make([]Shelf, len(needs))
	for i, n := range needs {
		shelves[i].Need = n
	}
	for _, s := range scripts {
		at := len(needs) - 1
		for i, n := range needs {
			if len(s.Needs) > 0 && s.Needs[0] == n {
				at = i
			}
		}
		shelves[at].Scripts = append(shelves[at].Scripts, s)
	}
	full := shelves[:0]
	for _, sh := range shelves {
		if len(sh.Scripts) > 0 {
			full = append(full, sh)
		}
	}
	return full
}
