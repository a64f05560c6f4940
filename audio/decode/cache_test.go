package decode_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"karuna/audio/clip"
	"karuna/audio/decode"
	"karuna/audio/wav"
)

// caching returns a decoder that keeps what it decodes, and one with the same
// folder that cannot decode.
func caching(t testing.TB) (able, unable decode.Decoder) {
	able, unable = self(t, "decode-audio"), self(t, "panic")
	able.Cache = filepath.Join(t.TempDir(), "a [cache] of *", "decoded")
	unable.Cache = able.Cache
	return able, unable
}

func good(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "good", name))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func frames(c *clip.Clip) [][2]float64 {
	out := make([][2]float64, c.Len())
	c.Copy(out, 0)
	return out
}

// TestCacheClip: the second time nothing is decoded, and the clip is the same to
// the last bit.
func TestCacheClip(t *testing.T) {
	able, unable := caching(t)
	for _, name := range []string{"tone.ogg", "mono.flac"} {
		first, err := able.Clip(t.Context(), name, bytes.NewReader(good(t, name)), time.Second)
		if err != nil {
			t.Fatal(err)
		}
		second, err := unable.Clip(t.Context(), name, bytes.NewReader(good(t, name)), time.Second)
		if err != nil {
			t.Fatal(err)
		}
		if second.Channels() != first.Channels() || !slices.Equal(frames(first), frames(second)) {
			t.Errorf("%s: the kept clip is another", name)
		}
		if _, err := unable.Clip(t.Context(), name, bytes.NewReader(good(t, name)), 100*time.Millisecond); err == nil || !strings.Contains(err.Error(), "it is 200ms long") {
			t.Errorf("%s: %v, want that it is too long", name, err)
		}
	}
}

// TestCacheFile: a file is decoded once, and is the clip but for 24 bits.
func TestCacheFile(t *testing.T) {
	able, unable := caching(t)
	path, err := able.File(t.Context(), "a", bytes.NewReader(good(t, "tone.flac")), time.Second)
	if err != nil {
		t.Fatal(err)
	}
	again, err := unable.File(t.Context(), "a", bytes.NewReader(good(t, "tone.flac")), time.Second)
	if err != nil || again != path {
		t.Errorf("the second time it is %s, %v; want %s", again, err, path)
	}
	track, err := wav.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer track.Close()
	got, want := make([][2]float64, track.Len()), decoded(t, "tone.flac")
	if err := track.ReadAt(got, 0); err != nil || len(got) != len(want) {
		t.Fatalf("%d frames, %v; want %d", len(got), err, len(want))
	}
	for i := range got {
		if d := got[i][0] - want[i][0]; d > 1e-7 || d < -1e-7 {
			t.Fatalf("frame %d is %v, want %v", i, got[i], want[i])
		}
	}
	if _, err := able.File(t.Context(), "a", bytes.NewReader(good(t, "tone.ogg")), 100*time.Millisecond); err == nil {
		t.Error("a file that is too long is kept")
	}
	if names := list(t, able.Cache); len(names) != 1 {
		t.Errorf("the folder holds %v, want one file", names)
	}
	if runtime.GOOS != "windows" {
		modes(t, able.Cache, path)
	}
}

func modes(t *testing.T, dir, path string) {
	t.Helper()
	for name, want := range map[string]os.FileMode{dir: 0o700, path: 0o600} {
		info, err := os.Stat(name)
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s has mode %v, %v; want %v", name, info.Mode(), err, want)
		}
	}
}

func list(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

// TestCacheDamaged: whatever happens to a kept file, it is decoded anew.
func TestCacheDamaged(t *testing.T) {
	able, _ := caching(t)
	raw := good(t, "tone.ogg")
	path, err := able.File(t.Context(), "a", bytes.NewReader(raw), 0)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	changed := func(at int) []byte {
		out := bytes.Clone(whole)
		out[at] ^= 1
		return out
	}
	for name, damaged := range map[string][]byte{
		"empty": nil, "cut": whole[:1000], "cut by one": whole[:len(whole)-1], "longer": append(bytes.Clone(whole), 0),
		"another header": changed(25), "another sample": changed(30000), "another end": changed(len(whole) - 1),
	} {
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := able.File(t.Context(), "a", bytes.NewReader(raw), 0)
		if err != nil || got != path {
			t.Errorf("%s: %s, %v; want %s", name, got, err, path)
			continue
		}
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, whole) {
			t.Errorf("%s: the kept file is not what it was, %v", name, err)
		}
	}
}

// TestCachePrunes: the files used least go, the one just made stays.
func TestCachePrunes(t *testing.T) {
	able, unable := caching(t)
	var paths []string
	for i, name := range []string{"tone.wav", "tone.flac", "tone.ogg"} {
		path, err := able.File(t.Context(), name, bytes.NewReader(good(t, name)), 0)
		if err != nil {
			t.Fatal(err)
		}
		old := time.Now().Add(time.Duration(i-10) * time.Hour)
		if err := os.Chtimes(path, old, old); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	stale := filepath.Join(able.Cache, "1.tmp")
	if err := os.WriteFile(stale, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-48 * time.Hour)
	if err := os.Chtimes(stale, old, old); err != nil {
		t.Fatal(err)
	}
	// The oldest is used again, so the second one is the least used.
	if _, err := unable.File(t.Context(), "tone.wav", bytes.NewReader(good(t, "tone.wav")), 0); err != nil {
		t.Fatal(err)
	}
	able.Room = 200 << 10 // three files of 57 KB
	last, err := able.File(t.Context(), "mono.ogg", bytes.NewReader(good(t, "mono.ogg")), 0)
	if err != nil {
		t.Fatal(err)
	}
	able.Room = 130 << 10 // two
	if _, err := able.Clip(t.Context(), "high.flac", bytes.NewReader(good(t, "high.flac")), 0); err != nil {
		t.Fatal(err)
	}
	names := list(t, able.Cache)
	has := func(path string) bool { return slices.Contains(names, filepath.Base(path)) }
	if !has(last) || !has(paths[0]) || has(paths[1]) || has(paths[2]) || has(stale) {
		t.Errorf("%v are left; want tone.wav, mono.ogg and high.flac", names)
	}
}

// TestCacheCannotBe: a clip needs no folder, a file does.
func TestCacheCannotBe(t *testing.T) {
	able := self(t, "decode-audio")
	able.Cache = filepath.Join(t.TempDir(), "file", "below")
	if err := os.WriteFile(filepath.Dir(able.Cache), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := able.Clip(t.Context(), "a", bytes.NewReader(good(t, "tone.ogg")), 0); err != nil {
		t.Errorf("a clip: %v", err)
	}
	if _, err := able.File(t.Context(), "a", bytes.NewReader(good(t, "tone.ogg")), 0); err == nil {
		t.Error("a file has a place that cannot be")
	}
	able.Cache = ""
	if _, err := able.File(t.Context(), "a", bytes.NewReader(good(t, "tone.ogg")), 0); err == nil {
		t.Error("a file has a place without a folder")
	}
}
