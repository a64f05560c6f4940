package score

import (
	"time"

	"karuna/sessions"
)

// gap is one silence: at least min, wished as wish, at most max (0: no
// limit), and of what is left over a share by weight.
type gap struct {
	min, wish, max time.Duration
	weight         int64
}

// place lays the chosen items of a seat on the clock.
func (l *layout) place(s *seat) {
	items := s.chosen
	if len(items) == 0 {
		l.breathe(s, nil)
		return
	}
	gaps := make([]gap, len(items)+1)
	gaps[0] = gap{min: s.lead - s.origin, wish: max(s.leadTo, s.lead) - s.origin, weight: s.weight}
	room := s.end - s.start
	if s.spare {
		room = min(room, s.full)
	}
	room -= s.origin
	for i := range items {
		it := items[i]
		room -= it.length
		gaps[i+1] = gap{min: minGap, wish: max(it.hold, minGap), max: it.holdMax, weight: it.weight}
	}
	restAfterLast(gaps)
	silence := spread(gaps, room)
	at := s.start + s.origin
	cues := l.words[:0]
	for i := range items {
		at += silence[i]
		cues = append(cues, items[i].cue(s.id, at))
		at += items[i].length
	}
	l.words = cues
	l.breathe(s, cues)
	for i := range cues {
		if cues[i].Type == sessions.CueBell {
			if !l.belfry.free(cues[i].At, cues[i].End) {
				continue
			}
			l.belfry.add(cues[i])
		}
		l.cues = append(l.cues, cues[i])
	}
}

func (it *item) cue(stage string, at time.Duration) sessions.Cue {
	if !it.spoken() {
		c := strike(at, it.bell)
		c.Stage, c.ID = stage, it.id
		return c
	}
	return sessions.Cue{
		At: at, End: at + it.length, Type: sessions.CueSpeak, Stage: stage, ID: it.id,
		Text: it.text, Template: it.template, Clip: it.clip, Priority: it.priority,
	}
}

// restAfterLast makes the last silence the heaviest of the stage.
func restAfterLast(gaps []gap) {
	last := &gaps[len(gaps)-1]
	for i := range gaps[:len(gaps)-1] {
		last.weight = max(last.weight, gaps[i].weight*5/4)
	}
	last.weight = max(last.weight, 1)
	last.max = 0
}

// spread divides room among the silences, in whole milliseconds that add up
// to it. When the wishes do not fit, all shrink toward their minima alike.
func spread(gaps []gap, room time.Duration) []time.Duration {
	out := make([]time.Duration, len(gaps))
	var least, wish time.Duration
	for _, g := range gaps {
		least += g.min
		wish += g.wish
	}
	if room < wish {
		num, den := max(room-least, 0).Milliseconds(), (wish - least).Milliseconds()
		for i, g := range gaps {
			out[i] = g.min + time.Duration((g.wish-g.min).Milliseconds()*num/den)*time.Millisecond
		}
	} else {
		for i, g := range gaps {
			out[i] = g.wish
		}
		shareOut(gaps, out, room-wish)
	}
	left := room
	for _, d := range out {
		left -= d
	}
	out[len(out)-1] += max(left, 0)
	return out
}

// shareOut adds extra to the silences by weight, none over its max.
func shareOut(gaps []gap, out []time.Duration, extra time.Duration) {
	for extra >= time.Millisecond {
		var weights int64
		for i, g := range gaps {
			if g.max == 0 || out[i] < g.max {
				weights += g.weight
			}
		}
		if weights == 0 {
			return
		}
		left, capped := extra, false
		for i, g := range gaps {
			if g.max > 0 && out[i] >= g.max {
				continue
			}
			d := time.Duration(extra.Milliseconds()*g.weight/weights) * time.Millisecond
			if g.max > 0 && out[i]+d >= g.max {
				d, capped = g.max-out[i], true
			}
			out[i] += d
			left -= d
		}
		extra = left
		if !capped {
			return
		}
	}
}
