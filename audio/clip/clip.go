// Package clip is sound held in memory: a phrase, a recorded bell. A Clip is
// 48 000 frames a second, one or two channels of float32, and never changes
// once it is made, so that any number of streamers may read one at once.
//
// It opens no file and decodes nothing (audio/wav, audio/decode).
package clip

import "time"

// Rate is the frames a second of every Clip.
const Rate = 48000

// Clip is a piece of sound. The zero Clip is empty.
type Clip struct {
	channels int
	samples  []float32 // interleaved
}

// Mono returns a clip heard alike on both sides. It keeps the slice.
func Mono(samples []float32) *Clip { return &Clip{1, samples} }

// Stereo returns a clip of left and right in turn. It keeps the slice; half a
// frame at the end is left out.
func Stereo(samples []float32) *Clip {
	return &Clip{2, samples[:len(samples)/2*2]}
}

// Len returns the number of frames.
func (c *Clip) Len() int {
	if c.channels == 0 {
		return 0
	}
	return len(c.samples) / c.channels
}

// Channels returns 1 or 2, and 0 for the zero Clip.
func (c *Clip) Channels() int { return c.channels }

// Duration returns how long the clip lasts, rounded down to a nanosecond.
func (c *Clip) Duration() time.Duration {
	n := int64(c.Len())
	return time.Duration(n/Rate)*time.Second + time.Duration(n%Rate*int64(time.Second)/Rate)
}

// Copy fills dst from the frame from on and returns how many frames there
// were: fewer than asked at the end, 0 outside the clip.
func (c *Clip) Copy(dst [][2]float64, from int) int {
	if from < 0 || from >= c.Len() {
		return 0
	}
	n := min(len(dst), c.Len()-from)
	if c.channels == 1 {
		for i, v := range c.samples[from : from+n] {
			dst[i] = [2]float64{float64(v), float64(v)}
		}
		return n
	}
	for i := range dst[:n] {
		at := 2 * (from + i)
		dst[i] = [2]float64{float64(c.samples[at]), float64(c.samples[at+1])}
	}
	return n
}
