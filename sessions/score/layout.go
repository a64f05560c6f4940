package score

import (
	"slices"
	"sort"
	"time"

	"karuna/sessions"
)

// layout is one score in the making. A compile begins it empty; a replan
// begins it with what is past.
type layout struct {
	script sessions.Script
	want   Want
	parts  []part
	rings  rings
	total  time.Duration
	open   bool
	now    time.Duration   // nothing new comes before it
	past   []sessions.Cue  // kept as they are
	done   []sessions.Span // stages over by now
	seats  []seat          // stages that go on or are to come
	cues   []sessions.Cue  // new ones
	words  []sessions.Cue  // of the seat being placed
	belfry belfry
	notes  []string
}

// seat is a part on its way to a place in time.
type seat struct {
	*part
	rest   []item // what it has still to do, in the order of the page
	chosen []*item
	start  time.Duration
	end    time.Duration
	extra  time.Duration // the opening, added to its bounds
	lead   time.Duration // from start to the earliest first item; the seat is no shorter
	leadTo time.Duration // the lead wished
	origin time.Duration // from start to where the first silence is measured
	weight int64         // of the first silence
	began  bool          // start is fixed and past
	forced bool          // the first item is given, and comes at once
	spare  bool          // takes more time than its max, as silence at its end
	full   time.Duration // of a spare one: where its own time ends, from start
}

// least returns the smallest length the seat can have: its own minimum, or
// what its first-priority words need.
func (s *seat) least() time.Duration {
	need := s.lead
	for i := range s.rest {
		if it := &s.rest[i]; it.must() || (i == 0 && s.forced) {
			need += it.length + minGap
		}
	}
	return max(s.part.min+s.extra, need)
}

// wordy reports whether any of the seats may say something.
func wordy(seats []seat) bool {
	for i := range seats {
		for k := range seats[i].rest {
			if seats[i].rest[k].spoken() {
				return true
			}
		}
	}
	return false
}

// most returns the largest length the seat takes; 0 is open.
func (s *seat) most(least time.Duration) time.Duration {
	if s.part.max == 0 {
		return 0
	}
	return max(s.part.max+s.extra, least)
}

// leastTotal returns the smallest total these seats can end at.
func (l *layout) leastTotal() time.Duration {
	sum := l.seats[0].start
	for i := range l.seats {
		sum += l.seats[i].least()
	}
	return max(sum, l.now)
}

// allot gives every seat its place. When the open stage is past, or there is
// none, what the others cannot take is silence before the close.
func (l *layout) allot() bool {
	portions := make([]sessions.Portion, len(l.seats))
	var most time.Duration
	open := false
	for i := range l.seats {
		s := &l.seats[i]
		p := sessions.Portion{Min: s.least(), Weight: s.part.weight}
		p.Max = s.most(p.Min)
		open = open || p.Max == 0
		most += p.Max
		portions[i] = p
	}
	room := l.total - l.seats[0].start
	if !open && most < room {
		i := max(len(l.seats)-2, 0)
		l.seats[i].spare = true
		l.seats[i].full = portions[i].Max
		portions[i].Max = 0
	}
	lengths, ok := sessions.Allot(portions, room)
	if !ok {
		return false
	}
	at := l.seats[0].start
	for i, d := range lengths {
		l.seats[i].start = at
		at += d
		l.seats[i].end = at
	}
	return true
}

// lay fills the seats: bells at changes of stage, words, bells among the
// words, breaths, interval bells, return lines, the end.
func (l *layout) lay() {
	room := 8
	for i := range l.parts {
		room += len(l.parts[i].items) + 2
	}
	l.cues = make([]sessions.Cue, 0, room)
	l.opening()
	l.choose()
	for i := range l.seats {
		if s := &l.seats[i]; !s.began {
			l.enter(s)
		}
	}
	for i := range l.seats {
		l.place(&l.seats[i])
	}
	l.intervals()
	l.returns()
	l.end()
	l.sort()
}

// opening takes note of the strokes of the past and lays the opening ones that
// are still to come.
func (l *layout) opening() {
	l.belfry.total = l.total
	if l.open {
		l.belfry.total = 0
	}
	for i := range l.past {
		if l.past[i].Type == sessions.CueBell {
			l.belfry.add(l.past[i])
		}
	}
	for _, c := range l.rings.open {
		if c.At >= l.now {
			c.Stage = l.stageAt(c.At)
			l.belfry.add(c)
			l.cues = append(l.cues, c)
		}
	}
}

// enter rings in a stage, and wishes for silence before its first words.
func (l *layout) enter(s *seat) {
	s.leadTo = max(s.lead, s.part.wish)
	if s.end > s.start && l.stageBell(s.part, s.start) {
		s.leadTo = max(s.leadTo, leadStroke)
	}
}

// end rings the close and ends the sit.
func (l *layout) end() {
	if l.open {
		return
	}
	last := l.stageAt(l.total)
	if l.rings.close.Strikes > 0 {
		c := strike(l.total, l.rings.close)
		c.Stage = last
		l.cues = append(l.cues, c)
	}
	l.cues = append(l.cues, sessions.Cue{At: l.total, End: l.total, Type: sessions.CueEnd, Stage: last})
}

// sort puts the new cues in order behind the past ones.
func (l *layout) sort() {
	sort.Stable(byTime(l.cues))
}

// byTime orders cues by offset, and by rank at equal ones.
type byTime []sessions.Cue

func (c byTime) Len() int      { return len(c) }
func (c byTime) Swap(i, j int) { c[i], c[j] = c[j], c[i] }
func (c byTime) Less(i, j int) bool {
	if c[i].At != c[j].At {
		return c[i].At < c[j].At
	}
	return rank(c[i].Type) < rank(c[j].Type)
}

func rank(t sessions.CueType) int {
	switch t {
	case sessions.CueBell:
		return 0
	case sessions.CueBreathe:
		return 1
	case sessions.CueEnd:
		return 3
	}
	return 2
}

func (l *layout) stageAt(t time.Duration) string {
	for i := range l.seats {
		if s := &l.seats[i]; t < s.end || i == len(l.seats)-1 {
			return s.id
		}
	}
	return ""
}

// score is the finished value.
func (l *layout) score() sessions.Score {
	sc := sessions.Score{
		Total: l.total, Open: l.open, Prepare: max(l.want.Prepare, 0).Truncate(time.Millisecond),
		Guidance: l.want.Guidance, Notes: l.notes,
		Stages: make([]sessions.Span, 0, len(l.done)+len(l.seats)),
	}
	if s := &l.script; len(s.Stages) > 0 {
		sc.Script = sessions.ScriptRef{ID: s.ID, Title: s.Title, Kind: s.Kind, Version: s.Version, SHA256: s.SHA256}
	}
	sc.Stages = append(sc.Stages, l.done...)
	for i := range l.seats {
		s := &l.seats[i]
		sc.Stages = append(sc.Stages, sessions.Span{
			ID: s.id, Title: s.title, Wheel: s.wheel, Start: s.start, End: s.end,
			Noting: s.noting, Pacer: l.pacerOf(s.part),
		})
	}
	sc.Cues = slices.Concat(l.past, l.cues)
	return sc
}
