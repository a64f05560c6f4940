package library

import (
	"fmt"
	"sort"
	"strings"
	"unicode"

	"karuna/sessions"
	"karuna/sessions/script"
)

// UnknownError says that no script goes by a name.
type UnknownError struct {
	Name    string
	Nearest []string // ids, at most three, the nearest first
	Kinds   []string // kinds that have scripts, when Name is a kind without
}

// Error names what was asked for and what comes near.
func (e *UnknownError) Error() string {
	switch {
	case len(e.Kinds) > 0:
		return fmt.Sprintf("there is no script of the kind %q; there are scripts for %s", e.Name, strings.Join(e.Kinds, ", "))
	case len(e.Nearest) > 0:
		return fmt.Sprintf("no script is called %q; near it are %s", e.Name, strings.Join(e.Nearest, ", "))
	}
	return fmt.Sprintf("no script is called %q", e.Name)
}

// Find returns the script a person means by name: its id; a kind, which means
// the kind's lead, or its first where the lead is absent; the start of one id
// or title alone; a title with slips or in part, where one alone fits. The
// error is an *UnknownError.
func (l *Library) Find(name string) (sessions.Script, error) {
	if !l.loaded.Load() {
		if s, ok := l.alone(strings.TrimSpace(name)); ok {
			return s, nil
		}
	}
	l.load()
	asked := plain(name)
	for _, s := range l.all {
		if asked != "" && (s.ID == strings.TrimSpace(name) || s.ID == asked) {
			return s, nil
		}
	}
	if k := sessions.Kind(asked); k.Known() && k != sessions.Silent {
		return l.ofKind(k, name)
	}
	for _, fits := range []func(asked, id, title string) bool{begins, exact, holds, slipped} {
		if s, ok := l.only(asked, fits); ok {
			return s, nil
		}
	}
	return sessions.Script{}, &UnknownError{Name: name, Nearest: l.nearest(asked)}
}

func (l *Library) ofKind(k sessions.Kind, name string) (sessions.Script, error) {
	for _, lead := range sessions.Leads() {
		for _, s := range l.all {
			if lead.Kind == k && s.ID == lead.Script {
				return s, nil
			}
		}
	}
	var kinds []string
	for _, s := range l.all {
		if s.Kind == k {
			return s, nil
		}
		if n := len(kinds); n == 0 || !has(kinds, string(s.Kind)) {
			kinds = append(kinds, string(s.Kind))
		}
	}
	return sessions.Script{}, &UnknownError{Name: name, Kinds: kinds}
}

// only returns the one script that fits.
func (l *Library) only(asked string, fits func(asked, id, title string) bool) (found sessions.Script, ok bool) {
	if asked == "" {
		return found, false
	}
	for _, s := range l.all {
		if !fits(asked, s.ID, plain(s.Title)) {
			continue
		}
		if ok {
			return found, false
		}
		found, ok = s, true
	}
	return found, ok
}

func begins(asked, id, title string) bool {
	return strings.HasPrefix(id, asked) || strings.HasPrefix(title, asked)
}

func exact(asked, _, title string) bool { return title == asked || article(title) == article(asked) }

// holds is true when every word asked for begins a word of the title or id.
func holds(asked, id, title string) bool {
	words := append(strings.Split(id, "-"), strings.Split(title, "-")...)
	for _, a := range strings.Split(article(asked), "-") {
		if !anyBegins(words, a) {
			return false
		}
	}
	return true
}

func slipped(asked, id, title string) bool {
	return script.Near(asked, []string{id}) != "" || script.Near(article(asked), []string{article(title)}) != ""
}

// article takes a, an or the from the front.
func article(s string) string {
	for _, a := range []string{"a-", "an-", "the-"} {
		if rest, ok := strings.CutPrefix(s, a); ok {
			return rest
		}
	}
	return s
}

// nearest returns up to three ids by the letters they share with what was
// asked.
func (l *Library) nearest(asked string) []string {
	type near struct {
		id    string
		score float64
	}
	var found []near
	for _, s := range l.all {
		if v := max(alike(asked, s.ID), alike(asked, plain(s.Title))); v > 0.2 {
			found = append(found, near{s.ID, v})
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].score > found[j].score })
	var ids []string
	for i := 0; i < len(found) && i < 3; i++ {
		ids = append(ids, found[i].id)
	}
	return ids
}

// alike is the share of letter pairs that two words have in common (Dice's
// coefficient), 0 to 1.
func alike(a, b string) float64 {
	pa, pb := pairs(a), pairs(b)
	if len(pa)+len(pb) == 0 {
		return 0
	}
	common := 0
	for p, n := range pa {
		common += min(n, pb[p])
	}
	return 2 * float64(common) / float64(sum(pa)+sum(pb))
}

func pairs(s string) map[[2]rune]int {
	out := map[[2]rune]int{}
	last := rune(0)
	for _, r := range s {
		out[[2]rune{last, r}]++
		last = r
	}
	return out
}

func sum(m map[[2]rune]int) int {
	n := 0
	for _, v := range m {
		n += v
	}
	return n
}

// plain makes small letters with hyphens of what a person typed.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '\'' || r == '’' {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}), "-")
}

func has(list []string, word string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}
