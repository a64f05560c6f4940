package render

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"karuna/sessions"
)

// Subtitle is a text that is shown from one offset to another.
type Subtitle struct {
	From, To time.Duration
	Text     string // one line, of printable characters
}

const (
	leastShown = 1500 * time.Millisecond // that a text takes to be read, however short
	bellShown  = 2 * time.Second
	bellText   = "(bell)"
)

// Bells says whether subtitles tell of bells, for those who cannot hear them.
type Bells int

// The ways of Bells.
const (
	Unsaid Bells = iota
	Said         // as "(bell)", where no words are shown
)

// Subtitles returns the lines of a score by offset. Each is shown until its
// words are spoken, at least 1.5 s and never longer than until the next.
func Subtitles(sc sessions.Score, bells Bells) []Subtitle {
	var out []Subtitle
	for _, c := range sc.Cues {
		s := Subtitle{From: c.At.Truncate(time.Millisecond)}
		switch c.Type {
		case sessions.CueSpeak, sessions.CueReturn:
			s.Text = line(c.Text)
			s.To = max(c.End.Truncate(time.Millisecond), s.From+leastShown)
		case sessions.CueBell:
			if bells == Said {
				s.Text, s.To = bellText, s.From+bellShown
			}
		}
		if s.Text != "" && s.From >= 0 {
			out = follow(out, s)
		}
	}
	return out
}

// follow adds a subtitle, and lets the one before end where it begins. Of two
// at one moment the words stay.
func follow(all []Subtitle, s Subtitle) []Subtitle {
	if len(all) == 0 {
		return append(all, s)
	}
	last := &all[len(all)-1]
	switch {
	case s.From <= last.From && s.Text == bellText:
		return all
	case s.From <= last.From:
		if last.Text != bellText {
			s.Text = last.Text + " " + s.Text
		}
		s.From = last.From
		all = all[:len(all)-1]
	case s.From < last.To && s.Text == bellText:
		return all // the words are still being read
	default:
		last.To = min(last.To, s.From)
	}
	return append(all, s)
}

// SRT returns subtitles as SubRip. The format has no way to write "-->" or a
// pair of angle brackets as text; the first becomes an arrow.
func SRT(all []Subtitle) []byte {
	var b strings.Builder
	for i, s := range all {
		text := strings.ReplaceAll(s.Text, "-->", "→")
		fmt.Fprintf(&b, "%d\r\n%s --> %s\r\n%s\r\n\r\n", i+1, clock(s.From, ","), clock(s.To, ","), text)
	}
	return []byte(b.String())
}

// VTT returns subtitles as WebVTT.
func VTT(all []Subtitle) []byte {
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	var b strings.Builder
	b.WriteString("WEBVTT\n")
	for _, s := range all {
		fmt.Fprintf(&b, "\n%s --> %s\n%s\n", clock(s.From, "."), clock(s.To, "."), escape.Replace(s.Text))
	}
	return []byte(b.String())
}

// line makes a text one line of characters that can be seen.
func line(text string) string {
	seen := strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError:
			return '\uFFFD'
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r == '\uFEFF', r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(seen), " ")
}
