package wav

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// Writer writes a WAV file.
type Writer struct {
	w      io.WriteSeeker
	format Format
	begin  int64 // where the file begins in w
	start  int64 // where the sound begins in the file
	size   int64 // bytes of sound encoded
	noise  uint64
	buf    []byte
	n      int
	err    error
}

// seed begins the noise of every file. Any number but 0 would do.
const seed = 0x9E3779B97F4A7C15

// NewWriter begins a WAV file where w stands. f may have one channel, which
// becomes the mean of both sides, or two. Until Close the header says that the
// size is unknown, so that a file of a program that was ended can be read.
func NewWriter(w io.WriteSeeker, f Format) (*Writer, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	if f.Channels > 2 || f.Bits == 8 || f.Bits == 64 {
		return nil, fmt.Errorf("WAV with %d channels of %d bits is not written", f.Channels, f.Bits)
	}
	begin, err := w.Seek(0, io.SeekCurrent)
	if err != nil {
		return nil, fmt.Errorf("begin a WAV file: %w", err)
	}
	out := &Writer{w: w, format: f, begin: begin, noise: seed, buf: make([]byte, block/f.frame()*f.frame())}
	head := out.header(math.MaxUint32, math.MaxUint32)
	out.start = int64(len(head))
	if _, err := w.Write(head); err != nil {
		return nil, fmt.Errorf("begin a WAV file: %w", err)
	}
	return out, nil
}

// header returns what stands before the sound. Sizes that do not fit into 32
// bits go to the place that a JUNK chunk keeps free for them.
func (w *Writer) header(riff, size uint64) []byte {
	le, f := binary.LittleEndian, w.format
	long := riff > math.MaxUint32
	name, place := "RIFF", "JUNK"
	var wide [28]byte
	if long {
		name, place = "RF64", "ds64"
		le.PutUint64(wide[0:], riff)
		le.PutUint64(wide[8:], size)
		le.PutUint64(wide[16:], size/uint64(f.frame()))
	}
	short := func(v uint64) uint32 { return uint32(min(v, math.MaxUint32)) }
	b := append(le.AppendUint32([]byte(name), short(riff)), "WAVE"...)
	b = append(le.AppendUint32(append(b, place...), uint32(len(wide))), wide[:]...)
	tag, length := uint16(tagPCM), uint32(16)
	if f.Float {
		tag, length = tagFloat, 18
	}
	b = le.AppendUint32(append(b, "fmt "...), length)
	b = le.AppendUint16(le.AppendUint16(b, tag), uint16(f.Channels))
	b = le.AppendUint32(le.AppendUint32(b, uint32(f.Rate)), uint32(f.Rate*f.frame()))
	b = le.AppendUint16(le.AppendUint16(b, uint16(f.frame())), uint16(f.Bits))
	if f.Float { // what is not PCM says how long its extension is, and how many frames
		b = le.AppendUint16(b, 0)
		b = le.AppendUint32(le.AppendUint32(append(b, "fact"...), 4), short(size/uint64(f.frame())))
	}
	return le.AppendUint32(append(b, "data"...), short(size))
}

// Write adds frames. After an error nothing more is written, and Close returns
// the error again.
func (w *Writer) Write(frames [][2]float64) error {
	size := w.format.frame()
	for len(frames) > 0 && w.err == nil {
		n := min(len(frames), (len(w.buf)-w.n)/size)
		w.encode(w.buf[w.n:w.n+n*size], frames[:n])
		w.n += n * size
		w.size += int64(n * size)
		frames = frames[n:]
		if w.n == len(w.buf) {
			w.flush()
		}
	}
	return w.err
}

func (w *Writer) flush() {
	if w.err != nil {
		return
	}
	if _, err := w.w.Write(w.buf[:w.n]); err != nil {
		w.err = fmt.Errorf("write a WAV file: %w", err)
	}
	w.n = 0
}

// Close writes what is left and the sizes. It does not close what it writes
// to, and leaves it at the end of the file.
func (w *Writer) Close() error {
	if w.flush(); w.err != nil {
		return w.err
	}
	w.err = errors.New("write a WAV file: it has been closed")
	if w.size&1 == 1 {
		if _, err := w.w.Write([]byte{0}); err != nil {
			return fmt.Errorf("end a WAV file: %w", err)
		}
	}
	end := w.start + w.size + w.size&1
	if _, err := w.w.Seek(w.begin, io.SeekStart); err != nil {
		return fmt.Errorf("end a WAV file: %w", err)
	}
	if _, err := w.w.Write(w.header(uint64(end-8), uint64(w.size))); err != nil {
		return fmt.Errorf("end a WAV file: %w", err)
	}
	if _, err := w.w.Seek(w.begin+end, io.SeekStart); err != nil {
		return fmt.Errorf("end a WAV file: %w", err)
	}
	return nil
}
