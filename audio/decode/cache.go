package decode

import (
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"karuna/audio/clip"
	"karuna/audio/wav"
)

// A kept file is called SUM-CHECK.wav: the SHA-256 of what it was made from and
// the CRC-32C of itself. Clips are kept as they are, long files in 24 bits.

// mostRoom is how many bytes are kept where Decoder does not say.
const mostRoom = 1 << 30

// forgotten is the age at which a file that nobody finished is removed.
const forgotten = 24 * time.Hour

// track is a kept file that is as it was when it was written.
type track struct {
	*wav.Track
	path string
}

// done closes what was only read, which has nothing to tell.
func (t *track) done() { _ = t.Close() }

// kept returns the sound that was made of the content, or nil.
func (d Decoder) kept(sum string) *track {
	if d.Cache == "" || sum == "" {
		return nil
	}
	paths, err := filepath.Glob(filepath.Join(escape(d.Cache), sum+"-*.wav"))
	if err != nil {
		return nil
	}
	for _, path := range paths {
		if t := intact(path, sum); t != nil {
			now := time.Now()
			_ = os.Chtimes(path, now, now) // at worst it goes sooner than others
			return t
		}
		os.Remove(path)
	}
	return nil
}

// escape makes a pattern of a folder's name that stands for it alone.
func escape(dir string) string {
	return strings.NewReplacer("*", "[*]", "?", "[?]", "[", "[[]").Replace(dir)
}

// intact opens a kept file, or returns nil where it is not what its name says.
func intact(path, sum string) *track {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	check, err := checksum(f)
	if err != nil || filepath.Base(path) != keptName(sum, check) {
		return nil
	}
	w, err := wav.Open(path)
	if err != nil {
		return nil
	}
	t := &track{w, path}
	if f := t.Format(); f.Rate != rate || f.Channels > 2 || t.Len() == 0 {
		t.done()
		return nil
	}
	return t
}

func keptName(sum string, check uint32) string { return fmt.Sprintf("%s-%08x.wav", sum, check) }

func checksum(r io.Reader) (uint32, error) {
	h := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	if _, err := io.CopyBuffer(h, struct{ io.Reader }{r}, make([]byte, 256<<10)); err != nil {
		return 0, err
	}
	return h.Sum32(), nil
}

// load reads a track into memory.
func load(t *track) (*clip.Clip, error) {
	channels := t.Format().Channels
	samples := make([]float32, 0, t.Len()*channels)
	buf := make([][2]float64, 4096)
	for at := 0; at < t.Len(); at += len(buf) {
		part := buf[:min(len(buf), t.Len()-at)]
		if err := t.ReadAt(part, at); err != nil {
			return nil, err
		}
		for _, f := range part {
			for _, v := range f[:channels] {
				samples = append(samples, float32(v))
			}
		}
	}
	if channels == 1 {
		return clip.Mono(samples), nil
	}
	return clip.Stereo(samples), nil
}

// keep puts a clip into the folder, if there is one.
func (d Decoder) keep(sum string, c *clip.Clip) error {
	if d.Cache == "" {
		return nil
	}
	s, err := d.shelve(sum, int64(c.Len()))
	if err != nil {
		return err
	}
	defer s.drop()
	s.exact = true
	if err := s.begin(c.Channels()); err != nil {
		return err
	}
	for at := 0; at < c.Len(); at += len(s.buf) {
		if err := s.w.Write(s.buf[:c.Copy(s.buf[:], at)]); err != nil {
			return err
		}
	}
	_, err = s.finish()
	return err
}

// shelf is a sink that becomes a kept file.
type shelf struct {
	d      Decoder
	sum    string
	most   int64
	exact  bool // floating point instead of 24 bits
	file   *os.File
	w      *wav.Writer
	frames int64
	buf    [1024][2]float64
	mono   bool
}

// shelve begins a kept file under another name.
func (d Decoder) shelve(sum string, most int64) (*shelf, error) {
	if err := os.MkdirAll(d.Cache, 0o700); err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(d.Cache, "*.tmp") // 0600
	if err != nil {
		return nil, err
	}
	return &shelf{d: d, sum: sum, most: most, file: f}, nil
}

func (s *shelf) begin(channels int) (err error) {
	s.mono = channels == 1
	f := wav.Format{Rate: rate, Channels: channels, Bits: 24}
	if s.exact {
		f.Bits, f.Float = 32, true
	}
	s.w, err = wav.NewWriter(s.file, f)
	return err
}

func (s *shelf) add(samples []float32) error {
	for len(samples) > 0 {
		n := 0
		for n < len(s.buf) && len(samples) > 0 {
			l, r := samples[0], samples[0]
			samples = samples[1:]
			if !s.mono {
				r = samples[0]
				samples = samples[1:]
			}
			s.buf[n] = [2]float64{float64(l), float64(r)}
			n++
		}
		if s.frames += int64(n); s.frames > s.most {
			return errLong
		}
		if err := s.w.Write(s.buf[:n]); err != nil {
			return err
		}
	}
	return nil
}

// finish gives the file its name and makes room for it. Until then there is
// none of that name, so a file that is there is whole.
func (s *shelf) finish() (string, error) {
	if err := s.w.Close(); err != nil {
		return "", err
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	check, err := checksum(s.file)
	if err != nil {
		return "", err
	}
	if err := s.file.Close(); err != nil {
		return "", err
	}
	path := filepath.Join(s.d.Cache, keptName(s.sum, check))
	if err := os.Rename(s.file.Name(), path); err != nil {
		return "", err
	}
	return path, s.d.prune(path)
}

// drop removes what was not finished.
func (s *shelf) drop() {
	s.file.Close()
	os.Remove(s.file.Name())
}

// prune removes the files that were not used for longest, until the rest has
// room, and those that were never finished. The one at path stays.
func (d Decoder) prune(path string) error {
	room := d.Room
	if room == 0 {
		room = mostRoom
	}
	entries, err := os.ReadDir(d.Cache)
	if err != nil {
		return err
	}
	var files []os.FileInfo
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() {
			continue // gone, or not ours
		}
		switch filepath.Ext(e.Name()) {
		case ".tmp":
			if time.Since(info.ModTime()) > forgotten {
				os.Remove(filepath.Join(d.Cache, e.Name()))
			}
		case ".wav":
			files = append(files, info)
		}
	}
	slices.SortFunc(files, func(a, b os.FileInfo) int { return b.ModTime().Compare(a.ModTime()) })
	return d.remove(files, filepath.Base(path), room)
}

// remove removes files from the first on that has no room any more.
func (d Decoder) remove(newestFirst []os.FileInfo, stays string, room int64) error {
	for _, f := range newestFirst {
		if f.Name() == stays {
			room -= f.Size()
		}
	}
	for _, f := range newestFirst {
		if f.Name() == stays {
			continue
		}
		if room -= f.Size(); room >= 0 {
			continue
		}
		if err := os.Remove(filepath.Join(d.Cache, f.Name())); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}
