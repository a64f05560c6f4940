package score

import (
	"time"

	"karuna/sessions"
)

// restart is how far into a stage going back begins it again, rather than the
// one before.
const restart = 10 * time.Second

// Skip moves the guidance by a cue or a stage, forward or back, and never the
// end. The cue going on is cut short at that moment. Forward by a cue from the
// last of a stage is forward by a stage. Where the stages ahead cannot take
// the time that is left, the spare is silence before the close. Back by a cue
// says the one before again; back by a stage begins this one again, or within
// its first ten seconds the one before.
//
// ok is false, and the score is old, when there is nothing there to move to,
// or when going back the stages ahead would no longer fit.
func Skip(s sessions.Script, old sessions.Score, at time.Duration, forward, stage bool, w Want) (sc sessions.Score, ok bool) {
	if at < 0 || old.Open || len(s.Stages) == 0 {
		return old, false
	}
	w.Length, w.Prepare = old.Total, old.Prepare
	r, err := resume(s, old, at, w)
	if err != nil {
		return old, false
	}
	move := r.backCue
	switch {
	case forward && stage:
		move = r.nextStage
	case forward:
		move = r.nextCue
	case stage:
		move = r.backStage
	}
	l := r.layout
	if !move() || l.leastTotal() > l.total || !l.allot() {
		return old, false
	}
	l.overMax()
	l.lay()
	return l.score(), true
}

// nextCue goes to the next line planned in this stage, else to the next stage.
func (r *resumed) nextCue() bool {
	for i := range r.old.Cues {
		c := &r.old.Cues[i]
		if c.At < r.now {
			continue
		}
		if k := r.indexOf(c); k >= 0 {
			r.sayNow(k)
			return true
		}
	}
	return r.nextStage()
}

// backCue says the line before the last one again; the first line of a stage
// is said again itself.
func (r *resumed) backCue() bool {
	_, last := r.lastSaid()
	if last < 0 {
		return r.current > 0 && r.enter(r.before())
	}
	to := last
	for i := range r.past {
		if k := r.indexOf(&r.past[i]); k >= 0 && k < last && (to == last || k > to) {
			to = k
		}
	}
	r.sayNow(to)
	return true
}

// sayNow goes on in the same stage with item k at once.
func (r *resumed) sayNow(k int) {
	r.cut(false)
	s := r.seat(r.current, k)
	s.start, s.began, s.forced = r.span.Start, true, true
	s.extra = r.seats[0].extra
	s.lead = r.now - s.start
	s.origin = s.lead
	r.seats[0] = s
	r.waitForOpening()
}

// nextStage begins the next stage now. With only the close ahead, and more
// time than it takes, the stage going on falls silent until then.
func (r *resumed) nextStage() bool {
	next := r.current + 1
	if next >= len(r.parts) {
		return false
	}
	ahead := r.seats[1:]
	if len(ahead) == 1 && ahead[0].part.max > 0 && ahead[0].most(ahead[0].least()) < r.total-r.now {
		if !r.ahead() {
			return false
		}
		r.cut(true)
		r.seats[0].rest = nil
		r.hush(r.current)
		r.seats[0].lead = r.now - r.seats[0].start
		return true
	}
	return r.enter(next)
}

// hush takes the pacer out of a part.
func (r *resumed) hush(k int) { r.parts[k].breaths = nil }

// ahead reports whether the stage going on has anything planned still.
func (r *resumed) ahead() bool {
	for i := range r.old.Cues {
		c := &r.old.Cues[i]
		going := c.Type == sessions.CueBreathe && c.End > r.now
		coming := c.At >= r.now && (c.Type == sessions.CueSpeak || c.Type == sessions.CueBreathe)
		if c.At >= r.span.Start && c.At < r.span.End && (going || coming) {
			return true
		}
	}
	return false
}

// backStage begins this stage again, or the one before it.
func (r *resumed) backStage() bool {
	if r.now-r.span.Start <= restart && len(r.done) > 0 {
		return r.enter(r.before())
	}
	return r.enter(r.current)
}

// before returns the part before this one; a span of this one, ended by going
// back within it, is not before it.
func (r *resumed) before() int {
	for i := len(r.done) - 1; i >= 0; i-- {
		if k := r.partOf(r.done[i].ID); k >= 0 && k != r.current {
			return k
		}
	}
	return r.current
}

// enter begins part k now and ends the stage going on.
func (r *resumed) enter(k int) bool {
	r.cut(true)
	gone := r.span
	gone.End = r.now
	r.done = append(r.done, gone)
	r.seats = r.seats[:0]
	for ; k < len(r.parts); k++ {
		r.seats = append(r.seats, r.seat(k, 0))
	}
	r.seats[0].start = r.now
	r.waitForOpening()
	return true
}

// cut ends what is being said, and the pacer too where the stage ends.
func (r *resumed) cut(pacer bool) {
	for i := range r.past {
		c := &r.past[i]
		spoken := c.Type == sessions.CueSpeak || c.Type == sessions.CueReturn
		if c.End > r.now && (spoken || (pacer && c.Type == sessions.CueBreathe)) {
			c.End = r.now
		}
	}
}
