package decode

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/jfreymuth/oggvorbis"
	"github.com/mewkiz/flac"
	"github.com/mewkiz/flac/frame"

	"karuna/audio/wav"
)

// openWAV opens a WAV file.
func openWAV(r io.Reader) (sound, error) {
	w, err := wav.NewReader(r)
	if err != nil {
		return sound{}, err
	}
	f := w.Format()
	return sound{kind: "WAV", rate: f.Rate, channels: f.Channels, declared: w.Frames(), read: w.Read}, nil
}

// flacReader reads the frames of a FLAC file.
type flacReader struct {
	stream *flac.Stream
	now    *frame.Frame
	at     int   // in now
	left   int64 // as declared; -1: until the end
}

// openFLAC opens a FLAC file. Its first block must be the one that says what it
// holds: the library takes any other for it and allocates what it says.
func openFLAC(r io.Reader, head []byte) (sound, error) {
	if len(head) < 42 || head[4]&0x7F != 0 || head[5] != 0 || head[6] != 0 || head[7] != 34 {
		return sound{}, errors.New("the FLAC in it has no beginning")
	}
	s, err := flac.New(r)
	if err != nil {
		return sound{}, errors.New("the FLAC in it has a damaged beginning")
	}
	if b := s.Info.BitsPerSample; b < 4 || b > 24 {
		return sound{}, fmt.Errorf("it is FLAC of %d bits, which cannot be read", b)
	}
	f := &flacReader{stream: s, left: -1}
	if s.Info.NSamples > 0 {
		f.left = int64(s.Info.NSamples)
	}
	return sound{kind: "FLAC", rate: int(s.Info.SampleRate), channels: int(s.Info.NChannels), declared: f.left, read: f.read}, nil
}

func (f *flacReader) read(dst [][2]float64) (int, error) {
	if f.left == 0 {
		return 0, io.EOF // whatever follows is no sound
	}
	if f.now == nil || f.at >= int(f.now.BlockSize) {
		if err := f.next(); err != nil {
			return 0, err
		}
	}
	left := f.now.Subframes[0].Samples[f.at:]
	right := left
	if len(f.now.Subframes) > 1 {
		right = f.now.Subframes[1].Samples[f.at:]
	}
	n := min(len(dst), len(left), len(right))
	if f.left >= 0 {
		n = int(min(int64(n), f.left))
		f.left -= int64(n)
	}
	scale := 1 / float64(int64(1)<<(f.stream.Info.BitsPerSample-1))
	for i := range dst[:n] {
		dst[i] = [2]float64{float64(left[i]) * scale, float64(right[i]) * scale}
	}
	f.at += n
	return n, nil
}

// next decodes the next frame. A frame may leave its width to the beginning of
// the file, which the library does not look up.
func (f *flacReader) next() error {
	now, err := f.stream.Next()
	if err != nil {
		return err
	}
	if now.BitsPerSample == 0 {
		now.BitsPerSample = f.stream.Info.BitsPerSample
	}
	if now.BitsPerSample != f.stream.Info.BitsPerSample || now.Channels.Count() != int(f.stream.Info.NChannels) {
		return errDamaged
	}
	if err := now.Parse(); err != nil {
		return err
	}
	f.now, f.at = now, 0
	return f.inRange()
}

// inRange refuses samples that are wider than the file says they are.
func (f *flacReader) inRange() error {
	limit := int32(1) << (f.now.BitsPerSample - 1)
	for _, sub := range f.now.Subframes[:min(len(f.now.Subframes), 2)] {
		for _, v := range sub.Samples {
			if v < -limit || v >= limit {
				return errDamaged
			}
		}
	}
	return nil
}

// openOgg opens an Ogg file that holds Vorbis.
func openOgg(r io.Reader, head []byte) (sound, error) {
	first := head[:min(len(head), 128)]
	switch {
	case bytes.Contains(first, []byte("OpusHead")):
		return sound{}, errors.New("it is an Opus file; WAV, FLAC, Ogg Vorbis and MP3 can be read")
	case !bytes.Contains(first, []byte("\x01vorbis")):
		return sound{}, errors.New("it is an Ogg file without Vorbis; WAV, FLAC, Ogg Vorbis and MP3 can be read")
	}
	// Without Seek, which a damaged file can keep busy.
	v, err := oggvorbis.NewReader(struct{ io.Reader }{r})
	if err != nil {
		return sound{}, errors.New("the Ogg Vorbis in it has a damaged beginning")
	}
	o := &oggReader{v: v, channels: v.Channels()}
	s := sound{kind: "Ogg Vorbis", rate: v.SampleRate(), channels: o.channels, declared: -1, read: o.read}
	if err := s.check(); err != nil {
		return sound{}, err
	}
	o.buf = make([]float32, 4096*o.channels)
	return s, nil
}

// oggReader reads the frames of an Ogg Vorbis file.
type oggReader struct {
	v        *oggvorbis.Reader
	channels int
	buf      []float32
}

func (o *oggReader) read(dst [][2]float64) (int, error) {
	n, err := o.v.Read(o.buf[:min(len(dst)*o.channels, len(o.buf))])
	n /= o.channels
	for i := range dst[:n] {
		at := i * o.channels
		dst[i][0], dst[i][1] = float64(o.buf[at]), float64(o.buf[at+min(1, o.channels-1)])
	}
	return n, err
}
