//go:build linux

package main_test

import (
	"cmp"
	"fmt"
	"html"
	"image/color"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A cell of a picture is ten by twenty, and a dot of braille five by five, so
// that dots stand as evenly across cells as within them.
const (
	cellWide, cellHigh = 10, 20
	margin             = 14
	dotPitch           = 5
)

// attrBold is the emulator's bit for it.
const attrBold = 1

// mark is one thing on a screen: a dot, or the character of a cell.
type mark struct {
	x, y int    // of a dot in dots, of a character in cells
	text string // "" for a dot
	fill string
	bold bool
}

// marks are what the screen shows now.
func (x *terminal) marks(cols, rows int) map[mark]bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	out := map[mark]bool{}
	for row := range rows {
		for col := range cols {
			c := x.emu.CellAt(col, row)
			if c == nil || strings.TrimSpace(c.Content) == "" {
				continue
			}
			fill := hex(c.Style.Fg, x.emu.ForegroundColor())
			r := []rune(c.Content)[0]
			if r < 0x2800 || r > 0x28FF {
				out[mark{col, row, c.Content, fill, c.Style.Attrs&attrBold != 0}] = true
				continue
			}
			for bit, at := range [8][2]int{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}, {0, 3}, {1, 3}} {
				if (r-0x2800)>>bit&1 != 0 {
					out[mark{x: 2*col + at[0], y: 4*row + at[1], fill: fill}] = true
				}
			}
		}
	}
	return out
}

// paper gives the terminal that background, which the program asks for first.
func (x *terminal) paper(background string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	var r, g, b uint8
	if _, err := fmt.Sscanf(background, "#%02x%02x%02x", &r, &g, &b); err != nil {
		x.t.Fatal(err)
	}
	x.emu.SetDefaultBackgroundColor(color.RGBA{r, g, b, 255})
}

// svg draws the screen.
func (x *terminal) svg(cols, rows int) string {
	return sheet(cols, rows, hex(x.emu.BackgroundColor(), color.Black), "", drawn(slices.Collect(maps.Keys(x.marks(cols, rows)))))
}

func sheet(cols, rows int, paper, style, inside string) string {
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%[1]d" height="%[2]d">
<style>text{font:16.6px "DejaVu Sans Mono",Menlo,Consolas,monospace;white-space:pre}path{fill:none;stroke-width:3.4;stroke-linecap:round;stroke-dasharray:0 5}%s</style>
<rect width="100%%" height="100%%" rx="8" fill="%s"/>
<g transform="translate(%d %[5]d)">
%s</g>
</svg>
`, cols*cellWide+2*margin, rows*cellHigh+2*margin, style, paper, margin, inside)
}

// drawn is marks as SVG: dots of a colour in one path, a dash for each, and
// characters word by word, each with the places of its letters, so that no
// font can move them.
func drawn(marks []mark) string {
	slices.SortFunc(marks, func(a, b mark) int {
		return cmp.Or(cmp.Compare(kind(a), kind(b)), cmp.Compare(a.fill, b.fill), cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x))
	})
	var out strings.Builder
	path := "" // the colour of the path that is open
	for i := 0; i < len(marks); {
		m, n := marks[i], 1
		for i+n < len(marks) && follows(marks[i+n], m, n) {
			n++
		}
		if path != "" && (m.text != "" || path != m.fill) {
			out.WriteString("\"/>\n")
			path = ""
		}
		if m.text != "" {
			out.WriteString(word(marks[i : i+n]))
		} else {
			if path == "" {
				path = m.fill
				fmt.Fprintf(&out, `<path stroke="%s" d="`, path)
			}
			fmt.Fprintf(&out, "M%g %gh%g", (float64(m.x)+0.5)*dotPitch, (float64(m.y)+0.5)*dotPitch, float64(n-1)*dotPitch+0.1)
		}
		i += n
	}
	if path != "" {
		out.WriteString("\"/>\n")
	}
	return out.String()
}

// kind is what a mark is drawn as, dots before characters.
func kind(m mark) string {
	if m.text == "" {
		return "dot"
	}
	return "text"
}

// follows reports whether m is the n-th after first in one row of one kind.
func follows(m, first mark, n int) bool {
	return m.y == first.y && m.x == first.x+n && m.fill == first.fill && m.bold == first.bold && kind(m) == kind(first)
}

func word(letters []mark) string {
	places, text := make([]string, len(letters)), ""
	for i, l := range letters {
		places[i] = fmt.Sprint(l.x * cellWide)
		text += l.text
	}
	weight := ""
	if letters[0].bold {
		weight = ` font-weight="bold"`
	}
	return fmt.Sprintf("<text x=\"%s\" y=\"%d\" fill=\"%s\"%s>%s</text>\n",
		strings.Join(places, " "), letters[0].y*cellHigh+15, letters[0].fill, weight, html.EscapeString(text))
}

func hex(c, otherwise color.Color) string {
	if c == nil {
		c = otherwise
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// film is a screen that is looked at again and again.
type film struct {
	cols, rows int
	paper      string
	frames     []map[mark]bool
}

// take looks at the screen once more.
func (f *film) take(x *terminal) { f.frames = append(f.frames, x.marks(f.cols, f.rows)) }

// span is from a frame to before another.
type span struct{ from, to int }

// svg plays the film in that many seconds, again and again. What is there for
// the same time is one group. Where nothing may move, and where nothing plays
// it, it is the frame called still.
func (f *film) svg(seconds float64, still int) string {
	groups := map[span][]mark{}
	since := map[mark]int{}
	for i := 0; i <= len(f.frames); i++ {
		for m, from := range since {
			if i == len(f.frames) || !f.frames[i][m] {
				groups[span{from, i}] = append(groups[span{from, i}], m)
				delete(since, m)
			}
		}
		if i == len(f.frames) {
			break
		}
		for m := range f.frames[i] {
			if _, there := since[m]; !there {
				since[m] = i
			}
		}
	}
	var style, inside strings.Builder
	fmt.Fprintf(&style, "g g{animation:%gs step-end infinite}.h{visibility:hidden}", seconds)
	spans := slices.SortedFunc(maps.Keys(groups), func(a, b span) int { return cmp.Or(a.from-b.from, a.to-b.to) })
	for i, s := range spans {
		if s == (span{0, len(f.frames)}) {
			inside.WriteString(drawn(groups[s]))
			continue
		}
		hidden := ""
		if still < s.from || still >= s.to {
			hidden = ` class="h"`
		}
		fmt.Fprintf(&style, "@keyframes k%d{%s}#k%[1]d{animation-name:k%[1]d}", i, f.visible(s))
		fmt.Fprintf(&inside, "<g id=\"k%d\"%s>\n%s</g>\n", i, hidden, drawn(groups[s]))
	}
	style.WriteString("@media(prefers-reduced-motion:reduce){g g{animation:none}}")
	return sheet(f.cols, f.rows, f.paper, style.String(), inside.String())
}

// visible is a span as keyframes.
func (f *film) visible(s span) string {
	at := func(frame int) string { return fmt.Sprintf("%.4g%%", 100*float64(frame)/float64(len(f.frames))) }
	out := ""
	if s.from > 0 {
		out = "0%{visibility:hidden}"
	}
	out += at(s.from) + "{visibility:visible}"
	if s.to < len(f.frames) {
		out += at(s.to) + "{visibility:hidden}"
	}
	return out
}

// Dots beside one another are one dash, words one element, and a film holds
// each thing once for each time it is there.
func TestDrawn(t *testing.T) {
	check := func(got string, want ...string) {
		t.Helper()
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("no %q in\n%s", w, got)
			}
		}
	}
	dot := func(x, y int) mark { return mark{x: x, y: y, fill: "#ffffff"} }
	letter := func(x int, s string) mark { return mark{x: x, y: 1, text: s, fill: "#ffffff"} }
	got := drawn([]mark{dot(5, 0), dot(4, 0), dot(0, 1), letter(3, "t"), letter(2, "<")})
	check(got, `<path stroke="#ffffff" d="M22.5 2.5h5.1M2.5 7.5h0.1"/>`, `<text x="20 30" y="35" fill="#ffffff">&lt;t</text>`)
	f := film{cols: 4, rows: 2, paper: "#000000", frames: []map[mark]bool{
		{dot(0, 0): true}, {dot(0, 0): true, dot(1, 0): true}, {dot(0, 0): true, letter(0, "a"): true}, {dot(0, 0): true},
	}}
	got = f.svg(8, 2)
	check(got, "@keyframes k1{0%{visibility:hidden}25%{visibility:visible}50%{visibility:hidden}}", "<g id=\"k1\" class=\"h\">\n<path",
		"<g id=\"k2\">\n<text", "animation:8s step-end infinite")
	if n := strings.Count(got, "M2.5 2.5"); n != 1 {
		t.Errorf("the dot that stays is drawn %d times:\n%s", n, got)
	}
}

// At the middle of each frame the keyframes show what was there then, and no
// more: of marks that come and go at any frame.
func TestFilmPlays(t *testing.T) {
	const frames = 9
	f := film{cols: frames * frames, rows: 1, paper: "#000000", frames: make([]map[mark]bool, frames)}
	for i := range frames {
		f.frames[i] = map[mark]bool{}
		for from := range frames {
			for to := from + 1; to <= frames; to++ {
				if from <= i && i < to {
					f.frames[i][mark{x: from, y: to, text: fmt.Sprintf("%d-%d", from, to), fill: "#ffffff"}] = true
				}
			}
		}
	}
	svg := f.svg(3, 4)
	groups := regexp.MustCompile(`(?s)<g id="(k\d+)"( class="h")?>\n(.*?)</g>`).FindAllStringSubmatch(svg, -1)
	if len(groups) != frames*(frames+1)/2-1 {
		t.Errorf("%d groups", len(groups))
	}
	for i, frame := range f.frames {
		at, seen := 100*(float64(i)+0.5)/frames, 1 // what is always there has no group
		for _, g := range groups {
			if !strings.Contains(svg, "#"+g[1]+"{animation-name:"+g[1]+"}") {
				t.Fatalf("%s is not played", g[1])
			}
			_, rule, _ := strings.Cut(svg, "@keyframes "+g[1]+"{")
			rule, _, _ = strings.Cut(rule, "}}")
			shown := g[2] == ""
			for _, k := range regexp.MustCompile(`([\d.]+)%\{visibility:(\w+)`).FindAllStringSubmatch(rule, -1) {
				if percent, err := strconv.ParseFloat(k[1], 64); err != nil {
					t.Fatal(err)
				} else if percent <= at {
					shown = k[2] == "visible"
				}
			}
			there := false
			for m := range frame {
				there = there || strings.Contains(g[3], ">"+m.text+"<")
			}
			if shown != there {
				t.Errorf("frame %d: %q is shown: %v", i, g[3], shown)
			}
			if shown {
				seen++
			}
		}
		if seen != len(frame) {
			t.Errorf("frame %d shows %d of %d", i, seen, len(frame))
		}
	}
}
