package render

import (
	"bufio"
	"fmt"
	"io"

	"github.com/mewkiz/flac"
	"github.com/mewkiz/flac/frame"
	"github.com/mewkiz/flac/meta"
)

// flacFile is a FLAC file. What its header says is known at the end alone, so
// the header is written twice, at the same length.
type flacFile struct {
	w       *shifted
	enc     *flac.Encoder
	head    head
	steps   *steps
	packer  packer
	samples [2][]int32
	frames  int64
	bits    int
}

// shifted is a buffered file whose beginning is where w stood at first.
type shifted struct {
	*bufio.Writer
	w     io.WriteSeeker
	begin int64
	at    int64 // bytes written since the beginning; good until the first Seek
	err   error // the first; the encoder would not pass it on as it is
}

// Write writes to the buffer.
func (s *shifted) Write(p []byte) (int, error) {
	n, err := s.Writer.Write(p)
	s.at += int64(n)
	return n, s.keep(err)
}

func (s *shifted) keep(err error) error {
	if s.err == nil {
		s.err = err
	}
	return err
}

// reason returns why the encoder failed with err.
func (s *shifted) reason(err error) error {
	if err != nil && s.err != nil {
		err = s.err
	}
	if err != nil {
		return fmt.Errorf("write a FLAC file: %w", err)
	}
	return nil
}

// Seek moves to a place, counted from the beginning of the FLAC file.
func (s *shifted) Seek(offset int64, whence int) (int64, error) {
	if err := s.keep(s.Flush()); err != nil {
		return 0, err
	}
	if whence == io.SeekStart {
		offset += s.begin
	}
	n, err := s.w.Seek(offset, whence)
	return n - s.begin, s.keep(err)
}

func newFLAC(w io.WriteSeeker, o Options) (encoder, error) {
	begin, err := w.Seek(0, io.SeekCurrent)
	if err != nil {
		return nil, err
	}
	f := &flacFile{w: &shifted{Writer: bufio.NewWriterSize(w, 64<<10), w: w, begin: begin}, head: newHead(o), bits: o.Bits}
	for i := range f.samples {
		f.samples[i] = make([]int32, blockLen)
	}
	if f.steps, err = newSteps(o.Bits); err != nil {
		return nil, err
	}
	if f.enc, err = f.begun(&meta.StreamInfo{}); err != nil {
		return nil, err
	}
	f.enc.EnablePredictionAnalysis(false) // packer has done it
	f.head.start = f.w.at
	return f, nil
}

// begun writes the header.
func (f *flacFile) begun(info *meta.StreamInfo) (*flac.Encoder, error) {
	info.BlockSizeMin, info.BlockSizeMax = blockLen, blockLen // the last block does not count
	info.SampleRate, info.NChannels, info.BitsPerSample = Rate, 2, uint8(f.bits)
	enc, err := flac.NewEncoder(f.w, info, f.head.blocks(f.frames)...)
	return enc, f.w.reason(err)
}

// Write adds frames.
func (f *flacFile) Write(frames [][2]float64) error {
	if err := f.steps.w.Write(frames); err != nil {
		return err
	}
	for f.steps.len() >= blockLen {
		if err := f.block(blockLen); err != nil {
			return err
		}
	}
	return nil
}

// block writes n frames as one block.
func (f *flacFile) block(n int) error {
	f.head.seekable(f.frames, f.w.at, n)
	left, right := f.samples[0][:n], f.samples[1][:n]
	f.steps.take(n, left, right)
	channels, subframes := f.packer.pack(left, right, f.bits)
	err := f.w.reason(f.enc.WriteFrame(&frame.Frame{
		Header: frame.Header{
			HasFixedBlockSize: true, BlockSize: uint16(n), SampleRate: Rate,
			Channels: channels, BitsPerSample: uint8(f.bits),
		},
		Subframes: subframes,
	}))
	f.frames += int64(n)
	return err
}

// Close writes what is left and the header with all that is known now.
func (f *flacFile) Close() error {
	if err := f.steps.w.Close(); err != nil {
		return err
	}
	for n := f.steps.len(); n > 0; n = f.steps.len() {
		if err := f.block(min(n, blockLen)); err != nil {
			return err
		}
	}
	if err := f.enc.Close(); err != nil { // finds out the checksum
		return f.w.reason(err)
	}
	if _, err := f.w.Seek(0, io.SeekStart); err != nil {
		return f.w.reason(err)
	}
	if _, err := f.begun(f.enc.Info); err != nil {
		return err
	}
	_, err := f.w.Seek(0, io.SeekEnd)
	return f.w.reason(err)
}
