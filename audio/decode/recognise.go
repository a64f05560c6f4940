package decode

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// window is how many bytes of a file are seen before anything is decoded.
const window = 128 << 10

// recognise opens a file of any kind.
func recognise(r *bufio.Reader) (sound, error) {
	if err := skipTags(r); err != nil {
		return sound{}, err
	}
	head, err := r.Peek(window)
	if err != nil && !errors.Is(err, io.EOF) {
		return sound{}, fmt.Errorf("read it: %w", err)
	}
	switch {
	case len(head) == 0:
		return sound{}, errEmpty
	case bytes.HasPrefix(head, []byte("RIFF")), bytes.HasPrefix(head, []byte("RF64")),
		bytes.HasPrefix(head, []byte("BW64")), bytes.HasPrefix(head, []byte("RIFX")):
		return openWAV(r)
	case bytes.HasPrefix(head, []byte("fLaC")):
		return openFLAC(r, head)
	case bytes.HasPrefix(head, []byte("OggS")):
		return openOgg(r, head)
	}
	if name := other(head); name != "" {
		return sound{}, fmt.Errorf("it is %s; WAV, FLAC, Ogg Vorbis and MP3 can be read", name)
	}
	return openMP3(r, head)
}

// skipTags passes ID3v2 tags over (id3.org, ID3v2.4 section 3.1).
func skipTags(r *bufio.Reader) error {
	for range 16 {
		h, _ := r.Peek(10) // what is too short for a tag is looked at by recognise
		if len(h) < 10 || string(h[:3]) != "ID3" {
			return nil
		}
		size := int(h[6]&0x7F)<<21 | int(h[7]&0x7F)<<14 | int(h[8]&0x7F)<<7 | int(h[9]&0x7F)
		if _, err := r.Discard(10 + size); err != nil {
			return errors.New("there is a tag in it and no sound")
		}
	}
	return nil
}

// other names the kinds of files that people take for sound.
func other(head []byte) string {
	for _, kind := range []struct {
		at          int
		magic, name string
	}{
		{8, "AIFF", "an AIFF file"},
		{8, "AIFC", "an AIFF file"},
		{4, "ftyp", "an MP4 or M4A file (AAC)"},
		{0, "MThd", "a MIDI file"},
		{0, "caff", "a Core Audio file"},
		{0, "wvpk", "a WavPack file"},
		{0, "MAC ", "a Monkey's Audio file"},
		{0, "\x1A\x45\xDF\xA3", "a Matroska or WebM file"},
		{0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11", "a Windows Media file"},
		{0, "#!AMR", "an AMR file"},
		{0, ".snd", "an AU file"},
	} {
		if len(head) > kind.at && bytes.HasPrefix(head[kind.at:], []byte(kind.magic)) {
			return kind.name
		}
	}
	return ""
}
