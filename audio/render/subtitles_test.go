package render_test

import (
	"bytes"
	"flag"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"karuna/audio/render"
	"karuna/sessions"
)

var update = flag.Bool("update", false, "write the golden files anew")

const ms = time.Millisecond

func spoken() sessions.Score {
	return sessions.Score{Total: 2 * time.Hour, Cues: []sessions.Cue{
		{At: 0, Type: sessions.CueBell, Bell: sessions.Bell{Strikes: 1}},
		{At: 5 * time.Second, End: 8250 * ms, Type: sessions.CueSpeak, Text: "Sit as you are: eyes open, or closed."},
		{At: 20 * time.Second, End: 20100 * ms, Type: sessions.CueReturn, Text: "Here."},
		{At: 30 * time.Second, End: 39 * time.Second, Type: sessions.CueSpeak, Text: "Cut short by\nthe next"},
		{At: 33 * time.Second, Type: sessions.CueBell, Bell: sessions.Bell{Strikes: 1}},
		{At: 35 * time.Second, End: 38 * time.Second, Type: sessions.CueSpeak, Text: "1 < 2 & 3 --> 4 \x1b[1m"},
		{At: 50 * time.Second, Type: sessions.CueBell, Bell: sessions.Bell{Strikes: 1}},
		{At: 50 * time.Second, End: 53 * time.Second, Type: sessions.CueSpeak, Text: "May someone dear be well.", Template: "May {name|someone dear} be well."},
		{At: 60 * time.Second, Type: sessions.CueBreathe},
		{At: time.Hour + 1001*ms, End: time.Hour + 4*time.Second, Type: sessions.CueSpeak, Text: "Ōm 🙂"},
		{At: 2 * time.Hour, Type: sessions.CueBell, Bell: sessions.Bell{Strikes: 3}},
		{At: 2 * time.Hour, Type: sessions.CueEnd},
	}}
}

func TestSubtitleFiles(t *testing.T) {
	check := func(name string, got []byte) {
		t.Helper()
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is\n%s", name, got)
		}
	}
	check("sit.srt", render.SRT(render.Subtitles(spoken(), render.Said)))
	check("sit.vtt", render.VTT(render.Subtitles(spoken(), render.Unsaid)))
}

// parsed reads subtitles of either format in the simplest way.
func parsed(text string) ([]render.Subtitle, error) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text, vtt := strings.CutPrefix(text, "WEBVTT\n")
	var out []render.Subtitle
	for block := range strings.SplitSeq(strings.Trim(text, "\n"), "\n\n") {
		lines := strings.Split(block, "\n")
		if block == "" {
			continue
		}
		if !vtt {
			if lines[0] != fmt.Sprint(len(out)+1) {
				return nil, fmt.Errorf("block %q has another number", block)
			}
			lines = lines[1:]
		}
		if len(lines) != 2 {
			return nil, fmt.Errorf("block %q has %d lines", block, len(lines))
		}
		var at [2][4]time.Duration
		if _, err := fmt.Sscanf(strings.ReplaceAll(lines[0], ",", "."), "%d:%d:%d.%d --> %d:%d:%d.%d",
			&at[0][0], &at[0][1], &at[0][2], &at[0][3], &at[1][0], &at[1][1], &at[1][2], &at[1][3]); err != nil {
			return nil, err
		}
		s := render.Subtitle{From: offset(at[0]), To: offset(at[1]), Text: lines[1]}
		if vtt {
			s.Text = html.UnescapeString(s.Text)
		}
		out = append(out, s)
	}
	return out, nil
}

func offset(p [4]time.Duration) time.Duration {
	return p[0]*time.Hour + p[1]*time.Minute + p[2]*time.Second + p[3]*ms
}

func TestAnySubtitles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sc sessions.Score
		at := time.Duration(0)
		for range rapid.IntRange(0, 20).Draw(t, "cues") {
			c := sessions.Cue{At: at, Type: rapid.SampledFrom([]sessions.CueType{sessions.CueSpeak, sessions.CueReturn, sessions.CueBell}).Draw(t, "type")}
			c.Text = rapid.String().Draw(t, "text")
			c.End = at + time.Duration(rapid.IntRange(0, 10000).Draw(t, "length"))*ms
			sc.Cues = append(sc.Cues, c)
			at += time.Duration(rapid.IntRange(0, 5_000_000).Draw(t, "gap")) * time.Microsecond
		}
		all := render.Subtitles(sc, rapid.SampledFrom([]render.Bells{render.Said, render.Unsaid}).Draw(t, "bells"))
		for i, s := range all {
			if s.To <= s.From || i > 0 && s.From < all[i-1].To {
				t.Fatalf("subtitle %d from %v to %v", i, s.From, s.To)
			}
			if strings.TrimSpace(s.Text) == "" || strings.ContainsFunc(s.Text, unicode.IsControl) {
				t.Fatalf("subtitle %d is %q", i, s.Text)
			}
		}
		back(t, all, string(render.VTT(all)), nil)
		back(t, all, string(render.SRT(all)), strings.NewReplacer("-->", "→"))
	})
}

// back checks that text says all, with what the format cannot say replaced.
func back(t *rapid.T, all []render.Subtitle, text string, replaced *strings.Replacer) {
	got, err := parsed(text)
	if err != nil || len(got) != len(all) {
		t.Fatalf("%d of %d subtitles came back: %v\n%s", len(got), len(all), err, text)
	}
	for i, want := range all {
		if replaced != nil {
			want.Text = replaced.Replace(want.Text)
		}
		if got[i] != want {
			t.Fatalf("%+v came back as %+v", want, got[i])
		}
	}
}
