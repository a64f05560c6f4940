package widget_test

import (
	"strings"
	"testing"
	"time"

	"karuna/sessions"
	"karuna/ui/safe"
	"karuna/ui/theme"
	"karuna/ui/widget"
)

// What is on the paper stays: between two moments only the wet tip and what is
// drawn after it may differ.
func TestInkStays(t *testing.T) {
	th := themed(t, theme.Braille, theme.NoColors)
	at := func(p float64) string {
		return widget.Enso(th, widget.Ring{Progress: p}, 100, 30).String()
	}
	whole := []rune(at(1))
	drawn := 0
	for p := 0.02; p < 1; p += 0.02 {
		changed, now := 0, 0
		for i, r := range []rune(at(p)) {
			if r == ' ' || r == '\n' {
				continue
			}
			now++
			if r != whole[i] {
				changed++
			}
		}
		if changed > 14 {
			t.Errorf("at %.2f: %d of %d cells are not as they will be", p, changed, now)
		}
		if now < drawn {
			t.Errorf("at %.2f: %d cells, before that %d", p, now, drawn)
		}
		drawn = now
	}
}

// The stroke begins at seven o'clock and goes round by nine, twelve and three.
func TestRingGoesRound(t *testing.T) {
	th := themed(t, theme.Braille, theme.NoColors)
	check := func(p float64, left, right bool) {
		t.Helper()
		lines := strings.Split(widget.Enso(th, widget.Ring{Progress: p}, 60, 30).String(), "\n")
		middle := []rune(lines[15])
		got := [2]bool{strings.TrimSpace(string(middle[:30])) != "", strings.TrimSpace(string(middle[30:])) != ""}
		if got != [2]bool{left, right} {
			t.Errorf("at %.2f ink at nine and three o'clock: %v, want %v", p, got, [2]bool{left, right})
		}
	}
	check(0, false, false)
	check(0.1, false, false)
	check(0.3, true, false)
	check(0.6, true, false)
	check(0.8, true, true)
	check(1, true, true)
}

func TestFadedRingIsGone(t *testing.T) {
	th := themed(t, theme.Braille, theme.NoColors)
	b := widget.Enso(th, widget.Ring{Progress: 1, Faded: 1}, 60, 20)
	if strings.Trim(b.String(), " \n") != "" {
		t.Errorf("a faded ring shows:\n%s", b)
	}
}

// The figure that decides where the cue stands: inside from 80 by 24 on.
func TestInnerWidth(t *testing.T) {
	check := func(w, h int, inside bool) {
		t.Helper()
		if got := widget.InnerWidth(w, h) >= 26; got != inside {
			t.Errorf("InnerWidth(%d, %d) = %d, inside %v, want %v", w, h, widget.InnerWidth(w, h), got, inside)
		}
	}
	check(80, 24, true)
	check(80, 23, true)
	check(100, 30, true)
	check(40, 24, false)
	check(80, 14, false)
	check(20, 6, false)
	check(0, 0, false)
}

func TestPhaseAt(t *testing.T) {
	b := sessions.Breath{In: 4 * time.Second, Full: 7 * time.Second, Out: 8 * time.Second}
	check := func(at time.Duration, word string, left time.Duration, full float64) {
		t.Helper()
		p := widget.PhaseAt(b, at)
		if p.Word.String() != word || p.Left != left || p.Full < full-0.01 || p.Full > full+0.01 {
			t.Errorf("at %v: %q, %v left, full %.2f; want %q, %v, %.2f", at, p.Word, p.Left, p.Full, word, left, full)
		}
	}
	check(0, "in", 4*time.Second, 0)
	check(2*time.Second, "in", 2*time.Second, 0.5)
	check(4*time.Second, "hold", 7*time.Second, 1)
	check(11*time.Second, "out", 8*time.Second, 1)
	check(19*time.Second, "in", 4*time.Second, 0)
	check(-time.Second, "in", 4*time.Second, 0)
	if p := widget.PhaseAt(sessions.Breath{}, time.Second); p != (widget.Phase{}) {
		t.Errorf("no pattern has a phase: %+v", p)
	}
}

// With nothing moving the pacer is the same from one phase to the next.
func TestPacerStill(t *testing.T) {
	th := themed(t, theme.Braille, theme.NoColors)
	th.Still = true
	b := sessions.Breath{In: 5500 * time.Millisecond, Out: 5500 * time.Millisecond}
	at := func(d time.Duration) theme.Block { return widget.Pacer(th, widget.PhaseAt(b, d), 40, 12) }
	if at(time.Second) != at(5*time.Second) || at(time.Second) == at(6*time.Second) {
		t.Error("a still pacer changes within a phase, or not between two")
	}
	if !strings.Contains(at(time.Second).String(), "in 5.5") {
		t.Errorf("no word and seconds:\n%s", at(time.Second))
	}
}

func BenchmarkEnso(b *testing.B) {
	th := themed(b, theme.Braille, theme.TrueColor)
	r := widget.Ring{Progress: 0.8, Marks: []widget.Mark{{At: 0.25, Past: true}, {At: 0.9}}}
	b.ReportAllocs()
	for b.Loop() {
		widget.Enso(th, r, 100, 30)
	}
}

func BenchmarkSit(b *testing.B) {
	th := themed(b, theme.Braille, theme.TrueColor)
	s := widget.Sitting{
		Ring: widget.Ring{Progress: 0.8}, CueStyle: th.Text, Stage: safe.Lit("Someone dear"),
		Cue: safe.Lit("Bring to mind someone easy to be kind to, and let them sit beside you."),
	}
	b.ReportAllocs()
	for b.Loop() {
		widget.Sit(th, s, 100, 30)
	}
}

func BenchmarkYear(b *testing.B) {
	th := themed(b, theme.Braille, theme.TrueColor)
	y := widget.Year{First: day("2025-05-14"), Last: day("2026-05-13"), Chosen: sessions.NoDay, Day: sample}
	for b.Loop() {
		widget.YearMap(th, y, 80, 24)
	}
}
