package score

import (
	"fmt"
	"time"

	"karuna/sessions"
)

// Compile lays s on the clock as w asks. The errors are *TooShortError,
// *TooLongError and ErrNoStages. A length over the script's own range is
// taken, with a note.
func Compile(s sessions.Script, w Want) (sessions.Score, error) {
	if len(s.Stages) == 0 {
		return sessions.Score{}, ErrNoStages
	}
	w = w.filled(s)
	if w.Length > MaxLength {
		return sessions.Score{}, &TooLongError{w.Length, MaxLength}
	}
	l := begin(s, w)
	if len(l.seats) == 0 {
		return sessions.Score{}, ErrNoStages
	}
	need := l.leastTotal()
	if w.Length < max(need, s.Length.Min) {
		return sessions.Score{}, tooShort(s, w, need, s.Length.Min)
	}
	l.openFor(w.Length)
	if !l.allot() {
		return sessions.Score{}, tooShort(s, w, need, s.Length.Min)
	}
	l.overMax()
	l.lay()
	return l.score(), nil
}

// Silent returns a sit without words: one stage, its bells, and w.Bells'
// interval bells. Length 0 counts up until it is ended by hand, with interval
// bells for a day; see Finish. The errors are *TooLongError over 24 h and
// ErrNegative.
func Silent(length time.Duration, w Want) (sessions.Score, error) {
	w.Length = length
	w = w.filled(sessions.Script{})
	switch {
	case length < 0:
		return sessions.Score{}, ErrNegative
	case length > MaxSilent:
		return sessions.Score{}, &TooLongError{length, MaxSilent}
	}
	l := begin(sessions.Script{}, w)
	if l.open = w.Length == 0; l.open {
		l.rings = ringsOf(l.script, w, 0, true)
		l.lay()
		return l.score(), nil
	}
	l.openFor(w.Length)
	l.allot()
	l.lay()
	return l.score(), nil
}

// Shortest returns the smallest length Compile accepts with these options.
func Shortest(s sessions.Script, w Want) time.Duration {
	l := begin(s, w.filled(s))
	if len(l.seats) == 0 {
		return s.Length.Min
	}
	return max(l.leastTotal(), wholeUp(s.Length.Min))
}

// Shares returns which part of the time is on each wheel when s is sat for
// length with its optional stages as the script has them, Both counted half
// to each. They add up to 1, or are all 0 when the stages do not fit.
func Shares(s sessions.Script, length time.Duration) (self, other, ground float64) {
	l := begin(s, Want{Guidance: sessions.BellsOnly, Bells: Bells{Custom: sessions.NoBells}}.filled(s))
	l.total = length.Truncate(time.Millisecond)
	if len(l.seats) == 0 || !l.allot() || l.total <= 0 {
		return 0, 0, 0
	}
	var sum sessions.Wheels
	for i := range l.seats {
		sum = sum.Add(l.seats[i].wheel, l.seats[i].end-l.seats[i].start)
	}
	of := float64(l.total)
	return float64(sum.Self) / of, float64(sum.Other) / of, float64(sum.Ground) / of
}

// begin returns an empty layout with every stage still to come, opened by at
// most one stroke.
func begin(s sessions.Script, w Want) *layout {
	l := &layout{script: s, want: w, total: w.Length}
	l.parts = partsOf(s, w, func(string) bool { return false })
	l.seats = make([]seat, len(l.parts))
	for i := range l.parts {
		l.seats[i] = fresh(&l.parts[i])
	}
	if wordy(l.seats) {
		l.seats[0].lead = leadStroke
	}
	return l
}

func fresh(p *part) seat { return seat{part: p, rest: p.items} }

// openFor chooses the opening for a total: one stroke when all of it is longer
// than a tenth of the sit or does not fit.
func (l *layout) openFor(total time.Duration) {
	l.total = total
	l.rings = ringsOf(l.script, l.want, total, false)
	opened := l.rings.opened()
	first := &l.seats[0]
	lead := first.lead
	if opened > 0 && opened <= total/openShare {
		first.extra = opened
		if lead > 0 {
			first.lead = opened + leadStroke
		}
		if l.leastTotal() <= total {
			return
		}
	}
	first.extra, first.lead = 0, lead
	if opened > 0 {
		l.rings = l.rings.once()
	}
}

// overMax notes a length over the script's own.
func (l *layout) overMax() {
	if m := l.script.Length.Max; m > 0 && l.total > m {
		l.note(fmt.Sprintf("longer than the script's %s", short(m)))
	}
}

func tooShort(s sessions.Script, w Want, need, own time.Duration) *TooShortError {
	e := &TooShortError{Title: s.ID, Min: max(need, wholeUp(own)), Narrator: w.Pace != nil && need > own}
	if e.Title == "" {
		e.Title = s.Title
	}
	return e
}
