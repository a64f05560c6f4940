package score

import (
	"time"

	"karuna/sessions"
)

// The spacing of strokes, and the distances bells keep.
const (
	openGap     = 6 * time.Second         // between opening strokes
	villageGap  = 15 * time.Second        // three long breaths, in the village custom
	villageFrom = 6 * time.Second         // one breath after the half-sound
	closeGap    = 1500 * time.Millisecond // between closing strokes
	zenFrom     = 10 * time.Minute        // length from which three strokes open a sit
	bellApart   = 10 * time.Second        // of a stage or interval bell from any other stroke
	bellEnd     = 45 * time.Second        // of a stage or interval bell from the end
	openShare   = 10                      // the opening takes at most a tenth of the sit
)

// rings is how a sit of one length is rung.
type rings struct {
	open     []sessions.Cue
	close    sessions.Bell // Strikes 0: none
	atChange bool          // a small bell at each change of stage
	atStage  bool          // bells named by stages
}

// ringsOf resolves who decides: the sitter's custom, else the script, else the
// length.
func ringsOf(s sessions.Script, w Want, total time.Duration, open bool) rings {
	c, plan := w.Bells.Custom, s.Bells
	if c == sessions.NoBells {
		return rings{}
	}
	r := rings{atChange: plan.Stage, atStage: true}
	if on := w.Bells.Stage; on != nil {
		r.atChange, r.atStage = *on, *on
	}
	large := sessions.Bell{Name: w.Bells.Name}
	strokes, closing := strokesOf(c, plan, open || total >= zenFrom)
	r.open = opening(large, strokes, c == sessions.Village)
	r.close = run(large, sessions.Closing, closing, closeGap)
	if plan.Soft && closing > 0 {
		r.close.Name, r.close.Gain = w.Bells.Small, softGain
	}
	return r
}

// strokesOf returns how many strokes open and close a sit; long is what the
// length says where nobody else does.
func strokesOf(c sessions.Custom, plan sessions.BellPlan, long bool) (opening, closing int) {
	switch c {
	case sessions.Simple:
		return 1, 1
	case sessions.Zen, sessions.Retreat:
		return 3, 1
	case sessions.Village:
		return 3, 2
	}
	switch {
	case plan.Given:
		return plan.Open, plan.Close
	case long:
		return 3, 1
	}
	return 1, 1
}

func run(b sessions.Bell, role sessions.Role, n int, gap time.Duration) sessions.Bell {
	b.Role, b.Strikes = role, n
	if n > 1 {
		b.Gap = gap
	}
	return b
}

func opening(large sessions.Bell, n int, village bool) []sessions.Cue {
	switch {
	case n <= 0:
		return nil
	case !village:
		return []sessions.Cue{strike(0, run(large, sessions.Opening, n, openGap))}
	}
	half := run(large, sessions.Opening, 1, 0)
	half.Half = true
	return []sessions.Cue{
		strike(0, half),
		strike(villageFrom, run(large, sessions.Opening, n, villageGap)),
	}
}

// once returns the rings with a single opening stroke.
func (r rings) once() rings {
	if len(r.open) == 0 {
		return r
	}
	b := r.open[0].Bell
	r.open = []sessions.Cue{strike(0, run(sessions.Bell{Name: b.Name, Gain: b.Gain}, sessions.Opening, 1, 0))}
	return r
}

// opened returns the offset of the last opening stroke.
func (r rings) opened() time.Duration {
	if n := len(r.open); n > 0 {
		return r.open[n-1].End
	}
	return 0
}

// strike is a bell cue; it ends with the onset of its last stroke.
func strike(at time.Duration, b sessions.Bell) sessions.Cue {
	return sessions.Cue{
		At: at, End: at + time.Duration(max(b.Strikes-1, 0))*b.Gap,
		Type: sessions.CueBell, Bell: b,
	}
}

// belfry keeps the runs of strokes taken so far.
type belfry struct {
	runs  []sessions.Cue
	total time.Duration // 0: open
}

// free reports whether a run from..to keeps its distance from all others.
func (b *belfry) free(from, to time.Duration) bool {
	for i := len(b.runs) - 1; i >= 0; i-- {
		r := &b.runs[i]
		if from < r.End+bellApart && to > r.At-bellApart {
			return false
		}
	}
	return b.total == 0 || to <= b.total-bellApart
}

// early reports whether t is far enough from the end for a lesser bell.
func (b *belfry) early(t time.Duration) bool { return b.total == 0 || t <= b.total-bellEnd }

func (b *belfry) add(c sessions.Cue) { b.runs = append(b.runs, c) }

// stageBell strikes the bell of a stage that begins at t, where one is wanted
// and there is room.
func (l *layout) stageBell(p *part, t time.Duration) bool {
	name := ""
	switch {
	case p.bell != "" && l.rings.atStage:
		name = p.bell
	case l.rings.atChange && !p.first:
		name = "small"
	default:
		return false
	}
	for i := range l.past {
		if c := &l.past[i]; c.Bell.Role == sessions.AtStage && c.Stage == p.id {
			return false
		}
	}
	if !l.belfry.early(t) || !l.belfry.free(t, t) {
		return false
	}
	b := sessions.Bell{Role: sessions.AtStage, Strikes: 1, Gain: smallGain}
	b.Name, _ = l.want.bellNamed(name)
	c := strike(t, b)
	c.Stage = p.id
	l.belfry.add(c)
	l.cues = append(l.cues, c)
	return true
}

// intervals strikes the interval bells that keep their distance.
func (l *layout) intervals() {
	every := wholeUp(l.want.Bells.Interval)
	if every <= 0 || l.want.Bells.Custom == sessions.NoBells {
		return
	}
	for every < bellApart { // so that no interval bell crowds the next
		every *= 2
	}
	end := l.total
	if l.open {
		end = MaxSilent
	}
	for t := every; t <= end; t += every {
		if t < l.now || !l.belfry.early(t) || !l.belfry.free(t, t) {
			continue
		}
		b := sessions.Bell{Name: l.want.Bells.Small, Role: sessions.Interval, Strikes: 1, Gain: smallGain}
		c := strike(t, b)
		c.Stage = l.stageAt(t)
		l.cues = append(l.cues, c)
	}
}
