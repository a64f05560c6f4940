package library_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"karuna/assets"
	"karuna/sessions"
	"karuna/sessions/library"
	"karuna/sessions/programme"
	"karuna/sessions/score"
)

// TestStructure holds the shape that follows from the ideas over all scripts
// and programmes; docs/ideas.md says what each rule is for.
func TestStructure(t *testing.T) {
	l := library.Open(assets.Scripts(), nil)
	wheels, micros := map[sessions.Wheel]int{}, 0
	for _, s := range l.All() {
		wheels[s.Wheel]++
		if s.Kind == sessions.Micro {
			micros++
		}
	}
	want := map[sessions.Wheel]int{sessions.Both: 13, sessions.Self: 8, sessions.Ground: 7, sessions.Other: 6}
	if !maps.Equal(wheels, want) || micros != 8 {
		t.Errorf("scripts by wheel %v, want %v; %d micros, want 8", wheels, want, micros)
	}
	for _, rule := range []struct {
		code  string
		check func(practices)
	}{
		{"R1", otherWheel},
		{"R2", evenCourses},
		{"R3", nobodyCompared},
		{"R4", noMoralColour},
		{"R5", groundInReach},
		{"R6", threeDirections},
		{"R7", everyBody},
		{"R8", fieldPractice},
		{"R9", askedForOneSit},
	} {
		t.Run(rule.code, func(t *testing.T) { rule.check(practices{t, l}) })
	}
}

// R1: the wheel belongs to the stage, and a practice turns the other one too:
// at its shortest, usual and longest, with and without its optional stages.
func otherWheel(p practices) {
	for _, s := range p.l.All() {
		for _, length := range []time.Duration{s.Length.Min, s.Length.Usual, s.Length.Max} {
			for _, optional := range []bool{false, true} {
				w := score.Want{Length: length, Optional: optional}
				if w.Length < score.Shortest(s, w) {
					continue
				}
				var of sessions.Wheels
				for _, sp := range p.compiled(s, w).Stages {
					of = of.Add(sp.Wheel, sp.End-sp.Start)
				}
				if why := oneSided(s.Wheel, of, length); why != "" {
					p.Errorf("%s in %v (optional stages: %v): %s", s.ID, length, optional, why)
				}
			}
		}
	}
}

func oneSided(wheel sessions.Wheel, of sessions.Wheels, total time.Duration) string {
	self, other := of.Self.Seconds(), of.Other.Seconds()
	share := func(part float64) float64 { return part / total.Seconds() }
	switch wheel {
	case sessions.Self:
		if share(other) < 0.06 {
			return fmt.Sprintf("%.3f outward, want 0.06", share(other))
		}
	case sessions.Other:
		if share(self) < 0.06 {
			return fmt.Sprintf("%.3f to the sitter, want 0.06", share(self))
		}
	case sessions.Both:
		if big := max(self, other) / (self + other); !(big <= 0.72) {
			return fmt.Sprintf("one side has %.3f, want 0.72 at most", big)
		}
	default:
		if self == 0 || other == 0 {
			return "it meets nobody"
		}
	}
	return ""
}

// R2: a programme as a whole turns both wheels alike. A step of several
// practices counts with all of them.
func evenCourses(p practices) {
	all, _ := library.Programmes(assets.Programmes())
	for _, c := range all {
		var self, other float64
		for _, step := range c.Steps() {
			for _, o := range step.Offers {
				s, t, _ := score.Shares(p.script(o.Script), o.Length())
				weight := o.Length().Seconds() / float64(len(step.Offers))
				self, other = self+s*weight, other+t*weight
			}
		}
		p.Logf("%s: %.3f self", c.ID, self/(self+other))
		if share := self / (self + other); !(share >= 0.4 && share <= 0.6) {
			p.Errorf("%s gives self %.3f of its compassion, want 0.4 to 0.6", c.ID, share)
		}
	}
}

// texts is everything the shipped practices and programmes say, by where.
func (p practices) texts() map[string][]string {
	out := map[string][]string{}
	for _, s := range p.l.All() {
		out[s.ID] = append(out[s.ID], s.Purpose, s.For)
		for _, st := range s.Stages {
			for _, step := range st.Steps {
				out[s.ID] = append(out[s.ID], step.Text)
			}
		}
	}
	all, _ := library.Programmes(assets.Programmes())
	for _, c := range all {
		out[c.ID] = append(out[c.ID], c.About)
		for _, w := range c.Weeks {
			out[c.ID] = append(out[c.ID], w.Note, w.Field)
			for _, s := range w.Steps {
				out[c.ID] = append(out[c.ID], s.Field, s.Play)
			}
		}
	}
	return out
}

// R3: the sitter is compared with nobody. One line catches the sitter at it
// and says so.
func nobodyCompared(p practices) {
	measured := regexp.MustCompile(`(?i)\b(better|worse|calmer|kinder|deeper|further|faster|more|less) than (others|other people|most|anyone|everyone|average|usual)\b|\b(percentile|ranks? (first|higher)|leaderboard|average (person|sitter)|most people (can|do|feel|find)|experts?)\b`)
	aware := "If you catch yourself resting better than other people, well. Come down again."
	for where, texts := range p.texts() {
		for _, text := range texts {
			if hit := measured.FindString(text); hit != "" && text != aware {
				p.Errorf("%s: %q in %q", where, hit, text)
			}
		}
	}
}

// R4: an end is allowed to be better, worse or the same, and nothing that was
// or was not done is a fault.
func noMoralColour(p practices) {
	for _, s := range p.l.All() {
		if s.Kind == sessions.Micro {
			continue
		}
		var said strings.Builder
		for _, step := range s.Stages[len(s.Stages)-1].Steps {
			if step.Op == sessions.OpCue && step.Priority <= 2 {
				said.WriteString(strings.ToLower(step.Text) + " ")
			}
		}
		for _, w := range []string{"better", "worse", "same"} {
			if !strings.Contains(said.String(), w) {
				p.Errorf("%s: its end does not allow %q", s.ID, w)
			}
		}
	}
	blame := regexp.MustCompile(`(?i)\b(well done|good job|bad at|give up|gave up|lazy|weak|selfish|failed|failure|guilty|deserve to|your fault|behind schedule|fall behind|catch up on)\b`)
	for where, texts := range p.texts() {
		for _, text := range texts {
			if hit := blame.FindString(text); hit != "" {
				p.Errorf("%s: %q in %q", where, hit, text)
			}
		}
	}
}

// R5: solid ground is near in every practice: full ones begin on it and name
// a place to come back to; those that stir things up point to it again and
// again.
func groundInReach(p practices) {
	solid := regexp.MustCompile(`(?i)\b(floor|feet|hands?|seat|chair|sounds?|ground|wall|rail|table|solid|weight|room|noise|hum|anchor)\b`)
	for _, s := range p.l.All() {
		if s.Kind == sessions.Micro {
			continue
		}
		stages := 0
		for i, st := range s.Stages {
			named := slices.ContainsFunc(st.Steps, func(step sessions.Step) bool {
				return step.Op == sessions.OpCue && solid.MatchString(step.Text)
			})
			if named {
				stages++
			} else if i == 0 {
				p.Errorf("%s begins without a place to rest", s.ID)
			}
		}
		if s.Stages[0].Wheel != sessions.Ground || s.Has("intense") && stages < 4 {
			p.Errorf("%s begins with %s and names solid ground in %d stages", s.ID, s.Stages[0].Wheel, stages)
		}
	}
}

// R6: on a hard day there is a short practice in each of three directions.
func threeDirections(p practices) {
	for id, wheel := range map[string]sessions.Wheel{"kind-pause": sessions.Self, "from-the-middle-of-it": sessions.Both, "arriving": sessions.Ground} {
		s := p.script(id)
		if s.Wheel != wheel || s.Length.Min > 5*time.Minute {
			p.Errorf("%s turns %s and takes %v at least", id, s.Wheel, s.Length.Min)
		}
	}
}

// R7: with every variant asked for, no line needs pictures, breath, closed
// eyes, legs or the bell: what speaks of them gives another way in the same
// breath. Lines that are about something else by that name are spared.
func everyBody(p practices) {
	needs := map[string]*regexp.Regexp{
		"breath":   regexp.MustCompile(`(?i)\b(breath\w*|inhal\w*|exhal\w*)\b`),
		"pictures": regexp.MustCompile(`(?i)\b(picture|visuali[sz]e|imagine|photograph|in your mind's eye)\b`),
		"eyes":     regexp.MustCompile(`(?i)\b(close|shut) your eyes\b|\beyes (closed|shut)[.]`),
		"legs":     regexp.MustCompile(`(?i)\b(both|two|your) feet\b|\bstand up\b|\bon your feet\b`),
		"bell":     regexp.MustCompile(`(?i)\bbell\b`),
	}
	way := regexp.MustCompile(`(?i)\b(or|if|need not)\b`)
	spared := regexp.MustCompile(`under your breath|The dark is only the room with its eyes shut|there is a group photograph`)
	for _, s := range p.l.All() {
		w := score.Want{Length: s.Length.Max, Variants: []string{"no-breath", "no-pictures", "seated", "no-bell"}}
		for _, c := range p.compiled(s, w).Cues {
			text := spared.ReplaceAllString(c.Text, "")
			for what, re := range needs {
				if c.Type == sessions.CueSpeak && re.MatchString(text) && !way.MatchString(text) {
					p.Errorf("%s needs %s: %q", s.ID, what, c.Text)
				}
			}
		}
		if s.Kind != sessions.Micro && !regexp.MustCompile(`(?i)\bopen\b|\bEyes as you like`).MatchString(always(s.Stages[0])) {
			p.Errorf("%s does not leave the eyes open", s.ID)
		}
	}
}

// R8: beside each sit of a programme there is something to do between sits.
func fieldPractice(p practices) {
	all, _ := library.Programmes(assets.Programmes())
	for _, c := range all {
		if c.ID == "two-wheels-week" {
			continue // the air check is its question
		}
		for i, step := range c.Steps() {
			if step.Field+step.Play+c.Weeks[step.Week].Field == "" && step.Do == programme.Sit && len(c.Moments) == 0 {
				p.Errorf("%s, step %d: nothing between sits", c.ID, i+1)
			}
		}
	}
}

// R9: what a practice asks for may be left empty, and the lines that would
// hold it stand without it.
func askedForOneSit(p practices) {
	slot := regexp.MustCompile(`\{[a-z_]+[^|}]*\}`)
	for _, s := range p.l.All() {
		sc := p.compiled(s, score.Want{Length: s.Length.Max, Optional: true})
		for _, st := range s.Stages {
			for _, step := range st.Steps {
				if step.Op == sessions.OpAsk && !strings.Contains(step.Text, "You can leave this empty.") {
					p.Errorf("%s asks for %s and leaves no choice: %q", s.ID, step.Name, step.Text)
				}
				if step.Op == sessions.OpCue && slot.MatchString(step.Text) {
					p.Errorf("%s: a slot without words of its own: %q", s.ID, step.Text)
				}
			}
		}
		for _, c := range sc.Cues {
			if strings.ContainsAny(c.Text, "{}") {
				p.Errorf("%s says %q", s.ID, c.Text)
			}
		}
	}
}
