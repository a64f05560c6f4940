package bell

import (
	"math"

	"karuna/audio/clip"
)

// SampledLevel is the peak of a full strike of a Sampled, in dBFS.
const SampledLevel = -15.0

// How a recording is made ready, and how it is struck.
const (
	longestSound = 60 * Rate // frames; a longer one fades out there
	cutFade      = 5 * Rate  // frames that takes
	endFade      = Rate / 20 // frames in which any other one ends
	startFade    = Rate / 2000
	silent       = -90.0 // dBFS; a recording below that is none
	beforeOnset  = -50.0 // dB below the peak, left out at the start
	afterEnd     = -70.0 // dB below the peak, left out at the end

	atOnce    = 8             // strokes that ring at once
	stolen    = Rate / 50     // frames in which the oldest of more fades out
	muffled   = 3 * Rate / 10 // frames in which a half stroke fades out, and what rings beneath
	halfLevel = -8.0          // dB against a full stroke
	halfHz    = 1000.0        // corner of its low pass
)

// Sampled is a recorded stroke that is struck like a Bell, and keeps the same
// promises: a beep.Streamer that never ends, silent until it is struck, whose
// strokes overlap. Its colour is the same at every velocity.
//
// The recording begins at its onset, has its mean taken out, peaks at
// SampledLevel and fades at its end. Up to eight strokes ring at once; with
// another one the oldest fades out. A half stroke is short, softer and darker,
// and damps what rings.
type Sampled struct {
	sound   [][2]float32
	strokes [2 * atOnce]stroke // those that ring, and those that fade out
}

// stroke is one sounding of a recording. At rest its gain is 0.
type stroke struct {
	gain       float64
	at         int // frame of the sound that comes next
	half       bool
	low        [2]float64 // of the low pass
	fade, left int        // left of fade frames until it is out; fade 0: none
}

// NewSampled returns the recording as a bell at rest. It keeps nothing of c. A
// recording without sound never rings.
func NewSampled(c *clip.Clip) *Sampled {
	all := frames(c)
	top := centre(all)
	if top < decibels(silent) {
		return &Sampled{}
	}
	from, to := 0, len(all)
	for limit := top * decibels(beforeOnset); loud(all[from]) < limit; from++ {
	}
	for limit := top * decibels(afterEnd); loud(all[to-1]) < limit; to-- {
	}
	amid, cut := from == 0, c.Len() > len(all) && to == len(all)
	sound := all[from:to:to]
	scale := decibels(SampledLevel) / top
	for i := range sound {
		gain := scale * edges(i, len(sound), amid, cut)
		sound[i][0] = float32(float64(sound[i][0]) * gain)
		sound[i][1] = float32(float64(sound[i][1]) * gain)
	}
	return &Sampled{sound: sound}
}

// frames returns what is played of c. What is no number is silent.
func frames(c *clip.Clip) [][2]float32 {
	all := make([][2]float32, min(c.Len(), longestSound))
	var buf [512][2]float64
	for at := 0; at < len(all); at += len(buf) {
		n := c.Copy(buf[:min(len(buf), len(all)-at)], at)
		for i, f := range buf[:n] {
			for ch, v := range f {
				if math.Abs(v) <= math.MaxFloat32 {
					all[at+i][ch] = float32(v)
				}
			}
		}
	}
	return all
}

// centre takes the mean out of all and returns the peak.
func centre(all [][2]float32) (top float64) {
	var sum [2]float64
	for _, f := range all {
		sum[0] += float64(f[0])
		sum[1] += float64(f[1])
	}
	n := float64(len(all))
	l, r := float32(sum[0]/n), float32(sum[1]/n)
	for i := range all {
		f := &all[i]
		f[0] -= l
		f[1] -= r
		top = max(top, loud(*f))
	}
	return top
}

func loud(f [2]float32) float64 { return max(math.Abs(float64(f[0])), math.Abs(float64(f[1]))) }

// edges returns the gain of frame i of n: 1, but less at the end, and at the
// start of a recording that begins amid the sound.
func edges(i, n int, amid, cut bool) float64 {
	gain, end := 1.0, endFade
	if cut {
		end = cutFade
	}
	if amid {
		gain = rise(i, startFade)
	}
	return gain * rise(n-1-i, min(end, n/2))
}

// rise is half a cosine from 0 at 0 to 1 at n.
func rise(i, n int) float64 {
	if i >= n {
		return 1
	}
	return 0.5 - 0.5*math.Cos(math.Pi*float64(i)/float64(n))
}

// Strike strikes at the next frame. velocity is 0 to 1 and sets the peak; gain
// is in dB, 0 or less.
func (s *Sampled) Strike(velocity, gain float64, half bool) {
	level := min(velocity, 1) * decibels(min(gain, 0))
	if !(level > 1e-6) || len(s.sound) == 0 { // NaN too
		return
	}
	if half {
		level *= decibels(halfLevel)
	}
	free := s.makeRoom(half)
	if free == nil {
		return
	}
	*free = stroke{gain: level, half: half}
	if half {
		free.out(muffled)
	}
}

// makeRoom returns where a new stroke goes. Should the oldest have to make
// room for it, it fades out, and under a half stroke all do. It is nil only
// when eight strokes have been passed over within a fiftieth of a second.
func (s *Sampled) makeRoom(half bool) (free *stroke) {
	var oldest *stroke
	ringing := 0
	for i := range s.strokes {
		k := &s.strokes[i]
		switch {
		case k.gain == 0:
			free = k
		case half:
			k.out(muffled)
		case k.fade == 0 || k.half:
			ringing++
			if oldest == nil || k.at > oldest.at {
				oldest = k
			}
		}
	}
	if free != nil && ringing >= atOnce {
		oldest.out(stolen)
	}
	return free
}

// out lets a stroke fade out within n frames, or sooner if it already does.
// From a fade under way it goes on at the level that has reached.
func (k *stroke) out(n int) {
	if k.fade > 0 {
		if k.left <= n {
			return
		}
		k.gain *= rise(k.left, k.fade)
	}
	k.fade, k.left = n, n
}

// Stream fills samples with what rings. It always fills all of them.
func (s *Sampled) Stream(samples [][2]float64) (n int, ok bool) {
	clear(samples)
	for i := range s.strokes {
		if k := &s.strokes[i]; k.gain != 0 {
			k.add(samples, s.sound)
		}
	}
	return len(samples), true
}

// add adds the stroke to out, and is at rest once it has ended.
func (k *stroke) add(out [][2]float64, sound [][2]float32) {
	for i := range out[:min(len(out), len(sound)-k.at)] {
		f := &sound[k.at+i]
		l, r := float64(f[0])*k.gain, float64(f[1])*k.gain
		if k.half {
			k.low[0] += (l - k.low[0]) * lowPass
			k.low[1] += (r - k.low[1]) * lowPass
			l, r = k.low[0], k.low[1]
		}
		if k.fade > 0 {
			g := rise(k.left, k.fade)
			l, r = l*g, r*g
			if k.left--; k.left == 0 {
				*k = stroke{}
				return
			}
		}
		out[i][0] += l
		out[i][1] += r
	}
	if k.at += len(out); k.at >= len(sound) {
		*k = stroke{}
	}
}

// lowPass is the coefficient of a one-pole low pass with its corner at halfHz.
const lowPass = 1 - 1/(1+2*math.Pi*halfHz/Rate)

// Quiet reports whether it is silent until it is struck.
func (s *Sampled) Quiet() bool {
	for i := range s.strokes {
		if s.strokes[i].gain != 0 {
			return false
		}
	}
	return true
}

// Still stops it at once.
func (s *Sampled) Still() { s.strokes = [2 * atOnce]stroke{} }

// Err returns nil: a recording in memory cannot fail.
func (s *Sampled) Err() error { return nil }
