package library_test

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"karuna/assets"
	"karuna/sessions"
	"karuna/sessions/library"
	"karuna/sessions/practice"
	"karuna/sessions/score"
)

// TestIdeas holds the ideas karuna is built on where they are a matter of what
// the practices say, and in which order. docs/ideas.md has all of them.
func TestIdeas(t *testing.T) {
	l := library.Open(assets.Scripts(), nil)
	for _, idea := range []struct {
		code  string
		check func(practices)
	}{
		{"C1", oneList},
		{"C2", noticedThenWilling},
		{"C4", sameForAll},
		{"C6", selfIncluded},
		{"C7", voiceIsHeard},
		{"C8", fromVoiceToValue},
		{"C10", company},
		{"C11", theGiverToo},
		{"C12", twoWheels},
		{"C14", ownNeeds},
		{"C15", aThought},
		{"C16", invitations},
		{"C17", fromTheMiddle},
		{"C18", oneProcess},
		{"C19", wider},
		{"C20", yesAndNo},
		{"C23", rehearsal},
		{"C24", moments},
		{"C25", groundFirst},
		{"C26", fourHabits},
		{"C31", openInquiry},
		{"C32", oughtLoosens},
		{"C33", presence},
		{"C35", preferences},
	} {
		t.Run(idea.code, func(t *testing.T) { idea.check(practices{t, l}) })
	}
}

// The list is by what a person comes with; which way a practice turns divides
// nothing.
func oneList(p practices) {
	on := map[sessions.Wheel]int{}
	for _, sh := range library.Shelves(p.l.All()) {
		if !slices.Contains(sessions.Needs(), sh.Need) || sessions.Wheel(sh.Need).Known() {
			p.Errorf("the shelf %q is no need", sh.Need)
		}
		wheels := map[sessions.Wheel]bool{}
		for _, s := range sh.Scripts {
			wheels[s.Wheel] = true
		}
		for w := range wheels {
			on[w]++
		}
	}
	for _, w := range []sessions.Wheel{sessions.Ground, sessions.Self, sessions.Other, sessions.Both} {
		if on[w] < 2 {
			p.Errorf("all practices of the wheel %s stand on one shelf", w)
		}
	}
}

// Seeing what hurts comes first; then being willing to ease it.
func noticedThenWilling(p practices) {
	beats := map[string][4]string{ // a stage and its words, a stage and its words
		"kind-pause":            {"name-it", "Say what it is", "answer", "What do you need"},
		"as-for-a-friend":       {"friends-trouble", "tell you about it", "your-reply", "What do you say to them?"},
		"the-voice-at-the-back": {"hear-the-tone", "the body", "steady-answer", "someone on your side"},
		"off-the-ladder":        {"the-climb", "What does it cost", "both-feet-down", "Say something kind"},
		"needs-a-minute":        {"name", "how it is right now", "kind", "ask what you could use"},
		"hard-message":          {"sting", "Where did it land", "kind", "A steady word"},
		"in-the-same-boat":      {"what-they-carry", "bad news", "wish", "Wish them"},
		"staying-near":          {"see-it", "What is hard about it for them?", "willing", "what would ease this"},
		"two-way-breath":        {"outward", "What have they run out of?", "both-ways", "something out for them"},
		"one-current":           {"give", "could use a little", "only-the-wish", "less trouble, more ease"},
		"from-the-middle-of-it": {"someone-else", "having it hard", "offer-a-little", "Wish them that"},
	}
	for _, s := range p.l.All() {
		b, ok := beats[s.ID]
		if !ok {
			if s.Kind == sessions.SelfCompassion || s.Kind == sessions.CompassionForOthers {
				p.Errorf("%s: which line notices, and which is willing?", s.ID)
			}
			continue
		}
		p.says(s.ID, b[0], b[1])
		p.says(s.ID, b[2], b[3])
		if stageAt(s, b[0]) >= stageAt(s, b[2]) {
			p.Errorf("%s: %s comes before %s", s.ID, b[2], b[0])
		}
	}
}

// A wish is the same whoever it is for; only the grammar changes.
func sameForAll(p practices) {
	for name, wishes := range p.l.Phrases() {
		set, _, _ := strings.Cut(name, ".")
		theirs := p.l.Phrases()[set+".they"]
		for i, w := range wishes {
			if got, want := impersonal(w), impersonal(theirs[i]); got != want {
				p.Errorf("%s: %q is another wish than %q", name, w, theirs[i])
			}
		}
	}
	p.in("as-for-a-friend", "your-reply other", "turn-the-chair self")
	p.says("as-for-a-friend", "turn-the-chair", "Same trouble", "unchanged")
	p.in("room-in-the-circle", "wish-them-well other", "step-in self")
	p.says("room-in-the-circle", "step-in", "the same wishes, the same voice")
	p.says("in-the-same-boat", "you-too", "Wish yourself the same.")
	p.says("the-person-across", "you-too", "the same for the one who wished it")
}

// Those who care for others are in the circle. Someone easy comes first, and
// oneself second; the old order is a choice.
func selfIncluded(p practices) {
	p.in("well-wishing", "easy other", "self self", "neutral other", "together both")
	p.in("room-in-the-circle", "gather other", "the-empty-place self", "step-in self", "whole-circle both")
	s := p.script("well-wishing")
	sc := p.compiled(s, score.Want{Length: s.Length.Usual, Order: "self-first"})
	if sc.Stages[1].ID != "self" || sc.Stages[2].ID != "easy" {
		p.Errorf("self first: %s, then %s", sc.Stages[1].ID, sc.Stages[2].ID)
	}
	for _, s := range p.l.All() {
		if s.Wheel != sessions.Self && s.Wheel != sessions.Ground {
			if self, _, _ := score.Shares(s, s.Length.Usual); self < 0.06 {
				p.Errorf("%s leaves out the one who wishes: %.2f", s.ID, self)
			}
		}
	}
}

// The harsh voice is heard as a voice before anything answers it.
func voiceIsHeard(p practices) {
	p.in("the-voice-at-the-back", "catch-a-line self", "hear-the-tone self", "what-it-guards self", "steady-answer self")
	p.says("the-voice-at-the-back", "hear-the-tone", "How does it say it?")
	p.says("the-voice-at-the-back", "what-it-guards", "without agreeing")
	p.says("where-the-mind-goes", "verdicts", "note judging")
	p.in("hard-message", "sting self", "kind self", "them other")
}

func fromVoiceToValue(p practices) {
	p.in("the-voice-at-the-back", "steady-answer self", "what-you-stand-for self", "available other")
	p.says("the-voice-at-the-back", "what-you-stand-for", "{stand_for|")
	p.says("the-voice-at-the-back", "available", "what might they get?")
	p.in("what-matters-underneath", "at-your-best self", "under-the-worry self", "say-it self", "where-needed other")
}

func company(p practices) {
	p.in("kind-pause", "name-it self", "company both", "answer self")
	p.says("kind-pause", "company", "another person is carrying this same kind of thing")
	p.says("kind-pause", "answer", "If a friend told you this")
	p.in("in-the-same-boat", "what-they-want other", "what-they-carry other", "wish other", "you-too self")
	p.in("as-for-a-friend", "friends-trouble other", "your-reply other", "turn-the-chair self")
}

// What giving does is looked for in the giver too.
func theGiverToo(p practices) {
	p.in("from-the-middle-of-it", "offer-a-little other", "what-happened-here both")
	p.says("from-the-middle-of-it", "what-happened-here", "on your side, while you gave?")
	for _, s := range p.l.All() {
		if s.Wheel == sessions.Self {
			if _, other, _ := score.Shares(s, s.Length.Usual); other < 0.06 {
				p.Errorf("%s never looks outward: %.2f", s.ID, other)
			}
		}
	}
}

// The wheels are of one size, at any length.
func twoWheels(p practices) {
	s := p.script("two-wheels")
	p.in("two-wheels", "back-wheel self", "front-wheel other", "air both", "ride both")
	for length := s.Length.Min; length <= s.Length.Max; length += time.Minute {
		if self, other, _ := score.Shares(s, length); math.Abs(self-other) > 1e-4 {
			p.Errorf("two-wheels in %v: %.3f self, %.3f other", length, self, other)
		}
	}
	p.says("two-wheels", "back-wheel", "the way you treat yourself")
	p.says("two-wheels", "front-wheel", "the way you treat other people")
	week := course(p, "two-wheels-week").Steps()
	if last := week[len(week)-1]; !last.Names("two-wheels") || !last.Air || !week[0].Air {
		p.Errorf("the week of two wheels ends with %+v", last)
	}
}

func ownNeeds(p practices) {
	p.says("kind-pause", "answer", "What do you need, only for now?")
	p.in("needs-a-minute", "name self", "kind self", "back other")
	p.says("needs-a-minute", "kind", "ask what you could use")
	p.says("from-the-ground-up", "close", "What carried you today?", "Someone else is tired.")
	p.in("steady-care", "refill self", "open-handed-wish other")
}

func aThought(p practices) {
	p.in("a-thought-on-the-table", "the-sentence self", "its-cost self", "seen-and-added self", "other-eyes both",
		"hold-it-loosely self", "a-truer-sentence self", "freed-for other")
	p.says("a-thought-on-the-table", "freed-for", "Who could have a little of it today?")
	p.says("a-thought-on-the-table", "seen-and-added", "What did the mind add")
}

// A lean is answered with practices that turn the other wheel.
func invitations(p practices) {
	for _, lean := range []practice.Lean{practice.TowardOthers, practice.TowardSelf} {
		ids := lean.Invitations()
		if len(ids) != 2 {
			p.Errorf("a lean %s is answered with %q", lean, ids)
		}
		for _, id := range ids {
			s := p.script(id)
			self, other, _ := score.Shares(s, s.Length.Usual)
			if (lean == practice.TowardOthers) != (self > other) {
				p.Errorf("a lean %s is answered with %s, %.2f self and %.2f other", lean, id, self, other)
			}
		}
	}
	if len(practice.BothTurning.Invitations())+len(practice.Unsaid.Invitations()) > 0 {
		p.Error("no lean, and yet an invitation")
	}
}

func fromTheMiddle(p practices) {
	p.in("from-the-middle-of-it", "my-part self", "someone-else other", "offer-a-little other")
	p.says("from-the-middle-of-it", "my-part", "goes over you first")
}

// Received and given are one movement; in the end without names.
func oneProcess(p practices) {
	p.in("two-way-breath", "inward self", "outward other", "both-ways both")
	p.in("one-current", "receive self", "give other", "only-the-wish both", "the-whole-system both")
	p.says("one-current", "give", "leave by the door it came in at")
	p.says("one-current", "only-the-wish", "let the names go")
	s := p.script("two-way-breath")
	if self, other, _ := score.Shares(s, s.Length.Usual); math.Abs(self-other) > 1e-4 {
		p.Errorf("two-way-breath: %.3f in, %.3f out", self, other)
	}
}

func wider(p practices) {
	p.in("well-wishing", "together both", "widening both")
	p.says("well-wishing", "widening", "The street, the town")
	p.says("one-current", "the-whole-system", "Home first", "where you work", "The street", "the news", "the same total")
}

// The body is asked before the arguments, and nothing is decided for anyone.
func yesAndNo(p practices) {
	p.in("a-natural-yes-a-natural-no", "a-clear-yes self", "a-clear-no self", "a-present-request other", "listen both", "the-kind-words other")
	p.says("a-natural-yes-a-natural-no", "listen", "Nothing gets decided here")
	p.in("before-you-answer", "body-vote self", "their-need other", "words both")
	p.says("before-you-answer", "words", "yes, no, or later")
}

// The posture, the place, the real pace and the rough patch, through one's own
// eyes.
func rehearsal(p practices) {
	p.in("walking-the-course", "take-position ground", "the-place ground", "their-side other", "run-it both", "your-answer other", "if-it-goes-badly self")
	p.says("walking-the-course", "take-position", "the posture of the day itself")
	p.says("walking-the-course", "the-place", "behind your own eyes")
	p.says("walking-the-course", "run-it", "at real speed", "the rough place")
	p.says("before-the-room", "see-the-room", "at real pace")
}

func moments(p practices) {
	p.in("a-moment-remembered", "received self", "given other", "witnessed both", "rest-in-it both", "carry other")
	p.in("easy-warmth", "someone-easy other", "a-moment other", "wishes other")
	p.in("evening-replay", "received self", "given other", "once-more both")
}

// Before anything is asked of the heart there is ground: in the first stage of
// a full practice, and in the first step of a programme.
func groundFirst(p practices) {
	for _, s := range p.l.All() {
		if s.Kind != sessions.Micro && s.Stages[0].Wheel != sessions.Ground {
			p.Errorf("%s begins with the wheel %s", s.ID, s.Stages[0].Wheel)
		}
	}
	all, _ := library.Programmes(assets.Programmes())
	for _, c := range all {
		first := c.Steps()[0].Offers[0]
		if _, _, ground := score.Shares(p.script(first.Script), first.Length()); ground < 0.5 {
			p.Errorf("%s begins with %s, of which %.2f is ground", c.ID, first.Script, ground)
		}
	}
}

// Exactly four habits are named, and other; nothing else is noted.
func fourHabits(p practices) {
	p.says("where-the-mind-goes", "back-and-ahead", "Note: past.", "Note: planning.")
	p.says("where-the-mind-goes", "verdicts", "note judging", "note comparing")
	p.says("where-the-mind-goes", "free-noting", "left past, right planning, down judging, up comparing, enter other")
	var kept []string
	for f := range reflect.TypeFor[sessions.Noting]().Fields() {
		kept = append(kept, f.Name)
	}
	if got := strings.Join(kept, " "); got != "Past Planning Judging Comparing Other" {
		p.Errorf("kept of noting: %s", got)
	}
}

// The open question is asked between two firm grounds, of those who chose it.
func openInquiry(p practices) {
	s := p.script("what-is-noticing")
	if !s.Has("optin") || !s.Has("dereal") {
		p.Errorf("what-is-noticing has the flags %q", s.Flags)
	}
	p.says("what-is-noticing", "firm-ground", "If things seem unreal today, leave this for another time.")
	for length := s.Length.Min; length <= s.Length.Max; length += time.Minute {
		for _, sp := range p.compiled(s, score.Want{Length: length}).Stages {
			if (sp.ID == "firm-ground" || sp.ID == "come-back") && sp.End-sp.Start < 45*time.Second {
				p.Errorf("what-is-noticing in %v: %s has %v", length, sp.ID, sp.End-sp.Start)
			}
		}
	}
	p.in("what-is-noticing", "firm-ground ground", "look-back ground", "come-back ground", "close both")
	for _, s := range p.l.All() {
		if s.Has("optin") && s.ID != "what-is-noticing" {
			p.Errorf("%s asks to be switched on too", s.ID)
		}
	}
}

func oughtLoosens(p practices) {
	p.in("a-natural-yes-a-natural-no", "listen both", "ought-and-guilt self", "the-kind-words other")
	p.says("a-natural-yes-a-natural-no", "ought-and-guilt", "Ought may be in the room", "Not the one at the head")
}

// A practice of the ground ends with somebody who will meet this presence.
func presence(p practices) {
	someone := []string{"Whoever", "whoever", "someone", "Someone", "one person", "person"}
	for _, s := range p.l.All() {
		if s.Wheel != sessions.Ground {
			continue
		}
		met := false
		for _, st := range s.Stages {
			if st.Wheel == sessions.Both || st.Wheel == sessions.Other {
				met = met || slices.ContainsFunc(someone, func(w string) bool { return strings.Contains(always(st), w) })
			}
		}
		if last := s.Stages[len(s.Stages)-1].Wheel; !met || last != sessions.Both {
			p.Errorf("%s meets nobody at its end (the wheel %s)", s.ID, last)
		}
	}
	p.says("where-the-mind-goes", "close", "What someone may notice today is that you are here.")
}

func preferences(p practices) {
	p.in("being-with", "anchor ground", "preferences ground", "return ground")
	p.says("being-with", "preferences", "wish for it to be otherwise", "let it be noticed")
}
