package render

import (
	"io"

	"karuna/audio/wav"
)

// steps turns frames into whole numbers the way audio/wav does, by reading
// what it writes: a FLAC file then holds the samples of the WAV file.
type steps struct {
	w     *wav.Writer
	frame int    // bytes a frame takes
	bytes []byte // written and not yet taken
	ended bool   // what follows are corrections of a header
}

func newSteps(bits int) (*steps, error) {
	s := &steps{frame: 2 * bits / 8}
	var err error
	s.w, err = wav.NewWriter(s, wav.Format{Rate: Rate, Channels: 2, Bits: bits})
	s.bytes = s.bytes[:0] // the header
	return s, err
}

// Write keeps samples.
func (s *steps) Write(p []byte) (int, error) {
	if !s.ended {
		s.bytes = append(s.bytes, p...)
	}
	return len(p), nil
}

// Seek is called before the header is corrected.
func (s *steps) Seek(_ int64, whence int) (int64, error) {
	s.ended = whence == io.SeekStart
	return 0, nil
}

// len returns how many frames can be taken.
func (s *steps) len() int { return len(s.bytes) / s.frame }

// take moves n frames to left and right.
func (s *steps) take(n int, left, right []int32) {
	size := s.frame / 2
	for i := range n {
		b := s.bytes[i*s.frame:]
		left[i], right[i] = whole(b[:size]), whole(b[size:2*size])
	}
	s.bytes = append(s.bytes[:0], s.bytes[n*s.frame:]...)
}

// whole reads a number of two or three bytes.
func whole(b []byte) int32 {
	if len(b) == 2 {
		return int32(int16(uint16(b[0]) | uint16(b[1])<<8))
	}
	return int32(uint32(b[0])<<8|uint32(b[1])<<16|uint32(b[2])<<24) >> 8
}
