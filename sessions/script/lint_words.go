package script

import (
	"regexp"
	"sync"
)

// avoidance is a word or a phrase a guide leaves out.
type avoidance struct {
	pattern *regexp.Regexp
	own     Severity // in a person's own script
	why     string
}

// sparing is what looks like one of them and is its opposite.
var sparing = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(?:do|does|did)(?: not|n['’]t) (?:need|have) to\b` +
		`|\b(?:no need|need not|without having|rather than having) to\b` +
		`|\b(?:nothing|nobody|no one|none|no|neither)\b[^.?:]*?\b(?:needs?|has|have|must|should)(?: to)?\b` +
		`|\b(?:not|never) (?:a )?fail\w*\b|\bno fail\w*\b`)
})

// avoided is the list of the style guide, each with what to do instead.
var avoided = sync.OnceValue(func() []avoidance {
	const (
		orders  = "invite instead: perhaps, if you like, you might, let, see whether"
		choice  = "leave the choice: eyes open, lowered or closed"
		breath  = "leave the breath free: if a breath wants to be longer, let it"
		reach   = "there is nothing to achieve here; say what can be noticed"
		praise  = "praise makes a test of it; leave it out"
		clinic  = "a plain word is kinder than a clinical one"
		claims  = "a practice makes no claims; leave research and promises out"
		jargon  = "a plain word reaches more people than this one"
		genders = "they and their stand for everyone"
		telling = "ask what is felt, rather than say it"
		marks   = "full stops and question marks are enough; a silence is made with [pause 5s]"
		belong  = "this can wound someone who hears it; say it another way"
	)
	rows := []struct {
		words string
		own   Severity
		why   string
	}{
		{`\b(?:should|must|ought to|have to|has to|needs? to|got to|make sure|try to|try harder)\b`, Warning, orders},
		{`\b(?:close|shut) your eyes\b`, Warning, choice},
		{`\b(?:breathe deeply|deep breaths?)\b`, Warning, breath},
		{`\b(?:just relax|(?:empty|clear|quiet|still|stop) (?:your|the) mind|let go of (?:all|everything)|deep(?:er|ly relaxed))\b`, Warning, reach},
		{`\b(?:well done|good job|great job|doing (?:so )?well|doing great|excellent|perfectly)\b`, Warning, praise},
		{`\b(?:cure[sd]?|heal(?:s|ed|ing)?|therap\w*|treatments? (?:for|of)|treat (?:your|the)|anxiety|anxious|depress\w*|trauma\w*|ptsd|disorder\w*|symptoms?|diagnos\w*|patients)\b`, Warning, clinic},
		{`\b(?:scientif\w*|proven|guarantee\w*|research(?:ers)?|studies|stud(?:y|ies) shows?|will make you|is sure to|you will feel)\b`, Warning, claims},
		{`\b(?:surrender\w*|energy|energies|vibrations?|aura|chakras?|universe|divine|sacred|mantra|namaste|karma|metta|prana|kundalini|third eye|higher self)\b`, Warning, jargon},
		{`\b(?:he or she|she or he|his or her|her or his|him or her|himself or herself|s/he)\b`, Warning, genders},
		{`\b(?:you are now|you now feel|you are (?:calm|relaxed|peaceful|at peace|safe now))\b`, Warning, telling},
		{`\b(?:fail(?:s|ed|ures?|ing)?)\b`, Warning, belong},
		{`\bsomething is wrong with you\b`, Warning, belong},
		{`\b(?:your|the) (?:mother|father|mum|mom|dad|parents|husband|wife|children|kids)\b`, Note, "not everyone has one; someone you love, or who was kind, includes them all"},
		{`\b(?:lose weight|calories|beautiful body|fitness)\b`, Warning, "the body is met as it is"},
		{`!`, Note, marks},
		{`…|\.\.`, Note, marks},
		{`[\x{2600}-\x{27bf}\x{1f000}-\x{1faff}]`, Note, "words alone, without pictures, reach every screen and every reader"},
	}
	out := make([]avoidance, len(rows))
	for i, r := range rows {
		out[i] = avoidance{regexp.MustCompile(`(?i)` + r.words), r.own, r.why}
	}
	return out
})
