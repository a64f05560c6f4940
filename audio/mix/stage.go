// Package mix brings sounds together: gains that move without a step, a bus, a
// limiter, and the Stage, which is a whole score as one beep.Streamer.
//
// A Stage counts in frames and knows no clock, so a stroke sounds at exactly
// the frame its offset names, whether the stage is pulled by a device or by a
// renderer. Nothing here allocates, locks or waits while it streams, and one
// goroutine pulls and speaks to it.
//
// It knows no bell by itself: instruments are given to it.
package mix

import (
	"time"

	"github.com/faiface/beep"
)

// Instrument is what a stroke can be struck on. Its Stream never ends and
// fills what it is given.
type Instrument interface {
	beep.Streamer
	// Strike strikes it at the next frame; gain is in dB.
	Strike(velocity, gain float64, half bool)
	// Quiet reports whether it is silent until it is struck.
	Quiet() bool
	// Still stops it at once.
	Still()
}

// Late says how late, in frames, a stroke may be struck.
type Late func(Stroke) int64

// Played is a stroke that has been struck, and the frame at which it was.
type Played struct {
	Stroke Stroke
	Frame  int64 // of the score
}

// Stage is a score as a streamer: frame 0 is t = 0. It ends when its score has
// ended and nothing rings.
type Stage struct {
	instruments map[string]Instrument
	all         []Instrument
	bus         *Bus
	late        Late
	strokes     []Stroke
	frames      []int64 // where they are
	next        int
	pos, end    int64
	held        bool
	played      []Played
}

// NewStage returns a stage without a score and without instruments. A nil late
// strikes everything.
func NewStage(late Late) *Stage {
	return &Stage{instruments: map[string]Instrument{}, bus: NewBus(), late: late}
}

// Add gives the stage an instrument by a name that is new to it. A stroke for
// a name it does not know is passed over.
func (s *Stage) Add(name string, i Instrument) {
	s.instruments[name] = i
	s.all = append(s.all, i)
	s.bus.Add(i)
}

// Has reports whether the stage knows the name.
func (s *Stage) Has(name string) bool { return s.instruments[name] != nil }

// Score gives the stage other strokes, by offset, of a score that ends at end.
// What rings goes on ringing, and the place stays.
func (s *Stage) Score(strokes []Stroke, end time.Duration) {
	s.strokes = strokes
	s.frames = make([]int64, len(strokes))
	for i, k := range strokes {
		s.frames[i] = Frame(k.At)
	}
	s.next, s.end = 0, Frame(end)
	s.played = make([]Played, 0, len(strokes))
}

// Place says which frame of the score the next one is. Strokes before it that
// have not been struck are late.
func (s *Stage) Place(frame int64) { s.pos = frame }

// Frame returns which frame of the score the next one is.
func (s *Stage) Frame() int64 { return s.pos }

// Next returns the offset of the next stroke; ok is false after the last.
func (s *Stage) Next() (at time.Duration, ok bool) {
	if s.next >= len(s.strokes) {
		return 0, false
	}
	return s.strokes[s.next].At, true
}

// Hold stops the score where it is, or lets it go on. What rings rings on.
func (s *Stage) Hold(on bool) { s.held = on }

// Strike strikes an instrument now.
func (s *Stage) Strike(name string) {
	if i, ok := s.instruments[name]; ok {
		i.Strike(1, 0, false)
	}
}

// Played returns the strokes struck since the last call. They are good until
// the next Stream.
func (s *Stage) Played() []Played {
	p := s.played
	s.played = s.played[:0]
	return p
}

// Quiet reports whether nothing rings.
func (s *Stage) Quiet() bool {
	for _, i := range s.all {
		if !i.Quiet() {
			return false
		}
	}
	return true
}

// Still stops everything at once.
func (s *Stage) Still() {
	for _, i := range s.all {
		i.Still()
	}
}

// Stream streams the score from its place.
func (s *Stage) Stream(samples [][2]float64) (n int, ok bool) {
	for n < len(samples) {
		s.strike()
		part := int(min(int64(len(samples)-n), s.stretch()))
		if part == 0 {
			break
		}
		s.bus.Stream(samples[n : n+part])
		n += part
		if !s.held {
			s.pos += int64(part)
		}
	}
	return n, n > 0 || len(samples) == 0
}

// stretch returns how many frames follow before the stage must look up, and 0
// at the end. Where it looks does not depend on how it is pulled, and so
// neither does its length.
func (s *Stage) stretch() int64 {
	const tail = 512
	switch {
	case s.held:
		return tail
	case s.next < len(s.frames):
		return s.frames[s.next] - s.pos
	case s.pos < s.end:
		return s.end - s.pos
	case (s.pos == s.end || s.pos%tail == 0) && s.Quiet():
		return 0
	}
	return tail - s.pos%tail
}

// strike strikes what is due at the place.
func (s *Stage) strike() {
	for !s.held && s.next < len(s.frames) && s.frames[s.next] <= s.pos {
		k, behind := s.strokes[s.next], s.pos-s.frames[s.next]
		s.next++
		if s.late != nil && behind > s.late(k) {
			continue
		}
		i, ok := s.instruments[k.Name]
		if !ok {
			continue
		}
		i.Strike(1, k.Gain, k.Half)
		s.played = append(s.played, Played{k, s.pos})
	}
}

// Err returns nil: a stage cannot fail.
func (s *Stage) Err() error { return s.bus.Err() }
