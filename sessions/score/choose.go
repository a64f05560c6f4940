package score

import (
	"time"

	"karuna/sessions"
)

// How the word budget is shared (decided from timed transcripts: words are
// densest at the start, thinnest in the middle, and rise again at the close).
const (
	firstShare = 1.35
	lastShare  = 1.5
	leastShare = 0.5  // of the stages between, when first and last are most of the sit
	apartShare = 0.25 // of a stage whose seconds are not in the budget, against the others
	lightShare = 0.55 // of the budget, at light guidance
	freshShare = 1.1  // of the budget of what is left, after guidance was skipped
)

// choose picks the lines of every seat: first priority always, then the others
// in the order of priority and page while the seat's share of the word budget
// and its time last.
func (l *layout) choose() {
	shares := l.shares()
	total, used := 0.0, 0
	for i := range l.seats {
		s := &l.seats[i]
		s.chosen = make([]*item, 0, len(s.rest))
		total += shares[i]
	}
	p := picker{layout: l, taken: make([][]bool, len(l.seats)), left: make([]time.Duration, len(l.seats))}
	for i := range l.seats {
		n := p.musts(i)
		shares[i] -= float64(n)
		used += n
	}
	rest := total - float64(used)
	for {
		seat, it := p.best(shares, rest)
		if seat < 0 {
			break
		}
		p.take(seat, it)
		shares[seat] -= float64(l.seats[seat].rest[it].words)
		rest -= float64(l.seats[seat].rest[it].words)
	}
	for i := range l.seats {
		s := &l.seats[i]
		for k := range s.rest {
			if p.taken[i][k] {
				s.chosen = append(s.chosen, &s.rest[k])
			}
		}
	}
}

// shares returns how many words each seat is to have. The budget is shared by
// time and place, between the first-priority words of a seat and all it has:
// what one cannot use goes to the others.
func (l *layout) shares() []float64 {
	out := make([]float64, len(l.seats))
	var portions []sessions.Portion
	var index []int
	all := 0
	weights := l.wordWeights()
	for i := range l.seats {
		s := &l.seats[i]
		var p sessions.Portion
		for k := range s.rest {
			n := time.Duration(s.rest[k].words) * time.Millisecond
			if s.rest[k].must() {
				p.Min += n
			}
			p.Max += n
		}
		p.Weight = weights[i]
		out[i] = float64(p.Min / time.Millisecond)
		if p.Max == 0 {
			continue
		}
		all += int(p.Max / time.Millisecond)
		portions, index = append(portions, p), append(index, i)
	}
	words := time.Duration(min(l.budget(), all)) * time.Millisecond
	parts, ok := sessions.Allot(portions, words)
	if !ok {
		return out // the first-priority words alone are over the budget
	}
	for k, i := range index {
		out[i] = float64(parts[k] / time.Millisecond)
	}
	return out
}

// wordWeights returns each seat's claim on the words: its time, more in the
// first and the last stage, so that the whole comes to the budget.
func (l *layout) wordWeights() []float64 {
	sec := make([]float64, len(l.seats))
	var sum, ends, claim float64
	for i := range l.seats {
		s := &l.seats[i]
		sec[i] = max(s.end-max(s.start, l.now), time.Second).Seconds()
		sum += sec[i]
		if f := endShare(s.part); f != 1 {
			ends += sec[i]
			claim += float64(f * sec[i]) // rounded, so that no machine fuses the two
		}
	}
	between := leastShare
	if sum > ends {
		between = max(leastShare, (sum-claim)/(sum-ends))
	}
	for i := range sec {
		switch f := endShare(l.seats[i].part); {
		case f != 1:
			sec[i] *= f
		case l.seats[i].apart:
			sec[i] *= between * apartShare
		default:
			sec[i] *= between
		}
	}
	return sec
}

func endShare(p *part) float64 {
	switch {
	case p.first && !p.last:
		return firstShare
	case p.last && !p.first:
		return lastShare
	}
	return 1
}

// budget returns the words there is room for from now on.
func (l *layout) budget() int {
	apart := make(map[string]bool, len(l.parts))
	for i := range l.parts {
		apart[l.parts[i].id] = l.parts[i].apart
	}
	var sit, ahead time.Duration
	for _, sp := range l.done {
		if !apart[sp.ID] {
			sit += sp.End - sp.Start
		}
	}
	for i := range l.seats {
		if s := &l.seats[i]; !s.apart {
			sit += s.end - s.start
			ahead += s.end - max(s.start, min(l.now, s.end))
		}
	}
	words := sessions.Budget(sit)
	if l.want.Guidance == sessions.Light {
		words = float64(words * lightShare)
	}
	if len(l.past) == 0 || sit == 0 {
		return int(words + 0.5)
	}
	said := 0
	for i := range l.past {
		if l.past[i].Type == sessions.CueSpeak {
			said += Words(l.past[i].Text)
		}
	}
	fresh := float64(words * freshShare * ahead.Seconds() / sit.Seconds())
	return max(0, int(min(words-float64(said), fresh)+0.5))
}

// picker takes items into the seats while they fit in time.
type picker struct {
	layout *layout
	taken  [][]bool
	left   []time.Duration // time of the seat not yet spoken for
}

// musts takes what is there in any case and returns its words.
func (p *picker) musts(i int) int {
	s := &p.layout.seats[i]
	p.taken[i] = make([]bool, len(s.rest))
	p.left[i] = s.end - s.start - s.lead
	if s.spare {
		p.left[i] = min(s.full, s.end-s.start) - s.lead
	}
	words := 0
	for k := range s.rest {
		if s.rest[k].must() || (k == 0 && s.forced) {
			p.take(i, k)
			words += s.rest[k].words
		}
	}
	return words
}

func (p *picker) take(i, k int) {
	p.taken[i][k] = true
	p.left[i] -= easy(&p.layout.seats[i].rest[k])
}

// easy is the time a line takes with two thirds of the silence it wishes for.
func easy(it *item) time.Duration { return it.length + max(minGap, it.hold*2/3) }

// best returns the next line to take: from the seat with most of its share
// left, the lowest priority, the first on the page. No line is taken of which
// more than half is over rest, the words left in all.
func (p *picker) best(shares []float64, rest float64) (seat, it int) {
	seat = -1
	for i := range p.layout.seats {
		s := &p.layout.seats[i]
		if seat >= 0 && shares[i] <= shares[seat] {
			continue
		}
		k := -1
		for j := range s.rest {
			r := &s.rest[j]
			if p.taken[i][j] || float64(r.words) > 2*rest || easy(r) > p.left[i] {
				continue
			}
			if k < 0 || r.priority < s.rest[k].priority {
				k = j
			}
		}
		if k >= 0 {
			seat, it = i, k
		}
	}
	return seat, it
}
