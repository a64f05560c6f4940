package ambience

import (
	"fmt"
	"math"
)

// Source is a recording that can be read anywhere: stereo, Rate frames a
// second.
type Source interface {
	// Len returns how many frames there are. It does not change.
	Len() int
	// ReadAt fills dst with the frames from the frame from on, or returns an
	// error. It is never asked for frames beyond the end.
	ReadAt(dst [][2]float64, from int) error
}

const (
	ahead    = 2 * Rate   // frames that are read ahead
	sip      = Rate / 2   // frames that are worth a read
	joint    = Rate       // frames in which the end fades into the beginning
	shortest = Rate / 2   // frames that a recording has at least
	hush     = Rate / 100 // frames in which a loop without more to play becomes silent
)

// Loop is a recording without end: its last second fades into its first, with
// equal power, so that what is not alike in both keeps its loudness. In a
// recording of less than four seconds a quarter of it is used.
//
// Stream reads no file. Feed does, between two Streams; what has not been fed
// is silence, into which and out of which a Loop fades within 10 ms. It is a
// mix.Feeder.
type Loop struct {
	src    Source
	gain   float64
	fade   int // frames of the joint
	round  int // frames from joint to joint
	at     int // place of the next frame to be read, of round
	again  bool
	ring   [][2]float64
	first  int // of ring
	filled int // frames of ring from first on, around its end
	level  float64
	under  [][2]float64 // the end, while the beginning fades in
	err    error
}

// NewLoop returns a loop of a recording with a gain in dB, which brings it to
// Level. A recording shorter than half a second is an error.
func NewLoop(src Source, gainDB float64) (*Loop, error) {
	n := src.Len()
	if n < shortest {
		return nil, fmt.Errorf("loop a recording of %d frames: it has to last %d at least, half a second", n, shortest)
	}
	if math.IsNaN(gainDB) || math.IsInf(gainDB, 0) {
		return nil, fmt.Errorf("loop a recording with a gain of %v dB: it has to be a number", gainDB)
	}
	fade := min(joint, n/4)
	return &Loop{
		src: src, gain: math.Pow(10, gainDB/20), fade: fade, round: n - fade,
		ring: make([][2]float64, ahead), under: make([][2]float64, fade),
	}, nil
}

// Feed makes sure that the next n frames come without waiting. After an error
// of the recording there may be fewer; the next Feed tries again.
func (l *Loop) Feed(n int) error {
	l.err = nil
	n += hush // else the loop would fade
	if l.filled >= n && len(l.ring)-l.filled < sip {
		return nil
	}
	if n > len(l.ring) {
		l.grow(n)
	}
	for l.filled < len(l.ring) {
		if l.err = l.read(); l.err != nil {
			return l.err
		}
	}
	return nil
}

// grow makes the ring longer: a renderer may ask for more than two seconds.
func (l *Loop) grow(n int) {
	longer := make([][2]float64, n)
	got := copy(longer, l.ring[l.first:])
	copy(longer[got:], l.ring[:l.first])
	l.ring, l.first = longer, 0
}

// read reads on until the ring is full, or its end, the joint's or the
// recording's is reached.
func (l *Loop) read() error {
	to := (l.first + l.filled) % len(l.ring)
	n := min(len(l.ring)-l.filled, len(l.ring)-to)
	joining := l.again && l.at < l.fade
	if joining {
		n = min(n, l.fade-l.at)
	} else {
		n = min(n, l.round-l.at)
	}
	part := l.ring[to : to+n]
	if err := l.src.ReadAt(part, l.at); err != nil {
		return fmt.Errorf("read a recording at frame %d: %w", l.at, err)
	}
	if joining {
		if err := l.join(part); err != nil {
			return err
		}
	}
	for i := range part {
		part[i][0] *= l.gain
		part[i][1] *= l.gain
	}
	l.filled += n
	if l.at += n; l.at == l.round {
		l.at, l.again = 0, true
	}
	return nil
}

// join fades the end of the recording into part, which is of its beginning.
func (l *Loop) join(part [][2]float64) error {
	end := l.under[:len(part)]
	if err := l.src.ReadAt(end, l.round+l.at); err != nil {
		return fmt.Errorf("read a recording at frame %d: %w", l.round+l.at, err)
	}
	for i := range part {
		come, leave := math.Sincos(math.Pi / 2 * float64(l.at+i) / float64(l.fade))
		part[i][0] = part[i][0]*come + end[i][0]*leave
		part[i][1] = part[i][1]*come + end[i][1]*leave
	}
	return nil
}

// Stream fills samples with what has been fed, and with silence after that.
func (l *Loop) Stream(samples [][2]float64) (n int, ok bool) {
	n = len(samples)
	for len(samples) > 0 {
		part := samples[:min(len(samples), l.filled, len(l.ring)-l.first)]
		if len(part) == 0 {
			clear(samples)
			l.level = 0
			break
		}
		copy(part, l.ring[l.first:])
		l.shape(part)
		l.filled -= len(part)
		l.first = (l.first + len(part)) % len(l.ring)
		samples = samples[len(part):]
	}
	return n, true
}

// shape fades out before nothing is left, and in again when there is more.
func (l *Loop) shape(part [][2]float64) {
	if l.level == 1 && l.filled-len(part) >= hush {
		return
	}
	for i := range part {
		l.level = min(l.level+1.0/hush, 1, float64(l.filled-i-1)/hush)
		part[i][0] *= l.level
		part[i][1] *= l.level
	}
}

// Err returns the error of the last Feed.
func (l *Loop) Err() error { return l.err }
