// Package decode makes sound of the files that people have: WAV, FLAC, Ogg
// Vorbis and MP3, told apart by what is in them and never by name.
//
// Such files are made by anyone, and decoders fall over some of them: they
// panic, never end, or ask for all the memory there is. So a file is decoded in
// a process of its own, the same program called again (Serve), with nothing in
// its environment and limits on memory, files and time. Whatever happens in
// there, Clip and File return sound or an error in plain words, leave no process
// and no goroutine behind, and do not take longer than the size of the file
// warrants: about four seconds for a small one.
//
// What comes out is 48 kHz, mono or stereo (of more channels the first two),
// between -1 and 1, with the delay of an MP3 encoder taken off where the file
// tells it. A file that was cut short is played to where it ends, unless more
// than half of what it declares is missing.
//
// What was decoded once is kept in a folder and found again by the SHA-256 of
// the file. A kept file carries a checksum in its name; one that is damaged is
// decoded anew. A folder that is full or cannot be written costs a Clip time and
// nothing else; a File cannot be without one.
//
// It reads no tags, pictures or cue points, and neither AAC nor Opus.
package decode

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"karuna/audio/clip"
)

// Decoder decodes files. It may be used by several goroutines at once.
type Decoder struct {
	Self  []string // the command that runs Serve, e.g. {"/usr/bin/karuna", "decode-audio"}
	Cache string   // folder for what was decoded; "": none

	Input int64         // largest file, in bytes; 0: 512 MiB
	Room  int64         // bytes that may be kept in Cache, the least used go first; 0: 1 GiB
	Wait  time.Duration // longest time without a sign of the other process; 0: 4 s
}

// longest is how much sound there may be where no limit is given: as long as
// the longest sit.
const longest = 3 * time.Hour

// Clip decodes src, called name in errors, into memory. More sound than most is
// refused; most of 0 stands for three hours.
func (d Decoder) Clip(ctx context.Context, name string, src io.Reader, most time.Duration) (*clip.Clip, error) {
	c, err := d.clip(ctx, src, limit(most))
	if err != nil {
		return nil, fmt.Errorf("decode %q: %w", name, err)
	}
	return c, nil
}

func (d Decoder) clip(ctx context.Context, src io.Reader, most int64) (*clip.Clip, error) {
	in, err := d.open(ctx, src)
	if err != nil {
		return nil, err
	}
	defer in.close()
	if t := d.kept(in.sum); t != nil {
		defer t.done()
		if err := short(int64(t.Len()), most); err != nil {
			return nil, err
		}
		if c, err := load(t); err == nil {
			return c, nil
		}
	}
	out := &memory{most: most}
	if err := d.run(ctx, in, out); err != nil {
		return nil, err
	}
	c := out.clip()
	// The clip is there; that the next one will have to be decoded again is
	// nothing to tell a person.
	_ = d.keep(in.sum, c)
	return c, nil
}

// File decodes src, called name in errors, and returns the path of a 48 kHz WAV
// in Cache (wav.Open). It stays there until others need its place; a path that
// is gone is had again by another call. More sound than most is refused; most
// of 0 stands for three hours.
func (d Decoder) File(ctx context.Context, name string, src io.Reader, most time.Duration) (string, error) {
	path, err := d.file(ctx, src, limit(most))
	if err != nil {
		return "", fmt.Errorf("decode %q: %w", name, err)
	}
	return path, nil
}

func (d Decoder) file(ctx context.Context, src io.Reader, most int64) (string, error) {
	if d.Cache == "" {
		return "", errors.New("there is no folder to keep it in")
	}
	in, err := d.open(ctx, src)
	if err != nil {
		return "", err
	}
	defer in.close()
	if t := d.kept(in.sum); t != nil {
		defer t.done()
		return t.path, short(int64(t.Len()), most)
	}
	out, err := d.shelve(in.sum, most)
	if err != nil {
		return "", err
	}
	defer out.drop()
	if err := d.run(ctx, in, out); err != nil {
		return "", err
	}
	return out.finish()
}

// limit returns a length in frames.
func limit(most time.Duration) int64 {
	if most <= 0 {
		most = longest
	}
	return int64(most.Seconds() * clip.Rate)
}

// short refuses more frames than there may be.
func short(frames, most int64) error {
	if frames <= most {
		return nil
	}
	return fmt.Errorf("it is %s long, at most %s", length(frames), length(most))
}

// length returns what a person calls the length of so many frames.
func length(frames int64) time.Duration {
	d := time.Duration(float64(frames) / clip.Rate * float64(time.Second))
	if d >= 10*time.Second {
		return d.Round(time.Second)
	}
	return d.Round(10 * time.Millisecond)
}

// memory is a sink that keeps everything.
type memory struct {
	most     int64
	channels int
	samples  []float32
}

func (m *memory) begin(channels int) error {
	m.channels = channels
	return nil
}

func (m *memory) add(samples []float32) error {
	m.samples = append(m.samples, samples...)
	if int64(len(m.samples)/m.channels) > m.most {
		return errLong
	}
	return nil
}

// clip returns what was kept, in no more memory than it needs.
func (m *memory) clip() *clip.Clip {
	exact := make([]float32, len(m.samples))
	copy(exact, m.samples)
	if m.channels == 1 {
		return clip.Mono(exact)
	}
	return clip.Stereo(exact)
}
