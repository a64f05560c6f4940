package audio

import "math/rand/v2"

// primer is the noise that keeps a device awake while it is open and nothing
// sounds yet. Amplifiers, HDMI receivers and Bluetooth speakers take digital
// silence for a reason to sleep, and swallow the beginning of what comes after
// it. Noise of the lowest bit of a 16-bit device, -93 dBFS, is below what
// anyone hears and enough for them: PipeWire does the same when asked to
// (dither.noise), with one bit or two. It is no part of a score, so a file has
// none of it.
type primer struct{ bits *rand.PCG }

const lowestBit = 1.0 / (1 << 15)

// newPrimer returns noise that is alike every time.
func newPrimer() primer { return primer{rand.NewPCG(1, 1)} }

// fill adds noise of -1, 0 or 1 of the lowest bit, triangular, unlike on both
// sides.
func (p primer) fill(block [][2]float64) {
	var bits uint64
	for i := range block {
		if i%16 == 0 {
			bits = p.bits.Uint64()
		}
		block[i][0] += lowestBit * (float64(bits&1) - float64(bits>>1&1))
		block[i][1] += lowestBit * (float64(bits>>2&1) - float64(bits>>3&1))
		bits >>= 4
	}
}
