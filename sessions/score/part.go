package score

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"karuna/sessions"
)

// The pauses of a script that does not give its own, and the least there is.
const (
	minGap       = 3 * time.Second
	holdLine     = 6 * time.Second  // after a line of posture or permission
	holdSense    = 8 * time.Second  // after a sensing line or a wish
	holdQuestion = 12 * time.Second // after a question
	holdStroke   = 6 * time.Second  // after a stroke inside a stage
	smallGain    = -9.0             // dB of the small bell under the large one
	softGain     = -18.0            // dB of a soft close
	leadStroke   = 2 * time.Second  // from the last stroke to the first words
)

// part is a stage as this sit has it: options, variants and wishes resolved.
type part struct {
	id, title string
	wheel     sessions.Wheel
	min, max  time.Duration // whole milliseconds; max 0: open
	weight    float64
	noting    bool
	apart     bool // its seconds leave the word budget
	silent    bool // no return lines
	pacer     string
	pool      string
	bell      string // struck at its start, or ""
	first     bool
	last      bool
	wish      time.Duration // silence wished before the first item
	items     []item
	breaths   []breathStep
}

// item is one thing a stage does in its order: a line, or a run of strokes.
type item struct {
	index          int // in the part
	id             string
	text, template string
	clip           string // file of a recording of it, or ""
	priority       int
	words          int
	length         time.Duration
	hold, holdMax  time.Duration
	weight         int64 // thousandths
	bell           sessions.Bell
}

func (it *item) spoken() bool { return it.bell.Strikes == 0 }

// must reports whether the item is there whatever the budget says.
func (it *item) must() bool { return !it.spoken() || it.priority <= 1 }

// breathStep is one phase of the pacer: after so many items, for a share of
// the stage (0: to its end).
type breathStep struct {
	pattern string
	after   int
	share   float64
}

// silentPart is the one stage of a silent sit.
func silentPart(w Want) part {
	return part{
		id: "silent", title: "Silent sit", wheel: w.Wheel, weight: 1,
		silent: true, first: true, last: true,
	}
}

// partsOf returns the stages of s this sit has, in its order; keep forces an
// optional stage in.
func partsOf(s sessions.Script, w Want, keep func(id string) bool) []part {
	if len(s.Stages) == 0 {
		return []part{silentPart(w)}
	}
	stages := make([]*sessions.Stage, 0, len(s.Stages))
	for i := range s.Stages {
		st := &s.Stages[i]
		on := !st.Optional || w.Optional || (*w.Difficult && st.ID == "difficult") || keep(st.ID)
		if on {
			stages = append(stages, st)
		}
	}
	reorder(stages, w.Order)
	parts := make([]part, len(stages))
	for i, st := range stages {
		parts[i] = partOf(st, w)
		parts[i].first, parts[i].last = i == 0, i == len(stages)-1
	}
	return parts
}

// reorder swaps the stages easy and self where they stand the other way round.
func reorder(stages []*sessions.Stage, order string) {
	easy, self := -1, -1
	for i, st := range stages {
		switch st.ID {
		case "easy":
			easy = i
		case "self":
			self = i
		}
	}
	if easy < 0 || self < 0 {
		return
	}
	if (order == "self-first" && easy < self) || (order == "easy-first" && self < easy) {
		stages[easy], stages[self] = stages[self], stages[easy]
	}
}

func partOf(st *sessions.Stage, w Want) part {
	p := part{
		id: st.ID, title: st.Title, wheel: st.Wheel,
		min: wholeUp(st.Min), max: wholeUp(st.Max), weight: st.Weight,
		noting: st.Noting, apart: st.Quiet || st.Noting || st.Pacer != "",
		silent: st.Quiet && st.Returns == "", pacer: st.Pacer, pool: st.Returns, bell: st.Bell,
	}
	if !(p.weight > 0) || p.weight > 1e6 {
		p.weight = 1
	}
	if w.Guidance == sessions.BellsOnly {
		p.silent = true
	}
	p.items = make([]item, 0, len(st.Steps))
	b := builder{part: &p, want: &w, name: st.ID}
	for i := range st.Steps {
		b.add(&st.Steps[i])
	}
	if p.pacer != "" && len(p.breaths) == 0 {
		p.breaths = []breathStep{{pattern: p.pacer}}
	}
	b.finish(st.Quiet)
	return p
}

// builder turns the steps of one stage into items.
type builder struct {
	part  *part
	want  *Want
	name  string
	cues  int // cues so far, for those without an id
	bells int
}

func (b *builder) add(st *sessions.Step) {
	switch st.Op {
	case sessions.OpCue:
		b.cue(st)
	case sessions.OpAlt:
		b.alternative(st)
	case sessions.OpClip:
		b.recording(st)
	case sessions.OpPause:
		b.pause(st)
	case sessions.OpBell:
		b.stroke(st)
	case sessions.OpBreathe:
		name := st.Name
		if name == "" {
			name = b.part.pacer
		}
		b.part.breaths = append(b.part.breaths, breathStep{name, len(b.part.items), st.Share})
		b.part.apart = true
	case sessions.OpNoting:
		b.part.noting = true
	case sessions.OpWishes:
		b.wishes(st)
	}
}

// alternative is another wording of the line before it, where it is wanted.
func (b *builder) alternative(st *sessions.Step) {
	if it := b.tail(); it != nil && it.spoken() && b.want.variant(st.Name) {
		it.clip = "" // the recording has the first wording
		b.say(it, st.Text)
	}
}

func (b *builder) cue(st *sessions.Step) {
	b.cues++
	id := st.ID
	if id == "" {
		id = b.name + "-" + strconv.Itoa(b.cues)
	}
	b.line(id, st.Text, st.Name, st)
}

// recording is a clip without words. Who hears none has nothing of it.
func (b *builder) recording(st *sessions.Step) {
	if b.want.Pace == nil || b.want.Pace("", st.Name) <= 0 {
		return
	}
	b.cues++
	b.line(b.name+"-"+strconv.Itoa(b.cues), "", st.Name, st)
}

// pause is the hold of what is before it; at the top of a stage it is silence
// before the first words.
func (b *builder) pause(st *sessions.Step) {
	if it := b.tail(); it != nil {
		it.hold, it.holdMax = wholeUp(st.Hold), wholeUp(st.HoldMax)
		return
	}
	b.part.wish += wholeUp(st.Hold)
}

func (b *builder) tail() *item {
	if n := len(b.part.items); n > 0 {
		return &b.part.items[n-1]
	}
	return nil
}

func (b *builder) line(id, text, clip string, st *sessions.Step) {
	it := item{
		index: len(b.part.items), id: id, clip: clip, priority: max(st.Priority, 1),
		hold: wholeUp(st.Hold), holdMax: wholeUp(st.HoldMax), weight: gapWeight(st.Gap),
	}
	b.say(&it, text)
	b.part.items = append(b.part.items, it)
}

// say gives the item its text, slots at their fallback.
func (b *builder) say(it *item, text string) {
	it.text, it.template = text, ""
	if strings.ContainsRune(text, '{') {
		if it.text = sessions.FillSlots(text, nil); it.text != text {
			it.template = text
		}
	}
	it.words = Words(it.text)
	it.length = b.want.speech(it.text, it.clip, it.words)
}

// wishes expands [wishes PERSON]: the first two of the set at the step's
// priority, the others one lower.
func (b *builder) wishes(st *sessions.Step) {
	lines := b.want.Texts.Phrases[b.want.Phrases+"."+st.Name]
	if len(lines) == 0 {
		lines = b.want.Texts.Phrases["plain."+st.Name]
	}
	b.cues++
	id := st.ID
	if id == "" {
		id = b.name + "-wishes-" + strconv.Itoa(b.cues)
	}
	for i, l := range lines {
		b.line(id+"."+strconv.Itoa(i+1), l, "", st)
		it := b.tail()
		if i > 1 {
			it.priority++
		}
		if it.hold == 0 {
			it.hold = holdSense
		}
	}
}

func (b *builder) stroke(st *sessions.Step) {
	b.bells++
	n := max(st.Count, 1)
	name, gain := b.want.bellNamed(st.Name)
	bell := sessions.Bell{Name: name, Role: sessions.AtCue, Strikes: n, Gain: gain}
	if n > 1 {
		bell.Gap = openGap
	}
	b.part.items = append(b.part.items, item{
		index: len(b.part.items), id: b.name + "-bell-" + strconv.Itoa(b.bells),
		length: time.Duration(n-1) * bell.Gap, hold: holdStroke, bell: bell,
	})
}

// bellNamed resolves the names small and large; "" is the small bell.
func (w Want) bellNamed(name string) (string, float64) {
	switch name {
	case "", "small", w.Bells.Small:
		return w.Bells.Small, smallGain
	case "large":
		return w.Bells.Name, 0
	}
	return name, 0
}

// finish takes out what this sit does not say or strike, and gives every item
// a hold.
func (b *builder) finish(quiet bool) {
	b.part.items = slices.DeleteFunc(b.part.items, func(it item) bool {
		if it.spoken() {
			return b.want.Guidance == sessions.BellsOnly || it.words == 0 && it.clip == ""
		}
		return b.want.Bells.Custom == sessions.NoBells
	})
	for i := range b.part.items {
		if it := &b.part.items[i]; it.hold == 0 {
			it.hold = ladder(it.text, quiet)
		}
	}
}

// ladder is the pause after a line whose writer left it open.
func ladder(text string, quiet bool) time.Duration {
	switch {
	case quiet, strings.HasSuffix(strings.TrimRight(text, "\"”’ "), "?"):
		return holdQuestion
	case strings.HasSuffix(text, ".") && Words(text) <= 6:
		return holdLine
	}
	return holdSense
}

func gapWeight(gap float64) int64 {
	switch {
	case gap == 0:
		return 1000
	case !(gap > 0):
		return 0
	}
	return int64(float64(min(gap, 1e3)*1000) + 0.5)
}
