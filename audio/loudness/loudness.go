// Package loudness measures how loud sound is, and how high it reaches:
// loudness after ITU-R BS.1770-4, in LUFS (the unit the standard itself calls
// LKFS), and peaks in dB of full scale, of the samples and between them.
//
// A Meter takes stereo at any rate from 8 000 frames a second on. What is heard
// alike on both sides counts on both, as it is heard: 3 LU more than the same
// samples on one side. Silence is -Inf. The blocks that sound is added in do
// not matter.
//
// It does not weigh surround channels, and does not tell the loudness range.
package loudness

import "math"

const (
	offset   = -0.691 // dB: a sine of 997 Hz at full scale on one side is -3.01 LUFS
	absolute = -70    // LUFS: blocks not above do not count
	relative = -10    // LU below the mean of the blocks left, likewise
	steps    = 4      // a block of 400 ms is four steps of 100 ms: 75 % overlap
)

// Meter measures the sound it is given. One goroutine uses it.
type Meter struct {
	rate    int
	weigh   weighting
	peaks   peaks
	frames  int64       // taken in all
	over    int64       // steps that are over
	begin   int64       // frame that began this step
	end     int64       // frame that ends it
	energy  float64     // in it so far
	recent  [steps]step // the last four, oldest first
	filled  int
	blocks  []float64 // mean square of each block of 400 ms
	total   float64   // energy in all steps that are over
	loudest float64   // mean square of the loudest block
}

// step is the weighted energy of 100 ms: the sum of squares of both sides.
type step struct {
	energy float64
	frames int64
}

// NewMeter returns a meter for sound of so many frames a second. It panics
// below 8 000, where the weighting of the standard has no meaning.
func NewMeter(rate int) *Meter {
	if rate < 8000 {
		panic("loudness: fewer than 8000 frames a second")
	}
	m := &Meter{rate: rate, weigh: newWeighting(float64(rate)), peaks: newPeaks()}
	m.end = m.stepEnd(1)
	return m
}

// stepEnd returns the frame that ends the n-th step, from 1: where the rate is
// no multiple of ten, steps differ by a frame and the mean is right.
func (m *Meter) stepEnd(n int64) int64 { return n * int64(m.rate) / 10 }

// Add measures frames that follow those before. It allocates nothing but a
// place for each 100 ms.
func (m *Meter) Add(frames [][2]float64) {
	m.peaks.add(frames)
	for len(frames) > 0 {
		n := min(len(frames), int(m.end-m.frames))
		m.energy += m.weigh.energy(frames[:n])
		m.frames += int64(n)
		frames = frames[n:]
		if m.frames == m.end {
			m.endStep()
		}
	}
}

func (m *Meter) endStep() {
	copy(m.recent[:], m.recent[1:])
	m.recent[steps-1] = step{m.energy, m.frames - m.begin}
	m.filled = min(m.filled+1, steps)
	m.total += m.energy
	m.energy, m.begin = 0, m.frames
	m.over++
	m.end = m.stepEnd(m.over + 1)
	m.weigh.settle()
	if m.filled < steps {
		return
	}
	var energy float64
	var frames int64
	for _, s := range m.recent {
		energy += s.energy
		frames += s.frames
	}
	mean := energy / float64(frames)
	m.blocks = append(m.blocks, mean)
	m.loudest = max(m.loudest, mean)
}

// Integrated returns the gated loudness of all that was added, in LUFS. It is
// -Inf for less than 400 ms, and where no block is above -70 LUFS.
func (m *Meter) Integrated() float64 {
	gate := power(absolute)
	return loudness(m.above(max(gate, m.above(gate)*math.Pow(10, relative/10.0))))
}

// above returns the mean of the blocks above the gate, or 0.
func (m *Meter) above(gate float64) float64 {
	sum, n := 0.0, 0
	for _, b := range m.blocks {
		if b > gate {
			sum += b
			n++
		}
	}
	return sum / float64(max(n, 1))
}

// Momentary returns the loudness of the loudest 400 ms, in LUFS, looked for in
// steps of 100 ms; -Inf for less sound than that.
func (m *Meter) Momentary() float64 { return loudness(m.loudest) }

// Whole returns the loudness of all that was added, however short, in LUFS and
// without any gate: silence in it counts.
func (m *Meter) Whole() float64 {
	return loudness((m.total + m.energy) / float64(max(m.frames, 1)))
}

// TruePeak returns the highest peak in dB of full scale, between the samples
// too (annex 2: four times oversampled).
func (m *Meter) TruePeak() float64 { return 20 * math.Log10(m.peaks.highest()) }

// SamplePeak returns the highest sample in dB of full scale.
func (m *Meter) SamplePeak() float64 { return 20 * math.Log10(m.peaks.sample) }

// loudness is the loudness in LUFS of a weighted mean square, and power is its
// inverse.
func loudness(meanSquare float64) float64 { return offset + 10*math.Log10(meanSquare) }

func power(lufs float64) float64 { return math.Pow(10, (lufs-offset)/10) }
