package render

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"

	"karuna/audio/mix"
	"karuna/audio/wav"
)

// wavFile is a WAV file with what audio/wav does not know of behind its sound.
type wavFile struct {
	*wav.Writer
	w     io.WriteSeeker
	begin int64
	o     Options
}

func newWAV(w io.WriteSeeker, o Options) (encoder, error) {
	begin, err := w.Seek(0, io.SeekCurrent)
	if err != nil {
		return nil, err
	}
	out, err := wav.NewWriter(w, wav.Format{Rate: Rate, Channels: 2, Bits: o.Bits})
	if err != nil {
		return nil, err
	}
	return &wavFile{Writer: out, w: w, begin: begin, o: o}, nil
}

// Close ends the sound, adds the chunks and corrects the size of the whole.
func (f *wavFile) Close() error {
	if err := f.Writer.Close(); err != nil {
		return err
	}
	chunks := f.chunks()
	if len(chunks) == 0 {
		return nil
	}
	end, err := f.w.Seek(0, io.SeekCurrent)
	if err != nil {
		return err
	}
	// What stands at the size depends on whether it fits into 32 bits, which
	// audio/wav has decided for the sound alone.
	before, after := end-f.begin-8, end-f.begin-8+int64(len(chunks))
	if before <= math.MaxUint32 && after > math.MaxUint32 {
		return errors.New("the sound leaves no room for chapters and title in a WAV file: take FLAC, or a length that is a second longer")
	}
	if _, err := f.w.Write(chunks); err != nil {
		return err
	}
	at, size := f.begin+4, binary.LittleEndian.AppendUint32(nil, uint32(min(after, math.MaxUint32)))
	if after > math.MaxUint32 {
		at, size = f.begin+20, binary.LittleEndian.AppendUint64(nil, uint64(after))
	}
	if _, err := f.w.Seek(at, io.SeekStart); err != nil {
		return err
	}
	if _, err := f.w.Write(size); err != nil {
		return err
	}
	_, err = f.w.Seek(0, io.SeekEnd)
	return err
}

// chunks returns everything behind the sound.
func (f *wavFile) chunks() []byte {
	var out []byte
	if info := f.info(); len(info) > 0 {
		out = chunk(out, "LIST", append([]byte("INFO"), info...))
	}
	if len(f.o.Chapters) > 0 {
		cue, labels := f.cues()
		out = chunk(out, "cue ", cue)
		out = chunk(out, "LIST", append([]byte("adtl"), labels...))
	}
	return out
}

// info returns the title and the tags by the names of RIFF's INFO list.
func (f *wavFile) info() []byte {
	names := map[string]string{
		"ALBUM": "IPRD", "ARTIST": "IART", "COMMENT": "ICMT", "DATE": "ICRD", "GENRE": "IGNR",
	}
	var out []byte
	if f.o.Title != "" {
		out = chunk(out, "INAM", zeroed(f.o.Title))
	}
	for _, t := range f.o.Tags {
		if name := names[t.Name]; name != "" {
			out = chunk(out, name, zeroed(t.Value))
		}
	}
	return out
}

// cues returns the bodies of the cue chunk and of the list of its labels.
func (f *wavFile) cues() (cue, labels []byte) {
	le := binary.LittleEndian
	cue = le.AppendUint32(nil, uint32(len(f.o.Chapters)))
	for i, c := range f.o.Chapters {
		id, at := uint32(i+1), uint32(min(mix.Frame(c.At), math.MaxUint32))
		cue = le.AppendUint32(le.AppendUint32(cue, id), at)
		cue = append(cue, "data"...)
		cue = le.AppendUint32(cue, 0) // no playlist
		cue = le.AppendUint32(cue, 0)
		cue = le.AppendUint32(cue, at)
		labels = chunk(labels, "labl", append(le.AppendUint32(nil, id), zeroed(c.Title)...))
	}
	return cue, labels
}

func zeroed(s string) []byte { return append(bytes.ReplaceAll([]byte(s), []byte{0}, nil), 0) }

// chunk adds a chunk of RIFF, which takes an even number of bytes.
func chunk(to []byte, name string, body []byte) []byte {
	to = binary.LittleEndian.AppendUint32(append(to, name...), uint32(len(body)))
	to = append(to, body...)
	if len(body)%2 == 1 {
		to = append(to, 0)
	}
	return to
}
