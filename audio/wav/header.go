package wav

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// The kinds of samples, as WAV numbers them (Microsoft's mmreg.h).
const (
	tagPCM        = 1
	tagFloat      = 3
	tagExtensible = 0xFFFE
)

// A header may hold so many chunks, and so many bytes of them, before the
// sound; beyond that it is no header but something that never ends.
const (
	maxChunks = 1000
	maxHeader = 256 << 20
)

// unknown is a size that the header does not tell.
const unknown = -1

// streamed is where the sizes begin that programs write to a pipe when they
// cannot know: sox and espeak-ng write 0x7FFFF000 and a little around it.
const streamed = 0x7FFFE000

// header is what stands before the sound.
type header struct {
	format   Format
	start    int64 // where the sound begins, in bytes
	size     int64 // bytes of sound, as declared; unknown: until the end
	declared int64 // size, or unknown where the writer could not know it
}

// parser reads the chunks before the sound.
type parser struct {
	r      io.Reader
	at     int64
	riff   uint32 // size of the whole file but its first 8 bytes
	long   int64  // size of the sound by a ds64 chunk; unknown without one
	wide   bool   // RF64 or BW64
	format Format
}

func parse(r io.Reader) (header, error) {
	p := &parser{r: r, long: unknown}
	var b [12]byte
	if err := p.fill(b[:]); err != nil {
		return header{}, notWAV(err)
	}
	p.riff = binary.LittleEndian.Uint32(b[4:])
	switch string(b[:4]) {
	case "RIFF":
	case "RF64", "BW64":
		p.wide = true
	case "RIFX":
		return header{}, errors.New("a WAV file with its bytes in the other order (RIFX) cannot be read")
	default:
		return header{}, notWAV(nil)
	}
	if string(b[8:]) != "WAVE" {
		return header{}, notWAV(nil)
	}
	for range maxChunks {
		if done, err := p.chunk(); err != nil {
			return header{}, err
		} else if done != nil {
			return *done, nil
		}
		if p.at > maxHeader {
			break
		}
	}
	return header{}, errors.New("no sound was found in the WAV file")
}

// notWAV keeps an error of the reader; that there were too few bytes says no
// more than that it is no WAV file.
func notWAV(err error) error {
	if err == nil || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("it is not a WAV file")
	}
	return fmt.Errorf("read the WAV header: %w", err)
}

func (p *parser) fill(b []byte) error {
	n, err := io.ReadFull(p.r, b)
	p.at += int64(n)
	return err
}

// skip passes n bytes over.
func (p *parser) skip(n int64) error {
	n = min(n, maxHeader+1)
	got, err := io.CopyN(io.Discard, p.r, n)
	p.at += got
	if errors.Is(err, io.EOF) {
		return nil // the next chunk finds the end
	}
	return err
}

// chunk reads the next chunk; the header is complete once the sound begins.
func (p *parser) chunk() (*header, error) {
	var b [8]byte
	if err := p.fill(b[:]); errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, errors.New("no sound was found in the WAV file")
	} else if err != nil {
		return nil, notWAV(err)
	}
	size := binary.LittleEndian.Uint32(b[4:])
	switch string(b[:4]) {
	case "fmt ":
		return nil, p.readFormat(int64(size))
	case "ds64":
		return nil, p.readLong(int64(size))
	case "data":
		return p.data(size)
	}
	return nil, p.skip(int64(size) + int64(size&1))
}

// inside reads the first bytes of a chunk of n bytes and passes the rest over.
func (p *parser) inside(b []byte, n int64) error {
	b = b[:min(int64(len(b)), n)]
	if err := p.fill(b); err != nil {
		return notWAV(err)
	}
	return p.skip(n - int64(len(b)) + n&1)
}

// readLong reads the 64-bit sizes of RF64 (EBU Tech 3306).
func (p *parser) readLong(n int64) error {
	var b [16]byte
	if n < int64(len(b)) {
		return errors.New("the WAV header has a ds64 chunk that is too short")
	}
	if err := p.inside(b[:], n); err != nil {
		return err
	}
	p.long = unknown
	if v := binary.LittleEndian.Uint64(b[8:]); v > 0 && v <= math.MaxInt64 {
		p.long = int64(v)
	}
	return nil
}

func (p *parser) readFormat(n int64) error {
	var b [40]byte
	if n < 16 {
		return errors.New("the WAV header has a fmt chunk that is too short")
	}
	if err := p.inside(b[:], n); err != nil {
		return err
	}
	u16, u32 := binary.LittleEndian.Uint16, binary.LittleEndian.Uint32
	tag, align := u16(b[0:]), int(u16(b[12:]))
	f := Format{Channels: int(u16(b[2:])), Rate: int(u32(b[4:])), Bits: (int(u16(b[14:])) + 7) / 8 * 8}
	if tag == tagExtensible {
		// The rest of the 16 bytes says that the first two are such a number.
		const rest = "\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71"
		if tag = u16(b[24:]); string(b[26:]) != rest {
			tag = 0
		}
	}
	switch tag {
	case tagPCM:
	case tagFloat:
		f.Float = true
	default:
		return fmt.Errorf("the sound in the WAV file is %s, which cannot be read", kind(tag))
	}
	// A sample may stand in a wider container, at its upper end: 20 bits in 24.
	if f.Channels > 0 && align > 0 {
		if align%f.Channels != 0 || align/f.Channels*8 < f.Bits {
			return fmt.Errorf("the WAV header says that %d channels of %d bits take %d bytes, which cannot be", f.Channels, f.Bits, align)
		}
		f.Bits = align / f.Channels * 8
	}
	p.format = f
	return f.check()
}

// kind names a kind of samples that is not read.
func kind(tag uint16) string {
	switch tag {
	case 2, 0x11:
		return "compressed (ADPCM)"
	case 6:
		return "compressed (A-law)"
	case 7:
		return "compressed (µ-law)"
	case 0x50, 0x55:
		return "MP3"
	}
	return fmt.Sprintf("of an unknown kind (%d)", tag)
}

// data is the end of the header: size is what the chunk says of itself.
func (p *parser) data(size uint32) (*header, error) {
	if p.format == (Format{}) {
		return nil, errors.New("the WAV file does not say what its sound is before it begins")
	}
	h := &header{format: p.format, start: p.at, size: int64(size), declared: int64(size)}
	switch {
	case size == math.MaxUint32 && p.wide:
		h.size, h.declared = p.long, p.long
	case size == math.MaxUint32, size == 0 && !p.emptied():
		h.size, h.declared = unknown, unknown
	case size >= streamed && size <= math.MaxInt32:
		h.declared = unknown
	}
	return h, nil
}

// emptied reports whether a size of 0 is meant: more chunks follow. Otherwise
// the writer was ended before it could come back and tell.
func (p *parser) emptied() bool {
	return p.riff != math.MaxUint32 && int64(p.riff) > p.at-8
}
