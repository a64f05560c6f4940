package script

import (
	"regexp"
	"strings"
	"sync"

	"karuna/sessions"
)

// mention is something a line may speak of.
type mention struct{ pattern *regexp.Regexp }

func (m mention) in(s string) bool { return m.pattern.MatchString(s) }

func speaksOf(words string) mention { return mention{regexp.MustCompile(`(?i)\b(?:` + words + `)\b`)} }

// subjects are what the rules below look for.
type subjectTable struct {
	eyes, stop, posture, better, worse, same, or mention
	places                                       []mention
	rules                                        []altRule
	loose                                        mention
}

// altRule says what needs another way beside it.
type altRule struct {
	words mention
	key   string
	say   string
}

var subjects = sync.OnceValue(func() subjectTable {
	return subjectTable{
		eyes:    speaksOf(`eyes?|eyelids`),
		stop:    speaksOf(`stop(?:ping)?|leave (?:it|this|off|at any|whenever)|end (?:it|this|here)|get up|break off|enough for today`),
		posture: speaksOf(`sit|sits|sitting|stand|standing|lie|lying|kneel\w*|posture|position|chair|bed|wheelchair|seat|seated|lean\w*`),
		better:  speaksOf(`better`), worse: speaksOf(`worse`), same: speaksOf(`same`), or: speaksOf(`or`),
		places: []mention{
			speaksOf(`breath\w*`), speaksOf(`hands?|fingers?|palms?`), speaksOf(`feet|foot|soles?`),
			speaksOf(`sounds?|hear|hearing|listen`), speaksOf(`contact|weight|ground|floor|chair|seat|bed`),
			speaksOf(`see|seen|look|light|colours?`),
		},
		rules: []altRule{
			{speaksOf(`breath\w*|inhal\w*|exhal\w*`), "no-breath", "not everyone can rest on the breath"},
			{speaksOf(`pictures?|see|faces?`), "no-pictures", "not everyone sees pictures inside"},
			{speaksOf(`stand|standing|walk\w*|foot|feet`), "seated", "not everyone stands or walks"},
			{speaksOf(`bells?`), "no-bell", "not everyone has the bell on"},
		},
		loose: speaksOf(`see (?:how|whether|if|what|who|where|when|which)`),
	}
})

// choices checks that a practice leaves its choices open: in the first stage
// for a full one, anywhere for a micro; a child's says neither.
func (c *checker) choices() {
	if c.s.Has("child") {
		return
	}
	on := subjects()
	if c.s.Kind == sessions.Micro {
		if !c.any(0, 3, on.eyes) && !c.any(0, 3, on.stop) {
			c.style(Warning, 1, 1, "a line that leaves the eyes free, or says that stopping is allowed, is missing")
		}
		return
	}
	first := 1
	if !c.any(first, 1, on.eyes) {
		c.style(Warning, c.s.Stages[0].Line, 1, "the first stage says, in a line that is always given, that eyes may be open, lowered or closed")
	}
	if !c.any(first, 1, on.stop) {
		c.style(Warning, c.s.Stages[0].Line, 1, "the first stage says, in a line that is always given, that stopping is allowed at any time")
	}
	if !c.any(first, 2, on.posture) {
		c.style(Note, c.s.Stages[0].Line, 1, "the first stage leaves the posture open: sit, stand or lie, as suits")
	}
	if !c.anchor() {
		c.style(Note, c.s.Stages[0].Line, 1, "an early line offers more than one place to rest attention: breath, hands, contact, sounds or a thing seen")
	}
	last := c.s.Stages[len(c.s.Stages)-1]
	if !c.anyIn(last, 2, on.better) || !c.anyIn(last, 2, on.worse) || !c.anyIn(last, 2, on.same) {
		c.style(Note, last.Line, 1, "the last stage allows better, worse or the same")
	}
}

// any looks in the first stage (first = 1) or in all, at lines up to the
// priority.
func (c *checker) any(first, priority int, m mention) bool {
	for i, st := range c.s.Stages {
		if first == 1 && i > 0 {
			break
		}
		if c.anyIn(st, priority, m) {
			return true
		}
	}
	return false
}

func (c *checker) anyIn(st sessions.Stage, priority int, m mention) bool {
	for _, step := range st.Steps {
		if step.Op == sessions.OpCue && step.Priority <= priority && m.in(step.Text) {
			return true
		}
	}
	return false
}

// anchor looks for two places of rest, in the first stage's first two
// priorities or in any one line of them.
func (c *checker) anchor() bool {
	places := subjects().places
	var first strings.Builder
	for i, st := range c.s.Stages {
		for _, step := range st.Steps {
			if step.Op != sessions.OpCue || step.Priority > 2 {
				continue
			}
			if count(places, step.Text) >= 2 {
				return true
			}
			if i == 0 {
				first.WriteString(step.Text + " ")
			}
		}
	}
	return count(places, first.String()) >= 2
}

func count(all []mention, s string) int {
	n := 0
	for _, m := range all {
		if m.in(s) {
			n++
		}
	}
	return n
}

// variants checks that what not everyone can do has another way beside it.
func (c *checker) variants() {
	on := subjects()
	used := map[string]bool{}
	for _, st := range c.s.Stages {
		for i, step := range st.Steps {
			alts := altsOf(st.Steps[i:])
			for _, k := range alts {
				used[k] = true
			}
			if step.Op != sessions.OpCue || on.or.in(step.Text) {
				continue
			}
			text := on.loose.pattern.ReplaceAllString(step.Text, " ")
			for _, r := range on.rules {
				if r.words.in(text) && !contains(alts, r.key) {
					c.style(Note, step.Line, step.Col, "%s: give another way with \"or\", or a line below such as [alt %s: …]", r.say, r.key)
				}
			}
		}
	}
	for _, key := range requiredAlts(c.s) {
		if !used[key] {
			c.style(Note, 1, 1, "this practice needs a variant for %s: a line such as [alt %s: …] below the one it replaces", strings.TrimPrefix(key, "no-"), key)
		}
	}
}

// altsOf returns the keys of the variants of the cue that steps begin with.
func altsOf(steps []sessions.Step) []string {
	var keys []string
	if steps[0].Op != sessions.OpCue {
		return nil
	}
	for _, s := range steps[1:] {
		switch s.Op {
		case sessions.OpAlt:
			keys = append(keys, s.Name)
		case sessions.OpPause, sessions.OpComment:
		default:
			return keys
		}
	}
	return keys
}

// requiredAlts lists the variants a practice cannot do without.
func requiredAlts(s sessions.Script) []string {
	var keys []string
	switch s.ID {
	case "two-way-breath", "even-breath", "between-matters":
		keys = append(keys, "no-breath")
	case "from-the-ground-up", "two-wheels", "before-the-room", "needs-a-minute", "arriving":
		keys = append(keys, "seated")
	}
	if s.Kind == sessions.Visualization {
		keys = append(keys, "no-pictures")
	}
	if s.Has("pair") {
		keys = append(keys, "child")
	}
	return keys
}
