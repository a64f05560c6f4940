// Package render writes a sit into a file: its sound as WAV or FLAC, its
// words as subtitles, its stages as chapters.
//
// The sound is pulled from a beep.Streamer, the same graph that a device is
// fed from, and frame 0 of the file is t = 0: what a score has at an offset is
// at exactly that frame. It ends where the streamer ends. Encoding runs beside
// the pulling, in a goroutine of its own, which is gone when Write returns.
//
// WAV and FLAC of the same width hold the same samples, dithered as audio/wav
// does. The same streamer and options make the same bytes: no date, host or
// path gets in unless a tag says so. Chapters and tags stand where players
// look for them: as Vorbis comments and a cue sheet in FLAC, as LIST and cue
// chunks in WAV. A FLAC file also has a table to seek by.
//
// Words that were filled in for one sit are never in a file: subtitles are
// made from a score, which holds the fallback of every slot.
//
// It makes no sound, decides nothing about a sit, and writes no lossy format.
package render

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/faiface/beep"

	"karuna/audio/mix"
	"karuna/sessions"
)

// Rate is the frames a second of every file.
const Rate = mix.Rate

// Format is a kind of sound file.
type Format string

// The formats there are. Their names are also the endings of file names.
const (
	WAV  Format = "wav"
	FLAC Format = "flac"
)

// Options says what a file is like. The zero Options is 16-bit WAV without a
// title.
type Options struct {
	Format   Format                  // "": WAV
	Bits     int                     // 16 or 24; 0: 16
	Title    string                  // "": none
	Tags     []Tag                   // in this order, after the title
	Chapters []Chapter               // by offset
	Total    int64                   // frames expected, for Progress and for seeking; 0: not known
	Progress func(done, total int64) // told about ten times for each second of work; nil: nobody is
}

// Tag is a fact about a file, by the name Vorbis comments give it: ALBUM,
// ARTIST, COMMENT, DATE, GENRE.
type Tag struct{ Name, Value string }

// Chapter is a place in a file with a name.
type Chapter struct {
	At    time.Duration // offset from the beginning
	Title string
}

// Chapters returns the stages of a score as chapters.
func Chapters(sc sessions.Score) []Chapter {
	var out []Chapter
	for _, s := range sc.Stages {
		if s.End <= s.Start {
			continue
		}
		title := s.Title
		if title == "" {
			title = s.ID
		}
		out = append(out, Chapter{s.Start, line(title)})
	}
	return out
}

// encoder writes frames into a file of some format. Close makes the file
// whole and leaves w open.
type encoder interface {
	Write(frames [][2]float64) error
	Close() error
}

// Write pulls all of s and writes it to w, which stands at the beginning of
// an empty file. Where s is a mix.Feeder it is fed. An error leaves a file
// that is of no use; that of a cancelled ctx is ctx's own.
func Write(ctx context.Context, w io.WriteSeeker, s beep.Streamer, o Options) error {
	enc, err := newEncoder(w, o)
	if err != nil {
		return err
	}
	if o.Format == FLAC {
		err = pumpBeside(ctx, enc, s, o)
	} else { // writing WAV costs less than handing it over
		err = pump(ctx, enc.Write, s, o)
	}
	if err != nil {
		return err
	}
	return enc.Close()
}

func newEncoder(w io.WriteSeeker, o Options) (encoder, error) {
	if o.Bits == 0 {
		o.Bits = 16
	}
	if o.Bits != 16 && o.Bits != 24 {
		return nil, fmt.Errorf("a file of %d bits is not written: 16 or 24", o.Bits)
	}
	switch o.Format {
	case WAV, "":
		return newWAV(w, o)
	case FLAC:
		return newFLAC(w, o)
	}
	return nil, fmt.Errorf("the format %q is not written: %s or %s", o.Format, WAV, FLAC)
}

// blockLen is how many frames are pulled at once, and those of a block of
// FLAC.
const blockLen = 4096

// pump moves all of s to put, block by block.
func pump(ctx context.Context, put func([][2]float64) error, s beep.Streamer, o Options) error {
	feeder, fed := s.(mix.Feeder)
	tell := newTeller(o)
	block := make([][2]float64, blockLen)
	for done := int64(0); ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		if fed {
			if err := feeder.Feed(blockLen); err != nil {
				return err
			}
		}
		n, ok := fill(s, block)
		if n > 0 {
			if err := put(block[:n]); err != nil {
				return err
			}
			done += int64(n)
			tell.at(done)
		}
		if !ok {
			return s.Err()
		}
	}
}

// fill streams until the block is full; ok is false at the end of s.
func fill(s beep.Streamer, block [][2]float64) (n int, ok bool) {
	for n < len(block) {
		got, ok := s.Stream(block[n:])
		if n += got; !ok {
			return n, false
		}
	}
	return n, true
}
