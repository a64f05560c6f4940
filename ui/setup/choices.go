package setup

import (
	"slices"
	"strings"

	"karuna/sessions"
	"karuna/ui/safe"
	"karuna/ui/start"
)

// option is a value of a row, its name and what it means.
type option struct {
	value string
	name  safe.Text
	means safe.Text
}

// choice is a row whose value is one of several.
type choice struct {
	label   safe.Text
	options []option
	get     func() string
	set     func(string)
}

// turned is the value by steps further on, round and round.
func (c choice) turned(by int) string {
	i := max(slices.IndexFunc(c.options, func(o option) bool { return o.value == c.get() }), 0)
	n := len(c.options)
	return c.options[((i+by)%n+n)%n].value
}

// shown is the option that is taken, the first one when it is none of them.
func (c choice) shown() option { return of(c.options, c.get()) }

func of(options []option, value string) option {
	return options[max(slices.IndexFunc(options, func(o option) bool { return o.value == value }), 0)]
}

// pick is a choice of a text.
func pick[T ~string](label safe.Text, at *T, options []option) (choice, bool) {
	return choice{label, options, func() string { return string(*at) }, func(v string) { *at = T(v) }}, true
}

// choice returns the choice that a row is; ok is false for the other rows.
func (s *Setup) choice(r row) (c choice, ok bool) {
	switch r {
	case guidanceRow:
		return pick(safe.Lit("Guidance"), &s.choices.Guidance, guidances())
	case wheelRow:
		return pick(safe.Lit("For"), &s.wheel, wheels())
	case bellsRow:
		return pick(safe.Lit("Bells"), &s.choices.Bells.Custom, customs())
	case narratorRow:
		return pick(safe.Lit("Narrator"), &s.choices.Voice.Name, s.narrators)
	case ambienceRow:
		return pick(safe.Lit("Ambience"), &s.choices.Audio.Ambience, s.ambiences)
	case breathRow:
		return pick(safe.Lit("Breath"), &s.choices.Breath, breaths(s.choices.Breath))
	case phrasesRow:
		return pick(safe.Lit("Wishes"), &s.choices.Phrases, s.uses.phrases)
	case orderRow:
		return pick(safe.Lit("Order"), &s.choices.Order, orders(s.script.Options.Order))
	case wordingRow:
		return s.wording(), true
	case optionalRow:
		return s.optional(), true
	}
	return choice{}, false
}

func guidances() []option {
	return []option{
		{string(sessions.Full), safe.Lit("full"), safe.Lit("as many words as fit")},
		{string(sessions.Light), safe.Lit("light"), safe.Lit("about half the words")},
		{string(sessions.BellsOnly), safe.Lit("bells"), safe.Lit("bells, no words")},
	}
}

func wheels() []option {
	return []option{
		{string(sessions.Ground), safe.Lit("just sitting"), safe.Text{}},
		{string(sessions.Self), safe.Lit("myself"), safe.Lit("the wheel within")},
		{string(sessions.Other), safe.Lit("others"), safe.Lit("the wheel without")},
	}
}

func customs() []option {
	return []option{
		{string(sessions.Auto), safe.Lit("auto"), safe.Lit("as this sit asks")},
		{string(sessions.Simple), safe.Lit("simple"), safe.Lit("one, and one at the end")},
		{string(sessions.Zen), safe.Lit("zen"), safe.Lit("three, and one at the end")},
		{string(sessions.Village), safe.Lit("village"), safe.Lit("a half sound, three, two at the end")},
		{string(sessions.Retreat), safe.Lit("retreat"), safe.Lit("three, and one at the end")},
		{string(sessions.NoBells), safe.Lit("none"), safe.Lit("silence at both ends")},
	}
}

// off is no narrator, and no ambience.
const off = "off"

// offered puts "off" before what there is, and after it what is chosen though
// it is not among them.
func offered(none safe.Text, there []start.Offer, chosen string) []option {
	all := []option{{off, safe.Lit(off), none}}
	for _, o := range there {
		all = append(all, option{o.Name, safe.Line(o.Name), safe.Line(o.About)})
	}
	return with(all, chosen)
}

// with adds a value that is chosen though it is none of the options.
func with(all []option, chosen string) []option {
	if of(all, chosen).value != chosen {
		all = append(all, option{value: chosen, name: safe.Line(chosen)})
	}
	return all
}

// breaths are the patterns, the script's own first.
func breaths(chosen string) []option {
	all := []option{{"", safe.Lit("as written"), safe.Lit("the pattern of the script")}}
	for _, b := range sessions.Patterns() {
		means := safe.Lit("no counts")
		if b.Length() > 0 {
			means = counts(b)
		}
		all = append(all, option{b.Pattern, safe.Line(b.Pattern), means})
	}
	return with(all, chosen)
}

// counts says a pattern in seconds.
func counts(b sessions.Breath) safe.Text {
	words := []safe.Text{safe.Format("in %g", b.In.Seconds())}
	if b.Full > 0 {
		words = append(words, safe.Format("hold %g", b.Full.Seconds()))
	}
	words = append(words, safe.Format("out %g", b.Out.Seconds()))
	if b.Empty > 0 {
		words = append(words, safe.Format("rest %g", b.Empty.Seconds()))
	}
	return safe.Join(safe.Lit(", "), words...)
}

// sets are the sets of wishes there are: by the name before the point.
func sets(phrases map[string][]string, child bool, chosen string) []option {
	usual := "plain"
	if child {
		usual = "child"
	}
	var names []string
	for key := range phrases {
		name, _, _ := strings.Cut(key, ".")
		if !slices.Contains(names, name) && name != usual {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var all []option
	for _, name := range append([]string{usual}, names...) {
		var first safe.Text
		if wishes := phrases[name+".you"]; len(wishes) > 0 {
			first = safe.Line(wishes[0])
		}
		value := name
		if name == usual {
			value = "" // the usual set has no name in a choice
		}
		all = append(all, option{value, safe.Line(name), first})
	}
	return with(all, chosen)
}

// orders are the two, the script's first.
func orders(first string) []option {
	easy := option{"easy-first", safe.Lit("easy first"), safe.Lit("someone easy, then yourself")}
	self := option{"self-first", safe.Lit("self first"), safe.Lit("yourself, then someone easy")}
	if first == self.value {
		easy, self = self, easy
	}
	easy.value = "" // what the script says
	return []option{easy, self}
}

// optional is whether the difficult person is in the sit. What the script has
// anyway is no choice of one's own.
func (s *Setup) optional() choice {
	return choice{
		safe.Lit("Difficult"),
		[]option{
			{"", safe.Lit("left out"), safe.Lit("nobody difficult today")},
			{"in", safe.Lit("in the sit"), safe.Lit("someone mildly difficult")},
		},
		func() string {
			if s.withDifficult() {
				return "in"
			}
			return ""
		},
		func(v string) {
			s.choices.Difficult = nil
			if in := v != ""; in != s.script.Options.Difficult {
				s.choices.Difficult = &in
			}
		},
	}
}

// wording is which other wordings of the script are taken. Those it does not
// have stay chosen, for they change nothing.
func (s *Setup) wording() choice {
	taken := func() string {
		var in []string
		for _, k := range s.uses.variants {
			if slices.Contains(s.choices.Variants, k) {
				in = append(in, k)
			}
		}
		return strings.Join(in, ", ")
	}
	all := []option{{"", safe.Lit("as written"), safe.Text{}}}
	for _, k := range s.uses.variants {
		all = append(all, option{k, safe.Line(strings.ReplaceAll(k, "-", " ")), safe.Text{}})
	}
	return choice{safe.Lit("Wording"), with(all, taken()), taken, func(v string) {
		s.choices.Variants = slices.DeleteFunc(slices.Clone(s.choices.Variants), func(k string) bool {
			return slices.Contains(s.uses.variants, k)
		})
		if v != "" {
			s.choices.Variants = append(s.choices.Variants, strings.Split(v, ", ")...)
		}
	}}
}
