// Package mix brings sounds together: gains that move without a step, a bus, a
// limiter, and the Stage, which is a whole score as one beep.Streamer: its
// strokes, the phrases that are spoken, and an ambience beneath, which makes
// room for them.
//
// A Stage counts in frames and knows no clock, so a stroke sounds at exactly
// the frame its offset names, whether the stage is pulled by a device or by a
// renderer. Nothing here allocates, locks or waits while it streams; what has
// to be read from a file is read by Feed, between two Streams. One goroutine
// pulls and speaks to it.
//
// It knows no bell, voice or noise by itself: they are given to it.
package mix

import (
	"math"
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
// ended and nothing sounds.
type Stage struct {
	instruments map[string]Instrument
	bells       *peal
	peal        *Gain // the bells at their volume
	voice       *narration
	bed         *bed
	old         *bed // one that is fading away
	late        Late
	strokes     []Stroke
	frames      []int64 // where they are
	next        int
	pos, end    int64
	held        bool
	played      []Played
	buf         [blockLen][2]float64
}

// blockLen is how many frames are mixed in one go.
const blockLen = 512

const forever = math.MaxInt64

// NewStage returns a stage without a score and without instruments. A nil late
// strikes everything.
func NewStage(late Late) *Stage {
	s := &Stage{
		instruments: map[string]Instrument{}, bells: &peal{}, late: late,
		voice: newNarration(), bed: newBed(nil), old: newBed(nil),
	}
	s.peal = NewGain(s.bells, 1)
	return s
}

// Add gives the stage an instrument by a name that is new to it. A stroke for
// a name it does not know is passed over.
func (s *Stage) Add(name string, i Instrument) {
	s.instruments[name] = i
	s.bells.all = append(s.bells.all, i)
}

// Has reports whether the stage knows the name.
func (s *Stage) Has(name string) bool { return s.instruments[name] != nil }

// Bells moves the gain of all instruments to g within n frames.
func (s *Stage) Bells(g float64, n int) { s.peal.Ramp(g, n) }

// Speak has the phrases of a score spoken from now on; nil leaves them unsaid.
func (s *Stage) Speak(speech Speech) {
	s.voice.speech = speech
	clear(s.voice.sounds)
	if speech == nil && s.voice.current != nobody {
		s.voice.leave()
	}
}

// Mute keeps the voice back (true), or lets it go on from where the score is.
func (s *Stage) Mute(on bool) {
	if s.voice.muted == on {
		return
	}
	s.voice.muted = on
	if on && s.voice.current != nobody {
		s.voice.leave()
	}
	if !on {
		s.voice.place(s.pos)
	}
}

// Lie lays other sounds beneath the score; those before fade away.
func (s *Stage) Lie(layers ...Layer) {
	s.bed.end()
	s.old, s.bed = s.bed, newBed(layers)
}

// Score gives the stage other strokes and phrases, by offset, of a score that
// ends at end; an end of 0 is none. What sounds goes on, and the place stays.
func (s *Stage) Score(strokes []Stroke, phrases []Phrase, end time.Duration) {
	s.strokes = strokes
	s.frames = make([]int64, len(strokes))
	for i, k := range strokes {
		s.frames[i] = Frame(k.At)
	}
	s.next, s.end = 0, Frame(end)
	if end == 0 {
		s.end = forever
	}
	s.played = make([]Played, 0, len(strokes))
	s.voice.score(phrases)
}

// Place says which frame of the score the next one is. Strokes before it that
// have not been struck are late; a phrase around it is joined midway.
func (s *Stage) Place(frame int64) {
	s.pos = frame
	s.voice.place(frame)
}

// Frame returns which frame of the score the next one is.
func (s *Stage) Frame() int64 { return s.pos }

// Next returns the offset of what sounds next, a stroke, a phrase or the
// beginning of the ambience; ok is false after the last.
func (s *Stage) Next() (at time.Duration, ok bool) {
	next := int64(forever)
	if s.next < len(s.frames) {
		next = s.frames[s.next]
	}
	if frame, ok := s.voice.comes(); ok {
		next = min(next, frame)
	}
	if len(s.bed.layers) > 0 && !s.bed.on && s.pos < s.end {
		next = min(next, max(s.pos, 0))
	}
	if next == forever {
		return 0, false
	}
	return Offset(next), true
}

// Hold stops the score where it is, or lets it go on. What rings rings on;
// voice and ambience fade.
func (s *Stage) Hold(on bool) {
	if on && s.voice.current != nobody {
		s.voice.leave()
	}
	s.held = on
}

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

// Quiet reports whether nothing sounds.
func (s *Stage) Quiet() bool {
	return s.bells.quiet() && s.voice.quiet() && s.bed.quiet() && s.old.quiet()
}

// Still stops everything at once.
func (s *Stage) Still() {
	for _, i := range s.bells.all {
		i.Still()
	}
	s.voice.still()
	s.bed.still()
	s.old.still()
}

// Feed reads what the next n frames need. It may wait for a file, and returns
// the first error; what could not be read is silence.
func (s *Stage) Feed(n int) error {
	s.voice.feed(s.pos, s.pos+int64(n)+prompt)
	return s.bed.feed(n)
}

// Stream streams the score from its place.
func (s *Stage) Stream(samples [][2]float64) (n int, ok bool) {
	for n < len(samples) {
		s.turn()
		part := int(min(int64(len(samples)-n), s.stretch(), blockLen))
		if part == 0 {
			break
		}
		s.mix(samples[n:n+part], s.buf[:part])
		n += part
		if !s.held {
			s.pos += int64(part)
		}
	}
	return n, n > 0 || len(samples) == 0
}

// turn does what is due at the place.
func (s *Stage) turn() {
	if !s.held {
		s.strike()
		s.voice.speak(s.pos)
	}
	over := s.pos >= s.end
	talking := !s.held && s.voice.near(s.pos, duckIn)
	s.bed.turn(!s.held && s.pos >= 0 && !over, over, talking)
}

func (s *Stage) mix(samples, buf [][2]float64) {
	s.peal.Stream(samples)
	s.bed.add(samples, buf)
	s.old.add(samples, buf)
	s.voice.add(samples, buf)
}

// stretch returns how many frames follow before the stage must look up, and 0
// at the end. Where it looks does not depend on how it is pulled, and so
// neither does its length.
func (s *Stage) stretch() int64 {
	const tail = blockLen
	switch {
	case s.held:
		return tail
	case (s.pos == s.end || s.pos > s.end && s.pos%tail == 0) && s.next >= len(s.frames) && s.Quiet():
		return 0
	}
	left := s.voice.until(s.pos, duckIn)
	switch {
	case s.pos < 0:
		left = min(left, -s.pos)
	case s.pos < s.end:
		left = min(left, s.end-s.pos)
	default:
		left = min(left, tail-s.pos%tail)
	}
	if s.next < len(s.frames) {
		left = min(left, s.frames[s.next]-s.pos)
	}
	return left
}

// strike strikes what is due at the place.
func (s *Stage) strike() {
	for s.next < len(s.frames) && s.frames[s.next] <= s.pos {
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
func (s *Stage) Err() error { return nil }

// peal is the sum of instruments, those that are quiet left alone.
type peal struct {
	all []Instrument
	buf [blockLen][2]float64
}

func (p *peal) quiet() bool {
	for _, i := range p.all {
		if !i.Quiet() {
			return false
		}
	}
	return true
}

// Stream streams the sum of at most blockLen frames.
func (p *peal) Stream(samples [][2]float64) (int, bool) {
	clear(samples)
	for _, i := range p.all {
		if !i.Quiet() {
			i.Stream(p.buf[:len(samples)])
			sum(samples, p.buf[:len(samples)])
		}
	}
	return len(samples), true
}

// Err returns nil: an instrument cannot fail.
func (p *peal) Err() error { return nil }
