package pipe

import "math"

// dither is the noise that keeps a bell's tail from turning into steps: the
// difference of two even ones, a step of 16 bits wide. It always starts alike.
type dither struct{ state, last uint32 }

func (d *dither) round(v float64) int16 {
	if v == 0 {
		return 0 // silence stays silent
	}
	d.state = d.state*1664525 + 1013904223
	noise := (float64(d.state) - float64(d.last)) / (1 << 32)
	d.last = d.state
	return int16(math.Round(min(max(v*32767+noise, -32767), 32767)))
}
