package voice

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"karuna/audio/clip"
	"karuna/audio/wav"
)

const (
	format   = 1         // of what is in the cache: another number makes all of it again
	maxBytes = 64 << 20  // of one recording, and of what a program may write
	maxCache = 512 << 20 // of all phrases together
	sumBytes = 12        // of the chunk that ends a file: its name, its length, a CRC-32
)

var (
	errNoCache = errors.New("there is no cache")
	errDamaged = errors.New("the file is damaged")
)

// cache is a folder of phrases, each a WAV file named for what made it. The
// last chunk of a file is the CRC-32 of all before it.
type cache struct{ dir string }

func (c cache) path(id string) string { return filepath.Join(c.dir, id+".wav") }

// identity makes a name of all that decides how a phrase sounds.
func identity(parts ...string) string {
	h := sha256.New()
	for _, p := range append(parts, string(rune('0'+format))) {
		var size [8]byte
		binary.LittleEndian.PutUint64(size[:], uint64(len(p)))
		h.Write(size[:])
		h.Write([]byte(p))
	}
	return hex.EncodeToString(h.Sum(nil)[:20])
}

func fileID(raw []byte) string { return identity("recording", string(raw)) }

// load reads a phrase, and marks it as used.
func (c cache) load(id string) (*clip.Clip, error) {
	if c.dir == "" || id == "" {
		return nil, errNoCache
	}
	raw, err := os.ReadFile(c.path(id))
	if err != nil {
		return nil, err
	}
	n := len(raw) - 4
	if n < sumBytes || binary.LittleEndian.Uint32(raw[n:]) != crc32.ChecksumIEEE(raw[:n]) {
		return nil, errDamaged
	}
	samples, rate, err := readWAV(raw)
	if err != nil || rate != clip.Rate {
		return nil, errDamaged
	}
	now := time.Now()
	// A phrase that cannot be marked only leaves the cache sooner.
	_ = os.Chtimes(c.path(id), now, now)
	return clip.Mono(samples), nil
}

// save writes a phrase; it is there whole, or not at all.
func (c cache) save(id string, sound *clip.Clip) error {
	if c.dir == "" {
		return errNoCache
	}
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(c.dir, "new-*") // 0600
	if err != nil {
		return err
	}
	err = errors.Join(write(f, sound), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), c.path(id))
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// write writes the file of a phrase.
func write(f *os.File, sound *clip.Clip) error {
	w, err := wav.NewWriter(f, wav.Format{Rate: clip.Rate, Channels: 1, Bits: 16})
	if err != nil {
		return err
	}
	buf := make([][2]float64, 4096)
	for at := 0; at < sound.Len(); {
		n := sound.Copy(buf, at)
		if err := w.Write(buf[:n]); err != nil {
			return err
		}
		at += n
	}
	if err := w.Close(); err != nil {
		return err
	}
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	// The new chunk is part of the file: its size says so before it is summed.
	var long [4]byte
	binary.LittleEndian.PutUint32(long[:], uint32(size+sumBytes-8))
	if _, err := f.WriteAt(long[:], 4); err != nil {
		return err
	}
	chunk := []byte{'c', 'r', 'c', '3', 4, 0, 0, 0}
	if _, err := f.WriteAt(chunk, size); err != nil {
		return err
	}
	sum := crc32.NewIEEE()
	if _, err := io.Copy(sum, io.NewSectionReader(f, 0, size+int64(len(chunk)))); err != nil {
		return err
	}
	_, err = f.WriteAt(binary.LittleEndian.AppendUint32(nil, sum.Sum32()), size+int64(len(chunk)))
	return err
}

// folder makes a folder that only this user can enter, for one program.
func (c cache) folder() (string, error) {
	if c.dir == "" {
		return "", errNoCache
	}
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return "", err
	}
	return os.MkdirTemp(c.dir, "new-*") // 0700
}

// prune removes what was used longest ago until the rest is small enough, and
// what an interrupted run has left.
func (c cache) prune() error { return c.pruneTo(maxCache) }

func (c cache) pruneTo(most int64) error {
	if c.dir == "" {
		return nil
	}
	entries, err := os.ReadDir(c.dir)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	}
	var files []fs.FileInfo
	total := int64(0)
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			continue // another program has removed it
		}
		if strings.HasPrefix(e.Name(), "new-") {
			if time.Since(info.ModTime()) > time.Hour {
				os.RemoveAll(filepath.Join(c.dir, e.Name()))
			}
			continue
		}
		files = append(files, info)
		total += info.Size()
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	for _, info := range files {
		if total <= most {
			break
		}
		os.Remove(filepath.Join(c.dir, info.Name()))
		total -= info.Size()
	}
	return nil
}
