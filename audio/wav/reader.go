package wav

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
)

// block is how many bytes are read or written at once.
const block = 32 << 10

// Reader reads the frames of a WAV file.
type Reader struct {
	r    io.Reader
	head header
	left int64 // bytes of sound to come, as declared; unknown: until the end
	buf  []byte
	end  error
}

// NewReader reads the header of a WAV file. r needs no buffer of its own.
func NewReader(r io.Reader) (*Reader, error) {
	h, err := parse(r)
	if err != nil {
		return nil, err
	}
	size := h.format.frame()
	return &Reader{r: r, head: h, left: h.size, buf: make([]byte, max(block/size, 1)*size)}, nil
}

// Format returns what the file holds.
func (r *Reader) Format() Format { return r.head.format }

// Frames returns how many frames the file says it has, and -1 if it does not
// say. There may be fewer.
func (r *Reader) Frames() int64 {
	if r.head.declared == unknown {
		return unknown
	}
	return r.head.declared / int64(r.head.format.frame())
}

// Read fills dst and returns how many frames there were: fewer than asked at
// the end only, where the next call returns io.EOF. Mono goes to both sides; of
// more than two channels the first two are kept. The frames are the same
// whatever lengths they are asked for in.
func (r *Reader) Read(dst [][2]float64) (int, error) {
	total := 0
	for total < len(dst) && r.end == nil {
		total += r.fill(dst[total:])
	}
	if total == 0 && len(dst) > 0 {
		return 0, r.end
	}
	return total, nil
}

// fill reads once, at most what the buffer holds.
func (r *Reader) fill(dst [][2]float64) int {
	size := r.head.format.frame()
	want := min(len(dst)*size, len(r.buf))
	if r.left != unknown {
		want = int(min(int64(want), r.left/int64(size)*int64(size)))
	}
	if want == 0 {
		r.end = io.EOF
		return 0
	}
	n, err := io.ReadFull(r.r, r.buf[:want])
	if r.left != unknown {
		r.left -= int64(n)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	r.end = err
	return r.head.format.decode(dst, r.buf[:n])
}

// decode turns bytes into frames, as many whole ones as there are.
func (f Format) decode(dst [][2]float64, raw []byte) int {
	size := f.frame()
	n := min(len(raw)/size, len(dst))
	second := 0 // where the right sample is within a frame
	if f.Channels > 1 {
		second = f.bytes()
	}
	sample := f.sample()
	for i := range dst[:n] {
		at := i * size
		dst[i][0] = sample(raw[at:])
		if second == 0 {
			dst[i][1] = dst[i][0]
			continue
		}
		dst[i][1] = sample(raw[at+second:])
	}
	return n
}

// sample returns how one sample is read.
func (f Format) sample() func([]byte) float64 {
	switch {
	case f.Float && f.Bits == 64:
		return func(b []byte) float64 { return clean(math.Float64frombits(binary.LittleEndian.Uint64(b))) }
	case f.Float:
		return func(b []byte) float64 { return clean(float64(math.Float32frombits(binary.LittleEndian.Uint32(b)))) }
	case f.Bits == 8:
		return func(b []byte) float64 { return (float64(b[0]) - 128) / (1 << 7) }
	case f.Bits == 16:
		return func(b []byte) float64 { return float64(int16(binary.LittleEndian.Uint16(b))) / (1 << 15) }
	case f.Bits == 24:
		return func(b []byte) float64 {
			return float64(int32(uint32(b[0])<<8|uint32(b[1])<<16|uint32(b[2])<<24)) / (1 << 31)
		}
	}
	return func(b []byte) float64 { return float64(int32(binary.LittleEndian.Uint32(b))) / (1 << 31) }
}

// clean keeps a sample between -1 and 1; what is not a finite number is 0.
func clean(v float64) float64 {
	if v >= -1 && v <= 1 {
		return v
	}
	return outside(v)
}

func outside(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return math.Copysign(1, v)
}
