package mix

import (
	"slices"
	"time"

	"karuna/audio/clip"
	"karuna/sessions"
)

// Phrase is a line of a score that may be heard.
type Phrase struct {
	At       time.Duration // offset from t = 0
	Text     string        // slots at their fallback; "" where there is a recording alone
	Template string        // the text with its slots; "" when it has none
	Clip     string        // file of a recording of it, or ""
}

// Phrases returns the lines of a score, by offset.
func Phrases(sc sessions.Score) []Phrase {
	var out []Phrase
	for _, c := range sc.Cues {
		if c.Type == sessions.CueSpeak || c.Type == sessions.CueReturn {
			out = append(out, Phrase{c.At, c.Text, c.Template, c.Clip})
		}
	}
	return out
}

// Speech returns how a phrase sounds; ok is false while that is not known. It
// may read a file: it is asked by Feed alone.
type Speech func(Phrase) (sound *clip.Clip, ok bool)

const (
	prompt  = 10 * Rate       // frames before its place that a phrase is asked for
	joining = 3 * Rate / 100  // fade in of a phrase that is joined midway
	parting = 15 * Rate / 100 // fade out of one that is left
	jump    = 5 * Rate / 100  // a move of less goes unheard: the phrase flows on
	nobody  = -1
)

// narration speaks the phrases of a score at their places. What is said is a
// function of the place: a phrase that lies around it is joined midway.
type narration struct {
	speech  Speech
	phrases []Phrase
	frames  []int64      // where they begin
	sounds  []*clip.Clip // nil: not ready
	next    int          // the first that has not begun
	current int          // the one that is spoken, or nobody
	muted   bool
	voices  [2]voice // the one speaking, and the one leaving
	turn    int      // which of them speaks
}

// voice reads a clip aloud, and is silent after its end.
type voice struct {
	sound *clip.Clip
	at    int
	gain  *Gain
}

// Stream streams the clip.
func (v *voice) Stream(samples [][2]float64) (int, bool) {
	n := 0
	if v.sound != nil {
		n = v.sound.Copy(samples, v.at)
		v.at += n
	}
	clear(samples[n:])
	return len(samples), true
}

// Err returns nil: what is in memory cannot fail.
func (v *voice) Err() error { return nil }

func (v *voice) left() int {
	if v.sound == nil {
		return 0
	}
	return v.sound.Len() - v.at
}

func (v *voice) quiet() bool { return v.left() == 0 || v.gain.Level() == 0 && v.gain.Target() == 0 }

func newNarration() *narration {
	n := &narration{current: nobody}
	for i := range n.voices {
		n.voices[i].gain = NewGain(&n.voices[i], 0)
	}
	return n
}

// score takes other phrases. The one that is being spoken goes on when it is
// among them.
func (n *narration) score(phrases []Phrase) {
	var spoken Phrase
	if n.current != nobody {
		spoken = n.phrases[n.current]
	}
	n.phrases = phrases
	n.frames = make([]int64, len(phrases))
	n.sounds = make([]*clip.Clip, len(phrases))
	for i, p := range phrases {
		n.frames[i] = Frame(p.At)
	}
	if n.current != nobody {
		n.current = slices.Index(phrases, spoken)
		if n.current == nobody {
			n.leave()
		} else {
			n.sounds[n.current] = n.voices[n.turn].sound
		}
	}
	n.next = n.current + 1
}

// place finds what is to be said at a place that was not reached by playing.
func (n *narration) place(pos int64) {
	if n.current != nobody {
		off := pos - n.frames[n.current] - int64(n.voices[n.turn].at)
		if off > -jump && off < jump {
			n.next = n.current + 1
			return
		}
		n.leave()
	}
	n.next = 0
	for n.next < len(n.frames) && n.frames[n.next] <= pos {
		n.next++
	}
	n.next = max(n.next-1, 0) // it may be midway
}

// leave fades what is spoken out.
func (n *narration) leave() {
	n.voices[n.turn].gain.Ramp(0, parting)
	n.current = nobody
}

// feed asks for the phrases that begin before the frame.
func (n *narration) feed(pos, before int64) {
	if n.speech == nil {
		return
	}
	for i := max(n.next-1, 0); i < len(n.phrases) && n.frames[i] < before; i++ {
		if n.sounds[i] == nil {
			n.sounds[i], _ = n.speech(n.phrases[i])
		}
	}
	for i := range n.next { // what has been said is not kept in memory
		if i != n.current && n.sounds[i] != nil && n.frames[i]+int64(n.sounds[i].Len()) < pos {
			n.sounds[i] = nil
		}
	}
}

// speak begins what is due at pos and ends what has been said.
func (n *narration) speak(pos int64) {
	if n.current != nobody && n.voices[n.turn].left() == 0 {
		n.current = nobody
	}
	for n.next < len(n.frames) && n.frames[n.next] <= pos {
		i, behind := n.next, int(pos-n.frames[n.next])
		n.next++
		if sound := n.sounds[i]; sound != nil && !n.muted && behind < sound.Len() {
			n.begin(i, behind)
		}
	}
}

func (n *narration) begin(i, behind int) {
	if n.current != nobody {
		n.leave()
	}
	n.turn = 1 - n.turn
	v := &n.voices[n.turn]
	v.sound, v.at = n.sounds[i], behind
	n.current = i
	if behind == 0 {
		v.gain.Ramp(1, 0)
		return
	}
	v.gain.Ramp(0, 0)
	v.gain.Ramp(1, joining)
}

// near reports whether a phrase is being spoken at pos, or begins within the
// frames given.
func (n *narration) near(pos, within int64) bool {
	if n.muted {
		return false
	}
	return n.current != nobody || n.next < len(n.frames) && n.sounds[n.next] != nil && n.frames[n.next]-within <= pos
}

// until returns how many frames follow pos before speak or near can change.
func (n *narration) until(pos, within int64) int64 {
	left := int64(forever)
	if n.current != nobody {
		left = int64(n.voices[n.turn].left())
	}
	if n.next < len(n.frames) {
		left = min(left, n.frames[n.next]-pos)
		if soon := n.frames[n.next] - within - pos; soon > 0 {
			left = min(left, soon)
		}
	}
	return left
}

// comes returns where the next phrase that can be heard begins.
func (n *narration) comes() (frame int64, ok bool) {
	if n.speech == nil || n.muted || n.next >= len(n.frames) {
		return 0, false
	}
	return n.frames[n.next], true
}

func (n *narration) quiet() bool { return n.voices[0].quiet() && n.voices[1].quiet() }

func (n *narration) still() {
	for i := range n.voices {
		n.voices[i].sound = nil
	}
	n.current = nobody
}

// add adds what is spoken to samples; buf is as long.
func (n *narration) add(samples, buf [][2]float64) {
	for i := range n.voices {
		if v := &n.voices[i]; !v.quiet() {
			v.gain.Stream(buf)
			sum(samples, buf)
		}
	}
}
