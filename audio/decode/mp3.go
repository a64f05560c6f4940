package decode

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"

	"github.com/hajimehoshi/go-mp3"
)

// mp3Header is what the first four bytes of an MP3 frame say.
type mp3Header struct {
	mpeg1    bool
	rate     int
	channels int
	frames   int // in one MP3 frame
	size     int // in bytes
	bits     int // 144 times the bit rate
	padded   bool
}

// parseMP3 reads the header of an MP3 frame (ISO 11172-3, 13818-3), layer III
// with a fixed bit rate.
func parseMP3(b []byte) (mp3Header, bool) {
	if len(b) < 4 || b[0] != 0xFF || b[1]&0xE6 != 0xE2 { // sync and layer III
		return mp3Header{}, false
	}
	version, bitrate, frequency := b[1]>>3&3, int(b[2]>>4), b[2]>>2&3
	if version < 2 || bitrate == 0 || bitrate == 15 || frequency == 3 {
		return mp3Header{}, false
	}
	h := mp3Header{mpeg1: version == 3, channels: 2, frames: 1152, rate: [3]int{44100, 48000, 32000}[frequency]}
	if b[3]>>6 == 3 {
		h.channels = 1
	}
	table := [15]int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}
	if !h.mpeg1 {
		h.rate, h.frames = h.rate/2, 576
		table = [15]int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
	}
	h.bits, h.padded = 144*1000*table[bitrate], b[2]&2 != 0
	h.size = h.frames/8*table[bitrate]*1000/h.rate + int(b[2]>>1&1)
	return h, true
}

// findMP3 returns where the first frame begins. Four bytes that look like one
// stand in any file: it takes a chain of four frames, or of two up to the end.
func findMP3(head []byte) (at int, h mp3Header, ok bool) {
	for at = 0; at+4 <= len(head); at++ {
		if h, ok = parseMP3(head[at:]); ok && h.chain(head[at:], 4) {
			return at, h, true
		}
	}
	return 0, mp3Header{}, false
}

// chain reports whether n frames follow one another, or at least two do up to
// the end.
func (h mp3Header) chain(b []byte, n int) bool {
	count := 0
	for next := h; count < n; count++ {
		if len(b) == 0 {
			return count > 1
		}
		var ok bool
		if next, ok = parseMP3(b); !ok || next.mpeg1 != h.mpeg1 || next.rate != h.rate || next.size > len(b) {
			return false
		}
		b = b[next.size:]
	}
	return true
}

// shortened reports whether the library takes a frame for one byte shorter than
// it is and so makes noise of what follows. It halves the size of padded MPEG-2
// frames at the wrong moment, which shows at 22050 Hz and low bit rates.
func (h mp3Header) shortened(b []byte) bool {
	for next, ok := h, true; ok && len(b) >= next.size; next, ok = parseMP3(b) {
		if !next.mpeg1 && next.padded && next.bits/next.rate%2 == 0 {
			return true
		}
		b = b[next.size:]
	}
	return false
}

// info is what an encoder notes in a first frame without sound.
type info struct {
	found  bool
	frames int64 // MP3 frames; -1: not noted
	delay  int64 // frames of sound that the encoder put before; -1: not noted
	pad    int64 // and after
}

// parseInfo reads the Xing or Info frame, and the delays in the tag of LAME
// behind it (gabriel.mp3-tech.org/mp3infotag.html).
func parseInfo(b []byte, h mp3Header) info {
	out := info{frames: -1, delay: -1}
	side := map[bool][3]int{true: {0, 17, 32}, false: {0, 9, 17}}[h.mpeg1][h.channels]
	b = b[min(4+side, len(b)):min(h.size, len(b))]
	if !bytes.HasPrefix(b, []byte("Xing")) && !bytes.HasPrefix(b, []byte("Info")) || len(b) < 8 {
		return out
	}
	out.found = true
	flags, b := int64(binary.BigEndian.Uint32(b[4:])), b[8:]
	for bit, size := range [4]int{4, 4, 100, 4} { // frames, bytes, table, quality
		if flags>>bit&1 == 0 {
			continue
		}
		if len(b) < size {
			return out
		}
		if bit == 0 {
			out.frames = int64(binary.BigEndian.Uint32(b))
		}
		b = b[size:]
	}
	if len(b) < 24 || !bytes.HasPrefix(b, []byte("LAME")) && !bytes.HasPrefix(b, []byte("Lav")) {
		return out
	}
	delays := int64(b[21])<<16 | int64(b[22])<<8 | int64(b[23])
	out.delay, out.pad = delays>>12, delays&0xFFF
	return out
}

// decoderDelay is how many frames an MP3 decoder is behind: 528 by the filter
// bank, and one.
const decoderDelay = 529

// openMP3 opens an MP3 file.
func openMP3(r *bufio.Reader, head []byte) (sound, error) {
	at, h, ok := findMP3(head)
	if !ok {
		return sound{}, errors.New("neither WAV, FLAC, Ogg Vorbis nor an MP3 frame was found in it")
	}
	if h.shortened(head[at:]) {
		return sound{}, errors.New("it is an MP3 of 22050 Hz and a low bit rate, which cannot be decoded without noise; one of another rate can")
	}
	note := parseInfo(head[at:], h)
	if _, err := r.Discard(at); err != nil {
		return sound{}, err
	}
	d, err := mp3.NewDecoder(r)
	if err != nil {
		return sound{}, errors.New("the MP3 in it has a damaged beginning")
	}
	m := &mp3Reader{d: d, left: -1}
	if note.found {
		m.skip = int64(h.frames) // the frame of the note itself
		if note.frames >= 0 {
			m.left = note.frames * int64(h.frames)
		}
		if note.delay >= 0 {
			m.skip += note.delay + decoderDelay
			m.left = max(m.left-note.delay-note.pad, -1)
		}
	}
	return sound{kind: "MP3", rate: d.SampleRate(), channels: h.channels, declared: m.left, read: m.read}, nil
}

// mp3Reader reads the frames of an MP3 file.
type mp3Reader struct {
	d     *mp3.Decoder
	skip  int64 // frames to leave out
	left  int64 // frames of sound; -1: until the end
	begun bool
	raw   [4 * 1152]byte
}

// read returns frames. What cannot be decoded any more is the end: tags of many
// kinds stand there, and nothing says where the sound is over.
func (m *mp3Reader) read(dst [][2]float64) (int, error) {
	if m.left == 0 {
		return 0, io.EOF
	}
	n := min(len(dst), len(m.raw)/4)
	if m.left > 0 {
		n = int(min(int64(n), m.left+m.skip))
	}
	got, err := io.ReadFull(m.d, m.raw[:4*n])
	frames := m.raw[:got/4*4]
	drop := min(m.skip, int64(len(frames)/4))
	m.skip -= drop
	frames = frames[4*drop:]
	n = len(frames) / 4
	for i := range n {
		b := frames[4*i:]
		dst[i][0] = float64(int16(binary.LittleEndian.Uint16(b))) / (1 << 15)
		dst[i][1] = float64(int16(binary.LittleEndian.Uint16(b[2:]))) / (1 << 15)
	}
	if m.left > 0 {
		m.left -= int64(n)
	}
	m.begun = m.begun || n > 0
	if err != nil && (m.begun || ended(err)) {
		err = io.EOF
	}
	return n, err
}
