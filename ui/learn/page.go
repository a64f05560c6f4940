package learn

import (
	"fmt"
	"io/fs"
	"strings"

	"karuna/ui/safe"
	"karuna/ui/widget"
)

// Topic is a page to read.
type Topic struct {
	ID    string    // its name: "evidence"
	Title safe.Text // the first line of its file
	About safe.Text // the second: what it is about, in one line
	body  []part
}

// part is what stands between two free lines of a page.
type part struct {
	shape shape
	text  safe.Text
}

// shape says how a part is laid out.
type shape int

const (
	prose shape = iota
	heading
	item
	verbatim // shown as it is typed
)

// Topics reads the pages of a folder, N-NAME.md each, in the order of N.
func Topics(pages fs.FS) ([]Topic, error) {
	names, err := fs.Glob(pages, "*.md")
	if err != nil {
		return nil, fmt.Errorf("list the pages: %w", err)
	}
	topics := make([]Topic, 0, len(names))
	for _, name := range names {
		src, err := fs.ReadFile(pages, name)
		if err != nil {
			return nil, fmt.Errorf("read the page %q: %w", name, err)
		}
		_, id, _ := strings.Cut(strings.TrimSuffix(name, ".md"), "-")
		topics = append(topics, read(id, string(src)))
	}
	return topics, nil
}

// read takes a page apart: "# Title", the line about it, then paragraphs of
// one line, "## " headings, "- " items and lines indented by four, which stay
// as they are.
func read(id, src string) Topic {
	t := Topic{ID: id}
	title, rest, _ := strings.Cut(src, "\n")
	about, rest, _ := strings.Cut(rest, "\n")
	t.Title, t.About = safe.Line(strings.TrimPrefix(title, "# ")), safe.Line(about)
	for line := range strings.SplitSeq(rest, "\n") {
		switch text, ok := strings.CutPrefix(line, "    "); {
		case ok:
			t.body = append(t.body, part{verbatim, safe.Line(text)})
		case strings.TrimSpace(line) == "":
			if n := len(t.body); n > 0 && t.body[n-1].shape == verbatim {
				t.body = append(t.body, part{shape: verbatim}) // a free line of an example, or its end
			}
		case strings.HasPrefix(line, "## "):
			t.body = append(trimmed(t.body), part{heading, safe.Line(line[3:])})
		case strings.HasPrefix(line, "- "):
			t.body = append(trimmed(t.body), part{item, safe.Line(line[2:])})
		default:
			t.body = append(trimmed(t.body), part{prose, safe.Line(line)})
		}
	}
	t.body = trimmed(t.body)
	return t
}

// trimmed leaves out the free lines after an example.
func trimmed(body []part) []part {
	for n := len(body); n > 0 && body[n-1].shape == verbatim && body[n-1].text.Empty(); n-- {
		body = body[:n-1]
	}
	return body
}

// Line is a line of a page laid out in columns.
type Line struct {
	Text    safe.Text
	Heading bool
}

// Lines returns the page without its title, wrapped to w columns, a free line
// between its parts. An example that is wider than w is cut.
func (t Topic) Lines(w int) []Line {
	var out []Line
	for i, p := range t.body {
		if i > 0 && apart(t.body[i-1].shape, p.shape) {
			out = append(out, Line{})
		}
		switch {
		case p.text.Empty():
			out = append(out, Line{})
		case p.shape == verbatim:
			out = append(out, Line{Text: widget.Truncate(safe.Concat(safe.Lit("  "), p.text), w)})
		case p.shape == item:
			for n, l := range widget.Wrap(p.text, w-2) {
				edge := safe.Lit("- ")
				if n > 0 {
					edge = safe.Lit("  ")
				}
				out = append(out, Line{Text: safe.Concat(edge, l)})
			}
		default:
			for _, l := range widget.Wrap(p.text, w) {
				out = append(out, Line{Text: l, Heading: p.shape == heading})
			}
		}
	}
	return out
}

// apart reports whether a free line stands between two parts: between
// paragraphs and where the shape changes, but not below a heading of words.
func apart(above, below shape) bool {
	return above != below && (above != heading || below == verbatim) || below == prose && above == prose
}

// Text returns the page as text of w columns, its title first.
func (t Topic) Text(w int) safe.Text {
	lines := []safe.Text{t.Title, {}}
	for _, l := range t.Lines(w) {
		lines = append(lines, l.Text)
	}
	return safe.Join(safe.Lit("\n"), lines...)
}
