package render_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/mewkiz/flac"
	"github.com/mewkiz/flac/meta"

	"karuna/audio/render"
	"karuna/sessions"
)

// tagged is a file of 30 s with a title, tags and chapters.
func tagged(t testing.TB, f render.Format) []byte {
	t.Helper()
	frames := make([][2]float64, 30*render.Rate+17)
	for i := range frames {
		frames[i] = [2]float64{0.1 * math.Sin(float64(i)/50), 0.1 * math.Sin(float64(i)/51)}
	}
	return written(t, &sound{frames: frames}, render.Options{
		Format: f, Title: "Two Wheels", Total: int64(len(frames)),
		Tags: []render.Tag{{"ALBUM", "karuna"}, {"GENRE", "Meditation"}, {"X", "unknown to WAV"}},
		Chapters: []render.Chapter{
			{0, "Settle"}, {9876 * time.Millisecond, "Tū"}, {20 * time.Second, "All"},
		},
	})
}

func TestFLACMetadata(t *testing.T) {
	b := tagged(t, render.FLAC)
	s, err := flac.Parse(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if s.Info.BlockSizeMin != 4096 || s.Info.BlockSizeMax != 4096 || s.Info.MD5sum == [16]byte{} || s.Info.NSamples != 30*render.Rate+17 {
		t.Errorf("STREAMINFO %+v", s.Info)
	}
	for _, block := range s.Blocks {
		switch body := block.Body.(type) {
		case *meta.VorbisComment:
			want := [][2]string{
				{"TITLE", "Two Wheels"},
				{"ALBUM", "karuna"},
				{"GENRE", "Meditation"},
				{"X", "unknown to WAV"},
				{"CHAPTER001", "00:00:00.000"},
				{"CHAPTER001NAME", "Settle"},
				{"CHAPTER002", "00:00:09.876"},
				{"CHAPTER002NAME", "Tū"},
				{"CHAPTER003", "00:00:20.000"},
				{"CHAPTER003NAME", "All"},
			}
			if !slices.Equal(body.Tags, want) {
				t.Errorf("comments %q", body.Tags)
			}
		case *meta.CueSheet:
			var at []uint64
			for _, track := range body.Tracks {
				at = append(at, track.Offset)
			}
			if want := []uint64{0, 9876 * 48, 20 * 48000, 30*48000 + 17}; !slices.Equal(at, want) || body.Tracks[3].Num != 255 {
				t.Errorf("tracks at %v, want %v", at, want)
			}
		case *meta.SeekTable:
			if len(body.Points) != 3 {
				t.Errorf("%d points to seek", len(body.Points))
			}
			seekTable(t, b, body.Points)
		}
	}
	if len(s.Blocks) != 3 {
		t.Errorf("%d blocks", len(s.Blocks))
	}
}

// seekTable checks that a frame begins where each point says.
func seekTable(t *testing.T, b []byte, points []meta.SeekPoint) {
	t.Helper()
	start := 4
	for last := false; !last; {
		last = b[start]&0x80 != 0
		start += 4 + int(b[start+1])<<16 + int(b[start+2])<<8 + int(b[start+3])
	}
	for i, p := range points {
		at := start + int(p.Offset)
		if p.SampleNum < uint64(i)*10*render.Rate || p.SampleNum%4096 != 0 || b[at] != 0xFF || b[at+1] != 0xF8 {
			t.Errorf("point %d %+v leads to % x", i, p, b[at:at+2])
		}
	}
}

// chunks returns the chunks of a RIFF file or list, each LIST as "LIST:kind".
func chunks(t *testing.T, b []byte) (names []string, bodies map[string][]byte) {
	t.Helper()
	bodies = map[string][]byte{}
	for len(b) > 0 {
		name, n := string(b[:4]), int(binary.LittleEndian.Uint32(b[4:]))
		body := b[8 : 8+n]
		if name == "LIST" {
			name, body = "LIST:"+string(body[:4]), body[4:]
		}
		names, bodies[name] = append(names, name), body
		b = b[8+n+n%2:]
	}
	return names, bodies
}

func TestWAVMetadata(t *testing.T) {
	b := tagged(t, render.WAV)
	if size := binary.LittleEndian.Uint32(b[4:]); int(size) != len(b)-8 {
		t.Errorf("RIFF of %d bytes in a file of %d", size, len(b))
	}
	names, all := chunks(t, b[12:])
	if tail := names[len(names)-4:]; !slices.Equal(tail, []string{"data", "LIST:INFO", "cue ", "LIST:adtl"}) {
		t.Fatalf("chunks %q", names)
	}
	_, info := chunks(t, all["LIST:INFO"])
	for name, want := range map[string]string{"INAM": "Two Wheels\x00", "IPRD": "karuna\x00", "IGNR": "Meditation\x00"} {
		if string(info[name]) != want {
			t.Errorf("%s %q, want %q", name, info[name], want)
		}
	}
	le, cue, labels := binary.LittleEndian, all["cue "], all["LIST:adtl"]
	if n := le.Uint32(cue); n != 3 || len(cue) != 4+3*24 {
		t.Fatalf("%d cues in %d bytes", n, len(cue))
	}
	for i, want := range []struct {
		at    uint32
		title string
	}{{0, "Settle\x00"}, {9876 * 48, "Tū\x00"}, {20 * 48000, "All\x00"}} {
		c := cue[4+24*i:]
		if le.Uint32(c) != uint32(i+1) || le.Uint32(c[4:]) != want.at || string(c[8:12]) != "data" || le.Uint32(c[20:]) != want.at {
			t.Errorf("cue %d % x", i, c[:24])
		}
		n := le.Uint32(labels[4:])
		if string(labels[:4]) != "labl" || le.Uint32(labels[8:]) != uint32(i+1) || string(labels[12:8+n]) != want.title {
			t.Errorf("label %d %q", i, labels)
		}
		labels = labels[8+n+n%2:]
	}
}

func TestChapters(t *testing.T) {
	got := render.Chapters(sessions.Score{Stages: []sessions.Span{
		{ID: "a", Title: " The\nfirst ", End: time.Minute},
		{ID: "none", Start: time.Minute, End: time.Minute},
		{ID: "b", Start: time.Minute, End: 2 * time.Minute},
	}})
	if want := []render.Chapter{{0, "The first"}, {time.Minute, "b"}}; !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}
