// Package wav reads and writes WAV: sound as it is, in frames.
//
// It reads PCM of 8, 16, 24 and 32 bits and floating point of 32 and 64, plain
// and WAVE_FORMAT_EXTENSIBLE, up to 64 channels, in RIFF, RF64 and BW64 of any
// size; chunks it does not know are passed over. Headers tell lies: sizes left
// at 0 or at the largest number by a program that wrote to a pipe, a chunk that
// is longer than its file. Nothing is allocated by what a header says, and what
// cannot be sound is an error in plain words. A file that was cut short ends
// where its bytes end.
//
// Samples are between -1 and 1; full scale is 2^(bits-1), so that a sample read
// and written at the same width keeps its value. What is not a number becomes
// 0 and what is beyond full scale is cut off there.
//
// It writes PCM of 16, 24 and 32 bits and 32-bit floating point, as RF64 from
// 4 GiB on. At 16 bits the rounding error is made into steady noise by
// triangular dither, the same for the same frames. A sample of exactly 0 stays
// 0, so that a file that is silent is silent.
//
// It does not read compressed WAV (ADPCM, A-law), nor text, loops and cues.
package wav

import (
	"errors"
	"fmt"
)

// Format is what a WAV file holds.
type Format struct {
	Rate     int  // frames a second
	Channels int  // samples a frame
	Bits     int  // bits that a sample takes in the file: 8, 16, 24, 32, 64
	Float    bool // floating point instead of whole numbers
}

// maxChannels is how many channels a file may have; surround sound of the
// largest halls has 64.
const maxChannels = 64

// maxRate is how many frames a second a file may have: twice the fastest that
// converters are sold for.
const maxRate = 1536000

// bytes returns how many bytes a sample takes.
func (f Format) bytes() int { return f.Bits / 8 }

// frame returns how many bytes a frame takes.
func (f Format) frame() int { return f.bytes() * f.Channels }

// check says why the format cannot be read, or nil.
func (f Format) check() error {
	switch {
	case f.Channels == 0:
		return errors.New("the WAV file has no channels")
	case f.Channels < 0 || f.Channels > maxChannels:
		return fmt.Errorf("the WAV file has %d channels, at most %d can be read", f.Channels, maxChannels)
	case f.Rate <= 0 || f.Rate > maxRate:
		return fmt.Errorf("the WAV file has %d frames a second, which cannot be", f.Rate)
	case f.Float && f.Bits != 32 && f.Bits != 64, !f.Float && (f.Bits%8 != 0 || f.Bits < 8 || f.Bits > 32):
		return fmt.Errorf("the WAV file has samples of %d bits, which cannot be read", f.Bits)
	}
	return nil
}
