package voice

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"

	"karuna/audio/clip"
	"karuna/audio/loudness"
	"karuna/audio/wav"
)

const (
	level   = -23.0              // LUFS of every phrase
	highest = -3.0               // dB of full scale that its true peak may reach
	most    = 40.0               // dB that a quiet phrase is raised by
	longest = 10 * 60            // seconds of a phrase
	quiet   = 0.005              // of the highest sample: silence is below
	lead    = clip.Rate / 20     // frames left before the first sound: 50 ms
	tail    = clip.Rate * 3 / 20 // and after the last: 150 ms
)

var errSilent = errors.New("there is no sound in it")

// readWAV returns the samples of a WAV file as the mean of its sides.
func readWAV(raw []byte) (samples []float32, rate int, err error) {
	r, err := wav.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, 0, err
	}
	rate = r.Format().Rate
	buf := make([][2]float64, 4096)
	for {
		n, err := r.Read(buf)
		for _, f := range buf[:n] {
			samples = append(samples, float32((f[0]+f[1])/2))
		}
		if errors.Is(err, io.EOF) {
			return samples, rate, nil
		}
		if err != nil {
			return nil, 0, err
		}
		if len(samples) > longest*rate {
			return nil, 0, fmt.Errorf("longer than %d minutes", longest/60)
		}
	}
}

// mono returns the mean of the sides of a clip.
func mono(c *clip.Clip) []float32 {
	out := make([]float32, 0, c.Len())
	buf := make([][2]float64, 4096)
	for n := c.Copy(buf, 0); n > 0; n = c.Copy(buf, len(out)) {
		for _, f := range buf[:n] {
			out = append(out, float32((f[0]+f[1])/2))
		}
	}
	return out
}

// condition makes a phrase of samples: no silence around it, 48 000 frames a
// second, as loud as every other, and soft at both ends.
func condition(samples []float32, rate int) (*clip.Clip, error) {
	switch {
	case rate < 4000 || rate > 384000:
		return nil, fmt.Errorf("%d frames a second is no rate for speech", rate)
	case len(samples) > longest*rate:
		return nil, fmt.Errorf("longer than %d minutes", longest/60)
	}
	centre(samples)
	from, to := sounding(samples)
	if from >= to {
		return nil, errSilent
	}
	begin := max(from-lead*rate/clip.Rate, 0)
	end := min(to+tail*rate/clip.Rate, len(samples))
	out := resample(samples[begin:end], rate)
	ms := func(n int) int { return n * clip.Rate / 1000 }
	before := (from - begin) * clip.Rate / rate
	after := (end - to) * clip.Rate / rate
	fade(out, max(min(before, ms(10)), ms(2)), max(min(after, ms(50)), ms(4)))
	return clip.Mono(out), normalise(out)
}

// centre takes away what lies under the whole of it: a direct current.
func centre(samples []float32) {
	sum := 0.0
	for _, v := range samples {
		sum += float64(v)
	}
	mean := float32(sum / float64(max(len(samples), 1)))
	for i := range samples {
		samples[i] -= mean
	}
}

// sounding returns where sound begins and ends.
func sounding(samples []float32) (from, to int) {
	high := float32(0)
	for _, v := range samples {
		high = max(high, v, -v)
	}
	if high == 0 {
		return 0, 0
	}
	loud := func(v float32) bool { return v > high*quiet || v < -high*quiet }
	to = len(samples)
	for from < to && !loud(samples[from]) {
		from++
	}
	for to > from && !loud(samples[to-1]) {
		to--
	}
	return from, to
}

// fade makes both ends soft, along a raised cosine.
func fade(samples []float32, in, out int) {
	n := len(samples)
	for i := range min(in, n) {
		samples[i] *= rise(i, in)
	}
	for i := range min(out, n) {
		samples[n-1-i] *= rise(i, out)
	}
}

func rise(i, n int) float32 {
	return float32(0.5 - 0.5*math.Cos(math.Pi*float64(i)/float64(n)))
}

// normalise gives the samples their loudness, as it is heard on both sides.
// Where peaks forbid it, they stay below it.
func normalise(samples []float32) error {
	m := loudness.NewMeter(clip.Rate)
	buf := make([][2]float64, 0, 4096)
	for _, v := range samples {
		buf = append(buf, [2]float64{float64(v), float64(v)})
		if len(buf) == cap(buf) {
			m.Add(buf)
			buf = buf[:0]
		}
	}
	m.Add(buf)
	is := m.Integrated()
	if math.IsInf(is, -1) { // shorter than a block of the gate
		is = m.Whole()
	}
	gain := min(level-is, highest-m.TruePeak())
	if math.IsNaN(gain) || gain > most {
		return errSilent
	}
	factor := float32(math.Pow(10, gain/20))
	for i := range samples {
		samples[i] *= factor
	}
	return nil
}
