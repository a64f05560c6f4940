package wav

import (
	"encoding/binary"
	"math"
)

// encode turns frames into bytes; dst is as long as they need.
func (w *Writer) encode(dst []byte, frames [][2]float64) {
	switch f := w.format; {
	case f.Bits == 16 && f.Channels == 2:
		w.noise = stereo16(dst, frames, w.noise)
	case f.Bits == 16:
		w.noise = mono16(dst, frames, w.noise)
	default:
		f.plain(dst, frames)
	}
}

// next is xorshift64 (Marsaglia 2003): a noise that costs three shifts.
func next(x uint64) uint64 {
	x ^= x << 13
	x ^= x >> 7
	return x ^ x<<17
}

func stereo16(dst []byte, frames [][2]float64, noise uint64) uint64 {
	dst = dst[:4*len(frames)]
	for i, frame := range frames {
		noise = next(noise)
		left, right := frame[0], frame[1]
		l := steps16(left, int32(noise&0xFFFF)-int32(noise>>16&0xFFFF))
		r := steps16(right, int32(noise>>32&0xFFFF)-int32(noise>>48))
		if l|r > math.MaxUint16 || left == 0 || right == 0 {
			l, r = edge16(left, l), edge16(right, r)
		}
		binary.LittleEndian.PutUint32(dst[4*i:4*i+4], uint32(l|r<<16)^0x80008000)
	}
	return noise
}

func mono16(dst []byte, frames [][2]float64, noise uint64) uint64 {
	dst = dst[:2*len(frames)]
	for i := range frames {
		noise = next(noise)
		v := (frames[i][0] + frames[i][1]) / 2
		n := steps16(v, int32(noise&0xFFFF)-int32(noise>>16&0xFFFF))
		binary.LittleEndian.PutUint16(dst[2*i:2*i+2], uint16(edge16(v, n))^0x8000)
	}
	return noise
}

// steps16 rounds a sample to steps of 16 bits, counted from the lowest, as a
// conversion cuts towards 0. What is out of range or no number comes out above
// 65535. dither is the difference of two even random numbers of 16 bits:
// triangular, within one step on either side.
func steps16(v float64, dither int32) uint64 {
	return uint64(int64(v*(1<<15) + float64(dither)*(1.0/(1<<16)) + (1<<15 + 0.5)))
}

// edge16 puts right what steps16 makes of silence, of what is beyond full scale
// and of what is no number.
func edge16(v float64, steps uint64) uint64 {
	if v != 0 && steps <= math.MaxUint16 {
		return steps
	}
	return uint64(1<<15 + int64(min(clean(v)*(1<<15), math.MaxInt16)))
}

// plain writes the widths whose rounding nobody hears.
func (f Format) plain(dst []byte, frames [][2]float64) {
	size, frame := f.bytes(), f.frame()
	for i, s := range frames {
		to := dst[i*frame:]
		if f.Channels == 1 {
			f.put(to, (s[0]+s[1])/2)
			continue
		}
		f.put(to, s[0])
		f.put(to[size:], s[1])
	}
}

// put writes one sample.
func (f Format) put(b []byte, v float64) {
	v = clean(v)
	switch {
	case f.Float:
		binary.LittleEndian.PutUint32(b, math.Float32bits(float32(v)))
	case f.Bits == 24:
		n := whole(v, 1<<23)
		b[0], b[1], b[2] = byte(n), byte(n>>8), byte(n>>16)
	default:
		binary.LittleEndian.PutUint32(b, uint32(whole(v, 1<<31)))
	}
}

// whole rounds a sample to a whole number of steps below full scale.
func whole(v, full float64) int32 {
	return int32(min(math.RoundToEven(v*full), full-1))
}
