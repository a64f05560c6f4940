package score

import (
	"time"

	"karuna/sessions"
)

// The pacer begins at eight breaths a minute and slows to its pattern in a
// minute, or in a quarter of its time if that is less.
const (
	rampFrom  = 7500 * time.Millisecond
	rampTime  = 60 * time.Second
	rampShare = 4
	fourTimes = 4 // breaths of 4-7-8, to begin with
)

// patternOf returns the pattern a stage breathes by; ok is false when there is
// nothing to count.
func (l *layout) patternOf(name string) (sessions.Breath, bool) {
	if l.want.Breath != "" {
		name = l.want.Breath
	}
	b, ok := sessions.Pattern(name)
	return b, ok && !b.IsZero()
}

func (l *layout) pacerOf(p *part) string {
	if len(p.breaths) == 0 {
		return ""
	}
	name := p.breaths[0].pattern
	if l.want.Breath != "" {
		name = l.want.Breath
	}
	return name
}

// breathe lays the pacer of a seat: every phase begins with the stage or with
// the end of the words before it, and ends on a whole out-breath.
func (l *layout) breathe(s *seat, words []sessions.Cue) {
	begin, ran := s.start, false
	for i := range l.past {
		if c := &l.past[i]; c.Type == sessions.CueBreathe {
			begin = max(begin, c.End)
			ran = ran || (s.began && c.At >= s.start)
		}
	}
	for k, b := range s.breaths {
		from := max(begin, s.start)
		if !ran {
			from = max(from, s.start+s.lead, after(b.after, s, words))
		}
		to := s.end
		if b.share > 0 && b.share < 1 {
			to = min(to, max(s.start, from)+share(s.end-s.start, b.share))
		}
		if k+1 < len(s.breaths) {
			to = min(to, max(from, after(s.breaths[k+1].after, s, words)))
		}
		pattern, ok := l.patternOf(b.pattern)
		if !ok {
			l.note("no breath pattern called " + b.pattern)
			continue
		}
		begin = l.phase(s, pattern, max(from, l.now), to, !ran)
	}
}

// note says a thing once.
func (l *layout) note(text string) {
	for _, n := range l.notes {
		if n == text {
			return
		}
	}
	l.notes = append(l.notes, text)
}

func share(d time.Duration, part float64) time.Duration {
	return time.Duration(d.Milliseconds()*int64(float64(part*1000)+0.5)/1000) * time.Millisecond
}

// after returns the end of the last words before item n of the part.
func after(n int, s *seat, words []sessions.Cue) time.Duration {
	at := s.start
	for i := range words {
		if s.chosen[i].index < n {
			at = words[i].End
		}
	}
	return at
}

// phase lays one phase of the pacer between from and to, ramp breaths first,
// and returns where it ended.
func (l *layout) phase(s *seat, b sessions.Breath, from, to time.Duration, ramp bool) time.Duration {
	whole := b.Length()
	at := from
	add := func(b sessions.Breath, n time.Duration) {
		end := at + n*b.Length()
		l.cues = append(l.cues, sessions.Cue{
			At: at, End: end - b.Empty, Type: sessions.CueBreathe, Stage: s.id, Breath: b,
		})
		at = end
	}
	if ramp && !b.Holds() && whole > rampFrom {
		n := min(rampTime, (to-from)/rampShare) / ((rampFrom + whole) / 2)
		for i := time.Duration(0); i < n; i++ {
			length := (rampFrom + (whole-rampFrom)*(2*i+1)/(2*n)).Truncate(time.Millisecond)
			in := time.Duration(length.Milliseconds()*b.In.Milliseconds()/whole.Milliseconds()) * time.Millisecond
			add(sessions.Breath{Pattern: b.Pattern, In: in, Out: length - in}, 1)
		}
	}
	n := (to - at + b.Empty) / whole
	if b.Pattern == "4-7-8" {
		n = min(n, fourTimes)
	}
	if n > 0 {
		add(b, n)
	}
	return at
}
