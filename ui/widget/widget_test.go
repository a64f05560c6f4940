package widget_test

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"karuna/sessions"
	"karuna/ui/safe"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

var update = flag.Bool("update", false, "write the goldens anew")

func sizes() [][2]int { return [][2]int{{20, 6}, {40, 12}, {80, 24}, {100, 30}, {300, 90}} }

func palettes() fs.FS { return os.DirFS("../../assets/themes") }

func themed(t testing.TB, g theme.Glyphs, c theme.Colors) theme.Theme {
	t.Helper()
	th, err := theme.Load(palettes(), "night", theme.Terminal{Dark: true, Colors: c, Glyphs: g})
	if err != nil {
		t.Fatal(err)
	}
	return th
}

// picture is a widget with everything it shows decided but theme and size.
type picture struct {
	name string
	draw func(th theme.Theme, w, h int) theme.Block
}

func pictures() []picture {
	marks := []widget.Mark{{At: 0, Past: true}, {At: 0.25, Past: true}, {At: 0.6}, {At: 0.8}, {At: 1}}
	ring := func(p float64) widget.Ring { return widget.Ring{Progress: p, Marks: marks} }
	breath := sessions.Breath{In: 4 * time.Second, Full: time.Second, Out: 6 * time.Second, Empty: time.Second}
	return []picture{
		{"enso-early", func(th theme.Theme, w, h int) theme.Block { return widget.Enso(th, ring(0.1), w, h) }},
		{"enso-half", func(th theme.Theme, w, h int) theme.Block { return widget.Enso(th, ring(0.5), w, h) }},
		{"enso-late", func(th theme.Theme, w, h int) theme.Block { return widget.Enso(th, ring(0.9), w, h) }},
		{"enso-whole", func(th theme.Theme, w, h int) theme.Block { return widget.Enso(th, ring(1), w, h) }},
		{"enso-fading", func(th theme.Theme, w, h int) theme.Block {
			return widget.Enso(th, widget.Ring{Progress: 1, Faded: 0.4}, w, h)
		}},
		{"stroke", func(th theme.Theme, w, h int) theme.Block { return widget.Stroke(th, ring(0.7), w) }},
		{"sit", func(th theme.Theme, w, h int) theme.Block {
			return widget.Sit(th, widget.Sitting{
				Ring: ring(0.4), CueStyle: th.Text, Stage: safe.Lit("Someone dear"), Clock: safe.Lit("12:05"),
				Cue: safe.Lit("Bring to mind someone easy to be kind to, and let them sit beside you for a moment."),
			}, w, h)
		}},
		{"sit-paced", func(th theme.Theme, w, h int) theme.Block {
			return widget.Sit(th, widget.Sitting{
				Ring: ring(0.4), CueStyle: th.Text, Stage: safe.Lit("Even breath"), Pace: true,
				Breath: widget.PhaseAt(breath, 2500*time.Millisecond), Cue: safe.Lit("Let the breath come and go as the ring does."),
			}, w, h)
		}},
		{"pacer-in", func(th theme.Theme, w, h int) theme.Block {
			return widget.Pacer(th, widget.PhaseAt(breath, 3*time.Second), w, h)
		}},
		{"pacer-rest", func(th theme.Theme, w, h int) theme.Block {
			return widget.Pacer(th, widget.PhaseAt(breath, 11500*time.Millisecond), w, h)
		}},
		{"strip", func(th theme.Theme, w, h int) theme.Block {
			stages := []widget.Segment{{1, sessions.Ground}, {4, sessions.Self}, {3, sessions.Other}, {3, sessions.Both}, {0.01, sessions.Self}, {1, sessions.Ground}}
			return widget.Strip(th, stages, marks, w)
		}},
		{"month", func(th theme.Theme, w, h int) theme.Block {
			m := widget.Month{Year: 2026, Month: time.May, WeekStart: time.Monday, Today: day("2026-05-13"), Chosen: sessions.NoDay, Day: sample}
			return theme.Clip(w, h, widget.MonthGrid(th, m))
		}},
		{"year", func(th theme.Theme, w, h int) theme.Block {
			y := widget.Year{
				First: day("2025-05-14"), Last: day("2026-05-13"), WeekStart: time.Monday,
				Today: day("2026-05-13"), Chosen: day("2026-02-18"), Day: sample,
			}
			return widget.YearMap(th, y, w, h)
		}},
		{"bars", func(th theme.Theme, w, h int) theme.Block { return widget.BarChart(th, bars(th, 12), w, h) }},
		{"bars-year", func(th theme.Theme, w, h int) theme.Block { return widget.BarChart(th, bars(th, 52), w, h) }},
		{"measures", func(th theme.Theme, w, h int) theme.Block { return widget.Measures(th, measures(th), w, h) }},
		{"noting", func(th theme.Theme, w, h int) theme.Block {
			return theme.Clip(w, h, widget.Noting(th, sessions.Noting{Past: 1, Planning: 6, Comparing: 40}, w))
		}},
		{"bicycle", func(th theme.Theme, w, h int) theme.Block {
			return widget.Bicycle(th, widget.Bike{Self: 3 * 3600, Other: 50 * 60, Ground: 2 * 3600}, w, h)
		}},
		{"bicycle-new", func(th theme.Theme, w, h int) theme.Block { return widget.Bicycle(th, widget.Bike{}, w, h) }},
		{"week", func(th theme.Theme, w, h int) theme.Block {
			return widget.WeekDots(th, day("2026-05-11"), day("2026-05-13"), sample)
		}},
		{"list", func(th theme.Theme, w, h int) theme.Block { return widget.List(th, items(), 7, w, h) }},
	}
}

// bars is n weeks of which some are empty, and their months.
func bars(th theme.Theme, n int) widget.Bars {
	b := widget.Bars{Full: 90 * 60, Scale: safe.Lit("1 h 30 min"), Style: th.Accent}
	for i := range n {
		minutes, name := i*37%91, safe.Text{}
		if i%4 == 3 {
			minutes = 0
		}
		if i%5 == 1 {
			name = safe.Lit("May")
		}
		b.Values, b.Below = append(b.Values, minutes*60), append(b.Below, name)
	}
	return b
}

func measures(th theme.Theme) []widget.Measure {
	row := func(name safe.Text, high, middle, low int) widget.Measure {
		return widget.Measure{Name: name, Value: safe.Format("%d · %d · %d", high, middle, low), Shares: []widget.Share{
			{N: high, Glyph: widget.High, Style: th.Text}, {N: middle, Glyph: widget.Middle, Style: th.Accent}, {N: low, Glyph: widget.Low, Style: th.Dim},
		}}
	}
	return []widget.Measure{
		row(safe.Lit("mindfulness"), 12, 30, 4), row(safe.Lit("compassion for others"), 5, 0, 1), row(safe.Lit("body"), 0, 1, 0),
		{Name: safe.Lit("silent"), Shares: []widget.Share{{N: 20, Style: th.Accent}}, Value: safe.Lit("20")},
	}
}

// Where the mouse is on a calendar is the day that is drawn there.
func TestDayAt(t *testing.T) {
	th := themed(t, theme.Braille, theme.NoColors)
	check := func(name string, of sessions.Day, draw func(func(sessions.Day) widget.DayMark) theme.Block, at func(x, y int) (sessions.Day, bool)) {
		t.Helper()
		b := draw(func(d sessions.Day) widget.DayMark {
			if d == of {
				return widget.DayMark{State: widget.DayRest}
			}
			return widget.DayMark{}
		})
		for y, line := range strings.Split(b.String(), "\n") {
			if x := strings.IndexRune(line, '◦'); x >= 0 {
				x = ansi.StringWidth(line[:x])
				if got, ok := at(x, y); !ok || got != of {
					t.Errorf("%s: %v is drawn at %d, %d, where At says %v, %v", name, of, x, y, got, ok)
				}
				return
			}
		}
		t.Errorf("%s: %v is not drawn", name, of)
	}
	for _, start := range []time.Weekday{time.Monday, time.Sunday} {
		month := widget.Month{Year: 2026, Month: time.May, WeekStart: start}
		year := widget.Year{First: day("2025-05-14"), Last: day("2026-05-13"), WeekStart: start, Chosen: sessions.NoDay}
		for d := day("2026-05-01"); d <= day("2026-05-31"); d++ {
			check("month", d, func(f func(sessions.Day) widget.DayMark) theme.Block {
				month.Day = f
				return widget.MonthGrid(th, month)
			}, month.At)
		}
		for d := year.First; d <= year.Last; d += 5 {
			for _, size := range [][2]int{{80, 24}, {40, 24}, {40, 9}, {40, 3}} {
				w, h := size[0], size[1]
				year.Chosen = sessions.NoDay
				if h < 20 {
					year.Chosen = d // the months are scrolled to it
				}
				check(fmt.Sprintf("year %dx%d", w, h), d, func(f func(sessions.Day) widget.DayMark) theme.Block {
					year.Day = f
					return widget.YearMap(th, year, w, h)
				}, func(x, y int) (sessions.Day, bool) { return year.At(w, h, x, y) })
			}
		}
		for _, at := range [][2]int{{-1, 3}, {28, 3}, {0, 1}, {4, 0}, {3, 99}} {
			if d, ok := month.At(at[0], at[1]); ok {
				t.Errorf("At(%d, %d) of the month is %v", at[0], at[1], d)
			}
		}
		for _, at := range [][2]int{{3, 3}, {57, 3}, {20, 0}, {20, 8}, {-1, -1}} {
			if d, ok := year.At(80, 24, at[0], at[1]); ok {
				t.Errorf("At(%d, %d) of the year is %v", at[0], at[1], d)
			}
		}
		year.Chosen = sessions.NoDay
		for _, at := range [][2]int{{4, 3}, {36, 3}, {20, 0}, {20, 8}, {33, 7}, {20, 7}, {-1, -1}} {
			if d, ok := year.At(40, 9, at[0], at[1]); ok {
				t.Errorf("At(%d, %d) of the months is %v", at[0], at[1], d)
			}
		}
	}
}

func items() []widget.Item {
	items := []widget.Item{{Title: safe.Lit("start here"), Heading: true}}
	for _, s := range []string{"Arriving", "Being with", "Well-wishing", "A kind pause"} {
		items = append(items, widget.Item{Title: safe.Line(s), Detail: safe.Lit("10 min")})
	}
	items = append(items, widget.Item{Title: safe.Lit("someone on my mind"), Heading: true})
	for i := range 20 {
		items = append(items, widget.Item{Title: safe.Format("Karuṇā %d, a practice with a rather long title of its own", i), Detail: safe.Lit("1 h 10 min")})
	}
	return items
}

// sample gives a calendar every state and every size.
func sample(d sessions.Day) widget.DayMark {
	minutes := []int{1, 5, 15, 30}[int(d)%4]
	switch int(d) % 11 {
	case 0, 1, 2, 3:
		return widget.DayMark{State: widget.DaySat, Minutes: minutes}
	case 4, 5:
		return widget.DayMark{State: widget.DayRemembered, Minutes: minutes}
	case 6:
		return widget.DayMark{State: widget.DayRest}
	case 7:
		return widget.DayMark{State: widget.DayTravel}
	}
	return widget.DayMark{}
}

func day(s string) sessions.Day {
	d, err := sessions.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestPictures(t *testing.T) {
	for _, p := range pictures() {
		for _, g := range []theme.Glyphs{theme.Braille, theme.Blocks, theme.ASCII} {
			var all strings.Builder
			for _, size := range sizes() {
				b := p.draw(themed(t, g, theme.NoColors), size[0], size[1])
				fmt.Fprintf(&all, "-- %dx%d --\n%s\n", size[0], size[1], trimmed(b.String()))
			}
			golden(t, p.name+"-"+g.String(), all.String())
		}
	}
}

// With colour the words are the same and the roles show.
func TestPicturesInColour(t *testing.T) {
	for _, p := range pictures() {
		b := p.draw(themed(t, theme.Braille, theme.TrueColor), 40, 12)
		golden(t, p.name+"-colour", strings.ReplaceAll(trimmed(b.String()), "\x1b", "␛")+"\n")
		if plain := p.draw(themed(t, theme.Braille, theme.NoColors), 40, 12); ansi.Strip(b.String()) != plain.String() {
			t.Errorf("%s: colour changes what is drawn", p.name)
		}
	}
}

// At any size a picture keeps to it, says its size, writes no SGR without
// colours and nothing but ASCII where it is asked to.
func TestAnySize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(pictures()).Draw(t, "picture")
		w, h := rapid.IntRange(-2, 130).Draw(t, "w"), rapid.IntRange(-2, 50).Draw(t, "h")
		g := theme.Glyphs(rapid.IntRange(0, 2).Draw(t, "glyphs"))
		th, err := theme.Load(palettes(), "night", theme.Terminal{Glyphs: g, Still: rapid.Bool().Draw(t, "still")})
		if err != nil {
			t.Fatal(err)
		}
		b := p.draw(th, w, h)
		lines := strings.Split(b.String(), "\n")
		fixed := map[string]bool{"week": true, "stroke": true, "strip": true}[p.name]
		if b != (theme.Block{}) && (b.Width() > max(w, 15) || !fixed && (b.Width() > w || b.Height() > h) || len(lines) != b.Height()) {
			t.Fatalf("%s in %dx%d is %dx%d with %d lines", p.name, w, h, b.Width(), b.Height(), len(lines))
		}
		for _, l := range lines {
			if ansi.StringWidth(l) > b.Width() {
				t.Fatalf("%s in %dx%d: line wider than it says: %q", p.name, w, h, l)
			}
		}
		for _, r := range b.String() {
			if r == '\x1b' || g == theme.ASCII && r >= 0x80 {
				t.Fatalf("%s in %v writes %q: %q", p.name, g, r, b)
			}
		}
	})
}

func trimmed(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs from its golden (-update writes it anew):\n%s", name, got)
	}
}
