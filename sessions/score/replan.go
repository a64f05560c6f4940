package score

import (
	"slices"
	"time"

	"karuna/sessions"
)

// Replan lays what is left of a sit anew, w.Length being the new total (0: the
// old one). Every cue that began at or before at stays byte for byte; the
// stage of that moment and those not begun share the rest by the rules of
// Compile, with w's guidance, bells and pace. Before t = 0 it is a compile.
// The errors are those of Compile, ErrOver past the end and ErrOther when old
// is not of s.
func Replan(s sessions.Script, old sessions.Score, at time.Duration, w Want) (sessions.Score, error) {
	if w.Length == 0 {
		w.Length = old.Total
	}
	w.Prepare = old.Prepare
	longest := MaxLength
	if len(s.Stages) == 0 {
		longest = MaxSilent
	}
	if at < 0 {
		if len(s.Stages) == 0 {
			return Silent(w.Length, w)
		}
		return Compile(s, w)
	}
	if w.Length > longest {
		return sessions.Score{}, &TooLongError{w.Length, longest}
	}
	r, err := resume(s, old, at, w)
	if err != nil {
		return sessions.Score{}, err
	}
	l := r.layout
	l.open = old.Open && l.total == 0
	if l.open {
		l.lay()
		return l.score(), nil
	}
	if need := l.leastTotal(); l.total < need || !l.allot() {
		return sessions.Score{}, tooShort(s, l.want, need, 0)
	}
	l.overMax()
	l.lay()
	return l.score(), nil
}

// ShortestFrom returns the smallest total Replan accepts at this point. Past
// the end, and where old is not of s, it is the old total.
func ShortestFrom(s sessions.Script, old sessions.Score, at time.Duration, w Want) time.Duration {
	if at < 0 {
		if len(s.Stages) == 0 {
			return time.Millisecond
		}
		return Shortest(s, w)
	}
	r, err := resume(s, old, at, w)
	if err != nil {
		return old.Total
	}
	return r.layout.leastTotal()
}

// resumed is a layout that goes on from the middle of a score.
type resumed struct {
	*layout
	old     sessions.Score
	span    sessions.Span // the one going on
	current int           // its part
}

// resume returns the layout of a moment: what is past kept, the stage of the
// moment first among the seats.
func resume(s sessions.Script, old sessions.Score, at time.Duration, w Want) (*resumed, error) {
	if !old.Open && at >= old.Total {
		return nil, ErrOver
	}
	i := spanAt(old, at)
	if i < 0 || (len(s.Stages) == 0) != (old.Script == sessions.ScriptRef{}) {
		return nil, ErrOther
	}
	if len(s.Stages) == 0 {
		w.Wheel = old.Stages[i].Wheel
	}
	w = w.filled(s)
	l := &layout{
		script: s, want: w, total: w.Length,
		now: at.Truncate(time.Millisecond) + time.Millisecond,
	}
	r := &resumed{layout: l, old: old, span: old.Stages[i]}
	l.parts = partsOf(s, w, func(id string) bool { return has(old.Stages, id) })
	if r.current = r.partOf(r.span.ID); r.current < 0 {
		return nil, ErrOther
	}
	l.done = append(l.done, old.Stages[:i]...)
	l.rings = ringsOf(s, w, w.Length, old.Open && w.Length == 0)
	l.rings.open = nil
	r.keep(at)
	l.seats = append(l.seats, r.goingOn())
	for k := r.current + 1; k < len(l.parts); k++ {
		l.seats = append(l.seats, r.seat(k, 0))
	}
	r.waitForOpening()
	return r, nil
}

// keep takes over what began at or before at, and the opening, all of which
// stays as it was begun.
func (r *resumed) keep(at time.Duration) {
	for _, c := range r.old.Cues {
		if c.At <= at && c.Type != sessions.CueEnd {
			r.past = append(r.past, c)
		}
		if c.Bell.Role == sessions.Opening {
			r.rings.open = append(r.rings.open, c)
		}
	}
}

// partOf returns the part with that id, or -1.
func (r *resumed) partOf(id string) int {
	return slices.IndexFunc(r.parts, func(p part) bool { return p.id == id })
}

func spanAt(s sessions.Score, at time.Duration) int {
	for i, sp := range s.Stages {
		if at < sp.End || i == len(s.Stages)-1 {
			return i
		}
	}
	return -1
}

func has(spans []sessions.Span, id string) bool {
	for i := range spans {
		if spans[i].ID == id {
			return true
		}
	}
	return false
}

// seat returns part k with what it has to do from item n on; a run of strokes
// already struck is not among it.
func (r *resumed) seat(k, n int) seat {
	p := &r.parts[k]
	s := seat{part: p, rest: make([]item, 0, len(p.items))}
	for i := n; i < len(p.items); i++ {
		if it := &p.items[i]; it.spoken() || !r.struck(it.id) {
			s.rest = append(s.rest, *it)
		}
	}
	return s
}

func (r *resumed) struck(id string) bool {
	for i := range r.past {
		if c := &r.past[i]; c.Type == sessions.CueBell && c.ID == id {
			return true
		}
	}
	return false
}

// planned reports whether a run of strokes is still to come in the old score:
// one that was left out there stays out.
func (r *resumed) planned(id string) bool {
	for i := range r.old.Cues {
		if c := &r.old.Cues[i]; c.At >= r.now && c.Type == sessions.CueBell && c.ID == id {
			return true
		}
	}
	return false
}

// goingOn returns the seat of the stage going on: what it has not yet said,
// after the silence begun by its last words.
func (r *resumed) goingOn() seat {
	last, said := r.lastSaid()
	n := 0
	if said >= 0 {
		n = said + 1
	}
	s := r.seat(r.current, n)
	s.rest = slices.DeleteFunc(s.rest, func(it item) bool { return !it.spoken() && !r.planned(it.id) })
	s.start, s.began = r.span.Start, true
	if s.first && s.start == 0 {
		s.extra = r.rings.opened()
	}
	s.lead = r.now - s.start
	if last > 0 {
		s.lead = max(s.lead, last+minGap-s.start)
	}
	s.origin = r.now - s.start
	if said >= 0 {
		it := &r.parts[r.current].items[said]
		s.origin, s.weight = last-s.start, it.weight
		s.leadTo = s.origin + it.hold
	}
	return s
}

// waitForOpening keeps words out of the first seat until the opening strokes
// are over.
func (r *resumed) waitForOpening() {
	if s := &r.seats[0]; len(r.rings.open) > 0 && wordy(r.seats) {
		lead := r.rings.opened() + leadStroke - s.start
		if lead > s.lead {
			s.lead = lead
		}
	}
}

// lastSaid returns the end of the last spoken cue of the sit, and the index of
// the last item said in the stage going on, or -1.
func (r *resumed) lastSaid() (end time.Duration, index int) {
	index = -1
	for i := range r.past {
		c := &r.past[i]
		if c.Type != sessions.CueSpeak && c.Type != sessions.CueReturn {
			continue
		}
		end = max(end, c.End)
		if k := r.indexOf(c); k >= 0 {
			index = k
		}
	}
	return end, index
}

// indexOf returns which item of the stage going on a cue of it is, or -1.
func (r *resumed) indexOf(c *sessions.Cue) int {
	if c.Type != sessions.CueSpeak || c.At < r.span.Start || c.At >= r.span.End {
		return -1
	}
	for k := range r.parts[r.current].items {
		if r.parts[r.current].items[k].id == c.ID {
			return k
		}
	}
	return -1
}
