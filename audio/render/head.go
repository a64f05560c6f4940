package render

import (
	"fmt"
	"time"

	"github.com/mewkiz/flac/meta"

	"karuna/audio/mix"
)

// head is what stands before the sound of a FLAC file.
type head struct {
	o     Options
	start int64 // where the sound begins, in bytes
	table []meta.SeekPoint
	found int // points of the table that are known
}

const (
	seekEvery  = 10 * Rate // frames from one point of the table to the next
	mostPoints = 10000
)

func newHead(o Options) head {
	h := head{o: o, table: make([]meta.SeekPoint, min(o.Total/seekEvery, mostPoints))}
	for i := range h.table {
		h.table[i].SampleNum = meta.PlaceholderPoint
	}
	return h
}

// seekable notes a block of n frames that begins at that frame and byte.
func (h *head) seekable(at, offset int64, n int) {
	if h.found < len(h.table) && at >= int64(h.found)*seekEvery {
		h.table[h.found] = meta.SeekPoint{SampleNum: uint64(at), Offset: uint64(offset - h.start), NSamples: uint16(n)}
		h.found++
	}
}

// blocks returns the metadata of a file of so many frames. It is as long
// whatever they are.
func (h *head) blocks(frames int64) []*meta.Block {
	var out []*meta.Block
	add := func(kind meta.Type, body any) {
		out = append(out, &meta.Block{Header: meta.Header{Type: kind, Length: 1}, Body: body}) // the encoder counts itself; 0 would be an empty block
	}
	if len(h.table) > 0 {
		add(meta.TypeSeekTable, &meta.SeekTable{Points: h.table})
	}
	if n := len(h.o.Chapters); n > 0 && n < leadOut {
		add(meta.TypeCueSheet, h.sheet(frames))
	}
	// Last, so that players which number chapters across blocks keep these.
	add(meta.TypeVorbisComment, &meta.VorbisComment{Vendor: "karuna", Tags: h.comments()})
	return out
}

// leadOut is the number of the track after the last (RFC 9639, 8.7).
const leadOut = 255

func (h *head) sheet(frames int64) *meta.CueSheet {
	s := &meta.CueSheet{}
	for i, c := range h.o.Chapters {
		s.Tracks = append(s.Tracks, meta.CueSheetTrack{
			Offset: uint64(mix.Frame(c.At)), Num: uint8(i + 1), IsAudio: true,
			Indicies: []meta.CueSheetTrackIndex{{Num: 1}},
		})
	}
	s.Tracks = append(s.Tracks, meta.CueSheetTrack{Offset: uint64(frames), Num: leadOut, IsAudio: true})
	return s
}

func (h *head) comments() [][2]string {
	var out [][2]string
	if h.o.Title != "" {
		out = append(out, [2]string{"TITLE", h.o.Title})
	}
	for _, t := range h.o.Tags {
		out = append(out, [2]string{t.Name, t.Value})
	}
	for i, c := range h.o.Chapters {
		name := fmt.Sprintf("CHAPTER%03d", i+1)
		out = append(out, [2]string{name, clock(c.At, ".")}, [2]string{name + "NAME", c.Title})
	}
	return out
}

// clock writes an offset as 00:00:00.000.
func clock(at time.Duration, point string) string {
	ms := int64(at / time.Millisecond)
	return fmt.Sprintf("%02d:%02d:%02d%s%03d", ms/3600000, ms/60000%60, ms/1000%60, point, ms%1000)
}
