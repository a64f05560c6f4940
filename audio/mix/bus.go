package mix

import "github.com/faiface/beep"

// Bus is the sum of its streamers. It keeps their order, sends silence for one
// that has ended, and never ends itself.
type Bus struct {
	all []beep.Streamer
	buf [512][2]float64
}

// NewBus returns the sum of all.
func NewBus(all ...beep.Streamer) *Bus { return &Bus{all: all} }

// Add adds a streamer after the others.
func (b *Bus) Add(s beep.Streamer) { b.all = append(b.all, s) }

// Stream fills samples with the sum.
func (b *Bus) Stream(samples [][2]float64) (n int, ok bool) {
	if len(b.all) == 1 { // most often
		got, _ := b.all[0].Stream(samples)
		clear(samples[got:])
		return len(samples), true
	}
	clear(samples)
	for at := 0; at < len(samples); at += len(b.buf) {
		part := samples[at:min(at+len(b.buf), len(samples))]
		for _, s := range b.all {
			got, _ := s.Stream(b.buf[:len(part)])
			sum(part, b.buf[:got])
		}
	}
	return len(samples), true
}

// Err returns the first error of its streamers.
func (b *Bus) Err() error {
	for _, s := range b.all {
		if err := s.Err(); err != nil {
			return err
		}
	}
	return nil
}

// sum adds what is in more to samples, which is at least as long.
func sum(samples, more [][2]float64) {
	samples = samples[:len(more)]
	for i, f := range more {
		samples[i][0] += f[0]
		samples[i][1] += f[1]
	}
}
