package score

import (
	"sort"
	"strconv"
	"strings"
	"time"

	"karuna/sessions"
)

const (
	returnAgain = 20 * time.Minute // before a line may be said a second time
	returnRest  = 10 * time.Second // silence a return line leaves before the next words
	returnLast  = 20 * time.Second // and before the end
	returnMost  = 3                // max gaps a silence grows to
)

// returner says the lines that bring the sitter back.
type returner struct {
	layout *layout
	said   map[string]time.Duration // line → when last
	pools  map[string][]string      // pool → lines in this sit's order
	named  bool                     // the last line came from the stage's own pool
	count  int
}

// returns fills the silences longer than the max gap: the first line after
// the max gap, the next after a quarter more each, up to three of them.
func (l *layout) returns() {
	if l.want.Guidance == sessions.BellsOnly || len(l.want.Texts.Returns) == 0 || len(l.script.Stages) == 0 {
		return
	}
	r := returner{layout: l, said: make(map[string]time.Duration), pools: make(map[string][]string)}
	last := l.rings.opened() // end of the last words
	grown := 0               // return lines since the script last spoke
	for i := range l.past {
		switch c := &l.past[i]; c.Type {
		case sessions.CueSpeak:
			last, grown = max(last, c.End), 0
		case sessions.CueReturn:
			last = max(last, c.End)
			r.said[c.Text] = c.At
			grown++
			r.count++
		}
	}
	for i, n := 0, len(l.cues); i < n; i++ { // the return lines go behind them
		if c := &l.cues[i]; c.Type == sessions.CueSpeak {
			at, end := c.At, c.End
			r.fill(last, at, returnRest, grown)
			last, grown = end, 0
		}
	}
	r.fill(last, l.total, returnLast, grown)
}

// fill puts return lines into the silence from..to.
func (r *returner) fill(from, to, rest time.Duration, grown int) {
	l := r.layout
	distance := l.want.MaxGap
	longest := returnMost * distance
	for ; grown > 0 && distance < longest; grown-- {
		distance += distance / 4
	}
	for before := time.Duration(0); ; {
		distance = min(distance.Truncate(time.Millisecond), longest)
		if to-from <= distance {
			return
		}
		at := max(from+distance, l.now+minGap)
		s := l.seatAt(at)
		if s == nil {
			return
		}
		if s.silent {
			from = s.end
			continue
		}
		latest := func(line string) time.Duration {
			return min(at, to-rest-l.want.speech(line, "", Words(line)))
		}
		line, ok := r.next(s.part, latest)
		if !ok {
			return
		}
		length := l.want.speech(line, "", Words(line))
		at = latest(line)
		if distance < longest && at < from+before || at < from+minGap || at < l.now {
			return // what is left is no silence that needs breaking
		}
		r.say(s.part, line, at, length)
		before, from = at-from, at+length
		distance += distance / 4
	}
}

func (r *returner) say(p *part, line string, at, length time.Duration) {
	l := r.layout
	r.said[line] = at
	r.count++
	l.cues = append(l.cues, sessions.Cue{
		At: at, End: at + length, Type: sessions.CueReturn, Stage: l.stageAt(at),
		ID: p.id + "-return-" + strconv.Itoa(r.count), Text: line, Priority: 1,
	})
}

// next chooses the line for a moment: from the stage's own pool and from any
// by turns, none twice while there are others, none within twenty minutes. at
// tells when a line would be said: a longer one begins sooner.
func (r *returner) next(p *part, at func(line string) time.Duration) (string, bool) {
	own := p.pool
	if own == "" {
		own = string(p.wheel)
	}
	first, second := own, "any"
	if r.named {
		first, second = second, first
	}
	for _, again := range []bool{false, true} {
		for _, pool := range []string{first, second} {
			for _, line := range r.pool(pool) {
				when, said := r.said[line]
				if !said || (again && at(line)-when >= returnAgain) {
					r.named = pool == own && own != "any"
					return line, true
				}
			}
		}
	}
	return "", false
}

// pool returns the lines of a pool in the order the seed gives them.
func (r *returner) pool(name string) []string {
	if lines, ok := r.pools[name]; ok {
		return lines
	}
	w := &r.layout.want
	var lines []string
	for _, line := range w.Texts.Returns[name] {
		text, breath := strings.CutSuffix(line, "{breath}")
		if text = strings.TrimSpace(text); text != "" && !(breath && w.variant("no-breath")) {
			lines = append(lines, text)
		}
	}
	sort.SliceStable(lines, func(i, j int) bool {
		return scramble(w.Seed, lines[i]) < scramble(w.Seed, lines[j])
	})
	r.pools[name] = lines
	return lines
}

// scramble hashes text with seed: FNV-1a, then the finish of SplitMix64. It is
// written out so that no other version of Go orders the lines differently.
func scramble(seed uint64, text string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(text); i++ {
		h = (h ^ uint64(text[i])) * 1099511628211
	}
	h += seed * 0x9e3779b97f4a7c15
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

func (l *layout) seatAt(t time.Duration) *seat {
	for i := range l.seats {
		if s := &l.seats[i]; t < s.end {
			return s
		}
	}
	return nil
}
